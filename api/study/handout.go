package study

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"rsc.io/qr"

	"tiaowen/api/study/office"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/term"
)

// Handout is the kit as something to read: what the page prints and the files
// are written from.
type Handout struct {
	Title    string
	Sources  string // the documents with their dates
	Size     string // 38条
	Chapters []Chapter
	Terms    []Explained
}

// Chapter is a section and those of its clauses that were chosen.
type Chapter struct {
	Name    string // "" for clauses outside all sections
	Clauses []Reading
}

// Reading is one clause to read.
type Reading struct {
	Clause     *corpus.Clause
	Heading    string      // 第20条　净化选人用人风气
	Paragraphs [][]Passage // the clause's words, without its label
	Cite       string
	URL        string // with scheme and host when the base is known
	QR         []byte // a PNG that leads to URL; nil when the base is not known
}

// Passage is a piece of a clause. Key passages say what must be done or not.
type Passage struct {
	Text string
	Key  bool
}

// Explained is a term that the chosen clauses use, and what the text says about it.
type Explained struct {
	Name    string
	Members []string // what it is made of; nil when the text does not say
	Meaning string   // its definition; "" when the text gives none
	Places  []string // names of the chosen clauses that use it
}

// Handout makes the handout; url gives the address of a clause without scheme
// and host. With more than maxQR clauses there are no QR codes.
func (k *Kit) Handout(base string, url func(*corpus.Clause) string) *Handout {
	base = strings.TrimSuffix(base, "/")
	h := &Handout{Title: k.Title, Sources: sources(k), Size: sizeOf(k.Clauses)}
	several := len(byDocument(k.Clauses)) > 1
	for _, c := range k.Clauses {
		name := chapterName(c, several)
		if n := len(h.Chapters); n == 0 || h.Chapters[n-1].Name != name {
			h.Chapters = append(h.Chapters, Chapter{Name: name})
		}
		r := Reading{Clause: c, Heading: headingOf(c), Paragraphs: marked(c), Cite: k.cite(c)}
		if url != nil && base != "" {
			r.URL = base + url(c)
			if len(k.Clauses) <= maxQR {
				r.QR = codeOf(r.URL)
			}
		}
		last := &h.Chapters[len(h.Chapters)-1]
		last.Clauses = append(last.Clauses, r)
	}
	for _, own := range byDocument(k.Clauses) {
		h.Terms = append(h.Terms, explained(own)...)
	}
	return h
}

// sizeOf counts clauses for people: 38条, or 5段 where none is numbered.
func sizeOf(clauses []*corpus.Clause) string {
	articles := 0
	for _, c := range clauses {
		if c.Kind == corpus.Article {
			articles++
		}
	}
	if articles == 0 {
		return fmt.Sprintf("%d段", len(clauses))
	}
	return fmt.Sprintf("%d条", articles)
}

// codeOf is a QR code as a PNG; nil for an address that is too long for one.
func codeOf(url string) []byte {
	code, err := qr.Encode(url, qr.M)
	if err != nil {
		return nil
	}
	return code.PNG()
}

// maxQR is how many clauses get a code: a picture for each of thousands makes a
// document that no word processor opens.
const maxQR = 300

func chapterName(c *corpus.Clause, several bool) string {
	var names []string
	if several {
		names = append(names, c.Document.Title)
	}
	for _, s := range c.Path() {
		names = append(names, s.Name())
	}
	return strings.Join(names, "　")
}

func headingOf(c *corpus.Clause) string {
	switch {
	case c.Title == "" || c.Title == c.Name():
		return c.Name()
	case c.Name() == "":
		return c.Title
	}
	return c.Name() + "　" + c.Title
}

// marked is the clause's text in paragraphs, its duties and prohibitions marked.
func marked(c *corpus.Clause) [][]Passage {
	var keys []corpus.Span
	for _, n := range norm.Of(c) {
		if binds(n) {
			keys = append(keys, n.Span)
		}
	}
	var out [][]Passage
	source := c.Document.Source
	for at := c.Body.Start; at < c.Body.End; {
		line := corpus.Span{Start: at, End: c.Body.End}
		if i := strings.IndexByte(source[at:line.End], '\n'); i >= 0 {
			line.End = at + i
		}
		if strings.TrimSpace(source[line.Start:line.End]) != "" {
			out = append(out, passages(source, line, keys))
		}
		at = line.End + 1
	}
	return out
}

// binds reports whether a norm says outright what must be done or not.
func binds(n norm.Norm) bool {
	return !n.Soft && (n.Kind == norm.Forbid || n.Kind == norm.Require) && n.Modal.Len() > 0
}

// passages divides a line at the ends of its key words, which are in order.
func passages(source string, line corpus.Span, keys []corpus.Span) []Passage {
	var out []Passage
	from := line.Start
	for _, key := range keys {
		start, stop := max(key.Start, from), min(key.End, line.End)
		if start >= stop {
			continue
		}
		out = append(out, Passage{source[from:start], false}, Passage{source[start:stop], true})
		from = stop
	}
	return append(out, Passage{source[from:line.End], false})
}

// explained are the terms that clauses of one document use.
func explained(clauses []*corpus.Clause) []Explained {
	d := clauses[0].Document
	chosen := make(map[*corpus.Clause]bool)
	for _, c := range clauses {
		chosen[c] = true
	}
	var out []Explained
	for _, t := range term.Of(d) {
		e := Explained{Name: t.Name, Meaning: d.Text(t.Definition)}
		for _, u := range t.Uses {
			if name := nameIn(u.Clause); chosen[u.Clause] && (len(e.Places) == 0 || e.Places[len(e.Places)-1] != name) {
				e.Places = append(e.Places, name)
			}
		}
		for _, m := range t.Members {
			e.Members = append(e.Members, d.Text(m))
		}
		if len(e.Places) > 0 {
			out = append(out, e)
		}
	}
	return out
}

