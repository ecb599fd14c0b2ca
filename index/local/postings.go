package local

import (
	"slices"
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
	room, _ := e.counts.Get().(*[]count)
	if room == nil {
		room = new([]count)
	}
	defer e.counts.Put(room)
	counts := (*room)[:0]
	sorted := true
	err := e.inverted.Each(term, fields, func(f int, ord uint32, freq int) {
		sorted = sorted && (len(counts) == 0 || counts[len(counts)-1].ord < ord)
		counts = append(counts, count{ord, e.weights.Frequency(f, ord, freq)})
	})
	if err != nil {
		return nil, err
	}
	*room = counts
	if !sorted {
		slices.SortFunc(counts, func(a, b count) int { return int(a.ord) - int(b.ord) })
	}
	n := 0
	for i, c := range counts {
		if i == 0 || c.ord != counts[i-1].ord {
			n++
		}
	}
	p := posting.Sized(n)
	for i := 0; i < len(counts); {
		ord, tf := counts[i].ord, float32(0)
		for ; i < len(counts) && counts[i].ord == ord; i++ {
			tf += counts[i].freq
		}
		p.Add(ord, e.weights.Saturated(ord, tf))
	}
	return p.Denser(len(e.of.Clauses())), nil
}

// count is how often a term stands in a field of a clause, weighted.
type count struct {
	ord  uint32
	freq float32
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
