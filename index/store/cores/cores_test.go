package cores

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// Every item is handled once, whether there are fewer or more of them than workers.
func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 3, 100} {
		items := make([]int, n)
		for i := range items {
			items[i] = i
		}
		var mu sync.Mutex
		var got []int
		Each(4, items, func(i int) {
			mu.Lock()
			defer mu.Unlock()
			got = append(got, i)
		})
		slices.Sort(got)
		if !slices.Equal(got, items) {
			t.Errorf("%d items: %v", n, got)
		}
	}
}

// The results come in the order of the items, however long each takes.
func TestInOrder(t *testing.T) {
	for _, n := range []int{0, 1, 500} {
		items := make([]int, n)
		for i := range items {
			items[i] = i
		}
		stop := make(chan struct{})
		var got []int
		for square := range InOrder(items, stop, func(i *int) int {
			for range *i % 7 {
				runtime.Gosched()
			}
			return *i * *i
		}) {
			got = append(got, square)
		}
		close(stop)
		if len(got) != n || !slices.IsSorted(got) || n > 0 && got[n-1] != (n-1)*(n-1) {
			t.Errorf("%d items: %v", n, got)
		}
	}
}

// Nobody has to receive everything: after stop, the channel closes without the work on the rest.
func TestInOrderStops(t *testing.T) {
	const n = 100_000
	var worked atomic.Int64
	stop := make(chan struct{})
	results := InOrder(make([]int, n), stop, func(*int) int { return int(worked.Add(1)) })
	<-results
	close(stop)
	for range results { // ends
	}
	if w := worked.Load(); w == n {
		t.Errorf("all %d items were worked on", w)
	}
}

// While nobody receives, no more than a few items are worked on.
func TestInOrderWaits(t *testing.T) {
	var worked atomic.Int64
	begun := make(chan struct{}, 1000)
	stop := make(chan struct{})
	results := InOrder(make([]int, 1000), stop, func(*int) int {
		begun <- struct{}{}
		return int(worked.Add(1))
	})
	for range runtime.GOMAXPROCS(0) {
		<-begun
	}
	if w, most := worked.Load(), int64(4*runtime.GOMAXPROCS(0)+4); w > most {
		t.Errorf("%d items were worked on, at most %d should", w, most)
	}
	close(stop)
	for range results {
	}
}
