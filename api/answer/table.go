package answer

import (
	"slices"
	"unicode/utf8"

	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/wording"
	"tiaowen/corpus"
)

// What a cell of a table means stands at its two ends: in the row that names the columns, and in
// the first cell of its own row. A question names a row (处级), a column (其他城市), or
// both; the quotation has the row that is named, or all of them, and the head.

// maxTableRows is the length of the longest table that is quoted whole.
const maxTableRows = 40

// fromTable answers with rows of the table that a sentence stands in or leads to: those that the
// question names, each with the head, or the whole table where it names none. It gives nil where
// the sentence has no table, or one that is too long to quote.
func (q *asking) fromTable(c candidate) (out []Span) {
	if c.Table == nil {
		return nil
	}
	if named := q.rowsNamed(c.Table); named != nil {
		return quoteRows(c.Table, named)
	}
	return wholeTable(c.Table)
}

// wholeTable quotes a table with the words that lead to it, nil when it is too long.
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

// quoteRows quotes rows, and behind them the head.
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

// inTables gives the answers that are rows of a table the head, and those that are the
// head the rows.
func (q *asking) inTables(answers []Span) []Span {
	var out []Span
	for _, a := range answers {
		units := q.texts.Of(a.Clause).Units
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

// nearlyAsNamed is the share of the best row's words that another row has which is quoted with it.
const nearlyAsNamed = 0.8

// rowsNamed gives the rows that the question names, in the order of the text: those that have
// most of its words which tell the rows apart, and those that alone have one.
// It is nil when no word tells them apart, or none of these stands whole in a row: a likeness, such as
// 那个机器 has with 无人机, is no reason to leave the other rows out.
func (q *asking) rowsNamed(t *prepared.Table) []*prepared.Unit {
	cover := make([]float64, len(t.Rows))
	only := make([]bool, len(t.Rows))
	has := make([]float64, len(t.Rows))
	whole := false // a word that tells rows apart stands in one as it is
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

// inRow tells how well a row has a word, 0 to 1, with the cell above that its first one is merged with. A word of
// one character counts as a cell alone: 人 does not name the row of 无人机.
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
