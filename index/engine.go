package index

import (
	"context"
	"errors"
	"slices"

	"tiaowen/corpus"
	"tiaowen/index/facet"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
)

// An Engine knows which clauses hold which terms: Bleve's segments on this
// machine, or a cluster. Reading a query, the final order of the hits, passages
// and answers are the [Index]'s and the same for all engines.
//
// A clause is named by its ordinal: its place among the clauses of all
// documents, in the order in which the index was given them.
type Engine interface {
	// Count says in how many clauses each word stands. A word of several terms
	// stands where all of its [gram.Of] do.
	Count(ctx context.Context, words []string) ([]int, error)
	// Top gives the l.N clauses of the highest scores, best first, and how many
	// match in all. It may add up rounded numbers, and so be a little off: the index
	// ranks what it is handed again.
	Top(ctx context.Context, l *Lookup) (best []posting.Scored, total int, err error)
}

// ErrEngine says that an engine does not answer now.
var ErrEngine = errors.New("the engine does not answer")

// Lookup is a query as an [Engine] takes it.
type Lookup struct {
	Rare   []Wanted // a clause matches when it holds one of these
	Common []Wanted // those only add to the score of a clause that matches
	Filter facet.Filter
	N      int
	Tally  *facet.Tally // counts all clauses that match; nil does not
}

// Wanted is a term of a lookup; a word as gse cuts it stands behind _. It adds Weight times the weight of the term in
// the clause, 0 to 255 ([Index.Bag]); of a word of several terms that is the
// least of their weights.
type Wanted struct {
	Text      string   // a term or a word; "" stands for the documents themselves
	Documents []string // ids; the term counts in these alone; nil means everywhere
	Worth     []uint8  // where Text is "": the weight in each of Documents
	Weight    float32
	Count     int    // of the clauses that hold the term anywhere
	origin    string // as in Term
}

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
func (ix *Index) lookUp(ctx context.Context, terms []Term) (rare, common []Wanted, err error) {
	words := make([]string, len(terms))
	for i, t := range terms {
		words[i] = t.term()
	}
	counts, err := ix.engine.Count(ctx, words)
	if err != nil {
		return nil, nil, err
	}
	limit := posting.CommonAbove(len(ix.clauses))
	rare = make([]Wanted, 0, len(terms)+1)
	for i, t := range terms {
		n := counts[i]
		if n == 0 || t.Weight <= 0 {
			continue
		}
		w := Wanted{Text: words[i], Count: n, origin: t.Origin, Weight: float32(t.Weight * posting.IDF(len(ix.clauses), n) * posting.Unit)}
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
func (ix *Index) Engine() Engine { return ix.engine }

// local is the engine of an index whose postings are on this machine.
type local struct{ ix *Index }

// Count implements [Engine].
func (l local) Count(_ context.Context, words []string) ([]int, error) {
	out := make([]int, len(words))
	for i, w := range words {
		p, err := l.ix.postings(w)
		if err != nil {
			return nil, err
		}
		out[i] = p.Len()
	}
	return out, nil
}

// Top implements [Engine].
func (l local) Top(_ context.Context, up *Lookup) ([]posting.Scored, int, error) {
	skip, err := l.ix.filter(&up.Filter)
	if err != nil {
		return nil, 0, err
	}
	rare, err := l.ix.weighted(up.Rare)
	if err != nil {
		return nil, 0, err
	}
	common, err := l.ix.weighted(up.Common)
	if err != nil {
		return nil, 0, err
	}
	best, total := l.ix.scorer.Top(rare, common, up.N, skip, up.Tally.Counter(l.ix.norms))
	return best, total, nil
}

// weighted gives the terms of a lookup with their postings.
func (ix *Index) weighted(list []Wanted) ([]posting.Weighted, error) {
	out := make([]posting.Weighted, len(list))
	for i, w := range list {
		p := ix.worth(w)
		if p == nil {
			var err error
			if p, err = ix.postings(w.Text); err != nil {
				return nil, err
			}
			p = ix.inside(p, w.Documents)
		}
		out[i] = posting.Weighted{List: p, Weight: w.Weight}
	}
	return out, nil
}

// worth is a term that stands for documents; nil for other terms.
func (ix *Index) worth(w Wanted) *posting.List {
	if w.Text != "" {
		return nil
	}
	of := make(map[string]uint8, len(w.Documents))
	for i, id := range w.Documents {
		of[id] = w.Worth[i]
	}
	p := &posting.List{}
	for at, d := range ix.Documents() {
		if worth := of[d.ID]; worth > 0 {
			for ord, to := ix.Range(at); ord < to; ord++ {
				p.Add(ord, worth)
			}
		}
	}
	return p
}

// points gives a function that tells what each of some terms adds to a clause's
// score, in place, and the sum.
func (ix *Index) points(terms []Wanted) (func(ord uint32, each []float32) float32, error) {
	if ix.inverted == nil {
		return ix.pointsOfText(terms), nil
	}
	list, err := ix.weighted(terms)
	return func(ord uint32, each []float32) (sum float32) {
		for i, t := range list {
			each[i] = t.Weight * float32(t.At(ord))
			sum += each[i]
		}
		return sum
	}, err
}

// top asks the engine for the best clauses, and ranks those of an engine
// elsewhere by what their texts say.
func (ix *Index) top(ctx context.Context, l *Lookup) (best []ranked, total int, err error) {
	n := l.N
	if ix.inverted == nil {
		l.N += n/2 + spare
	}
	list, total, err := ix.engine.Top(ctx, l)
	if err != nil {
		return nil, 0, err
	}
	best = make([]ranked, len(list))
	for i, s := range list {
		best[i] = ranked{s.Ordinal, s.Score}
	}
	if ix.inverted != nil {
		return best, total, nil
	}
	terms := slices.Concat(l.Rare, l.Common)
	points := ix.pointsOfText(terms)
	each := make([]float32, len(terms))
	for i := range best {
		best[i].score = points(best[i].ord, each)
	}
	slices.SortFunc(best, better)
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
