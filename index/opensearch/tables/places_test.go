package tables

import (
	"slices"
	"testing"
)

func TestPlaces(t *testing.T) {
	want := [][]byte{{1, 2, 3}, {}, {4}, make([]byte, 300)}
	var b []byte
	for _, one := range want {
		b = AppendPlaces(b, one)
	}
	p, err := ReadPlaces(b, len(want))
	if err != nil {
		t.Fatal(err)
	}
	for i, one := range want {
		if got := p.Of(uint32(i)); !slices.Equal(got, one) {
			t.Errorf("clause %d: %v, want %v", i, got, one)
		}
	}
	for cut := range b {
		if _, err := ReadPlaces(b[:cut], len(want)); err == nil {
			t.Errorf("%d of %d bytes are read", cut, len(b))
		}
	}
	for _, n := range []int{0, len(want) - 1, len(want) + 1} {
		if _, err := ReadPlaces(b, n); err == nil {
			t.Errorf("%d clauses are read for %d", len(want), n)
		}
	}
}
