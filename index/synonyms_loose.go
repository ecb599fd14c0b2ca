package index

import (
	"strings"
	"unicode/utf8"
)

// People turn the wording of a rule around and put words between: the rule says
// 家属在国外, the question 国外有家属的官员. A rule is met loosely when all its content
// characters stand in the question and at least half of those that are
// neighbours in the rule are neighbours there, in either order; an English one
// when all its words do. What it adds counts looseWeight.

const looseWeight = 0.75

// looseRule is a rule with at least three content characters, or two English words.
type looseRule struct {
	*rule
	chars []string // content characters, or stems
}

// particles are characters that carry no content of a phrase.
const particles = "的了和与跟在有被把给到是要就也都还不没着过去来里上下吗么怎"

// loosely makes the loose form of a rule; ok is false when it says too little
// to be met that way.
func loosely(r *rule) (looseRule, bool) {
	l := looseRule{rule: r}
	if r.latin {
		l.chars = r.said
		return l, len(l.chars) >= 2
	}
	seen := make(map[string]bool)
	for _, piece := range r.said {
		for _, c := range piece {
			if s := string(c); isHan(c) && !strings.ContainsRune(particles, c) && !seen[s] {
				seen[s] = true
				l.chars = append(l.chars, s)
			}
		}
	}
	return l, len(l.chars) >= 3
}

// addLoose files a rule under its first content character or stem.
func (v *vocabulary) addLoose(r *rule) {
	if l, ok := loosely(r); ok {
		v.loose[l.chars[0]] = append(v.loose[l.chars[0]], l)
	}
}

// expandLoose finds the rules that a folded query meets loosely and not to the
// letter; covered are the spans that rules met to the letter.
func (v *vocabulary) expandLoose(text string, covered []Expansion) []Expansion {
	at := make(map[string]int)         // character or stem → its first place
	beside := make(map[[2]string]bool) // neighbours, particles left out
	end := make(map[string]int)
	prev := ""
	note := func(s string, start, stop int) {
		if _, ok := at[s]; !ok {
			at[s], end[s] = start, stop
		}
		if prev != "" {
			beside[[2]string{prev, s}], beside[[2]string{s, prev}] = true, true
		}
		prev = s
	}
	for i, c := range text {
		switch {
		case isHan(c) && !strings.ContainsRune(particles, c):
			note(string(c), i, i+utf8.RuneLen(c))
		case !isWord(c):
			prev = ""
		}
	}
	prev = ""
	for _, w := range latinWords(text) {
		note(stem(text[w[0]:w[1]]), w[0], w[1])
	}
	var out []Expansion
	for s := range at {
		for _, l := range v.loose[s] {
			if start, stop, ok := l.met(at, end, beside); ok && !within(covered, start, stop) {
				for k, w := range l.written {
					out = append(out, Expansion{From: text[start:stop], Start: start, End: stop, To: w.text, Weight: w.weight * looseWeight, Rank: k, Loose: true})
				}
			}
		}
	}
	sortExpansions(out)
	return out
}

// met reports whether a question holds the rule's characters, and from where to where.
func (l *looseRule) met(at, end map[string]int, beside map[[2]string]bool) (start, stop int, ok bool) {
	start = -1
	near := 0
	for i, c := range l.chars {
		p, held := at[c]
		if !held {
			return 0, 0, false
		}
		if start < 0 || p < start {
			start = p
		}
		stop = max(stop, end[c])
		if i > 0 && beside[[2]string{l.chars[i-1], c}] {
			near++
		}
	}
	return start, stop, l.latin || 2*near >= len(l.chars)-1
}

// within reports whether [start,end) lies inside one of the spans.
func within(spans []Expansion, start, end int) bool {
	for _, s := range spans {
		if s.Start <= start && end <= s.End {
			return true
		}
	}
	return false
}

// sortExpansions puts expansions in the order of the text, those of one place
// by weight.
func sortExpansions(list []Expansion) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && before(list[j], list[j-1]); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

func before(a, b Expansion) bool {
	if a.Start != b.Start {
		return a.Start < b.Start
	}
	if a.Weight != b.Weight {
		return a.Weight > b.Weight
	}
	return a.To < b.To
}
