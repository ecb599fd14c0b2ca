package index

import (
	"slices"
	"testing"

	"tiaowen/index/facet"
	"tiaowen/index/posting"
)

// plainTop is what [posting.Scorer.Top] is held to: it scores every clause that matches by
// every term.
func plainTop(n int, rare, common []posting.Weighted, k int, skip posting.Set) (best []posting.Scored, total int) {
	scores := make([]float32, n)
	for i, t := range slices.Concat(rare, common) {
		for ord, weight := range t.All() {
			if i < len(rare) || scores[ord] > 0 {
				scores[ord] += t.Weight * float32(weight)
			}
		}
	}
	top := posting.NewBest(k)
	for ord, score := range scores {
		if score > 0 && !skip.Has(ord) {
			total++
			top.Add(posting.Scored{Ordinal: uint32(ord), Score: score})
		}
	}
	return top.List(), total
}

// sameTop compares the fast search with the plain one.
func sameTop(t *testing.T, ix *Index, text string, k int) {
	t.Helper()
	q, err := ix.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	skip, err := ix.filter(&facet.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	wantedRare, wantedCommon, err := ix.lookUp(t.Context(), q.Terms)
	if err != nil {
		t.Fatal(err)
	}
	rare, err := ix.weighted(wantedRare)
	if err != nil {
		t.Fatal(err)
	}
	common, err := ix.weighted(wantedCommon)
	if err != nil {
		t.Fatal(err)
	}
	want, wantTotal := plainTop(len(ix.clauses), rare, common, k, skip)
	got, gotTotal := ix.scorer.Top(rare, common, k, skip, nil)
	if len(got) != len(want) || gotTotal != wantTotal {
		t.Fatalf("%s: %d of %d clauses, want %d of %d", text, len(got), gotTotal, len(want), wantTotal)
	}
	for i := range want {
		// Sums of the same numbers in another order differ in the last digits.
		if d := got[i].Score - want[i].Score; d > 1e-4 || d < -1e-4 {
			t.Fatalf("%s: hit %d is %v with %v, want %v with %v", text, i, ix.clauses[got[i].Ordinal].ID(), got[i].Score, ix.clauses[want[i].Ordinal].ID(), want[i].Score)
		}
	}
}

// TestSearchTop holds the pruned search to the one that scores everything.
func TestSearchTop(t *testing.T) {
	ix := measures(t)
	for _, c := range ix.clauses {
		text := []rune(c.Text())
		for _, k := range []int{1, 3, 10} {
			sameTop(t, ix, string(text[:min(len(text), 40)]), k)
		}
	}
}

// TestSearchTopStatutes does the same on statutes, with the first words of
// their clauses: long queries of common characters.
func TestSearchTopStatutes(t *testing.T) {
	ix := sample(t)
	for i, c := range ix.clauses {
		if text := []rune(c.Text()); i%7 == 0 && len(text) > 0 {
			sameTop(t, ix, string(text[:min(len(text), 60)]), 10)
		}
	}
}

// TestSearchTopLaws does the same on statutes, with real questions.
func TestSearchTopLaws(t *testing.T) {
	qs := readQuestions(t)
	ix, err := New(readLaws(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for _, q := range qs {
		sameTop(t, ix, q.Q, 10)
	}
}
