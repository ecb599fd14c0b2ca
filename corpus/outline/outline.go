// Package outline divides a text: it finds the way in which the text numbers its
// clauses, and says of each line what it is: heading, clause, history, contents, words. It makes no tree;
// that is the work of package corpus.
//
// [Read] reads the labels and the front of a text (package front), [Outline.Divide]
// gives every line its role. To change what a line is taken for, look in roles.go and heading.go; to
// change by which labels a text is numbered, in scheme.go, decimals.go and pattern.go; to change what ends a
// document, signatures and forms, in ends.go.
package outline

import (
	_ "embed"
	"strings"

	"tiaowen/corpus/front"
	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/reader"
	"tiaowen/corpus/script"
	"tiaowen/corpus/wordlist"
)

// Outline holds what is known while a text is divided.
type Outline struct {
	line.List
	front.Front

	Clause     label.Unit // the unit that is cited; label.None in a text that numbers nothing
	CoverTitle string     // the title of the notice or announcement in Lines[:cover]

	name  string
	text  *reader.Text
	cover int // Lines[:cover] are the notice or announcement that the text came under

	next      []int   // see nextArticle
	quotes    []int16 // see quoteGoesOn
	tightness int8    // see tight
}

// Read reads the labels of the lines of a text, its title and its date.
func Read(name string, text *reader.Text, lines []line.Line) *Outline {
	p := &Outline{name: name, text: text, List: line.List{Source: text.Source, Lines: lines}}
	p.readLabels()
	p.leads()
	p.readFront()
	return p
}

// ReadPiece is Read for a piece of a file, whose first lines, cover of them, are
// the notice that it came under.
func ReadPiece(name string, text *reader.Text, cover int) *Outline {
	p := &Outline{name: name, text: text, List: line.List{Source: text.Source, Lines: line.Split(text.Source)}}
	p.readLabels()
	p.readCover(cover)
	if first := p.cover; first < len(p.Lines) {
		if size := letterhead.AttachmentHead(p.Words(first)); size > 0 && size < p.Lines[first].End-p.Lines[first].Start {
			p.cutLine(first, []int{script.SkipBlank(p.Source, p.Lines[first].Start+size, p.Lines[first].End)})
		}
	}
	p.leads()
	p.readFront()
	return p
}

// Divide finds what numbers the text and says of each line what it is. The order
// matters: each step relies on the ones above it.
func (p *Outline) Divide() {
	p.openLine()
	p.contents(true)
	p.scheme()
	p.contents(false)
	p.splitShared()
	p.roles()
	p.signatures()
}

// readFront reads the title, the history and the date.
func (p *Outline) readFront() { p.Front = front.Read(p.name, p.text, &p.List, p.cover) }

// readLabels reads the label of every line and what the format says about it.
func (p *Outline) readLabels() {
	p.readTables()
	headings := p.text.Headings
	for i := range p.Lines {
		l := &p.Lines[i]
		for len(headings) > 0 && headings[0].End <= l.Start {
			headings = headings[1:]
		}
		if l.Table || l.Row {
			continue
		}
		if len(headings) > 0 && headings[0].Start < l.End {
			l.Level = headings[0].Level
		}
		l.Label = label.Read(p.Words(i))
		takeMark(&l.Label, p.Words(i))
		l.Label.TakePart(p.Words(i))
	}
	p.joinInserted()
	p.numbersWithin()
	if len(p.text.Headings) > 0 {
		p.listsBelowHeadings()
	}
}

// numbersWithin reads 1.6月8日放假 as the first point of a series: the points before and behind it show that it is no
// quantity.
func (p *Outline) numbersWithin() {
	last := 0 // of the points above
	for i := range p.Lines {
		l := &p.Lines[i]
		if l.Label.Unit == label.DigitDot {
			last = l.Label.Number
		}
		if l.Label.Unit != label.None || l.Table || l.Row {
			continue
		}
		found := label.ReadPoint(p.Words(i))
		begins := found.Number == 1 && last != 1
		if found.Unit == label.None || found.Number != last+1 && !begins || i > 0 && !begins && !script.EndsSentence(p.Words(i-1)) {
			continue
		}
		for k := i + 1; k < len(p.Lines); k++ {
			if next := p.Lines[k].Label; next.Unit == label.DigitDot {
				if next.Number == found.Number+1 {
					l.Label, last = found, found.Number
				}
				break
			}
		}
	}
}

// listsBelowHeadings takes the labels from the lines of lists that stand below headings with labels of the same kind:
// 1. below ## 1. 登录 is an item. Headings count on by one, and each list begins anew.
func (p *Outline) listsBelowHeadings() {
	for u := label.HanComma; u <= label.DigitParen; u++ {
		for _, i := range p.listsBelow(u) {
			p.Lines[i].Item = true
			p.Lines[i].Label = label.Label{}
		}
	}
}

