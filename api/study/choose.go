package study

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tiaowen/api/study/quiz"
	"tiaowen/api/study/quiz/dice"
	"tiaowen/corpus"
)

// Part is a part of a paper: so many questions of a kind, with so many points each.
type Part struct {
	Kind   quiz.Kind
	Count  int
	Points int // of each; 0: as the question has them
}

// Plan is a paper: its parts, in the order of the paper.
type Plan []Part

// PlanError says what of a plan cannot be.
type PlanError struct{ English, Chinese string }

func (e *PlanError) Error() string { return e.English }

var planPart = regexp.MustCompile(`^(\p{Han}+|[a-z]+)\s*([0-9]+)\s*[道题]?\s*(?:[×xX*]\s*([0-9]+)\s*分?)?$`)

// ParsePlan reads 单选20×2 多选10×3 判断20×1 简答1×10: kind, how many, points of
// each. Blanks, commas and 、 part the parts; a kind may be written 单选题 or
// single. *PlanError is its error.
func ParsePlan(text string) (Plan, error) {
	var out Plan
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,，、;；+\u3000\t\n", r) }) {
		part, err := parsePart(word)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(p Part) bool { return p.Kind == part.Kind }) {
			return nil, &PlanError{fmt.Sprintf("%s occurs twice in the plan", part.Kind), part.Kind.Chinese() + "在方案里出现了两次"}
		}
		out = append(out, part)
	}
	if len(out) == 0 {
		return nil, &PlanError{"the plan is empty: write 单选20×2 多选10×3", "方案是空的：请写成 单选20×2 多选10×3"}
	}
	return out, nil
}

// parsePart reads one part of a plan: 单选20×2, 判断题 10道.
func parsePart(word string) (Part, error) {
	m := planPart.FindStringSubmatch(word)
	if m == nil {
		return Part{}, &PlanError{fmt.Sprintf("%q is no part of a plan: write 单选20×2 (kind, how many, × points)", word), "“" + word + "”看不懂：请写成 单选20×2（题型、题数、×每题分值）"}
	}
	kind, ok := kindOf(m[1])
	n, err := strconv.Atoi(m[2])
	if !ok || err != nil || n < 1 || n > MaxQuestions {
		return Part{}, &PlanError{fmt.Sprintf("%q names no kind of question, or no number from 1 to %d", word, MaxQuestions), fmt.Sprintf("“%s”的题型或题数不对：题数是1到%d", word, MaxQuestions)}
	}
	part := Part{Kind: kind, Count: n}
	if m[3] == "" {
		return part, nil
	}
	if part.Points, err = strconv.Atoi(m[3]); err != nil || part.Points < 1 || part.Points > 100 {
		return Part{}, &PlanError{fmt.Sprintf("%q: the points of a question are 1 to 100", word), "“" + word + "”的分值不对：每题1到100分"}
	}
	return part, nil
}

// kindOf reads 单选, 单选题 and single.
func kindOf(word string) (quiz.Kind, bool) {
	for _, k := range quiz.Kinds {
		if word == string(k) || strings.TrimSuffix(word, "题") == k.Chinese() {
			return k, true
		}
	}
	return "", false
}

// Total is how many points the plan has.
func (p Plan) Total() int {
	n := 0
	for _, part := range p {
		n += part.Count * part.Points
	}
	return n
}

// chooser takes questions one by one, none of which answers another.
type chooser struct {
	taken  map[*corpus.Clause][]corpus.Span
	in     map[string]bool
	trues  int // judgements taken
	falses int
	hard   [4]int // how many of each difficulty
	out    []*quiz.Question
}

// ahead is how many questions a mix of difficulties may look ahead.
const ahead = 6

// mix is how many of ten questions are to be easy, middling and hard.
var mix = [4]int{0, 4, 4, 2}

func newChooser() *chooser {
	return &chooser{taken: make(map[*corpus.Clause][]corpus.Span), in: make(map[string]bool)}
}

