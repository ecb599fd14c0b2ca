package index

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/index/beside"
	"tiaowen/index/engine"
	"tiaowen/index/facet"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
	"tiaowen/index/stopword"
)

// newestAmong is how many of the best clauses are put in the order of their dates.
const newestAmong = 500

// sortNewest puts clauses in the order of their documents' dates; those of one day stay as they are.
func (ix *Index) sortNewest(best []posting.Scored) {
	slices.SortStableFunc(best, func(a, b posting.Scored) int {
		return strings.Compare(ix.Documents()[ix.PositionOf(b.Ordinal)].Date, ix.Documents()[ix.PositionOf(a.Ordinal)].Date)
	})
}

// telling keeps from the terms by which clauses match those that tell little: a single
// character where there are pairs, and the words in which people ask. They still count
// where another term stands.
func telling(rare, common []engine.Wanted) ([]engine.Wanted, []engine.Wanted) {
	tells := func(t engine.Wanted) bool {
		text := strings.TrimPrefix(t.Text, gram.WordMark)
		return utf8.RuneCountInString(text) > 1 && !stopword.Is(text)
	}
	if slices.ContainsFunc(rare, tells) || slices.ContainsFunc(common, tells) {
		var keep []engine.Wanted
		for _, t := range rare {
			if tells(t) {
				keep = append(keep, t)
			} else {
				common = append(common, t)
			}
		}
		rare = keep
	}
	if len(rare) > 0 {
		return rare, common
	}
	var rest []engine.Wanted
	for _, t := range common {
		if tells(t) {
			rare = append(rare, t)
		} else {
			rest = append(rest, t)
		}
	}
	if len(rare) == 0 {
		return rest, nil
	}
	return rare, rest
}

// nearShown is the place up to which a clause is shown that holds no word of the query and is near to it in meaning.
const nearShown = 20

// cutNear drops from a joined list what holds no word of the query and has no place among
// the first, and counts what stays.
func (ix *Index) cutNear(f *found, list []joined, rare []engine.Wanted) ([]joined, error) {
	points, err := ix.points(rare)
	if err != nil {
		return nil, err
	}
	each := make([]float32, len(rare))
	kept := list[:0]
	for i, j := range list {
		if points(j.Ordinal, each) == 0 {
			if i >= nearShown {
				continue
			}
			if f.bare == nil {
				f.bare = make(map[uint32]bool)
			}
			f.bare[j.Ordinal] = true
			f.total++
			f.count.Add(j.Ordinal)
		}
		kept = append(kept, j)
	}
	return kept, nil
}

// rankBeside adds to the best clauses, and to others, what they gain by words side
// by side, and ranks them again; see package beside.
func (ix *Index) rankBeside(ctx context.Context, q *Query, best []posting.Scored, terms []engine.Wanted, passes *facet.Passing) ([]posting.Scored, error) {
	b := &beside.Query{Folded: q.Folded, Words: q.words, Weight: make(map[string]float64, len(terms)), Clauses: ix.clauses, Passes: passes.Clause}
	for _, t := range terms {
		if t.Origin == "query" && !strings.HasPrefix(t.Text, gram.WordMark) {
			b.Weight[t.Text] = float64(t.Weight) / posting.Unit
		}
	}
	var source beside.Source = &beside.Local{Engine: ix.local, Counts: ix.count}
	if ix.local == nil {
		source = &beside.Remote{Context: ctx, Engine: ix.engine, Weights: ix.weights, Clauses: ix.clauses, Filter: passes.Filter(), Counts: ix.count}
	}
	gain, err := beside.Gains(b, source)
	if err != nil || len(gain) == 0 {
		return best, err
	}
	k := len(best)
	for i := range best {
		best[i].Score += float32(ix.rank.beside) * gain[best[i].Ordinal]
		delete(gain, best[i].Ordinal)
	}
	points, err := ix.points(terms)
	if err != nil {
		return best, err
	}
	each := make([]float32, len(terms))
	for ord, more := range gain {
		best = append(best, posting.Scored{Ordinal: ord, Score: float32(ix.rank.beside)*more + points(ord, each)})
	}
	slices.SortFunc(best, posting.Better)
	return best[:k], nil
}

// Texts explain one another: an interpretation that fits a question cites the
// article that it interprets, a penalty the duty that it punishes. So a clause
// among the best gains when better ones cite it, the way a page gains by the
// pages that link to it. Numbers chosen on one set of questions, confirmed on
// another.
const (
	citedAmong  = 30  // the best clauses, which are ranked again
	citedBy     = 20  // of them, those whose citations count
	citedWeight = 0.1 // what a clause gains of the score of the best that cites it
)

// byCitation is a clause that another one gained by, and how much.
type byCitation struct {
	by   uint32
	gain float32
}

// rankCited ranks the best clauses again and tells which of them gained.
func (ix *Index) rankCited(best []posting.Scored) map[uint32]byCitation {
	top := best[:min(len(best), citedAmong)]
	var gained map[uint32]byCitation
	for _, r := range top[:min(len(top), citedBy)] {
		for _, to := range ix.citations.Of(r.Ordinal) {
			if !slices.ContainsFunc(top, func(t posting.Scored) bool { return t.Ordinal == to }) {
				continue
			}
			if gained == nil {
				gained = make(map[uint32]byCitation)
			}
			if _, ok := gained[to]; !ok { // the best comes first
				gained[to] = byCitation{r.Ordinal, citedWeight * r.Score}
			}
		}
	}
	if gained == nil {
		return nil
	}
	for i := range top {
		top[i].Score += gained[top[i].Ordinal].gain
	}
	slices.SortFunc(top, posting.Better)
	return gained
}
