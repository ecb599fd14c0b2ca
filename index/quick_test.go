package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tiaowen/index/gram"
	"tiaowen/index/sampletest"
)

// What is found in quick ways is held to the plain ones here.

func TestExpandAll(t *testing.T) {
	v := builtin()
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

func TestNear(t *testing.T) {
	ix := sample(t)
	k := ix.known()
	found := 0
	for _, text := range []string{"合同法律关系", "国家工作人员", "三会一课", "董事会决议", "龘龘龘龘龘"} {
		r := ix.newRun(text, make([]bool, len(text)), false)
		for from := range r.chars {
			for n := 2; from+n <= len(r.chars); n++ {
				s, edge := r.chars[from:from+n], 1
				if n > 3 {
					edge = 2
				}
				head, tail := string(s[:edge]), string(s[n-edge:])
				var want []string
				for _, w := range k.words {
					if d := len(w) - len(string(s)); -4 <= d && d <= 4 && (strings.HasPrefix(w, head) || strings.HasSuffix(w, tail)) {
						want = append(want, w)
					}
				}
				got := slices.Sorted(k.near(r, from, n))
				if !slices.Equal(got, want) {
					t.Errorf("%s: %v, want %v", string(s), got, want)
				}
				found += len(want)
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d words were found", found)
	}
}
