package study

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/office"
	"tiaowen/api/study/quiz"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/sentences"
)

// obligation is a row of the table of who must do what by when.
type obligation struct{ who, what, when, where string }

// obligations are the duties of the chosen clauses that have a time or a frequency.
func (k *Kit) obligations() []obligation {
	var out []obligation
	for _, c := range k.Clauses {
		for _, n := range norm.Of(c) {
			at := n.Deadline
			if at.Len() == 0 {
				at = n.Frequency
			}
			if n.Kind != norm.Require || at.Len() == 0 {
				continue
			}
			who := n.Actor
			if who == "" {
				who = "（原文未写明）"
			}
			d := c.Document
			out = append(out, obligation{bare(who), bare(d.Text(n.Reach)), bare(d.Text(at)), c.Name()})
		}
	}
	return out
}

// table draws a table over the width of the page; shares are parts of it.
func table(head []string, shares []int, rows [][]string) office.Paragraph {
	t := &office.Table{Head: head}
	all := 0
	for _, s := range shares {
		all += s
	}
	for _, s := range shares {
		t.Widths = append(t.Widths, bodyWidth*s/all)
	}
	for _, row := range rows {
		cells := make([]office.Runs, len(row))
		for i, cell := range row {
			cells[i] = office.Runs{{Text: cell}}
		}
		t.Rows = append(t.Rows, cells)
	}
	return office.Paragraph{Table: t}
}

// norms counts the outright prohibitions and duties of the chosen clauses, and
// gives the prohibitions.
func (k *Kit) norms() (duties int, forbids []string) {
	for _, c := range k.Clauses {
		for _, n := range norm.Of(c) {
			switch {
			case n.Soft:
			case n.Kind == norm.Forbid:
				forbids = append(forbids, c.Name()+"："+bare(c.Document.Text(n.Span)))
			case n.Kind == norm.Require:
				duties++
			}
		}
	}
	return duties, forbids
}

// lessonDOCX writes a lesson plan: aims, what matters most, the course of the
// lesson clause by clause, who must do what by when, and exercises with their key.
func lessonDOCX(w io.Writer, k *Kit, base string) error {
	h := k.Handout(base, k.url)
	d := office.Document{Title: bare(h.Title) + "教案", Subject: bare(h.Sources), Date: date(k)}
	add := func(p ...office.Paragraph) { d.Paragraphs = append(d.Paragraphs, p...) }
	duties, forbids := k.norms()
	lessons := max(1, (len(k.Clauses)+5)/6)
	add(office.Text(office.Title, bare(h.Title)+"\n教案"), table([]string{"课题", bare(h.Title)}, []int{1, 4}, [][]string{
		{"教材", bare(h.Sources) + "，" + h.Size}, {"课时", fmt.Sprintf("%d课时（每课时40分钟）", lessons)}, {"对象", "　"}, {"授课人", "　"}, {"时间地点", "　"},
	}), office.Text(office.Level1, "一、教学目标"),
		office.Text(office.Body, fmt.Sprintf("1. 了解所学%s条文的结构和内容。", h.Size)))
	add(office.Text(office.Body, fmt.Sprintf("2. 掌握其中%d项明确的要求、%d项明确的禁止，能说出条号。", duties, len(forbids))),
		office.Text(office.Body, "3. 能对照条文判断具体行为是否符合规定。"))
	if len(forbids) > 0 {
		add(office.Text(office.Level1, "二、教学重点：明确禁止的行为"))
		for _, f := range forbids {
			add(office.Text(office.Body, f))
		}
	} else {
		add(office.Text(office.Level1, "二、教学重点"), office.Text(office.Body, "逐条理解原文，加粗处为明确的要求。"))
	}
	add(office.Text(office.Level1, "三、教学过程"), k.course(h, lessons*40))
	part := 3
	if rows := k.obligations(); len(rows) > 0 {
		var cells [][]string
		for _, o := range rows {
			cells = append(cells, []string{o.who, o.what, o.when, o.where})
		}
		part++
		add(office.Text(office.Level1, numeral.Han(part)+"、谁、何时、做什么"), table([]string{"主体", "要求", "期限或频次", "出处"}, []int{3, 7, 3, 2}, cells))
	}
	if len(k.Questions) > 0 {
		add(office.Text(office.Level1, numeral.Han(part+1)+"、课后练习"))
		shown := k.Questions[:min(len(k.Questions), 20)]
		for i, q := range shown {
			lines, options := asked(q, i+1)
			for _, l := range lines {
				add(office.Text(office.Exam, l))
			}
			for _, o := range options {
				add(office.Text(office.Choice, o))
			}
		}
		add(office.Text(office.Level1, numeral.Han(part+2)+"、练习答案"))
		for i, q := range shown {
			add(office.Text(office.Exam, fmt.Sprintf("%d. %s（%s）", i+1, bare(q.AnswerLine()), bare(q.Cite))))
		}
	}
	return office.WriteDOCX(w, d)
}

