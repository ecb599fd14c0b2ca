// Package enginetest holds engines to what [engine.Engine] says. It asks an engine
// and works out the same from the clauses' texts, one by one.
package enginetest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index"
	"tiaowen/index/engine"
	"tiaowen/index/facet"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/naming"
)

// Run asks an engine about the clauses of an index, which may find them by
// another engine.
func Run(t *testing.T, ix *index.Index, e engine.Engine) {
	all := newOracle(ix)
	random := rand.New(rand.NewPCG(3, 4))
	t.Run("count", func(t *testing.T) {
		words := []string{"", "没有人写过的词", "abc", "。"}
		for range 80 {
			words = append(words, all.piece(random, 1+random.IntN(6)))
		}
		got, err := e.Count(t.Context(), words)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range words {
			if want := all.count(w); got[i] != want {
				t.Errorf("%q: %d clauses, want %d", w, got[i], want)
			}
		}
	})
	filters := all.filters()
	for _, name := range slices.Sorted(maps.Keys(filters)) { // the same look-ups each time
		filter := filters[name]
		t.Run("top "+name, func(t *testing.T) {
			for range 6 {
				all.ask(t, e, all.lookup(random, filter))
			}
		})
	}
	t.Run("nothing wanted", func(t *testing.T) {
		best, total, err := e.Top(t.Context(), &engine.Lookup{N: 10})
		if len(best) > 0 || total > 0 || err != nil {
			t.Errorf("%d of %d, %v", len(best), total, err)
		}
	})
}

// oracle knows of every clause what each term weighs in it.
type oracle struct {
	ix      *index.Index
	clauses []*corpus.Clause
	bags    []map[string]uint8
}

func newOracle(ix *index.Index) *oracle {
	o := &oracle{ix: ix}
	for _, d := range ix.Documents() {
		for _, c := range d.Clauses {
			o.clauses, o.bags = append(o.clauses, c), append(o.bags, ix.Weights().Bag(c))
		}
	}
	return o
}

// piece is a piece of some clause, of n characters at most.
func (o *oracle) piece(random *rand.Rand, n int) string {
	for {
		text := []rune(index.Fold(o.clauses[random.IntN(len(o.clauses))].Text()))
		if len(text) > n {
			from := random.IntN(len(text) - n)
			return strings.TrimSpace(string(text[from : from+n]))
		}
	}
}

// weight is that of a word in a clause: the least of its terms' weights.
func (o *oracle) weight(ord int, word string) uint8 {
	least, _ := o.weights(ord, word)
	return least
}

// weights are the least and the largest of the weights that a word's terms have in a
// clause; both are 0 where one term is missing.
func (o *oracle) weights(ord int, word string) (least, most uint8) {
	least = 255
	for _, g := range gram.Of(word) {
		least, most = min(least, o.bags[ord][g]), max(most, o.bags[ord][g])
	}
	if least == 0 {
		most = 0
	}
	return least, most
}

func (o *oracle) count(word string) (n int) {
	for ord := range o.clauses {
		if o.weight(ord, word) > 0 {
			n++
		}
	}
	return n
}

// filters are one of each kind.
func (o *oracle) filters() map[string]facet.Filter {
	docs := o.ix.Documents()
	return map[string]facet.Filter{
		"":          {},
		"document":  {Documents: []string{docs[len(docs)/2].ID}},
		"documents": {Documents: []string{docs[0].ID, docs[1].ID}},
		"nowhere":   {Documents: []string{}},
		"date":      {Date: "2020-06-01"},
		"long ago":  {Date: "1900-01-01"},
		"versions":  {Versions: true},
		"section":   {Section: "第二章"},
		"number":    {Section: "三"},
		"heading":   {Section: "总则"},
		"norm":      {Norm: "forbid"},
		"phrase":    {Phrases: []string{"人民法院"}},
		"mark":      {Phrases: []string{"的,应当"}},
		"kind":      {Kind: "条例"},
		"year":      {Year: docs[1].Date[:4]},
		"words":     {All: []string{"应当", "合同"}},
		"without":   {None: []string{"应当"}},
		"titles":    {Titles: []string{"责任"}},
		"several":   {Versions: true, Section: "第一章", Norm: "require"},
	}
}

// passes reports whether a filter lets a clause through.
func (o *oracle) passes(f *facet.Filter, c *corpus.Clause) bool {
	if !o.passesDocument(f, c.Document) {
		return false
	}
	if f.Section != "" && !slices.ContainsFunc(c.Path(), facet.SectionNamed(f.Section)) {
		return false
	}
	if f.Norm != "" && !slices.ContainsFunc(norm.Of(c), func(n norm.Norm) bool { return n.Kind.String() == f.Norm }) {
		return false
	}
	texts := field.Texts(c)
	in := func(texts []string) func(string) bool {
		return func(phrase string) bool {
			return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(index.Fold(text), phrase) })
		}
	}
	all := func(words []string, holds func(string) bool) bool {
		return !slices.ContainsFunc(words, func(word string) bool { return !holds(word) })
	}
	return all(slices.Concat(f.Phrases, f.All), in(texts[:])) && all(f.Titles, in(texts[1:])) && !slices.ContainsFunc(f.None, in(texts[:]))
}

