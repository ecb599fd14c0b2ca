package inverted_test

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
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
				got, err := r.Places(ord)
				if _, want := field.Words(c, s); err != nil || !slices.Equal(got, want) {
					t.Fatalf("%s has other places of words; %v", c.ID(), err)
				}
				ord++
			}
		}
	}
	if _, err := inverted.Open(dir, docs[1:]); err == nil {
		t.Error("an index of more clauses than the documents have opens")
	}
}

// A dictionary that is damaged is an error, not an index in which no clause has the word. A text whose clauses
// have no titles, so that a field is empty, is no damage.
func TestDamagedDictionary(t *testing.T) {
	d, err := corpus.Parse("须知.txt", []byte("入馆须知\n第一条 读者凭证入馆。\n第二条 读者不得喧哗。\n"))
	if err != nil {
		t.Fatal(err)
	}
	docs := []*corpus.Document{d}
	dir := t.TempDir()
	b, err := inverted.Create(dir, segmenter.Default().Segmenter(field.SourcesOf(docs)))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(b.Add(d), b.Merge(t.Context(), 1), b.Close()); err != nil {
		t.Fatal(err)
	}
	all := make([]int, len(field.Names))
	for f := range all {
		all[f] = f
	}
	count := func() (n int, err error) {
		r, err := inverted.Open(dir, docs)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		return n, r.Each("读者", all, func(int, uint32, int) { n++ })
	}
	if n, err := count(); n == 0 || err != nil {
		t.Fatalf("%d entries, %v", n, err)
	}
	segments, err := filepath.Glob(filepath.Join(dir, "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatal(segments, err)
	}
	// A dictionary begins with the version of its format and its type, eight bytes each.
	head := append([]byte{1, 0, 0, 0, 0, 0, 0, 0}, make([]byte, 8)...)
	for _, path := range segments {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(file, head) {
			t.Fatalf("%s: no dictionary found to damage", path)
		}
		damaged := bytes.ReplaceAll(file, head, append([]byte{9}, head[1:]...))
		if err := os.Chmod(path, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := count(); err == nil {
		t.Errorf("%d entries and no error", n)
	}
}
