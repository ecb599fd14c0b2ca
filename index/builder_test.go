package index

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
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

// Places of words that cannot be read any more are cut again, and are the same.
func TestDamagedPlaces(t *testing.T) {
	memory := measures(t)
	dir := t.TempDir()
	b, err := inverted.Create(dir, segmenter.Default().Segmenter(field.SourcesOf(memory.Documents())))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(b.Add(memory.Documents()[0]), b.Merge(t.Context(), 1), b.Close()); err != nil {
		t.Fatal(err)
	}
	segments, err := filepath.Glob(filepath.Join(dir, "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatal(segments, err)
	}
	for _, path := range segments {
		damageStored(t, path)
	}
	disk, err := Open(dir, memory.Documents(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	damaged := 0
	for ord := range uint32(len(disk.clauses)) {
		if _, err := disk.local.Places(ord); err != nil {
			damaged++
		}
		if !slices.Equal(disk.Places(ord), memory.Places(ord)) {
			t.Errorf("%s has other places of words", disk.clauses[ord].ID())
		}
	}
	if damaged == 0 {
		t.Error("no clause is damaged")
	}
}

// damageStored damages what a segment stores of its first clause. A segment begins with it: how long the list of its
// fields is, how long what they hold, the list, the id, and the rest, compressed.
func damageStored(t *testing.T, path string) {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	list, n := binary.Uvarint(file)
	held, m := binary.Uvarint(file[n:])
	id, _ := binary.Uvarint(file[n+m:])
	at := n + m + int(list) + int(id)
	if int(held) < int(id)+6 || len(file) < at+6 {
		t.Fatalf("%s: nothing is stored at its beginning", path)
	}
	copy(file[at:], "\xff\xff\xff\xff\xff\xff") // more than can be unpacked
	if err := errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, file, 0o600)); err != nil {
		t.Fatal(err)
	}
}
