package listing

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tiaowen/corpus"
)

// The points of a clause are its words in order, without the title, and no longer than can be learned at a time
// where a mark allows to divide them.
func TestPoints(t *testing.T) {
	d := corpus.Measures()
	divided := 0
	for _, c := range d.Clauses {
		at := c.Body.Start
		for _, p := range Points(c) {
			if p.Start < at || p.End > c.Body.End || d.Text(p) == c.Title {
				t.Fatalf("%s: %q is out of order, or the title", c.ID(), d.Text(p))
			}
			at = p.End
			if n := utf8.RuneCountInString(d.Text(p)); n > 2*longPoint && strings.Count(d.Text(p), "，") > 2 {
				t.Errorf("%s: a point of %d characters: %s", c.ID(), n, d.Text(p))
			}
			if !strings.HasSuffix(d.Text(p), "。") && at < c.Body.End {
				divided++
			}
		}
	}
	if divided == 0 {
		t.Error("no sentence is divided")
	}
}
