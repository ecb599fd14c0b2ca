package main

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"unicode"

	"tiaowen/api"
	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/store"
)

// load fills svc with the documents of a data directory, or with the text that
// the program carries when dir is "". The snapshot is nil then.
func load(ctx context.Context, svc *api.Service, dir string, log *slog.Logger) (*store.Snapshot, error) {
	if dir != "" {
		s, err := store.Open(ctx, dir, store.Options{Log: log})
		if err != nil {
			return nil, err
		}
		svc.Swap(s.Index)
		return s, nil
	}
	ix, err := index.New([]*corpus.Document{corpus.Measures()}, index.Options{})
	if err != nil {
		return nil, err
	}
	svc.Swap(ix)
	return nil, nil
}

// watch keeps svc up with a data directory until ctx is done. What the first
// requests after an import would wait for is read ahead.
func watch(ctx context.Context, svc *api.Service, dir string, open *store.Snapshot, log *slog.Logger) {
	store.Watch(ctx, dir, store.Options{Log: log}, open, func(s *store.Snapshot) {
		svc.Swap(s.Index)
		go warm(s.Index)
		documents, clauses, _ := svc.Size()
		log.Info("an import takes effect", "documents", documents, "clauses", clauses, "generation", s.Generation)
	})
}

// warm makes what the first requests would wait for, and gives back the memory
// that the making took.
func warm(ix *index.Index) {
	ix.Warm()
	debug.FreeOSMemory()
}

// log is where a command that is no server tells of damage and repairs.
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
