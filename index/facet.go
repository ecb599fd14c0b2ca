package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index/gram"
	"tiaowen/index/stopword"
)

// Tally counts the clauses that a query finds, so that a page can say how many there
// are of each document, kind, year, section and norm.
type Tally struct {
	ix       *Index
	document []int32                 // by position in Index.docs
	norms    [1 << 4]int32           // by the set of norms that a clause holds
	sections map[*corpus.Section]int // outermost ones; nil unless one document is searched
}

func (ix *Index) newTally(q *Query) *Tally {
	t := &Tally{ix: ix, document: make([]int32, len(ix.Documents()))}
	if q.Document != "" {
		t.sections = make(map[*corpus.Section]int)
	}
	return t
}

// counter gives what counts clauses of an index on this machine; nil for a nil Tally.
func (t *Tally) counter() func(ord int) {
	if t == nil {
		return nil
	}
	norms := t.ix.norms()
	return func(ord int) {
		t.document[t.ix.PositionOf(uint32(ord))]++
		t.norms[norms[ord]]++
		if t.sections != nil {
			t.section(ord)
		}
	}
}

// add counts one more clause.
func (t *Tally) add(ord uint32) {
	if t == nil {
		return
	}
	t.document[t.ix.PositionOf(ord)]++
	if t.ix.inverted != nil {
		t.norms[t.ix.norms()[ord]]++
	} else {
		t.norms[normSet(t.ix.clauses[ord])]++
	}
	if t.sections != nil {
		t.section(int(ord))
	}
}

// AddDocument counts n clauses of a document, AddNorm those that hold a norm,
// AddSection those in the section at a place of the only document searched: for an
// engine that counts by itself.
func (t *Tally) AddDocument(id string, n int) {
	if i, ok := t.ix.Position(id); ok {
		t.document[i] += int32(n)
	}
}

// AddNorm counts n clauses that hold a norm; see AddDocument.
func (t *Tally) AddNorm(kind string, n int) {
	if i := slices.Index(Norms, kind); i >= 0 {
		t.norms[1<<i] += int32(n)
	}
}

// AddSection counts n clauses in an outermost section of a document; see AddDocument.
func (t *Tally) AddSection(document string, place, n int) {
	if d := t.ix.Document(document); d != nil && place >= 0 && place < len(d.Sections) && t.sections != nil {
		t.sections[d.Sections[place]] += n
	}
}

// Sectioned reports whether sections are counted, which is so where one document is searched.
func (t *Tally) Sectioned() bool { return t.sections != nil }

// normSet is the set of norms that a clause holds.
func normSet(c *corpus.Clause) (set uint8) {
	for _, n := range norm.Of(c) {
		if i := slices.Index(Norms, n.Kind.String()); i >= 0 {
			set |= 1 << i
		}
	}
	return set
}

func (t *Tally) section(ord int) {
	s := t.ix.clauses[ord].Section
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
			out = append(out, Counted[*corpus.Document]{t.ix.Documents()[i], int(n)})
		}
	}
	slices.SortStableFunc(out, func(a, b Counted[*corpus.Document]) int { return cmp.Compare(b.N, a.N) })
	return out
}

// Kinds are the kinds of those documents, the most first.
func (t *Tally) Kinds() []Counted[string] {
	out := t.by(t.ix.Kinds())
	slices.SortStableFunc(out, func(a, b Counted[string]) int { return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Of, b.Of)) })
	return out
}

// Years are the years of those documents, the newest first.
func (t *Tally) Years() []Counted[string] {
	years := make([]string, len(t.ix.Documents()))
	for i, d := range t.ix.Documents() {
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

// readNorms reads which norms each clause holds.
func (ix *Index) readNorms() []uint8 {
	out := make([]uint8, len(ix.clauses))
	for i, kind := range Norms {
		err := ix.inverted.EachNorm(kind, func(ord uint32) { out[ord] |= 1 << i })
		if err != nil {
			return out // the filter of norms, which reads the same, tells
		}
	}
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

// newestAmong is how many of the best clauses are put in the order of their dates.
const newestAmong = 500

// sortNewest puts clauses in the order of their documents' dates; those of one day stay as they are.
func (ix *Index) sortNewest(best []ranked) {
	slices.SortStableFunc(best, func(a, b ranked) int {
		return strings.Compare(ix.Documents()[ix.PositionOf(b.ord)].Date, ix.Documents()[ix.PositionOf(a.ord)].Date)
	})
}

// telling keeps from the terms by which clauses match those that tell little: a single
// character where there are pairs, and the words in which people ask. They still count
// where another term stands.
func telling(rare, common []Wanted) ([]Wanted, []Wanted) {
	tells := func(t Wanted) bool {
		text := strings.TrimPrefix(t.Text, gram.WordMark)
		return utf8.RuneCountInString(text) > 1 && !stopword.Is(text)
	}
	if slices.ContainsFunc(rare, tells) || slices.ContainsFunc(common, tells) {
		var keep []Wanted
		for _, t := range rare {
			if tells(t) {
				keep = append(keep, t)
			} else {
				common = append(common, t)
			}
		}
		rare = keep
	}
	if len(rare) > 0 {
		return rare, common
	}
	var rest []Wanted
	for _, t := range common {
		if tells(t) {
			rare = append(rare, t)
		} else {
			rest = append(rest, t)
		}
	}
	if len(rare) == 0 {
		return rest, nil
	}
	return rare, rest
}

// nearShown is the place up to which a clause is shown that holds no word of the query and is near to it in meaning.
const nearShown = 20

// cutNear drops from a joined list what holds no word of the query and has no place among
// the first, and counts what stays.
func (ix *Index) cutNear(f *found, list []joined, rare []Wanted) ([]joined, error) {
	points, err := ix.points(rare)
	if err != nil {
		return nil, err
	}
	each := make([]float32, len(rare))
	kept := list[:0]
	for i, j := range list {
		if points(j.ord, each) == 0 {
			if i >= nearShown {
				continue
			}
			if f.bare == nil {
				f.bare = make(map[uint32]bool)
			}
			f.bare[j.ord] = true
			f.total++
			f.count.add(j.ord)
		}
		kept = append(kept, j)
	}
	return kept, nil
}
