package answer

import (
	"regexp"
	"strings"
	"testing"
)

// Every wording that asks for a figure holds one of the characters by which it is looked for.
func TestMeasuredHints(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}`)
	for _, m := range measured {
		for _, way := range strings.Split(flat(m.asked.String()), "|") {
			if han.MatchString(way) && !strings.ContainsAny(way, m.hint) {
				t.Errorf("%s: %q holds none of %q", m.unit, way, m.hint)
			}
		}
	}
}

// flat drops the groups of a pattern, alternatives and all.
func flat(pattern string) string {
	group := regexp.MustCompile(`\(\?:[^()]*\)\??|\[[^]]*\]\??`)
	for group.MatchString(pattern) {
		pattern = group.ReplaceAllString(pattern, "")
	}
	return pattern
}
