package index

import (
	"cmp"
	"slices"

	"tiaowen/index/field"
	"tiaowen/index/posting"
	"tiaowen/index/weight"
)

// ranking holds the numbers that ranking turns on. They were chosen on one half
// of a set of questions by laypeople and confirmed on the other.
type ranking struct {
	weights weight.Params

	single    float64 // weight of a single character against a pair
	stop      float64 // weight of a term that touches a question's stop words
	expansion float64 // weight of a word that the vocabulary adds
	loose     float64 // what is left of it where the rule was met loosely
	absent    float64 // times that, when the word said stands in no clause
	join      joining // with the search by meaning
	figure    float64 // weight of a figure as a whole, however it is written
	words     float64 // weight of a word as gse cuts it
	beside    float64 // weight of words side by side
}

var defaultRanking = ranking{
	weights: weight.Params{
		K1:        1.0,
		Field:     [field.Scored]float64{1, 1, 1.2, 0.6},
		B:         [field.Scored]float64{0.75, 0.3, 0.3, 0.3},
		Authority: 0.12,
	},
	single:    1,
	stop:      0.7,
	expansion: 0.3,
	absent:    2,
	loose:     0.15,
	join:      joining{among: 200, share: 0.5},
	figure:    0.5,
	words:     0.1,
	beside:    2,
}

// ranked is a clause with its score.
type ranked struct {
	ord   uint32
	score float32
}

// better orders by score and then by the order of the text, so that equal
// scores never change places.
func better(a, b ranked) int {
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	return cmp.Compare(a.ord, b.ord)
}

// selector keeps the k best of what it is shown.
type selector struct {
	k     int
	best  []ranked
	floor float32 // the score of the k-th best so far, 0 before there are k
}

func (s *selector) add(r ranked) {
	if r.score <= s.floor && s.floor > 0 {
		return
	}
	s.best = append(s.best, r)
	if len(s.best) >= 2*s.k+16 {
		s.cut()
	}
}

func (s *selector) cut() {
	slices.SortFunc(s.best, better)
	if len(s.best) >= s.k {
		s.best = s.best[:s.k]
		s.floor = s.best[s.k-1].score
	}
}

// set is posting.Set for near.go.
type set []uint64

func (s set) has(ord int) bool { return posting.Set(s).Has(ord) }
