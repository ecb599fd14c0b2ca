package store

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tiaowen/index/store/disk"

	"github.com/google/go-cmp/cmp"
)

// TestMain lets the test binary be the process that imports and dies.
func TestMain(m *testing.M) {
	if dir := os.Getenv("TIAOWEN_TEST_IMPORT"); dir != "" {
		os.Exit(importUntilKilled(dir, os.Getenv("TIAOWEN_TEST_FROM")))
	}
	os.Exit(m.Run())
}

// importUntilKilled imports, and prints each report as the command does.
func importUntilKilled(dir, from string) int {
	limitFiles()
	w, err := OpenWriter(dir, true, quiet)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	out := json.NewEncoder(os.Stdout)
	err = w.Import(context.Background(), []string{from}, ImportOptions{CommitBytes: 6000, Report: func(r Report) { _ = out.Encode(r) }})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// importer makes a process that imports from a folder.
func importer(t *testing.T, dir, from string, env ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), append(env, "TIAOWEN_TEST_IMPORT="+dir, "TIAOWEN_TEST_FROM="+from)...)
	return cmd
}

// Imports are killed at 50 random moments, or TIAOWEN_KILLS. Each round changes every text, so
// that each document replaces another. The oracle knows which documents were
// acknowledged: they must be new. Any other is what it was, or new as well.
func TestKill(t *testing.T) {
	const documents = 8
	kills := 50
	if n, err := strconv.Atoi(os.Getenv("TIAOWEN_KILLS")); err == nil && n > 0 {
		kills = n
	}
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	random := rand.New(rand.NewPCG(3, 4))
	seen := make(map[string]string) // by id: the version that was there after the last round
	took := 300 * time.Millisecond
	killed, finished := 0, 0
	for round := 0; killed < kills && round < 4*kills; round++ {
		word := fmt.Sprintf("第%d轮人", round)
		for i := range documents {
			law(t, from, fmt.Sprintf("%02d.txt", i), fmt.Sprintf("办法第%d号", i), "2024年1月2日", 20+round%7, word)
		}
		cmd := importer(t, dir, from)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		var stderr strings.Builder
		cmd.Stderr = &stderr
		acknowledged := make(map[string]bool) // ids
		began := time.Now()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		killer := time.AfterFunc(time.Duration(random.Int64N(int64(took))), func() { _ = cmd.Process.Kill() })
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			var r Report
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
				continue // the last line may be cut off
			}
			if r.Status != Added && r.Status != Replaced {
				t.Fatalf("round %d: %+v", round, r)
			}
			acknowledged[r.ID] = true
		}
		switch err := cmd.Wait(); {
		case err == nil:
			finished++
			took = (took + time.Since(began)) / 2
		case cmd.ProcessState.ExitCode() == 1:
			t.Fatalf("round %d: %s", round, stderr.String())
		default:
			killed++
		}
		killer.Stop()

		got := state(t, dir)
		for id := range acknowledged {
			if got[id] != word {
				t.Fatalf("round %d: %s was acknowledged as %q and is %q", round, id, word, got[id])
			}
		}
		for id, was := range seen {
			if got[id] != was && got[id] != word {
				t.Fatalf("round %d: %s was %q and is %q while %q was imported", round, id, was, got[id], word)
			}
		}
		for id, is := range got {
			if seen[id] == "" && is != word {
				t.Fatalf("round %d: %s appears as %q", round, id, is)
			}
		}
		seen = got
		// The documents of one commit are there together; none is half there.
		s, err := Open(t.Context(), dir, quiet)
		if err != nil {
			if Is(err, Missing) {
				continue
			}
			t.Fatal(err)
		}
		for _, d := range s.Index.Documents() {
			words := make(map[string]bool)
			for _, c := range d.Clauses {
				w, _, _ := strings.Cut(c.Text(), "应当")
				words[w] = true
			}
			if len(words) != 1 {
				t.Fatalf("round %d: %s is a mixture of %v", round, d.ID, words)
			}
		}
		s.Index.Close()
	}
	if killed < kills {
		t.Fatalf("only %d imports were killed, %d finished first", killed, finished)
	}
	t.Logf("%d killed, %d finished first", killed, finished)

	// After all that one more import is complete, and nothing is left over.
	importAll(t, dir, ImportOptions{}, from)
	if got := state(t, dir); len(got) != documents {
		t.Errorf("%d documents: %v", len(got), got)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(names) != documents+2 {
		t.Errorf("left over: %q %v", names, err)
	}
	if hidden, _ := filepath.Glob(filepath.Join(dir, disk.Temporary+"*")); len(hidden) > 0 {
		t.Errorf("left over: %q", hidden)
	}
}

