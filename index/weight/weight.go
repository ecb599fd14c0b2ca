// Package weight says what a term weighs in a clause. That follows from the clause's text
// and from a few numbers of all clauses. An engine on this machine works it out term by
// term from its postings ([Weights.Frequency], [Weights.Saturated]); the functions here do
// so clause by clause from the text ([Weights.Bag], [Weights.Points]), for an engine
// elsewhere, which is given the weights and keeps nothing else.
package weight

import (
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/collection"
	"tiaowen/index/cutter"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
)

// Params are the numbers that weights turn on.
type Params struct {
	K1        float64               // saturation of the term frequency
	Field     [field.Scored]float64 // weight of a term in body, title, path, name
	B         [field.Scored]float64 // length normalisation of each
	Authority float64               // what a document's authority adds to a score, relative
}

// Weights weighs the terms of the clauses of a collection. It is safe for concurrent use.
type Weights struct {
	of      *collection.Collection
	words   *cutter.Cutter
	places  func(ord uint32) []byte // of the words of a clause, see Keep; nil where they are not kept
	p       Params
	lengths [field.Scored][]uint16 // of each clause, in characters
	average [field.Scored]float64  // of those that have the field
}

// New gives the weights for a collection, whose clauses words cuts.
func New(c *collection.Collection, words *cutter.Cutter, p Params) *Weights {
	w := &Weights{of: c, words: words, p: p}
	for i := range w.lengths {
		w.lengths[i] = make([]uint16, 0, len(c.Clauses()))
	}
	for _, d := range c.Documents() {
		name := utf8.RuneCountInString(d.Title)
		for _, clause := range d.Clauses {
			path := 0
			for s := clause.Section; s != nil; s = s.Parent {
				path += utf8.RuneCountInString(s.Title) + 1
			}
			for f, n := range [field.Scored]int{utf8.RuneCountInString(clause.Text()), utf8.RuneCountInString(clause.Title), path, name} {
				w.lengths[f] = append(w.lengths[f], uint16(min(n, 1<<16-1)))
			}
		}
	}
	for f, lengths := range w.lengths {
		sum, n := 0, 0
		for _, l := range lengths {
			if l > 0 {
				sum += int(l)
				n++
			}
		}
		w.average[f] = float64(sum) / float64(max(n, 1))
	}
	return w
}

// Keep gives the weights a function that tells where the words of a clause stand, as they were cut
// when it was indexed ([field.Words]). They are not cut again then. It is called before anything is weighed.
func (w *Weights) Keep(places func(ord uint32) []byte) { w.places = places }

// wordTerms are the words of a clause as terms.
func (w *Weights) wordTerms(ord uint32) []string {
	c := w.of.Clauses()[ord]
	if w.places != nil {
		if terms, ok := field.Kept(c, w.places(ord)); ok {
			return terms
		}
	}
	terms, _ := w.words.Words(c)
	return terms
}

// Frequency is how often a term stands in a field, weighted and made
// independent of the field's length.
func (w *Weights) Frequency(f int, ord uint32, n int) float32 {
	f %= field.Word // a word weighs as the body that it stands in
	b := w.p.B[f]
	return float32(w.p.Field[f] * float64(n) / (1 - b + b*float64(w.lengths[f][ord])/w.average[f]))
}

// Saturated is the weight of the sum of a term's frequencies in a clause, in units of
// [posting.Unit], 1 to 255.
func (w *Weights) Saturated(ord uint32, tf float32) uint8 {
	k1, trust := float32(w.p.K1), float32(w.p.Authority)
	weight := tf / (tf + k1) * (1 + trust*w.of.Authority(w.of.PositionOf(ord)))
	return uint8(min(max(weight/posting.Unit+0.5, 1), 1<<8-1))
}

// Bag gives the terms of a clause with their weights, 1 to 255: characters, pairs
// and runs of letters, and behind _ the words as gse cuts them.
func (w *Weights) Bag(c *corpus.Clause) map[string]uint8 {
	ord := w.of.Ordinal(c)
	counts := make(map[string]float32)
	texts := field.Texts(c)
	freq := make(map[string]int)
	for f, text := range texts {
		clear(freq)
		folded := gram.Fold(text)
		gram.Each(folded, func(start, end int) { freq[folded[start:end]]++ })
		for term, n := range freq {
			counts[term] += w.Frequency(f, ord, n)
		}
	}
	clear(freq)
	for _, word := range w.wordTerms(ord) {
		freq[gram.WordMark+word]++
	}
	for word, n := range freq {
		counts[word] = w.Frequency(field.Word, ord, n)
	}
	out := make(map[string]uint8, len(counts))
	for term, tf := range counts {
		out[term] = w.Saturated(ord, tf)
	}
	return out
}
