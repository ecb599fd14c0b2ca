package nearness_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/collection"
	"tiaowen/index/meaning"
	"tiaowen/index/nearness"
)

// space gives a space over the measures text, without vectors.
func space(t testing.TB, changed func()) *nearness.Space {
	c, err := collection.New([]*corpus.Document{corpus.Measures()})
	if err != nil {
		t.Fatal(err)
	}
	s := nearness.New(c, changed)
	t.Cleanup(s.CloseMeaning)
	return s
}

// encoded gives a space with the vectors that the program carries.
func encoded(t testing.TB) *nearness.Space {
	m, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	s := space(t, func() {})
	s.UseMeaning(func() (meaning.Encoder, *meaning.Vectors) { return m, index.Shipped(m.ID()) })
	return s
}

func TestNear(t *testing.T) {
	s := encoded(t)
	ctx := context.Background()
	doc := corpus.Measures()
	products, ok := s.Near(ctx, "买官卖官怎么处理", doc.Clauses)
	if !ok || len(products) != len(doc.Clauses) {
		t.Fatal("no nearness")
	}
	best := slices.Index(products, slices.Max(products))
	if n := doc.Clauses[best].Number; n != 20 && n != 18 && n != 19 {
		t.Errorf("the nearest is clause %d", n)
	}
	const right, wrong = "坚决禁止跑官要官、买官卖官、拉票贿选等行为。", "每季度至少召开一次党员大会。"
	texts, ok := s.NearTexts(ctx, "买官卖官怎么处理", []string{right, wrong})
	if !ok || texts[0].Tokens <= texts[1].Tokens {
		t.Errorf("nearness of sentences: %v", texts)
	}
	scores, ok := s.Answers(ctx, "买官卖官怎么处理", []meaning.Passage{{Text: right, Heading: doc.Title}, {Text: wrong, Heading: doc.Title}})
	if !ok || scores[0] <= scores[1] {
		t.Errorf("read together: %v", scores)
	}
	if _, ok := s.Answers(ctx, "What does clause 20 forbid?", []meaning.Passage{{Text: right}}); ok {
		t.Error("the Chinese encoder reads an English question")
	}
}

// All clauses at once have the products that they have one by one.
func TestNearAll(t *testing.T) {
	s := encoded(t)
	if !s.HasMeaning() {
		t.Fatal("no vectors")
	}
	const question = "领导干部选人用人有哪些禁止的行为"
	all, ok, err := s.NearAll(context.Background(), question)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	defer all.Free()
	some, _ := s.Near(context.Background(), question, corpus.Measures().Clauses)
	for i, x := range some {
		if math.Abs(float64(x-all.Clauses[i])) > 0.002 { // many at once are multiplied in fewer bits
			t.Errorf("clause %d: %g among all, %g alone", i, all.Clauses[i], x)
		}
	}
}

// Questions that are asked at a time do not see each other's numbers, which stand in memory that
// goes from one question to the next.
func TestNearAllAtATime(t *testing.T) {
	s := encoded(t)
	s.OpenMeaning()
	var group sync.WaitGroup
	for _, question := range []string{"领导干部选人用人有哪些禁止的行为", "党员干部怎样接受监督", "谁来检查会议记录"} {
		alone, ok, err := s.NearAll(context.Background(), question)
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		for range 4 {
			group.Go(func() {
				for range 50 {
					got, _, _ := s.NearAll(context.Background(), question)
					if !slices.Equal(got.Clauses, alone.Clauses) {
						t.Errorf("%s: other numbers than alone", question)
					}
					got.Free()
				}
			})
		}
	}
	group.Wait()
}

