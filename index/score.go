package index

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"tiaowen/index/field"
)

// ranking holds the numbers that ranking turns on. They were chosen on one half
// of a set of questions by laypeople and confirmed on the other.
type ranking struct {
	k1    float64               // saturation of the term frequency
	field [field.Scored]float64 // weight of a term in body, title, path, name
	b     [field.Scored]float64 // length normalisation of each

	single    float64 // weight of a single character against a pair
	stop      float64 // weight of a term that touches a question's stop words
	expansion float64 // weight of a word that the vocabulary adds
	loose     float64 // what is left of it where the rule was met loosely
	absent    float64 // times that, when the word said stands in no clause
	authority float64 // what a document's authority adds to a score, relative
	join      joining // with the search by meaning
	figure    float64 // weight of a figure as a whole, however it is written
	words     float64 // weight of a word as gse cuts it
	beside    float64 // weight of words side by side
}

var defaultRanking = ranking{
	k1:        1.0,
	field:     [field.Scored]float64{1, 1, 1.2, 0.6},
	b:         [field.Scored]float64{0.75, 0.3, 0.3, 0.3},
	single:    1,
	stop:      0.7,
	authority: 0.12,
	expansion: 0.3,
	absent:    2,
	loose:     0.15,
	join:      joining{among: 200, share: 0.5},
	figure:    0.5,
	words:     0.1,
	beside:    2,
}

// idf is the weight of a term that df of n clauses hold, as in Lucene.
func idf(n, df int) float64 {
	return math.Log(1 + (float64(n)-float64(df)+0.5)/(float64(df)+0.5))
}

// weighted is a query term with its postings.
type weighted struct {
	*postings
	weight float32 // of the term in the query, times its idf, times weightUnit
}

// bound is the most that the term can add to a score.
func (t weighted) bound() float32 { return t.weight * float32(t.most) }

// ranked is a clause with its score.
type ranked struct {
	ord   uint32
	score float32
}

// better orders by score and then by the order of the text, so that equal
// scores never change places.
func better(a, b ranked) int {
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	return cmp.Compare(a.ord, b.ord)
}

// scores holds one score a clause; they are kept between searches, with room
// for what they are looked through by.
type scores struct {
	of         []float32
	highest    []float32 // of each scanBlock of them
	candidates []ranked
}

func (ix *Index) scores() *scores {
	if s, ok := ix.free.Get().(*scores); ok {
		return s
	}
	n := len(ix.clauses)
	whole := (n + 1<<blockBits - 1) >> blockBits << blockBits // so that no ordinal of a block needs to be checked
	return &scores{of: make([]float32, n, whole), highest: make([]float32, (n+scanBlock-1)/scanBlock)}
}

func (ix *Index) release(s *scores) {
	clear(s.of)
	ix.free.Put(s)
}

// add scores all clauses of a term.
func (s *scores) add(t weighted) {
	for ord, weight := range t.dense {
		s.of[ord] += t.weight * float32(weight)
	}
	for b := range t.ends {
		low, weight := t.block(b)
		weight = weight[:len(low)]
		part := (*[1 << blockBits]float32)(s.of[b<<blockBits : (b+1)<<blockBits : cap(s.of)])
		for i, o := range low {
			part[o] += t.weight * float32(weight[i])
		}
	}
}

// addTo scores the clauses of a term that have a score already.
func (s *scores) addTo(t weighted) {
	for ord, weight := range t.all() {
		if s.of[ord] > 0 {
			s.of[ord] += t.weight * float32(weight)
		}
	}
}

// selector keeps the k best of what it is shown.
type selector struct {
	k     int
	best  []ranked
	floor float32 // the score of the k-th best so far, 0 before there are k
}

func (s *selector) add(r ranked) {
	if r.score <= s.floor && s.floor > 0 {
		return
	}
	s.best = append(s.best, r)
	if len(s.best) >= 2*s.k+16 {
		s.cut()
	}
}

func (s *selector) cut() {
	slices.SortFunc(s.best, better)
	if len(s.best) >= s.k {
		s.best = s.best[:s.k]
		s.floor = s.best[s.k-1].score
	}
}

// searchAll is the plain way: it scores every clause that matches by every
// term. It is what [Index.searchTop] is held to.
func (ix *Index) searchAll(rare, common []weighted, k int, skip set) (best []ranked, total int) {
	s := ix.scores()
	defer ix.release(s)
	for _, t := range rare {
		s.add(t)
	}
	for _, t := range common {
		s.addTo(t)
	}
	top := selector{k: k}
	for ord, score := range s.of {
		if score > 0 && !skip.has(ord) {
			total++
			top.add(ranked{uint32(ord), score})
		}
	}
	top.cut()
	return top.best, total
}

