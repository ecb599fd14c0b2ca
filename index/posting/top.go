package posting

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// Weighted is a term of a query with its clauses.
type Weighted struct {
	*List
	Weight float32 // of the term in the query, times its idf, times [Unit]
}

// bound is the most that the term can add to a score.
func (t Weighted) bound() float32 { return t.Weight * float32(t.most) }

// Scored is a clause with its score.
type Scored struct {
	Ordinal uint32
	Score   float32
}

// Better orders by score and then by the order of the text, so that equal
// scores never change places.
func Better(a, b Scored) int {
	if a.Score != b.Score {
		return cmp.Compare(b.Score, a.Score)
	}
	return cmp.Compare(a.Ordinal, b.Ordinal)
}

// Scorer finds the best of n clauses. It is safe for concurrent use.
type Scorer struct {
	n    int
	free sync.Pool // of *scores
}

// NewScorer gives a scorer for the clauses with the ordinals below n.
func NewScorer(n int) *Scorer { return &Scorer{n: n} }

func (sc *Scorer) scores() *scores {
	if s, ok := sc.free.Get().(*scores); ok {
		return s
	}
	whole := (sc.n + 1<<blockBits - 1) >> blockBits << blockBits // so that no ordinal of a block needs to be checked
	return &scores{of: make([]float32, sc.n, whole), highest: make([]float32, (sc.n+scanBlock-1)/scanBlock)}
}

func (sc *Scorer) release(s *scores) {
	clear(s.of)
	sc.free.Put(s)
}

// Best keeps the k best of the clauses that it is shown.
type Best struct {
	k     int
	list  []Scored
	floor float32 // the score of the k-th best so far, 0 before there are k
}

// NewBest gives a Best that keeps k clauses, at least one.
func NewBest(k int) *Best { return &Best{k: k} }

// Floor is what a clause must score above to be kept; 0 while there are fewer than k.
func (s *Best) Floor() float32 { return s.floor }

// Add shows a clause.
func (s *Best) Add(r Scored) {
	if r.Score <= s.floor && s.floor > 0 {
		return
	}
	s.list = append(s.list, r)
	if len(s.list) >= 2*s.k+16 {
		s.cut()
	}
}

// List gives the k best, the best first.
func (s *Best) List() []Scored {
	s.cut()
	return s.list
}

func (s *Best) cut() {
	slices.SortFunc(s.list, Better)
	if len(s.list) >= s.k {
		s.list = s.list[:s.k]
		s.floor = s.list[s.k-1].Score
	}
}

// Top gives the k clauses with the highest sums of the terms' weights, the best first,
// and how many hold one of the rare terms; the common ones only add to these. Clauses of
// skip are left out; count, if it is not nil, is called for all others that hold a rare
// term. It takes less time than to score all: a clause that lies below the
// k-th best by more than the common terms not looked up yet can add is out, and
// the next one is looked up for the others alone (the idea of MaxScore, Turtle
// and Flood 1995).
func (sc *Scorer) Top(rare, common []Weighted, k int, skip Set, count func(ord int)) (best []Scored, total int) {
	s := sc.scores()
	defer sc.release(s)
	for _, t := range rare {
		s.add(t)
	}
	s.drop(skip)
	// A common term with a list of its clauses is gone through at once; those with a
	// weight for every clause are looked up for the candidates alone.
	common = slices.DeleteFunc(common, func(t Weighted) bool {
		if t.dense == nil {
			s.addToFound(t)
		}
		return t.dense == nil
	})
	slices.SortFunc(common, func(a, b Weighted) int { return cmp.Compare(b.bound(), a.bound()) })
	var rest float32
	for _, t := range common {
		rest += t.bound()
	}
	// The best by the rare terms, scored in full, set a floor for the others.
	// At least as many scores are that high as blocks hold one that is.
	total = s.measure()
	if count != nil {
		s.each(count)
	}
	candidates := s.above(atLeast(s.highest, floorOf*k), s.candidates[:0])
	if len(candidates) > floorOf*k {
		slices.SortFunc(candidates, Better)
		candidates = candidates[:floorOf*k]
	}
	floor := fullFloor(candidates, common, k)
	candidates = s.above(floor-rest, candidates[:0])
	s.candidates = candidates[:0]
	for _, t := range common {
		t.addToList(candidates)
		rest -= t.bound()
		candidates = above(candidates, floor-rest)
	}
	top := NewBest(k)
	for _, r := range candidates {
		top.Add(r)
	}
	return top.List(), total
}

// floorOf times as many clauses as are wanted are scored in full for a floor.
const floorOf = 2

// atLeast gives the k-th highest of some numbers, 0 when they are fewer.
func atLeast(list []float32, k int) float32 {
	if len(list) < k {
		return 0
	}
	best := make([]float32, 0, k) // descending
	for _, x := range list {
		if len(best) == k {
			if x <= best[k-1] {
				continue
			}
			best = best[:k-1]
		}
		i := len(best)
		for i > 0 && best[i-1] < x {
			i--
		}
		best = slices.Insert(best, i, x)
	}
	return best[k-1]
}

// fullFloor adds the common terms to clauses that the rare ones are added to
// and gives a score that k of them reach, 0 when they are fewer.
func fullFloor(list []Scored, common []Weighted, k int) float32 {
	if len(list) < k {
		return 0
	}
	slices.SortFunc(list, func(a, b Scored) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	for _, t := range common {
		t.addToList(list)
	}
	slices.SortFunc(list, Better)
	floor := list[k-1].Score
	// Sums of the same numbers in another order differ in the last digits.
	return floor - floor*1e-5
}

// above keeps what scores at least floor, in place.
func above(list []Scored, floor float32) []Scored {
	n := 0
	for _, r := range list {
		if r.Score >= floor {
			list[n] = r
			n++
		}
	}
	return list[:n]
}

// addToList adds the weights of a term that has one for every clause to candidates.
func (t Weighted) addToList(candidates []Scored) {
	for i := range candidates {
		candidates[i].Score += t.Weight * float32(t.dense[candidates[i].Ordinal])
	}
}

// IDF is the weight of a term that df of n clauses hold, as in Lucene.
func IDF(n, df int) float64 {
	return math.Log(1 + (float64(n)-float64(df)+0.5)/(float64(df)+0.5))
}
