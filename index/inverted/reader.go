package inverted

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/segmenter"
)

// Reader reads an inverted index. A clause is named by its ordinal: its place among the
// clauses of all documents. It is safe for concurrent use.
type Reader struct {
	index    bleve.Index
	queue    *bleve.AnalysisQueue
	reader   bleve.IndexReader
	snapshot *scorch.IndexSnapshot // reader, as scorch's own type
	dicts    sync.Pool             // of *dictionaries
	ordinal  []uint32              // scorch document number → ordinal
	number   []uint32              // ordinal → scorch document number
}

// New makes an index in memory of the clauses of documents, whose words s cuts.
func New(docs []*corpus.Document, s *segmenter.Segmenter) (*Reader, error) {
	r := &Reader{}
	var err error
	if r.index, r.queue, err = openScorch("", false); err != nil {
		return nil, err
	}
	batch := newBatch()
	flush := func() error {
		if len(batch.IndexOps) == 0 {
			return nil
		}
		if err := r.index.Batch(batch.Batch); err != nil {
			return fmt.Errorf("indexing: %w", err)
		}
		batch = newBatch()
		return nil
	}
	for _, d := range docs {
		all := newEntries(s)
		for _, c := range d.Clauses {
			batch.add(all.entry(c))
			if len(batch.IndexOps) < memoryBatch {
				continue
			}
			if err := flush(); err != nil {
				return nil, errors.Join(err, r.Close())
			}
		}
	}
	if err = flush(); err == nil {
		err = r.load(docs)
	}
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// Open opens the index that a [Builder] wrote to dir, for reading. docs are the
// documents it was built from, all of them, in the order of the ordinals wanted.
func Open(dir string, docs []*corpus.Document) (*Reader, error) {
	if !exists(dir) {
		return nil, fmt.Errorf("%s: %w", dir, ErrNoIndex)
	}
	r := &Reader{}
	var err error
	if r.index, r.queue, err = openScorch(dir, true); err != nil {
		return nil, err
	}
	if err := r.load(docs); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// load reads which entry of the index is which clause of the documents.
func (r *Reader) load(docs []*corpus.Document) error {
	var err error
	if r.reader, err = r.index.Reader(); err != nil {
		return err
	}
	r.snapshot = r.reader.(*scorch.IndexSnapshot)
	byID := make(map[string]int, len(docs))
	first := make([]uint32, len(docs)) // the ordinals of the documents' first clauses
	total := 0
	for i, d := range docs {
		byID[d.ID], first[i] = i, uint32(total)
		total += len(d.Clauses)
	}
	r.number = make([]uint32, total)
	count, err := r.reader.DocCount()
	if err != nil {
		return err
	}
	if count != uint64(total) {
		return fmt.Errorf("the index has %d clauses, the documents have %d: rebuild the index", count, total)
	}
	all, err := r.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer all.Close()
	// Keys are looked up a document at a time: neighbours share one.
	keys := make(map[string]uint32)
	of := -1
	perDoc := make([]map[string]uint32, len(docs))
	for {
		id, err := all.Next()
		if err != nil {
			return err
		}
		if id == nil {
			return nil
		}
		name, err := r.reader.ExternalID(id)
		if err != nil {
			return err
		}
		docID, key, _ := strings.Cut(name, "/")
		d, ok := byID[docID]
		if !ok {
			return fmt.Errorf("the index has the clause %s, which is in no document: rebuild the index", name)
		}
		if d != of {
			if perDoc[d] == nil {
				perDoc[d] = make(map[string]uint32, len(docs[d].Clauses))
				for i, c := range docs[d].Clauses {
					perDoc[d][c.Key] = first[d] + uint32(i)
				}
			}
			keys, of = perDoc[d], d
		}
		ord, ok := keys[key]
		if !ok {
			return fmt.Errorf("the index has the clause %s, which is in no document: rebuild the index", name)
		}
		n := binary.BigEndian.Uint64(id)
		for uint64(len(r.ordinal)) <= n {
			r.ordinal = append(r.ordinal, 0)
		}
		r.ordinal[n], r.number[ord] = ord, uint32(n)
	}
}

// Close releases the index. Nothing may be read any more.
func (r *Reader) Close() error {
	var errs []error
	if r.reader != nil {
		errs = append(errs, r.reader.Close())
	}
	errs = append(errs, r.index.Close())
	r.queue.Close()
	return errors.Join(errs...)
}

// EachNorm calls yield with every clause that holds a norm of a kind: forbid, require,
// permit or encourage.
func (r *Reader) EachNorm(kind string, yield func(ord uint32)) error {
	tfr, err := r.reader.TermFieldReader(context.Background(), []byte(kind), fieldNorm, false, false, false)
	if err != nil {
		return err
	}
	defer tfr.Close()
	var p bleve.TermFieldDoc
	for {
		next, err := tfr.Next(p.Reset())
		if err != nil || next == nil {
			return err
		}
		yield(r.ordinal[next.ID.Value()])
	}
}

// Words yields the words of all clauses, in the order of their bytes.
func (r *Reader) Words() iter.Seq[string] {
	return func(yield func(string) bool) {
		dict, err := r.snapshot.FieldDict(field.Names[field.Word])
		if err != nil {
			return // Unreachable: load has opened the dictionaries of all fields.
		}
		defer dict.Close()
		for {
			e, err := dict.Next()
			if err != nil || e == nil || !yield(e.Term) {
				return
			}
		}
	}
}

// Places gives the stored value of a clause's words; see [field.Places]. Its error says that the index is damaged.
func (r *Reader) Places(ord uint32) (out []byte, err error) {
	n := uint64(r.number[ord])
	for _, s := range r.snapshot.Segments() {
		if size := s.Segment().Count(); n >= size {
			n -= size
			continue
		}
		err = s.VisitDocument(n, func(name string, _ byte, value []byte, _ []uint64) bool {
			if name == field.Names[field.Word] {
				out = append(out, value...)
			}
			return true
		})
		break
	}
	return out, err
}

// dictionaries are the term dictionaries of all segments, for one goroutine at
// a time. Reading them straight, below Bleve's TermFieldReader, halves the cost
// of a posting.
type dictionaries struct {
	segments []segmentDicts
}

type segmentDicts struct {
	*scorch.SegmentSnapshot
	offset uint64 // scorch number of the segment's first document
	fields [len(field.Names)]fieldDict
}

// fieldDict is a dictionary with the list and the iterator it fills again.
type fieldDict struct {
	segment.TermDictionary
	list     segment.PostingsList
	iterator segment.PostingsIterator
}

// dictionaries takes a free set, or opens one. Its error says that the index is damaged.
func (r *Reader) dictionaries() (*dictionaries, error) {
	if d, ok := r.dicts.Get().(*dictionaries); ok {
		return d, nil
	}
	d := &dictionaries{}
	offset := uint64(0)
	for _, s := range r.snapshot.Segments() {
		sd := segmentDicts{SegmentSnapshot: s, offset: offset}
		for f, name := range field.Names {
			dict, err := s.Segment().Dictionary(name)
			if err != nil {
				return nil, fmt.Errorf("the words of field %s cannot be read, rebuild the index: %w", name, err)
			}
			sd.fields[f].TermDictionary = dict
		}
		d.segments = append(d.segments, sd)
		offset += s.Segment().Count()
	}
	return d, nil
}

// Each calls yield with every clause that holds a term in a field, and how often. The
// fields come in the order given, the clauses of one in none.
func (r *Reader) Each(term string, fields []int, yield func(field int, ord uint32, freq int)) error {
	d, err := r.dictionaries()
	if err != nil {
		return err
	}
	defer r.dicts.Put(d)
	for _, f := range fields {
		for i := range d.segments {
			if err := d.segments[i].each(f, term, func(doc, freq uint64) { yield(f, r.ordinal[doc], int(freq)) }); err != nil {
				return err
			}
		}
	}
	return nil
}

// each calls yield with the scorch number and the frequency of every entry of a
// segment that holds the term in the field.
func (s *segmentDicts) each(field int, term string, yield func(doc, freq uint64)) error {
	dict := &s.fields[field]
	list, err := dict.PostingsList([]byte(term), s.Deleted(), dict.list)
	if err != nil {
		return err
	}
	dict.list = list
	if list.Count() == 0 {
		return nil
	}
	dict.iterator = list.Iterator(true, false, false, dict.iterator)
	for {
		p, err := dict.iterator.Next()
		if err != nil || p == nil {
			return err
		}
		yield(s.offset+p.Number(), p.Frequency())
	}
}
