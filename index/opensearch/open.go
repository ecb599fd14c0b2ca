package opensearch

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"tiaowen/corpus"
	"tiaowen/corpus/codec"
	"tiaowen/index"
	"tiaowen/index/meaning"
	"tiaowen/index/opensearch/arena"
	"tiaowen/index/opensearch/tables"
)

// Snapshot is a generation that is open for searching.
type Snapshot struct {
	Index      *index.Index // the caller closes it
	Generation int

	sums map[string]*corpus.Document // by the checksum of each record
	m    manifest
}

// inForce gives the active generation, the one that the aliases name. The reason of
// the error is Nothing if there is none.
func (c *Cluster) inForce(ctx context.Context) (int, error) {
	var names map[string]json.RawMessage
	err := c.call(ctx, c.ask, http.MethodGet, "/"+c.opts.Prefix+"-*-"+documents+"/_alias/"+c.alias(documents)+"?ignore_unavailable=true", nil, &names)
	var e *Error
	if errors.As(err, &e) && strings.HasPrefix(e.Detail, "404 ") {
		return 0, &Error{Reason: Nothing}
	}
	if err != nil {
		return 0, err
	}
	for name := range names {
		if n := c.generationOf(name); n > 0 {
			return n, nil
		}
	}
	return 0, &Error{Reason: Nothing}
}

// Open opens the active generation. It takes unchanged documents from prev, which
// may be nil.
func (c *Cluster) Open(ctx context.Context, opts index.Options, prev *Snapshot) (*Snapshot, error) {
	n, err := c.inForce(ctx)
	if err != nil {
		return nil, err
	}
	if err := c.checkMapping(ctx, n); err != nil {
		return nil, err
	}
	defer c.releasing()()
	s := &Snapshot{Generation: n, sums: make(map[string]*corpus.Document)}
	if s.m, err = c.manifest(ctx, n); err != nil {
		return nil, err
	}
	docs, err := c.documents(ctx, s, prev)
	if err != nil {
		return nil, err
	}
	counts, err := c.part(ctx, n, countsPart, s.m.Parts[countsPart])
	if err != nil {
		return nil, err
	}
	e := &Engine{c: c, generation: n, clauses: s.m.Clauses, asked: make(map[string]int)}
	if e.counts, err = tables.ReadCounts(counts); err != nil {
		return nil, err
	}
	words, err := c.part(ctx, n, wordsPart, s.m.Parts[wordsPart])
	if err != nil {
		return nil, err
	}
	places, err := c.places(ctx, s)
	if err != nil {
		return nil, err
	}
	if s.Index, err = index.Over(docs, e, strings.Split(string(words), "\n"), places.Of, opts); err != nil {
		return nil, err
	}
	return s, nil
}

// places reads the positions of the words in the clauses.
func (c *Cluster) places(ctx context.Context, s *Snapshot) (*tables.Places, error) {
	b, err := c.part(ctx, s.Generation, placesPart, s.m.Parts[placesPart])
	if err != nil {
		return nil, err
	}
	p, err := tables.ReadPlaces(b, s.m.Clauses)
	if err != nil {
		return nil, err
	}
	if a := c.shelf(); a != nil {
		p = keep(c, a, p)
	}
	return p, nil
}

// manifest reads the description of a generation.
func (c *Cluster) manifest(ctx context.Context, n int) (m manifest, err error) {
	b, err := c.part(ctx, n, manifestPart, 1)
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	return m, err
}

// part reads a part, which is stored in pieces.
func (c *Cluster) part(ctx context.Context, n int, name string, pieces int) ([]byte, error) {
	var out []byte
	for i := range pieces {
		b, err := c.piece(ctx, n, name, i)
		if err != nil {
			return nil, err
		}
		out = append(out, b...)
	}
	return out, nil
}

// piece reads one piece of a part.
func (c *Cluster) piece(ctx context.Context, n int, name string, i int) ([]byte, error) {
	var got struct {
		Source documentLine `json:"_source"`
	}
	err := c.call(ctx, c.ask, http.MethodGet, "/"+c.name(n, documents)+"/_doc/"+pieceID(name, i), nil, &got)
	var b []byte
	if err == nil {
		b, err = base64.StdEncoding.DecodeString(got.Source.Record)
	}
	if err != nil {
		return nil, fmt.Errorf("%s, piece %d: %w", name, i, err)
	}
	return b, nil
}

// How many documents one request asks for: only their ids and checksums, and whole
// documents.
const (
	listPage   = 5000
	recordPage = 100
)

