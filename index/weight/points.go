package weight

import (
	"slices"
	"strings"
	"unicode"

	"tiaowen/index/engine"
	"tiaowen/index/field"
	"tiaowen/index/gram"
)

// Points gives a function that tells what each of some terms adds to the score of a
// clause, in each, and the sum. It is not safe for concurrent use.
func (w *Weights) Points(terms []engine.Wanted) func(ord uint32, each []float32) float32 {
	p := newPoints(w, terms)
	return func(ord uint32, each []float32) (sum float32) {
		p.read(ord)
		for i := range terms {
			each[i] = terms[i].Weight * float32(p.least(i, ord))
			sum += each[i]
		}
		return sum
	}
}

// points weighs terms in the texts of clauses.
type points struct {
	*Weights
	terms []engine.Wanted
	slot  map[string]int // gram → its number
	grams [][]int        // of each term
	cut   []string       // the grams that gse cuts
	tf    []float32      // of each gram, in the clause that was read
	freq  []int
}

func newPoints(w *Weights, terms []engine.Wanted) *points {
	p := &points{Weights: w, terms: terms, slot: make(map[string]int), grams: make([][]int, len(terms))}
	for i, t := range terms {
		if t.Text == "" {
			continue
		}
		for _, g := range gram.Of(t.Text) {
			n, known := p.slot[g]
			if !known {
				n = len(p.slot)
				p.slot[g] = n
				if strings.HasPrefix(g, gram.WordMark) {
					p.cut = append(p.cut, g)
				}
			}
			p.grams[i] = append(p.grams[i], n)
		}
	}
	p.tf, p.freq = make([]float32, len(p.slot)), make([]int, len(p.slot))
	return p
}

// read counts the grams of a clause.
func (p *points) read(ord uint32) {
	c := p.of.Clauses()[ord]
	clear(p.tf)
	for f, text := range field.Texts(c) {
		if text == "" {
			continue
		}
		folded := gram.Fold(text)
		clear(p.freq)
		gram.Each(folded, func(start, end int) { p.count(folded[start:end]) })
		p.weigh(f, ord)
		if f == field.Body && slices.ContainsFunc(p.cut, func(w string) bool { return mayHold(folded, w[len(gram.WordMark):]) }) {
			p.readWords(ord)
		}
	}
}

// readWords counts the words that gse cuts from a clause.
func (p *points) readWords(ord uint32) {
	clear(p.freq)
	for _, w := range p.wordTerms(ord) {
		p.count(gram.WordMark + w)
	}
	p.weigh(field.Word, ord)
}

func (p *points) count(term string) {
	if i, ok := p.slot[term]; ok {
		p.freq[i]++
	}
}

// weigh adds what was counted in a field.
func (p *points) weigh(f int, ord uint32) {
	for i, n := range p.freq {
		if n > 0 {
			p.tf[i] += p.Frequency(f, ord, n)
		}
	}
}

// least is the weight of a term in the clause that was read: the least of its grams.
func (p *points) least(i int, ord uint32) uint8 {
	t := &p.terms[i]
	least := uint8(255)
	if t.Documents != nil {
		at := slices.Index(t.Documents, p.of.Clauses()[ord].Document.ID)
		if at < 0 {
			return 0
		}
		if t.Text == "" {
			least = t.Worth[at]
		}
	}
	for _, g := range p.grams[i] {
		if p.tf[g] == 0 {
			return 0
		}
		least = min(least, p.Saturated(ord, p.tf[g]))
	}
	return least
}

// mayHold reports whether a word may be cut from a folded text. A figure may stand
// there in another writing.
func mayHold(folded, word string) bool {
	return strings.Contains(folded, word) || strings.ContainsFunc(word, unicode.IsDigit)
}
