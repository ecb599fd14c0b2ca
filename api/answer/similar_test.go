package answer

import (
	"strings"
	"testing"

	"tiaowen/corpus"
)

// The longest common piece is the one that trying every piece finds.
func TestStretchLongest(t *testing.T) {
	for _, content := range []string{"领导干部个人有关事项报告制度", "党党党员员", "人民群众", "第一责任人是谁", strings.Repeat("监督执纪问责", 20), "x"} {
		s := newStretch(content)
		for _, c := range corpus.Measures().Clauses {
			u := newUnit(c, c.Body)
			want, runes := 0, []rune(content)
			runes = runes[:min(len(runes), maxStretch)]
			for i := range runes {
				for j := i + want + 1; j <= len(runes) && strings.Contains(u.bare, string(runes[i:j])); j++ {
					want = j - i
				}
			}
			if got := s.longest(&u); got != want {
				t.Errorf("%s in %s: %d, want %d", content, c.ID(), got, want)
			}
		}
	}
}
