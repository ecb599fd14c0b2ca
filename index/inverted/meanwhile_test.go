package inverted

import (
	"maps"
	"slices"
	"testing"

	"tiaowen/index/field"
	"tiaowen/index/sampletest"
	"tiaowen/segmenter"
)

// An index of which a part is merged while the rest is added has two segments at most (Bleve itself merges
// so small ones at times), and holds what one
// in memory holds.
func TestMergeMeanwhile(t *testing.T) {
	docs := sampletest.Laws(t)
	words := segmenter.Default().Segmenter(field.SourcesOf(docs))
	dir := t.TempDir()
	b, err := Create(dir, words)
	if err != nil {
		t.Fatal(err)
	}
	persist := func() {
		b.pending.Wait()
		if err := b.persist(); err != nil {
			t.Fatal(err)
		}
	}
	for i, d := range docs {
		switch i {
		case len(docs) / 2:
			persist()
			b.MergeMeanwhile(t.Context())
		case len(docs) - 2:
			err := <-b.meanwhile // what comes now is in none of its segments
			if err != nil {
				t.Fatal(err)
			}
			b.meanwhile <- err
		}
		if err := b.Add(d); err != nil {
			t.Fatal(err)
		}
		b.mu.Lock()
		b.flush() // a segment for each document
		b.mu.Unlock()
	}
	persist()
	if err := b.Merge(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	sizes, err := b.segments()
	if err != nil || len(docs) < 6 || len(sizes) > 2 {
		t.Errorf("%d documents have segments of %v clauses; %v", len(docs), sizes, err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	memory, err := New(docs, words)
	if err != nil {
		t.Fatal(err)
	}
	defer memory.Close()
	disk, err := Open(dir, docs)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	type place struct {
		field int
		ord   uint32
	}
	all := []int{field.Body, field.Title, field.Path, field.Name, field.Word}
	n := 0
	for word := range memory.Words() {
		if n++; n%10 > 0 {
			continue
		}
		held := func(r *Reader) map[place]int {
			out := make(map[place]int)
			if err := r.Each(word, all, func(f int, ord uint32, freq int) { out[place{f, ord}] = freq }); err != nil {
				t.Fatal(err)
			}
			return out
		}
		if got, want := held(disk), held(memory); !maps.Equal(got, want) {
			t.Fatalf("%s stands at %v, want %v", word, got, want)
		}
	}
	if got := slices.Collect(disk.Words()); n < 1000 || len(got) != n {
		t.Errorf("%d words on disk, %d in memory", len(got), n)
	}
}
