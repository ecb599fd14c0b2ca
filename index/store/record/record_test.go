package record

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/codec"
)

// written gives a file of two documents, and their places.
func written(t *testing.T) (path string, places []Place) {
	path = filepath.Join(t.TempDir(), "documents.bin")
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{"# 江城市路灯条例\n\n第一条 路灯损坏的，应当修复。\n", "# 江城市照明办法\n\n第一条 本办法自公布之日起施行。\n"} {
		d, err := corpus.Parse("x.md", []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		b, err := codec.Append(nil, d)
		if err != nil {
			t.Fatal(err)
		}
		p, err := w.Add(b)
		if err != nil {
			t.Fatal(err)
		}
		places = append(places, p)
	}
	if err := errors.Join(w.Flush(), w.Close()); err != nil {
		t.Fatal(err)
	}
	return path, places
}

func TestRead(t *testing.T) {
	path, places := written(t)
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, want := range []string{"江城市路灯条例", "江城市照明办法"} {
		d, err := f.Read("id", places[i])
		if err != nil || d.Title != want || d.ID != "id" || len(d.Clauses) != 1 {
			t.Errorf("%d: %+v, %v", i, d, err)
		}
	}
}

// Records that are taken over from one file into another stay what they are.
func TestAddKnown(t *testing.T) {
	path, places := written(t)
	old, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	b, err := old.Bytes(places[1])
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "documents.bin")
	w, err := Create(to)
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.AddKnown(b, places[1].Record)
	if err = errors.Join(err, w.Flush(), w.Close()); err != nil {
		t.Fatal(err)
	}
	f, err := Open(to)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if d, err := f.Read("id", p); err != nil || d.Title != "江城市照明办法" || p.At != 0 {
		t.Errorf("%+v at %+v, %v", d, p, err)
	}
}

// A byte that changed, a file that was cut off and a place that cannot be are damage, not a panic.
func TestDamage(t *testing.T) {
	path, places := written(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := append([]byte(nil), whole...)
	changed[places[1].At+20] ^= 1
	huge, negative := places[1], places[1]
	huge.Record.Size, negative.Record.Size = maxSize+1, -1
	for name, test := range map[string]struct {
		content []byte
		at      Place
	}{
		"changed":  {changed, places[1]},
		"cut off":  {whole[:len(whole)-1], places[1]},
		"huge":     {whole, huge},
		"negative": {whole, negative},
	} {
		if err := os.WriteFile(path, test.content, 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Read("id", test.at); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := f.Read("id", places[0]); err != nil {
			t.Errorf("%s: the other document: %v", name, err)
		}
		f.Close()
	}
}
