package duty

import (
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

// Time is what a norm says of time.
type Time uint8

// What a norm says of time. A norm may say several.
const (
	Until Time = 1 << iota // a deadline: 自受理之日起15日内
	Often                  // how often: 每年至少听取1次
	Dated                  // a deadline with a day of the calendar: 每年1月31日前
)

var times = []struct {
	name string
	time Time
}{{"deadline", Until}, {"frequency", Often}, {"date", Dated}}

// ParseTime reads a name of the API: deadline, frequency or date.
func ParseTime(name string) (Time, bool) {
	for _, t := range times {
		if t.name == name {
			return t.time, true
		}
	}
	return 0, false
}

// Filter picks norms. The zero value picks all.
type Filter struct {
	In    func(*corpus.Document) bool // nil takes all documents
	Kind  norm.Kind                   // 0 takes all
	Actor []string                    // part of who is bound, in short or in full, under any of these names; none takes all
	Time  Time                        // 0 takes all
	Words string                      // all of these stand in the norm's words; divided by blanks
}

// Count is a value of a filter and how many norms it would leave.
type Count struct {
	Value string
	N     int
}

// Selection is what a filter picks.
type Selection struct {
	Norms []int // in the order of the texts

	// What each filter would leave if its value were another, the other filters as they are.
	Kinds     []Count // by kind, in the order forbid, require, permit, encourage
	Times     []Count // deadline, frequency, date
	Actors    []Count // who is bound, most norms first; those bound to nobody are left out
	Documents []Count // ids, in the order of the documents
}

// Which filters an entry fails.
const (
	failsDocument = 1 << iota
	failsKind
	failsActor
	failsTime
	failsWords
)

// Select picks norms and counts. It takes some milliseconds for 90,000 norms.
func (r *Register) Select(f Filter) *Selection {
	s := selecting{r: r, f: &f, words: strings.Fields(f.Words), out: &Selection{}, actors: make([]int, len(r.names)), bound: make([]bool, len(r.names))}
	for i, n := range r.names {
		s.bound[i] = len(f.Actor) == 0 || slices.ContainsFunc(f.Actor, n.holds)
	}
	for i, d := range r.docs {
		s.document(d, r.from[i], r.from[i+1])
	}
	for kind := norm.Forbid; kind <= norm.Encourage; kind++ {
		s.out.Kinds = append(s.out.Kinds, Count{kind.String(), s.kinds[kind]})
	}
	for t := range times {
		s.out.Times = append(s.out.Times, Count{times[t].name, s.times[t]})
	}
	s.out.Actors = r.countActors(s.actors)
	return s.out
}

// selecting is a selection that is being made.
type selecting struct {
	r     *Register
	f     *Filter
	words []string
	bound []bool // of each name: whether it is asked for
	out   *Selection

	kinds  [5]int
	times  [3]int
	actors []int // of each name
}

// document selects and counts the entries of one document, from up to to.
func (s *selecting) document(d *corpus.Document, from, to int) {
	outside := 0
	if s.f.In != nil && !s.f.In(d) {
		outside = failsDocument
	}
	n := 0
	for k := from; k < to; k++ {
		e := &s.r.entries[k]
		fails := outside | s.f.fails(e, s.bound)
		if fails&(fails-1) != 0 || !holdsAll(d.Source[e.start:e.end], s.words) { // two: no count is left
			continue
		}
		s.count(k, e, fails)
		if fails&^failsDocument == 0 {
			n++
		}
	}
	if n > 0 {
		s.out.Documents = append(s.out.Documents, Count{d.ID, n})
	}
}

// count takes an entry that fails one filter at most: it is counted for what is
// left when that filter alone is taken away.
func (s *selecting) count(k int, e *entry, fails int) {
	if fails == 0 {
		s.out.Norms = append(s.out.Norms, k)
		s.actors[e.name]++
	}
	if fails&^failsKind == 0 {
		s.kinds[e.kind]++
	}
	if fails&^failsTime == 0 {
		e.countTimes(&s.times)
	}
}

// fails says which filters on the entry itself it does not pass. bound says of each name whether it is asked for.
func (f *Filter) fails(e *entry, bound []bool) int {
	fails := 0
	if f.Kind != 0 && e.kind != f.Kind {
		fails |= failsKind
	}
	if !bound[e.name] {
		fails |= failsActor
	}
	if f.Time != 0 && e.times&f.Time == 0 {
		fails |= failsTime
	}
	return fails
}

// countTimes counts the entry under each time that it names.
func (e *entry) countTimes(at *[3]int) {
	for t := range times {
		if e.times&times[t].time != 0 {
			at[t]++
		}
	}
}

// countActors joins names that differ by what they stand for in their documents.
func (r *Register) countActors(n []int) []Count {
	sum := map[string]int{}
	for i, name := range r.names {
		if name.Text != "" && n[i] > 0 {
			sum[name.Text] += n[i]
		}
	}
	out := make([]Count, 0, len(sum))
	for text, n := range sum {
		out = append(out, Count{text, n})
	}
	slices.SortFunc(out, func(a, b Count) int {
		if a.N != b.N {
			return b.N - a.N
		}
		return strings.Compare(a.Value, b.Value)
	})
	return out
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
