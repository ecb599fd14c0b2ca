// Package citing knows which clauses cite which.
package citing

import (
	"slices"
	"sync"
	"sync/atomic"

	"tiaowen/corpus"
	"tiaowen/corpus/citation"
	"tiaowen/index/collection"
)

// maxCited is how many clauses one may cite at most: one that cites more says nothing of
// each.
const maxCited = 10

// Graph is which clauses of a collection cite which. It is safe for concurrent use.
type Graph struct {
	of     *collection.Collection
	cited  func() *citation.Library // made when the first citation is followed
	known  atomic.Pointer[map[uint32][]uint32]
	citing func() map[uint32][]uint32
}

// New gives the graph of a collection. Clauses are read when they are asked for.
func New(c *collection.Collection) *Graph {
	g := &Graph{of: c}
	g.cited = sync.OnceValue(func() *citation.Library { return citation.NewLibrary(c.Documents()) })
	g.citing = sync.OnceValue(g.readCiting)
	return g
}

// Of gives the other clauses that a clause cites, by ordinal.
func (g *Graph) Of(ord uint32) []uint32 {
	if known := g.known.Load(); known != nil {
		return (*known)[ord]
	}
	return g.read(ord)
}

// read reads a clause for the clauses that it cites.
func (g *Graph) read(ord uint32) []uint32 {
	var out []uint32
	for _, c := range citation.Of(g.of.Clauses()[ord]) {
		if c.Number == 0 {
			continue
		}
		_, clauses := c.Resolve(g.cited())
		for _, to := range clauses {
			at := g.of.Ordinal(to)
			if at != ord && !slices.Contains(out, at) {
				out = append(out, at)
			}
		}
	}
	if len(out) > maxCited {
		return nil
	}
	return out
}

// Warm reads all clauses for what they cite, until stop says so. It takes some tenths of a
// second for 65,000 clauses.
func (g *Graph) Warm(stop func() bool) {
	all := make(map[uint32][]uint32)
	for ord := range g.of.Clauses() {
		if stop() {
			return
		}
		if to := g.read(uint32(ord)); len(to) > 0 {
			all[uint32(ord)] = slices.Clip(to)
		}
	}
	g.known.Store(&all)
}

// By are the clauses of current versions that cite a clause, in the order of
// the documents.
func (g *Graph) By(c *corpus.Clause) []*corpus.Clause {
	if g.of.Document(c.Document.ID) == nil {
		return nil
	}
	var out []*corpus.Clause
	for _, by := range g.citing()[g.of.Ordinal(c)] {
		out = append(out, g.of.Clauses()[by])
	}
	return out
}

// readCiting turns round what each clause cites.
func (g *Graph) readCiting() map[uint32][]uint32 {
	out := make(map[uint32][]uint32)
	for ord := range g.of.Clauses() {
		if g.of.Outdated().Has(ord) {
			continue
		}
		for _, to := range g.Of(uint32(ord)) {
			out[to] = append(out[to], uint32(ord))
		}
	}
	return out
}
