package excerpt

import (
	"slices"
	"unicode/utf8"

	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/wording"
	"tiaowen/corpus"
)

// Two places say what a cell of a table means: the row that names the columns, and the first
// cell of its own row. A question names a row (处级), a column (其他城市), or both. The
// quotation has the rows that are named, or all of them, and the head.

// maxTableRows is the number of rows of the longest table that is quoted whole.
const maxTableRows = 40

// fromTable quotes the table that a sentence stands in or leads to: the rows that the
// question names with the head, or the whole table if it names none. It gives nil if t is
// nil, and if the table is too long to quote.
func (q *Question) fromTable(t *prepared.Table) (out []Span) {
	if t == nil {
		return nil
	}
	if named := q.rowsNamed(t); named != nil {
		return quoteRows(t, named)
	}
	return wholeTable(t)
}

// wholeTable quotes a table with the words that lead to it; nil if it is too long.
func wholeTable(t *prepared.Table) []Span {
	if len(t.Rows) > maxTableRows {
		return nil
	}
	all := corpus.Span{Start: t.Head[0].Start, End: t.Rows[len(t.Rows)-1].End}
	if t.Lead != nil {
		all.Start = t.Lead.Start
	}
	return []Span{{Clause: t.Head[0].Clause, Span: all}}
}

// quoteRows quotes rows and then the head.
func quoteRows(t *prepared.Table, rows []*prepared.Unit) (out []Span) {
	for i, row := range rows {
		if row.Merged != nil && (i == 0 || rows[i-1].Merged != row.Merged) {
			out = append(out, Span{Clause: row.Clause, Span: row.Merged.Span})
		}
		out = append(out, Span{Clause: row.Clause, Span: row.Span})
	}
	for _, head := range t.Head {
		out = append(out, Span{Clause: head.Clause, Span: head.Span})
	}
	return out
}

// InTables completes the answers that are a row of a table: a row by the head, the head by
// the whole table.
func InTables(answers []Span, texts *prepared.Cache) []Span {
	var out []Span
	for _, a := range answers {
		units := texts.Of(a.Clause).Units
		i := slices.IndexFunc(units, func(u prepared.Unit) bool { return u.Span == a.Span && u.Table != nil })
		more := []Span{a}
		if i >= 0 && units[i].IsTableRow() {
			more = quoteRows(units[i].Table, []*prepared.Unit{&units[i]})
		} else if i >= 0 {
			if whole := wholeTable(units[i].Table); whole != nil {
				more = whole
			}
		}
		out = append(out, more...)
	}
	return out
}

// nearlyAsNamed is the share of the best row's words from which another row is quoted with it.
const nearlyAsNamed = 0.8

// rowsNamed gives the rows that the question names, in the order of the text: those that have
// the most of the words in which the rows differ, and those that alone have one of these words.
// It is nil if the rows differ in no word of the question, or if no row has such a word as it
// stands: a likeness, such as that of 那个机器 and 无人机, is no reason to leave other rows out.
func (q *Question) rowsNamed(t *prepared.Table) []*prepared.Unit {
	cover := make([]float64, len(t.Rows))
	only := make([]bool, len(t.Rows))
	has := make([]float64, len(t.Rows))
	whole := false // a row has a word in which the rows differ, as it stands
	for j := range q.Words {
		w := &q.Words[j]
		if slices.ContainsFunc(t.Head, func(h *prepared.Unit) bool { return w.In(h.Text, h.Sieve) == 1 }) {
			continue // it names a column
		}
		most, holding := 0.0, 0
		for i, row := range t.Rows {
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
	var out []*prepared.Unit
	for i, row := range t.Rows {
		if cover[i] >= nearlyAsNamed*best || only[i] {
			out = append(out, row)
		}
	}
	return out
}

// inRow tells how well a row has a word, 0 to 1. The cell above that its first one is merged
// with counts too. A word of one character must be a whole cell: 人 does not name the row of 无人机.
func inRow(w *wording.Word, row *prepared.Unit) float64 {
	if utf8.RuneCountInString(w.Said) == 1 && !row.HasCell(w.Said) && (row.Merged == nil || !row.Merged.HasCell(w.Said)) {
		return 0
	}
	in := w.In(row.Text, row.Sieve)
	if row.Merged != nil {
		in = max(in, w.In(row.Merged.Text, row.Merged.Sieve))
	}
	return in
}