func nameIn(c *corpus.Clause) string {
	if c == nil {
		return ""
	}
	return c.Name()
}

// Line is the term on one line.
func (e Explained) Line() string {
	what := "原文未作解释"
	switch {
	case len(e.Members) > 0:
		what = strings.Join(e.Members, "、")
	case e.Meaning != "":
		what = e.Meaning
	}
	return "“" + e.Name + "”：" + what + "（" + strings.Join(e.Places, "、") + "）"
}

// url is the address of the clause as the questions of the kit have it.
func (k *Kit) url(c *corpus.Clause) string {
	if k.address == nil {
		return ""
	}
	return k.address(c)
}

// noteLines is how many lines for notes follow a clause of n code points.
func noteLines(n int) int { return min(10, max(3, n/120)) }

func handoutDOCX(notes bool) func(io.Writer, *Kit, string) error {
	return func(w io.Writer, k *Kit, base string) error {
		h := k.Handout(base, k.url)
		d := handoutFile{office.Document{Title: bare(h.Title) + "学习讲义", Subject: bare(h.Sources), Date: date(k)}}
		d.add(office.Text(office.Title, bare(h.Title)), office.Text(office.Under, "学习讲义"),
			office.Text(office.Body, "来源："+bare(h.Sources)+"，共"+h.Size+"。加粗处为明确的要求和禁止。"))
		d.add(office.Text(office.Level1, "一、提纲"))
		for _, ch := range h.Chapters {
			d.chapter(ch)
			for _, r := range ch.Clauses {
				d.add(office.Text(office.Body, bare(r.Heading)))
			}
		}
		text := office.Text(office.Level1, "二、条文")
		text.Break = true
		d.add(text)
		for _, ch := range h.Chapters {
			d.chapter(ch)
			for _, r := range ch.Clauses {
				d.clause(r, notes)
			}
		}
		if len(h.Terms) > 0 {
			d.add(office.Text(office.Level1, "三、术语"))
			for _, t := range h.Terms {
				d.add(office.Text(office.Body, bare(t.Line())))
			}
		}
		return office.WriteDOCX(w, d.Document)
	}
}

// handoutFile is a handout that is being written as DOCX.
type handoutFile struct{ office.Document }

func (d *handoutFile) add(p ...office.Paragraph) { d.Paragraphs = append(d.Paragraphs, p...) }

// chapter adds the heading of a chapter, if it has a name.
func (d *handoutFile) chapter(ch Chapter) {
	if ch.Name != "" {
		d.add(office.Text(office.Level2, bare(ch.Name)))
	}
}

// clause adds a clause with its source, and lines for notes.
func (d *handoutFile) clause(r Reading, notes bool) {
	length := 0
	for i, line := range r.Paragraphs {
		p := office.Paragraph{Style: office.Body}
		if i == 0 {
			p.Runs = []office.Run{{Text: bare(r.Clause.Label) + " ", Bold: true}}
		}
		for _, piece := range line {
			length += utf8.RuneCountInString(piece.Text)
			p.Runs = append(p.Runs, office.Run{Text: bare(piece.Text), Bold: piece.Key})
		}
		d.add(p)
	}
	source := office.Text(office.Note, "出处："+bare(r.Cite)+"　"+r.URL)
	if r.QR != nil {
		source.PNG, source.Side, source.Alt = r.QR, 18, bare(r.Heading)
		source.Runs = append([]office.Run{{Text: "　"}}, source.Runs...)
	}
	d.add(source)
	if notes {
		d.add(office.Text(office.Flush, "笔记："))
		for range noteLines(length) {
			d.add(office.Paragraph{Style: office.Line})
		}
	}
}

// writeMarkdown writes the handout as Markdown (CommonMark).
func writeMarkdown(w io.Writer, k *Kit, base string) error {
	h := k.Handout(base, k.url)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s 学习讲义\n\n来源：%s，共%s。加粗处为明确的要求和禁止。\n\n## 一、提纲\n\n", markdown(h.Title), markdown(h.Sources), h.Size)
	for _, ch := range h.Chapters {
		if ch.Name != "" {
			b.WriteString("- " + markdown(ch.Name) + "\n")
		}
		for _, r := range ch.Clauses {
			b.WriteString("  - " + markdown(r.Heading) + "\n")
		}
	}
	b.WriteString("\n## 二、条文\n\n")
	for _, ch := range h.Chapters {
		if ch.Name != "" {
			b.WriteString("### " + markdown(ch.Name) + "\n\n")
		}
		for _, r := range ch.Clauses {
			markdownClause(&b, r)
		}
	}
	if len(h.Terms) > 0 {
		b.WriteString("## 三、术语\n\n")
		for _, t := range h.Terms {
			b.WriteString("- " + markdown(t.Line()) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownClause(b *strings.Builder, r Reading) {
	b.WriteString("#### " + markdown(r.Heading) + "\n\n")
	for _, line := range r.Paragraphs {
		for _, piece := range line {
			text := markdown(piece.Text)
			if piece.Key && strings.TrimSpace(piece.Text) != "" {
				text = "<strong>" + text + "</strong>" // ** fails beside Chinese marks
			}
			b.WriteString(text)
		}
		b.WriteString("\n\n")
	}
	b.WriteString("> 出处：" + markdown(r.Cite))
	if r.URL != "" {
		b.WriteString(" <" + r.URL + ">")
	}
	b.WriteString("\n\n")
}

// markdown escapes what Markdown gives a meaning.
func markdown(s string) string {
	var b strings.Builder
	for _, r := range bare(s) {
		if strings.ContainsRune("\\`*_{}[]<>()#+-.!|~&=:@", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
