package corpus

import (
	"strings"
	"tiaowen/corpus/reader"
)

// outliner holds what is known while a text is divided.
type outliner struct {
	name   string
	text   *reader.Text
	source string
	lines  []line
	cover  int  // lines[:cover] are the notice or announcement that the text came under
	body   int  // lines[body:] stand below the title and the history
	clause unit // the unit that is cited; noUnit in a text that numbers nothing

	title      string
	date       string // ISO date of the version, or ""
	coverTitle string // the title of the notice or announcement in lines[:cover]

	next      []int   // see nextArticle
	quotes    []int16 // see quoteGoesOn
	tightness int8    // see tight
}

// newOutline reads the labels of the lines of a text, its title and its date.
func newOutline(name string, text *reader.Text, lines []line) *outliner {
	p := &outliner{name: name, text: text, source: text.Source, lines: lines}
	p.readLabels()
	p.leads()
	p.front()
	return p
}

// outlinePiece is newOutline for a piece of a file, whose first lines, cover of them, are
// the notice that it came under.
func outlinePiece(name string, text *reader.Text, cover int) *outliner {
	p := &outliner{name: name, text: text, source: text.Source, lines: splitLines(text.Source)}
	p.readLabels()
	p.readCover(cover)
	if first := p.cover; first < len(p.lines) {
		if size := attachmentHead(p.words(first)); size > 0 && size < p.lines[first].end-p.lines[first].start {
			p.cutLine(first, []int{skipBlank(p.source, p.lines[first].start+size, p.lines[first].end)})
		}
	}
	p.leads()
	p.front()
	return p
}

// divide finds what numbers the text and says of each line what it is. The order
// matters: each step relies on the ones above it.
func (p *outliner) divide() {
	p.openLine()
	p.contents(true)
	p.scheme()
	p.contents(false)
	p.splitShared()
	p.roles()
	p.signatures()
}

// words is the line i as written.
func (p *outliner) words(i int) string { return p.source[p.lines[i].start:p.lines[i].end] }

// readLabels reads the label of every line and what the format says about it.
func (p *outliner) readLabels() {
	headings, tables := p.text.Headings, p.text.Tables
	asked, clauses := reader.Span{}, false // whether the table asked about lays out clauses
	for i := range p.lines {
		l := &p.lines[i]
		for len(headings) > 0 && headings[0].End <= l.start {
			headings = headings[1:]
		}
		for len(tables) > 0 && tables[0].End <= l.start {
			tables = tables[1:]
		}
		if len(tables) > 0 && tables[0].Start <= l.start {
			if tables[0] != asked {
				asked = tables[0]
				clauses = p.holdsClauses(i, asked.End)
			}
			if l.table = !clauses; l.table {
				continue
			}
		}
		if p.isRow(i) && (i > 0 && p.isRow(i-1) || i+1 < len(p.lines) && p.isRow(i+1)) {
			l.table = true
			continue
		}
		if len(headings) > 0 && headings[0].Start < l.end {
			l.level = headings[0].Level
		}
		l.label = readLabel(p.source[l.start:l.end])
		if u := l.label.unit; (u == hanParen || u == digitParen) && strings.HasPrefix(p.source[l.start+l.label.size:l.end], "、") { // （一）、
			l.label.size += len("、")
			l.label.tail = uint8(len("、"))
		}
	}
	p.joinInserted()
}

// joinInserted joins 第二条 with the 之一 on the line below it.
func (p *outliner) joinInserted() {
	kept := p.lines[:0]
	for i := 0; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.label.unit == article && l.label.sub == 0 && l.start+l.label.size == l.end && i+1 < len(p.lines) {
			below := p.words(i + 1)
			if rest, ok := strings.CutPrefix(below, "之"); ok && !p.lines[i+1].table {
				if v, _, n := readNumber(rest); v > 0 && v < 100 && (endsWord(rest[n:]) || strings.HasPrefix(rest[n:], "【")) {
					l.label.sub = v
					l.label.size = p.lines[i+1].start + len("之") + n - l.start
					l.end = p.lines[i+1].end
					i++
				}
			}
		}
		kept = append(kept, l)
	}
	p.lines = kept
}

// holdsClauses reports whether the table from line i to end lays out clauses, one a
// row: 第一条 in the first cell, its words in the second.
func (p *outliner) holdsClauses(i, end int) bool {
	rows, due, last := 0, 0, 0
	for ; i < len(p.lines) && p.lines[i].start < end; i++ {
		rows++
		if l := readLabel(p.words(i)); l.unit == article && l.free && (l.number == last+1 || last == 0) {
			due++
			last = l.number
		}
	}
	return due > 1 && due*2 > rows
}

// isRow reports whether line i is a row of a table in plain text: cells with
// tabs between them. A tab behind a label is none.
func (p *outliner) isRow(i int) bool {
	words := p.words(i)
	tab := strings.IndexByte(words, '\t')
	return tab > 0 && tab > readLabel(words).size && len(p.text.Tables) == 0
}
