package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"tiaowen/corpus"
	"tiaowen/corpus/codec"
	"tiaowen/index/field"
	"tiaowen/index/inverted"
	"tiaowen/index/store/disk"
	"tiaowen/index/store/manifest"
	"tiaowen/index/store/record"
	"tiaowen/segmenter"
)

// generation is one that is being written. Documents that change go straight
// to its documents.bin, in the binary form that is read back for indexing, so
// that an import of any size holds one document a core in memory.
type generation struct {
	w    *Writer
	dir  layout
	m    manifest.Manifest
	docs *record.Writer

	originals []string        // written for it
	fresh     map[string]bool // ids of documents that were put
	stay      map[string]bool // ids of documents that were kept
	was       map[string]*Entry

	texts chan string               // of the documents that are indexed
	words chan *segmenter.Segmenter // of the words in them
}

func (w *Writer) newGeneration() (*generation, error) {
	n, dir, err := w.next()
	if err != nil {
		return nil, err
	}
	g := &generation{
		w: w, dir: dir, m: manifest.Manifest{Generation: n}, fresh: make(map[string]bool), stay: make(map[string]bool), was: make(map[string]*Entry),
		texts: make(chan string, 64), words: make(chan *segmenter.Segmenter, 1),
	}
	for i := range w.now.Documents {
		g.was[w.now.Documents[i].ID] = &w.now.Documents[i]
	}
	texts, words := g.texts, g.words
	go func() {
		words <- segmenter.Default().Segmenter(func(yield func(string) bool) {
			for text := range texts {
				yield(text)
			}
		})
	}()
	if g.docs, err = record.Create(dir.documents()); err != nil {
		g.abandon()
		return nil, err
	}
	return g, nil
}

// abandon removes what was written; the current generation stays.
func (g *generation) abandon() {
	if g.texts != nil {
		close(g.texts)
		<-g.words
		g.texts = nil
	}
	if g.docs != nil {
		g.docs.Close()
	}
	os.RemoveAll(string(g.dir))
	// Originals that were written for it go, too. If that fails the next writer
	// does it.
	g.w.clean()
}

// put writes a document that is new or has changed.
func (g *generation) put(e Entry, doc []byte) (err error) {
	e.Place, err = g.docs.Add(doc)
	g.m.Documents = append(g.m.Documents, e)
	g.fresh[e.ID] = true
	return err
}

// keep takes over a document as it is.
func (g *generation) keep(e Entry) {
	g.stay[e.ID] = true
	g.m.Documents = append(g.m.Documents, e)
}

// mark tells the segmenter which words a document that is to be indexed holds.
func (g *generation) mark(d *corpus.Document) {
	for text := range field.Sources(d) {
		g.texts <- text
	}
}

// finish indexes what was put and kept, and makes it the current generation.
// progress is told the clauses done and to be done; it may be nil.
func (g *generation) finish(ctx context.Context, progress func(done, total int)) error {
	err := g.build(ctx, progress)
	if err == nil {
		err = disk.SyncAll(g.originals)
	}
	if err == nil {
		err = g.w.commit(g.m, g.dir)
	}
	if err != nil {
		g.abandon()
		return err
	}
	g.w.clean()
	return nil
}

func (g *generation) build(ctx context.Context, progress func(done, total int)) error {
	linked := g.worthLinking()
	if err := g.takeOver(!linked); err != nil {
		return err
	}
	g.order()
	if err := g.docs.Flush(); err != nil {
		return err
	}
	words := g.segmenter()
	if len(g.m.Documents) == 0 {
		return nil
	}
	if linked {
		if err := g.link(); err != nil {
			return err
		}
	}
	b, err := inverted.Create(g.dir.index(), words)
	if err != nil {
		return err
	}
	err = g.fill(ctx, b, linked, progress)
	if err == nil {
		most := 1
		if linked {
			most = mostSegments
		}
		err = b.Merge(ctx, most)
	}
	if cerr := b.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return tidy(g.dir.index())
}

// mostSegments is how many segments an index may have that documents were added to: a term
// is looked up in each of them, and to merge them means to write all of them again.
const mostSegments = 12

// manyClauses is from how many clauses on a new index is merged in two parts: the first five sixths
// while the rest is indexed, since merging takes one core alone. A small index is merged in a moment.
const manyClauses = 20_000

