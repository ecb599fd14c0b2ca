package index

import (
	"cmp"
	"context"
	"math"
	"slices"
	"unicode"

	"tiaowen/index/engine"
	"tiaowen/index/facet"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
)

// A search by words finds what says the same in the same words; a search by
// meaning what is near in an encoder's space. Both give their best clauses, each
// of these gets both scores, and a clause's place is by the two together.

// joining holds the numbers of the join. They were chosen on questions by
// laypeople about statutes and on questions about the texts of offices.
type joining struct {
	among int     // clauses that each side proposes
	share float64 // of the vectors in the score
}

// joined is a clause with the scores of both sides.
type joined struct {
	posting.Scored
	words, near float64
	ofWords     float64 // what the words give of the score
}

// joins reports whether there is a search by meaning for a query to join.
func (ix *Index) joins(q *Query) bool {
	if !q.Foreign && !isSentence(q.Text) {
		return false
	}
	return ix.HasMeaning()
}

// join ranks the best clauses by words again, with those that are near in
// meaning. It reports false where there is nothing to join.
func (ix *Index) join(ctx context.Context, q *Query, best []posting.Scored, terms []engine.Wanted, passes *facet.Passing) (list []joined, ok bool, err error) {
	near, ok, err := ix.NearAll(ctx, q.Meant())
	if err != nil || !ok { // without an encoder, by words alone
		return nil, false, err
	}
	defer near.Free()
	all := near.Clauses
	list = make([]joined, 0, len(best)+ix.rank.join.among)
	for _, r := range best {
		list = append(list, joined{Scored: r, words: float64(r.Score), near: float64(all[r.Ordinal])})
	}
	points, err := ix.points(terms)
	if err != nil {
		return nil, false, err
	}
	each := make([]float32, len(terms))
	for _, r := range ix.nearestOf(all, passes) {
		if slices.ContainsFunc(best, func(b posting.Scored) bool { return b.Ordinal == r.Ordinal }) {
			continue
		}
		list = append(list, joined{Scored: r, words: float64(points(r.Ordinal, each)), near: float64(r.Score)})
	}
	share := ix.rank.join.share
	if q.Foreign {
		share = 1
	}
	mix(list, share)
	return list, true, nil
}

// Meant is the query as an encoder reads it: a word that no clause has gives way to
// the one that the office's own vocabulary says for it. An encoder knows what people say in
// general, and cannot know what an office calls its things.
func (q *Query) Meant() string {
	text, end := "", 0
	for _, e := range q.replaced {
		if e.Start < end {
			continue
		}
		text += q.Folded[end:e.Start] + e.To
		end = e.End
	}
	if end == 0 {
		return q.Text
	}
	return text + q.Folded[end:]
}

// isSentence reports whether a query says enough to have a meaning of its own: six
// characters, three words of letters, or some of both. For less, such as a term or a
// name, the words are what is meant, and an encoder has something near to anything.
func isSentence(text string) bool {
	size, inWord := 0, false
	for _, r := range text {
		letter := unicode.IsLetter(r) && !gram.IsHan(r)
		switch {
		case gram.IsHan(r):
			size++
		case letter && !inWord:
			size += 2
		}
		inWord = letter
	}
	return size >= 6
}

// nearestOf gives the clauses nearest to a question.
func (ix *Index) nearestOf(all []float32, passes *facet.Passing) []posting.Scored {
	top := posting.NewBest(ix.rank.join.among)
	for ord, x := range all {
		if x > top.Floor() && passes.Clause(uint32(ord)) {
			top.Add(posting.Scored{Ordinal: uint32(ord), Score: x})
		}
	}
	return top.List()
}

// mix gives each clause one score: the two, in units of their spread over the
// list, weighted. A clause without a vector has its words alone.
func mix(list []joined, share float64) {
	words := spreadOf(list, func(j joined) float64 { return j.words })
	near := spreadOf(list, func(j joined) float64 { return j.near })
	for i := range list {
		j := &list[i]
		w := words.units(j.words)
		x := w
		if !math.IsInf(j.near, 0) {
			x = near.units(j.near)
		}
		// In the words' unit again.
		j.ofWords = (1-share)*w*words.deviation + words.mean
		j.Score = float32(j.ofWords + share*x*words.deviation)
	}
	slices.SortFunc(list, func(a, b joined) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Ordinal, b.Ordinal))
	})
}

// spread is the mean of some numbers and their standard deviation.
type spread struct{ mean, deviation float64 }

func (s spread) units(x float64) float64 { return (x - s.mean) / s.deviation }

// spreadOf leaves out what is missing. The deviation is never 0.
func spreadOf(list []joined, of func(joined) float64) (s spread) {
	var sum, square, n float64
	for _, j := range list {
		if x := of(j); !math.IsInf(x, 0) {
			sum += x
			square += x * x
			n++
		}
	}
	if n > 0 {
		s.mean = sum / n
		s.deviation = math.Sqrt(max(square/n-s.mean*s.mean, 0))
	}
	if s.deviation < 1e-9 {
		s.deviation = 1
	}
	return s
}
