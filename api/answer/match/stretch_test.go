package match

import (
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
)

// The longest common piece is the one that trying every piece finds.
func TestStretchLongest(t *testing.T) {
	for _, content := range []string{"领导干部个人有关事项报告制度", "党党党员员", "人民群众", "第一责任人是谁", strings.Repeat("监督执纪问责", 20), "x"} {
		s := NewStretch(content)
		for _, c := range corpus.Measures().Clauses {
			text := Bare(index.Fold(c.Text()))
			want, runes := 0, []rune(content)
			runes = runes[:min(len(runes), maxStretch)]
			for i := range runes {
				for j := i + want + 1; j <= len(runes) && strings.Contains(text, string(runes[i:j])); j++ {
					want = j - i
				}
			}
			if got := s.longest(text); got != want {
				t.Errorf("%s in %s: %d, want %d", content, c.ID(), got, want)
			}
		}
	}
}

// A text has its own pairs, those of another one in part, and none of a text that shares nothing.
func TestGrams(t *testing.T) {
	weight := func(pair string) float64 { return map[string]float64{"干部": 1, "部领": 1, "领导": 3}[pair] }
	pairs := NewGrams([]string{"干部领导", "领导", "ab"}, weight) // a pair counts once, Latin ones not at all
	for text, want := range map[string]float64{"干部领导": 1, "领导干部": 0.8, "干部": 0.2, "群众": 0, "": 0} {
		if got := pairs.Shared(text, NewSieve(text)); got != want {
			t.Errorf("%q shares %v, want %v", text, got, want)
		}
		if got := pairs.Within(text, nil).Shared(text, nil); got != want {
			t.Errorf("%q shares %v of the pairs within it, want %v", text, got, want)
		}
	}
	if got := NewGrams(nil, weight).Shared("干部", nil); got != 0 {
		t.Errorf("nothing shares %v", got)
	}
}

// The end of a number is no place where words stand, and particles do not tell phrases apart.
func TestSays(t *testing.T) {
	for _, test := range []struct {
		text, words string
		want        bool
	}{
		{"中央八项规定精神", "八项规定", true},
		{"第三十六条第八项规定", "八项规定", false},
		{"第八项规定和八项规定", "八项规定", true},
		{"十八项规定", "八项规定", false},
		{"公务接待", "公务用车", false},
	} {
		if got := Says(test.text, test.words); got != test.want {
			t.Errorf("%s in %s: %v", test.words, test.text, got)
		}
	}
	if one, other := Loose("批评与自我批评"), Loose("批评和自我批评"); one != other {
		t.Errorf("%s and %s are told apart", one, other)
	}
	if got := Bare("《民法典》 第1条，a+b！"); got != "民法典第1条a+b" {
		t.Errorf("bare: %s", got)
	}
}
