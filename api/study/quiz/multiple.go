package quiz

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/outright"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

// Options of a multiple choice: four at least, as examinations have it, and six
// at most. Its key is whole: what a clause lists is right, all of it.
const (
	leastOptions = 4
	mostOptions  = 6
	mostRight    = 5
)

// multiples asks for several of four to six.
func (b *Book) multiples(p *page) []*Question {
	out := b.allForbidden(p)
	if b.policy { // what a statute requires has conditions, which an option would lose
		out = append(out, b.allRequired(p)...)
	}
	out = append(out, b.allListed(p)...)
	for _, s := range p.sentences {
		for _, row := range s.rows {
			if q := b.allOfRow(p, s, row); q != nil {
				out = append(out, q)
			}
		}
	}
	return out
}

// whole adds wrong options to right ones, so that there are four and more.
func (b *Book) whole(q *Question, right, candidates []string) bool {
	if len(right) < 2 || len(right) > mostRight {
		return false
	}
	least := max(1, leastOptions-len(right))
	return b.choose(q, right, candidates, least, max(least, min(2, mostOptions-len(right))))
}

// allForbidden asks for all that a clause forbids outright.
func (b *Book) allForbidden(p *page) []*Question {
	var right []string
	var spans []corpus.Span
	for _, n := range p.norms {
		if !outright.Forbids(n) {
			continue
		}
		text := b.doc.Text(n.Act)
		if !outright.Always(p.clause, p.norms, n, b.policy) || !b.actOption(p.clause, n, 4) || outright.Bounds(text) {
			return nil // one cannot be an option, so the key would not be whole
		}
		right = append(right, text)
		spans = append(spans, p.sentenceOf(n.Act))
	}
	if len(right) < 2 {
		return nil
	}
	q := &Question{
		Kind: Multiple, Stem: "下列哪些是" + place(p.clause) + "明确禁止的？", Difficulty: 3, Skill: Whole, Points: 3, about: allForbids,
		Explanation: b.evidence(p.clause, spans...), from: p.clause, sentence: cover(spans),
	}
	if b.whole(q, right, b.foreign(b.forbids, p.clause, right[0])) {
		return []*Question{q}
	}
	return nil
}

// cover is the least span that holds all spans.
func cover(spans []corpus.Span) corpus.Span {
	out := spans[0]
	for _, s := range spans[1:] {
		out.Start, out.End = min(out.Start, s.Start), max(out.End, s.End)
	}
	return out
}

// duty is one of the duties of an actor in a clause.
type duty struct {
	norm norm.Norm
	text string
}

// dutiesOf gathers what a clause requires, by the one whom it binds, in the
// order of the text.
func (b *Book) dutiesOf(p *page) (actors []string, of map[string][]duty) {
	of = make(map[string][]duty)
	unsure := make(map[string]bool)
	for _, n := range p.norms {
		if !outright.Requires(n) || n.Actor == "" {
			continue
		}
		if of[n.Actor] == nil {
			actors = append(actors, n.Actor)
			// Named where the first duty is stated, or not certainly bound.
			unsure[n.Actor] = !n.Span.Contains(n.ActorSpan) || wording.Fragment(n.Actor)
		}
		of[n.Actor] = append(of[n.Actor], duty{n, b.doc.Text(n.Act)})
		unsure[n.Actor] = unsure[n.Actor] || b.damaged(p.clause, p.sentenceOf(n.Span))
	}
	return slices.DeleteFunc(actors, func(a string) bool { return unsure[a] || len(a) > 60 }), of
}

// allRequired asks for all that a clause requires of someone; the wrong options
// are required of others elsewhere.
func (b *Book) allRequired(p *page) []*Question {
	var out []*Question
	actors, of := b.dutiesOf(p)
	for _, actor := range actors {
		if len(of[actor]) < 2 || utf8.RuneCountInString(actor) > 20 {
			continue
		}
		var right []string
		var spans []corpus.Span
		for _, d := range of[actor] {
			if !b.actOption(p.clause, d.norm, 6) || strings.Contains(d.text, actor) {
				break
			}
			right = append(right, d.text)
			spans = append(spans, p.sentenceOf(d.norm.Act))
		}
		if len(right) < len(of[actor]) {
			continue
		}
		q := &Question{
			Kind: Multiple, Stem: "下列哪些是" + place(p.clause) + "对" + actor + "提出的要求？", Difficulty: 3, Skill: Whole, Points: 3, about: allDuties, actor: actor,
			Explanation: b.evidence(p.clause, spans...), from: p.clause, sentence: cover(spans),
		}
		if b.whole(q, right, b.foreign(b.dutiesOfOthers(actor), p.clause, right[0])) {
			out = append(out, q)
		}
	}
	return out
}

// dutiesOfOthers are duties of actors that cannot be mistaken for one, and whose
// words name neither.
func (b *Book) dutiesOfOthers(actor string) []act {
	var out []act
	for _, a := range b.duties {
		named := strings.Contains(a.text, actor) || strings.Contains(a.text, a.actor)
		if a.actor != actor && likeness.SharedRun(a.actor, actor) < 2 && !named {
			out = append(out, a)
		}
	}
	return out
}

// allListed asks for all items of a list (有下列情形之一).
func (b *Book) allListed(p *page) []*Question {
	var out []*Question
	for _, l := range p.lists {
		if l.Of == "" || slices.ContainsFunc(l.Items, func(it corpus.Span) bool { return !b.optional(p.clause, it) }) {
			continue
		}
		var right []string
		for _, it := range l.Items {
			right = append(right, b.doc.Text(it))
		}
		q := &Question{
			Kind: Multiple, Stem: place(p.clause) + "：“" + l.Quoted() + "”。下列哪些是该条列明的？",
			Difficulty: 3, Skill: Whole, Points: 3, about: allItems,
			Explanation: b.evidence(p.clause, l.Whole), from: p.clause, sentence: l.Whole,
		}
		var others []string
		for _, o := range b.foreign(b.alike(l), p.clause, right[0]) {
			if !b.listedSomewhere(p.clause, o) {
				others = append(others, o)
			}
		}
		if b.whole(q, right, others) {
			out = append(out, q)
		}
	}
	return out
}

// allOfRow asks for all members of a parallel list of a sentence.
func (b *Book) allOfRow(p *page, s sentence, row series) *Question {
	if len(row.Members) > mostRight || wording.Untouchable(b.doc.Text(cover(row.Members))) {
		return nil
	}
	gap := cover(row.Members)
	var right []string
	for _, m := range row.Members {
		right = append(right, b.doc.Text(m))
	}
	at, ok := b.excerpt(s, row.part, 70)
	if !ok {
		return nil
	}
	q := &Question{
		Kind: Multiple, Stem: place(p.clause) + "：" + b.quote(s, at, gap, Bracket) + "括号处原文列举的有哪些？",
		Difficulty: 2, Skill: Recall, Points: 3,
		Explanation: b.evidence(p.clause, s.Words), from: p.clause, sentence: s.Span, frame: b.frameOf(at, gap),
	}
	var others []string
	for _, o := range likeness.Likest(b.rows[row.Key(right[0])], right[0]) {
		if !strings.Contains(p.clause.Text(), o) && !slices.ContainsFunc(right, func(r string) bool { return !likeness.SameShape(o, r) }) {
			others = append(others, o)
		}
	}
	if !b.whole(q, right, others) {
		return nil
	}
	return q
}
