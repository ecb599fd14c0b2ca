package inverted

import (
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
	folded := gram.Fold(text)
	var all []string
	gram.Each(folded, func(start, end int) { all = append(all, folded[start:end]) })
	return countTerms(all), utf8.RuneCountInString(folded)
}

// countTerms counts how often each term is among some.
func countTerms(all []string) bleve.TokenFrequencies {
	terms := make(bleve.TokenFrequencies, len(all))
	// One allocation for many counts.
	var pool []bleve.TokenFreq
	for _, term := range all {
		tf := terms[term]
		if tf == nil {
			if len(pool) == 0 {
				pool = make([]bleve.TokenFreq, max(16, len(all)/4))
			}
			tf, pool = &pool[0], pool[1:]
			terms[term] = tf
		}
		tf.SetFrequency(tf.Frequency() + 1)
	}
	return terms
}

// normBag names the kinds of norms that a clause holds.
func normBag(c *corpus.Clause) (terms bleve.TokenFrequencies, length int) {
	terms = make(bleve.TokenFrequencies)
	for _, kind := range norm.Kinds(c) {
		tf := new(bleve.TokenFreq)
		tf.SetFrequency(1)
		terms[kind.String()] = tf
	}
	return terms, len(terms)
}
