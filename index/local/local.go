// Package local is the engine of an index whose postings are on this machine.
package local

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"sync"

	"tiaowen/index/collection"
	"tiaowen/index/engine"
	"tiaowen/index/gram"
	"tiaowen/index/inverted"
	"tiaowen/index/posting"
	"tiaowen/index/weight"
)

// Engine finds clauses by Bleve's postings. It is an [engine.Engine] and safe for
// concurrent use.
type Engine struct {
	of       *collection.Collection
	inverted *inverted.Reader
	weights  *weight.Weights
	cache    *posting.Cache
	scorer   *posting.Scorer
	sums     sync.Pool      // of *sums
	norms    func() []uint8 // ordinal → its norms, see facet.NormBit; made when it is first asked for
}

// New gives an engine for the clauses of a collection, which r holds; it closes r.
// cacheBytes bounds the memory for decoded postings; 0 means what the clauses need, see
// [posting.NewCache].
func New(c *collection.Collection, r *inverted.Reader, w *weight.Weights, cacheBytes int) *Engine {
	n := len(c.Clauses())
	e := &Engine{of: c, inverted: r, weights: w, cache: posting.NewCache(cacheBytes, n), scorer: posting.NewScorer(n)}
	e.norms = sync.OnceValue(e.readNorms)
	return e
}

// Close releases the index.
func (e *Engine) Close() error { return e.inverted.Close() }

// CacheSize is how many bytes of decoded postings are kept.
func (e *Engine) CacheSize() int { return e.cache.Size() }

// Words yields the words that gse cut from the clauses.
func (e *Engine) Words() iter.Seq[string] { return e.inverted.Words() }

// Places gives where the words of a clause stand; see [field.Places].
func (e *Engine) Places(ord uint32) ([]byte, error) { return e.inverted.Places(ord) }

// Count implements [engine.Engine].
func (e *Engine) Count(_ context.Context, words []string) ([]int, error) {
	out := make([]int, len(words))
	for i, w := range words {
		p, err := e.Postings(w)
		if err != nil {
			return nil, err
		}
		out[i] = p.Len()
	}
	return out, nil
}

// Top implements [engine.Engine].
func (e *Engine) Top(_ context.Context, l *engine.Lookup) ([]posting.Scored, int, error) {
	skip, err := e.filter(&l.Filter)
	if err != nil {
		return nil, 0, err
	}
	rare, err := e.weighted(l.Rare)
	if err != nil {
		return nil, 0, err
	}
	common, err := e.weighted(l.Common)
	if err != nil {
		return nil, 0, err
	}
	best, total := e.scorer.Top(rare, common, l.N, skip, l.Tally.Counter(e.norms))
	return best, total, nil
}

// weighted gives the terms of a lookup with their postings.
func (e *Engine) weighted(list []engine.Wanted) ([]posting.Weighted, error) {
	out := make([]posting.Weighted, len(list))
	for i, w := range list {
		p := e.worth(w)
		if p == nil {
			var err error
			if p, err = e.Postings(w.Text); err != nil {
				return nil, err
			}
			p = e.inside(p, w.Documents)
		}
		out[i] = posting.Weighted{List: p, Weight: w.Weight}
	}
	return out, nil
}

// worth is a term that stands for documents; nil for other terms.
func (e *Engine) worth(w engine.Wanted) *posting.List {
	if w.Text != "" {
		return nil
	}
	of := make(map[string]uint8, len(w.Documents))
	for i, id := range w.Documents {
		of[id] = w.Worth[i]
	}
	p := &posting.List{}
	for at, d := range e.of.Documents() {
		if worth := of[d.ID]; worth > 0 {
			for ord, to := e.of.Range(at); ord < to; ord++ {
				p.Add(ord, worth)
			}
		}
	}
	return p
}

// inside gives the postings that lie in some documents; nil means all.
func (e *Engine) inside(p *posting.List, docs []string) *posting.List {
	if docs == nil || p.Len() == 0 {
		return p
	}
	ranges := make([][2]uint32, len(docs))
	for i, id := range docs {
		at, _ := e.of.Position(id)
		ranges[i][0], ranges[i][1] = e.of.Range(at)
	}
	slices.SortFunc(ranges, func(a, b [2]uint32) int { return cmp.Compare(a[0], b[0]) })
	return p.Within(ranges)
}

// Points gives a function that tells what each of some terms adds to a clause's score, in
// each, and the sum.
func (e *Engine) Points(terms []engine.Wanted) (func(ord uint32, each []float32) float32, error) {
	list, err := e.weighted(terms)
	return func(ord uint32, each []float32) (sum float32) {
		for i, t := range list {
			each[i] = t.Weight * float32(t.At(ord))
			sum += each[i]
		}
		return sum
	}, err
}

// Warm reads the terms that stand often in a sample of the clauses, until stop says so.
func (e *Engine) Warm(stop func() bool) {
	clauses := e.of.Clauses()
	seen := make(map[string]int)
	step := max(1, len(clauses)/warmSample)
	for i := 0; i < len(clauses) && !stop(); i += step {
		folded := gram.Fold(clauses[i].Text())
		gram.Each(folded, func(start, end int) { seen[folded[start:end]]++ })
	}
	for term, n := range seen {
		if stop() {
			return
		}
		if n >= warmTimes {
			if _, err := e.Postings(term); err != nil {
				return // the next search tells
			}
		}
	}
}

// A term that stands warmTimes in a sample of clauses is common enough to be
// read before it is asked for.
const (
	warmSample = 1000
	warmTimes  = 4
)
