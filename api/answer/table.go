package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/api/answer/wording"
	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// What a cell of a table means stands at its two ends: in the row that names the columns, and in
// the first cell of its own row. A question names a row (处级), a column (其他城市), or
// both; the quotation has the row that is named, or all of them, and the head.

// table is a table of a clause whose columns have names.
type table struct {
	lead *unit   // the sentence above, when it leads to the table: 标准如下表：
	head []*unit // the rows that name the columns, usually one
	rows []*unit // below the head
}

// maxTableRows is the length of the longest table that is quoted whole.
const maxTableRows = 40

// linkRows tells the rows of each table of a clause which table they stand in, and the
// rows below the head which rows name their columns: what 350元 is stands there, 其他地区.
func (t *clauseText) linkRows() {
	for i := 0; i < len(t.units); i++ {
		end := i
		for end < len(t.units) && t.isRow(end) {
			end++
		}
		if end-i > 1 {
			t.linkTable(i, end)
		}
		i = max(i, end-1)
	}
}

// isRow reports whether unit i is a row of a table: cells with tabs between them, or the last cell
// of a row whose others are merged with those above.
func (t *clauseText) isRow(i int) bool {
	u := &t.units[i]
	return strings.Contains(t.clause.Document.Text(u.Span), "\t") || i > 0 && t.isRow(i-1) && t.goesOnBelow(u)
}

// goesOnBelow reports whether the first cell of a row is empty: it is merged with the one above.
func (t *clauseText) goesOnBelow(u *unit) bool {
	source := t.clause.Document.Source
	line := strings.LastIndexByte(source[:u.Start], '\n') + 1
	return strings.Contains(source[line:u.Start], "\t")
}

// linkTable links the rows of the table in units [from, to).
func (t *clauseText) linkTable(from, to int) {
	heads := t.headRows(from, to)
	if heads == 0 {
		return
	}
	tab := &table{}
	if from > 0 {
		if lead := &t.units[from-1]; t.leadsToTable(lead, &t.units[from]) {
			tab.lead = lead
		}
	}
	var first *unit // the last row whose first cell is not empty
	for i := from; i < to; i++ {
		u := &t.units[i]
		u.table = tab
		if i < from+heads {
			tab.head = append(tab.head, u)
			continue
		}
		tab.rows = append(tab.rows, u)
		if !t.goesOnBelow(u) {
			first = u
		} else if first != nil {
			u.merged = t.firstCell(first)
		}
	}
	if tab.lead != nil {
		tab.lead.table = tab
	}
}

// leadsToTable reports whether a sentence right above a table announces it: it ends in a colon, or
// speaks of the table below.
func (t *clauseText) leadsToTable(lead, head *unit) bool {
	between := strings.TrimFunc(t.clause.Document.Source[lead.End:head.Start], script.IsBlank)
	return between == "：" || between == ":" || strings.Contains(lead.text, "下表") || strings.Contains(lead.text, "如下")
}

// firstCell is the first cell of a row as a unit.
func (t *clauseText) firstCell(row *unit) *unit {
	cell, _, _ := strings.Cut(t.clause.Document.Text(row.Span), "\t")
	u := newUnit(t.clause, corpus.Span{Start: row.Start, End: row.Start + len(cell)})
	return &u
}

// headRows counts the rows with which a table in units [from, to) names its columns, 0 when it does not.
// A first row without figures names them, and one whose cells are shaped otherwise than
// those below: 10公里以内 above 8元 and 12元. A second row does where the first one is shorter, since its
// cells span several columns, and the rows below have figures.
func (t *clauseText) headRows(from, to int) int {
	if t.hasFigures(from) && !t.shapedOtherwise(from, to) {
		return 0
	}
	if to-from > 2 && !t.hasFigures(from) && !t.hasFigures(from+1) && t.hasFigures(from+2) && t.cells(from) < t.cells(from+2) && t.cells(from+1) <= t.cells(from+2) {
		return 2
	}
	return 1
}

// hasFigures reports whether row i has a digit.
func (t *clauseText) hasFigures(i int) bool {
	return strings.ContainsFunc(t.units[i].text, unicode.IsDigit)
}

// cells counts the cells of row i that are not empty.
func (t *clauseText) cells(i int) (n int) {
	for cell := range strings.SplitSeq(t.clause.Document.Text(t.units[i].Span), "\t") {
		if strings.TrimFunc(cell, script.IsBlank) != "" {
			n++
		}
	}
	return n
}

