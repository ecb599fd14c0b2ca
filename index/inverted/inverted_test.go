package inverted_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/inverted"
	"tiaowen/index/sampletest"
	"tiaowen/segmenter"
)

// held are the clauses that hold a term, by counting in their texts.
func held(docs []*corpus.Document, term string) map[uint32]int {
	out := make(map[uint32]int)
	ord := uint32(0)
	for _, d := range docs {
		for _, c := range d.Clauses {
			folded := gram.Fold(field.Texts(c)[field.Body])
			gram.Each(folded, func(start, end int) {
				if folded[start:end] == term {
					out[ord]++
				}
			})
			ord++
		}
	}
	return out
}

// What is written can be read: in memory, on disk, and in one segment.
func TestReader(t *testing.T) {
	docs := sampletest.Laws(t)
	s := segmenter.Default().Segmenter(field.SourcesOf(docs))
	dir := t.TempDir()
	if _, err := inverted.Open(dir, docs); !errors.Is(err, inverted.ErrNoIndex) {
		t.Errorf("an empty directory opens: %v", err)
	}
	b, err := inverted.Create(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if err := b.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Merge(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	memory, err := inverted.New(docs, s)
	if err != nil {
		t.Fatal(err)
	}
	defer memory.Close()
	disk, err := inverted.Open(dir, docs)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	if n := len(slices.Collect(disk.Words())); n < 1000 || !slices.Equal(slices.Collect(memory.Words()), slices.Collect(disk.Words())) {
		t.Errorf("%d words, and not the same on disk and in memory", n)
	}
	for _, r := range []*inverted.Reader{memory, disk} {
		for _, term := range []string{"合同", "法", "2", "龘"} {
			got := make(map[uint32]int)
			err := r.Each(term, []int{field.Body}, func(f int, ord uint32, freq int) { got[ord] += freq })
			if want := held(docs, term); err != nil || !maps.Equal(got, want) {
				t.Errorf("%s stands in %d clauses, want %d; %v", term, len(got), len(want), err)
			}
		}
		forbid := 0
		if err := r.EachNorm("forbid", func(uint32) { forbid++ }); err != nil || forbid == 0 {
			t.Errorf("%d clauses forbid; %v", forbid, err)
		}
		ord := uint32(0)
		for _, d := range docs {
			for _, c := range d.Clauses {
				if _, want := field.Words(c, s); !slices.Equal(r.Places(ord), want) {
					t.Fatalf("%s has other places of words", c.ID())
				}
				ord++
			}
		}
	}
	if _, err := inverted.Open(dir, docs[1:]); err == nil {
		t.Error("an index of more clauses than the documents have opens")
	}
}
