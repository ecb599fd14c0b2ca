package nearness_test

import (
	"context"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/meaning"
)

// someSentences gives ten sentences of 20 to 60 characters.
func someSentences() (out []string) {
	for _, c := range corpus.Measures().Clauses[8:] {
		body, _ := c.Clean()
		for s := range strings.SplitSeq(body, "。") {
			if n := len([]rune(s)); n > 20 && n < 60 && len(out) < 10 {
				out = append(out, s)
			}
		}
	}
	return out
}

// Ten sentences compared with one question token by token, as evidence for an answer is.
func BenchmarkNearTexts(b *testing.B) {
	s, sentences := encoded(b), someSentences()
	for b.Loop() {
		if _, ok := s.NearTexts(context.Background(), "领导干部选人用人有哪些禁止的行为", sentences); !ok {
			b.Fatal("no nearness")
		}
	}
	b.ReportMetric(float64(len(sentences)), "sentences")
}

// The same sentences read together with the question.
func BenchmarkAnswers(b *testing.B) {
	s := encoded(b)
	var passages []meaning.Passage
	for _, text := range someSentences() {
		passages = append(passages, meaning.Passage{Text: text, Heading: corpus.Measures().Title})
	}
	for b.Loop() {
		if _, ok := s.Answers(context.Background(), "领导干部选人用人有哪些禁止的行为", passages); !ok {
			b.Fatal("nothing is read")
		}
	}
	b.ReportMetric(float64(len(passages)), "sentences")
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