// passesDocument reports whether a filter lets a document through: one of those given, the version of a day, or
// the newest; of the kind and the year.
func (o *oracle) passesDocument(f *facet.Filter, d *corpus.Document) bool {
	passes := true
	switch {
	case f.Documents != nil:
		passes = slices.Contains(f.Documents, d.ID)
	case f.Date != "":
		passes = o.ofDay(d, f.Date)
	case !f.Versions:
		passes = o.ix.Current(d)
	}
	return passes && (f.Kind == "" || naming.KindOf(d) == f.Kind) && (f.Year == "" || facet.YearOf(d) == f.Year)
}

// ofDay reports whether a document is the newest of its versions on a day.
func (o *oracle) ofDay(d *corpus.Document, day string) bool {
	versions := o.ix.Versions(d)
	if versions == nil {
		return d.Date <= day
	}
	for _, v := range versions { // newest first
		if v.Date <= day {
			return v == d
		}
	}
	return false
}

// lookup makes a lookup of pieces of clauses.
func (o *oracle) lookup(random *rand.Rand, f facet.Filter) *engine.Lookup {
	l := &engine.Lookup{Filter: f, N: 20}
	add := func(list []engine.Wanted, text string) []engine.Wanted {
		if len(gram.Of(text)) == 0 || o.count(text) == 0 {
			return list
		}
		return append(list, engine.Wanted{Text: text, Weight: 0.02 + random.Float32()/10, Count: o.count(text)})
	}
	for range 2 + random.IntN(4) {
		l.Rare = add(l.Rare, o.piece(random, 2))
	}
	l.Rare = add(l.Rare, o.piece(random, 4))
	l.Common = add(l.Common, "的")
	docs := o.ix.Documents()
	if random.IntN(3) == 0 && len(l.Rare) > 0 {
		l.Rare[0].Documents = []string{docs[random.IntN(len(docs))].ID}
	}
	if random.IntN(3) == 0 {
		l.Rare = append(l.Rare, engine.Wanted{Documents: []string{docs[random.IntN(len(docs))].ID}, Worth: []uint8{128}, Weight: 0.05})
	}
	return l
}

// points are what a term adds to a clause; most is what it adds by the weightiest
// of its terms.
func (o *oracle) points(ord int, w engine.Wanted) (points, most float64) {
	c := o.clauses[ord]
	at := slices.Index(w.Documents, c.Document.ID)
	switch {
	case w.Documents != nil && at < 0:
		return 0, 0
	case w.Text == "":
		points = float64(w.Weight) * float64(w.Worth[at])
		return points, points
	}
	least, largest := o.weights(ord, w.Text)
	return float64(w.Weight) * float64(least), float64(w.Weight) * float64(largest)
}

// ask compares what an engine gives with what is right: the number of clauses
// that match, that all of the best do, and that their order is by scores near the
// right ones.
func (o *oracle) ask(t *testing.T, e engine.Engine, l *engine.Lookup) {
	t.Helper()
	best, total, err := e.Top(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	scores, most := make(map[int]float64), make(map[int]float64)
	for ord, c := range o.clauses {
		if !o.passes(&l.Filter, c) {
			continue
		}
		sum, largest := 0.0, 0.0
		for i, w := range slices.Concat(l.Rare, l.Common) {
			if i == len(l.Rare) && sum == 0 {
				break
			}
			points, more := o.points(ord, w)
			sum, largest = sum+points, largest+more
		}
		if sum == 0 {
			continue
		}
		scores[ord], most[ord] = sum, largest
	}
	if total != len(scores) || len(best) != min(total, l.N) {
		t.Errorf("%s: %d clauses of %d, want %d of %d", describe(l), len(best), total, min(len(scores), l.N), len(scores))
		return
	}
	var right []float64
	for _, s := range scores {
		right = append(right, s)
	}
	slices.SortFunc(right, func(a, b float64) int { return -compare(a, b) })
	for i, b := range best {
		got, ok := most[int(b.Ordinal)]
		if !ok {
			t.Errorf("%s: %s does not match", describe(l), o.clauses[b.Ordinal].ID())
			return
		}
		// Of a word of several terms an engine may take the weight of any.
		if got < 0.75*right[i] {
			t.Errorf("%s: %s is %d of the best with %.2f, which is worth %.2f", describe(l), o.clauses[b.Ordinal].ID(), i+1, got, right[i])
		}
	}
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func describe(l *engine.Lookup) string {
	var words []string
	for _, w := range slices.Concat(l.Rare, l.Common) {
		words = append(words, fmt.Sprintf("%s×%.2f%v", w.Text, w.Weight, w.Documents))
	}
	return strings.Join(words, " ")
}

// Older gives a version of a document from ten years before, with every fifth
// character 的 left out.
func Older(tb testing.TB, d *corpus.Document) *corpus.Document {
	tb.Helper()
	year := 0
	if _, err := fmt.Sscanf(d.Date, "%d-", &year); err != nil {
		tb.Fatalf("%s has no date: %q", d.Title, d.Date)
	}
	date := fmt.Sprint(year-10) + d.Date[4:]
	n := 0
	source := strings.Map(func(r rune) rune {
		if r == '的' {
			if n++; n%5 == 0 {
				return -1
			}
		}
		return r
	}, d.Source)
	older, err := corpus.Parse(d.Title+"("+date+").md", []byte(source))
	if err != nil {
		tb.Fatal(err)
	}
	older.Title, older.Date, older.ID = d.Title, date, d.ID+"-old"
	return older
}
