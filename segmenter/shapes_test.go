package segmenter

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestSameShape(t *testing.T) {
	for _, c := range []struct {
		r    rune
		want string
	}{{'己', "已巳巴"}, {'戊', "戌戍戎"}, {'末', "未"}, {'党', ""}, {'a', ""}} {
		if got := SameShape(c.r); got != c.want {
			t.Errorf("SameShape(%c) = %q, want %q", c.r, got, c.want)
		}
	}
}

// The file holds groups of folded characters, no group twice.
func TestShapesFile(t *testing.T) {
	seen := make(map[string]bool)
	for i, line := range strings.Split(strings.TrimSuffix(shapesFile, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if folded, _ := Fold(line); folded != line || utf8.RuneCountInString(line) < 2 || seen[line] {
			t.Errorf("shapes.txt:%d: %q is no new group of simplified characters", i+1, line)
		}
		seen[line] = true
		for j, r := range line {
			if !unicode.Is(unicode.Han, r) || strings.ContainsRune(line[:j], r) {
				t.Errorf("shapes.txt:%d: %q in %q", i+1, r, line)
			}
		}
	}
	if len(seen) < 200 {
		t.Errorf("%d groups", len(seen))
	}
}