// shapedOtherwise reports whether the rows below row from are alike in a column but for their figures, and
// row from is not like them.
func (t *clauseText) shapedOtherwise(from, to int) bool {
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

// shapes gives the cells of row i with 0 in place of each figure.
func (t *clauseText) shapes(i int) []string {
	cells := strings.Split(t.clause.Document.Text(t.units[i].Span), "\t")
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

// fromTable answers with rows of the table that a sentence stands in or leads to: those that the
// question names, each with the head, or the whole table where it names none. It gives nil where
// the sentence has no table, or one that is too long to quote.
func (q *asking) fromTable(c candidate) (out []Span) {
	if c.table == nil {
		return nil
	}
	if named := q.rowsNamed(c.table); named != nil {
		return c.table.quote(named)
	}
	return c.table.whole()
}

// whole quotes a table with the words that lead to it, nil when it is too long.
func (t *table) whole() []Span {
	if len(t.rows) > maxTableRows {
		return nil
	}
	all := corpus.Span{Start: t.head[0].Start, End: t.rows[len(t.rows)-1].End}
	if t.lead != nil {
		all.Start = t.lead.Start
	}
	return []Span{{Clause: t.head[0].clause, Span: all}}
}

// quote quotes rows, and behind them the head.
func (t *table) quote(rows []*unit) (out []Span) {
	for i, row := range rows {
		if row.merged != nil && (i == 0 || rows[i-1].merged != row.merged) {
			out = append(out, Span{Clause: row.clause, Span: row.merged.Span})
		}
		out = append(out, Span{Clause: row.clause, Span: row.Span})
	}
	for _, head := range t.head {
		out = append(out, Span{Clause: head.clause, Span: head.Span})
	}
	return out
}

// inTables gives the answers that are rows of a table the head, and those that are the
// head the rows.
func (q *asking) inTables(answers []Span) []Span {
	var out []Span
	for _, a := range answers {
		units := q.text(a.Clause).units
		i := slices.IndexFunc(units, func(u unit) bool { return u.Span == a.Span && u.table != nil })
		more := []Span{a}
		if i >= 0 && units[i].isTableRow() {
			more = units[i].table.quote([]*unit{&units[i]})
		} else if i >= 0 {
			if whole := units[i].table.whole(); whole != nil {
				more = whole
			}
		}
		out = append(out, more...)
	}
	return out
}

// nearlyAsNamed is the share of the best row's words that another row has which is quoted with it.
const nearlyAsNamed = 0.8

// rowsNamed gives the rows that the question names, in the order of the text: those that have
// most of its words which tell the rows apart, and those that alone have one.
// It is nil when no word tells them apart, or none of these stands whole in a row: a likeness, such as
// 那个机器 has with 无人机, is no reason to leave the other rows out.
func (q *asking) rowsNamed(t *table) []*unit {
	cover := make([]float64, len(t.rows))
	only := make([]bool, len(t.rows))
	has := make([]float64, len(t.rows))
	whole := false // a word that tells rows apart stands in one as it is
	for j := range q.words {
		w := &q.words[j]
		if slices.ContainsFunc(t.head, func(h *unit) bool { return w.In(h.text, h.Sieve) == 1 }) {
			continue // it names a column
		}
		most, holding := 0.0, 0
		for i, row := range t.rows {
			has[i] = inRow(w, row)
			if has[i] > most {
				most, holding = has[i], 0
			}
			if has[i] == most {
				holding++
			}
		}
		if least := slices.Min(has); least < most {
			whole = whole || most == 1
			for i := range has {
				cover[i] += w.Weight * (has[i] - least)
				only[i] = only[i] || holding == 1 && has[i] == 1
			}
		}
	}
	best := slices.Max(cover)
	if !whole {
		return nil
	}
	var out []*unit
	for i, row := range t.rows {
		if cover[i] >= nearlyAsNamed*best || only[i] {
			out = append(out, row)
		}
	}
	return out
}

// inRow tells how well a row has a word, 0 to 1, with the cell above that its first one is merged with. A word of
// one character counts as a cell alone: 人 does not name the row of 无人机.
func inRow(w *wording.Word, row *unit) float64 {
	if utf8.RuneCountInString(w.Said) == 1 && !row.hasCell(w.Said) && (row.merged == nil || !row.merged.hasCell(w.Said)) {
		return 0
	}
	in := w.In(row.text, row.Sieve)
	if row.merged != nil {
		in = max(in, w.In(row.merged.text, row.merged.Sieve))
	}
	return in
}

// hasCell reports whether one of a row's cells is a word.
func (u *unit) hasCell(word string) bool {
	cells := strings.Split(u.clause.Document.Text(u.Span), "\t")
	return slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimFunc(cell, script.IsBlank) == word })
}

// isTableRow reports whether a unit is a row below the head of a table.
func (u *unit) isTableRow() bool {
	return u.table != nil && u.Start >= u.table.rows[0].Start
}

// names gives what says of a row what its cells are: the head, and the cell above that its first one is merged with.
func (u *unit) names() []*unit {
	if !u.isTableRow() {
		return nil
	}
	if u.merged != nil {
		return append(slices.Clone(u.table.head), u.merged)
	}
	return u.table.head
}
