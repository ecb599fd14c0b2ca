package vectors

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tiaowen/index/meaning"
	"tiaowen/index/store"
	"tiaowen/index/store/disk"
)

// renamed is the encoder of the program under the id of another version, or of a server.
type renamed struct {
	*meaning.Model
	id string
}

func (r renamed) ID() string { return r.id }

// The encoders of two earlier versions, of a server, and what somebody else left there.
const (
	before   = "e5-small-db10764b431b"
	between  = "e5-bge-db10764b431b-0123456789ab"
	servers  = "remote-0123456789abcdef"
	stranger = "notes"
)

// left writes files of vectors that were used last some days ago.
func left(t *testing.T, dir string, daysAgo map[string]int) {
	t.Helper()
	if err := os.MkdirAll(string(in(dir)), 0o755); err != nil {
		t.Fatal(err)
	}
	for model, days := range daysAgo {
		when := time.Now().Add(-time.Duration(days)*24*time.Hour - time.Minute)
		for _, name := range []string{in(dir).vectors(model), in(dir).encoding(model)} {
			if err := os.WriteFile(name, []byte("{}"), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(name, when, when); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// kept gives the models that have files, sorted.
func kept(t *testing.T, dir string) (models []string) {
	t.Helper()
	for model := range Files(dir) {
		if _, err := os.Stat(in(dir).encoding(model)); err != nil {
			t.Errorf("%s has vectors and no state: %v", model, err)
		}
		models = append(models, model)
	}
	slices.Sort(models)
	return models
}

func same(t *testing.T, when, dir string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if got := kept(t, dir); !slices.Equal(got, want) {
		t.Errorf("%s: the vectors of %v are there, not of %v", when, got, want)
	}
}

// Vectors of an encoder that the program no longer carries are removed: not before all clauses have new ones,
// not while they are in use, and never those of a server's encoder.
func TestOutdated(t *testing.T) {
	model, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	dir, s := opened(t, 40)
	left(t, dir, map[string]int{before: 8, between: 6, servers: 400, stranger: 400})

	ctx, stop := context.WithCancel(t.Context())
	Encode(ctx, dir, s.Generation, s.Index, &counting{Model: model, stop: stop, limit: 1}, nil)
	same(t, "half encoded", dir, before, between, servers, stranger, model.ID())

	Encode(t.Context(), dir, s.Generation, s.Index, model, nil)
	same(t, "encoded", dir, between, servers, stranger, model.ID())

	// Used again by a server of the older version, they stay; after that they go, though nothing was to be encoded.
	left(t, dir, map[string]int{between: 8})
	now := time.Now()
	if err := os.Chtimes(in(dir).encoding(between), now, now); err != nil {
		t.Fatal(err)
	}
	Encode(t.Context(), dir, s.Generation, s.Index, model, nil)
	same(t, "used by another version", dir, between, servers, stranger, model.ID())
	left(t, dir, map[string]int{between: 8})
	none := &counting{Model: model}
	Encode(t.Context(), dir, s.Generation, s.Index, none, nil)
	same(t, "used no more", dir, servers, stranger, model.ID())
	if n := none.texts.Load(); n > 0 {
		t.Errorf("%d texts are encoded again", n)
	}
	if have, of := s.Index.Encoded(); have != of || of == 0 {
		t.Errorf("%d of %d clauses are encoded", have, of)
	}
}

// Nothing is removed while another process encodes, nor by an encoder on a server.
func TestOutdatedKept(t *testing.T) {
	model, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	dir, s := opened(t, 3)
	Encode(t.Context(), dir, s.Generation, s.Index, model, nil)
	left(t, dir, map[string]int{before: 30})
	lock, err := os.OpenFile(in(dir).lock(), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if free, err := disk.TryLock(lock, false); !free || err != nil {
		t.Fatal(free, err)
	}
	Encode(t.Context(), dir, s.Generation, s.Index, model, nil)
	same(t, "while another process encodes", dir, before, model.ID())
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	Encode(t.Context(), dir, s.Generation, s.Index, renamed{model, servers}, nil)
	same(t, "encoded by a server", dir, before, servers, model.ID())
}

// Going back to the older version, and to a backup, loses nothing: its vectors are made from the clauses again.
func TestOutdatedAgain(t *testing.T) {
	model, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	older := renamed{model, before}
	dir, s := opened(t, 5)
	Encode(t.Context(), dir, s.Generation, s.Index, older, nil)
	_, clauses := s.Index.Encoded()
	backup, err := os.Create(filepath.Join(t.TempDir(), "backup.tar"))
	if err != nil {
		t.Fatal(err)
	}
	defer backup.Close()
	if _, err := store.Backup(t.Context(), dir, backup); err != nil {
		t.Fatal(err)
	}
	month := time.Now().Add(-30 * 24 * time.Hour)
	for _, name := range []string{in(dir).vectors(before), in(dir).encoding(before)} {
		if err := os.Chtimes(name, month, month); err != nil {
			t.Fatal(err)
		}
	}
	Encode(t.Context(), dir, s.Generation, s.Index, model, nil)
	same(t, "upgraded", dir, model.ID())

	if _, err := backup.Seek(0, 0); err != nil {
		t.Fatal(err)
	}
	restored := filepath.Join(t.TempDir(), "restored")
	if _, err := store.Restore(t.Context(), restored, backup); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{dir, restored} {
		s, err := store.Open(t.Context(), dir, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Index.Close()
		if err := EncodeOnce(t.Context(), dir, s.Generation, s.Index, older, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
		if have, of := s.Index.Encoded(); have != of || of != clauses {
			t.Errorf("%s: %d of %d clauses are encoded, and there were %d", dir, have, of, clauses)
		}
	}
}
