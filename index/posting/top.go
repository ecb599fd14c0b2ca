package posting

import (
	"cmp"
	"iter"
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
	return newScores()
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
	defer sc.free.Put(s)
	// A common term with a list of its clauses is gone through at once; those with a
	// weight for every clause are looked up for the candidates alone.
	isListed := func(t Weighted) bool { return t.dense == nil }
	var listed []Weighted
	for _, t := range common {
		if isListed(t) {
			listed = append(listed, t)
		}
	}
	common = slices.DeleteFunc(common, isListed)
	slices.SortFunc(common, func(a, b Weighted) int { return cmp.Compare(b.bound(), a.bound()) })
	top := NewBest(k)
	for b := range (sc.n + 1<<blockBits - 1) >> blockBits {
		s.begin(b, sc.n)
		for _, t := range rare {
			s.add(t)
		}
		s.drop(skip)
		total += s.total
		if count != nil {
			s.each(count)
		}
		for _, t := range listed {
			s.addToFound(t)
		}
		s.measure()
		s.bestOf(common, top)
	}
	return top.List(), total
}

// bestOf shows to top the clauses of a block that may be among the best, scored in full.
func (s *scores) bestOf(common []Weighted, top *Best) {
	var rest float32
	for _, t := range common {
		rest += t.bound()
	}
	floor := top.Floor()
	if floor == 0 { // there are no k clauses yet
		floor = s.fullFloor(common, top.k)
	}
	// Sums of the same numbers in another order differ in the last digits.
	floor -= floor * 1e-5
	s.bound(common)
	candidates := s.above(floor, s.candidates[:0])
	s.candidates = candidates
	for _, t := range common {
		rest -= t.bound()
		candidates = t.addAbove(candidates, floor-rest)
	}
	for _, r := range candidates {
		top.Add(r)
	}
	top.cut()
}

// floorOf times as many clauses as are wanted are scored in full for a floor.
const floorOf = 2

// fullFloor adds the common terms to the best clauses by the other terms, and gives a score
// that k of them reach, 0 when they are fewer.
func (s *scores) fullFloor(common []Weighted, k int) float32 {
	// At least as many scores are that high as there are scanBlocks that hold one.
	s.bound(nil)
	candidates := s.above(s.kth(floorOf*k, slices.Values(s.highest)), s.candidates[:0])
	s.candidates = candidates
	score := func(yield func(float32) bool) {
		for _, r := range candidates {
			if !yield(r.Score) {
				return
			}
		}
	}
	least := s.kth(floorOf*k, score)
	candidates = slices.DeleteFunc(candidates, func(r Scored) bool { return r.Score < least })
	for _, t := range common {
		candidates = t.addAbove(candidates, 0)
	}
	return s.kth(k, score)
}

// kth gives the k-th highest of some numbers, 0 when they are fewer.
func (s *scores) kth(k int, of iter.Seq[float32]) float32 {
	s.room = slices.AppendSeq(s.room[:0], of)
	if len(s.room) < k {
		return 0
	}
	return kthHighest(s.room, k)
}

// kthHighest gives the k-th highest of some numbers, whose order it changes (Hoare's FIND).
func kthHighest(list []float32, k int) float32 {
	k--
	for low, high := 0, len(list)-1; low < high; {
		pivot := list[(low+high)/2]
		i, j := low, high
		for i <= j {
			for list[i] > pivot {
				i++
			}
			for list[j] < pivot {
				j--
			}
			if i <= j {
				list[i], list[j] = list[j], list[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return list[k]
		}
	}
	return list[k]
}

// addAbove adds the weights of a term that has one for every clause to candidates, and keeps
// those that score at least floor then, in place.
func (t Weighted) addAbove(candidates []Scored, floor float32) []Scored {
	n := 0
	for _, r := range candidates {
		r.Score += t.Weight * float32(t.dense[r.Ordinal])
		candidates[n] = r
		if r.Score >= floor {
			n++
		}
	}
	return candidates[:n]
}

// IDF is the weight of a term that df of n clauses hold, as in Lucene.
func IDF(n, df int) float64 {
	return math.Log(1 + (float64(n)-float64(df)+0.5)/(float64(df)+0.5))
}
