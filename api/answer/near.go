package answer

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/odds"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/meaning"
)

// readSentences is the number of best sentences that the encoders read for a
// question, in about 8 ms each on one core. For a question in another language
// the words cannot choose the best ones, so more are read.
const (
	readSentences    = 6
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
	near, ok := q.ix.Near(q.ctx, q.Query.Meant(), clauses) // as the search has encoded it
	if !ok || !finite(near) {
		return q.ctx.Err()
	}
	column := odds.Meaning
	if q.Query.Foreign {
		column = odds.Foreign
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
	measured := q.measureTokens(best)
	if measured == 0 {
		return q.ctx.Err()
	}
	if column == odds.Meaning {
		q.read(best[:measured])
	}
	for i := range best {
		c := &best[i]
		if i >= measured {
			c.evidence[odds.SentenceFar] = 1
		}
		c.score = odds.Fitted().Weigh(column, &c.evidence)
	}
	bestFirst(best)
	q.column = column
	return q.ctx.Err()
}

// meant is the question as it is read with sentences: without the name of the document that it is asked
// of. All candidates are of that document, and one that repeats words of its name is no nearer to an answer.
func (q *asking) meant() string {
	all := q.Query.Meant()
	if !q.named {
		return all
	}
	rest := index.Fold(all)
	for _, law := range q.Laws {
		rest = strings.Replace(rest, q.Query.Folded[law.Start:law.End], "", 1)
	}
	if rest = question.Inside(rest); utf8.RuneCountInString(rest) < leastMeant {
		return all
	}
	return rest
}

// leastMeant is the fewest characters that an encoder reads alone: 罚多少.
const leastMeant = 3

// read fills in what the encoder makes of the question and each candidate, read together. It leaves
// them as they are if it cannot read the question.
func (q *asking) read(best []candidate) {
	passages := make([]meaning.Passage, len(best))
	for i := range best {
		passages[i] = best[i].passage()
	}
	scores, ok := q.ix.Answers(q.ctx, q.meant(), passages)
	if !ok {
		return
	}
	most := slices.Max(scores)
	for i, s := range scores {
		e := &best[i].evidence
		e[odds.Answers], e[odds.AnswersLess] = float64(s)*readScale, float64(most-s)*readScale
	}
}

// passage is what the encoder reads of a candidate: its words with those that lead to it and those
// it cites, and the titles that it stands under.
func (c *candidate) passage() meaning.Passage {
	text := c.Said()
	for _, t := range c.cited {
		text = t.Body.Text + " " + text
	}
	heading := c.Clause.Document.Title
	for _, s := range c.Clause.Path() {
		heading += " " + s.Title
	}
	return meaning.Passage{Text: text, Heading: heading + " " + c.Clause.Title}
}

// measureTokens fills in how near the first candidates are token by token, and tells how many.
func (q *asking) measureTokens(best []candidate) int {
	n := readSentences
	if q.Query.Foreign {
		n = foreignSentences
	}
	texts := make([]string, min(n, len(best)))
	for i := range texts {
		texts[i] = best[i].passage().Text
	}
	all, ok := q.ix.NearTexts(q.ctx, q.meant(), texts)
	if !ok {
		return 0
	}
	nearest := math.Inf(-1)
	for _, n := range all {
		nearest = max(nearest, float64(n.Tokens))
	}
	for i, n := range all {
		e := &best[i].evidence
		e[odds.TokensNear] = (float64(n.Tokens) - usualTokens) * nearScale
		e[odds.TokensBelow] = (nearest - float64(n.Tokens)) * nearScale
		e[odds.TokenFar] = (usualLeast - float64(n.Least)) * nearScale
	}
	return len(all)
}

// The numbers of the encoders, brought to the size of the other evidence. The products of
// vectors lie close together.
const (
	usualTokens = 0.90 // of a question's tokens with the nearest of a sentence
	usualLeast  = 0.80 // of the token that is farthest
	nearScale   = 10
	readScale   = 0.25
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
