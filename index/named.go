package index

import (
	"tiaowen/corpus"
	"tiaowen/index/naming"
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
			for _, c := range naming.Clauses(d, r) {
				out = append(out, ix.Ordinal(c))
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
