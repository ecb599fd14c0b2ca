package naming

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tiaowen/index/gram"
	"tiaowen/index/sampletest"
)

func TestFindTitles(t *testing.T) {
	docs := sampletest.Laws(t)
	ts := titlesOf(t, docs)
	found := 0
	for _, text := range sampletest.Texts(docs) {
		got := ts.full.find(text)
		found += len(got)
		// The letters and digits of the text, each with its place.
		type letter struct{ at, end int }
		var key strings.Builder
		var of []letter
		for i := 0; i < len(text); {
			if strings.HasPrefix(text[i:], State) {
				i += len(State)
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
				if ts.full.byKey[k[i:end]] != nil && !inWord([]byte(k[end:])) && (k[i] >= utf8.RuneSelf || alone(text, of[i].at, of[end-1].end)) {
					best = end
				}
			}
			docs := ts.full.byKey[k[i:max(i, best)]]
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
