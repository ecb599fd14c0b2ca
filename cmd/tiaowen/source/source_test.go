package source

import (
	"context"
	"errors"
	"flag"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tiaowen/api"
	"tiaowen/index/store"
)

var quiet = slog.New(slog.DiscardHandler)

// from gives the source that a command line names.
func from(t *testing.T, args ...string) *Source {
	t.Helper()
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	s := Flags(flags)
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	return s
}

// file writes a file and gives its path.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// importInto imports a text into a data directory, which is made if need be.
func importInto(t *testing.T, dir, name, text string) {
	t.Helper()
	w, err := store.OpenWriter(dir, true, store.Options{Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.Import(t.Context(), []string{file(t, name, text)}, store.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
}

const lamps = "# 江城市路灯条例\n\n第一条 路灯损坏的，应当修复。\n\n第二条 路灯由市政部门管理。\n"

// The built-in text is loaded where nothing else is named, with what is added to its vocabulary.
func TestLoadBuiltIn(t *testing.T) {
	svc := new(api.Service)
	s := from(t, "--meaning", "off", "--synonyms", file(t, "synonyms.txt", "躲猫猫 = 裸官\n"))
	open, err := s.Load(t.Context(), svc, quiet)
	if err != nil || open != nil {
		t.Fatal(open, err)
	}
	if documents, _, _ := svc.Size(); documents != 1 {
		t.Fatalf("%d documents", documents)
	}
	found := func(svc *api.Service) int {
		r, err := svc.Search(t.Context(), api.SearchParams{Query: "躲猫猫"})
		if err != nil {
			t.Fatal(err)
		}
		return r.Total
	}
	if found(svc) == 0 {
		t.Error("the added synonym finds nothing")
	}
	if _, err := from(t, "--meaning", "off").Load(t.Context(), svc, quiet); err != nil {
		t.Fatal(err)
	}
	if n := found(svc); n != 0 {
		t.Errorf("without the synonym there are %d clauses", n)
	}
	for _, option := range []string{"--synonyms", "--words"} {
		if _, err := from(t, option, filepath.Join(t.TempDir(), "missing")).Load(t.Context(), svc, quiet); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s with a file that is missing: %v", option, err)
		}
	}
}

// A data directory is loaded with the time of its last import. One without documents is an error, unless a server
// waits for the first; a damaged one is an error in any case.
func TestLoadData(t *testing.T) {
	full, empty, damaged, missing := filepath.Join(t.TempDir(), "full"), t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "missing")
	importInto(t, full, "路灯.md", lamps)
	if err := os.MkdirAll(filepath.Join(damaged, "originals"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(damaged, "originals", "x.md"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, dir string
		waits     bool
		documents int
		fails     bool
	}{
		{"full", full, false, 1, false},
		{"empty", empty, false, 0, true},
		{"empty, for a server", empty, true, 0, false},
		{"missing, for a server", missing, true, 0, true},
		{"originals without a manifest, for a server", damaged, true, 0, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := from(t, "--meaning", "off", "--data", test.dir)
			s.Waits = test.waits
			svc := new(api.Service)
			open, err := s.Load(t.Context(), svc, quiet)
			if (err != nil) != test.fails {
				t.Fatalf("error %v", err)
			}
			if err != nil {
				return
			}
			defer open.Index.Close()
			if n := len(open.Documents); n != test.documents {
				t.Errorf("%d documents, want %d", n, test.documents)
			}
		})
	}
}

// A server takes over what is imported while it runs, the first documents as well.
func TestServeTakesOver(t *testing.T) {
	dir := t.TempDir()
	s := from(t, "--meaning", "off", "--data", dir)
	s.Waits = true
	svc := new(api.Service)
	ctx, stop := context.WithCancel(t.Context())
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- s.Serve(ctx, svc, func() { close(ready) }, quiet) }()
	<-ready
	if documents, _, _ := svc.Size(); documents != 0 {
		t.Errorf("%d documents before the first import", documents)
	}
	for want, text := range []string{lamps, strings.ReplaceAll(lamps, "路灯", "桥梁")} {
		importInto(t, dir, "文件.md", text)
		for {
			if documents, _, _ := svc.Size(); documents == want+1 {
				break
			}
			select {
			case err := <-ended:
				t.Fatalf("the server ended: %v", err)
			case <-t.Context().Done():
				t.Fatal("the import does not take effect")
			case <-time.After(10 * time.Millisecond):
			}
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// waiting tells when a message is logged.
type waiting struct {
	slog.Handler
	once sync.Once
	seen chan struct{}
}

func (w *waiting) Handle(_ context.Context, r slog.Record) error {
	if strings.Contains(r.Message, "waiting for the cluster") {
		w.once.Do(func() { close(w.seen) })
	}
	return nil
}

func (w *waiting) Enabled(context.Context, slog.Level) bool { return true }

// A server waits for a cluster that does not answer until it is stopped; a command does not wait.
func TestClusterThatDoesNotAnswer(t *testing.T) {
	s := from(t, "--meaning", "off", "--opensearch", "http://127.0.0.1:1")
	if !s.Cluster.Given() || !s.Remote() {
		t.Error("the cluster is not taken for one")
	}
	log := &waiting{Handler: slog.DiscardHandler, seen: make(chan struct{})}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- s.Serve(ctx, new(api.Service), func() { t.Error("ready without a cluster") }, slog.New(log))
	}()
	<-log.seen
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("a server that is stopped: %v", err)
	}
	if _, err := s.Load(t.Context(), new(api.Service), quiet); err == nil {
		t.Error("a command loads from a cluster that does not answer")
	}
}

// Which encoder a command line names.
func TestEncoder(t *testing.T) {
	for _, test := range []struct {
		name   string
		args   []string
		id     string // how the encoder's name begins; "" for none
		remote bool
	}{
		{"built in", nil, "", false},
		{"off", []string{"--meaning", "off"}, "", false},
		{"elsewhere", []string{"--embed-url", "http://127.0.0.1:1/v1", "--embed-model", "bge-m3"}, "remote-", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := from(t, test.args...)
			e, err := s.meaning.encoder()
			if err != nil {
				t.Fatal(err)
			}
			if (e == nil) != bool(s.meaning.off) {
				t.Fatalf("encoder %v", e)
			}
			if e != nil && (!strings.HasPrefix(e.ID(), test.id) || strings.HasPrefix(e.ID(), "remote-") != test.remote) {
				t.Errorf("the encoder is %s, want %s", e.ID(), test.id)
			}
			if s.Remote() != test.remote {
				t.Errorf("remote: %v", s.Remote())
			}
		})
	}
}
