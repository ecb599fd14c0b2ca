package reading

import (
	"slices"
	"strings"

	"tiaowen/api/answer/match"
	"tiaowen/index"
)

// Actors gives the members of a list of actors: 董事, 监事 and 高级管理人员 of 董事、监事和高级管理人员.
func Actors(written string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(index.Fold(written), func(r rune) bool { return strings.ContainsRune("、和及或与，", r) }) {
		out = append(out, match.Loose(match.Bare(p)))
	}
	return out
}

// Abbreviates reports whether a name abbreviates a longer one: it has the first and the last
// character of that, and others of its characters in the same order between them
// (电商平台经营者 for 电子商务平台经营者).
func Abbreviates(short, long string) bool {
	s, l := []rune(short), []rune(long)
	if len(s) >= len(l) || s[0] != l[0] || s[len(s)-1] != l[len(l)-1] {
		return false
	}
	for _, r := range s {
		i := slices.Index(l, r)
		if i < 0 {
			return false
		}
		l = l[i+1:]
	}
	return true
}