// answered reports whether a question is on the sentence of one taken: then
// the one answers the other.
func (c *chooser) answered(q *quiz.Question) bool {
	at := q.Sentence()
	return q.From() != nil && slices.ContainsFunc(c.taken[q.From()], func(s corpus.Span) bool { return s.Start < at.End && at.Start < s.End })
}

// balanced reports whether a judgement may come: as many are true as false.
func (c *chooser) balanced(q *quiz.Question) bool {
	if q.Kind != quiz.Judge {
		return true
	}
	if q.False() {
		return c.falses <= c.trues
	}
	return c.trues <= c.falses
}

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

// difficulty is 1, 2 or 3, whatever a bank that was read back says.
func difficulty(q *quiz.Question) int { return min(max(q.Difficulty, 1), 3) }

// fill takes up to n of a list that is in order of preference, mixing easy and hard.
func (c *chooser) fill(list []*quiz.Question, n int) int {
	had := len(c.out)
	list = slices.Clone(list)
	for len(c.out)-had < n {
		if len(c.out)%64 == 0 { // what cannot come any more is not looked at again
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

// next is the question of a list to take next: of the first few that can come, the
// one whose difficulty is furthest behind its share of the mix; nil when none can.
func (c *chooser) next(list []*quiz.Question) *quiz.Question {
	var best *quiz.Question
	want, looked := 0, 0
	seen, kinds := [4]bool{}, 0
	for _, q := range list {
		if c.in[q.ID] || !c.balanced(q) || c.answered(q) {
			continue
		}
		if looked++; looked > ahead {
			break // the order is worth more than the mix
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

// pick chooses n questions, none of which answers another; n of 0 is all that
// there are, whether they do or not. True and false judgements are as many.
func pick(kept, all []*quiz.Question, n int, seed uint64) []*quiz.Question {
	list := ranked(all, seed)
	c := newChooser()
	for _, q := range kept {
		c.take(q)
	}
	if n == 0 {
		// Twice round: a true one waits for a false one that comes behind it.
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
	arrange(c.out, seed, "A")
	return c.out
}

// replace gives the kept questions, and for each kind as many others as were
// sent back.
func replace(kept, all []*quiz.Question, wanted map[quiz.Kind]int, seed uint64) []*quiz.Question {
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
	arrange(c.out, seed, "A")
	return c.out
}

// ShortError says that the text does not give what a plan wants.
type ShortError struct {
	Kind       quiz.Kind
	Want, Have int
}

func (e *ShortError) Error() string {
	return fmt.Sprintf("the plan wants %d of %s, and the chosen clauses give %d that do not answer each other: choose more clauses, or want fewer", e.Want, e.Kind, e.Have)
}

// Chinese is the error in Chinese.
func (e *ShortError) Chinese() string {
	return fmt.Sprintf("方案要%s%d道，所选条文能出的互不提示答案的只有%d道：请多选条文，或减少题数", e.Kind.Chinese(), e.Want, e.Have)
}

// compose chooses the questions of a plan. Kinds that need most of a clause
// choose first.
func compose(kept, all []*quiz.Question, p Plan, seed uint64) ([]*quiz.Question, error) {
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
	arrange(c.out, seed, "A")
	return c.out, nil
}

// greed ranks kinds by how few questions of them a text gives.
func greed(k quiz.Kind) int {
	return slices.Index([]quiz.Kind{quiz.Order, quiz.Case, quiz.Match, quiz.Define, quiz.Short, quiz.Multiple, quiz.Single, quiz.Judge, quiz.Blank}, k)
}

// ranked orders questions so that those in front cover what was chosen: one of
// every clause before a second of any, the sections in proportion, kinds in turn.
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

// arrange orders questions by kind, within a kind by the seed and the paper.
func arrange(qs []*quiz.Question, seed uint64, paper string) {
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
