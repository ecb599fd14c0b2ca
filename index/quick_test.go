package index

import (
	"slices"
	"strings"
	"testing"
)

// What is found in quick ways is held to the plain ones here.

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
