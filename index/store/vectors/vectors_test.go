package vectors

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tiaowen/index/meaning"
	"tiaowen/index/store"
	"tiaowen/index/store/disk"
)

// counting counts what a model encodes, and can be stopped on the way.
type counting struct {
	*meaning.Model
	texts atomic.Int64
	stop  context.CancelFunc // called when texts reach limit
	limit int64
}

func (c *counting) EncodePassages(ctx context.Context, texts []string) ([][]float32, error) {
	out, err := c.Model.EncodePassages(ctx, texts)
	if n := c.texts.Add(int64(len(texts))); c.stop != nil && n >= c.limit {
		c.stop()
	}
	return out, err
}

// opened imports a regulation of n articles and opens it.
func opened(t *testing.T, n int) (dir string, s *store.Snapshot) {
	var text strings.Builder
	text.WriteString("值班管理规定\n")
	for i := range n {
		text.WriteString("第" + chinese(i+1) + "条 值班室" + chinese(i+1) + "的值班人员应当按时到岗。\n")
	}
	file := filepath.Join(t.TempDir(), "值班管理规定.txt")
	if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	w, err := store.OpenWriter(dir, true, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Import(context.Background(), []string{file}, store.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	s, err = store.Open(context.Background(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Index.Close() })
	return dir, s
}

func chinese(n int) string {
	digits := []rune("〇一二三四五六七八九")
	if n < 10 {
		return string(digits[n])
	}
	s := "十"
	if n >= 20 {
		s = string(digits[n/10]) + "十"
	}
	if n%10 > 0 {
		s += string(digits[n%10])
	}
	return s
}

func TestEncode(t *testing.T) {
	model, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	dir, s := opened(t, 80)
	all := len(s.Index.Missing(nil))
	if all < 80 {
		t.Fatalf("%d texts", all)
	}
	// Stopped after the first batch, it goes on where it was.
	ctx, stop := context.WithCancel(context.Background())
	e := &counting{Model: model, stop: stop, limit: 1}
	Encode(ctx, dir, s.Generation, s.Index, e, nil)
	if n := e.texts.Load(); n == 0 || n >= int64(all) {
		t.Fatalf("%d of %d texts before the stop", n, all)
	}
	path := in(dir).vectors(model.ID())
	half, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// The process that was stopped may have been killed within a record.
	if err := os.WriteFile(path, half[:len(half)-7], 0o644); err != nil {
		t.Fatal(err)
	}
	rest := &counting{Model: model}
	Encode(context.Background(), dir, s.Generation, s.Index, rest, nil)
	if have, of := s.Index.Encoded(); have != of {
		t.Errorf("%d of %d clauses are encoded", have, of)
	}
	if n := rest.texts.Load(); n > int64(all)-encodeBatch+1 {
		t.Errorf("%d of %d texts were encoded again", n, all)
	}
	if got := Encoded(dir); got.Encoded != got.Clauses || got.Clauses == 0 || got.Model != model.ID() {
		t.Errorf("list says %+v", got)
	}
	// Nothing is left to do, for another index of the same clauses too.
	none := &counting{Model: model}
	Encode(context.Background(), dir, s.Generation, s.Index, none, nil)
	if n := none.texts.Load(); n > 0 {
		t.Errorf("%d texts were encoded twice", n)
	}
	v := Open(dir, model.ID(), slog.Default())
	if v == nil {
		t.Fatal("the vectors cannot be opened")
	}
	v.Close()
	// A damaged file is made again.
	if err := os.WriteFile(path, []byte(strings.Repeat("<html>", 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	if Open(dir, model.ID(), slog.Default()) != nil {
		t.Error("a damaged file opens")
	}
	Encode(context.Background(), dir, s.Generation, s.Index, model, nil)
	if have, of := s.Index.Encoded(); have != of {
		t.Errorf("after damage, %d of %d clauses are encoded", have, of)
	}
}

// TestCompact: when most vectors are of clauses that are gone, the file is written
// again without them, and what is left is found in it without being encoded again.
func TestCompact(t *testing.T) {
	defer func(n int) { compactFrom = n }(compactFrom)
	compactFrom = 10
	model, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	dir, s := opened(t, 20)
	path := in(dir).vectors(model.ID())
	if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	a, err := meaning.Append(path, model.ID(), meaning.Width)
	if err != nil {
		t.Fatal(err)
	}
	gone, vector := 60, make([]float32, meaning.Width)
	vector[0] = 1
	for i := range gone {
		if err := a.Add(meaning.KeyOf("已删除的条款"+chinese(i)), vector); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	Encode(t.Context(), dir, s.Generation, s.Index, model, nil)
	again := &counting{Model: model}
	Encode(t.Context(), dir, s.Generation, s.Index, again, nil)
	if n := again.texts.Load(); n > 0 {
		t.Errorf("%d texts were encoded twice", n)
	}
	v := Open(dir, model.ID(), slog.Default())
	if v == nil {
		t.Fatal("the vectors cannot be opened")
	}
	defer v.Close()
	if missing := s.Index.Missing(v); len(missing) > 0 || v.Len() != len(s.Index.Keys()) {
		t.Errorf("%d vectors are kept, of %d texts; %d are missing", v.Len(), len(s.Index.Keys()), len(missing))
	}
	if _, ok := v.Find(meaning.KeyOf("已删除的条款" + chinese(3))); ok {
		t.Error("the vector of a clause that is gone is still there")
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) > 0 {
		t.Errorf("files are left over: %v", left)
	}
}

// A second process takes up what the first one has encoded.
func TestEncodeLocked(t *testing.T) {
	defer func(d time.Duration) { encodeRetry = d }(encodeRetry)
	encodeRetry = 10 * time.Millisecond
	model, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	dir, s := opened(t, 3)
	if err := os.MkdirAll(filepath.Join(dir, "vectors"), 0o755); err != nil {
		t.Fatal(err)
	}
	lock, err := os.Create(filepath.Join(dir, "vectors", "lock"))
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := disk.TryLock(lock, false); !ok || err != nil {
		t.Fatal(ok, err)
	}
	e := &counting{Model: model}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		Encode(ctx, dir, s.Generation, s.Index, e, nil)
	}()
	a, err := meaning.Append(in(dir).vectors(model.ID()), model.ID(), meaning.Width)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range s.Index.Missing(nil) {
		if err := a.Add(meaning.KeyOf(text), model.Passage(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Error("what another process encoded is not seen")
	}
	cancel()
	<-done
	if n := e.texts.Load(); n > 0 {
		t.Errorf("%d texts were encoded while another process was at it", n)
	}
	lock.Close()
}

// EncodeOnce does not wait until vectors can be written: it says why they cannot be.
func TestEncodeOnce(t *testing.T) {
	model, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	dir, s := opened(t, 3)
	if err := os.WriteFile(string(in(dir)), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := EncodeOnce(t.Context(), dir, s.Generation, s.Index, model, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("vectors are written where a file stands in the place of their folder")
	}
	if err := os.Remove(string(in(dir))); err != nil {
		t.Fatal(err)
	}
	if err := EncodeOnce(t.Context(), dir, s.Generation, s.Index, model, slog.New(slog.DiscardHandler)); err != nil {
		t.Error(err)
	}
	if have, of := s.Index.Encoded(); have != of || of == 0 {
		t.Errorf("%d of %d clauses are encoded", have, of)
	}
}
