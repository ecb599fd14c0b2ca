package index

import (
	"context"
	"slices"
	"sync"
	"testing"
)

// Questions that are asked at a time do not see each other's numbers, which stand in memory that
// goes from one question to the next.
func TestNearAllAtATime(t *testing.T) {
	ix, m := encoded(t)
	ix.near.ready()
	questions := []string{"领导干部选人用人有哪些禁止的行为", "党员干部怎样接受监督", "谁来检查会议记录"}
	var group sync.WaitGroup
	for _, question := range questions {
		q, err := m.EncodeQuery(context.Background(), question)
		if err != nil {
			t.Fatal(err)
		}
		n := &ix.near
		want := make([]float32, len(ix.clauses))
		first := ix.keys().first
		vectors := make([]float32, n.vectors.Len())
		n.vectors.Near(q, vectors)
		for i := range want {
			want[i] = unknownNear
			for _, place := range n.places[first[i]:first[i+1]] {
				if place >= 0 {
					want[i] = max(want[i], vectors[place])
				}
			}
		}
		for range 4 {
			group.Go(func() {
				for range 50 {
					n.mu.RLock()
					got := ix.nearAll(q)
					if !slices.Equal(got.clauses, want) {
						t.Errorf("%s: other numbers than alone", question)
					}
					n.spare.Put(got)
					n.mu.RUnlock()
				}
			})
		}
	}
	group.Wait()
}
