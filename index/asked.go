package index

import (
	"context"
	"iter"
)

// Asked yields the words of several terms that are often counted: those that the
// vocabulary puts in a query, and those that slips are compared with. Some come
// more than once.
func (ix *Index) Asked() iter.Seq[string] {
	return func(yield func(string) bool) {
		for w := range ix.vocabulary().Words() {
			if !yield(w) {
				return
			}
		}
		for w := range ix.speller.Words() {
			if !yield(w) {
				return
			}
		}
	}
}

// Counts says of some words in how many clauses they stand, as [Engine] does.
func (ix *Index) Counts(ctx context.Context, words []string) ([]int, error) {
	return ix.engine.Count(ctx, words)
}
