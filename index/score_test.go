package index

import (
	"testing"

	"tiaowen/index/engine"
	"tiaowen/index/posting"
)

// sameTop compares the best that the engine finds with those of all clauses, each looked
// at by itself.
func sameTop(t *testing.T, ix *Index, text string, k int) {
	t.Helper()
	q, err := ix.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	l := engine.Lookup{N: k}
	if l.Rare, l.Common, err = ix.lookUp(t.Context(), q.Terms); err != nil {
		t.Fatal(err)
	}
	got, gotTotal, err := ix.engine.Top(t.Context(), &l)
	if err != nil {
		t.Fatal(err)
	}
	rare, err := ix.points(l.Rare)
	if err != nil {
		t.Fatal(err)
	}
	common, err := ix.points(l.Common)
	if err != nil {
		t.Fatal(err)
	}
	each := make([]float32, len(q.Terms))
	top, total := posting.NewBest(k), 0
	for ord := range uint32(len(ix.clauses)) {
		if score := rare(ord, each); score > 0 && !ix.Outdated().Has(int(ord)) {
			total++
			top.Add(posting.Scored{Ordinal: ord, Score: score + common(ord, each)})
		}
	}
	want := top.List()
	if len(got) != len(want) || gotTotal != total {
		t.Fatalf("%s: %d of %d clauses, want %d of %d", text, len(got), gotTotal, len(want), total)
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
	for i := 0; i < len(qs); i += 10 { // every clause is looked at for every term
		sameTop(t, ix, qs[i].Q, 10)
	}
}

// Where no search by meaning joins, few clauses are ranked: the first are those of a
// search that ranks many.
func TestSearchAmong(t *testing.T) {
	ix := sample(t)
	different := 0
	for i, c := range ix.clauses {
		if i%3 != 0 || c.Text() == "" {
			continue
		}
		for _, text := range []string{opening(c), opening(c) + "吗？"} {
			q, err := ix.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			q.Cut, q.Meaning = true, true
			few, fewTotal, err := ix.Search(t.Context(), q, 10)
			if err != nil {
				t.Fatal(err)
			}
			many, manyTotal, err := ix.Search(t.Context(), q, 200)
			if err != nil {
				t.Fatal(err)
			}
			if fewTotal != manyTotal || len(few) != min(len(many), 10) {
				t.Fatalf("%s: %d of %d clauses, and %d of %d", text, len(few), fewTotal, len(many), manyTotal)
			}
			for k := range few {
				// Sums of the same numbers in another order differ in the last digits.
				if d := few[k].Score - many[k].Score; d > 1e-4 || d < -1e-4 {
					t.Errorf("%s: hit %d is %s with %v, and %s with %v", text, k, few[k].Clause.ID(), few[k].Score, many[k].Clause.ID(), many[k].Score)
				}
			}
			if len(many) > citedAmong {
				different++
			}
		}
	}
	if different < 100 {
		t.Errorf("only %d searches found more than are ranked", different)
	}
}
