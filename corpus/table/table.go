// Package table finds the tables within a clause: captions, head rows, rows and cells, each a span of the
// source. Start with [Of].
package table

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// Table is a table within a clause.
type Table struct {
	Caption corpus.Span // the line above that introduces or names it; empty where there is none
	Head    int         // how many rows, from the first, name the columns: 0 or 1
	Rows    []Row
}

// Row is a line of a table and its cells. A cell may be empty.
type Row struct {
	corpus.Span
	Cells []corpus.Span
}

// Of finds the tables of a clause: two and more lines in which tabs set cells off, as every
// reader writes them. The first row names the columns when its cells are short words, none of
// them a figure, and a row below has a figure or longer words.
func Of(c *corpus.Clause) []Table {
	source := c.Document.Source
	if strings.IndexByte(c.Text(), '\t') < 0 {
		return nil
	}
	var tables []Table
	var rows []Row
	var above, last corpus.Span // the line above the table, the last line
	finish := func() {
		if len(rows) > 1 {
			tables = append(tables, Table{Caption: above, Head: headRows(source, rows), Rows: rows})
		}
		rows = nil
	}
	for at := c.Body.Start; at < c.Body.End; {
		end := c.Body.End
		if i := strings.IndexByte(source[at:end], '\n'); i >= 0 {
			end = at + i
		}
		start, stop := script.Trim(source, at, end)
		if start == stop {
			at = end + 1
			continue
		}
		if strings.IndexByte(source[at:end], '\t') >= 0 && strings.IndexByte(source[start:stop], '\t') >= 0 {
			if len(rows) == 0 {
				above = last
			}
			rows = append(rows, Row{corpus.Span{Start: start, End: stop}, cellsOf(source, at, end)})
		} else {
			finish()
			last = corpus.Span{Start: start, End: stop}
		}
		at = end + 1
	}
	finish()
	return tables
}

// cellsOf cuts the line source[at:end] at its tabs.
func cellsOf(source string, at, end int) []corpus.Span {
	var cells []corpus.Span
	for {
		stop := end
		i := strings.IndexByte(source[at:end], '\t')
		if i >= 0 {
			stop = at + i
		}
		from, to := script.Trim(source, at, stop)
		cells = append(cells, corpus.Span{Start: from, End: to})
		if i < 0 {
			return cells
		}
		at = stop + 1
	}
}

// headRows is 1 when the first row names the columns.
func headRows(source string, rows []Row) int {
	longest := 0
	for _, cell := range rows[0].Cells {
		words := source[cell.Start:cell.End]
		if strings.IndexFunc(words, func(r rune) bool { return numeral.Digit(r) >= 0 }) >= 0 || !script.Short(words, 20) || script.EndsSentence(words) {
			return 0
		}
		longest = max(longest, utf8.RuneCountInString(words))
	}
	for _, row := range rows[1:] {
		for _, cell := range row.Cells {
			words := source[cell.Start:cell.End]
			if strings.IndexFunc(words, func(r rune) bool { return numeral.Digit(r) >= 0 }) >= 0 || utf8.RuneCountInString(words) > longest {
				return 1
			}
		}
	}
	return 0
}
