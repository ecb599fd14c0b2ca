package inverted

import (
	"sync"
	"unicode/utf8"

	bleve "github.com/blevesearch/bleve_index_api"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index/gram"
)

// A text is indexed as a bag of the terms of package gram. The words that gse cuts
// are a field beside; see [field.Words].

// bag counts the terms of a text. length is its number of characters.
func bag(text string) (terms bleve.TokenFrequencies, length int) {
	return bagOf(gram.Fold(text))
}

// bagOf is [bag] for a text that is folded.
func bagOf(folded string) (terms bleve.TokenFrequencies, length int) {
	t := tallies.Get().(*tally)
	defer tallies.Put(t)
	gram.Each(folded, func(start, end int) { t.add(folded[start:end]) })
	return t.take(), utf8.RuneCountInString(folded)
}

// countTerms counts how often each term is among some.
func countTerms(all []string) bleve.TokenFrequencies {
	t := tallies.Get().(*tally)
	defer tallies.Put(t)
	for _, term := range all {
		t.add(term)
	}
	return t.take()
}

// tally counts terms. It is used for one text after another, so that the map that is kept of a
// text is made once, as large as it must be.
type tally struct{ terms map[string]int }

var tallies = sync.Pool{New: func() any { return &tally{make(map[string]int)} }}

func (t *tally) add(term string) { t.terms[term]++ }

// take gives what was counted, and forgets it.
func (t *tally) take() bleve.TokenFrequencies {
	out := make(bleve.TokenFrequencies, len(t.terms))
	for term, n := range t.terms {
		out[term] = frequency(n)
	}
	if len(t.terms) > largeTally {
		t.terms = make(map[string]int) // to empty a large map costs as much as to fill it
	} else {
		clear(t.terms)
	}
	return out
}

// largeTally is how many terms a tally holds that is not used again.
const largeTally = 1024

// frequency gives a count as Bleve takes it. Bleve reads the count alone, so that terms
// of one count share it.
func frequency(n int) *bleve.TokenFreq {
	if n < len(frequencies) {
		return &frequencies[n]
	}
	tf := new(bleve.TokenFreq)
	tf.SetFrequency(n)
	return tf
}

var frequencies = func() (all [256]bleve.TokenFreq) {
	for n := range all {
		all[n].SetFrequency(n)
	}
	return all
}()

// normBag names the kinds of norms that a clause holds.
func normBag(c *corpus.Clause) (terms bleve.TokenFrequencies, length int) {
	terms = make(bleve.TokenFrequencies)
	for _, kind := range norm.Kinds(c) {
		terms[kind.String()] = frequency(1)
	}
	return terms, len(terms)
}
