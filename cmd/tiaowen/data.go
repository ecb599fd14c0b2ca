package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"
	"unicode"

	"tiaowen/api"
	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/store"
)

// source is where a command takes its documents from, and what it adds to the
// vocabulary and the dictionary that are built in.
type source struct {
	waits    bool   // a data directory without documents is served until there are some
	data     string // a data directory; "" is the text that the program carries
	synonyms string // a file in the format of index/vocabulary/synonyms.txt
	words    string // a file with a word a line
	cache    uint   // MB of memory for postings; 0 is what the documents need
	meaning  meaningSource
	cluster  clusterSource
}

// source gives a command the options --data, --synonyms, --words and --cache.
func (e *env) source(fs *flag.FlagSet) *source {
	s := new(source)
	fs.StringVar(&s.data, "data", "", "")
	fs.StringVar(&s.synonyms, "synonyms", "", "")
	fs.StringVar(&s.words, "words", "", "")
	fs.UintVar(&s.cache, "cache", 0, "")
	s.meaning.flags(fs)
	s.cluster.flags(fs)
	return s
}

// index reads the files that are added.
func (s *source) index() (opts index.Options, err error) {
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

// load fills svc with the documents of a source. The snapshot is nil where
// there is no data directory.
func load(ctx context.Context, svc *api.Service, from *source, log *slog.Logger) (*store.Snapshot, error) {
	opts, err := from.index()
	if err != nil {
		return nil, err
	}
	if from.cluster.given() {
		return nil, from.cluster.load(ctx, svc, from, opts, log)
	}
	if from.data != "" {
		s, err := store.Open(ctx, from.data, store.Options{Index: opts, Log: log})
		if from.waits && isEmpty(from.data, err) {
			if s, err = nothing(opts); err == nil {
				log.Warn("the data directory holds no documents yet; what is imported takes effect by itself", "import", "tiaowen import --data "+from.data+" FILE…")
			}
		}
		if err != nil {
			return nil, err
		}
		from.meaning.use(s.Index, from.data, log)
		svc.SwapWith(s.Index, s)
		svc.TakenIn(newest(s.Documents))
		return s, nil
	}
	ix, err := index.New([]*corpus.Document{corpus.Measures()}, opts)
	if err != nil {
		return nil, err
	}
	from.meaning.use(ix, "", log)
	svc.Swap(ix)
	return nil, nil
}

// isEmpty reports whether a directory is there and nothing was imported into it
// yet, where opening it failed with err.
func isEmpty(dir string, err error) bool {
	info, statErr := os.Stat(dir)
	if !store.Is(err, store.Missing) || statErr != nil || !info.IsDir() {
		return false
	}
	kept, err := os.ReadDir(filepath.Join(dir, "originals"))
	return len(kept) == 0 && (err == nil || os.IsNotExist(err))
}

// nothing is what is served until the first import.
func nothing(opts index.Options) (*store.Snapshot, error) {
	ix, err := index.New(nil, opts)
	if err != nil {
		return nil, err
	}
	return &store.Snapshot{Index: ix}, nil
}

// watch keeps svc up with a data directory until ctx is done. What the first
// requests after an import would wait for is read ahead.
func watch(ctx context.Context, svc *api.Service, from *source, open *store.Snapshot, log *slog.Logger) {
	opts, err := from.index()
	if err != nil {
		log.Error("the files that are added to the vocabulary", "error", err) // they were there when it started
	}
	stop := from.encode(ctx, open, log)
	defer func() { stop() }()
	store.Watch(ctx, from.data, store.Options{Index: opts, Log: log}, open, func(s *store.Snapshot) {
		stop()
		from.meaning.use(s.Index, from.data, log)
		s.Index.Warm() // while the old index answers
		svc.SwapWith(s.Index, s)
		svc.TakenIn(newest(s.Documents))
		go quietly(func() { warmService(svc) })
		stop = from.encode(ctx, s, log)
		documents, clauses, _ := svc.Size()
		log.Info("an import takes effect", "documents", documents, "clauses", clauses, "generation", s.Generation)
	})
}

// warm makes what the first requests would wait for, and gives back the memory
// that the making took.
func warm(svc *api.Service, ix *index.Index) {
	ix.Warm()
	warmService(svc)
}

// warmService is warm for an index that is warm already.
func warmService(svc *api.Service) {
	svc.Warm()
	_, _ = svc.Examples() // an error says that the documents are not there any more
	debug.FreeOSMemory()
}

// log is where a command that is not a server tells of damage and repairs.
func (e *env) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// dataOf is the directory that --data gives.
func (e *env) dataOf(command, data string) (string, error) {
	if data == "" {
		return "", &usageError{e.say("%s 需要数据目录", "%s needs a data directory", command), "tiaowen " + command + " --data " + e.say("目录", "DIR")}
	}
	return data, nil
}

// wording is an error in the user's language, where it knows more than one.
func (e *env) wording(err error) string {
	for one := err; e.zh && one != nil; {
		if c, ok := one.(interface{ Chinese() string }); ok {
			return c.Chinese()
		}
		u, ok := one.(interface{ Unwrap() error })
		if !ok {
			break
		}
		one = u.Unwrap()
	}
	var file *fs.PathError
	switch {
	case !e.zh || !errors.As(err, &file):
	case errors.Is(file, fs.ErrNotExist):
		return file.Path + "：不存在；请检查文件名"
	case errors.Is(file, fs.ErrPermission):
		return file.Path + "：没有读取或写入的权限"
	}
	return err.Error()
}

// plain is s without the characters that a terminal would obey: titles and file
// names are a stranger's words.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsPrint(r):
			return r
		}
		return '\uFFFD'
	}, s)
}

// dated is a title with the date of its version.
func dated(title, date string) string {
	if date == "" {
		return plain(title)
	}
	return fmt.Sprintf("%s (%s)", plain(title), date)
}

// newest is when the last of the documents was taken in.
func newest(documents []store.Entry) (t time.Time) {
	for _, e := range documents {
		if e.Added.After(t) {
			t = e.Added
		}
	}
	return t
}