// takeOver copies the records that stay as they are; those that are to be indexed
// again are marked.
func (g *generation) takeOver(again bool) error {
	if len(g.stay) == 0 {
		return nil
	}
	old, err := record.Open(g.w.generation(g.w.now.Generation).documents())
	if err != nil {
		return err
	}
	defer old.Close()
	for i := range g.m.Documents {
		e := &g.m.Documents[i]
		if !g.stay[e.ID] {
			continue
		}
		doc, err := old.Bytes(e.Place)
		if err != nil {
			return fmt.Errorf("%s: %w", e.ID, err)
		}
		if e.Place, err = g.docs.AddKnown(doc, e.Record); err != nil {
			return err
		}
		if again {
			d, _, err := codec.Decode(string(doc))
			if err != nil {
				return fmt.Errorf("%s: %w", e.ID, err)
			}
			g.mark(d)
		}
	}
	return nil
}

// order puts the documents where they were, the new ones behind them.
func (g *generation) order() {
	place := make(map[string]int, len(g.was))
	for i := range g.w.now.Documents {
		place[g.w.now.Documents[i].ID] = i
	}
	at := func(e Entry) int {
		if i, ok := place[e.ID]; ok {
			return i
		}
		return len(place)
	}
	slices.SortStableFunc(g.m.Documents, func(a, b Entry) int { return at(a) - at(b) })
}

// segmenter knows the words of all documents that were marked.
func (g *generation) segmenter() *segmenter.Segmenter {
	close(g.texts)
	g.texts = nil
	return <-g.words
}

// worthLinking reports whether the old index is changed rather than a new one
// made: when at least half of the bytes stay.
func (g *generation) worthLinking() bool {
	var kept, all int64
	for _, e := range g.m.Documents {
		if g.stay[e.ID] {
			kept += e.Record.Size
		}
	}
	for _, e := range g.was {
		all += e.Record.Size
	}
	return all > 0 && 2*kept >= all
}

// link takes over the old index. Its segments never change, so that the two
// generations share them; its table of segments is copied.
func (g *generation) link() error {
	old := g.w.generation(g.w.now.Generation)
	for name := range g.w.now.Files {
		if filepath.Dir(name) != "index" {
			continue
		}
		do := disk.Copy
		if filepath.Ext(name) == ".zap" {
			do = disk.LinkOrCopy
		}
		if err := do(old.path(name), g.dir.path(name)); err != nil {
			return err
		}
	}
	return nil
}

// fill brings the index to the state of the manifest.
func (g *generation) fill(ctx context.Context, b *inverted.Builder, linked bool, progress func(done, total int)) error {
	total, count, early := 0, 0, false
	for _, e := range g.m.Documents {
		if !linked || !g.stay[e.ID] {
			total += e.Clauses
		}
	}
	docs, err := record.Open(g.dir.documents())
	if err != nil {
		return err
	}
	defer docs.Close()
	if linked {
		if err := g.unfill(b, docs); err != nil {
			return err
		}
	}
	for i := range g.m.Documents {
		e := &g.m.Documents[i]
		if linked && g.stay[e.ID] {
			continue
		}
		if err := context.Cause(ctx); err != nil {
			return err
		}
		d, err := docs.Read(e.ID, e.Place)
		if err != nil {
			return err
		}
		if err := b.Add(d); err != nil {
			return err
		}
		if count += e.Clauses; !early && !linked && total > manyClauses && count >= total/6*5 {
			b.MergeMeanwhile(ctx)
			early = true
		}
		if progress != nil {
			progress(count, total)
		}
	}
	return nil
}

// unfill takes out of a linked index the documents that are gone and, of those
// that have changed, the clauses that are gone; the others are replaced.
func (g *generation) unfill(b *inverted.Builder, docs *record.File) error {
	old, err := record.Open(g.w.generation(g.w.now.Generation).documents())
	if err != nil {
		return err
	}
	defer old.Close()
	for id, e := range g.was {
		if g.stay[id] {
			continue
		}
		d, err := old.Read(e.ID, e.Place)
		if err != nil {
			return err
		}
		keys := make(map[string]bool)
		if g.fresh[id] {
			now := g.m.Entry(id)
			changed, err := docs.Read(id, now.Place)
			if err != nil {
				return err
			}
			for _, c := range changed.Clauses {
				keys[c.Key] = true
			}
		}
		var gone []*corpus.Clause
		for _, c := range d.Clauses {
			if !keys[c.Key] {
				gone = append(gone, c)
			}
		}
		if err := b.Remove(&corpus.Document{ID: id, Clauses: gone}); err != nil {
			return err
		}
	}
	return nil
}

// tidy removes segments that merging has replaced, which the index itself
// would remove when it is next opened for writing.
func tidy(dir string) error {
	b, err := inverted.Create(dir, nil)
	if err != nil {
		return err
	}
	return b.Close()
}
