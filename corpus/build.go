package corpus

import (
	"strings"

	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/outline"
	"tiaowen/corpus/script"
)

// build makes sections, clauses and leaves in one walk over the lines.
func (p *parser) build() {
	b := builder{doc: p.doc, lines: p.Lines, numbered: p.Clause != label.None, decimals: p.Clause == label.Decimal}
	clauses := 4 // a preamble and a few passages
	for _, l := range p.Lines {
		if l.Role == line.Clause || l.Role == line.Attachment {
			clauses++
		}
	}
	b.store = make([]Clause, clauses)
	for i, l := range p.Lines {
		switch l.Role {
		case line.Title:
			b.close()
			b.leaf(LeafTitle, l.Start, l.End)
		case line.History:
			b.close()
			b.leaf(LeafHistory, l.Start, l.End)
		case line.Markup:
			b.close()
			b.leaf(LeafMarkup, l.Start, l.End)
		case line.Heading:
			b.heading(l)
		case line.HeadingRest:
			b.continueHeading(l)
		case line.Clause:
			if l.Alone || l.Label.Unit == label.Decimal && b.beside(l) {
				b.leaveSections(&p.Lines[i]) // it stands beside the sections, not in the last of them
			}
			if l.Label.Number == 0 && l.Label.Unit == label.Own {
				b.begin(Passage, i) // a question without a number
			} else {
				b.begin(Article, i)
			}
		case line.Cover, line.Form:
			b.outside(i)
		case line.Attachment:
			b.leaveSections(nil)
			b.attached = true
			b.begin(Attachment, i)
			b.open.Title = script.Plain(p.Words(i))
		default:
			b.words(i)
		}
	}
	b.finish()
}

// beside reports whether a clause stands beside the innermost section in the decimal way: 5.2 below 5.1, which holds 5.1.1.
func (b *builder) beside(l line.Line) bool {
	n := len(b.ranks)
	return n > 0 && b.ranks[n-1].Label.Unit == label.Decimal && !outranks(b.ranks[n-1], l)
}

// outside gives words that belong to no section, of a cover or of the end of a contract, a passage of their own.
func (b *builder) outside(i int) {
	kind := Attachment
	if b.lines[i].Role == line.Cover {
		kind = Cover
	}
	if b.open != nil && b.open.Kind == kind && i > 0 && b.lines[i-1].Role == b.lines[i].Role {
		b.words(i)
		return
	}
	b.leaveSections(nil)
	b.attached = b.attached || kind == Attachment
	b.begin(kind, i)
	if kind == Cover {
		b.open.Title = b.doc.Cover
	}
}

// builder appends to a document in the order of the text.
type builder struct {
	doc      *Document
	lines    []line.Line
	numbered bool
	decimals bool // in the decimal way
	attached bool // an attachment has begun

	at      int           // leaves tile Source[:at]
	open    *Clause       // the clause that takes further lines, nil after a heading
	from    int           // lines[from:to] belong to it
	to      int           //
	row     bool          // the last clause is a row of a table of amendments
	section *Section      // innermost
	ranks   []line.Line   // headings of section and its parents, outermost first
	store   []Clause      // clauses to come, allocated many at a time
	scratch []label.Label // see itemLabels
}

// leaf appends a leaf, and before it the blanks that lead to it.
func (b *builder) leaf(kind LeafKind, start, end int) {
	if b.at < start {
		b.doc.Leaves = append(b.doc.Leaves, Leaf{LeafBlank, Span{Start: b.at, End: start}})
	}
	if start < end {
		b.doc.Leaves = append(b.doc.Leaves, Leaf{kind, Span{Start: start, End: end}})
	}
	b.at = end
}

// heading opens a section below the innermost one that outranks it. Words
// behind the first full stop (二、加强领导。各单位……) are text of the section.
func (b *builder) heading(l line.Line) {
	b.close()
	end := l.End
	if words := b.doc.Source[l.Start+l.Label.Size : l.End]; l.Level == 0 && l.Label.Unit > label.Article && !l.Node && script.EndsSentence(words) {
		end = l.Start + l.Label.Size
		if title := leadSentence(words); title != "" {
			end += len(title) + len("。")
		}
	}
	b.leaveSections(&l)
	b.leaf(LeafHeading, l.Start, end)
	head, start, stop := l.Label, l.Start, end
	if l.Row { // its words are those of the cell that has the label
		start = l.RowLabel
		stop = start + len(outline.Cell(b.doc.Source[start:end]))
		head = label.Read(b.doc.Source[start:stop])
	}
	s := &Section{
		Unit:    l.Label.Unit.Name(),
		Number:  sectionNumber(head),
		Label:   label.Printed(b.doc.Source[start:], head),
		Title:   strings.TrimSuffix(script.Plain(b.doc.Source[start+head.Size:stop]), "。"),
		Depth:   len(b.ranks),
		Parent:  b.section,
		Heading: Span{Start: l.Start, End: end},
		First:   len(b.doc.Clauses),
	}
	b.doc.Sections = append(b.doc.Sections, s)
	b.section = s
	b.ranks = append(b.ranks, l)
	if start, end := script.Trim(b.doc.Source, end, l.End); start < end {
		b.clause(b.kind(), label.Label{}, start, start, end)
	}
}

// sectionNumber is the number of a heading among its siblings: 2 of 4.2.
func sectionNumber(l label.Label) int {
	if n := l.Ordinal.Depth(); n > 1 {
		return int(l.Ordinal[n-1])
	}
	return l.Number
}

