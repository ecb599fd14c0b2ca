package tidy

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/label"
	"tiaowen/corpus/line"
	"tiaowen/corpus/script"
)

// A table in plain text divides its cells by commas, by bars or by blanks: rows that
// stand together have as many cells each. Tabs between the cells make it a table like those of
// other formats.

// separator is what divides the cells of a table in plain text.
type separator struct {
	rows  int // fewest rows of a table
	cells int // fewest cells of a row
	cut   func(words string) []line.Line
}

// separators are tried in this order.
var separators = []separator{
	{rows: 2, cells: 2, cut: byBars},
	{rows: 3, cells: 3, cut: byCommas},
	{rows: 3, cells: 3, cut: byBlanks},
}

// tables finds the tables of a plain text, and marks their rows.
func (w *rewriter) tables() {
	for i := 0; i < len(w.lines); {
		n := 0
		for _, s := range separators {
			if n = w.rows(i, s); n > 0 {
				break
			}
		}
		i += max(n, 1)
	}
}

// rows marks the table that begins on line i, with cells that s divides, and gives the number of its lines, 0 where none begins.
func (w *rewriter) rows(i int, s separator) int {
	cells := w.cells(i, s)
	if len(cells) < s.cells || label.Read(w.words(i)).Unit != label.None {
		return 0
	}
	rows := [][]line.Line{cells}
	end := i + 1
	for ; end < len(w.lines) && w.standsBelow(end); end++ {
		if w.lines[end].drop {
			continue
		}
		below := w.cells(end, s)
		if len(below) != len(cells) {
			break
		}
		rows = append(rows, below)
	}
	if len(rows) < s.rows {
		return 0
	}
	for k := i; k < end; k++ {
		if w.lines[k].drop {
			continue
		}
		w.lines[k].cells, rows = rows[0], rows[1:]
		w.lines[k].marked, w.changes = true, true
	}
	return end - i
}

// standsBelow reports whether no empty line stands above line i.
func (w *rewriter) standsBelow(i int) bool {
	return strings.Count(w.text.Source[w.lines[i-1].end:w.lines[i].start], "\n") < 2
}

// cells are those of line i, nil where it can be no row: it is a sentence, has tabs or a cell of many words.
func (w *rewriter) cells(i int, s separator) []line.Line {
	words := w.words(i)
	if len(words) > maxRow || strings.IndexByte(words, '\t') >= 0 || strings.HasSuffix(words, "。") {
		return nil
	}
	cells := s.cut(words)
	for k, c := range cells {
		if c.End-c.Start > maxCell {
			return nil
		}
		cells[k].Start, cells[k].End = c.Start+w.lines[i].start, c.End+w.lines[i].start
	}
	return cells
}

const (
	maxRow  = 1000 // bytes of a row
	maxCell = 150  // bytes of a cell
)

// byBars cuts | 甲 | 乙 | and 甲 | 乙 | 丙. A row between ruled lines may have │ in place of |.
func byBars(words string) []line.Line {
	if !strings.ContainsAny(words, "|│┃｜") {
		return nil
	}
	return cutCells(words, func(rest string) int {
		if script.StartsWith(rest, "|│┃｜") {
			_, n := utf8.DecodeRuneInString(rest)
			return n
		}
		return 0
	}, true)
}

// byCommas cuts 甲,乙,丙. A comma with a blank behind it divides words of a sentence.
func byCommas(words string) []line.Line {
	if strings.IndexByte(words, ',') < 0 || strings.Contains(words, ", ") || strings.ContainsAny(words, "，；") || endsClause(strings.TrimRight(words, ",")) {
		return nil
	}
	return cutCells(words, func(rest string) int {
		if rest[0] == ',' {
			return 1
		}
		return 0
	}, false)
}

// endsClause reports whether words end with a stop.
func endsClause(words string) bool {
	return strings.HasSuffix(words, ";") || strings.HasSuffix(words, ".") || script.EndsSentence(words)
}

// byBlanks cuts 甲    乙    丙, whose cells stand two blanks apart or more. Contents, and lines that are to be filled
// in, are no rows.
func byBlanks(words string) []line.Line {
	if !strings.Contains(words, "  ") && !strings.Contains(words, "\u3000") || script.EndsSentence(words) {
		return nil
	}
	if l := label.Read(words); l.Unit != label.None && l.Unit <= label.Article {
		return nil
	}
	cells := cutCells(words, func(rest string) int {
		n, wide := 0, 0
		for n < len(rest) {
			r, size := utf8.DecodeRuneInString(rest[n:])
			if !script.IsBlank(r) {
				break
			}
			n += size
			wide++
			if r == '\u3000' {
				wide++
			}
		}
		if wide < 2 {
			return 0
		}
		return n
	}, false)
	for _, c := range cells {
		cell := words[c.Start:c.End]
		if script.StartsWith(cell, "年月日") && len(cell) == len("年") || script.EndsSentence(cell) {
			return nil
		}
	}
	if spaced(words, cells) {
		return nil
	}
	return cells
}

// spaced reports whether cells are the characters of one title: 目　录.
func spaced(words string, cells []line.Line) bool {
	for _, c := range cells {
		if !script.Short(words[c.Start:c.End], 1) {
			return false
		}
	}
	return true
}

// cutCells cuts words where mark gives the size of what divides two cells. Bars at both ends divide nothing where
// framed is true.
func cutCells(words string, mark func(rest string) int, framed bool) (cells []line.Line) {
	from := 0
	for at := 0; at < len(words); {
		n := mark(words[at:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(words[at:])
			at += size
			continue
		}
		if at > 0 || !framed {
			start, end := script.Trim(words, from, at)
			cells = append(cells, line.Line{Start: start, End: end})
		}
		at += n
		from = at
	}
	if start, end := script.Trim(words, from, len(words)); start < end || !framed {
		cells = append(cells, line.Line{Start: start, End: end})
	}
	return cells
}

// isFrame reports whether words are a line of a table that divides rows: |---|---|, ├──┼──┤, +----+.
func isFrame(words string) bool {
	if !script.StartsWith(words, "|│+┌├└┏┣┗╔╠╚┝") || len(words) < 3 {
		return false
	}
	rules := 0
	for _, r := range words {
		switch {
		case strings.ContainsRune("-─━═=", r):
			rules++
		case !script.IsBlank(r) && !strings.ContainsRune("|│+:┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝┝┥┯┷", r):
			return false
		}
	}
	return rules > 1
}
