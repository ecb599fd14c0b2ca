package local

import (
	"math/rand/v2"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/collection"
	"tiaowen/index/cutter"
	"tiaowen/index/engine"
	"tiaowen/index/facet"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/inverted"
	"tiaowen/index/sampletest"
	"tiaowen/index/weight"
)

// engineOf gives an engine for documents.
func engineOf(tb testing.TB, docs []*corpus.Document) *Engine {
	tb.Helper()
	c, err := collection.New(docs)
	if err != nil {
		tb.Fatal(err)
	}
	words, err := cutter.New("")
	if err != nil {
		tb.Fatal(err)
	}
	r, err := inverted.New(docs, words.LearnTexts(field.SourcesOf(docs)))
	if err != nil {
		tb.Fatal(err)
	}
	w := weight.New(c, words, weight.Params{K1: 1, Field: [field.Scored]float64{1, 1, 1.2, 0.6}, B: [field.Scored]float64{0.75, 0.3, 0.3, 0.3}, Authority: 0.12})
	e := New(c, r, w, 0)
	tb.Cleanup(func() { e.Close() })
	return e
}

// TestBag holds the weights that are worked out from a clause's text to those
// that are worked out from the postings.
func TestBag(t *testing.T) {
	for _, docs := range [][]*corpus.Document{{corpus.Measures()}, sampletest.Laws(t)} {
		e := engineOf(t, docs)
		clauses := e.of.Clauses()
		step := max(1, len(clauses)/40)
		for ord := 0; ord < len(clauses); ord += step {
			for term, weight := range e.weights.Bag(clauses[ord]) {
				p, err := e.Postings(term)
				if err != nil {
					t.Fatal(err)
				}
				if got := p.At(uint32(ord)); got != weight {
					t.Errorf("%s in %s: %d by its text, %d by the postings", term, clauses[ord].ID(), weight, got)
				}
			}
		}
	}
}

// TestPoints does the same for the terms of a query: words, words in some
// documents, and documents.
func TestPoints(t *testing.T) {
	e := engineOf(t, sampletest.Laws(t))
	clauses := e.of.Clauses()
	random := rand.New(rand.NewPCG(1, 2))
	for i, c := range clauses {
		text := []rune(c.Text())
		if i%11 != 0 || len(text) < 8 {
			continue
		}
		from := random.IntN(len(text) - 7)
		terms := []engine.Wanted{
			{Text: gram.Fold(string(text[from : from+4])), Weight: 1},
			{Text: gram.Fold(string(text[from : from+2])), Weight: 2, Documents: []string{c.Document.ID}},
			{Text: gram.Fold(string(text[from : from+1])), Weight: 0.5},
			{Documents: []string{c.Document.ID}, Worth: []uint8{64}, Weight: 1},
		}
		byPostings, err := e.Points(terms)
		if err != nil {
			t.Fatal(err)
		}
		byText := e.weights.Points(terms)
		a, b := make([]float32, len(terms)), make([]float32, len(terms))
		for n := range 40 {
			ord := uint32((i + n) % len(clauses))
			byPostings(ord, a)
			byText(ord, b)
			for k := range terms {
				if a[k] != b[k] {
					t.Fatalf("%s, term %d %q: %v by the text, %v by the postings", clauses[ord].ID(), k, terms[k].Text, b[k], a[k])
				}
			}
		}
	}
}

// What a filter lets through is what lies in its clauses one by one.
func TestFilter(t *testing.T) {
	e := engineOf(t, sampletest.Laws(t))
	for _, f := range []facet.Filter{
		{}, {Versions: true}, {Norm: "forbid"}, {Kind: "条例"}, {Year: "2021"}, {Documents: []string{e.of.Documents()[0].ID}},
		{Section: "第二章"}, {Phrases: []string{"劳动合同"}}, {All: []string{"不得", "用人单位"}}, {None: []string{"应当"}},
		{Titles: []string{"物业"}}, {Date: "2019-01-01", Norm: "require"}, {Phrases: []string{"没有这样的话"}},
	} {
		skip, err := e.filter(&f)
		if err != nil {
			t.Fatal(err)
		}
		passes := facet.NewPassing(e.of, &f)
		for ord, c := range e.of.Clauses() {
			if skip.Has(ord) == passes.Clause(uint32(ord)) {
				t.Errorf("%+v: %s is left out: %t", f, c.ID(), skip.Has(ord))
				break
			}
		}
	}
}

// A word of several terms is counted where all of them stand, and worth the least.
func TestCount(t *testing.T) {
	e := engineOf(t, sampletest.Laws(t))
	counts, err := e.Count(t.Context(), []string{"劳动合同", "劳动", "_劳动合同", "龘"})
	if err != nil {
		t.Fatal(err)
	}
	if counts[0] == 0 || counts[0] > counts[1] || counts[2] == 0 || counts[3] != 0 {
		t.Errorf("劳动合同 %d, 劳动 %d, as a word %d, 龘 %d", counts[0], counts[1], counts[2], counts[3])
	}
	stop := 0
	e.Warm(func() bool { stop++; return stop > 20 })
	if e.CacheSize() == 0 {
		t.Error("nothing is kept")
	}
}
