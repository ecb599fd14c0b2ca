package answer

import (
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

// Sentences cut from the folded clause are those folded one by one.
func TestDivided(t *testing.T) {
	for _, c := range corpus.Measures().Clauses {
		body, units := divided(c)
		if want := newUnit(c, c.Body); body.text != want.text || body.bare != want.bare {
			t.Errorf("%s:\n%s\nwant\n%s", c.ID(), body.text, want.text)
		}
		for i, s := range sentences.Of(c) {
			if want := newUnit(c, s.Words); units[i].text != want.text || units[i].bare != want.bare || units[i].Span != want.Span {
				t.Errorf("%s, sentence %d:\n%s\nwant\n%s", c.ID(), i, units[i].text, want.text)
			}
		}
	}
}
