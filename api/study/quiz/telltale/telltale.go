// Package telltale finds the signs by which people can tell the right option of a choice without
// knowing it.
package telltale

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/likeness"
)

// Signs says in English by what the right option can be told from the wrong ones: its length, its
// marks, or words that it shares with the stem. It gives nothing for a sound choice.
func Signs(stem, right string, wrong []string) (out []string) {
	if byLength(right, wrong) {
		out = append(out, "the right option is told by its length")
	}
	if hasMarks(right) && !slices.ContainsFunc(wrong, hasMarks) {
		out = append(out, "the right option is the only one with marks")
	}
	shared := 0
	for _, o := range wrong {
		shared = max(shared, likeness.SharedRun(o, stem))
	}
	if own := likeness.SharedRun(right, stem); own >= 2 && own > shared {
		out = append(out, "the right option alone has words of the stem")
	}
	return out
}

// byLength reports whether the right option is far longer than all wrong ones, or far shorter.
func byLength(right string, wrong []string) bool {
	longest, shortest := 0, 1<<30
	for _, o := range wrong {
		n := utf8.RuneCountInString(o)
		longest, shortest = max(longest, n), min(shortest, n)
	}
	n := utf8.RuneCountInString(right)
	return n > 2*longest+3 || 2*n+3 < shortest
}

// hasMarks reports whether an option opens a quotation, a title or a bracket.
func hasMarks(option string) bool { return strings.ContainsAny(option, "“《（") }
