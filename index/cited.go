package index

import (
	"slices"

	"tiaowen/corpus"
	"tiaowen/corpus/citation"
)

// Texts explain one another: an interpretation that fits a question cites the
// article that it interprets, a penalty the duty that it punishes. So a clause
// among the best gains when better ones cite it, the way a page gains by the
// pages that link to it. Numbers chosen on one set of questions, confirmed on
// another.
const (
	citedAmong  = 30  // the best clauses, which are ranked anew
	citedBy     = 20  // of them, those whose citations count
	citedWeight = 0.1 // what a clause gains of the score of the best that cites it
	maxCited    = 10  // a clause that cites more says nothing of each
)

// citing is a clause that another one gained by, and how much.
type citing struct {
	by   uint32
	gain float32
}

// rankCited ranks the best clauses anew and tells which of them gained.
func (ix *Index) rankCited(best []ranked) map[uint32]citing {
	top := best[:min(len(best), citedAmong)]
	var gained map[uint32]citing
	for _, r := range top[:min(len(top), citedBy)] {
		for _, to := range ix.cites(r.ord) {
			if !slices.ContainsFunc(top, func(t ranked) bool { return t.ord == to }) {
				continue
			}
			if gained == nil {
				gained = make(map[uint32]citing)
			}
			if _, ok := gained[to]; !ok { // the best comes first
				gained[to] = citing{r.ord, citedWeight * r.score}
			}
		}
	}
	if gained == nil {
		return nil
	}
	for i := range top {
		top[i].score += gained[top[i].ord].gain
	}
	slices.SortFunc(top, better)
	return gained
}

// cites gives the other clauses that a clause cites, by ordinal.
func (ix *Index) cites(ord uint32) []uint32 {
	if known := ix.cited.Load(); known != nil {
		return (*known)[ord]
	}
	return ix.readCited(ord)
}

// readCited reads a clause for the clauses that it cites.
func (ix *Index) readCited(ord uint32) []uint32 {
	var out []uint32
	for _, c := range citation.Of(ix.clauses[ord]) {
		if c.Number == 0 {
			continue
		}
		_, clauses := c.Resolve(ix.byTitle())
		for _, to := range clauses {
			at := ix.Ordinal(to)
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

// warmCited reads all clauses for what they cite. It takes some tenths of a
// second for 65,000 clauses.
func (ix *Index) warmCited() {
	all := make(map[uint32][]uint32)
	for ord := range ix.clauses {
		if ix.closing.Load() {
			return
		}
		if to := ix.readCited(uint32(ord)); len(to) > 0 {
			all[uint32(ord)] = slices.Clip(to)
		}
	}
	ix.cited.Store(&all)
}

// Citing are the clauses of current versions that cite a clause, in the order of
// the documents.
func (ix *Index) Citing(c *corpus.Clause) []*corpus.Clause {
	if ix.Document(c.Document.ID) == nil {
		return nil
	}
	var out []*corpus.Clause
	for _, by := range ix.citing()[ix.Ordinal(c)] {
		out = append(out, ix.clauses[by])
	}
	return out
}

// readCiting turns round what each clause cites.
func (ix *Index) readCiting() map[uint32][]uint32 {
	out := make(map[uint32][]uint32)
	for ord := range ix.clauses {
		if ix.Outdated().Has(ord) {
			continue
		}
		for _, to := range ix.cites(uint32(ord)) {
			out[to] = append(out[to], uint32(ord))
		}
	}
	return out
}
