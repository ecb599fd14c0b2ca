package index

import (
	"errors"
	"slices"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/index/inverted"
	"tiaowen/segmenter"
)

// TestBuilder: an index on disk finds what one in memory finds, also after a
// document was removed and added again.
func TestBuilder(t *testing.T) {
	memory := sample(t)
	dir := t.TempDir()
	if _, err := Open(dir, memory.Documents(), Options{}); !errors.Is(err, inverted.ErrNoIndex) {
		t.Errorf("an empty directory opens: %v", err)
	}
	change := func(add, remove []*corpus.Document) {
		t.Helper()
		b, err := inverted.Create(dir, segmenter.Default().Segmenter(field.SourcesOf(memory.Documents())))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range remove {
			if err := b.Remove(d); err != nil {
				t.Fatal(err)
			}
		}
		for _, d := range add {
			if err := b.Add(d); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
	compare := func() {
		t.Helper()
		disk, err := Open(dir, memory.Documents(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer disk.Close()
		disk.Warm()
		for _, text := range []string{"试用期最长多久", "夫妻共同财产", "酒驾", "第十九条", "民法典1127", "个人信息泄露了怎么办"} {
			want, got := search(t, memory, text, 20), search(t, disk, text, 20)
			if !slices.EqualFunc(want, got, func(a, b Hit) bool { return a.Clause == b.Clause }) {
				t.Errorf("%s: the index on disk finds other clauses", text)
			}
		}
	}
	change(memory.Documents(), nil)
	compare()
	if _, err := Open(dir, memory.Documents()[1:], Options{}); err == nil {
		t.Error("an index of more clauses than the documents have opens")
	}
	change(nil, memory.Documents()[:2])
	if _, err := Open(dir, memory.Documents(), Options{}); err == nil {
		t.Error("an index of fewer clauses than the documents have opens")
	}
	change(memory.Documents()[:2], nil)
	compare()
	b, err := inverted.Create(dir, segmenter.Default().Segmenter(field.SourcesOf(memory.Documents())))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := inverted.Create(dir, segmenter.Default().Segmenter(field.SourcesOf(memory.Documents()))); err == nil {
		t.Error("two write to one directory")
	}
}
