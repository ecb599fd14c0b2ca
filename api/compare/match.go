package compare

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"tiaowen/corpus"
)

// entry is a clause with the pairs of characters that it consists of.
type entry struct {
	clause *corpus.Clause
	words  string        // title and text without blanks
	pairs  map[int32]int // pair → how often
	weight float64       // of all its pairs
}

// join says that a clause without a separate match became part of a match.
type join struct{ at, joins int }

// matcher matches the clauses of two documents.
//
// The likeness of two clauses is the Dice coefficient of their pairs of
// characters (Dice, Ecology 26, 1945), each pair weighted by the logarithm of
// how rare it is in both documents (Spärck Jones, J. Documentation 28, 1972).
type matcher struct {
	a, b     []entry
	ids      map[[2]rune]int32
	rare     []float64 // pair → weight
	shared   []map[int]float64
	ofA, ofB []int // clause → its match, or one of the two below
	splits   []join
	merges   []join
}

// What stands for a match in matcher.ofA and ofB.
const (
	alone  = -1 // without a match
	joined = -2 // part of another clause's match
)

func newMatcher(from, to []*corpus.Clause) *matcher {
	m := &matcher{ofA: make([]int, len(from)), ofB: make([]int, len(to)), ids: make(map[[2]rune]int32)}
	var in []int // pair → number of clauses that have it
	read := func(list []*corpus.Clause, of []int) []entry {
		out := make([]entry, len(list))
		for i, c := range list {
			of[i] = alone
			out[i] = m.entry(c, squeeze(c.Title+"\x00"+c.Text()))
			for id := range out[i].pairs {
				if int(id) >= len(in) {
					in = append(in, make([]int, len(m.ids)-len(in))...)
				}
				in[id]++
			}
		}
		return out
	}
	m.a, m.b = read(from, m.ofA), read(to, m.ofB)
	total := float64(len(from) + len(to))
	m.rare = make([]float64, len(m.ids))
	for id, n := range in {
		m.rare[id] = exact(math.Log1p(total / float64(n)))
	}
	for _, list := range [][]entry{m.a, m.b} {
		for i := range list {
			list[i].weight = m.weigh(list[i].pairs)
		}
	}
	return m
}

// exact rounds a weight to 20 binary places. Sums of such weights are exact, so they
// are the same in whatever order a map gives them: two comparisons of the same
// documents break a tie alike.
func exact(weight float64) float64 { return math.Ldexp(math.Round(math.Ldexp(weight, 20)), -20) }

// entry counts the pairs of some words of a clause.
func (m *matcher) entry(c *corpus.Clause, words string) entry {
	e := entry{clause: c, words: words, pairs: make(map[int32]int)}
	last := rune(0)
	for _, r := range words {
		pair := [2]rune{last, r}
		last = r
		id, ok := m.ids[pair]
		if !ok {
			if m.rare != nil {
				continue // begins a paragraph that no clause begins with
			}
			id = int32(len(m.ids))
			m.ids[pair] = id
		}
		e.pairs[id]++
	}
	if m.rare != nil {
		e.weight = m.weigh(e.pairs)
	}
	return e
}

func (m *matcher) weigh(pairs map[int32]int) (weight float64) {
	for id, n := range pairs {
		weight += m.rare[id] * float64(n)
	}
	return weight
}

// squeeze drops blanks and characters without a shape, and writes full width
// marks in half width: : for ： is how a text was typed, no amendment.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r != 0 && !visible(r):
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, s)
}

func visible(r rune) bool { return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Cc) }

// matchSame matches clauses of the same words, in their order.
func (m *matcher) matchSame() {
	byWords := make(map[string][]int)
	for b, e := range m.b {
		byWords[e.words] = append(byWords[e.words], b)
	}
	for a, e := range m.a {
		if same := byWords[e.words]; len(same) > 0 {
			m.pair(a, same[0])
			byWords[e.words] = same[1:]
		}
	}
}

func (m *matcher) pair(a, b int) { m.ofA[a], m.ofB[b] = b, a }

// common is the weight of the pairs that two clauses share.
func (m *matcher) common(a, b int) float64 {
	return m.shared[a][b]
}

// share fills shared for the clauses that have some pairs in common.
func (m *matcher) share() {
	holders := make([][]int32, len(m.rare))
	for b, e := range m.b {
		for id := range e.pairs {
			holders[id] = append(holders[id], int32(b))
		}
	}
	m.shared = make([]map[int]float64, len(m.a))
	sums := make([]float64, len(m.b))
	for a, e := range m.a {
		clear(sums)
		for id, n := range e.pairs {
			for _, b := range holders[id] {
				sums[b] += m.rare[id] * float64(min(n, m.b[b].pairs[id]))
			}
		}
		m.shared[a] = make(map[int]float64)
		for b, sum := range sums {
			if sum >= leastShared*min(e.weight, m.b[b].weight) && sum > 0 {
				m.shared[a][b] = sum
			}
		}
	}
}