// course is the course of the lesson: each clause has time by its length.
func (k *Kit) course(h *Handout, minutes int) office.Paragraph {
	rows := [][]string{{"导入", "5", "说明教材来源和学习要求，提出问题：哪些行为是明确禁止的？"}}
	total := 0
	for _, c := range k.Clauses {
		total += utf8.RuneCountInString(c.Text())
	}
	left := max(len(k.Clauses), minutes-15)
	for _, ch := range h.Chapters {
		for _, r := range ch.Clauses {
			share := max(1, left*utf8.RuneCountInString(r.Clause.Text())/max(1, total))
			rows = append(rows, []string{"讲授　" + bare(r.Heading), fmt.Sprint(share), keyWords(r)})
		}
	}
	rows = append(rows, []string{"练习", "7", "做课后练习，对照条文讲评。"}, []string{"小结", "3", "学员复述要求和禁止，布置作业。"})
	return table([]string{"环节", "分钟", "内容要点（原文）"}, []int{4, 1, 9}, rows)
}

// keyWords are the passages of a clause that say what must be done or not; its
// first sentence where none does.
func keyWords(r Reading) string {
	var keys []string
	for _, line := range r.Paragraphs {
		for _, p := range line {
			if p.Key && strings.TrimSpace(p.Text) != "" {
				keys = append(keys, strings.TrimSpace(bare(p.Text)))
			}
		}
	}
	if len(keys) > 0 {
		return strings.Join(keys, "；")
	}
	for _, s := range sentences.Of(r.Clause) {
		if text := bare(r.Clause.Document.Text(s.Words)); text != r.Clause.Title {
			return text
		}
	}
	return bare(r.Clause.Text())
}

// writeSlides writes a slide show: one clause a slide, what must be done or not
// in bold, and a code that leads to it.
func writeSlides(w io.Writer, k *Kit, base string) error {
	h := k.Handout(base, k.url)
	deck := office.Deck{Title: bare(h.Title), Slides: []office.Slide{{Title: bare(h.Title), Lines: []office.Run{{Text: "来源：" + bare(h.Sources)}, {Text: "共" + h.Size}}}}}
	for _, ch := range h.Chapters {
		for _, r := range ch.Clauses {
			s := office.Slide{Title: bare(r.Heading), Lines: slideLines(r), Note: bare(r.Cite) + "　" + r.URL, PNG: r.QR, Alt: bare(r.Heading)}
			deck.Slides = append(deck.Slides, split(s)...)
		}
	}
	return office.WritePPTX(w, deck)
}

// slideLines are the sentences of a clause but its title; those that say what must
// be done or not are bold.
func slideLines(r Reading) []office.Run {
	var out []office.Run
	norms := norm.Of(r.Clause)
	for _, sentence := range sentences.Of(r.Clause) {
		text := bare(r.Clause.Document.Text(sentence.Words))
		if text == r.Clause.Title {
			continue
		}
		key := slices.ContainsFunc(norms, func(n norm.Norm) bool { return binds(n) && sentence.Contains(n.Modal) })
		out = append(out, office.Run{Text: text, Bold: key})
	}
	return out
}

// slideRoom is how many code points a slide holds.
const slideRoom = 420

