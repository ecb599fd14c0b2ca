package reading

import (
	"testing"

	"tiaowen/corpus/norm"
)

func TestEnglishNorm(t *testing.T) {
	for text, want := range map[string]norm.Kind{
		"no employee may take office supplies home.":                        norm.Forbid,
		"visitors must not feed the birds.":                                 norm.Forbid,
		"smoking is strictly prohibited in the hall.":                       norm.Forbid,
		"keys cannot be copied.":                                            norm.Forbid,
		"each department shall file a monthly request.":                     norm.Require,
		"holders are required to show the card.":                            norm.Require,
		"members may bring one guest.":                                      norm.Permit,
		"tenants are entitled to a parking space.":                          norm.Permit,
		"the city encourages the planting of trees.":                        norm.Encourage,
		"these regulations apply to all departments.":                       0,
		"the office is open on weekdays.":                                   0,
		"a notice of no more than one page":                                 0,
		"the council noted the report. it has no effect on other contracts": 0,
	} {
		if got := EnglishNorm(text); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
