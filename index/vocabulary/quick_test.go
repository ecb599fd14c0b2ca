package vocabulary

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tiaowen/index/gram"
	"tiaowen/index/sampletest"
)

// What is found in a quick way is held to the plain one here.
func TestExpandPlainly(t *testing.T) {
	v := Builtin()
	met := 0
	texts := sampletest.Texts(sampletest.Laws(t))
	for _, list := range v.rules {
		for _, r := range list {
			texts = append(texts, "查"+strings.Join(r.said, "了")+"吗", strings.Join(r.said, " "))
		}
	}
	for _, text := range texts {
		got := v.expand(text)
		words := latinWords(text)
		var want []Expansion
		for i := 0; i < len(text); {
			end := 0
			var key string
			if k := slices.IndexFunc(words, func(w [2]int) bool { return w[0] <= i && i < w[1] }); k < 0 {
				key = text[i : i+gram.Width(text[i:])]
			} else if words[k][0] == i {
				key = stem(text[i:words[k][1]])
			}
			for _, rule := range v.rules[key] {
				if end = rule.match(text, i, words[max(0, slices.IndexFunc(words, func(w [2]int) bool { return w[0] >= i })):]); end > 0 {
					for k, w := range rule.written {
						want = append(want, Expansion{From: text[i:end], Start: i, End: end, To: w.text, Weight: w.weight, Rank: k})
					}
					break
				}
			}
			i = max(end, i+gram.Width(text[i:]))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s: %v, want %v", text, got, want)
		}
		met += len(want)
	}
	if met < 1000 {
		t.Errorf("only %d words were added", met)
	}
}
