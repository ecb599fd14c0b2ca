// Package selection chooses questions for a paper and puts them in order: any number of
// them, or those of a plan (单选20×2 多选10×3). The questions cover the chosen clauses evenly,
// mix easy and hard ones, and none of them gives away the answer of another one. The same seed
// chooses the same questions.
package selection

import (
	"cmp"
	"slices"

	"tiaowen/api/study/quiz"
	"tiaowen/api/study/quiz/dice"
	"tiaowen/corpus"
)

// chooser takes questions one by one and keeps account of what it has taken.
type chooser struct {
	taken  map[*corpus.Clause][]corpus.Span
	in     map[string]bool
	trues  int // judgements taken
	falses int
	hard   [4]int // how many of each difficulty
	out    []*quiz.Question
}

// ahead is how many questions the mix of difficulties may skip: covering the text matters
// more than the mix.
const ahead = 6

// mix is how many of ten questions should be of each difficulty: 1 easy, 2 medium, 3 hard.
var mix = [4]int{0, 4, 4, 2}

func newChooser() *chooser {
	return &chooser{taken: make(map[*corpus.Clause][]corpus.Span), in: make(map[string]bool)}
}

// answered reports whether a question is made from the same sentence as one that was taken.
// One of them then gives the answer of the other away.
func (c *chooser) answered(q *quiz.Question) bool {
	at := q.Sentence()
	return q.From() != nil && slices.ContainsFunc(c.taken[q.From()], func(s corpus.Span) bool { return s.Start < at.End && at.Start < s.End })
}

// balanced reports whether a true-or-false question may be taken next, so that about as many
// statements are true as false.
func (c *chooser) balanced(q *quiz.Question) bool {
	if q.Kind != quiz.Judge {
		return true
	}
	if q.False() {
		return c.falses <= c.trues
	}
	return c.trues <= c.falses
}

// take adds a question to those that are chosen.
func (c *chooser) take(q *quiz.Question) {
	c.in[q.ID] = true
	if q.From() != nil {
		c.taken[q.From()] = append(c.taken[q.From()], q.Sentence())
	}
	if q.Kind == quiz.Judge {
		if q.False() {
			c.falses++
		} else {
			c.trues++
		}
	}
	c.hard[difficulty(q)]++
	c.out = append(c.out, q)
}

// difficulty is 1, 2 or 3. A bank that was read back may say anything.
func difficulty(q *quiz.Question) int { return min(max(q.Difficulty, 1), 3) }

// fill takes up to n questions of a list in order of preference, mixes easy and hard ones,
// and returns how many it took.
func (c *chooser) fill(list []*quiz.Question, n int) int {
	had := len(c.out)
	list = slices.Clone(list)
	for len(c.out)-had < n {
		if len(c.out)%64 == 0 { // what is taken or answered now stays so
			list = slices.DeleteFunc(list, func(q *quiz.Question) bool { return c.in[q.ID] || c.answered(q) })
		}
		q := c.next(list)
		if q == nil {
			break
		}
		c.take(q)
	}
	return len(c.out) - had
}

// next gives the question of a list to take next: of the first few that may be taken, the one
// whose difficulty is furthest behind its share of the mix. It is nil if none may be taken.
func (c *chooser) next(list []*quiz.Question) *quiz.Question {
	var best *quiz.Question
	want, looked := 0, 0
	seen, kinds := [4]bool{}, 0
	for _, q := range list {
		if c.in[q.ID] || !c.balanced(q) || c.answered(q) {
			continue
		}
		if looked++; looked > ahead {
			break
		}
		d := difficulty(q)
		if seen[d] {
			continue
		}
		seen[d] = true
		behind := mix[d]*(len(c.out)+1) - 10*c.hard[d]
		if best == nil || behind > want {
			best, want = q, behind
		}
		if kinds++; kinds == 3 {
			break
		}
	}
	return best
}

// Pick chooses n questions in all, of which none answers another: the kept ones and others. An n of 0
// chooses all questions, whether they answer each other or not. There are about as many true
// statements as false ones.
func Pick(kept, all []*quiz.Question, n int, seed uint64) []*quiz.Question {
	list := ranked(all, seed)
	c := newChooser()
	for _, q := range kept {
		c.take(q)
	}
	if n == 0 {
		// Twice: a true statement may have to wait for a false one further down the list.
		for range 2 {
			for _, q := range list {
				if !c.in[q.ID] && c.balanced(q) {
					c.take(q)
				}
			}
		}
	} else {
		c.fill(list, n-len(kept))
	}
	Arrange(c.out, seed, "A")
	return c.out
}

