package outline

import (
	"strings"

	"tiaowen/corpus/label"
	"tiaowen/corpus/script"
)

// A table of amendments (修订对照表) has the old wording in one column and the new
// one in another. Each of its rows is a clause or the heading of a chapter, numbered by the new
// wording, or by the old one where it is deleted.

// comparisonRows gives the rows of the table from line i to end, when it is a comparison, the
// labels of their clauses and headings.
func (p *Outline) comparisonRows(i, end int) {
	before, after := p.comparedColumns(i)
	if before < 0 && i+1 < len(p.Lines) && p.Lines[i+1].Start < end { // the first row is the caption
		i++
		before, after = p.comparedColumns(i)
	}
	if before < 0 {
		return
	}
	for i++; i < len(p.Lines) && p.Lines[i].Start < end; i++ {
		l := &p.Lines[i]
		read, at := p.cellLabel(i, after)
		if !p.labelsRow(read, at) {
			read, at = p.cellLabel(i, before)
		}
		if p.labelsRow(read, at) {
			l.Label, l.Row, l.RowLabel = read, true, at
			l.Label.Size = 0 // the row begins with other words
		}
	}
}

// labelsRow reports whether a label, which stands at a place of the source, makes a row a clause or a heading: 第三条, 第二章 股份.
func (p *Outline) labelsRow(l label.Label, at int) bool {
	if l.Unit == label.Article {
		return true
	}
	return l.Unit != label.None && l.Unit < label.Article && l.Free && script.Short(Cell(p.Source[at:]), 40)
}

// Cell is the cell of a table that words begin with.
func Cell(words string) string {
	if i := strings.IndexAny(words, "\t\n"); i >= 0 {
		return words[:i]
	}
	return words
}

// comparedColumns gives the columns of the old and the new wording that the row on line i
// heads, or -1, -1. A title in a head (原《公司章程》条款) says nothing of the column.
func (p *Outline) comparedColumns(i int) (before, after int) {
	before, after = -1, -1
	for k, cell := range strings.Split(p.Words(i), "\t") {
		cell = script.Plain(cell)
		if open, shut := strings.Index(cell, "《"), strings.LastIndex(cell, "》"); 0 <= open && open < shut {
			cell = cell[:open] + cell[shut+len("》"):]
		}
		switch {
		case !script.Short(cell, 16):
		case after < 0 && newWording.Within(cell):
			after = k
		case before < 0 && (oldWording.Within(cell) || strings.HasPrefix(cell, "原") && !strings.HasPrefix(cell, "原因")):
			before = k
		}
	}
	if before < 0 || after < 0 {
		return -1, -1
	}
	return before, after
}

// cellLabel reads the label that a cell of line i begins with, and where it stands in the source.
func (p *Outline) cellLabel(i, column int) (l label.Label, at int) {
	at = p.Lines[i].Start
	cells := strings.Split(p.Words(i), "\t")
	if column >= len(cells) {
		return label.Label{}, 0
	}
	for _, c := range cells[:column] {
		at += len(c) + len("\t")
	}
	at = script.SkipBlank(p.Source, at, p.Lines[i].End)
	return label.Read(p.Source[at:p.Lines[i].End]), at
}
