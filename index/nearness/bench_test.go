package nearness_test

import (
	"context"
	"strings"
	"testing"

	"tiaowen/corpus"
)

// Ten sentences encoded for one question, as evidence for an answer would be.
func BenchmarkNearTexts(b *testing.B) {
	s := encoded(b)
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
		if _, ok := s.NearTexts(context.Background(), "领导干部选人用人有哪些禁止的行为", sentences); !ok {
			b.Fatal("no nearness")
		}
	}
	b.ReportMetric(float64(len(sentences)), "sentences")
}

func BenchmarkNearClauses(b *testing.B) {
	s := encoded(b)
	clauses := corpus.Measures().Clauses
	for b.Loop() {
		if _, ok := s.Near(context.Background(), "领导干部选人用人有哪些禁止的行为", clauses); !ok {
			b.Fatal("no nearness")
		}
	}
}

// How near all clauses are to a question, as each search by meaning asks: with memory of its
// own, and with that of the question before.
func BenchmarkNearAll(b *testing.B) {
	s := encoded(b)
	s.OpenMeaning()
	run := func(free bool) func(b *testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				near, _, err := s.NearAll(context.Background(), "领导干部选人用人有哪些禁止的行为")
				if err != nil {
					b.Fatal(err)
				}
				if free {
					near.Free()
				}
			}
		}
	}
	b.Run("own", run(false))
	b.Run("spare", run(true))
}
