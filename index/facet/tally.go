package facet

import (
	"cmp"
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index/collection"
)

// Tally counts the clauses that a query finds, so that a page can say how many there
// are of each document, kind, year, section and norm.
type Tally struct {
	of       *collection.Collection
	document []int32                 // by position in the collection
	norms    [1 << 4]int32           // by the set of norms that a clause holds
	sections map[*corpus.Section]int // outermost ones; nil unless one document is searched
}

// NewTally gives a tally for the clauses of a collection; bySection tells that those of
// one document are searched, and counted by section.
func NewTally(c *collection.Collection, bySection bool) *Tally {
	t := &Tally{of: c, document: make([]int32, len(c.Documents()))}
	if bySection {
		t.sections = make(map[*corpus.Section]int)
	}
	return t
}

// Counter gives what counts a clause, by a table of the norms of all clauses, see
// [NormBit]; nil for a nil Tally.
func (t *Tally) Counter(normsOf func() []uint8) func(ord int) {
	if t == nil {
		return nil
	}
	norms := normsOf()
	return func(ord int) {
		t.document[t.of.PositionOf(uint32(ord))]++
		t.norms[norms[ord]]++
		if t.sections != nil {
			t.section(ord)
		}
	}
}

// Add counts one more clause. A nil Tally counts nothing.
func (t *Tally) Add(ord uint32) {
	if t == nil {
		return
	}
	t.document[t.of.PositionOf(ord)]++
	t.norms[normSet(t.of.Clauses()[ord])]++
	if t.sections != nil {
		t.section(int(ord))
	}
}

// AddDocument counts n clauses of a document, AddNorm those that hold a norm,
// AddSection those in the section at a place of the only document searched: for an
// engine that counts by itself.
func (t *Tally) AddDocument(id string, n int) {
	if i, ok := t.of.Position(id); ok {
		t.document[i] += int32(n)
	}
}

// AddNorm counts n clauses that hold a norm; see AddDocument.
func (t *Tally) AddNorm(kind string, n int) {
	if bit := NormBit(kind); bit != 0 {
		t.norms[bit] += int32(n)
	}
}

// AddSection counts n clauses in an outermost section of a document; see AddDocument.
func (t *Tally) AddSection(document string, place, n int) {
	if d := t.of.Document(document); d != nil && place >= 0 && place < len(d.Sections) && t.sections != nil {
		t.sections[d.Sections[place]] += n
	}
}

// Sectioned reports whether sections are counted, which is so where one document is searched.
func (t *Tally) Sectioned() bool { return t.sections != nil }

// NormBit is the bit that stands for a norm, one of [Norms], in a set of them; 0 for another.
func NormBit(kind string) uint8 {
	if i := slices.Index(Norms, kind); i >= 0 {
		return 1 << i
	}
	return 0
}

// normSet is the set of norms that a clause holds.
func normSet(c *corpus.Clause) (set uint8) {
	for _, n := range norm.Of(c) {
		set |= NormBit(n.Kind.String())
	}
	return set
}

func (t *Tally) section(ord int) {
	s := t.of.Clauses()[ord].Section
	for s != nil && s.Parent != nil {
		s = s.Parent
	}
	if s != nil {
		t.sections[s]++
	}
}

// Counted is a value and the number of clauses found that have it.
type Counted[T any] struct {
	Of T
	N  int
}

// Documents are those in which something was found, the most first.
func (t *Tally) Documents() []Counted[*corpus.Document] {
	var out []Counted[*corpus.Document]
	for i, n := range t.document {
		if n > 0 {
			out = append(out, Counted[*corpus.Document]{t.of.Documents()[i], int(n)})
		}
	}
	slices.SortStableFunc(out, func(a, b Counted[*corpus.Document]) int { return cmp.Compare(b.N, a.N) })
	return out
}

// Kinds are the kinds of those documents, the most first.
func (t *Tally) Kinds() []Counted[string] {
	out := t.by(t.of.Kinds())
	slices.SortStableFunc(out, func(a, b Counted[string]) int { return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Of, b.Of)) })
	return out
}

// Years are the years of those documents, the newest first.
func (t *Tally) Years() []Counted[string] {
	years := make([]string, len(t.of.Documents()))
	for i, d := range t.of.Documents() {
		years[i] = YearOf(d)
	}
	out := t.by(years)
	slices.SortFunc(out, func(a, b Counted[string]) int { return strings.Compare(b.Of, a.Of) })
	return out
}

// by adds up what documents have in common; "" is left out.
func (t *Tally) by(values []string) []Counted[string] {
	sum := make(map[string]int)
	for i, n := range t.document {
		if n > 0 && values[i] != "" {
			sum[values[i]] += int(n)
		}
	}
	out := make([]Counted[string], 0, len(sum))
	for value, n := range sum {
		out = append(out, Counted[string]{value, n})
	}
	return out
}

// Norms counts the clauses that hold each of [Norms].
func (t *Tally) Norms() []Counted[string] {
	var out []Counted[string]
	for i, kind := range Norms {
		n := 0
		for holds, count := range t.norms {
			if holds&(1<<i) != 0 {
				n += int(count)
			}
		}
		out = append(out, Counted[string]{kind, n})
	}
	return out
}

// Sections are the outermost sections of the only document searched, in the order of the text.
func (t *Tally) Sections() []Counted[*corpus.Section] {
	var out []Counted[*corpus.Section]
	for s, n := range t.sections {
		out = append(out, Counted[*corpus.Section]{s, n})
	}
	slices.SortFunc(out, func(a, b Counted[*corpus.Section]) int { return cmp.Compare(a.Of.Heading.Start, b.Of.Heading.Start) })
	return out
}

// YearOf is the year of a document's version, else that of its signature, else that from which it applies; "" without.
func YearOf(d *corpus.Document) string {
	for _, date := range [...]string{d.Date, d.Facts.Signed, d.Facts.Effective} {
		if len(date) >= len("2024") {
			return date[:len("2024")]
		}
	}
	return ""
}
