package store

import (
	"context"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tiaowen/index"
)

// A reader searches without a pause while documents are imported, changed and
// removed: every search succeeds, and in the end it sees what is in force.
// The index is replaced as api.Service does it.
func TestWatch(t *testing.T) {
	defer func(d time.Duration) { watchEvery = d }(watchEvery)
	watchEvery = 5 * time.Millisecond
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	a := law(t, from, "a.txt", "登记办法", "2024年1月2日", 30, "甲方")
	importAll(t, dir, ImportOptions{}, a)
	first, err := Open(t.Context(), dir, quiet)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.RWMutex // held by searches
	now := first.Index
	var generation atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	wait.Go(func() {
		Watch(ctx, dir, quiet, first, func(s *Snapshot) {
			mu.Lock()
			defer mu.Unlock()
			if err := now.Close(); err != nil {
				t.Error(err)
			}
			now = s.Index
			generation.Store(int64(s.Generation))
		})
	})
	searches := 0
	search := func(ix *index.Index, words string) int {
		q, err := ix.Parse(words)
		if err != nil {
			t.Error(err)
			return 0
		}
		hits, _, err := ix.Search(t.Context(), q, 5)
		if err != nil {
			t.Error(err)
		}
		for _, h := range hits {
			_ = h.Clause.Text()
		}
		return len(hits)
	}
	wait.Go(func() {
		for ctx.Err() == nil {
			mu.RLock()
			if search(now, "办理登记") == 0 {
				t.Error("a search finds nothing")
			}
			searches++
			mu.RUnlock()
		}
	})
	const changes = 8
	for i := range changes {
		word := string("乙丙丁戊己庚辛壬"[3*i:3*i+3]) + "方"
		law(t, from, "a.txt", "登记办法", "2024年1月2日", 30+i, word)
		b := law(t, from, "b.txt", "备案办法", "2024年1月2日", 10+i, word)
		importAll(t, dir, ImportOptions{}, a, b)
	}
	w, err := OpenWriter(dir, false, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Remove(t.Context(), "beianbanfa-20240102"); err != nil {
		t.Fatal(err)
	}
	last := int64(w.now.Generation)
	w.Close()
	for end := time.Now().Add(20 * time.Second); generation.Load() != last && time.Now().Before(end); time.Sleep(time.Millisecond) {
	}
	stop()
	wait.Wait()
	if generation.Load() != last {
		t.Fatalf("generation %d is seen, %d is in force", generation.Load(), last)
	}
	if now.Document("beianbanfa-20240102") != nil || search(now, "壬方") == 0 {
		t.Error("what is seen is not what is in force")
	}
	if searches < changes {
		t.Errorf("only %d searches", searches)
	}
	if err := now.Close(); err != nil {
		t.Error(err)
	}
}
