package prepared

import (
	"sync"
	"testing"

	"tiaowen/corpus"
)

// A cache gives the same prepared clause again, to all who ask at the same time what any of
// them would have prepared, and does not grow beyond its limit.
func TestCache(t *testing.T) {
	var cache Cache
	cs := corpus.Measures().Clauses
	first := cache.All(cs)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for i, c := range cache.All(cs) {
				if c != first[i] {
					t.Errorf("%s is prepared again", cs[i].ID())
				}
			}
		})
	}
	wait.Wait()
	for range maxKept {
		cache.Of(&corpus.Clause{Document: cs[0].Document, Body: cs[0].Body})
	}
	if len(cache.of) > maxKept {
		t.Errorf("%d clauses are kept, at most %d may be", len(cache.of), maxKept)
	}
	if again := cache.Of(cs[0]); again == first[0] || again.Body.Text != first[0].Body.Text {
		t.Error("a clause that was dropped is prepared as before")
	}
}
