package excerpt

import (
	"slices"

	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
)

// Statutes often list what they require: 公务员不得有下列行为：（一）…（二）…. The words before
// the items say what the items are, and an item means nothing without them.

// Completed widens each answer that ends with the words before a list by the list, unless
// its items were chosen, and drops the answers that then stand in another one.
func Completed(answers []Span) []Span {
	var out []Span
	for _, a := range answers {
		if !a.Chosen && !a.Outside {
			for _, l := range prepared.Lists(a.Clause) {
				if l.BeginsAtEndOf(a.Span) {
					a.End = l.Whole.End
				}
			}
		}
		if !slices.ContainsFunc(out, func(b Span) bool {
			return b.Clause == a.Clause && b.Contains(a.Span) && b.Heading == nil && b.Outside == a.Outside
		}) {
			out = append(out, a)
		}
	}
	return out
}

// inList quotes a sentence that belongs to a list: an item with the words before the list;
// the words before a list with the items that have words of the question, or with the
// whole list if none has.
func (q *Question) inList(c Sentence) []Span {
	if c.Lead != nil && c.Lead.Bare == c.Of.Name {
		return []Span{{Clause: c.Clause, Span: c.Span, Chosen: true}} // people see the title of the clause anyway
	}
	if c.Lead != nil {
		return []Span{{Clause: c.Clause, Span: c.Lead.Span, Chosen: true}, {Clause: c.Clause, Span: c.Span, Chosen: true}}
	}
	if c.Opens == nil || q.wantsList() {
		return []Span{{Clause: c.Clause, Span: c.Span}}
	}
	best, covers := 0.0, make([]float64, len(c.Opens.Items))
	for i, item := range c.Opens.Items {
		u := prepared.NewUnit(c.Clause, item)
		for j := range q.Words {
			w := &q.Words[j]
			if w.In(c.Unit.Text, c.Sieve) == 0 { // a word before the list holds for all items
				covers[i] += w.Weight * w.In(u.Text, u.Sieve)
			}
		}
		best = max(best, covers[i])
	}
	if best == 0 {
		return []Span{{Clause: c.Clause, Span: c.Span}}
	}
	out := []Span{{Clause: c.Clause, Span: c.Span, Chosen: true}}
	for i, item := range c.Opens.Items {
		if covers[i] >= 0.8*best || covers[i] > 0 && q.onlyHere(c, i) {
			out = append(out, Span{Clause: c.Clause, Span: item, Chosen: true})
		}
	}
	return out
}

// onlyHere reports whether item i has a word of the question that neither the words before
// the list nor another item has. 警告和记过的期间 asks for two items, each of which has half of the words.
func (q *Question) onlyHere(c Sentence, i int) bool {
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

// wantsList reports whether the question asks for all members of a list.
func (q *Question) wantsList() bool {
	return q.Has(question.List|question.Members|question.Condition) || q.Has(question.Forbid|question.Require|question.Permit) && !q.Has(question.YesNo|question.Number|question.When|question.Often)
}
