// Package spelling finds what a query with slips or pinyin probably means
// ([Speller.Correct]).
//
// It corrects only what finds nothing: letters that are not a word of the texts, and
// characters that stand together in no clause. The replacement is a word that occurs in
// some clause: one with the same sound and some of the same characters, with one character of
// similar shape, or with one character more or less. The same sound alone is not enough.
package spelling

import (
	"iter"
	"sync"

	"tiaowen/corpus"
	"tiaowen/index/cutter"
)

// maxQuery is the longest query, in code points, in which slips are looked for.
const maxQuery = 64

// Speller undoes slips. It is safe for concurrent use.
type Speller struct {
	words     *cutter.Cutter
	docs      []*corpus.Document
	occurring iter.Seq[string]
	count     func(word string) int
	few       int // up to how many clauses may hold by chance what is not a word
	known     func() *vocabulary
}

// New gives a speller for documents. occurring are the words that gse cuts from them, of
// which it reads the nearest ones when the first slip is met; count tells in how many of
// their clauses the characters of a word stand together.
func New(docs []*corpus.Document, words *cutter.Cutter, occurring iter.Seq[string], count func(word string) int) *Speller {
	sp := &Speller{words: words, docs: docs, occurring: occurring, count: count}
	clauses := 0
	for _, d := range docs {
		clauses += len(d.Clauses)
	}
	sp.few = clauses / 10000
	sp.known = sync.OnceValue(sp.read)
	return sp
}

// Warm makes what else the first slip waits for.
func (sp *Speller) Warm() { sp.known() }

// Words yields the words that slips are compared with.
func (sp *Speller) Words() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, w := range sp.known().words {
			if !yield(w) {
				return
			}
		}
	}
}

// Query is a query as slips are looked for in it.
type Query struct {
	Text   string  // as typed
	Folded string  // as it is matched
	Right  []Place // what is right as it is: numbers of clauses, names of documents, words of the vocabulary
	Plain  bool    // the vocabulary has a word of it: letters are no pinyin
}

// Place is a piece of a text, bytes of Query.Folded.
type Place struct{ Start, End int }

// Correct gives what was probably meant by a query, folded, or "" when nothing speaks
// for a slip.
func (sp *Speller) Correct(q Query) string {
	if !q.Plain {
		if meant, ok := sp.Pinyin(q.Text); ok {
			return meant
		}
	}
	return sp.misspelled(q)
}