// The thresholds were set on amendments of laws: see the figures in the tests.
const (
	leastShared = 0.15 // of the shorter clause: what shares less is not looked at
	alike       = 0.55 // from here on two clauses match wherever they stand
	related     = 0.40 // … where nothing else is nearer
	akin        = 0.25 // … where they are beside clauses that match
	contained   = 0.55 // of a clause that became part of another
	held        = 0.65 // … where neither has another match
	verbatim    = 0.85 // of a paragraph that became part of another clause
	own         = 0.15 // … of a clause of which all is in another and that its match does not account for
	leastWords  = 8    // characters of a clause that can be part of another

	leastParagraph = 20 // characters of a paragraph that is looked for by itself
)

// dice is how alike two clauses are, 0 to 1.
func (m *matcher) dice(a, b int) float64 {
	return 2 * m.common(a, b) / (m.a[a].weight + m.b[b].weight)
}

// candidate is a pair of clauses that may match.
type candidate struct {
	a, b  int
	score float64
}

// matchSimilar matches clauses whose words differ, the most alike first. What
// is between matched neighbours needs less to match.
func (m *matcher) matchSimilar() {
	m.share()
	for _, least := range []float64{0.8, alike, related} {
		for m.round(least) > 0 {
		}
	}
	m.joinParts()
	m.pairContained()
	m.joinParts()
	for m.round(akin) > 0 {
	}
	m.joinParts()
}

