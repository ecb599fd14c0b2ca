// Package source knows where a command takes its documents from: the built-in text, a data directory or a cluster; and
// by which encoder they are searched by meaning.
//
// [Flags] gives a command the options for that. [Source.Load] fills a service once; [Source.Serve] and [Source.Watch]
// also take over what is imported later.
package source

import (
	"context"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"tiaowen/api"
	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/store"
)

// Source is where a command takes its documents from, and what it adds to the
// built-in vocabulary and dictionary.
type Source struct {
	Data     string // a data directory; "" is the built-in text
	Waits    bool   // a data directory without documents is served until there are some
	Cluster  Cluster
	synonyms string // a file in the format of index/vocabulary/synonyms.txt
	words    string // a file with a word a line
	cache    uint   // MB of memory for postings; 0 is what the documents need
	meaning  meaningSource
}

// Flags gives a command the options that say where its documents come from: --data, --opensearch, --meaning and others.
func Flags(fs *flag.FlagSet) *Source {
	s := new(Source)
	fs.StringVar(&s.Data, "data", "", "")
	fs.StringVar(&s.synonyms, "synonyms", "", "")
	fs.StringVar(&s.words, "words", "", "")
	fs.UintVar(&s.cache, "cache", 0, "")
	s.meaning.flags(fs)
	s.Cluster.Flags(fs)
	return s
}

// index reads the added vocabulary and dictionary.
func (s *Source) index() (opts index.Options, err error) {
	for _, f := range []struct {
		name string
		to   *string
	}{{s.synonyms, &opts.Synonyms}, {s.words, &opts.Words}} {
		if f.name == "" {
			continue
		}
		text, err := os.ReadFile(f.name)
		if err != nil {
			return opts, err
		}
		*f.to = string(text)
	}
	opts.CacheBytes = int(min(s.cache, 1<<20)) << 20
	return opts, nil
}

// Load fills svc with the documents of the source. The snapshot is nil if
// there is no data directory.
func (s *Source) Load(ctx context.Context, svc *api.Service, log *slog.Logger) (*store.Snapshot, error) {
	opts, err := s.index()
	if err != nil {
		return nil, err
	}
	if s.Cluster.Given() {
		return nil, s.loadCluster(ctx, svc, opts, log)
	}
	if s.Data != "" {
		return s.loadData(ctx, svc, opts, log)
	}
	ix, err := index.New([]*corpus.Document{corpus.Measures()}, opts)
	if err != nil {
		return nil, err
	}
	s.meaning.use(ix, "", log)
	svc.Swap(ix)
	return nil, nil
}

// loadData fills svc with the documents of the data directory.
func (s *Source) loadData(ctx context.Context, svc *api.Service, opts index.Options, log *slog.Logger) (*store.Snapshot, error) {
	open, err := store.Open(ctx, s.Data, store.Options{Index: opts, Log: log})
	if s.Waits && isEmpty(s.Data, err) {
		if open, err = nothing(opts); err == nil {
			log.Warn("the data directory contains no documents yet; imports take effect without a restart", "import", "tiaowen import --data "+s.Data+" FILE…")
		}
	}
	if err != nil {
		return nil, err
	}
	s.meaning.use(open.Index, s.Data, log)
	svc.SwapWith(open.Index, open)
	svc.TakenIn(newest(open.Documents))
	return open, nil
}

// isEmpty reports whether a directory exists and nothing was imported into it
// yet. err is the error with which opening it failed.
func isEmpty(dir string, err error) bool {
	info, statErr := os.Stat(dir)
	if !store.Is(err, store.Missing) || statErr != nil || !info.IsDir() {
		return false
	}
	kept, err := os.ReadDir(filepath.Join(dir, "originals"))
	return len(kept) == 0 && (err == nil || os.IsNotExist(err))
}

// nothing is the snapshot that is served until the first import.
func nothing(opts index.Options) (*store.Snapshot, error) {
	ix, err := index.New(nil, opts)
	if err != nil {
		return nil, err
	}
	return &store.Snapshot{Index: ix}, nil
}

// newest is when the last of the documents was imported.
func newest(documents []store.Entry) (t time.Time) {
	for _, e := range documents {
		if e.Added.After(t) {
			t = e.Added
		}
	}
	return t
}

// Embed gives the address and the model of an encoder elsewhere; "" and "" for the built-in one.
func (s *Source) Embed() (address, model string) { return s.meaning.url, s.meaning.model }

// Remote reports whether requests wait for other machines: a cluster, or an encoder elsewhere.
func (s *Source) Remote() bool { return s.Cluster.Given() || s.meaning.url != "" }
