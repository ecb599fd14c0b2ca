package quiz

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
)

// cases makes an act out of each prohibition, and asks which clause it breaks.
// The act is told in the words of the clause, so that the key is certain.
func (b *Book) cases(p *page) []*Question {
	var out []*Question
	for _, n := range p.norms {
		act := b.doc.Text(n.Act)
		length := utf8.RuneCountInString(act)
		if !hardForbid(n) || n.Actor == "" || n.Actor != b.doc.Text(n.ActorSpan) || !wholeActor(b.doc.Source, n) || strings.ContainsAny(n.Actor, "、和与或，") ||
			len(n.Items) > 0 || !b.outright(p, n) || partial(n.Actor) || length < 6 || length > 40 || !b.optional(p.clause, n.Act) || measure.MatchString(act) || n.Condition.Len() > 0 ||
			strings.Contains(act, n.Actor) || everyone.MatchString(n.Actor) || strings.Count(b.doc.Source, act) > 1 {
			continue
		}
		sentence := p.sentenceOf(n.Span)
		q := &Question{
			Kind: Case, Stem: "案例：某" + strings.TrimPrefix(n.Actor, "各") + "“" + nest(act) + "”。对照《" + b.doc.Title + "》，下列说法正确的是哪一项？",
			Difficulty: 3, Skill: Apply, Points: 5, key: head(act, 8),
			Explanation: b.evidence(p.clause, sentence), from: p.clause, sentence: sentence,
		}
		right := "违反了" + named(p.clause)
		if sharedRun(p.clause.Title, act) >= 2 {
			continue
		}
		var wrong []string
		for _, o := range b.nearClauses(p, act) {
			wrong = append(wrong, "违反了"+named(o))
		}
		if len(wrong) < 2 {
			continue
		}
		q.setOptions([]string{right}, append(wrong[:2], "没有违反该文件的任何规定"))
		out = append(out, q)
	}
	return out
}

// partial reports whether an actor is half of something: 过半数成员.
func partial(actor string) bool {
	return strings.Contains(actor, "数") || strings.Contains(actor, "应")
}

// everyone are actors of whom there is no single one.
var everyone = oneOf("任何", "一切", "所有", "全体", "双方", "各", "全区", "当事人", "组织", "机关", "股东会", "法院")

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
			for _, o := range b.order {
				if o.clause.Index != i || o.clause.Kind != corpus.Article || akin(act, o.clause.Text()) || o.clause.Title == p.clause.Title && p.clause.Title != "" {
					continue
				}
				for _, n := range o.norms {
					if hardForbid(n) {
						out = append(out, o.clause)
						break
					}
				}
			}
		}
	}
	return out
}
