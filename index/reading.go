package index

import (
	"math"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
	"tiaowen/index/engine"
	"tiaowen/index/gram"
	"tiaowen/index/nearness"
	"tiaowen/index/posting"
	"tiaowen/index/reference"
	"tiaowen/segmenter"
)

// What a query means beyond its words: clause numbers, documents named, words
// that the vocabulary adds. The answers in package api are built on it.

// Fold gives a text as it is matched: simplified characters, half width, lower
// case.
func Fold(text string) string { return gram.Fold(text) }

// Weight tells how rare a word is among the clauses, its idf: about 0 for one
// that nearly every clause holds, the most for one that none does. A word that
// is not a term of the index counts as its rarest pair of characters.
func (ix *Index) Weight(word string) float64 {
	return posting.IDF(len(ix.clauses), ix.frequency(word))
}

// Has reports whether a word may stand in some clause; a longer word is known
// by its pairs of characters only.
func (ix *Index) Has(word string) bool { return ix.frequency(word) > 0 }

// frequency is the number of clauses that hold a word, or the least number
// that hold one of its pairs.
func (ix *Index) frequency(word string) int {
	least := math.MaxInt
	gram.Each(word, func(start, end int) {
		r, n := utf8.DecodeRuneInString(word[start:end])
		if gram.IsHan(r) && n == end-start && n < len(word) {
			return // single characters of a longer word say less than its pairs
		}
		least = min(least, ix.count(word[start:end]))
	})
	if least == math.MaxInt {
		return 0
	}
	return least
}

// standsIn reports whether the characters of a word stand together in some clause
// of some documents; nil means all.
func (ix *Index) standsIn(word string, docs []*corpus.Document) bool {
	if docs == nil {
		return ix.count(word) > 0
	}
	points, err := ix.points([]engine.Wanted{{Text: word, Documents: idsOf(docs), Weight: 1}})
	if err != nil {
		ix.fail(err)
		return false
	}
	each := make([]float32, 1)
	for _, d := range docs {
		at, _ := ix.Position(d.ID)
		for ord, to := ix.Range(at); ord < to; ord++ {
			if points(ord, each) > 0 {
				return true
			}
		}
	}
	return false
}

// readNames fills in the text as it is matched, and the clauses and documents that it names.
func (ix *Index) readNames(q *Query, folded string) {
	q.Folded = folded
	q.References = reference.All(folded)
	f := ix.titles.Find(folded, q.References)
	q.Laws, q.Ambiguous, q.Unloaded = f.Named, f.Ambiguous, f.Missing
}

// References finds what a folded text names by number.
func References(folded string) []Reference { return reference.All(folded) }

// Figure is a number of a text with its other writing.
type Figure = numeral.Figure

// Figures finds the numbers of a folded text, each with its other writing: 十 for 10.
func Figures(folded string) []Figure { return numeral.Figures(folded) }

// Token is a word of a text.
type Token = segmenter.Token

// Nearness tells how near a text is to a question in meaning.
type Nearness = nearness.Text

// Reference is a place of a query that names clauses or sections by number.
type Reference = reference.Reference

// The kinds of references.
const (
	ClauseRef    = reference.Clause
	SectionRef   = reference.Section
	ParagraphRef = reference.Paragraph
	ItemRef      = reference.Item
)
