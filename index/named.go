package index

import (
	"regexp"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/label"
	"tiaowen/index/gram"
	"tiaowen/index/naming"
	"tiaowen/index/reference"
)

// What a query names outright is first among its hits: 第20条 where there is one
// document, 民法典 五十四 where there are many.

// maxNamed is how many clauses a query can name; 第1至9999条 is cut there.
const maxNamed = 200

// named returns the ordinals of the clauses that a query names by number, in
// the order of the text.
func (ix *Index) named(q *Query) []uint32 {
	docs := ix.scope(q)
	if out := ix.pointed(q, docs); out != nil {
		return out
	}
	var out []uint32
	for _, r := range q.References {
		if r.OutOfRange || r.Chained {
			continue
		}
		in := docs
		if in == nil && r.Sub > 0 && r.Form == reference.Named {
			in = ix.Documents() // few clauses are 第一百二十条之一, and these are meant
		}
		if out = ix.appendNamed(out, in, r); len(out) > maxNamed {
			return out[:maxNamed]
		}
	}
	return out
}

// appendNamed adds the clauses of some documents that a reference names; it stops behind maxNamed.
func (ix *Index) appendNamed(out []uint32, docs []*corpus.Document, r reference.Reference) []uint32 {
	for _, d := range docs {
		for _, c := range naming.Clauses(d, r) {
			out = append(out, ix.Ordinal(c))
		}
		if len(out) > maxNamed {
			break
		}
	}
	return out
}

// points is a query that is a number with points or behind a letter, 4.1.2 or A3, or ends in one: that of a clause.
var points = regexp.MustCompile(`(?:^|[^a-z0-9.])([0-9]+(?:\.[0-9]+){1,5}|[a-z][.-]?[0-9]{1,3}(?:\.[0-9]+){0,5})(?: ?条)?$`)

// pointed gives the clauses that a query names by a number with points: in documents that it
// names, else, where it is nothing but that number, in all.
func (ix *Index) pointed(q *Query, docs []*corpus.Document) (out []uint32) {
	text := strings.TrimSpace(q.Folded)
	at := points.FindStringSubmatchIndex(text)
	if at == nil {
		return nil
	}
	if docs == nil && strings.Trim(text[:at[2]], "第 ") == "" {
		docs = ix.Documents()
	}
	for _, d := range docs {
		for _, c := range d.Clauses {
			if len(out) < maxNamed && c.Kind == corpus.Article && label.Code(strings.TrimRight(gram.Fold(c.Label), ". ")) == label.Code(text[at[2]:at[3]]) {
				out = append(out, ix.Ordinal(c))
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