// damage says what is done to a directory, which then opens as it was.
func TestDamage(t *testing.T) {
	cut := func(path string) error {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		return os.Truncate(path, info.Size()/2)
	}
	flip := func(path string) error {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		b[len(b)/2] ^= 0x55
		return os.WriteFile(path, b, 0o644)
	}
	for _, test := range []struct {
		name string
		file string // a pattern below the directory
		do   func(string) error
	}{
		{"segment cut off", "generations/*/index/*.zap", cut},
		{"segment changed", "generations/*/index/*.zap", flip},
		{"segment lost", "generations/*/index/*.zap", os.Remove},
		{"table of segments changed", "generations/*/index/root.bolt", flip},
		{"index lost", "generations/*/index", os.RemoveAll},
		{"documents cut off", "generations/*/documents.bin", cut},
		{"documents changed", "generations/*/documents.bin", flip},
		{"manifest changed", "generations/*/manifest.json", flip},
		{"manifest lost", "generations/*/manifest.json", os.Remove},
		{"generation lost", "generations/0*", os.RemoveAll},
		{"all generations lost", "generations", os.RemoveAll},
		{"pointer empty", "CURRENT", func(p string) error { return os.WriteFile(p, nil, 0o644) }},
		{"pointer lost", "CURRENT", os.Remove},
		{"older format", "FORMAT", func(p string) error { return os.WriteFile(p, []byte("tiaowen data 0\n"), 0o644) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
			a := law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人")
			b := law(t, from, "b.txt", "备案办法", "2024年1月2日", 5, "备案人")
			importAll(t, dir, ImportOptions{}, a)
			importAll(t, dir, ImportOptions{}, b)
			want := state(t, dir)
			matches, err := filepath.Glob(filepath.Join(dir, test.file))
			if err != nil || len(matches) == 0 {
				t.Fatalf("nothing to damage: %v", err)
			}
			for _, path := range matches {
				if err := test.do(path); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(want, state(t, dir)); diff != "" {
				t.Errorf("documents (-want +got):\n%s", diff)
			}
			law(t, from, "a.txt", "登记办法", "2024年1月2日", 6, "登记人")
			if got := statusOf(importAll(t, dir, ImportOptions{}, from)); got[0] != "replaced dengjibanfa-20240102" {
				t.Errorf("import after it: %v", got)
			}
		})
	}
}

// Damage that an import meets first is mended by it.
func TestImportMends(t *testing.T) {
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	importAll(t, dir, ImportOptions{}, law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人"))
	if err := os.Remove(filepath.Join(dir, "generations", "000001", "documents.bin")); err != nil {
		t.Fatal(err)
	}
	importAll(t, dir, ImportOptions{}, law(t, from, "b.txt", "备案办法", "2024年1月2日", 5, "备案人"))
	if got := state(t, dir); len(got) != 2 {
		t.Errorf("documents: %v", got)
	}
}

// An original that is damaged is made up for by what was made of it, and if
// that is damaged as well the other documents are kept.
func TestOriginalDamaged(t *testing.T) {
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	importAll(t, dir, ImportOptions{},
		law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人"),
		law(t, from, "b.txt", "备案办法", "2024年1月2日", 5, "备案人"))
	entries, err := List(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(layout(dir).original(&entries[0])); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "generations", "000001", "index", "root.bolt")); err != nil {
		t.Fatal(err)
	}
	if got := state(t, dir); len(got) != 2 {
		t.Errorf("documents: %v", got)
	}
	if err := os.Remove(filepath.Join(dir, "generations", "000002", "documents.bin")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"beianbanfa-20240102": "备案人"}, state(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestNewerFormat(t *testing.T) {
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	importAll(t, dir, ImportOptions{}, law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人"))
	if err := os.WriteFile(filepath.Join(dir, "FORMAT"), fmt.Appendf(nil, "%s%d\n", formatWords, Format+1), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, quiet); !Is(err, Newer) {
		t.Errorf("opens: %v", err)
	}
	if _, err := OpenWriter(dir, true, quiet); !Is(err, Newer) {
		t.Errorf("is written to: %v", err)
	}
}

// Who meets damage while another process is writing waits for it, and opens
// what that leaves; it tells of it once.
func TestDamageWhileLocked(t *testing.T) {
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	a := law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人")
	importAll(t, dir, ImportOptions{}, a)
	w, err := OpenWriter(dir, false, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "generations", "000001", "documents.bin")); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	opened := make(chan error, 1)
	go func() {
		s, err := Open(context.Background(), dir, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err == nil {
			err = s.Index.Close()
		}
		opened <- err
	}()
	time.Sleep(500 * time.Millisecond) // it looks twice meanwhile
	select {
	case err := <-opened:
		t.Fatalf("it did not wait: %v", err)
	default:
	}
	if err := w.Import(t.Context(), []string{a}, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if err := <-opened; err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(log.String(), "rebuilding the index"); n != 1 {
		t.Errorf("told %d times:\n%s", n, log.String())
	}
}
