package prepared

import (
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

// Sentences cut from the folded clause are those folded one by one.
func TestDivided(t *testing.T) {
	for _, c := range corpus.Measures().Clauses {
		body, units := divided(c)
		if want := NewUnit(c, c.Body); body.Text != want.Text || body.Bare != want.Bare {
			t.Errorf("%s:\n%s\nwant\n%s", c.ID(), body.Text, want.Text)
		}
		for i, s := range sentences.Of(c) {
			if want := NewUnit(c, s.Words); units[i].Text != want.Text || units[i].Bare != want.Bare || units[i].Span != want.Span {
				t.Errorf("%s, sentence %d:\n%s\nwant\n%s", c.ID(), i, units[i].Text, want.Text)
			}
		}
	}
}