// round matches the pairs that are alike enough, the best first, and returns how
// many it matched.
func (m *matcher) round(least float64) int {
	var list []candidate
	for a := range m.a {
		if m.ofA[a] != alone {
			continue
		}
		for b := range m.shared[a] {
			if m.ofB[b] != alone {
				continue
			}
			if score, ok := m.alikeEnough(a, b, least); ok {
				list = append(list, candidate{a, b, score})
			}
		}
	}
	slices.SortFunc(list, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(m.drift(x.a, x.b), m.drift(y.a, y.b)), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return m.pairBest(list)
}

// pairBest pairs the candidates in order, each clause once, and returns how many.
func (m *matcher) pairBest(list []candidate) (n int) {
	for _, c := range list {
		if m.ofA[c.a] == alone && m.ofB[c.b] == alone {
			m.pair(c.a, c.b)
			n++
		}
	}
	return n
}

// alikeEnough scores a pair, and reports whether it may be matched in a round that
// wants at least so much: by its words, its neighbours, its title and its chapter.
func (m *matcher) alikeEnough(a, b int, least float64) (score float64, ok bool) {
	d := m.dice(a, b)
	near := m.neighbours(a, b)
	if least == akin && near == 0 && !m.sameGap(a, b) {
		return 0, false
	}
	one, other := m.a[a].clause, m.b[b].clause
	if one.Title != "" && one.Title == other.Title {
		near += 2
	}
	score = d + 0.05*float64(near)
	enough := least
	if sameChapter(one, other) {
		score += chapterBonus
		enough = max(least-chapterBonus, min(least, alike)) // in the first round
	}
	return score, d >= enough || d >= least-0.1 && near > 1
}

// chapterBonus is what the same chapter adds to the likeness of two clauses: chapters on two kinds of things
// (有限责任公司, 股份有限公司) hold articles of nearly the same words.
const chapterBonus = 0.15

// sameChapter reports whether the outermost headings above two clauses have the same words.
func sameChapter(a, b *corpus.Clause) bool {
	x, y := chapter(a), chapter(b)
	return x != "" && x == y
}

func chapter(c *corpus.Clause) (title string) {
	for s := c.Section; s != nil; s = s.Parent {
		title = s.Title
	}
	return squeeze(title)
}

// neighbours counts the clauses before and after that match each other. The
// beginnings of both documents match, and their ends.
func (m *matcher) neighbours(a, b int) (n int) {
	for _, step := range []int{-1, 1} {
		i, j := a+step, b+step
		outA, outB := i < 0 || i == len(m.a), j < 0 || j == len(m.b)
		if outA && outB || !outA && !outB && m.ofA[i] == j {
			n++
		}
	}
	return n
}

// sameGap reports whether the nearest matched clauses before a and b match each
// other, and those after them.
func (m *matcher) sameGap(a, b int) bool {
	for _, step := range []int{-1, 1} {
		i, j := nearestMatched(m.ofA, a, step), nearestMatched(m.ofB, b, step)
		if i < 0 != (j < 0) || i >= 0 && m.ofA[i] != j {
			return false
		}
	}
	return true
}

// nearestMatched is the nearest clause in steps from one that has a match; -1 where
// there is none.
func nearestMatched(of []int, from, step int) int {
	for i := from + step; i >= 0 && i < len(of); i += step {
		if of[i] >= 0 {
			return i
		}
	}
	return -1
}

// drift is how far two clauses stand apart, as parts of their documents.
func (m *matcher) drift(a, b int) float64 {
	return math.Abs(float64(a)/float64(len(m.a)) - float64(b)/float64(len(m.b)))
}

// joinParts finds clauses that became part of another one (merged) or were part
// of one (split): most of their words, or one of their paragraphs, stand in it,
// in words that its own match does not account for.
func (m *matcher) joinParts() {
	for b := range m.b {
		if m.ofB[b] != alone || short(m.b[b]) {
			continue
		}
		if a := m.splitFrom(b); a >= 0 {
			m.splits = append(m.splits, join{a, b})
			m.ofB[b] = joined
		}
	}
	for a := range m.a {
		if m.ofA[a] != alone || short(m.a[a]) {
			continue
		}
		if b := m.mergedInto(a); b >= 0 {
			m.merges = append(m.merges, join{b, a})
			m.ofA[a] = joined
		}
	}
}

// splitFrom is the clause of the older text of which b was a part, -1 for none.
func (m *matcher) splitFrom(b int) int {
	best, at := contained, -1
	for a := range m.a {
		if m.ofA[a] < 0 || m.common(a, b) == 0 {
			continue
		}
		if part := m.part(m.a[a], m.b[m.ofA[a]], m.b[b]); part > best {
			best, at = part, a
		}
	}
	return at
}

// mergedInto is the clause of the newer text of which a became a part, -1 for none.
func (m *matcher) mergedInto(a int) int {
	best, at := contained, -1
	for b := range m.shared[a] {
		if m.ofB[b] < 0 {
			continue
		}
		if part := m.part(m.b[b], m.a[m.ofB[b]], m.a[a]); part > best || part == best && b < at {
			best, at = part, b
		}
	}
	return at
}

// pairContained matches clauses without a match of which one holds most of the
// other: the short remainder of a long clause, or the short beginning of one.
func (m *matcher) pairContained() {
	var list []candidate
	for a := range m.a {
		if m.ofA[a] != alone || short(m.a[a]) {
			continue
		}
		for b, sum := range m.shared[a] {
			if m.ofB[b] != alone || short(m.b[b]) {
				continue
			}
			if in := sum / min(m.a[a].weight, m.b[b].weight); in >= held || in >= contained && m.neighbours(a, b) > 0 {
				list = append(list, candidate{a, b, in})
			}
		}
	}
	slices.SortFunc(list, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	m.pairBest(list)
}

// part is how much of a clause, or of the paragraph of it that fits best, stands
// in whole and not in other, 0 to 1. A paragraph must fit almost entirely.
func (m *matcher) part(whole, other, part entry) float64 {
	best := m.rest(whole, other, part)
	if all := m.rest(whole, entry{}, part); all >= verbatim && best >= own {
		best = max(best, contained+0.1*best) // formulas that several clauses share hide the rest
	}
	for _, p := range m.paragraphs(part) {
		if in := m.rest(whole, other, p); in >= verbatim {
			best = max(best, contained+0.1*in)
		}
	}
	return best
}

// paragraphs are the paragraphs of a clause that has several, each with its
// pairs, when they are long enough to be told apart.
func (m *matcher) paragraphs(e entry) []entry {
	if len(e.clause.Parts) < 2 {
		return nil
	}
	var out []entry
	for _, p := range e.clause.Parts {
		words := squeeze(e.clause.Document.Text(p.Span))
		if len([]rune(words)) < leastParagraph {
			continue
		}
		out = append(out, m.entry(e.clause, words))
	}
	return out
}

func short(e entry) bool { return len([]rune(e.words)) < leastWords }

// rest is the portion of part's words that are in whole, without those of
// whole that are in other.
func (m *matcher) rest(whole, other, part entry) float64 {
	sum := 0.0
	for id, n := range part.pairs {
		left := whole.pairs[id] - other.pairs[id]
		if left > 0 {
			sum += m.rare[id] * float64(min(n, left))
		}
	}
	return sum / part.weight
}

// likeness is the Dice coefficient of a group's two sides.
func (m *matcher) likeness(g group) float64 {
	count := func(list []entry, of []int) (map[int32]int, float64) {
		sum, weight := make(map[int32]int), 0.0
		for _, i := range of {
			weight += list[i].weight
			for id, n := range list[i].pairs {
				sum[id] += n
			}
		}
		return sum, weight
	}
	before, w := count(m.a, g.from)
	after, v := count(m.b, g.to)
	common := 0.0
	for id, n := range before {
		common += m.rare[id] * float64(min(n, after[id]))
	}
	if w+v == 0 {
		return 1
	}
	return min(2*common/(w+v), 1)
}