// searchTop gives the same k clauses in less time: a clause that lies below the
// k-th best by more than the common terms not looked up yet can add is out, and
// the next one is looked up for the others alone (the idea of MaxScore, Turtle
// and Flood 1995).
func (ix *Index) searchTop(rare, common []weighted, k int, skip set, count *Tally) (best []ranked, total int) {
	s := ix.scores()
	defer ix.release(s)
	for _, t := range rare {
		s.add(t)
	}
	s.drop(skip)
	slices.SortFunc(common, func(a, b weighted) int { return cmp.Compare(b.bound(), a.bound()) })
	var rest float32
	for _, t := range common {
		rest += t.bound()
	}
	// The best by the rare terms, scored in full, set a floor for the others.
	// At least as many scores are that high as blocks hold one that is.
	total = s.measure()
	count.addAll(s)
	candidates := s.above(atLeast(s.highest, floorOf*k), s.candidates[:0])
	if len(candidates) > floorOf*k {
		slices.SortFunc(candidates, better)
		candidates = candidates[:floorOf*k]
	}
	floor := fullFloor(candidates, common, k)
	candidates = s.above(floor-rest, candidates[:0])
	s.candidates = candidates[:0]
	for _, t := range common {
		t.addToList(candidates)
		rest -= t.bound()
		candidates = above(candidates, floor-rest)
	}
	top := selector{k: k}
	for _, r := range candidates {
		top.add(r)
	}
	top.cut()
	return top.best, total
}

// floorOf times as many clauses as are wanted are scored in full for a floor.
const floorOf = 2

// scanBlock is the number of scores of which the highest is noted.
const scanBlock = 64

// measure notes the highest score of each block and counts the scores above 0.
func (s *scores) measure() (total int) {
	for b := range s.highest {
		from := b * scanBlock
		highest, n := highestOf(s.of[from:min(from+scanBlock, len(s.of))])
		s.highest[b] = highest
		total += n
	}
	return total
}

// above appends the clauses with a score of at least floor, ascending.
func (s *scores) above(floor float32, list []ranked) []ranked {
	floor = max(floor, math.SmallestNonzeroFloat32)
	for b, most := range s.highest {
		if most < floor {
			continue
		}
		from := b * scanBlock
		for i, score := range s.of[from:min(from+scanBlock, len(s.of))] {
			if score >= floor {
				list = append(list, ranked{uint32(from + i), score})
			}
		}
	}
	return list
}

// drop takes clauses out.
func (s *scores) drop(skip set) {
	for i, word := range skip {
		part := s.of[i*64 : min(i*64+64, len(s.of))]
		if word == math.MaxUint64 { // all of a long document
			clear(part)
			continue
		}
		for ; word != 0; word &= word - 1 {
			part[bits.TrailingZeros64(word)] = 0
		}
	}
}

// atLeast gives the k-th highest of some numbers, 0 when they are fewer.
func atLeast(list []float32, k int) float32 {
	if len(list) < k {
		return 0
	}
	best := make([]float32, 0, k) // descending
	for _, x := range list {
		if len(best) == k {
			if x <= best[k-1] {
				continue
			}
			best = best[:k-1]
		}
		i := len(best)
		for i > 0 && best[i-1] < x {
			i--
		}
		best = slices.Insert(best, i, x)
	}
	return best[k-1]
}

// highestOf gives the highest of some scores and how many are above 0. None is
// negative: their order is that of their bits, which need no branch.
func highestOf(part []float32) (highest float32, above int) {
	const carry = 1<<31 - 1 // lifts all bits but those of 0 to the top bit
	var a, b, c, d, n uint32
	for ; len(part) >= 4; part = part[4:] {
		w, x := math.Float32bits(part[0]), math.Float32bits(part[1])
		y, z := math.Float32bits(part[2]), math.Float32bits(part[3])
		a, b, c, d = max(a, w), max(b, x), max(c, y), max(d, z)
		n += (w+carry)>>31 + (x+carry)>>31 + (y+carry)>>31 + (z+carry)>>31
	}
	for _, score := range part {
		w := math.Float32bits(score)
		a = max(a, w)
		n += (w + carry) >> 31
	}
	return math.Float32frombits(max(a, b, c, d)), int(n)
}

// fullFloor adds the common terms to clauses that the rare ones are added to
// and gives a score that k of them reach, 0 when they are fewer.
func fullFloor(list []ranked, common []weighted, k int) float32 {
	if len(list) < k {
		return 0
	}
	slices.SortFunc(list, func(a, b ranked) int { return cmp.Compare(a.ord, b.ord) })
	for _, t := range common {
		t.addToList(list)
	}
	slices.SortFunc(list, better)
	floor := list[k-1].score
	// Sums of the same numbers in another order differ in the last digits.
	return floor - floor*1e-5
}

// above keeps what scores at least floor, in place.
func above(list []ranked, floor float32) []ranked {
	n := 0
	for _, r := range list {
		if r.score >= floor {
			list[n] = r
			n++
		}
	}
	return list[:n]
}

// addToList adds a term's weights to candidates, which are in order of ordinal.
func (t weighted) addToList(candidates []ranked) {
	if t.dense != nil {
		for i := range candidates {
			candidates[i].score += t.weight * float32(t.dense[candidates[i].ord])
		}
		return
	}
	var low []uint16
	var weight []uint8
	block, from := -1, 0 // low[:from] lies before the candidate
	for i := range candidates {
		ord := candidates[i].ord
		if b := int(ord >> blockBits); b != block {
			low, weight = t.block(b)
			block, from = b, 0
		}
		if from >= len(low) {
			continue
		}
		// Gallop: candidates lie close together or far apart.
		o, step := uint16(ord), 1
		for from+step < len(low) && low[from+step] < o {
			from += step
			step *= 2
		}
		j, ok := slices.BinarySearch(low[from:min(from+step+1, len(low))], o)
		from += j
		if ok {
			candidates[i].score += t.weight * float32(weight[from])
		}
	}
}
