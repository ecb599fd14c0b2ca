package answer

import (
	"slices"

	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

// Statutes say much in lists: 公务员不得有下列行为：（一）…（二）…. The words before
// the items say what they are, and an item means nothing without them.

// list is a sentence that leads to items, with the items.
type list struct {
	lead  corpus.Span // without the mark at its end
	whole corpus.Span // from the lead to the last item
	items []corpus.Span
}

// listsOf gives the lists of a clause in the order of the text.
func listsOf(c *corpus.Clause) []list {
	var out []list
	var divided []sentences.Sentence
	var walk func(parts []corpus.Part)
	walk = func(parts []corpus.Part) {
		for _, p := range parts {
			if len(p.Parts) == 0 {
				continue
			}
			if divided == nil {
				divided = sentences.Of(c)
			}
			l := list{whole: corpus.Span{Start: p.Start, End: p.Parts[len(p.Parts)-1].End}}
			for _, s := range divided { // the last one before the items
				if s.Words.Start >= p.Start && s.Words.End <= p.Parts[0].Start {
					l.lead, l.whole.Start = s.Words, s.Start
				}
			}
			if l.lead.Len() > 0 {
				for _, item := range p.Parts {
					l.items = append(l.items, item.Span)
				}
				out = append(out, l)
			}
			walk(p.Parts)
		}
	}
	walk(c.Parts)
	return out
}

// beginsAtEndOf reports whether a span ends with the words that lead to the list.
func (l list) beginsAtEndOf(s corpus.Span) bool {
	return s.Start < l.lead.End && s.End >= l.lead.End && s.End < l.items[0].End
}

// linkLists tells the units of a clause which list they lead to or stand in.
func (t *clauseText) linkLists() {
	for _, l := range listsOf(t.clause) {
		lead := slices.IndexFunc(t.units, func(u unit) bool { return u.Span == l.lead })
		if lead < 0 {
			continue
		}
		t.units[lead].opens = &l
		for i := range t.units {
			if u := &t.units[i]; u.Start >= l.lead.End && u.End <= l.whole.End {
				u.lead = &t.units[lead] // the innermost list comes last
			}
		}
	}
}

// completed widens the answers that end where a list begins by the list, unless
// its items were chosen, and drops what then stands in another answer.
func completed(answers []Span) []Span {
	var out []Span
	for _, a := range answers {
		if !a.chosen {
			for _, l := range listsOf(a.Clause) {
				if l.beginsAtEndOf(a.Span) {
					a.End = l.whole.End
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
	if c.lead != nil && c.lead.bare == c.of.name {
		return []Span{{Clause: c.clause, Span: c.Span, chosen: true}} // the clause's title stands above it anyway
	}
	if c.lead != nil {
		return []Span{{Clause: c.clause, Span: c.lead.Span, chosen: true}, {Clause: c.clause, Span: c.Span, chosen: true}}
	}
	if c.opens == nil || q.wantsList() {
		return []Span{{Clause: c.clause, Span: c.Span}}
	}
	best, covers := 0.0, make([]float64, len(c.opens.items))
	for i, item := range c.opens.items {
		u := newUnit(c.clause, item)
		for j := range q.words {
			w := &q.words[j]
			if w.In(c.unit.text, c.Sieve) == 0 { // what the lead does not say
				covers[i] += w.Weight * w.In(u.text, u.Sieve)
			}
		}
		best = max(best, covers[i])
	}
	if best == 0 {
		return []Span{{Clause: c.clause, Span: c.Span}}
	}
	out := []Span{{Clause: c.clause, Span: c.Span, chosen: true}}
	for i, item := range c.opens.items {
		if covers[i] >= 0.8*best || covers[i] > 0 && q.onlyHere(c, i) {
			out = append(out, Span{Clause: c.clause, Span: item, chosen: true})
		}
	}
	return out
}

// onlyHere reports whether an item has a word of the question that neither the
// lead nor another item has: 警告和记过的期间 asks for two items.
func (q *asking) onlyHere(c candidate, i int) bool {
	return slices.ContainsFunc(q.words, func(w wording.Word) bool {
		if w.In(c.unit.text, c.Sieve) > 0 {
			return false
		}
		for k, item := range c.opens.items {
			u := newUnit(c.clause, item)
			if w.Needle.In(u.text, u.Sieve) != (k == i) {
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
