package index

import (
	"context"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/meaning"
	"tiaowen/index/passage"
)

// encoded gives an index over the measures text with the vectors that are shipped.
func encoded(t testing.TB) (*Index, *meaning.Model) {
	m, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	ix, err := New([]*corpus.Document{corpus.Measures()}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	ix.UseMeaning(func() (meaning.Encoder, *meaning.Vectors) { return m, Shipped(m.ID()) })
	return ix, m
}

func searchBy(t testing.TB, ix *Index, text string, change func(*Query)) []Hit {
	q, err := ix.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	change(q)
	hits, _, err := ix.Search(context.Background(), q, 10)
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

// The shipped vectors are those of the text and of the model as they are now;
// go generate makes them again.
func TestShipped(t *testing.T) {
	m, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	v := Shipped(m.ID())
	if v == nil {
		t.Fatal("there are none for the model")
	}
	ix, _ := encoded(t)
	if missing := ix.Missing(v); len(missing) > 0 {
		t.Fatalf("%d texts have none, the first is %q", len(missing), missing[0])
	}
	for _, c := range corpus.Measures().Clauses[3:6] {
		text := passage.Pieces(c)[0]
		place, _ := v.Find(meaning.KeyOf(text))
		if near := v.NearOne(m.Passage(text), place); near < 0.99 {
			t.Errorf("%s: the shipped vector has cosine %.4f with its own", c.Name(), near)
		}
	}
	if Shipped("another model") != nil {
		t.Error("another model gets them")
	}
}

func TestJoin(t *testing.T) {
	ix, _ := encoded(t)
	on := func(q *Query) { q.Meaning = true }
	off := func(*Query) {}
	// No character in common with what answers.
	const question = "who may look into how money and property are handled by those in charge"
	if hits := searchBy(t, ix, question, on); len(hits) == 0 {
		t.Error("a question in English finds nothing")
	}
	if hits := searchBy(t, ix, "qwxz", on); len(hits) > 0 {
		t.Errorf("letters without meaning find %v", numbers(hits))
	}
	// Bare words, numbers and exact phrases are as without meaning.
	for _, text := range []string{"裸官", "第20条", "“民主生活会”"} {
		if a, b := numbers(searchBy(t, ix, text, on)), numbers(searchBy(t, ix, text, off)); !slices.Equal(a, b) {
			t.Errorf("%s: %v with meaning, %v without", text, a, b)
		}
	}
	if n := numbers(searchBy(t, ix, "第20条禁止领导干部做哪些事情", on)); len(n) == 0 || n[0] != 20 {
		t.Errorf("the clause that is named is not first: %v", n)
	}
	for _, h := range searchBy(t, ix, "“领导干部个人有关事项报告制度”", on) {
		if text, _ := h.Clause.Clean(); !strings.Contains(text, "领导干部个人有关事项报告制度") {
			t.Errorf("%s does not hold the phrase in quotation marks", h.Clause.Name())
		}
	}
	// A section that is asked for stays the only one.
	for _, h := range searchBy(t, ix, "领导干部选拔任用中有哪些行为是禁止的", func(q *Query) { q.Meaning, q.Section = true, "六" }) {
		if h.Clause.Section == nil || h.Clause.Section.Number != 6 {
			t.Errorf("%s is outside the section", h.Clause.Name())
		}
	}
	why := searchBy(t, ix, "干部能不能花钱买官位", func(q *Query) { q.Meaning, q.Why = true, true })
	if len(why) == 0 || !strings.Contains(strings.Join(why[0].Why, "\n"), "the meaning (nearness") {
		t.Error("--why does not tell the share of the meaning")
	}
}

// Clauses without vectors are found by their words, and the others by both.
func TestJoinIncomplete(t *testing.T) {
	ix, m := encoded(t)
	const question = "领导干部出国境证件由谁来保管"
	without := numbers(searchBy(t, ix, question, func(*Query) {}))
	path := filepath.Join(t.TempDir(), "v")
	a, err := meaning.Append(path, m.ID(), meaning.Width)
	if err != nil {
		t.Fatal(err)
	}
	shipped := Shipped(m.ID())
	for i, text := range ix.Missing(nil) {
		place, _ := shipped.Find(meaning.KeyOf(text))
		if i%3 == 0 {
			if err := a.Add(meaning.KeyOf(text), shipped.At(place)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	v, err := meaning.OpenVectors(path, m.ID())
	if err != nil {
		t.Fatal(err)
	}
	ix.SetMeaning(m, v)
	if have, all := ix.Encoded(); have == 0 || have >= all {
		t.Fatalf("%d of %d", have, all)
	}
	hits := searchBy(t, ix, question, func(q *Query) { q.Meaning = true })
	for _, h := range hits {
		if math.IsNaN(h.Score) || math.IsInf(h.Score, 0) {
			t.Errorf("%s has the score %g", h.Clause.Name(), h.Score)
		}
	}
	if len(hits) < len(without) {
		t.Errorf("%v with some vectors, %v without", numbers(hits), without)
	}
	ix.SetMeaning(nil, nil)
	if n := numbers(searchBy(t, ix, question, func(q *Query) { q.Meaning = true })); !slices.Equal(n, without) {
		t.Errorf("%v when meaning is switched off, %v without", n, without)
	}
}

func TestIsSentence(t *testing.T) {
	for text, want := range map[string]bool{
		"裸官": false, "党员档案": false, "谁负责党员教育": true, "zzzz": false, "school bus safety": true,
		"GB 123": false, "12345678": false, "🙂🙂🙂": false, "": false,
	} {
		if got := isSentence(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
