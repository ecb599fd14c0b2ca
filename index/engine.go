package index

import (
	"context"
	"slices"

	"tiaowen/corpus"
	"tiaowen/index/engine"
	"tiaowen/index/facet"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
)

// filterOf gives the filter of a query.
func (ix *Index) filterOf(q *Query) facet.Filter {
	f := facet.Filter{Documents: q.Documents, Date: q.Date, Versions: q.Versions, Section: q.Section, Norm: q.Norm, Phrases: q.Phrases}
	if len(f.Documents) == 0 {
		f.Documents = nil
	}
	if q.Document != "" {
		f.Documents = []string{q.Document}
	}
	ix.narrowing(q, &f)
	return f
}

// lookUp weighs the terms of a query, the rare before the common ones. A clause
// matches a query when it holds a rare term; the characters that a tenth of all
// clauses hold only add to its score, unless there are no others. Terms that no
// clause holds are left out.
func (ix *Index) lookUp(ctx context.Context, terms []Term) (rare, common []engine.Wanted, err error) {
	words := make([]string, len(terms))
	for i, t := range terms {
		words[i] = t.term()
	}
	counts, err := ix.engine.Count(ctx, words)
	if err != nil {
		return nil, nil, err
	}
	limit := posting.CommonAbove(len(ix.clauses))
	rare = make([]engine.Wanted, 0, len(terms)+1)
	for i, t := range terms {
		n := counts[i]
		if n == 0 || t.Weight <= 0 {
			continue
		}
		w := engine.Wanted{Text: words[i], Count: n, Origin: t.Origin, Weight: float32(t.Weight * posting.IDF(len(ix.clauses), n) * posting.Unit)}
		for _, d := range t.within {
			w.Documents = append(w.Documents, d.ID)
		}
		if n > limit && t.within == nil {
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

// term is what stands for the term among those of an engine.
func (t Term) term() string {
	if t.Word {
		return gram.WordMark + t.Text
	}
	return t.Text
}

// count is in how many clauses the characters of a word stand together.
func (ix *Index) count(word string) int {
	if ix.local != nil {
		p, err := ix.local.Postings(word)
		if err != nil {
			ix.fail(err)
			return 0
		}
		return p.Len()
	}
	n, err := ix.engine.Count(context.Background(), []string{word})
	if err != nil {
		ix.fail(err)
		return 0
	}
	return n[0]
}

// fail notes that the engine did not answer, where that cannot be returned.
func (ix *Index) fail(err error) {
	ix.trouble.last.Store(&err)
	ix.trouble.failed.Add(1)
}

// Watch gives a function that tells whether the engine failed since: what was
// read of a query or found out about a word in between may be wrong then. That
// of another request counts as well.
func (ix *Index) Watch() func() error {
	before := ix.trouble.failed.Load()
	return func() error {
		if ix.trouble.failed.Load() == before {
			return nil
		}
		return *ix.trouble.last.Load()
	}
}

// Check says whether the engine can be asked now; nil where that needs no
// looking.
func (ix *Index) Check(ctx context.Context) error {
	if c, ok := ix.engine.(interface{ Check(context.Context) error }); ok {
		return c.Check(ctx)
	}
	return nil
}

// Engine gives the engine by which the index finds clauses.
func (ix *Index) Engine() engine.Engine { return ix.engine }

// points gives a function that tells what each of some terms adds to a clause's
// score, in place, and the sum.
func (ix *Index) points(terms []engine.Wanted) (func(ord uint32, each []float32) float32, error) {
	if ix.local == nil {
		return ix.weights.Points(terms), nil
	}
	return ix.local.Points(terms)
}

// top asks the engine for the best clauses, and ranks those of an engine
// elsewhere by what their texts say.
func (ix *Index) top(ctx context.Context, l *engine.Lookup) (best []posting.Scored, total int, err error) {
	n := l.N
	if ix.local == nil {
		l.N += n/2 + spare
	}
	best, total, err = ix.engine.Top(ctx, l)
	if err != nil || ix.local != nil {
		return best, total, err
	}
	terms := slices.Concat(l.Rare, l.Common)
	points := ix.weights.Points(terms)
	each := make([]float32, len(terms))
	for i := range best {
		best[i].Score = points(best[i].Ordinal, each)
	}
	slices.SortFunc(best, posting.Better)
	return best[:min(len(best), n)], total, nil
}

// spare is how many clauses more than are needed, and half as many again, an engine
// elsewhere is asked for: its sums are a little off.
const spare = 20

func idsOf(docs []*corpus.Document) []string {
	var ids []string
	for _, d := range docs {
		ids = append(ids, d.ID)
	}
	return ids
}
