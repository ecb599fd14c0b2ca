package index

import (
	"cmp"
	"math"
	"slices"
)

// ranking holds the numbers that ranking turns on. They were chosen on one half
// of a set of questions by laypeople and confirmed on the other.
type ranking struct {
	k1    float64            // saturation of the term frequency
	field [numFields]float64 // weight of a term in body, title, path, name
	b     [numFields]float64 // length normalisation of each

	single    float64 // weight of a single character against a pair
	stop      float64 // weight of a term that touches a question's stop words
	expansion float64 // weight of a word that the vocabulary adds
	loose     float64 // what is left of it where the rule was met loosely
	absent    float64 // times that, when the word said stands in no clause
	authority float64 // what a document's authority adds to a score, relative
}

var defaultRanking = ranking{
	k1:        1.0,
	field:     [numFields]float64{1, 1, 0.8, 0.6},
	b:         [numFields]float64{0.75, 0.3, 0.3, 0.3},
	single:    1,
	stop:      0.7,
	authority: 0.12,
	expansion: 0.3,
	absent:    2,
	loose:     0.15,
}

// idf is the weight of a term that df of n clauses hold, as in Lucene.
func idf(n, df int) float64 {
	return math.Log(1 + (float64(n)-float64(df)+0.5)/(float64(df)+0.5))
}

// weighted is a query term with its postings.
type weighted struct {
	*postings
	term   string
	origin string
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

// lookUp finds the postings of a query's terms, the rare before the common
// ones. A clause matches a query when it holds a rare term; the characters that
// a tenth of all clauses hold only add to its score, unless there are no
// others. Terms that no clause holds are left out.
func (ix *Index) lookUp(terms []Term) (rare, common []weighted, err error) {
	limit := max(len(ix.clauses)/10, 100)
	for _, t := range terms {
		p, err := ix.postings(t.Text)
		if err != nil {
			return nil, nil, err
		}
		if len(p.ord) == 0 || t.Weight <= 0 {
			continue
		}
		w := weighted{p, t.Text, t.Origin, float32(t.Weight * idf(len(ix.clauses), len(p.ord)) * weightUnit)}
		if len(p.ord) > limit {
			common = append(common, w)
		} else {
			rare = append(rare, w)
		}
	}
	if len(rare) == 0 {
		rare, common = common, nil
	}
	return rare, common, nil
}

// scores holds one score a clause; they are kept between searches.
type scores []float32

func (ix *Index) scores() scores {
	if s, ok := ix.free.Get().(scores); ok {
		return s
	}
	return make(scores, len(ix.clauses))
}

func (ix *Index) release(s scores) {
	clear(s)
	ix.free.Put(s)
}

// add scores all clauses of a term.
func (s scores) add(t weighted) {
	w := t.weight
	weights := t.postings.weight[:len(t.ord)]
	for i, ord := range t.ord {
		s[ord] += w * float32(weights[i])
	}
}

// addTo scores the clauses of a term that have a score already.
func (s scores) addTo(t weighted) {
	w := t.weight
	weights := t.postings.weight[:len(t.ord)]
	for i, ord := range t.ord {
		if s[ord] > 0 {
			s[ord] += w * float32(weights[i])
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
func (ix *Index) searchAll(rare, common []weighted, k int, skip []bool) (best []ranked, total int) {
	s := ix.scores()
	defer ix.release(s)
	for _, t := range rare {
		s.add(t)
	}
	for _, t := range common {
		s.addTo(t)
	}
	top := selector{k: k}
	for ord, score := range s {
		if score > 0 && !skip[ord] {
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
func (ix *Index) searchTop(rare, common []weighted, k int, skip []bool) (best []ranked, total int) {
	s := ix.scores()
	defer ix.release(s)
	for _, t := range rare {
		s.add(t)
	}
	slices.SortFunc(common, func(a, b weighted) int { return cmp.Compare(b.bound(), a.bound()) })
	var rest float32
	for _, t := range common {
		rest += t.bound()
	}
	top := selector{k: k}
	candidates := make([]ranked, 0, 1024)
	for ord, score := range s {
		if score <= 0 || skip[ord] {
			continue
		}
		total++
		if score+rest >= top.floor {
			candidates = append(candidates, ranked{uint32(ord), score})
			top.add(ranked{uint32(ord), score})
		}
	}
	// The best by the rare terms, scored in full, set the floor.
	top.cut()
	best = top.best
	slices.SortFunc(best, func(a, b ranked) int { return cmp.Compare(a.ord, b.ord) })
	for _, t := range common {
		t.addToList(best)
	}
	floor := float32(0)
	if len(best) == k {
		floor = slices.MinFunc(best, func(a, b ranked) int { return cmp.Compare(a.score, b.score) }).score
	}
	// Sums of the same numbers in another order differ in the last digits.
	floor -= floor * 1e-5
	candidates = above(candidates, floor-rest)
	for _, t := range common {
		t.addToList(candidates)
		rest -= t.bound()
		candidates = above(candidates, floor-rest)
	}
	top = selector{k: k}
	for _, r := range candidates {
		top.add(r)
	}
	top.cut()
	return top.best, total
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
	from := 0 // t.ord[:from] lies before the candidate
	for i := range candidates {
		ord := candidates[i].ord
		// Gallop: candidates lie close together or far apart.
		step := 1
		for from+step < len(t.ord) && t.ord[from+step] < ord {
			from += step
			step *= 2
		}
		to := min(from+step+1, len(t.ord))
		j, ok := slices.BinarySearch(t.ord[from:to], ord)
		from += j
		if ok {
			candidates[i].score += t.weight * float32(t.postings.weight[from])
		}
		if from >= len(t.ord) {
			return
		}
	}
}
