package beside_test

import (
	"maps"
	"testing"

	"tiaowen/corpus"
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

// Who types a passage finds the clause it stands in, whether the postings are here or
// clauses are read; of a question and of words apart nothing is gained.
func TestGains(t *testing.T) {
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
	defer e.Close()
	count := func(term string) int {
		n, err := e.Count(t.Context(), []string{term})
		if err != nil {
			t.Error(err)
			return 0
		}
		return n[0]
	}
	gains := func(text string, source beside.Source) map[uint32]float32 {
		folded := gram.Fold(text)
		q := &beside.Query{Folded: folded, Words: words.Tokens(folded), Weight: make(map[string]float64), Clauses: c.Clauses(), Passes: func(uint32) bool { return true }}
		gram.Each(folded, func(start, end int) {
			q.Weight[folded[start:end]] = posting.IDF(len(c.Clauses()), count(folded[start:end]))
		})
		got, err := beside.Gains(q, source)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	passages := 0
	for i, clause := range c.Clauses() {
		text, _ := clause.Clean()
		runes := []rune(text)
		if i%9 != 0 || len(runes) < 40 {
			continue
		}
		passage := string(runes[12:32])
		here := gains(passage, &beside.Local{Engine: e, Counts: count})
		away := gains(passage, &beside.Remote{Context: t.Context(), Engine: e, Weights: w, Clauses: c.Clauses(), Filter: &facet.Filter{}, Counts: count})
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
		if got := gains(text, &beside.Local{Engine: e, Counts: count}); len(got) > 0 {
			t.Errorf("%s: %v", text, got)
		}
	}
}
