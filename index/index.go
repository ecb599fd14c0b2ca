// Package index makes clauses findable: it keeps their characters, pairs of
// characters and words in Bleve's index (scorch), reads queries, ranks by scores of
// its own, cuts passages and completes what is being typed. RANKING.md says what
// gse, Bleve and this package do, and what was tried.
//
// An [Index] is immutable and safe for concurrent use. To change what is found,
// open another one.
package index

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"tiaowen/corpus"
	"tiaowen/index/citing"
	"tiaowen/index/collection"
	"tiaowen/index/cutter"
	"tiaowen/index/engine"
	"tiaowen/index/field"
	"tiaowen/index/inverted"
	"tiaowen/index/local"
	"tiaowen/index/naming"
	"tiaowen/index/nearness"
	"tiaowen/index/passage"
	"tiaowen/index/spelling"
	"tiaowen/index/suggest"
	"tiaowen/index/vocabulary"
	"tiaowen/index/weight"
)

// Options of an index. The zero value is the default.
type Options struct {
	// CacheBytes bounds the memory for decoded postings. 0 means 640 bytes a
	// clause, and at least 32 MB: what the postings take that questions ask for.
	CacheBytes int
	// Synonyms is a vocabulary in the format of vocabulary/synonyms.txt, added to the one
	// built in.
	Synonyms string
	// Words are more words for the dictionary, one a line, with a frequency
	// behind if one is known.
	Words string
}

// Index is a set of documents that can be searched.
type Index struct {
	*collection.Collection
	*nearness.Space
	clauses []*corpus.Clause // a position is an ordinal

	engine  engine.Engine
	occur   []string                // the words that occur in the documents, where another engine than ours is used
	kept    func(ord uint32) []byte // where they stand in a clause; nil where it is not kept
	trouble struct {
		failed atomic.Int64 // questions that the engine did not answer
		last   atomic.Pointer[error]
	}

	local   *local.Engine // the engine, if it is here; else nil
	weights *weight.Weights

	titles     *naming.Titles
	vocabulary func() *vocabulary.Vocabulary
	completer  func() *suggest.Completer // made when it is first asked for
	speller    *spelling.Speller
	cutter     *cutter.Cutter

	rank ranking

	passages *passage.Cutter

	recent *recent

	citations *citing.Graph

	background sync.WaitGroup // Warm
	closing    atomic.Bool
}

// New indexes documents in memory. Their ids must differ. Without documents
// nothing is found.
func New(docs []*corpus.Document, opts Options) (*Index, error) {
	ix, err := newIndex(docs, opts)
	if err != nil {
		return nil, err
	}
	r, err := inverted.New(docs, ix.cutter.LearnTexts(field.SourcesOf(docs)))
	if err != nil {
		return nil, err
	}
	ix.use(r, opts)
	return ix, nil
}

// Over makes an index of documents whose clauses an engine finds, which it
// closes at the end if that is an [io.Closer]. The engine must hold these
// documents, in this order. words are those that gse cuts from them; places gives
// where they stand in each clause ([Index.Places]), nil cuts them again.
func Over(docs []*corpus.Document, e engine.Engine, words []string, places func(ord uint32) []byte, opts Options) (*Index, error) {
	ix, err := newIndex(docs, opts)
	if err != nil {
		return nil, err
	}
	ix.engine, ix.occur, ix.kept = e, words, places
	ix.weights.Keep(places)
	return ix, nil
}

// Open opens the index that an [inverted.Builder] wrote to dir, for reading. docs are
// the documents it was built from, all of them, in the order wanted for
// [Index.Documents].
func Open(dir string, docs []*corpus.Document, opts Options) (*Index, error) {
	ix, err := newIndex(docs, opts)
	if err != nil {
		return nil, err
	}
	r, err := inverted.Open(dir, docs)
	if err != nil {
		return nil, err
	}
	ix.use(r, opts)
	return ix, nil
}

// use makes an engine of an index that is here.
func (ix *Index) use(r *inverted.Reader, opts Options) {
	ix.weights.Keep(ix.Places)
	ix.local = local.New(ix.Collection, r, ix.weights, opts.CacheBytes)
	ix.engine = ix.local
}

// newIndex fills the tables that need no inverted index.
func newIndex(docs []*corpus.Document, opts Options) (ix *Index, err error) {
	ix = &Index{rank: defaultRanking}
	if ix.Collection, err = collection.New(docs); err != nil {
		return nil, err
	}
	ix.clauses = ix.Clauses()
	ix.vocabulary = vocabulary.Builtin
	go vocabulary.Builtin() // every query asks for it; reading it takes as long as indexing a text
	if opts.Synonyms != "" {
		v, err := vocabulary.Read(strings.NewReader(opts.Synonyms), vocabulary.Builtin())
		if err != nil {
			return nil, fmt.Errorf("synonyms: %w", err)
		}
		ix.vocabulary = func() *vocabulary.Vocabulary { return v }
	}
	if ix.cutter, err = cutter.New(opts.Words); err != nil {
		return nil, err
	}
	ix.cutter.Learn(ix.Occurring(), docs)
	ix.weights = weight.New(ix.Collection, ix.cutter, ix.rank.weights)
	ix.passages = passage.New(ix.cutter.IsWord, ix.Words)
	ix.titles = naming.New(docs, ix.cutter)
	ix.recent = newRecent()
	ix.speller = spelling.New(docs, ix.cutter, ix.Occurring(), ix.count)
	ix.citations = citing.New(ix.Collection)
	ix.Space = nearness.New(ix.Collection, ix.recent.forget)
	ix.completer = sync.OnceValue(ix.newCompleter)
	return ix, nil
}

// Close releases the index. Searches must have ended; Warm is ended.
func (ix *Index) Close() error {
	ix.closing.Store(true)
	ix.background.Wait()
	ix.CloseMeaning()
	var errs []error
	if c, ok := ix.engine.(io.Closer); ok {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

// Titles are the titles of the documents, by which texts name them.
func (ix *Index) Titles() *naming.Titles { return ix.titles }

// Weights are the weights of terms in clauses.
func (ix *Index) Weights() *weight.Weights { return ix.weights }

// Citations are which clauses cite which.
func (ix *Index) Citations() *citing.Graph { return ix.citations }
