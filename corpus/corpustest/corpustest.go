// Package corpustest makes clauses for tests of the packages that read them.
package corpustest

import "tiaowen/corpus"

// Clause makes a clause whose body is the whole text.
func Clause(text string) *corpus.Clause {
	d := &corpus.Document{ID: "t", Title: "t", Source: text}
	c := &corpus.Clause{Document: d, Body: corpus.Span{Start: 0, End: len(text)}}
	d.Clauses = []*corpus.Clause{c}
	return c
}
