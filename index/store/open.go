package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"tiaowen/corpus"
	"tiaowen/corpus/codec"
	"tiaowen/index"
	"tiaowen/index/store/cores"
	"tiaowen/index/store/disk"
	"tiaowen/index/store/record"
)

// Snapshot is a generation that is open for searching.
type Snapshot struct {
	Index      *index.Index // the caller closes it
	Generation int
	Documents  []Entry // in the order of Index.Documents

	pointer pointer
	dir     layout
	place   map[string]int // of Documents, by their ids
	root    string         // the folder that all files have in common
}

// Open opens what is current. A directory that is damaged, or was written by
// another version of the program, is rebuilt from its originals first; that
// needs the right to write and takes as long as the import did. The error of a
// directory without documents is an [Error] with the Reason Missing.
func Open(ctx context.Context, dir string, opts Options) (*Snapshot, error) {
	return open(ctx, layout(dir), opts, nil)
}

// open takes documents that have not changed from prev, which may be nil.
func open(ctx context.Context, l layout, opts Options, prev *Snapshot) (*Snapshot, error) {
	rebuilt, told := false, false
	for {
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		s, p, because, err := l.openCurrent(opts, prev)
		if because == nil {
			return s, err
		}
		// The generation may have been replaced and removed meanwhile.
		if now, err := l.pointer(); err == nil && now != p {
			continue
		}
		if rebuilt {
			return nil, l.fail(Damaged, because)
		}
		if !told {
			opts.log().Warn("rebuilding the index from the originals", "dir", string(l), "because", because)
			told = true
		}
		switch err := rebuild(ctx, l, p, opts); {
		case err == nil:
			rebuilt = true
		case Is(err, Locked):
			// Another process is writing and may be rebuilding it. Look again in a while.
			select {
			case <-time.After(200 * time.Millisecond):
			case <-ctx.Done():
			}
		default:
			return nil, err
		}
	}
}

// openCurrent opens the generation that CURRENT names, p. Where it has to be rebuilt first, because
// says why; where it cannot be opened at all, err does.
func (l layout) openCurrent(opts Options, prev *Snapshot) (s *Snapshot, p pointer, because, err error) {
	format, err := l.format()
	if err != nil {
		return nil, p, nil, err
	}
	p, err = l.pointer()
	if errors.Is(err, errPointer) {
		if err := l.empty(err); Is(err, Missing) {
			return nil, p, nil, err
		}
		return nil, p, err, nil
	}
	if err != nil {
		return nil, p, nil, err
	}
	if format != Format {
		return nil, p, fmt.Errorf("format %d", format), nil
	}
	s, err = l.openGeneration(p, opts, prev)
	if err == nil || Is(err, Missing) {
		return s, p, nil, err
	}
	if errors.Is(err, fs.ErrPermission) { // whoever imported it is another user: nothing is damaged
		return nil, p, nil, &Error{Dir: string(l), Reason: NotReadable, Detail: firstLine(err), Err: err}
	}
	return nil, p, err, nil
}

// firstLine is what the first of several errors says.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// openGeneration checks and opens the generation that p names.
func (l layout) openGeneration(p pointer, opts Options, prev *Snapshot) (*Snapshot, error) {
	m, err := l.readManifest(p)
	if err != nil {
		return nil, err
	}
	if m.Format != Format {
		return nil, fmt.Errorf("format %d", m.Format)
	}
	if len(m.Documents) == 0 {
		return nil, l.fail(Missing, nil)
	}
	dir := l.generation(p.generation)
	// Beside requests, the caller's thread does all of it: it may have a low priority.
	workers := runtime.GOMAXPROCS(0)
	checked := make(chan error, 1)
	if prev != nil {
		workers = 1
		checked <- disk.Check(string(dir), m.Files, workers)
	} else {
		go func() { checked <- disk.Check(string(dir), m.Files, workers) }()
	}
	docs, err := loadDocuments(dir, m.Documents, prev, workers)
	if err != nil {
		<-checked
		return nil, err
	}
	// What is damaged must not be opened: Bleve trusts its files.
	if err := <-checked; err != nil {
		return nil, err
	}
	ix, err := index.Open(dir.index(), docs, opts.Index)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{Index: ix, Generation: m.Generation, Documents: m.Documents, pointer: p, dir: l}
	s.readPlaces()
	return s, nil
}