// continueHeading adds the rest of a broken heading to the innermost section.
func (b *builder) continueHeading(l line.Line) {
	s, last := b.section, &b.doc.Leaves[len(b.doc.Leaves)-1]
	s.Heading.End, last.End, b.at = l.End, l.End, l.End
	s.Title = script.Plain(s.Title + b.doc.Source[l.Start:l.End])
}

// leaveSections closes the sections that do not outrank the heading l; all of them when l is nil.
func (b *builder) leaveSections(l *line.Line) {
	b.close()
	for n := len(b.ranks); n > 0 && (l == nil || !outranks(b.ranks[n-1], *l)); n-- {
		b.section.End = len(b.doc.Clauses)
		b.section = b.section.Parent
		b.ranks = b.ranks[:n-1]
	}
}

// outranks reports whether heading a holds heading b: by their units where both
// have one, else by the levels the format gives.
func outranks(a, b line.Line) bool {
	if a.Label.Unit == label.Decimal && b.Label.Unit == label.Decimal {
		return a.Label.Ordinal.Depth() < b.Label.Ordinal.Depth()
	}
	if a.Label.Unit != label.None && b.Label.Unit != label.None {
		return rank(a) < rank(b)
	}
	if a.Level > 0 && b.Level > 0 {
		return a.Level < b.Level
	}
	return false
}

// rank is the unit of a heading. 一、 that was found to stand above numbers in the decimal way ranks above them.
func rank(l line.Line) label.Unit {
	if l.Node && l.Label.Unit == label.HanComma {
		return label.Article
	}
	return l.Label.Unit
}

// kind is what words that no clause holds are at this place.
func (b *builder) kind() ClauseKind {
	if b.attached {
		return Attachment
	}
	if b.numbered && b.doc.Report.Articles == 0 && (b.section == nil || b.section.Label == "" && (!b.decimals || letterhead.IsHeadingWord(b.section.Title))) {
		return Preamble
	}
	return Passage
}

// begin opens a clause on line i.
func (b *builder) begin(kind ClauseKind, i int) {
	b.close()
	l := b.lines[i]
	b.row = kind == Article && l.Row
	var head label.Label
	at, words := l.Start, l.Start
	switch {
	case kind == Article && l.Row:
		at = l.RowLabel
		head = label.Read(b.doc.Source[at:l.End])
	case kind == Article:
		head = l.Label
		words += head.Size
	}
	b.clause(kind, head, at, words, l.End)
	b.from, b.to = i, i+1
}

// clause appends a clause whose label begins at start and whose words are source[words:end]. Words
// that begin before the label hold it: those of a row.
func (b *builder) clause(kind ClauseKind, head label.Label, start, words, end int) {
	if len(b.store) == 0 {
		b.store = make([]Clause, 8)
	}
	c := &b.store[0]
	b.store = b.store[1:]
	*c = Clause{
		Document: b.doc,
		Index:    len(b.doc.Clauses),
		Kind:     kind,
		Number:   head.Number,
		Sub:      head.Sub,
		Label:    label.Printed(b.doc.Source[start:], head),
		Section:  b.section,
	}
	if head.Ordinal[0] > 0 {
		c.Ordinal = head.Ordinal.Places()
	}
	if kind == Article {
		if start < words {
			b.leaf(LeafLabel, start, start+head.Size)
		}
		b.doc.Report.Articles++
	}
	c.Body.Start, c.Body.End = script.Trim(b.doc.Source, words, end)
	b.doc.Clauses = append(b.doc.Clauses, c)
	b.open = c
	b.from, b.to = 0, 0
}

// words gives the open clause line i, or opens one for words outside the clauses.
func (b *builder) words(i int) {
	if b.row && !b.lines[i].Table {
		b.close() // what stands below a table of amendments is not in its last row
	}
	if b.open == nil {
		b.begin(b.kind(), i)
		return
	}
	l, c := b.lines[i], b.open
	if c.Body.Len() == 0 {
		c.Body.Start = l.Start
	}
	c.Body.End = l.End
	if b.from == b.to {
		b.from = i
	}
	b.to = i + 1
}

// close ends the open clause.
func (b *builder) close() {
	if c := b.open; c != nil {
		c.Parts = divideClause(b.doc.Source, c.Body, b.lines[b.from:b.to], &b.scratch)
		b.leaf(LeafText, c.Body.Start, c.Body.End)
		b.open = nil
	}
}

// finish closes what is open, ends the leaves at the end of the source, and
// gives every slice the size it needs: a collection of documents stays in memory.
func (b *builder) finish() {
	b.leaveSections(nil)
	b.leaf(LeafBlank, len(b.doc.Source), len(b.doc.Source))
	b.doc.Leaves = append([]Leaf(nil), b.doc.Leaves...)
	b.doc.Clauses = append([]*Clause(nil), b.doc.Clauses...)
	n := 0
	for _, c := range b.doc.Clauses {
		n += countParts(c.Parts)
	}
	store := make([]Part, 0, n)
	for _, c := range b.doc.Clauses {
		c.Parts, store = packParts(c.Parts, store)
	}
}

func countParts(parts []Part) int {
	n := len(parts)
	for _, p := range parts {
		n += countParts(p.Parts)
	}
	return n
}

// packParts moves a tree of parts into store, which has room for it.
func packParts(parts, store []Part) (packed, rest []Part) {
	if len(parts) == 0 {
		return nil, store
	}
	from := len(store)
	store = append(store, parts...)
	packed = store[from:len(store):len(store)]
	for i := range packed {
		packed[i].Parts, store = packParts(packed[i].Parts, store)
	}
	return packed, store
}
