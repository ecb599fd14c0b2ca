package naming

import (
	"slices"

	"tiaowen/corpus"
	"tiaowen/index/reference"
)

// Clauses gives the clauses of a document that a reference names by number, in the order
// of the text: articles, or those below sections. A reference to paragraphs or items
// names none.
func Clauses(d *corpus.Document, r reference.Reference) []*corpus.Clause {
	switch {
	case r.Kind == reference.Section:
		return below(d, r)
	case r.Kind != reference.Clause:
		return nil
	case r.FromEnd > 0:
		return fromEnd(d, r)
	}
	var out []*corpus.Clause
	for _, c := range d.Clauses {
		if c.Kind == corpus.Article && r.Has(c.Number) && (c.Sub == r.Sub || r.From != r.To) {
			out = append(out, c)
		}
	}
	return out
}

// fromEnd gives the articles that are counted from the end: 最后两条.
func fromEnd(d *corpus.Document, r reference.Reference) (out []*corpus.Clause) {
	n := 0
	for _, c := range slices.Backward(d.Clauses) {
		if n == r.FromEnd {
			break
		}
		if c.Kind == corpus.Article {
			if n++; n >= r.ToEnd {
				out = append(out, c)
			}
		}
	}
	slices.Reverse(out)
	return out
}

// below gives the clauses of the sections that a reference names.
func below(d *corpus.Document, r reference.Reference) (out []*corpus.Clause) {
	for _, s := range d.Sections {
		// 第六部分 names 六、 as well as 第六章; 第六章 names no 第六节.
		if r.Has(s.Number) && (s.Unit == r.Unit || r.Unit == "部分" && s.Depth == 0 || s.Unit == "" && s.Depth == 0) {
			out = append(out, d.Clauses[s.First:s.End]...)
		}
	}
	return out
}
