package index

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"unicode/utf8"

	"tiaowen/corpus"
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
	authority float64 // what a document's authority adds to a score, relative

	feedback      int     // clauses taken for feedback, 0 for none
	feedbackTerms int     // terms taken from them
	feedbackShare float64 // their weight against the query's

	evidence    float64 // what the document's best clauses add
	evidenceTop int
	section     float64
}

var defaultRanking = ranking{
	k1:        1.0,
	field:     [numFields]float64{1, 1, 0.8, 0.6},
	b:         [numFields]float64{0.75, 0.3, 0.3, 0.3},
	single:    1,
	stop:      0.7,
	authority: 0.12,
	expansion: 0.5,
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
	if ix.rank.authority > 0 {
		for ord := range a.score {
			a.score[ord] *= 1 + float32(ix.rank.authority)*ix.authority[ix.docOf[ord]]
		}
	}
	if ix.rank.feedback > 0 {
		top, _ := a.top(ix.rank.feedback, keep)
		more, err := ix.feedback(q, terms, top)
		if err != nil {
			return nil, 0, err
		}
		for _, t := range more {
			w := float32(t.weight)
			for i, ord := range t.ord {
				x := w * t.postings.weight[i]
				if ix.rank.authority > 0 {
					x *= 1 + float32(ix.rank.authority)*ix.authority[ix.docOf[ord]]
				}
				a.score[ord] += x
			}
		}
	}
	if ix.rank.evidence > 0 || ix.rank.section > 0 {
		top, _ := a.top(ix.rank.evidenceTop, keep)
		docs := map[uint16]float32{}
		secs := map[*corpus.Section]float32{}
		for i, r := range top {
			g := r.score / float32(i+3)
			docs[ix.docOf[r.ord]] += g
			if s := ix.clauses[r.ord].Section; s != nil {
				secs[s] += g
			}
		}
		for ord := range a.score {
			if a.score[ord] > 0 {
				a.score[ord] += float32(ix.rank.evidence) * docs[ix.docOf[ord]]
				if s := ix.clauses[ord].Section; s != nil && ix.rank.section > 0 {
					a.score[ord] += float32(ix.rank.section) * secs[s]
				}
			}
		}
	}
	best, total := a.top(n, keep)
	hits = make([]Hit, len(best))
	for i, r := range best {
		hits[i] = Hit{Clause: ix.clauses[r.ord], Score: float64(r.score)}
	}
	return hits, total, nil
}

func (ix *Index) feedback(q *Query, terms []weighted, top []ranked) ([]weighted, error) {
	if len(top) == 0 {
		return nil, nil
	}
	have := map[string]bool{}
	sum := 0.0
	for _, t := range terms {
		have[t.term] = true
		sum += t.weight
	}
	mass := map[string]float64{}
	var all float64
	for _, r := range top {
		all += float64(r.score)
	}
	for _, r := range top {
		c := ix.clauses[r.ord]
		text, _ := c.Clean()
		folded := fold(text)
		n := float64(utf8.RuneCountInString(folded) + 50)
		w := float64(r.score) / all / n
		eachGram(folded, func(s, e int) {
			if utf8.RuneCountInString(folded[s:e]) > 1 {
				mass[folded[s:e]] += w
			}
		})
	}
	type cand struct {
		term string
		m    float64
	}
	var cands []cand
	for t, m := range mass {
		if !have[t] {
			cands = append(cands, cand{t, m})
		}
	}
	slices.SortFunc(cands, func(a, b cand) int {
		if a.m != b.m {
			return cmp.Compare(b.m, a.m)
		}
		return cmp.Compare(a.term, b.term)
	})
	if len(cands) > 80 {
		cands = cands[:80]
	}
	var out []weighted
	for _, c := range cands {
		p, err := ix.postings(c.term)
		if err != nil {
			return nil, err
		}
		out = append(out, weighted{p, c.term, c.m * idf(len(ix.clauses), len(p.ord))})
	}
	slices.SortFunc(out, func(a, b weighted) int {
		if a.weight != b.weight {
			return cmp.Compare(b.weight, a.weight)
		}
		return cmp.Compare(a.term, b.term)
	})
	if len(out) > ix.rank.feedbackTerms {
		out = out[:ix.rank.feedbackTerms]
	}
	var s2 float64
	for _, t := range out {
		s2 += t.weight
	}
	for i := range out {
		out[i].weight *= ix.rank.feedbackShare * sum / s2
	}
	return out, nil
}
