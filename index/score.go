package index

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
)

// ranking holds the numbers that ranking turns on. They were chosen on one half
// of a set of questions by laypeople and confirmed on the other.
type ranking struct {
	k1    float64            // saturation of the term frequency
	field [numFields]float64 // weight of a term in body, title, path, name
	b     [numFields]float64 // length normalisation of each
}

var defaultRanking = ranking{
	k1:    1.2,
	field: [numFields]float64{1, 1, 0.4, 0.6},
	b:     [numFields]float64{0.6, 0.3, 0.3, 0.3},
}

// idf is the weight of a term that df of n clauses hold, as in Lucene.
func idf(n, df int) float64 {
	return math.Log(1 + (float64(n)-float64(df)+0.5)/(float64(df)+0.5))
}

// weighted is a query term with its postings.
type weighted struct {
	*postings
	term   string
	weight float64 // of the term in the query times its idf
}

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

// lookUp finds the postings of a query's terms. Terms that no clause holds are
// left out.
func (ix *Index) lookUp(terms []Term) ([]weighted, error) {
	out := make([]weighted, 0, len(terms))
	for _, t := range terms {
		p, err := ix.postings(t.Text)
		if err != nil {
			return nil, err
		}
		if len(p.ord) > 0 && t.Weight > 0 {
			out = append(out, weighted{p, t.Text, t.Weight * idf(len(ix.clauses), len(p.ord))})
		}
	}
	return out, nil
}

// accumulator holds one score a clause; they are kept between searches.
type accumulator struct{ score []float32 }

var accumulators sync.Pool

func (ix *Index) accumulator() *accumulator {
	if a, ok := accumulators.Get().(*accumulator); ok && len(a.score) == len(ix.clauses) {
		return a
	}
	return &accumulator{score: make([]float32, len(ix.clauses))}
}

func (a *accumulator) release() {
	clear(a.score)
	accumulators.Put(a)
}

// add scores all clauses of the terms: the plain sum, nothing left out.
func (a *accumulator) add(terms []weighted) {
	for _, t := range terms {
		w := float32(t.weight)
		score := a.score
		for i, ord := range t.ord {
			score[ord] += w * t.postings.weight[i]
		}
	}
}

// top returns the k best clauses that keep allows, best first, and the number
// of clauses with any score.
func (a *accumulator) top(k int, keep func(ord uint32) bool) (best []ranked, total int) {
	var floor float32
	for ord, s := range a.score {
		if s <= 0 || !keep(uint32(ord)) {
			continue
		}
		total++
		if len(best) == k && s <= floor {
			continue
		}
		best = append(best, ranked{uint32(ord), s})
		if len(best) >= 2*k {
			best, floor = cutTo(best, k)
		}
	}
	slices.SortFunc(best, better)
	return best[:min(k, len(best))], total
}

// cutTo keeps the k best of a list; floor is the score of the last.
func cutTo(list []ranked, k int) (kept []ranked, floor float32) {
	slices.SortFunc(list, better)
	list = list[:k]
	return list, list[k-1].score
}

// Search finds the n best clauses of a query, best first, and says how many
// there are in all.
func (ix *Index) Search(ctx context.Context, q *Query, n int) (hits []Hit, total int, err error) {
	if n <= 0 {
		return nil, 0, nil
	}
	terms, err := ix.lookUp(q.Terms)
	if err != nil {
		return nil, 0, err
	}
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	keep, err := ix.filter(q)
	if err != nil {
		return nil, 0, err
	}
	a := ix.accumulator()
	defer a.release()
	a.add(terms)
	best, total := a.top(n, keep)
	hits = make([]Hit, len(best))
	for i, r := range best {
		hits[i] = Hit{Clause: ix.clauses[r.ord], Score: float64(r.score)}
	}
	return hits, total, nil
}
