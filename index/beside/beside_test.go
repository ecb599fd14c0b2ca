package beside_test

import (
	"maps"
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
	"tiaowen/index/beside"
	"tiaowen/index/collection"
	"tiaowen/index/cutter"
	"tiaowen/index/facet"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/inverted"
	"tiaowen/index/local"
	"tiaowen/index/posting"
	"tiaowen/index/sampletest"
	"tiaowen/index/weight"
)

// bench finds what the clauses of some laws gain.
type bench struct {
	*testing.T
	c     *collection.Collection
	words *cutter.Cutter
	w     *weight.Weights
	e     *local.Engine
}

func newBench(t *testing.T) *bench {
	docs := append(sampletest.Laws(t), corpus.Measures())
	c, err := collection.New(docs)
	if err != nil {
		t.Fatal(err)
	}
	words, err := cutter.New("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := inverted.New(docs, words.LearnTexts(field.SourcesOf(docs)))
	if err != nil {
		t.Fatal(err)
	}
	w := weight.New(c, words, weight.Params{K1: 1, Field: [field.Scored]float64{1, 1, 1, 1}})
	e := local.New(c, r, w, 0)
	t.Cleanup(func() { e.Close() })
	return &bench{t, c, words, w, e}
}

func (b *bench) count(term string) int {
	n, err := b.e.Count(b.Context(), []string{term})
	if err != nil {
		b.Error(err)
		return 0
	}
	return n[0]
}

// here is a source of postings, away one that reads clauses.
func (b *bench) here() beside.Source { return &beside.Local{Engine: b.e, Counts: b.count} }
func (b *bench) away() beside.Source {
	return &beside.Remote{Context: b.Context(), Engine: b.e, Weights: b.w, Clauses: b.c.Clauses(), Filter: &facet.Filter{}, Counts: b.count}
}

func (b *bench) gains(text string, source beside.Source) map[uint32]float32 {
	b.Helper()
	folded := gram.Fold(text)
	q := &beside.Query{Folded: folded, Words: b.words.Tokens(folded), Weight: make(map[string]float64), Clauses: b.c.Clauses(), Passes: func(uint32) bool { return true }}
	gram.Each(folded, func(start, end int) {
		q.Weight[folded[start:end]] = posting.IDF(len(b.c.Clauses()), b.count(folded[start:end]))
	})
	got, err := beside.Gains(q, source)
	if err != nil {
		b.Fatal(err)
	}
	return got
}

// Who types a passage finds the clause it stands in, whether the postings are here or
// clauses are read; of a question and of words apart nothing is gained.
func TestGains(t *testing.T) {
	b := newBench(t)
	c := b.c
	passages := 0
	for i, clause := range c.Clauses() {
		text, _ := clause.Clean()
		runes := []rune(text)
		if i%9 != 0 || len(runes) < 40 {
			continue
		}
		passage := string(runes[12:32])
		here := b.gains(passage, b.here())
		away := b.gains(passage, b.away())
		if !maps.Equal(here, away) {
			t.Errorf("%s: %v by the postings, %v by the clauses", passage, here, away)
		}
		best, most := uint32(0), float32(0)
		for ord, gain := range here {
			if gain > most {
				best, most = ord, gain
			}
		}
		if most > 0 {
			passages++
			if field.Texts(c.Clauses()[best])[field.Body] != text && here[uint32(i)] < most {
				t.Errorf("%s: %s gains more than %s", passage, c.Clauses()[best].ID(), clause.ID())
			}
		}
	}
	if passages < 50 {
		t.Errorf("only %d passages gain something", passages)
	}
	for _, text := range []string{"试用期不得超过六个月吗", "工资 休假 合同", "劳动", ""} {
		if got := b.gains(text, b.here()); len(got) > 0 {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// The clause that a passage stands in gains whichever way a figure in it is written.
func TestGainsWritings(t *testing.T) {
	b := newBench(t)
	passages := 0
	for i, clause := range b.c.Clauses() {
		text, _ := clause.Clean()
		runes := []rune(gram.Fold(text))
		for at := 0; at+12 <= len(runes); at += 12 {
			passage := string(runes[at : at+12])
			figures := numeral.Figures(passage)
			if len(figures) == 0 || figures[0].Other == "" || b.gains(passage, b.here())[uint32(i)] == 0 {
				continue
			}
			passages++
			f := figures[0]
			for _, source := range []beside.Source{b.here(), b.away()} {
				if other := passage[:f.Start] + f.Other + passage[f.End:]; b.gains(other, source)[uint32(i)] == 0 {
					t.Errorf("%s: %s gains nothing by %s", clause.ID(), passage, other)
				}
			}
		}
	}
	if passages < 50 {
		t.Errorf("only %d passages with a figure gain something", passages)
	}
	t.Logf("%d passages", passages)
}
