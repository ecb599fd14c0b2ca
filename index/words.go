package index

import (
	"iter"
	"slices"

	"tiaowen/corpus"
	"tiaowen/index/field"
)

// A clause is cut into words once, when it is indexed. Bleve keeps the words in
// the field "words": the terms inverted, so that they are counted and looked up,
// and the places stored with the clause, so that a passage ends where a word does.
// A question is cut by gse with the words that the field holds.

// Words yields where the words of a clause stand, as they were cut when it was
// indexed: spans of the document's source, ascending. It yields nothing for a
// clause of no document of the index.
func (ix *Index) Words(c *corpus.Clause) iter.Seq[corpus.Span] {
	return func(yield func(corpus.Span) bool) {
		d := ix.Document(c.Document.ID)
		if d == nil || c.Index >= len(d.Clauses) || d.Source != c.Document.Source {
			return
		}
		text, at := c.Clean()
		for start, end := range field.Places(ix.Places(ix.Ordinal(c))) {
			if end > len(text) || !yield(corpus.Span{Start: at(start), End: at(end)}) {
				return // Unreachable but for the first: the index was made of this text.
			}
		}
	}
}

// Places gives where the words of a clause stand, as [field.Places] reads it: from the index, or
// cut again if it is not kept or cannot be read.
func (ix *Index) Places(ord uint32) []byte {
	switch {
	case ix.local != nil:
		if places, err := ix.local.Places(ord); err == nil {
			return places
		}
	case ix.kept != nil:
		return ix.kept(ord)
	}
	_, places := ix.cutter.Words(ix.clauses[ord])
	return places
}

// Occurring yields the words that gse cut from the documents.
func (ix *Index) Occurring() iter.Seq[string] {
	return func(yield func(string) bool) {
		words := slices.Values(ix.occur)
		if ix.local != nil {
			words = ix.local.Words()
		}
		words(yield)
	}
}

// Tokens cuts a folded text, a question, into its words, as [cutter.Cutter] does.
func (ix *Index) Tokens(folded string) []Token { return ix.cutter.Tokens(folded) }

// IsWord reports whether the dictionary has a folded word.
func (ix *Index) IsWord(word string) bool { return ix.cutter.IsWord(word) }
