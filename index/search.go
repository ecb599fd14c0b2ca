package index

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tiaowen/index/collection"
	"tiaowen/index/engine"
	"tiaowen/index/facet"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
)

// Search finds the n best clauses of a query, best first, and says how many
// match in all. What the query names by number comes before everything else.
func (ix *Index) Search(ctx context.Context, q *Query, n int) (hits []Hit, total int, err error) {
	hits, total, _, err = ix.SearchCount(ctx, q, n)
	return hits, total, err
}

// SearchCount is [Index.Search] with what was found counted, where q.Count asks for it.
func (ix *Index) SearchCount(ctx context.Context, q *Query, n int) (hits []Hit, total int, count *facet.Tally, err error) {
	if n <= 0 {
		return nil, 0, nil, nil
	}
	key := ix.recent.key(q, n)
	f, ok := ix.recent.get(key)
	var terms []engine.Wanted
	if !ok || q.Why {
		if f, terms, err = ix.find(ctx, q, n); err != nil {
			return nil, 0, nil, err
		}
		ix.recent.put(key, f)
	}
	hits = ix.hitsOf(&f, n)
	if q.Why {
		if err := ix.explain(q, &f, terms, hits); err != nil {
			return nil, 0, nil, err
		}
	}
	return hits, f.total, f.count, nil
}

// hitsOf gives the n best of what was found: those named by number come first.
func (ix *Index) hitsOf(f *found, n int) []Hit {
	hits := make([]Hit, 0, min(n, len(f.first)+len(f.best)))
	add := func(ord uint32, score float32) {
		if len(hits) < n {
			hits = append(hits, Hit{Clause: ix.clauses[ord], Score: float64(score), Near: f.bare[ord]})
		}
	}
	score := float32(1)
	if len(f.best) > 0 {
		score += f.best[0].Score
	}
	for _, ord := range f.first {
		add(ord, score)
	}
	for _, r := range f.best {
		if !slices.Contains(f.first, r.Ordinal) {
			add(r.Ordinal, r.Score)
		}
	}
	return hits
}

// explain says in words what made the scores of hits.
func (ix *Index) explain(q *Query, f *found, terms []engine.Wanted, hits []Hit) error {
	points, err := ix.points(terms)
	if err != nil {
		return err
	}
	for i := range hits {
		h, ord := &hits[i], ix.Ordinal(hits[i].Clause)
		named := i < len(f.first)
		h.Why = ix.why(q, ord, terms, points, named)
		if c, ok := f.cited[ord]; ok {
			h.Why = append(h.Why, fmt.Sprintf("%s cites it +%.1f", ix.clauses[c.by].Cite(), c.gain))
		}
		if j, ok := f.sides[ord]; ok && !named {
			h.Why = append(h.Why, fmt.Sprintf("of %.1f, the words give %.1f, the meaning (nearness %.3f) %.1f", j.Score, j.ofWords, j.near, float64(j.Score)-j.ofWords))
		}
	}
	return nil
}

// find ranks the clauses for a query.
func (ix *Index) find(ctx context.Context, q *Query, n int) (f found, terms []engine.Wanted, err error) {
	l, err := ix.lookupOf(ctx, q)
	if err != nil {
		return f, nil, err
	}
	passes := facet.NewPassing(ix.Collection, &l.Filter)
	for _, ord := range ix.named(q) {
		if !slices.Contains(f.first, ord) && passes.Clause(ord) {
			f.first = append(f.first, ord)
		}
	}
	if q.Count {
		f.count = facet.NewTally(ix.Collection, q.Document != "")
	}
	near := q.Meaning && !(q.Cut && len(f.first) > 0) && ix.joins(q) // a clause that is named by its number is what is meant
	l.N, l.Tally = ix.among(q, n, near)+len(f.first), f.count
	if f.best, f.total, err = ix.top(ctx, l); err != nil {
		return f, nil, err
	}
	terms = slices.Concat(l.Rare, l.Common)
	if f.best, err = ix.rankBeside(ctx, q, f.best, terms, passes); err != nil {
		return f, nil, err
	}
	f.cited = ix.rankCited(f.best)
	if near {
		if err := ix.findNear(ctx, q, &f, l, passes, max(n, citedAmong)+len(f.first)); err != nil {
			return f, nil, err
		}
	}
	if q.Newest {
		ix.sortNewest(f.best)
		f.best = f.best[:min(len(f.best), n+len(f.first))]
	}
	return f, terms, ix.countNamed(&f, l.Rare)
}

// lookupOf gives a query as an engine takes it, without how many clauses are wanted.
func (ix *Index) lookupOf(ctx context.Context, q *Query) (l *engine.Lookup, err error) {
	l = &engine.Lookup{Filter: ix.filterOf(q)}
	if err := ix.check(q); err != nil {
		return nil, err
	}
	if l.Rare, l.Common, err = ix.lookUp(ctx, q.Terms); err != nil {
		return nil, err
	}
	if q.Cut {
		l.Rare, l.Common = telling(l.Rare, l.Common)
	}
	if law := ix.lawTerm(q); law != nil {
		l.Rare = append(l.Rare, *law)
	}
	return l, ctx.Err()
}

