package index

import (
	"context"
	"iter"
	"slices"
	"strings"
	"unicode"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
)

// What a term weighs in a clause follows from the clause's text and from a few
// numbers of the whole index. [Index.decode] works it out term by term from
// postings, the functions here clause by clause from the text: for an engine
// elsewhere, which is given the weights and keeps nothing else.

// Bag gives the terms of a clause with their weights, 1 to 255: characters, pairs
// and runs of letters, and behind _ the words as gse cuts them.
func (ix *Index) Bag(c *corpus.Clause) map[string]uint8 {
	ord := ix.Ordinal(c)
	counts := make(map[string]float32)
	texts := field.Texts(c)
	freq := make(map[string]int)
	for f, text := range texts {
		clear(freq)
		folded := gram.Fold(text)
		gram.Each(folded, func(start, end int) { freq[folded[start:end]]++ })
		for term, n := range freq {
			counts[term] += ix.frequencyIn(f, ord, n)
		}
	}
	clear(freq)
	words, _ := ix.cutter.Words(c)
	for _, w := range words {
		freq[gram.WordMark+w]++
	}
	for word, n := range freq {
		counts[word] = ix.frequencyIn(field.Word, ord, n)
	}
	out := make(map[string]uint8, len(counts))
	for term, tf := range counts {
		out[term] = ix.saturated(ord, tf)
	}
	return out
}

// frequencyIn is how often a term stands in a field, weighted and made
// independent of the field's length.
func (ix *Index) frequencyIn(f int, ord uint32, n int) float32 {
	f %= field.Word // a word weighs as the body that it stands in
	b := ix.rank.b[f]
	return float32(ix.rank.field[f] * float64(n) / (1 - b + b*float64(ix.lengths[f][ord])/ix.average[f]))
}

// saturated is the weight of a frequency in a clause, in units of posting.Unit.
func (ix *Index) saturated(ord uint32, tf float32) uint8 {
	k1, trust := float32(ix.rank.k1), float32(ix.rank.authority)
	weight := tf / (tf + k1) * (1 + trust*ix.Authority(ix.PositionOf(ord)))
	return uint8(min(max(weight/posting.Unit+0.5, 1), 1<<8-1))
}

// pointsOfText is [Index.points] from the clauses' texts.
func (ix *Index) pointsOfText(terms []Wanted) func(ord uint32, each []float32) float32 {
	slot := make(map[string]int) // gram → its number
	number := func(term string) int {
		i, ok := slot[term]
		if !ok {
			i = len(slot)
			slot[term] = i
		}
		return i
	}
	grams := make([][]int, len(terms))
	only := make([]map[string]bool, len(terms))
	for i, t := range terms {
		if t.Text != "" {
			for _, g := range gram.Of(t.Text) {
				grams[i] = append(grams[i], number(g))
			}
		}
		if t.Documents != nil {
			only[i] = make(map[string]bool)
			for _, id := range t.Documents {
				only[i][id] = true
			}
		}
	}
	var cut []string // those that gse cuts
	for term := range slot {
		if strings.HasPrefix(term, gram.WordMark) {
			cut = append(cut, term)
		}
	}
	tf, freq := make([]float32, len(slot)), make([]int, len(slot))
	return func(ord uint32, each []float32) (sum float32) {
		c := ix.clauses[ord]
		clear(tf)
		for f, text := range field.Texts(c) {
			if text == "" {
				continue
			}
			clear(freq)
			folded := gram.Fold(text)
			gram.Each(folded, func(start, end int) {
				if i, ok := slot[folded[start:end]]; ok {
					freq[i]++
				}
			})
			for i, n := range freq {
				if n > 0 {
					tf[i] += ix.frequencyIn(f, ord, n)
				}
			}
			if f == field.Body && slices.ContainsFunc(cut, func(w string) bool { return mayHold(folded, w[len(gram.WordMark):]) }) {
				clear(freq)
				words, _ := ix.cutter.Words(c)
				for _, w := range words {
					if i, ok := slot[gram.WordMark+w]; ok {
						freq[i]++
					}
				}
				for i, n := range freq {
					if n > 0 {
						tf[i] = ix.frequencyIn(field.Word, ord, n)
					}
				}
			}
		}
		for i, t := range terms {
			each[i] = 0
			if only[i] != nil && !only[i][c.Document.ID] {
				continue
			}
			least := uint8(255)
			for k, id := range t.Documents {
				if t.Text == "" && id == c.Document.ID {
					least = t.Worth[k]
				}
			}
			for _, g := range grams[i] {
				if tf[g] == 0 {
					least = 0
					break
				}
				least = min(least, ix.saturated(ord, tf[g]))
			}
			each[i] = t.Weight * float32(least)
			sum += each[i]
		}
		return sum
	}
}

// mayHold reports whether a word may be cut from a folded text. A figure may stand
// there in another writing.
func mayHold(folded, word string) bool {
	return strings.Contains(folded, word) || strings.ContainsFunc(word, unicode.IsDigit)
}

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
