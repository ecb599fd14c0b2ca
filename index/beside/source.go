package beside

import (
	"context"

	"tiaowen/corpus"
	"tiaowen/index/engine"
	"tiaowen/index/facet"
	"tiaowen/index/local"
	"tiaowen/index/weight"
)

// Local is the [Source] of an index on this machine: its postings say all.
type Local struct {
	Engine *local.Engine
	Counts func(term string) int
}

// Count implements [Source].
func (l *Local) Count(term string) int { return l.Counts(term) }

// Has implements [Source].
func (l *Local) Has(ord uint32, term string) bool {
	p, err := l.Engine.Postings(term)
	return err == nil && p.At(ord) > 0
}

// With implements [Source]: it gives the clauses that hold the term.
func (l *Local) With(term string, _ func() []string) (out []uint32, err error) {
	p, err := l.Engine.Postings(term)
	if err != nil {
		return nil, err
	}
	for ord := range p.All() {
		out = append(out, ord)
	}
	return out, nil
}

// Remote is the [Source] of an index whose postings are elsewhere: it asks for clauses
// and reads them. It is made for one query.
type Remote struct {
	Context context.Context // of the one search that it is made for
	Engine  engine.Engine
	Weights *weight.Weights
	Clauses []*corpus.Clause
	Filter  *facet.Filter
	Counts  func(term string) int

	ord uint32           // of the clause that was last looked at
	bag map[string]uint8 // its terms
}

// Count implements [Source].
func (r *Remote) Count(term string) int { return r.Counts(term) }

// Has implements [Source].
func (r *Remote) Has(ord uint32, term string) bool {
	if r.bag == nil || r.ord != ord {
		r.ord, r.bag = ord, r.Weights.Bag(r.Clauses[ord])
	}
	return r.bag[term] > 0
}

// With implements [Source]: it gives the clauses that hold the term and one of the rows.
// Of what more than maxBeside clauses hold it gives none: they tell nothing.
func (r *Remote) With(term string, rows func() []string) (out []uint32, err error) {
	l := &engine.Lookup{Filter: *r.Filter, N: maxBeside}
	for _, row := range rows() {
		l.Rare = append(l.Rare, engine.Wanted{Text: row + " " + term, Weight: 1})
	}
	best, total, err := r.Engine.Top(r.Context, l)
	if err != nil || total > maxBeside {
		return nil, err
	}
	for _, s := range best {
		out = append(out, s.Ordinal)
	}
	return out, nil
}