// A space without vectors tells no nearness, and one whose vectors are taken away again.
func TestNoMeaning(t *testing.T) {
	changes := 0
	s := space(t, func() { changes++ })
	ctx := context.Background()
	check := func() {
		t.Helper()
		if s.HasMeaning() {
			t.Error("there are vectors")
		}
		if _, ok := s.Near(ctx, "买官卖官", corpus.Measures().Clauses); ok {
			t.Error("nearness of clauses")
		}
		if _, ok := s.NearTexts(ctx, "买官卖官", []string{"买官卖官"}); ok {
			t.Error("nearness of texts")
		}
		if _, ok := s.Answers(ctx, "买官卖官", []meaning.Passage{{Text: "买官卖官"}}); ok {
			t.Error("texts are read")
		}
		if _, ok, err := s.NearAll(ctx, "买官卖官"); ok || err != nil {
			t.Error("nearness of all clauses", err)
		}
	}
	check()
	m, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	s.SetMeaning(m, index.Shipped(m.ID()))
	if have, all := s.Encoded(); !s.HasMeaning() || have != all || all != len(corpus.Measures().Clauses) {
		t.Errorf("%d of %d clauses have vectors", have, all)
	}
	s.SetMeaning(nil, nil)
	check()
	s.CloseMeaning()
	s.SetMeaning(m, index.Shipped(m.ID())) // as an import ends while a server stops
	check()
	if changes != 3 {
		t.Errorf("%d changes were told, want 3", changes)
	}
}

// away is an encoder that counts what it is asked, and fails when it is told to.
type away struct {
	meaning.Encoder
	asked int
	err   error
}

func (e *away) EncodeQuery(ctx context.Context, text string) ([]float32, error) {
	e.asked++
	if e.err != nil {
		return nil, e.err
	}
	return e.Encoder.EncodeQuery(ctx, text)
}

// An encoder elsewhere encodes the last questions once. When it does not answer, there is
// no nearness and no error; a request that has ended is an error.
func TestEncoderAway(t *testing.T) {
	m, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	e := &away{Encoder: m}
	s := space(t, func() {})
	s.SetMeaning(e, index.Shipped(m.ID()))
	for range 3 {
		if _, ok := s.Near(context.Background(), "谁来检查会议记录", corpus.Measures().Clauses[:1]); !ok {
			t.Fatal("no nearness")
		}
	}
	if texts, ok := s.NearTexts(context.Background(), "谁来检查会议记录", []string{"检查会议记录"}); !ok || texts[0].Tokens == 0 {
		t.Errorf("texts beside an encoder elsewhere: %v", texts)
	}
	if e.asked != 1 {
		t.Errorf("one question was encoded %d times", e.asked)
	}
	e.err = errors.New("away")
	if _, ok, err := s.NearAll(context.Background(), "另一个问题是什么"); ok || err != nil {
		t.Error("nearness without an encoder", err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := s.NearAll(ended, "还有一个问题"); !errors.Is(err, context.Canceled) {
		t.Errorf("a request that ended: %v", err)
	}
}

// turned is another model of the same width: its vectors point the other way.
type turned struct{ meaning.Encoder }

func (turned) ID() string { return "turned" }

func (e turned) EncodeQuery(ctx context.Context, text string) ([]float32, error) {
	v, err := e.Encoder.EncodeQuery(ctx, text)
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = -x
	}
	return out, err
}

// A question is encoded again when another encoder takes the place of the one that encoded it, and
// not when the same one brings new vectors.
func TestEncoderChanges(t *testing.T) {
	m, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	s := space(t, func() {})
	near := func() float32 {
		t.Helper()
		products, ok := s.Near(context.Background(), "谁来检查会议记录", corpus.Measures().Clauses[:1])
		if !ok {
			t.Fatal("no nearness")
		}
		return products[0]
	}
	e := &away{Encoder: m}
	s.SetMeaning(e, index.Shipped(m.ID()))
	first := near()
	s.SetMeaning(e, index.Shipped(m.ID()))
	if again := near(); again != first || e.asked != 1 {
		t.Errorf("%g after %g, encoded %d times", again, first, e.asked)
	}
	s.SetMeaning(turned{m}, index.Shipped(m.ID()))
	if got := near(); math.Abs(float64(got+first)) > 1e-6 {
		t.Errorf("another encoder: %g, want %g", got, -first)
	}
	s.SetMeaning(nil, nil)
	s.SetMeaning(e, index.Shipped(m.ID()))
	if got := near(); got != first {
		t.Errorf("the first encoder again: %g, want %g", got, first)
	}
}
