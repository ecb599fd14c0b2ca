package answer

import (
	"math"

	"tiaowen/api/answer/odds"
	"tiaowen/corpus"
	"tiaowen/index"
)

// nearSentences is the number of best sentences whose nearness to the question is
// measured. Each is encoded for the question, in about 4 ms on one core. For a question
// in another language the words cannot choose the best ones, so more are measured.
const (
	nearSentences    = 6
	foreignSentences = 24
)

// weighNear fills in how near the candidates, the likeliest first, are to the
// question in meaning, and weighs their evidence again. Where their clauses
// have no vectors, it leaves them as they are.
func (q *asking) weighNear(best []candidate) error {
	if q.byWords {
		return nil
	}
	var clauses []*corpus.Clause
	at := make(map[*corpus.Clause]int)
	for _, c := range best {
		if _, ok := at[c.Clause]; !ok {
			at[c.Clause] = len(clauses)
			clauses = append(clauses, c.Clause)
		}
	}
	near, ok := q.ix.Near(q.ctx, q.Query.Meant(), clauses)
	if !ok || !finite(near) {
		return q.ctx.Err()
	}
	column, measured := odds.Meaning, nearSentences
	if q.Query.Foreign {
		column, measured = odds.Foreign, foreignSentences
	}
	s := spreadOf(near)
	for i := range best {
		c := &best[i]
		n := float64(near[at[c.Clause]])
		c.evidence[odds.ClauseNear] = (n - s.mean) / s.deviation / 2
		c.evidence[odds.ClauseBelow] = (s.most - n) * nearScale
		c.score = odds.Fitted().Weigh(column, &c.evidence)
	}
	bestFirst(best)
	texts := make([]string, min(measured, len(best)))
	for i, c := range best[:len(texts)] {
		texts[i] = c.Said()
		for _, t := range c.cited {
			texts[i] = t.Body.Text + " " + texts[i]
		}
	}
	all, ok := q.ix.NearTexts(q.ctx, q.Query.Meant(), texts)
	if !ok {
		return q.ctx.Err()
	}
	weighSentences(best, all, column)
	q.column = column
	return nil
}

// weighSentences fills in how near the first candidates are, which all says, and
// weighs them again.
func weighSentences(best []candidate, all []index.Nearness, column int) {
	whole, chinese, tokens := math.Inf(-1), math.Inf(-1), math.Inf(-1)
	for _, n := range all {
		whole, chinese, tokens = max(whole, float64(n.Whole)), max(chinese, float64(n.Chinese)), max(tokens, float64(n.Tokens))
	}
	for i := range best {
		c := &best[i]
		if e := &c.evidence; i >= len(all) {
			e[odds.SentenceFar] = 1
		} else {
			e[odds.SentenceNear] = (float64(all[i].Whole) - usualNear) * nearScale
			e[odds.SentenceBelow] = (whole - float64(all[i].Whole)) * nearScale
			if all[i].Chinese != 0 {
				e[odds.ChineseNear] = (float64(all[i].Chinese) - usualChinese) * chineseScale
				e[odds.ChineseBelow] = (chinese - float64(all[i].Chinese)) * chineseScale
			}
			if all[i].ByWord {
				e[odds.TokensNear] = (float64(all[i].Tokens) - usualTokens) * nearScale
				e[odds.TokensBelow] = (tokens - float64(all[i].Tokens)) * nearScale
				e[odds.TokenFar] = (usualLeast - float64(all[i].Least)) * nearScale
			}
		}
		c.score = odds.Fitted().Weigh(column, &c.evidence)
	}
	bestFirst(best)
}

// The products of the encoder's vectors lie close together: these bring them to
// the size of the other evidence.
const (
	usualNear    = 0.84 // of a sentence
	usualTokens  = 0.90 // of a question's tokens with the nearest of a sentence
	usualLeast   = 0.80 // of the token that is farthest
	nearScale    = 10
	usualChinese = 0.55 // of a sentence by the Chinese encoder, whose products are farther apart
	chineseScale = 5
)

func finite(all []float32) bool {
	for _, x := range all {
		if math.IsInf(float64(x), 0) {
			return false
		}
	}
	return len(all) > 0
}

// spread is the mean of some numbers, their standard deviation, and the largest.
type spread struct{ mean, deviation, most float64 }

func spreadOf(all []float32) (s spread) {
	var square float64
	s.most = math.Inf(-1)
	for _, x := range all {
		s.mean += float64(x) / float64(len(all))
		square += float64(x) * float64(x) / float64(len(all))
		s.most = max(s.most, float64(x))
	}
	s.deviation = math.Sqrt(max(square-s.mean*s.mean, 1e-6))
	return s
}
