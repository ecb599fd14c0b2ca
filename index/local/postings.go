package local

import (
	"math/bits"
	"strings"

	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
)

// Postings gives the clauses that hold a term, or all terms of a word, from the cache or from Bleve.
func (e *Engine) Postings(term string) (*posting.List, error) {
	if p := e.cache.Get(term); p != nil {
		return p, nil
	}
	var p *posting.List
	var err error
	if grams := gram.Of(term); len(grams) > 1 {
		p, err = e.common(grams)
	} else if word, ok := strings.CutPrefix(term, gram.WordMark); ok {
		p, err = e.decode(word, field.Word)
	} else {
		p, err = e.decode(term, field.Body, field.Title, field.Path, field.Name)
	}
	if err != nil {
		return nil, err
	}
	e.cache.Put(term, p)
	return p, nil
}

// decode reads a term's postings of some fields and joins them by clause:
// BM25F, the frequencies of the fields are weighted and added before they are
// saturated (Robertson, Zaragoza and Taylor 2004).
func (e *Engine) decode(term string, fields ...int) (*posting.List, error) {
	s, _ := e.sums.Get().(*sums)
	if s == nil {
		n := len(e.of.Clauses())
		s = &sums{of: make([]float32, n), has: posting.NewSet(n)}
	}
	err := e.inverted.Each(term, fields, func(f int, ord uint32, freq int) {
		s.add(ord, e.weights.Frequency(f, ord, freq))
	})
	if err != nil {
		return nil, err
	}
	p := posting.Sized(s.n)
	s.take(func(ord uint32, tf float32) { p.Add(ord, e.weights.Saturated(ord, tf)) })
	e.sums.Put(s)
	return p.Denser(len(e.of.Clauses())), nil
}

// sums adds up how often a term stands in the fields of each clause, weighted. The clauses
// of a segment come in no order: they are put in theirs by a place for each.
type sums struct {
	of  []float32
	has posting.Set
	n   int // clauses in it
}

func (s *sums) add(ord uint32, freq float32) {
	if !s.has.Has(int(ord)) {
		s.has.Add(int(ord))
		s.n++
	}
	s.of[ord] += freq
}

// take yields the clauses with their sums, ascending, and leaves none.
func (s *sums) take(yield func(ord uint32, sum float32)) {
	for i, word := range s.has {
		for ; word != 0; word &= word - 1 {
			ord := i*64 + bits.TrailingZeros64(word)
			yield(uint32(ord), s.of[ord])
			s.of[ord] = 0
		}
		s.has[i] = 0
	}
	s.n = 0
}

// common gives the clauses that hold all of several terms, each with the least of
// their weights.
func (e *Engine) common(terms []string) (*posting.List, error) {
	lists := make([]*posting.List, len(terms))
	for i, t := range terms {
		var err error
		if lists[i], err = e.Postings(t); err != nil {
			return nil, err
		}
		if lists[i].Len() == 0 {
			return &posting.List{}, nil
		}
	}
	return posting.Common(lists), nil
}
