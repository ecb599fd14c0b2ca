package corpus

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Parse reads a document: name is its file name (it tells the format, and the
// title and date of a text that states none), src its bytes. The Document is
// complete and immutable; its ID is [DocumentID] of its title and date.
//
// The error of a text that cannot be divided says which line shows why.
func Parse(name string, src []byte) (*Document, error) {
	if !utf8.Valid(src) {
		return nil, fmt.Errorf("%s: line %d is not UTF-8; save the text as UTF-8 and try again", name, badLine(src))
	}
	source := string(src)
	p := &parser{
		doc:    &Document{Source: source, Report: Report{Format: "txt", Encoding: "utf-8"}},
		source: source,
		lines:  splitLines(source),
	}
	if len(p.lines) == 0 {
		return nil, fmt.Errorf("%s: the document is empty; there is nothing to divide into clauses", name)
	}
	for i := range p.lines {
		l := &p.lines[i]
		l.label = readLabel(source[l.start:l.end])
	}
	p.front(name)
	p.scheme()
	p.roles()
	if err := p.build(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p.doc.ID = DocumentID(p.doc.Title, p.doc.Date)
	p.titles()
	p.keys()
	p.doc.findDamage()
	p.doc.findGaps()
	return p.doc, nil
}

// badLine is the number of the first line of src that is not UTF-8.
func badLine(src []byte) int {
	line := 1
	for len(src) > 0 {
		r, n := utf8.DecodeRune(src)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		src = src[n:]
	}
	return line
}

// parser holds what is known while a text becomes a document.
type parser struct {
	doc    *Document
	source string
	lines  []line
	body   int  // lines[body:] stand below the title and the history
	clause unit // the unit that is cited
}

// front finds the title and the date.
func (p *parser) front(name string) {
	first := p.lines[0]
	words := p.source[first.start:first.end]
	if first.label.unit == noUnit && !endsSentence(words) && utf8.RuneCountInString(words) <= maxTitle && len(p.lines) > 1 {
		p.doc.Title = words
		p.body = 1
		return
	}
	p.doc.Title = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
}

// maxTitle is the longest title of a document or a heading, in code points.
const maxTitle = 120

// endsSentence reports whether words end as text does and headings do not.
func endsSentence(words string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(words, "”’\"）)"))
	return strings.ContainsRune("。；，：！？;,:!?", r)
}

// scheme chooses the unit that is cited: 条 where there are any, else the
// outermost labels that carry text instead of standing as headings above others.
func (p *parser) scheme() {
	var count, heads [ring + 1]int
	for _, l := range p.lines[p.body:] {
		u := l.label.unit
		count[u]++
		if words := p.source[l.start:l.end]; !endsSentence(words) && utf8.RuneCountInString(words) <= maxTitle {
			heads[u]++
		}
	}
	if count[article] > 0 {
		p.clause = article
		return
	}
	for u := hanComma; u <= digitParen; u++ {
		if count[u] == 0 {
			continue
		}
		p.clause = u
		if heads[u]*5 < count[u]*4 {
			return
		}
	}
}

// role is what a line is in its document.
type role uint8

const (
	isText role = iota
	isHeading
	isClause
)

// roles says of each line what it is.
func (p *parser) roles() {
	for i := p.body; i < len(p.lines); i++ {
		l := &p.lines[i]
		switch u := l.label.unit; {
		case u == noUnit:
		case u == p.clause:
			l.role = isClause
		case u < p.clause:
			l.role = isHeading
		}
	}
}

// build makes sections, clauses and leaves in one walk over the lines.
func (p *parser) build() error {
	b := builder{doc: p.doc}
	for _, l := range p.lines[:p.body] {
		b.leaf(LeafTitle, l.start, l.end)
	}
	for _, l := range p.lines[p.body:] {
		switch l.role {
		case isHeading:
			b.heading(l)
		case isClause:
			b.begin(Article, l)
		default:
			b.words(l)
		}
	}
	b.finish()
	if p.doc.Report.Articles == 0 {
		l := p.lines[min(p.body, len(p.lines)-1)]
		return fmt.Errorf("no clause found: no line begins with 第一条, 一、, （一） or 1.; the text begins on line %d with %q",
			1+strings.Count(p.source[:l.start], "\n"), abridge(p.source[l.start:l.end], 20))
	}
	return nil
}

// abridge is s, or its first n code points and an ellipsis.
func abridge(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// builder appends to a document in the order of the text.
type builder struct {
	doc     *Document
	at      int      // leaves tile Source[:at]
	open    *Clause  // the clause that takes further lines, nil after a heading
	section *Section // innermost
	ranks   []unit   // rank of section and its parents, outermost first
}

// leaf appends a leaf, and before it the blanks that lead to it.
func (b *builder) leaf(kind LeafKind, start, end int) {
	if b.at < start {
		b.doc.Leaves = append(b.doc.Leaves, Leaf{LeafBlank, Span{b.at, start}})
	}
	if start < end {
		b.doc.Leaves = append(b.doc.Leaves, Leaf{kind, Span{start, end}})
	}
	b.at = end
}

// heading opens a section below the innermost one that outranks it.
func (b *builder) heading(l line) {
	b.close()
	b.leaf(LeafHeading, l.start, l.end)
	rank := l.label.unit
	for len(b.ranks) > 0 && b.ranks[len(b.ranks)-1] >= rank {
		b.ranks = b.ranks[:len(b.ranks)-1]
		b.section.End = len(b.doc.Clauses)
		b.section = b.section.Parent
	}
	title, end := trim(b.doc.Source, l.start+l.label.size, l.end)
	s := &Section{
		Unit:    unitNames[rank],
		Number:  l.label.number,
		Label:   b.doc.Source[l.start : l.start+l.label.size],
		Title:   b.doc.Source[title:end],
		Depth:   len(b.ranks),
		Parent:  b.section,
		Heading: Span{l.start, l.end},
		First:   len(b.doc.Clauses),
	}
	b.doc.Sections = append(b.doc.Sections, s)
	b.section = s
	b.ranks = append(b.ranks, rank)
}

// begin opens a clause at its label.
func (b *builder) begin(kind ClauseKind, l line) {
	b.close()
	label := l.start + l.label.size
	start, end := trim(b.doc.Source, label, l.end)
	b.open = &Clause{
		Document: b.doc,
		Index:    len(b.doc.Clauses),
		Kind:     kind,
		Number:   l.label.number,
		Sub:      l.label.sub,
		Label:    b.doc.Source[l.start:label],
		Section:  b.section,
		Body:     Span{start, end},
	}
	if kind == Article {
		b.leaf(LeafLabel, l.start, label)
		b.doc.Report.Articles++
	}
	if start < end {
		b.open.Parts = append(b.open.Parts, Part{Kind: Paragraph, Number: 1, Span: Span{start, end}})
	}
	b.doc.Clauses = append(b.doc.Clauses, b.open)
}

// words gives the open clause another line, or opens one for words outside the clauses.
func (b *builder) words(l line) {
	c := b.open
	if c == nil {
		kind := Passage
		if b.doc.Report.Articles == 0 {
			kind = Preamble
		}
		l.label = label{}
		b.begin(kind, l)
		return
	}
	if c.Body.Len() == 0 {
		c.Body.Start = l.start
	}
	c.Body.End = l.end
	c.Parts = append(c.Parts, Part{Kind: Paragraph, Number: len(c.Parts) + 1, Span: Span{l.start, l.end}})
}

// close ends the open clause.
func (b *builder) close() {
	if b.open != nil {
		b.leaf(LeafText, b.open.Body.Start, b.open.Body.End)
		b.open = nil
	}
}

// finish closes what is open and ends the leaves at the end of the source.
func (b *builder) finish() {
	b.close()
	for s := b.section; s != nil; s = s.Parent {
		s.End = len(b.doc.Clauses)
	}
	b.leaf(LeafBlank, len(b.doc.Source), len(b.doc.Source))
}
