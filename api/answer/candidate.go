package answer

import (
	"tiaowen/api/answer/evidence"
	"tiaowen/api/answer/excerpt"
	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/prepared"
)

// candidate is a sentence that may answer, with its evidence.
type candidate struct {
	*prepared.Unit
	of       *prepared.Clause
	cited    []*prepared.Clause // the clauses that it refers to, where their words count
	evidence odds.Evidence
	score    float64 // weights × evidence: the logarithm of its odds against a refusal
	covered  float64 // share of the question's words that stand in the sentence or near it, 0 to 1
}

// judge gives the sentences of some clauses with their evidence, and scores them by the words.
// For a question in another language the scores stay 0: only nearness, which is measured
// later, tells what answers it.
func (q *asking) judge(clauses []*prepared.Clause) (out []candidate) {
	asked := evidence.Question{Question: q.Question, Named: q.named, Hits: q.proposed(), Rarity: q.ix.Weight, Texts: &q.texts}
	for s := range asked.Sentences(clauses) {
		c := candidate{Unit: s.Unit, of: s.Of, cited: s.Cited, evidence: s.Evidence, covered: s.Covered}
		if !q.Query.Foreign {
			c.score = odds.Fitted().Weigh(odds.Words, &c.evidence)
		}
		out = append(out, c)
	}
	return out
}

// compose quotes the answer from the sentences that may answer, the likeliest first.
func (q *asking) compose(best []candidate) []Span {
	all := make([]excerpt.Sentence, len(best))
	for i, c := range best {
		all[i] = excerpt.Sentence{Unit: c.Unit, Of: c.of, Score: c.score, Title: c.evidence[odds.TitleOnly] == 1}
	}
	asked := excerpt.Question{Question: q.Question, Texts: &q.texts}
	return asked.Of(all)
}
