package pdf

import (
	"errors"
	"fmt"
	"testing"

	"tiaowen/corpus/reader/pdf/memory"
)

// TestOutcome: what an error of a reading means.
func TestOutcome(t *testing.T) {
	damaged := fmt.Errorf("%w: page 1", ErrDamaged)
	for _, c := range []struct {
		name  string
		err   error
		late  bool
		grown uint64
		want  error
	}{
		{"read", nil, false, 0, nil},
		{"damaged", damaged, false, 1 << 20, ErrDamaged},
		{"damaged, and all memory used", damaged, false, memory.MaxBytes, ErrTooMuch},
		{"too many pages, and all memory used", ErrTooManyPages, false, memory.MaxBytes, ErrTooManyPages},
		{"given up", damaged, true, memory.MaxBytes, ErrTooSlow},
		{"read, but late", nil, true, 0, ErrTooSlow},
	} {
		memory.Largest()
		m := memory.Allocate(0, memory.MaxBytes)
		m.Reallocate(c.grown)
		got := outcome(c.err, c.late)
		m.Free()
		if !errors.Is(got, c.want) || c.want == ErrDamaged && errors.Is(got, ErrTooMuch) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	memory.Largest()
}
