package index

import (
	"slices"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/passage"
)

// Passage cuts the piece of a clause that shows best why a query found it: at most max
// code points, 0 means [passage.Default]; see [passage.Cutter.Passage].
func (ix *Index) Passage(c *corpus.Clause, q *Query, max int) []passage.Part {
	return ix.passages.Passage(c, q.marksIn(c.Document), max)
}

// Marked gives the places of a whole clause where the query's words stand, as spans of
// Document.Source in order.
func (ix *Index) Marked(c *corpus.Clause, q *Query) []corpus.Span {
	return ix.passages.Marked(c, q.marksIn(c.Document))
}

// ownMarks are the marks of the documents that have words of their own added.
type ownMarks struct {
	docs []*corpus.Document
	*passage.Marks
}

// mark notes the terms worth showing: pairs and longer ones, and single
// characters only where there is nothing longer.
func (q *Query) mark() {
	q.marks, q.own = marksOf(q.Terms, nil), nil
	for _, t := range q.Terms {
		if t.within != nil && !slices.ContainsFunc(q.own, func(o ownMarks) bool { return slices.Equal(o.docs, t.within) }) {
			q.own = append(q.own, ownMarks{t.within, marksOf(q.Terms, t.within)})
		}
	}
}

// marksIn gives what is worth showing in a document.
func (q *Query) marksIn(d *corpus.Document) *passage.Marks {
	for _, o := range q.own {
		if slices.Contains(o.docs, d) {
			return o.Marks
		}
	}
	return q.marks
}

// marksOf gives the marks of the terms that are looked for everywhere or in docs.
func marksOf(terms []Term, docs []*corpus.Document) *passage.Marks {
	single := !slices.ContainsFunc(terms, func(t Term) bool { return !t.Word && utf8.RuneCountInString(t.Text) > 1 })
	var shown []passage.Term
	for _, t := range terms {
		if !t.Word && (t.within == nil || slices.Equal(t.within, docs)) {
			shown = append(shown, passage.Term{Text: t.Text, Weight: t.Weight})
		}
	}
	return passage.NewMarks(shown, single)
}
