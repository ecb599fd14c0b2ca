package index

import (
	"context"
	"fmt"
	"slices"
	"testing"
)

// TestRecent: a ranking that is kept is the one for this query, with its
// filters and its length.
func TestRecent(t *testing.T) {
	ix := measures(t)
	ask := func(text string, n int, change func(*Query)) string {
		q, err := ix.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		change(q)
		hits, total, err := ix.Search(context.Background(), q, n)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(numbers(hits), total)
	}
	changes := []func(*Query){
		func(*Query) {},
		func(q *Query) { q.Section = "6" },
		func(q *Query) { q.Norm = "forbid" },
		func(q *Query) { q.Phrases = []string{"党员"} },
		func(q *Query) { q.Terms = q.Terms[:1] },
		func(q *Query) { q.Why = true },
		func(q *Query) { q.References = nil },
	}
	var first []string
	for round := range 2 {
		var got []string
		for _, text := range []string{"党员干部", "第20条", "20", "四种形态"} {
			for _, n := range []int{1, 5} {
				for _, change := range changes {
					got = append(got, ask(text, n, change))
				}
			}
		}
		if round == 0 {
			first = got
		} else if !slices.Equal(got, first) {
			t.Errorf("the second time\n%q, the first\n%q", got, first)
		}
	}
	r := newRecent()
	for i := range uint64(3 * maxRecent) {
		r.put(recentKey{i, i}, found{total: int(i)})
	}
	if _, ok := r.get(recentKey{0, 0}); ok {
		t.Error("the first ranking is kept")
	}
	if f, ok := r.get(recentKey{3*maxRecent - 1, 3*maxRecent - 1}); !ok || f.total != 3*maxRecent-1 {
		t.Error("the last ranking is not kept")
	}
}
