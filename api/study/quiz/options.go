package quiz

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/dice"
	"tiaowen/api/study/quiz/figure"
	"tiaowen/api/study/quiz/gap"
	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
)

// siblings are words that compete with one for its place, the likest first: of
// the same form and the same part of speech, as welcome or unwelcome as it is.
// A figure competes with figures that laws use, a role with roles, a word or a
// member with those that end as it does, for the end says what a Chinese noun is.
func (b *Book) siblings(t target, word string, f *gap.Frame, c *corpus.Clause) []string {
	switch t.kind {
	case aNumber:
		return figure.Others(word, f.Left, f.Right, b.doc.Source)
	case anActor:
		if b.policy || b.roles.Bound(word) < 2 {
			return nil
		}
		return b.roles.Others(word, c)
	case aTerm:
		// 一把手 is not a method, 四风 nothing good: only 四个意识 and what is built like it compete.
		if t.evil || !wording.CountsFour(word) {
			return nil
		}
		return slices.DeleteFunc(likeness.Likest(b.pools[aTerm], word), func(o string) bool { return !wording.CountsFour(o) })
	case aTitle:
		return likeness.Likest(b.pools[aTitle], word)
	}
	return b.siblingNouns(t, word)
}

// siblingNouns are the words and members that have the head of one.
func (b *Book) siblingNouns(t target, word string) []string {
	n := utf8.RuneCountInString(word)
	if n < 3 || t.kind == aWord && (!t.whole || n == 3 && !t.row) {
		return nil
	}
	same := b.heads[headKey(likeness.NounHead(word), t.evil)]
	return slices.DeleteFunc(likeness.Likest(same, word), func(o string) bool { return !likeness.SameForm(o, word) })
}

// choose fills in the options: the right ones and, of the candidates, between
// least and most wrong ones that the checker takes. False when there are too few.
func (b *Book) choose(q *Question, right, candidates []string, least, most int) bool {
	var wrong []string
	for _, c := range candidates {
		if len(wrong) == most {
			break
		}
		if q.admits(b, c) && b.standsBeside(c, slices.Concat(right, wrong)) {
			wrong = append(wrong, c)
		}
	}
	if len(wrong) < max(1, least) {
		return false
	}
	q.mix(dice.Of(q.Stem, right[0]), right, wrong)
	return true
}

// admits reports whether words can be a wrong option of a question: the stem does
// not have them, and they are neither right in its gap nor told by what is beside it.
func (q *Question) admits(b *Book, words string) bool {
	if strings.Contains(q.Stem, words) {
		return false
	}
	return q.frame == nil || !b.source.Fits(words, q.frame) && !q.frame.Echoes(words)
}

// standsBeside reports whether an option can stand beside all others.
func (b *Book) standsBeside(option string, others []string) bool {
	return !slices.ContainsFunc(others, func(o string) bool { return likeness.Conflict(o, option) != "" })
}

// mix fills in the options in the order that the dice give.
func (q *Question) mix(dice *rand.Rand, right, wrong []string) {
	all := slices.Concat(right, wrong)
	q.Options, q.Right = make([]string, len(all)), nil
	for i, at := range dice.Perm(len(all)) {
		q.Options[at] = all[i]
		if i < len(right) {
			q.Right = append(q.Right, at)
		}
	}
	slices.Sort(q.Right)
}

// foreign are the words of other clauses that can stand as wrong options, those
// of the chapter and the likest in length first. Nothing that the clause may say as well is among them.
func (b *Book) foreign(acts []act, c *corpus.Clause, like string) []string {
	var near, far []string
	for _, a := range acts {
		if a.clause != c && !likeness.Akin(a.text, c.Text()) && likeness.SameParties(a.text, c.Text()) && strings.HasSuffix(a.text, "的") == strings.HasSuffix(like, "的") &&
			strings.ContainsRune(a.text, '，') == strings.ContainsRune(like, '，') {
			if !b.policy && sameChapter(a.clause, c) {
				near = append(near, a.text)
			} else {
				far = append(far, a.text)
			}
		}
	}
	return append(likeness.Likest(near, like), likeness.Likest(far, like)...)
}

// sameChapter reports whether two clauses are in one chapter: what is said
// there competes best.
func sameChapter(a, b *corpus.Clause) bool {
	x, y := a.Section, b.Section
	if x != y && x != nil && y != nil && x.Parent != nil && x.Depth == y.Depth {
		x, y = x.Parent, y.Parent
	}
	return x == y
}