// split parts a slide that is too full.
func split(s office.Slide) []office.Slide {
	var out []office.Slide
	room := 0
	for _, l := range s.Lines {
		n := utf8.RuneCountInString(l.Text) + 20
		if len(out) == 0 || room+n > slideRoom && len(out[len(out)-1].Lines) > 0 {
			next := s
			next.Lines = nil
			if len(out) > 0 {
				next.Title += "（续）"
			}
			out, room = append(out, next), 0
		}
		last := &out[len(out)-1]
		last.Lines = append(last.Lines, l)
		room += n
	}
	if len(out) == 0 {
		return []office.Slide{s}
	}
	return out
}

// outlineNode is a node of an OPML outline.
type outlineNode struct {
	Text  string         `xml:"text,attr"`
	URL   string         `xml:"url,attr,omitempty"`
	Nodes []*outlineNode `xml:"outline"`
}

// writeOPML writes the outline for mind maps (OPML 2.0): chapters, clauses, and
// their sentences below.
func writeOPML(w io.Writer, k *Kit, base string) error {
	h := k.Handout(base, k.url)
	root := &outlineNode{Text: bare(h.Title)}
	for _, ch := range h.Chapters {
		at := root
		if ch.Name != "" {
			at = &outlineNode{Text: bare(ch.Name)}
			root.Nodes = append(root.Nodes, at)
		}
		for _, r := range ch.Clauses {
			node := &outlineNode{Text: bare(r.Heading), URL: r.URL}
			for _, s := range sentences.Of(r.Clause) {
				if text := bare(r.Clause.Document.Text(s.Words)); text != r.Clause.Title && text != "" {
					node.Nodes = append(node.Nodes, &outlineNode{Text: text})
				}
			}
			at.Nodes = append(at.Nodes, node)
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	return enc.Encode(struct {
		XMLName xml.Name     `xml:"opml"`
		Version string       `xml:"version,attr"`
		Title   string       `xml:"head>title"`
		Body    *outlineNode `xml:"body>outline"`
	}{Version: "2.0", Title: bare(h.Title), Body: root})
}

// A page has two by four cards.
const cardColumns, cardRows = 2, 4

// cardsDOCX writes cards to print on both sides of the paper and cut: a page of
// fronts, then a page of their backs, with the columns the other way round, so
// that they meet when the paper is turned over its long edge.
func cardsDOCX(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("cards"); err != nil {
		return err
	}
	d := office.Document{Title: bare(k.Title) + "卡片", Date: date(k)}
	per := cardColumns * cardRows
	page := func(texts []string, mirrored, first bool) {
		t := &office.Table{Widths: []int{bodyWidth / 2, bodyWidth / 2}, Height: 3100}
		for r := range cardRows {
			cells := make([]office.Runs, cardColumns)
			for c := range cardColumns {
				at := c
				if mirrored {
					at = cardColumns - 1 - c
				}
				if i := r*cardColumns + c; i < len(texts) {
					cells[at] = office.Runs{{Text: texts[i]}}
				}
			}
			t.Rows = append(t.Rows, cells)
		}
		if !first {
			d.Paragraphs = append(d.Paragraphs, office.Paragraph{Style: office.Cell, Break: true})
		}
		d.Paragraphs = append(d.Paragraphs, office.Paragraph{Table: t})
	}
	for at := 0; at < len(k.Questions); at += per {
		var fronts, backs []string
		for i, q := range k.Questions[at:min(at+per, len(k.Questions))] {
			lines, options := asked(q, at+i+1)
			front := strings.Join(append(lines, options...), "\n")
			back := fmt.Sprintf("%d. %s\n%s", at+i+1, bare(q.AnswerLine()), bare(q.Cite))
			fronts, backs = append(fronts, clip(front, q)), append(backs, clip(back, q))
		}
		page(fronts, false, at == 0)
		page(backs, true, false)
	}
	return office.WriteDOCX(w, d)
}

// cardRoom is how many code points a card holds.
const cardRoom = 230

// clip shortens what does not go on a card; the id leads to the rest.
func clip(text string, q *quiz.Question) string {
	if utf8.RuneCountInString(text) <= cardRoom {
		return text
	}
	return string([]rune(text)[:cardRoom-10]) + "……（见" + q.ID + "）"
}