// among is how many of the best clauses are looked at where n are wanted; near tells
// that a search by meaning joins.
func (ix *Index) among(q *Query, n int, near bool) int {
	k := max(n, citedAmong)
	if near {
		k = max(k, ix.rank.join.among)
	}
	if q.Newest {
		k = max(k, newestAmong)
	}
	return k
}

// countNamed counts the clauses that are named and hold no word of the query.
func (ix *Index) countNamed(f *found, rare []engine.Wanted) error {
	if len(f.first) == 0 {
		return nil
	}
	points, err := ix.points(rare)
	if err != nil {
		return err
	}
	each := make([]float32, len(rare))
	for _, ord := range f.first {
		if points(ord, each) == 0 {
			f.total++
			f.count.Add(ord)
		}
	}
	return nil
}

// findNear joins the search by meaning, and keeps the n best.
func (ix *Index) findNear(ctx context.Context, q *Query, f *found, l *engine.Lookup, passes *facet.Passing, n int) error {
	list, ok, err := ix.join(ctx, q, f.best, slices.Concat(l.Rare, l.Common), passes)
	if err != nil || !ok {
		return err
	}
	if q.Cut {
		if list, err = ix.cutNear(f, list, l.Rare); err != nil {
			return err
		}
	} else {
		f.total += max(0, len(list)-len(f.best))
	}
	list = list[:min(len(list), n)]
	f.best, f.sides = f.best[:0:0], make(map[uint32]joined, len(list))
	for _, j := range list {
		f.best, f.sides[j.Ordinal] = append(f.best, j.Scored), j
	}
	return nil
}

// lawWeight is what it is worth to stand in a document that the query names,
// against a rare pair of characters.
const lawWeight = 3

// lowLaw is what is left of it for a document that is not in force any more.
const lowLaw = 0.5

// lawTerm is a term that stands for the documents a query names; nil when it
// names none, or when they are all that is searched.
func (ix *Index) lawTerm(q *Query) *engine.Wanted {
	if len(q.Laws) == 0 || q.Document != "" {
		return nil
	}
	// What took the place of a text that is named is meant as well, and comes before it.
	in := make(map[int]float64)
	for _, law := range q.Laws {
		for _, d := range law.Documents {
			at, _ := ix.Position(d.ID)
			in[at] = 1
			if s := ix.Status(d); s.Low() {
				in[at] = lowLaw
				if s.Next != nil {
					next, _ := ix.Position(s.Next.ID)
					in[next] = 1
				}
			}
		}
	}
	if len(in) == len(ix.Documents()) {
		return nil
	}
	t := &engine.Wanted{Origin: lawOrigin}
	for _, d := range slices.Sorted(maps.Keys(in)) {
		t.Documents = append(t.Documents, ix.Documents()[d].ID)
		t.Worth = append(t.Worth, uint8(in[d]/posting.Unit+0.5))
		from, to := ix.Range(d)
		t.Count += int(to - from)
	}
	t.Weight = float32(lawWeight * posting.IDF(len(ix.clauses), t.Count) * posting.Unit)
	return t
}

// lawOrigin is the origin of the term of lawTerm.
const lawOrigin = "law"

// why tells what made a clause's score, the weightiest first, in words.
func (ix *Index) why(q *Query, ord uint32, terms []engine.Wanted, points func(uint32, []float32) float32, named bool) []string {
	type reason struct {
		text  string
		score float32
	}
	var reasons []reason
	each := make([]float32, len(terms))
	points(ord, each)
	for i, t := range terms {
		if each[i] != 0 {
			reasons = append(reasons, reason{fmt.Sprintf("%s +%.1f", whyTerm(q, t), each[i]), each[i]})
		}
	}
	slices.SortStableFunc(reasons, func(a, b reason) int { return cmp.Compare(b.score, a.score) })
	var out []string
	if named {
		var labels []string
		for _, r := range q.References {
			labels = append(labels, r.Label())
		}
		out = append(out, "named: "+strings.Join(labels, ", "))
	}
	for _, r := range reasons {
		out = append(out, r.text)
	}
	if words := whyAuthority(ix.Authority(ix.PositionOf(ord))); words != "" {
		times := 1 + ix.rank.weights.Authority*float64(ix.Authority(ix.PositionOf(ord)))
		out = append(out, fmt.Sprintf("%s: all of it times %.2f", words, times))
	}
	return out
}

// whyTerm says what a term of a query is: a word, what was typed, the document named, or what the vocabulary says
// for something typed.
func whyTerm(q *Query, t engine.Wanted) string {
	switch {
	case strings.HasPrefix(t.Text, gram.WordMark):
		return t.Text[len(gram.WordMark):] + " as a word"
	case t.Origin == "query":
		return t.Text
	case t.Origin == lawOrigin:
		return q.Folded[q.Laws[0].Start:q.Laws[0].End] + " is the document named"
	}
	return t.Text + ", for " + t.Origin
}

// whyAuthority says what a document counts by the others; "" for nothing.
func whyAuthority(authority float32) string {
	switch {
	case authority == collection.Amending:
		return "a decision that amends another text"
	case authority < 0:
		return "not in force any more"
	case authority > 0:
		return "other documents cite this one"
	}
	return ""
}