// Replace gives the kept questions, and of each kind as many others as are wanted.
func Replace(kept, all []*quiz.Question, wanted map[quiz.Kind]int, seed uint64) []*quiz.Question {
	c := newChooser()
	for _, q := range kept {
		c.take(q)
	}
	list := ranked(all, seed)
	for _, k := range quiz.Kinds {
		if wanted[k] > 0 {
			c.fill(slices.DeleteFunc(slices.Clone(list), func(q *quiz.Question) bool { return q.Kind != k }), wanted[k])
		}
	}
	Arrange(c.out, seed, "A")
	return c.out
}

// ByPlan chooses the questions of a plan, the kept ones first. A kind of which a text gives
// few questions chooses before the others, which would take its sentences. *ShortError is its error.
func ByPlan(kept, all []*quiz.Question, p Plan, seed uint64) ([]*quiz.Question, error) {
	c := newChooser()
	have := make(map[quiz.Kind]int)
	for _, q := range kept {
		c.take(q)
		have[q.Kind]++
	}
	order := slices.Clone(p)
	slices.SortStableFunc(order, func(x, y Part) int { return cmp.Compare(greed(x.Kind), greed(y.Kind)) })
	list := ranked(all, seed)
	points := make(map[quiz.Kind]int)
	for _, part := range order {
		of := slices.DeleteFunc(slices.Clone(list), func(q *quiz.Question) bool { return q.Kind != part.Kind })
		if n := have[part.Kind] + c.fill(of, part.Count-have[part.Kind]); n < part.Count {
			return nil, &ShortError{part.Kind, part.Count, n}
		}
		points[part.Kind] = part.Points
	}
	for i, q := range c.out {
		if n := points[q.Kind]; n > 0 {
			copy := *q
			copy.Points = n
			c.out[i] = &copy
		}
	}
	Arrange(c.out, seed, "A")
	return c.out, nil
}

// greed ranks kinds by how few questions of them a text gives: the rarest is 0.
func greed(k quiz.Kind) int {
	return slices.Index([]quiz.Kind{quiz.Order, quiz.Case, quiz.Match, quiz.Define, quiz.Short, quiz.Multiple, quiz.Single, quiz.Judge, quiz.Blank}, k)
}

// ranked orders questions so that the first ones cover all that was chosen: one of each clause
// comes before a second one of any, sections come in proportion, and kinds take turns.
func ranked(all []*quiz.Question, seed uint64) []*quiz.Question {
	type entry struct {
		q     *quiz.Question
		round int     // its place among those of its clause
		share float64 // its clause's place among those of the section, 0 to 1
		tie   uint64  // by the seed
	}
	byClause := make(map[*corpus.Clause][]entry)
	bySection := make(map[*corpus.Section][]*corpus.Clause)
	var order []*corpus.Clause
	for _, q := range all {
		c := q.From()
		if byClause[c] == nil {
			order = append(order, c)
			if c != nil {
				bySection[c.Section] = append(bySection[c.Section], c)
			}
		}
		byClause[c] = append(byClause[c], entry{q: q, tie: dice.Hash(seed, q.ID)})
	}
	share := make(map[*corpus.Clause]float64)
	for _, clauses := range bySection {
		slices.SortFunc(clauses, func(a, b *corpus.Clause) int {
			return cmp.Compare(dice.Hash(seed, a.ID()), dice.Hash(seed, b.ID()))
		})
		for i, c := range clauses {
			share[c] = (float64(i) + float64(dice.Hash(seed, c.ID(), "share")%1000)/1000) / float64(len(clauses))
		}
	}
	list := make([]entry, 0, len(all))
	for _, c := range order {
		own := byClause[c]
		slices.SortFunc(own, func(a, b entry) int { return cmp.Compare(a.tie, b.tie) })
		kinds := make(map[quiz.Kind]int)
		for i := range own {
			own[i].round = kinds[own[i].q.Kind]
			kinds[own[i].q.Kind]++
		}
		slices.SortStableFunc(own, func(a, b entry) int { return cmp.Compare(a.round, b.round) })
		for i := range own {
			own[i].round, own[i].share = i, share[c]
		}
		list = append(list, own...)
	}
	slices.SortStableFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.round, b.round), cmp.Compare(a.share, b.share), cmp.Compare(a.tie, b.tie))
	})
	out := make([]*quiz.Question, len(list))
	for i, e := range list {
		out[i] = e.q
	}
	return out
}

// Arrange orders questions by kind and, within a kind, as the seed and the name of the paper
// have it.
func Arrange(qs []*quiz.Question, seed uint64, paper string) {
	rank := make(map[quiz.Kind]int)
	for i, k := range quiz.Kinds {
		rank[k] = i
	}
	slices.SortStableFunc(qs, func(a, b *quiz.Question) int {
		return cmp.Or(
			cmp.Compare(rank[a.Kind], rank[b.Kind]),
			cmp.Compare(dice.Hash(seed, paper, a.ID), dice.Hash(seed, paper, b.ID)),
			cmp.Compare(a.ID, b.ID),
		)
	})
}
