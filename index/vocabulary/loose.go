package vocabulary

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/index/gram"
	"tiaowen/segmenter"
)

// People turn the wording of a rule around and put words between: the rule says
// 家属在国外, the question 国外有家属的官员. A rule is met loosely when all its content
// characters stand in the question and at least half of those that are
// neighbours in the rule are neighbours there, in either order; an English one
// when all its words do. Three characters of which only two are neighbours must
// stand close together. What it adds counts looseWeight.

const looseWeight = 0.75

// maxLoose is the length, in bytes, up to which a text is a question whose
// words may stand in another order: a page holds the characters of many rules.
const maxLoose = 600

// maxApart is how long a stretch, in bytes, may hold three characters of which
// one stands apart: seven Chinese characters. A 书记 and a 换 much later have
// nothing to do with 换书记.
const maxApart = 7 * len("条")

// looseRule is a rule with at least three content characters, or two English words.
type looseRule struct {
	*rule
	chars []string // content characters, or stems
	bits  uint64   // of all chars
}

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
			if s := string(c); gram.IsHan(c) && !strings.ContainsRune(particles, c) && !seen[s] {
				seen[s] = true
				l.chars = append(l.chars, s)
			}
		}
	}
	return l, len(l.chars) >= 3
}

// addLoose files a rule under its first content character or stem.
func (v *Vocabulary) addLoose(r *rule) {
	if l, ok := loosely(r); ok {
		for _, c := range l.chars {
			l.bits |= gram.Bit(c)
		}
		v.loose[l.chars[0]] = append(v.loose[l.chars[0]], l)
	}
}

// Expand finds what the vocabulary adds to a folded query, to the letter and
// loosely. words are those that it is cut into.
func (v *Vocabulary) Expand(folded string, words []segmenter.Token) []Expansion {
	all := uncrossed(v.expand(folded), words)
	all = append(all, v.expandAlone(words, all)...)
	if len(folded) <= maxLoose {
		all = append(all, v.expandLoose(folded, all)...)
	}
	return all
}

// uncrossed drops what was added for two Chinese characters of which each belongs
// to another word: 出事 is not said in 提出事实.
func uncrossed(all []Expansion, words []segmenter.Token) []Expansion {
	pair := func(e Expansion) bool { return len(e.From) == gram.PairBytes && gram.BeginsHan(e.From) }
	return slices.DeleteFunc(all, func(e Expansion) bool {
		if !pair(e) {
			return false
		}
		middle := e.Start + gram.Width(e.From)
		parted, begins, ends := false, false, false
		for _, t := range words {
			begins = begins || t.Start == e.Start
			ends = ends || t.End == e.End
			parted = parted || t.Start == middle
		}
		return parted && !(begins && ends)
	})
}

// expandLoose finds the rules that a folded query meets loosely and not to the
// letter; covered are the spans that rules met to the letter.
func (v *Vocabulary) expandLoose(text string, covered []Expansion) []Expansion {
	held := read(text)
	var out []Expansion
	for i, w := range held.row {
		if i == 0 || held.first(w.text) != i {
			continue
		}
		rules := v.loose[w.text]
		for i := range rules {
			l := &rules[i]
			if l.bits&^held.bits != 0 {
				continue
			}
			if start, stop, ok := l.met(&held); ok && !within(covered, start, stop) {
				for k, w := range l.written {
					out = append(out, Expansion{From: text[start:stop], Start: start, End: stop, Said: l.text, To: w.text, Weight: w.weight * looseWeight, Rank: k, Loose: true})
				}
			}
		}
	}
	sortExpansions(out)
	return out
}

// asked are the content characters and the stems of a question, in a small hash
// table: they are looked for some hundred times.
type asked struct {
	row  []word // from 1 on
	last [64]int
	bits uint64
}

// read takes the content characters and the stems out of a folded question.
func read(text string) asked {
	held := asked{row: make([]word, 1, 2+len(text)/3)}
	after := false // a word of the same row comes right before
	note := func(s string, start, stop int) {
		held.add(word{text: s, start: start, stop: stop, after: after})
		after = true
	}
	for i, c := range text {
		switch {
		case gram.IsHan(c) && !strings.ContainsRune(particles, c):
			note(text[i:i+utf8.RuneLen(c)], i, i+utf8.RuneLen(c))
		case !gram.IsWord(c):
			after = false
		}
	}
	after = false
	for _, w := range latinWords(text) {
		note(stem(text[w[0]:w[1]]), w[0], w[1])
	}
	return held
}

type word struct {
	text        string
	start, stop int
	after       bool // the one before is its neighbour, particles left out
	same        int  // the last one before with the same bit, 0 for none
}

func (q *asked) add(w word) {
	b := gram.Bit(w.text)
	last := &q.last[bits.TrailingZeros64(b)]
	w.same, *last = *last, len(q.row)
	q.row, q.bits = append(q.row, w), q.bits|b
}

// first gives where a word stands first in the row, 0 when it does not.
func (q *asked) first(text string) (first int) {
	for i := q.last[bits.TrailingZeros64(gram.Bit(text))]; i > 0; i = q.row[i].same {
		if q.row[i].text == text {
			first = i
		}
	}
	return first
}

// neighbours reports whether two of the words stand side by side, in either order.
func (q *asked) neighbours(a, b string) bool {
	for i := q.last[bits.TrailingZeros64(gram.Bit(a))]; i > 0; i = q.row[i].same {
		if q.row[i].text != a {
			continue
		}
		if q.row[i].after && q.row[i-1].text == b || i+1 < len(q.row) && q.row[i+1].after && q.row[i+1].text == b {
			return true
		}
	}
	return false
}

// met reports whether a question holds the rule's characters, and from where to where.
func (l *looseRule) met(q *asked) (start, stop int, ok bool) {
	start = -1
	for _, c := range l.chars {
		i := q.first(c)
		if i == 0 {
			return 0, 0, false
		}
		if w := q.row[i]; start < 0 || w.start < start {
			start = w.start
		}
		stop = max(stop, q.row[i].stop)
	}
	return start, stop, l.latin || l.close(q, stop-start)
}

// close reports whether a question holds the rule's characters, on size bytes, so close together that they are
// one thing: half of those that are neighbours in the rule are neighbours there.
func (l *looseRule) close(q *asked, size int) bool {
	near := 0
	for i := range l.chars[1:] {
		if q.neighbours(l.chars[i], l.chars[i+1]) {
			near++
		}
	}
	return 2*near >= len(l.chars)-1 && (len(l.chars) > 3 || near == 2 || size <= maxApart)
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
