package answer

import (
	"slices"

	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
)

// Statutes say much in lists: 公务员不得有下列行为：（一）…（二）…. The words before
// the items say what they are, and an item means nothing without them.

// completed widens the answers that end where a list begins by the list, unless
// its items were chosen, and drops what then stands in another answer.
func completed(answers []Span) []Span {
	var out []Span
	for _, a := range answers {
		if !a.chosen {
			for _, l := range prepared.Lists(a.Clause) {
				if l.BeginsAtEndOf(a.Span) {
					a.End = l.Whole.End
				}
			}
		}
		if !slices.ContainsFunc(out, func(b Span) bool { return b.Clause == a.Clause && b.Contains(a.Span) && b.Heading == nil }) {
			out = append(out, a)
		}
	}
	return out
}

// inList gives a sentence as an answer: an item behind the words that lead to
// it; the lead of a list with the items that speak of the question where some
// do more than the rest, else with all of them.
func (q *asking) inList(c candidate) []Span {
	if c.Lead != nil && c.Lead.Bare == c.of.Name {
		return []Span{{Clause: c.Clause, Span: c.Span, chosen: true}} // the clause's title stands above it anyway
	}
	if c.Lead != nil {
		return []Span{{Clause: c.Clause, Span: c.Lead.Span, chosen: true}, {Clause: c.Clause, Span: c.Span, chosen: true}}
	}
	if c.Opens == nil || q.wantsList() {
		return []Span{{Clause: c.Clause, Span: c.Span}}
	}
	best, covers := 0.0, make([]float64, len(c.Opens.Items))
	for i, item := range c.Opens.Items {
		u := prepared.NewUnit(c.Clause, item)
		for j := range q.Words {
			w := &q.Words[j]
			if w.In(c.Unit.Text, c.Sieve) == 0 { // what the lead does not say
				covers[i] += w.Weight * w.In(u.Text, u.Sieve)
			}
		}
		best = max(best, covers[i])
	}
	if best == 0 {
		return []Span{{Clause: c.Clause, Span: c.Span}}
	}
	out := []Span{{Clause: c.Clause, Span: c.Span, chosen: true}}
	for i, item := range c.Opens.Items {
		if covers[i] >= 0.8*best || covers[i] > 0 && q.onlyHere(c, i) {
			out = append(out, Span{Clause: c.Clause, Span: item, chosen: true})
		}
	}
	return out
}

// onlyHere reports whether an item has a word of the question that neither the
// lead nor another item has: 警告和记过的期间 asks for two items.
func (q *asking) onlyHere(c candidate, i int) bool {
	return slices.ContainsFunc(q.Words, func(w wording.Word) bool {
		if w.In(c.Unit.Text, c.Sieve) > 0 {
			return false
		}
		for k, item := range c.Opens.Items {
			u := prepared.NewUnit(c.Clause, item)
			if w.Needle.In(u.Text, u.Sieve) != (k == i) {
				return false
			}
		}
		return true
	})
}

// wantsList reports whether all members of a list are wanted.
func (q *asking) wantsList() bool {
	return q.Has(question.List|question.Members|question.Condition) || q.Has(question.Forbid|question.Require|question.Permit) && !q.Has(question.YesNo|question.Number|question.When|question.Often)
}
