package index

import (
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/index/vocabulary"
)

// Expansion is a word that the vocabulary adds to a query for words of it.
type Expansion struct {
	vocabulary.Expansion // offsets are bytes of Query.Folded

	// Document is the title of the document whose own vocabulary the word is from
	// and inside which alone it counts; "" counts everywhere.
	Document string
	within   []*corpus.Document // all that have this title
}

// In reports whether the word counts in a document.
func (e Expansion) In(d *corpus.Document) bool {
	return e.Document == "" || slices.Contains(e.within, d)
}

// ofOffice reports whether a word is one that only an office calls its things by, and the likeliest. The built-in
// rules that belong to no text say what an encoder of sentences knows by itself. Those of one text count where it
// stands alone, as an encoder reads one question for all documents, and where nothing else stands between their words,
// in whatever order these are.
func (ix *Index) ofOffice(e Expansion) bool {
	switch {
	case e.Rank > 0:
		return false
	case e.Document != "":
		return len(e.within) == len(ix.Documents()) && len(e.From) <= len(e.Said)
	}
	return e.Weight == 1 && !e.Loose && e.From == e.Said && !vocabulary.Builtin().Has(e.Said)
}

// Vocabulary is what people say against what the texts say.
func (ix *Index) Vocabulary() *vocabulary.Vocabulary { return ix.vocabulary() }

// readVocabulary fills in what the vocabulary adds to a query.
func (ix *Index) readVocabulary(q *Query) {
	v := ix.vocabulary()
	ix.addExpansions(q, v.Expand(q.Folded, q.words), "", nil)
	for _, own := range v.Own() {
		if docs := ix.titles.Of(own.Key); len(docs) > 0 {
			ix.addExpansions(q, own.Expand(q.Folded, q.words), own.Title, docs)
		}
	}
}

// addExpansions adds those that were not typed and that stand in a clause where
// they count.
func (ix *Index) addExpansions(q *Query, all []vocabulary.Expansion, title string, docs []*corpus.Document) {
	for _, added := range all {
		e := Expansion{added, title, docs}
		if strings.Contains(q.Folded, e.To) {
			continue // typed already
		}
		if slices.ContainsFunc(q.Expansions, func(have Expansion) bool {
			return have.Document != e.Document && have.To == e.To && have.Start == e.Start
		}) {
			continue // counts everywhere already
		}
		if i := slices.IndexFunc(q.Expansions, func(have Expansion) bool {
			return have.Loose && e.Loose && have.To == e.To && have.Document == e.Document
		}); i >= 0 {
			have := &q.Expansions[i] // 试用期最长 and 最长多久 lead to the same word: said once
			have.Start, have.End = min(have.Start, e.Start), max(have.End, e.End)
			have.Said += " " + e.Said
			have.From, have.Weight = q.Folded[have.Start:have.End], max(have.Weight, e.Weight)
			continue
		}
		if ix.standsIn(e.To, e.within) {
			q.Expansions = append(q.Expansions, e)
		}
	}
}
