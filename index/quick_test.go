package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tiaowen/corpus/status"
	"tiaowen/index/gram"
)

// What is found in quick ways is held to the plain ones here.

// someTexts are texts of all kinds: clauses, their pieces out of order, names.
func someTexts(ix *Index) (texts []string) {
	for i, c := range ix.clauses {
		text := []rune(c.Text())
		other := []rune(ix.clauses[(i*7+3)%len(ix.clauses)].Text())
		texts = append(texts, gram.Fold(string(text[:min(len(text), 70)])))
		texts = append(texts, gram.Fold(string(text[len(text)/2:])+c.Document.Title+string(other[len(other)/3:])))
		texts = append(texts, gram.Fold("《"+c.Document.Title+"》院"+status.Key(c.Document.Title)+"律师 officials abuse of the power gdp"))
	}
	return append(texts, "", "a", "党", "党a", "𠀀党", "裸官", "中华人民共和国中华人民共和国宪法")
}

func TestFindTitles(t *testing.T) {
	ix := sample(t)
	found := 0
	for _, text := range someTexts(ix) {
		got := ix.names.find(text)
		found += len(got)
		// The letters and digits of the text, each with its place.
		type letter struct{ at, end int }
		var key strings.Builder
		var of []letter
		for i := 0; i < len(text); {
			if strings.HasPrefix(text[i:], stateName) {
				i += len(stateName)
				continue
			}
			r, n := utf8.DecodeRuneInString(text[i:])
			if gram.IsWord(r) {
				key.WriteRune(r)
				for range n {
					of = append(of, letter{i, i + n})
				}
			}
			i += n
		}
		k := key.String()
		for i := 0; i < len(k); {
			best := 0
			for end := i + 1; end <= len(k); end++ {
				if ix.names.byKey[k[i:end]] != nil && !inWord([]byte(k[end:])) && (k[i] >= utf8.RuneSelf || alone(text, of[i].at, of[end-1].end)) {
					best = end
				}
			}
			docs := ix.names.byKey[k[i:max(i, best)]]
			if len(docs) == 0 {
				i += gram.Width(k[i:])
				continue
			}
			if len(got) == 0 || got[0].Start > of[i].at || got[0].End < of[best-1].end || !slices.Equal(got[0].Documents, docs) {
				t.Fatalf("%s: %s is not found", text, k[i:best])
			}
			got, i = got[1:], best
		}
		if len(got) > 0 {
			t.Fatalf("%s: %s is found", text, text[got[0].Start:got[0].End])
		}
	}
	if found < 100 {
		t.Errorf("only %d names were found", found)
	}
}

func TestExpandAll(t *testing.T) {
	v := builtin()
	met := 0
	texts := someTexts(sample(t))
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
