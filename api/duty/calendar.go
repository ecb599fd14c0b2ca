package duty

import (
	"cmp"
	"slices"
	"time"

	"tiaowen/corpus/norm"
)

// Event is a day on which a duty must be done at the latest.
type Event struct {
	Date time.Time // midnight, UTC
	Norm int
}

// Year returns what must be done by a day of a year, in the order of the
// days and, within a day, of the texts. It leaves out norms without a day of the calendar, and
// those that require nothing.
func (r *Register) Year(norms []int, year int) []Event {
	var out []Event
	for _, i := range norms {
		day, ok := r.Day(i)
		if !ok || r.entries[i].kind != norm.Require {
			continue
		}
		for _, date := range day.In(year) {
			out = append(out, Event{date, i})
		}
	}
	slices.SortStableFunc(out, func(a, b Event) int {
		return cmp.Or(a.Date.Compare(b.Date), a.Norm-b.Norm)
	})
	return out
}