// listsBelow gives the lines with labels of unit u that are no headings, when those that are count on by one and each
// list between them from one.
func (p *Outline) listsBelow(u label.Unit) (items []int) {
	heads, level, last := 0, 0, 0
	for i, l := range p.Lines {
		switch {
		case l.Label.Unit != u || l.Table:
		case l.Level > 0:
			if heads++; l.Label.Number != heads || heads > 1 && l.Level != level {
				return nil
			}
			level, last = l.Level, 0
		case heads == 0 || l.Label.Number != last+1 && l.Label.Number != 1:
			return nil
		default:
			last = l.Label.Number
			items = append(items, i)
		}
	}
	if heads < 2 {
		return nil
	}
	return items
}

// takeMark takes the mark behind （一）、 into the label that words begin with.
func takeMark(l *label.Label, words string) {
	if (l.Unit == label.HanParen || l.Unit == label.DigitParen) && strings.HasPrefix(words[l.Size:], "、") {
		l.Size += len("、")
		l.Tail = uint8(len("、"))
	}
}

// readTables marks the rows of tables. Those of a table that lays out clauses are lines
// like others; those of a table that compares two wordings have the labels of their clauses.
func (p *Outline) readTables() {
	i := 0
	for _, table := range p.tables() {
		for i < len(p.Lines) && p.Lines[i].Start < table.Start {
			i++
		}
		clauses := p.holdsClauses(i, table.End)
		if !clauses {
			p.comparisonRows(i, table.End)
		}
		for ; i < len(p.Lines) && p.Lines[i].Start < table.End; i++ {
			p.Lines[i].Table = !clauses && !p.Lines[i].Row
		}
	}
}

// tables gives the tables that the format marks. In plain text they are two lines or more
// that stand together and have tabs in them.
func (p *Outline) tables() []reader.Span {
	if len(p.text.Tables) > 0 {
		return p.text.Tables
	}
	var found []reader.Span
	for i := 0; i < len(p.Lines); i++ {
		first := i
		for i < len(p.Lines) && p.isRow(i) {
			i++
		}
		if i-first > 1 {
			found = append(found, reader.Span{Start: p.Lines[first].Start, End: p.Lines[i-1].End})
		}
	}
	return found
}

// joinInserted joins 第二条 with the 之一 on the line below it.
func (p *Outline) joinInserted() {
	kept := p.Lines[:0]
	for i := 0; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Label.Unit == label.Article && l.Label.Sub == 0 && l.Start+l.Label.Size == l.End && i+1 < len(p.Lines) {
			below := p.Words(i + 1)
			if sub, n := insertedNumber(below); n > 0 && !p.Lines[i+1].Table {
				l.Label.Sub = sub
				l.Label.Size = p.Lines[i+1].Start + n - l.Start
				l.End = p.Lines[i+1].End
				i++
			}
		}
		kept = append(kept, l)
	}
	p.Lines = kept
}

// insertedNumber reads 之一 at the beginning of words and gives the number and its size, 0 for other words.
func insertedNumber(words string) (number, size int) {
	rest, ok := strings.CutPrefix(words, "之")
	if !ok {
		return 0, 0
	}
	v, _, n := numeral.Read(rest)
	if v == 0 || v > 99 || !script.EndsWord(rest[n:]) && !strings.HasPrefix(rest[n:], "【") {
		return 0, 0
	}
	return v, len("之") + n
}

// holdsClauses reports whether the table from line i to end lays out clauses, one a
// row: 第一条 in the first cell, its words in the second.
func (p *Outline) holdsClauses(i, end int) bool {
	rows, due, last := 0, 0, 0
	for ; i < len(p.Lines) && p.Lines[i].Start < end; i++ {
		rows++
		if l := label.Read(p.Words(i)); l.Unit == label.Article && l.Free && (l.Number == last+1 || last == 0) {
			due++
			last = l.Number
		}
	}
	return due > 1 && due*2 > rows
}

// isRow reports whether line i has cells with tabs between them. A tab behind a label sets it off, and divides no cells.
func (p *Outline) isRow(i int) bool {
	words := p.Words(i)
	tab := strings.IndexByte(words, '\t')
	return tab > 0 && tab > label.Read(words).Size
}

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

var lists = wordlist.Read(wordsFile)

// words.txt describes each list.
var (
	oldWording = lists.List("oldWording")
	newWording = lists.List("newWording")
	amending   = lists.List("amending")
	listing    = lists.List("listing")
)
