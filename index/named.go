package index

import (
	"tiaowen/corpus"
)

// What a query names outright is first among its hits: 第20条 where there is one
// document, 民法典 五十四 where there are many.

// maxNamed is how many clauses a query can name; 第1至9999条 is cut there.
const maxNamed = 200

// named returns the ordinals of the clauses that a query names by number, in
// the order of the text.
func (ix *Index) named(q *Query) []uint32 {
	var out []uint32
	docs := ix.scope(q)
	for _, r := range q.References {
		if r.OutOfRange || r.Chained {
			continue
		}
		for _, d := range docs {
			switch r.Kind {
			case ClauseRef:
				out = append(out, ix.clausesNamed(d, r)...)
			case SectionRef:
				out = append(out, ix.sectionNamed(d, r)...)
			}
			if len(out) > maxNamed {
				return out[:maxNamed]
			}
		}
	}
	return out
}

// scope is the documents in which a bare number means something: those named,
// the one asked for, or the only one.
func (ix *Index) scope(q *Query) []*corpus.Document {
	switch {
	case q.Document != "":
		return []*corpus.Document{ix.Document(q.Document)}
	case len(q.Documents) == 1:
		return []*corpus.Document{ix.Document(q.Documents[0])}
	case len(ix.Documents()) == 1:
		return ix.Documents()
	}
	var docs []*corpus.Document
	for _, law := range q.Laws {
		docs = append(docs, law.Documents...)
	}
	return docs
}

func (ix *Index) clausesNamed(d *corpus.Document, r Reference) []uint32 {
	var out []uint32
	add := func(c *corpus.Clause) { out = append(out, ix.Ordinal(c)) }
	if r.FromEnd > 0 {
		n := 0
		for i := len(d.Clauses) - 1; i >= 0 && n < r.FromEnd; i-- {
			if c := d.Clauses[i]; c.Kind == corpus.Article {
				if n++; n >= r.ToEnd {
					add(c)
				}
			}
		}
		for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
			out[i], out[j] = out[j], out[i]
		}
		return out
	}
	for _, c := range d.Clauses {
		if c.Kind == corpus.Article && r.Has(c.Number) && (c.Sub == r.Sub || r.From != r.To) {
			add(c)
		}
	}
	return out
}

func (ix *Index) sectionNamed(d *corpus.Document, r Reference) []uint32 {
	var out []uint32
	for _, s := range d.Sections {
		// 第六部分 names 六、 as well as 第六章; 第六章 names no 第六节.
		if r.Has(s.Number) && (s.Unit == r.Unit || r.Unit == "部分" && s.Depth == 0 || s.Unit == "" && s.Depth == 0) {
			for i := s.First; i < s.End; i++ {
				out = append(out, ix.Ordinal(d.Clauses[i]))
			}
		}
	}
	return out
}
