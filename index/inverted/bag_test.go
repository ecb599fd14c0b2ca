package inverted

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	bleve "github.com/blevesearch/bleve_index_api"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/sampletest"
)

// counted counts the terms of a text one by one.
func counted(text string) map[string]int {
	folded := gram.Fold(text)
	out := make(map[string]int)
	gram.Each(folded, func(start, end int) { out[folded[start:end]]++ })
	return out
}

// A bag holds each term as often as it stands in the text, whatever was counted before.
func TestBag(t *testing.T) {
	texts := []string{
		"",
		"。，",
		"第二十条 禁止 ABC、ＡＢＣ 和 abc",
		strings.Repeat("法", 255), strings.Repeat("法", 256), strings.Repeat("法律", 5000),
	}
	var many strings.Builder // more terms than a tally keeps
	for r := '一'; r < '一'+3*largeTally; r++ {
		many.WriteRune(r)
	}
	texts = append(texts, many.String(), "一")
	for _, d := range sampletest.Laws(t) {
		for _, c := range d.Clauses {
			texts = append(texts, field.Texts(c)[field.Body])
		}
	}
	for _, text := range texts {
		got, length := bag(text)
		want := counted(text)
		if len(got) != len(want) || length != utf8.RuneCountInString(gram.Fold(text)) {
			t.Fatalf("%.40q has %d terms and the length %d, want %d terms", text, len(got), length, len(want))
		}
		for term, tf := range got {
			if tf.Frequency() != want[term] {
				t.Fatalf("%q stands in %.40q %d times, want %d", term, text, tf.Frequency(), want[term])
			}
		}
	}
}

// All entries have the same fields, so that Bleve merges their segments by copying bytes.
func TestEntriesHaveSameFields(t *testing.T) {
	d, err := corpus.Parse("短.txt", []byte("短规定\n第一条 不得外传。\n第二条 〔标题〕应当保存。\n"))
	if err != nil {
		t.Fatal(err)
	}
	all := newEntries(nil)
	for _, c := range append(d.Clauses, sampletest.Laws(t)[0].Clauses...) {
		var names []string
		for _, f := range all.entry(c).fields {
			names = append(names, f.Name())
		}
		if got := strings.Join(names, " "); got != "_id body title path name words norm" {
			t.Fatalf("%s has the fields %s", c.ID(), got)
		}
	}
}

// A batch gives Bleve each of its clauses once, in the order in which they were added, whichever
// documents Bleve asks first. A clause that is added again takes the place of the first.
func TestBatchKeepsOrder(t *testing.T) {
	all := newEntries(nil)
	b := newBatch()
	var want []string
	var first *entry
	for i, c := range sampletest.Laws(t)[0].Clauses {
		e := all.entry(c)
		if i == 0 {
			first = &entry{id: e.id}
			b.add(first)
		}
		b.add(e)
		want = append(want, e.id)
	}
	if len(want) < 10 || len(b.IndexOps) != len(want) {
		t.Fatalf("%d documents for %d clauses", len(b.IndexOps), len(want))
	}
	var got []string
	for id, d := range b.IndexOps { // in random order
		if d.ID() != id {
			t.Errorf("%s is called %s", id, d.ID())
		}
		d.AddIDField()
		for range 2 {
			d.VisitFields(func(f bleve.Field) {
				if f.Name() == "_id" {
					got = append(got, string(f.Value()))
				}
			})
		}
		if d.(*turn).entry == first {
			t.Error("the clause that was replaced is indexed")
		}
	}
	got = slices.Compact(got)
	if !slices.Equal(got, want) {
		t.Errorf("Bleve gets %v, want %v", got, want)
	}
}
