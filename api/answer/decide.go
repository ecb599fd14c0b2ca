package answer

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
)

// decide answers by the evidence, or refuses. It takes every question that neither
// looks something up nor asks for a list.
func (q *asking) decide() (*Result, error) {
	best, err := q.best()
	if err != nil {
		return nil, err
	}
	best = bySum(best)
	intent, note := q.intent(), q.lang.say("查“%s”", "looks for “%s”", q.ContentText())
	if len(best) == 0 || odds.Probability(best[0].score) < odds.Fitted().Likely {
		if cs := q.Clauses(); len(cs) > 0 {
			return q.wholeInstead(intent, cs, best), nil
		}
		if r, err := q.formerly(); r != nil || err != nil {
			return r, err
		}
		r := refuse(intent, note, q.refusal(best))
		q.explain(r, best)
		return r, nil
	}
	res := &Result{Intent: intent, Note: note, Grade: Likely}
	q.explain(res, best)
	if q.column != odds.Foreign && states(&best[0].evidence, res.probability) {
		res.Grade = Stated
	}
	res.Answers = q.compose(best)
	return res, nil
}

// states reports whether a sentence with this evidence may be shown as what the text states: it answers with a high
// probability, what the question is about stands in it or near it, and it has a figure of the kind asked for, if one is.
func states(e *odds.Evidence, probability float64) bool {
	w := odds.Fitted()
	return probability >= w.Stated &&
		max(e[odds.SubjectMissing], e[odds.FirstMissing]) <= 1-w.Subject &&
		e[odds.FigureOther]+e[odds.FigureMissing] == 0
}

// best gives the sentences that may answer, the likeliest first. They are judged once.
func (q *asking) best() ([]candidate, error) {
	if !q.isJudged {
		if err := q.search(); err != nil {
			return nil, err
		}
		q.judged, q.isJudged = bestFirst(q.judge(q.scope())), true
		if err := q.weighNear(q.judged); err != nil {
			return nil, err
		}
	}
	return q.judged, nil
}

// bestFirst sorts by score. Equal scores keep their order, which is that of the hits.
func bestFirst(all []candidate) []candidate {
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return all
}

// explain notes the probability of the best candidate and, if asked to, the evidence for it.
func (q *asking) explain(r *Result, best []candidate) {
	if len(best) == 0 {
		return
	}
	r.probability = odds.Probability(best[0].score)
	if !q.why {
		return
	}
	r.Probability = r.probability
	for i, v := range best[0].evidence {
		if v != 0 {
			r.Evidence = append(r.Evidence, Reason{odds.Names[i], v, odds.Fitted().Of[q.column][i] * v})
		}
	}
	slices.SortStableFunc(r.Evidence, func(a, b Reason) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
}

// wholeInstead answers with the whole clauses that the question names, if none of their
// sentences answers it: people can see for themselves.
func (q *asking) wholeInstead(intent Intent, cs []*corpus.Clause, best []candidate) *Result {
	res := &Result{Intent: intent, Grade: Likely, Note: q.lang.say("%s没有一句直接写明，以下是全文", "no single sentence of %s states this; here is the full text", name(cs[0], q.lang))}
	for _, c := range cs {
		res.Answers = append(res.Answers, Span{Clause: c, Span: c.Body})
	}
	q.explain(res, best)
	return res
}

// refusal gives the reason of a refusal. It says only what is known: which words no document
// has, or that a figure is missing.
func (q *asking) refusal(best []candidate) string {
	unknown := q.unknownWords()
	switch {
	case q.Query.Foreign:
		return q.lang.say("没有找到意思足够相近的句子，以下是最接近的条款", "no sentence is close enough in meaning; the closest clauses are listed")
	case len(best) == 0 && len(unknown) == 0:
		return q.lang.say("没有找到相关内容", "nothing about this was found")
	case len(best) > 0 && best[0].evidence[odds.FigureMissing]+best[0].evidence[odds.FigureOther] > 0 && best[0].covered >= wording.Most:
		return q.lang.say("文中提到该事项，但没有写出所问的数字", "the documents mention this but do not give the figure")
	case len(unknown) > 0:
		return q.lang.say("文件中没有出现“%s”，以下是最接近的条款", "the documents do not contain “%s”; the closest clauses are listed", strings.Join(unknown, q.lang.say("”“", "”, “")))
	}
	return q.lang.say("没有找到可以直接引用的句子，以下是最接近的条款", "no sentence answers this directly; the closest clauses are listed")
}

// mostUnknown is the largest number of words that a refusal names.
const mostUnknown = 3

// unknownWords gives the first words of the question that no clause has, for a refusal. It
// leaves out words that begin with a stop word (能带, 着有): the segmenter cut them wrongly.
func (q *asking) unknownWords() (out []string) {
	for i := range q.Words {
		w := &q.Words[i]
		first, size := utf8.DecodeRuneInString(w.Said)
		if !w.Known && len(w.Said) > size && !wording.IsStop(string(first)) && len(out) < mostUnknown {
			out = append(out, w.Said)
		}
	}
	return out
}

// intent names what the question wants. The first kind that fits counts: a yes-or-no question may
// ask for a prohibition too.
func (q *asking) intent() Intent {
	switch {
	case q.Has(question.YesNo):
		return IntentYesNo
	case q.Has(question.Forbid):
		return IntentForbid
	case q.Has(question.Who):
		return IntentWho
	case q.Has(question.Number | question.Often | question.When):
		return IntentNumber
	case q.Has(question.Define | question.Members):
		return IntentDefine
	case q.Has(question.Where):
		return IntentWhere
	case q.Has(question.Encourage):
		return IntentEncourage
	case q.Has(question.Permit):
		return IntentPermit
	case q.Has(question.Require):
		return IntentRequire
	}
	return IntentFact
}

// bySum moves the best sentence of the clause whose sentences have the largest sum of odds
// to the front. A clause that says much about the subject is more likely to answer than one
// with a single sentence like the question.
func bySum(best []candidate) []candidate {
	odds := make(map[*corpus.Clause]float64)
	for _, c := range best {
		odds[c.Clause] += math.Exp(c.score)
	}
	first := 0
	for i, c := range best {
		if odds[c.Clause] > odds[best[first].Clause] {
			first = i
		}
	}
	if first == 0 {
		return best
	}
	return slices.Concat(best[first:first+1], best[:first], best[first+1:])
}
