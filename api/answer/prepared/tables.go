package prepared

import (
	"slices"
	"strings"
	"unicode"

	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// Table is a table of a clause, with a head that names its columns.
type Table struct {
	Lead *Unit   // the sentence above that leads to the table (标准如下表：); nil if there is none
	Head []*Unit // the rows that name the columns, usually one
	Rows []*Unit // the rows below the head
}

// linkRows links the rows of each table of a clause with the table. Only the head says what a
// cell such as 350元 means.
func (t *Clause) linkRows() {
	for i := 0; i < len(t.Units); i++ {
		end := i
		for end < len(t.Units) && t.isRow(end) {
			end++
		}
		if end-i > 1 {
			t.linkTable(i, end)
		}
		i = max(i, end-1)
	}
}

// isRow reports whether unit i is a row of a table: it has tabs between its cells, or it is
// the last cell of a row whose other cells are merged with those above.
func (t *Clause) isRow(i int) bool {
	u := &t.Units[i]
	return strings.Contains(t.Clause.Document.Text(u.Span), "\t") || i > 0 && t.isRow(i-1) && t.goesOnBelow(u)
}

// goesOnBelow reports whether the first cell of a row is empty, because it is merged with the
// one above.
func (t *Clause) goesOnBelow(u *Unit) bool {
	source := t.Clause.Document.Source
	line := strings.LastIndexByte(source[:u.Start], '\n') + 1
	return strings.Contains(source[line:u.Start], "\t")
}

// linkTable links the rows of the table in units [from, to), if it has a head.
func (t *Clause) linkTable(from, to int) {
	heads := t.headRows(from, to)
	if heads == 0 {
		return
	}
	tab := &Table{}
	if from > 0 {
		if lead := &t.Units[from-1]; t.leadsToTable(lead, &t.Units[from]) {
			tab.Lead = lead
		}
	}
	var first *Unit // the last row whose first cell is not empty
	for i := from; i < to; i++ {
		u := &t.Units[i]
		u.Table = tab
		if i < from+heads {
			tab.Head = append(tab.Head, u)
			continue
		}
		tab.Rows = append(tab.Rows, u)
		if !t.goesOnBelow(u) {
			first = u
		} else if first != nil {
			u.Merged = t.firstCell(first)
		}
	}
	if tab.Lead != nil {
		tab.Lead.Table = tab
	}
}

// leadsToTable reports whether the sentence above a table leads to it: it ends in a colon, or
// mentions the table below.
func (t *Clause) leadsToTable(lead, head *Unit) bool {
	between := strings.TrimFunc(t.Clause.Document.Source[lead.End:head.Start], script.IsBlank)
	return between == "：" || between == ":" || strings.Contains(lead.Text, "下表") || strings.Contains(lead.Text, "如下")
}

// firstCell gives the first cell of a row as a unit.
func (t *Clause) firstCell(row *Unit) *Unit {
	cell, _, _ := strings.Cut(t.Clause.Document.Text(row.Span), "\t")
	u := NewUnit(t.Clause, corpus.Span{Start: row.Start, End: row.Start + len(cell)})
	return &u
}

// headRows gives the number of rows that name the columns of the table in units [from, to), 0 to 2.
// The first row names them if it has no figures, or if its cells have another form than those
// below: 10公里以内 above 8元 and 12元. The second row names them too if the first one has fewer
// cells, because some of them span several columns, and the rows below have figures.
func (t *Clause) headRows(from, to int) int {
	if t.hasFigures(from) && !t.shapedOtherwise(from, to) {
		return 0
	}
	if to-from > 2 && !t.hasFigures(from) && !t.hasFigures(from+1) && t.hasFigures(from+2) && t.cells(from) < t.cells(from+2) && t.cells(from+1) <= t.cells(from+2) {
		return 2
	}
	return 1
}

// hasFigures reports whether unit i has a digit.
func (t *Clause) hasFigures(i int) bool {
	return strings.ContainsFunc(t.Units[i].Text, unicode.IsDigit)
}

// cells counts the cells of unit i that are not empty.
func (t *Clause) cells(i int) (n int) {
	for cell := range strings.SplitSeq(t.Clause.Document.Text(t.Units[i].Span), "\t") {
		if strings.TrimFunc(cell, script.IsBlank) != "" {
			n++
		}
	}
	return n
}

// shapedOtherwise reports whether the rows after the first one are alike in some column apart
// from their figures, and the first row is not like them there.
func (t *Clause) shapedOtherwise(from, to int) bool {
	first := t.shapes(from)
	for column := 1; column < len(first); column++ {
		below, alike := "", to-from > 2
		for i := from + 1; i < to && alike; i++ {
			cells := t.shapes(i)
			if alike = column < len(cells) && strings.Contains(cells[column], "0"); alike && i > from+1 {
				alike = cells[column] == below
			}
			if alike {
				below = cells[column]
			}
		}
		if alike && first[column] != below {
			return true
		}
	}
	return false
}

// shapes gives the cells of unit i with 0 in place of each figure and without blanks.
func (t *Clause) shapes(i int) []string {
	cells := strings.Split(t.Clause.Document.Text(t.Units[i].Span), "\t")
	for k, cell := range cells {
		var shape strings.Builder
		figure := false
		for _, r := range cell {
			switch digit := numeral.Digit(r) >= 0 || figure && (r == '.' || r == ','); {
			case digit && figure, script.IsBlank(r):
				continue
			case digit:
				shape.WriteByte('0')
			default:
				shape.WriteRune(r)
			}
			figure = numeral.Digit(r) >= 0 || figure && (r == '.' || r == ',')
		}
		cells[k] = shape.String()
	}
	return cells
}

// IsTableRow reports whether a unit is a row below the head of a table.
func (u *Unit) IsTableRow() bool {
	return u.Table != nil && u.Start >= u.Table.Rows[0].Start
}

// Names gives the units that say what the cells of a row mean: the head, and the cell above with
// which its first one is merged. It gives none for units that are no rows.
func (u *Unit) Names() []*Unit {
	if !u.IsTableRow() {
		return nil
	}
	if u.Merged != nil {
		return append(slices.Clone(u.Table.Head), u.Merged)
	}
	return u.Table.Head
}

// HasCell reports whether one of the cells of a row is just a word.
func (u *Unit) HasCell(word string) bool {
	cells := strings.Split(u.Clause.Document.Text(u.Span), "\t")
	return slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimFunc(cell, script.IsBlank) == word })
}
