package index

import (
	"tiaowen/index/field"
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
	join:      joining{among: 200, share: 0.6},
	figure:    0.5,
	words:     0.1,
	beside:    2,
}
