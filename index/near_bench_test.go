package index

import (
	"context"
	"strings"
	"testing"

	"tiaowen/corpus"
)

// Ten sentences encoded for one question, as evidence for an answer would be.
func BenchmarkNearTexts(b *testing.B) {
	ix, _ := encoded(b)
	var sentences []string
	for _, c := range corpus.Measures().Clauses[8:] {
		body, _ := c.Clean()
		for s := range strings.SplitSeq(body, "。") {
			if n := len([]rune(s)); n > 20 && n < 60 && len(sentences) < 10 {
				sentences = append(sentences, s)
			}
		}
	}
	for b.Loop() {
		if _, ok := ix.NearTexts(context.Background(), "领导干部选人用人有哪些禁止的行为", sentences); !ok {
			b.Fatal("no nearness")
		}
	}
	b.ReportMetric(float64(len(sentences)), "sentences")
}

func BenchmarkNearClauses(b *testing.B) {
	ix, _ := encoded(b)
	clauses := corpus.Measures().Clauses
	for b.Loop() {
		if _, ok := ix.Near(context.Background(), "领导干部选人用人有哪些禁止的行为", clauses); !ok {
			b.Fatal("no nearness")
		}
	}
}

// How near all clauses are to a question, as each search by meaning asks: with arrays of its
// own, and with those of the question before.
func BenchmarkNearAll(b *testing.B) {
	ix, m := encoded(b)
	q, err := m.EncodeQuery(context.Background(), "领导干部选人用人有哪些禁止的行为")
	if err != nil {
		b.Fatal(err)
	}
	ix.near.ready()
	run := func(done func(*nearness)) func(b *testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ix.near.mu.RLock()
				done(ix.nearAll(q))
				ix.near.mu.RUnlock()
			}
		}
	}
	b.Run("own", run(func(*nearness) {}))
	b.Run("spare", run(func(all *nearness) { ix.near.spare.Put(all) }))
}
