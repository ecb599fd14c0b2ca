package ring_test

import (
	"sync"
	"testing"

	"tiaowen/index/ring"
)

// The last keys are kept, those before are not, and the first value of a key stays.
func TestCache(t *testing.T) {
	c := ring.New[int, string](3)
	for i := range 5 {
		c.Put(i, string(rune('a'+i)))
		c.Put(i, "again")
	}
	for i, want := range []string{"", "", "c", "d", "e"} {
		if got, ok := c.Get(i); got != want || ok != (want != "") {
			t.Errorf("%d: %q %t, want %q", i, got, ok, want)
		}
	}
	c.Clear()
	if _, ok := c.Get(4); ok {
		t.Error("a value is kept that was dropped")
	}
	c.Put(4, "x")
	if got, _ := c.Get(4); got != "x" {
		t.Errorf("%q after Clear, want x", got)
	}
}

func TestTogether(t *testing.T) {
	c := ring.New[int, int](10)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for k := range 1000 {
				c.Put(k+i, k+i)
				if v, ok := c.Get(k + i); ok && v != k+i {
					t.Errorf("%d under %d", v, k+i)
				}
			}
		})
	}
	all.Wait()
}