// loadDocuments decodes the documents of a generation, workers at a time, but for
// those that prev has already.
func loadDocuments(dir layout, entries []Entry, prev *Snapshot, workers int) ([]*corpus.Document, error) {
	type version struct {
		id  string
		sum disk.Sum
	}
	known := make(map[version]*corpus.Document)
	if prev != nil {
		for i, d := range prev.Index.Documents() {
			known[version{d.ID, prev.Documents[i].Record}] = d
		}
	}
	f, err := record.Open(dir.documents())
	if err != nil {
		return nil, err
	}
	defer f.Close()
	docs := make([]*corpus.Document, len(entries))
	places := make([]int, len(entries))
	for i := range places {
		places[i] = i
	}
	var mu sync.Mutex
	cores.Each(workers, places, func(i int) {
		e := &entries[i]
		if docs[i] = known[version{e.ID, e.Record}]; docs[i] != nil {
			return
		}
		d, derr := f.Read(e.ID, e.Place)
		if derr != nil {
			mu.Lock()
			err = derr
			mu.Unlock()
		}
		docs[i] = d
	})
	return docs, err
}

// rebuild makes a new generation from the originals of the current documents.
// damaged is the pointer under which the damage was seen: when another process
// has replaced it by the time the lock is ours, nothing is done.
func rebuild(ctx context.Context, l layout, damaged pointer, opts Options) error {
	w, err := OpenWriter(string(l), false, opts)
	if err != nil {
		return err
	}
	defer w.Close()
	if now, err := w.pointer(); err == nil && now != damaged {
		return nil
	}
	return w.explain(w.rebuild(ctx))
}

func (w *Writer) rebuild(ctx context.Context) error {
	w.old = true // FORMAT is rewritten as well
	g, err := w.newGeneration()
	if err != nil {
		return err
	}
	old, err := record.Open(w.generation(w.now.Generation).documents())
	if err != nil {
		old = nil
	} else {
		defer old.Close()
	}
	stop := make(chan struct{})
	defer close(stop)
	for m := range cores.InOrder(slices.Clone(w.now.Documents), stop, func(e *Entry) made { return w.remake(e, old) }) {
		if m.err != nil {
			w.opts.log().Error("a document is lost; import its file again", "id", m.entry.ID, "title", m.entry.Title, "file", m.entry.From, "because", m.err)
			continue
		}
		err := context.Cause(ctx)
		if err == nil {
			g.mark(m.doc)
			err = g.put(m.entry, m.record)
		}
		if err != nil {
			g.abandon()
			return err
		}
	}
	if len(g.m.Documents) == 0 && len(w.now.Documents) > 0 {
		g.abandon()
		return w.fail(Damaged, errors.New("no original is whole"))
	}
	return g.finish(ctx, nil)
}

// made is a document that is rebuilt.
type made struct {
	entry  Entry
	doc    *corpus.Document
	record []byte
	err    error
}

// remake parses an original again. The document keeps its id. If the original
// itself is damaged, what was made of it before is taken, if that is whole.
func (w *Writer) remake(e *Entry, old *record.File) made {
	m := made{entry: *e}
	m.doc, m.err = w.parseOriginal(&m.entry)
	if m.err != nil && old != nil {
		if kept, err := old.Read(e.ID, e.Place); err == nil {
			m.doc, m.err = kept, nil
		}
	}
	if m.err == nil {
		m.doc.ID = e.ID
		m.entry.Describe(m.doc)
		m.record, m.err = codec.Append(nil, m.doc)
	}
	return m
}

func (w *Writer) parseOriginal(e *Entry) (*corpus.Document, error) {
	src, err := os.ReadFile(w.original(e))
	if err != nil {
		return nil, err
	}
	if disk.Hash(src) != e.SHA256 {
		return nil, fmt.Errorf("%s is not what was given", filepath.Base(w.original(e)))
	}
	docs, err := parse(e.Name, src)
	if err != nil {
		return nil, err
	}
	e.Parts = len(docs)
	if e.Part >= len(docs) {
		return nil, fmt.Errorf("%s holds %d documents now", e.Name, len(docs))
	}
	d := docs[e.Part]
	if e.Part == 0 {
		d.Give(e.Given)
	}
	return d, nil
}

// Watch looks once a second whether another generation is current, opens it and
// hands it to use, which owns its index from then on. prev is what is open now.
// It returns when ctx is done. What cannot be opened is logged; what was open
// stays in use.
func Watch(ctx context.Context, dir string, opts Options, prev *Snapshot, use func(*Snapshot)) {
	l := layout(dir)
	seen := prev.pointer
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		p, err := l.pointer()
		if err != nil || p == seen {
			continue
		}
		s, err := open(ctx, l, opts, prev)
		if err != nil {
			if ctx.Err() == nil {
				opts.log().Error("cannot open an import; the loaded documents stay in use", "dir", dir, "error", err)
				seen = p
			}
			continue
		}
		seen, prev = s.pointer, s
		use(s)
	}
}

// watchEvery is how often a directory is looked at.
var watchEvery = time.Second
