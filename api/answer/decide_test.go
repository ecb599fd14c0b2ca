package answer

import (
	"testing"

	"tiaowen/api/answer/odds"
)

// What is likely is not stated where the subject or the figure asked for is not there.
func TestStates(t *testing.T) {
	for name, c := range map[string]struct {
		row         int
		probability float64
		want        bool
	}{
		"everything is there":        {odds.AllThere, 0.9, true},
		"a figure of the kind asked": {odds.FigureStated, 0.9, true},
		"no figure":                  {odds.FigureMissing, 0.9, false},
		"a figure of another kind":   {odds.FigureOther, 0.9, false},
		"without the subject":        {odds.SubjectMissing, 0.9, false},
		"without the first word":     {odds.FirstMissing, 0.9, false},
		"not likely enough":          {odds.AllThere, 0.6, false},
	} {
		var e odds.Evidence
		e[c.row] = 1
		if got := states(&e, c.probability); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
