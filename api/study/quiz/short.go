package quiz

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/dice"
	"tiaowen/api/study/quiz/listing"
	"tiaowen/api/study/quiz/outright"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
	"tiaowen/corpus/term"
)

// mostPoints is how many points an answer may have: more cannot be learned.
const mostPoints = 14

// shorts asks for the points that a clause makes, all of them.
func (b *Book) shorts(p *page) []*Question {
	var out []*Question
	add := func(q *Question) {
		if q != nil {
			out = append(out, q)
		}
	}
	add(b.shortForbids(p))
	if b.policy {
		actors, of := b.dutiesOf(p)
		for _, actor := range actors {
			var spans, around []corpus.Span
			for _, d := range of[actor] {
				spans, around = append(spans, d.norm.Reach), append(around, p.sentenceOf(d.norm.Act))
			}
			q := b.short(p, allDuties, place(p.clause)+"对"+actor+"提出了哪些要求？", spans, around)
			if q != nil {
				q.actor = actor
			}
			add(q)
		}
	}
	if p.clause.Title != "" {
		add(b.short(p, allText, "简述《"+b.doc.Title+"》就“"+wording.Nest(p.clause.Title)+"”提出的要求。", listing.Points(p.clause), []corpus.Span{p.clause.Body}))
	}
	out = append(out, b.compared(p)...)
	for _, l := range p.lists {
		if !l.Explains() {
			add(b.short(p, allItems, place(p.clause)+"：“"+l.Quoted()+"”，该条列明了哪几项？", l.Items, []corpus.Span{l.Whole}))
		}
	}
	return out
}

// short asks for points, whose words are in spans of the clause; from is what they
// were made from. Nil where there are too few or too many.
func (b *Book) short(p *page, a about, stem string, spans, from []corpus.Span) *Question {
	var all []string
	for _, s := range spans {
		all = appendNew(all, b.doc.Text(s))
	}
	points := slices.DeleteFunc(slices.Clone(all), func(p string) bool { // what another point says as well
		return slices.ContainsFunc(all, func(o string) bool { return o != p && strings.Contains(o, p) })
	})
	if len(points) < 2 || len(points) > mostPoints || strings.Contains(strings.Join(points, ""), "XX") {
		return nil
	}
	return &Question{
		Kind: Short, Stem: stem, Answers: points, Difficulty: 3, Skill: Whole, Points: min(10, 2*len(points)),
		Explanation: b.evidence(p.clause, from...), from: p.clause, sentence: cover(from), about: a,
	}
}

// shortForbids asks for all that a clause forbids; nil where it lists that, for
// then the list is asked for.
func (b *Book) shortForbids(p *page) *Question {
	var spans, around []corpus.Span
	for _, n := range p.norms {
		if !outright.Forbids(n) {
			continue
		}
		if len(n.Items) > 0 {
			return nil
		}
		sentence := p.sentenceOf(n.Span)
		if b.policy || outright.Always(p.clause, p.norms, n, b.policy) {
			spans = append(spans, n.Span)
		} else { // what it forbids depends on what stands around it
			spans = append(spans, sentence)
		}
		around = append(around, sentence)
	}
	return b.short(p, allForbids, place(p.clause)+"明确禁止了哪些行为？", spans, around)
}

// compared asks what two clauses list alike: their lists share items word for
// word, and each has some of its own.
func (b *Book) compared(p *page) []*Question {
	var out []*Question
	for _, l := range p.lists {
		for _, o := range b.order {
			if o.clause.Index >= p.clause.Index {
				break
			}
			for _, m := range o.lists {
				if points := b.shared(l, m); len(points) > 0 {
					out = append(out, &Question{
						Kind: Short, Stem: "比较" + place(p.clause) + "（" + l.Quoted() + "）与" + o.clause.Name() + "（" + m.Quoted() + "）：两条都列明的有哪几项？",
						Answers: points, Difficulty: 3, Skill: Tell, Points: min(10, 2*len(points)),
						Explanation: b.evidence(p.clause, l.Whole), from: p.clause, sentence: l.Whole,
					})
				}
			}
		}
	}
	return out
}

// shared are the items of a list that another of the same sort has word for word;
// none where they are too few or too many to ask for, or all of a list.
func (b *Book) shared(l, m listing.List) []string {
	if l.Of == "" || m.Of != l.Of {
		return nil
	}
	var out []string
	for _, it := range l.Items {
		text := b.doc.Text(it)
		if slices.ContainsFunc(m.Items, func(o corpus.Span) bool { return b.doc.Text(o) == text }) {
			out = append(out, text)
		}
	}
	if n := len(out); n < 2 || n > mostPoints || n == len(l.Items) || n == len(m.Items) {
		return nil
	}
	return out
}

// defines asks what the text says a term is: what it stands for, its members.
func (b *Book) defines(p *page) []*Question {
	var out []*Question
	for _, t := range b.terms {
		if t.Source != p.clause || wording.Untouchable(t.Name) {
			continue
		}
		spans, points, ok := b.definition(p, t)
		if !ok {
			continue
		}
		around := p.sentenceOf(spans[0])
		if whole := cover(spans); !around.Contains(whole) {
			around = whole
		}
		out = append(out, &Question{
			Kind: Define, Stem: "《" + b.doc.Title + "》所说的“" + wording.Nest(t.Name) + "”指什么？", Answers: points, Difficulty: 2, Skill: Recall, Points: 4,
			Explanation: b.evidence(p.clause, around), from: p.clause, sentence: around,
		})
	}
	return out
}

// definition gives the members of a term, or else what it is said to be; ok is
// false where that cannot be an answer.
func (b *Book) definition(p *page, t term.Term) (spans []corpus.Span, points []string, ok bool) {
	spans = t.Members
	if len(spans) == 0 {
		spans = []corpus.Span{t.Definition}
	}
	if len(spans) > mostPoints {
		return nil, nil, false
	}
	for _, s := range spans {
		text := b.doc.Text(s)
		if text == "" || text == t.Name || utf8.RuneCountInString(text) > 300 || !p.clause.Body.Contains(s) || b.damaged(p.clause, s) {
			return nil, nil, false
		}
		points = append(points, text)
	}
	return spans, points, len(points) > 1 || utf8.RuneCountInString(points[0]) >= 8
}

// orders asks for the order of steps or ranks that a list says it has.
func (b *Book) orders(p *page) []*Question {
	var out []*Question
	for _, l := range p.lists {
		if !ordered.Within(l.Intro) || len(l.Items) < 3 || len(l.Items) > 6 {
			continue
		}
		q := &Question{
			Kind: Order, Stem: place(p.clause) + "：“" + l.Quoted() + "”。把下列各项按该条的顺序排列。",
			Difficulty: 3, Skill: Whole, Points: 4, about: allItems,
			Explanation: b.evidence(p.clause, l.Whole), from: p.clause, sentence: l.Whole,
		}
		perm := dice.Of(q.Stem, "order").Perm(len(l.Items))
		if slices.IsSorted(perm) {
			slices.Reverse(perm)
		}
		q.Options = make([]string, len(l.Items))
		q.Right = make([]int, len(l.Items))
		for i, it := range l.Items {
			q.Options[perm[i]] = b.doc.Text(it)
			q.Right[i] = perm[i]
		}
		out = append(out, q)
	}
	return out
}
