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

// cases makes an act out of each prohibition, and asks which clause it breaks.
// The act is told in the words of the clause, so that the key is certain.
func (b *Book) cases(p *page) []*Question {
	var out []*Question
	for _, n := range p.norms {
		act := b.doc.Text(n.Act)
		if !b.tellable(p, n) || likeness.SharedRun(p.clause.Title, act) >= 2 {
			continue
		}
		near := b.nearClauses(p, act)
		if len(near) < 2 {
			continue
		}
		sentence := p.sentenceOf(n.Span)
		q := &Question{
			Kind: Case, Stem: "案例：某" + strings.TrimPrefix(n.Actor, "各") + "“" + wording.Nest(act) + "”。对照《" + b.doc.Title + "》，下列说法正确的是哪一项？",
			Difficulty: 3, Skill: Apply, Points: 5, key: likeness.Head(act, 8),
			Explanation: b.evidence(p.clause, sentence), from: p.clause, sentence: sentence,
		}
		q.setOptions([]string{"违反了" + named(p.clause)},
			[]string{"违反了" + named(near[0]), "违反了" + named(near[1]), "没有违反该文件的任何规定"})
		out = append(out, q)
	}
	return out
}

// tellable reports whether a prohibition can be told as what somebody did: it is
// outright, the text names one actor in full, and the act says enough by itself.
func (b *Book) tellable(p *page, n norm.Norm) bool {
	act := b.doc.Text(n.Act)
	switch length := utf8.RuneCountInString(act); {
	case !outright.Forbids(n), n.Condition.Len() > 0, !outright.Always(p.clause, p.norms, n, b.policy):
		return false
	case length > 40, !b.actOption(p.clause, n, 6), outright.Bounds(act):
		return false
	case strings.Contains(act, n.Actor), strings.Count(b.doc.Source, act) > 1:
		return false
	}
	return b.oneActor(n)
}

// oneActor reports whether a norm binds somebody of whom a case can be told.
func (b *Book) oneActor(n norm.Norm) bool {
	switch {
	case n.Actor == "", n.Actor != b.doc.Text(n.ActorSpan), !wording.WholeActor(b.doc.Source, n):
		return false
	case strings.ContainsAny(n.Actor, "、和与或，"), everyone.Within(n.Actor):
		return false
	}
	return !partial(n.Actor)
}

// partial reports whether an actor is half of something: 过半数成员.
func partial(actor string) bool {
	return strings.Contains(actor, "数") || strings.Contains(actor, "应")
}

// named is a clause with its title.
func named(c *corpus.Clause) string {
	if c.Title == "" {
		return c.Name()
	}
	return c.Name() + "（" + c.Title + "）"
}

// nearClauses are clauses that forbid something else, the nearest in the text
// first. None of them speaks of the act.
func (b *Book) nearClauses(p *page, act string) []*corpus.Clause {
	var out []*corpus.Clause
	for far := 1; far < len(b.order) && len(out) < 2; far++ {
		for _, i := range []int{p.clause.Index - far, p.clause.Index + far} {
			if i < 0 || i >= len(b.doc.Clauses) {
				continue
			}
			if o := b.pages[b.doc.Clauses[i]]; o != nil && b.competes(o, p.clause, act) {
				out = append(out, o.clause)
			}
		}
	}
	return out
}

// competes reports whether a page can stand as the clause that an act breaks,
// and is not: an article of another title that forbids something else.
func (b *Book) competes(o *page, c *corpus.Clause, act string) bool {
	if o.clause.Kind != corpus.Article || c.Title != "" && o.clause.Title == c.Title {
		return false
	}
	return slices.ContainsFunc(o.norms, outright.Forbids) && !likeness.Akin(act, o.clause.Text())
}