// documents reads the documents of a generation, in their order: first their ids and
// checksums, then the documents that prev does not have.
func (c *Cluster) documents(ctx context.Context, s *Snapshot, prev *Snapshot) ([]*corpus.Document, error) {
	docs := make([]*corpus.Document, s.m.Documents)
	var missing []documentLine
	err := c.lines(ctx, s.Generation, []string{"place", "id", "sum"}, -1, s.m.Documents, listPage, func(l *documentLine) error {
		if l.Place < 0 || l.Place >= len(docs) {
			return &Error{Reason: Refused, Detail: "a document out of place: " + l.ID}
		}
		if prev != nil && prev.sums[l.Sum] != nil {
			docs[l.Place] = prev.sums[l.Sum]
			s.sums[l.Sum] = docs[l.Place]
			return nil
		}
		missing = append(missing, *l)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := c.unpack(ctx, s, docs, missing); err != nil {
		return nil, err
	}
	for i, d := range docs {
		if d == nil {
			return nil, &Error{Reason: Refused, Detail: fmt.Sprintf("document %d of %d is missing", i+1, len(docs))}
		}
	}
	return docs, nil
}

// unpack reads the missing documents of a generation, puts them into their positions and records them in s.
func (c *Cluster) unpack(ctx context.Context, s *Snapshot, docs []*corpus.Document, missing []documentLine) error {
	unpack, err := zstd.NewReader(nil)
	if err != nil {
		return err
	}
	defer unpack.Close()
	var mu sync.Mutex
	var failed error
	slots := make(chan struct{}, 2*runtime.GOMAXPROCS(0))
	var done sync.WaitGroup
	take := func(l *documentLine) error {
		one := *l
		slots <- struct{}{}
		done.Go(func() {
			defer func() { <-slots }()
			d, err := decode(unpack, &one)
			if a := c.shelf(); a != nil && err == nil {
				d = keep(c, a, d)
			}
			mu.Lock()
			defer mu.Unlock()
			if docs[one.Place], s.sums[one.Sum] = d, d; err != nil {
				failed = err
			}
		})
		return nil
	}
	for len(missing) > 0 && err == nil {
		// Those that follow one another without a gap are read in one go.
		run := 1
		for run < len(missing) && missing[run].Place == missing[run-1].Place+1 {
			run++
		}
		err = c.lines(ctx, s.Generation, []string{"place", "id", "sum", "record"}, missing[0].Place-1, run, recordPage, take)
		missing = missing[run:]
	}
	done.Wait()
	return cmp.Or(err, failed)
}

// keep copies a value from the heap to the mapped file and gives the copy; on a full disk, it gives the value.
func keep[T any](c *Cluster, a *arena.Arena, v *T) *T {
	kept, err := arena.Place(a, v)
	if err != nil {
		c.shelfFull.Do(func() {
			c.opts.Log.Warn("documents stay in memory: the folder for temporary files is full", "folder", os.TempDir(), "error", err)
		})
		return v
	}
	return kept
}

// decode reads a document from its line.
func decode(unpack *zstd.Decoder, l *documentLine) (*corpus.Document, error) {
	packed, err := base64.StdEncoding.DecodeString(l.Record)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.ID, err)
	}
	record, err := unpack.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.ID, err)
	}
	d, _, err := codec.Decode(string(record))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.ID, err)
	}
	d.ID = l.ID
	return d, nil
}

// lines reads n documents after a position, page by page.
func (c *Cluster) lines(ctx context.Context, generation int, fields []string, behind, n, page int, use func(*documentLine) error) error {
	for n > 0 {
		query := map[string]any{
			"size": min(page, n), "_source": fields, "sort": []string{"place"}, "search_after": []int{behind}, "track_total_hits": false,
			"query": map[string]any{"bool": map[string]any{"must_not": map[string]any{"exists": map[string]any{"field": "part"}}}},
		}
		var got struct {
			Hits struct {
				Hits []struct {
					Source documentLine `json:"_source"`
				} `json:"hits"`
			} `json:"hits"`
		}
		path := "/" + c.name(generation, documents) + "/_search?allow_partial_search_results=false&filter_path=hits.hits._source"
		if err := c.call(ctx, c.ask, http.MethodPost, path, query, &got); err != nil {
			return err
		}
		if len(got.Hits.Hits) == 0 {
			return nil // the caller sees what is missing
		}
		for i := range got.Hits.Hits {
			l := &got.Hits.Hits[i].Source
			if err := use(l); err != nil {
				return err
			}
			behind = l.Place
		}
		n -= len(got.Hits.Hits)
	}
	return nil
}

// Vectors gives the sentence vectors of a model that were published with a
// snapshot; nil if there are none. They are mapped from an unnamed file in the
// system's folder for temporary files.
func (c *Cluster) Vectors(ctx context.Context, s *Snapshot, model string) (*meaning.Vectors, error) {
	pieces := s.m.Parts[vectorsPart+model]
	if pieces == 0 {
		return nil, nil
	}
	f, err := os.CreateTemp("", "tiaowen-vectors-*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name()) // the mapping stays
	defer f.Close()
	for i := range pieces {
		b, err := c.piece(ctx, s.Generation, vectorsPart+model, i)
		if err == nil {
			_, err = f.Write(b)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	return meaning.OpenVectors(f.Name(), model)
}

// watchEvery is how often servers look for a new generation. They release memory after every releaseEvery looks; after
// a change also after each of the first warming looks, because warming up reads all documents.
const (
	watchEvery   = time.Second
	releaseEvery = 30
	warming      = 120
)

// Watch looks once a second for another active generation, opens it and passes it
// to use, which then owns its index. prev is the snapshot that is open now. Watch
// returns when ctx is done. If a generation cannot be opened, Watch logs that and the
// open one stays in use.
func (c *Cluster) Watch(ctx context.Context, opts index.Options, prev *Snapshot, use func(*Snapshot)) {
	told := ""
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for looks := 0; ; looks++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if looks < warming || looks%releaseEvery == 0 {
			c.release()
		}
		switch s, err := c.openNext(ctx, opts, prev); {
		case err == nil && s == nil:
			told = ""
		case err == nil:
			told, prev, looks = "", s, 0
			use(s)
		case ctx.Err() == nil && told != err.Error():
			told = err.Error()
			c.opts.Log.Error("cannot check the cluster for new documents; the loaded documents stay in use", "error", err)
		}
	}
}

// openNext opens the active generation; it returns nil if that is the one of prev.
func (c *Cluster) openNext(ctx context.Context, opts index.Options, prev *Snapshot) (*Snapshot, error) {
	n, err := c.inForce(ctx)
	if err != nil || n == prev.Generation {
		return nil, err
	}
	return c.Open(ctx, opts, prev)
}
