package index

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/segmenter"
)

// The inverted index is Bleve's scorch, spoken to below its query layer: an
// entry hands over terms that are cut already, and scoring reads the postings.
// A Bleve document is a clause; its id is the clause's id ("cyzd/20"). Stored
// beside the id is where its words stand; the text lives in the corpus.Document.

// fieldNorm is the field of an entry beside those of package field: forbid, require,
// permit, encourage, as the clause holds them.
const fieldNorm = "norm"

// bagField is a field whose terms are counted when Bleve's analysis queue asks
// for them, so that counting runs on all cores.
type bagField struct {
	name  string
	count func() (terms bleve.TokenFrequencies, length int)

	terms  bleve.TokenFrequencies
	length int
}

func (f *bagField) Name() string                                     { return f.name }
func (f *bagField) Value() []byte                                    { return nil }
func (f *bagField) ArrayPositions() []uint64                         { return nil }
func (f *bagField) EncodedFieldType() byte                           { return 't' }
func (f *bagField) Analyze()                                         { f.terms, f.length = f.count() }
func (f *bagField) Options() bleve.FieldIndexingOptions              { return bleve.IndexField }
func (f *bagField) AnalyzedLength() int                              { return f.length }
func (f *bagField) AnalyzedTokenFrequencies() bleve.TokenFrequencies { return f.terms }
func (f *bagField) NumPlainTextBytes() uint64                        { return 0 }

// idField is the one stored field, which scorch asks for by this name.
type idField struct{ id string }

func (f *idField) Name() string             { return "_id" }
func (f *idField) Value() []byte            { return []byte(f.id) }
func (f *idField) ArrayPositions() []uint64 { return nil }
func (f *idField) EncodedFieldType() byte   { return 't' }
func (f *idField) Analyze()                 {}
func (f *idField) Options() bleve.FieldIndexingOptions {
	return bleve.IndexField | bleve.StoreField
}
func (f *idField) AnalyzedLength() int { return 1 }
func (f *idField) AnalyzedTokenFrequencies() bleve.TokenFrequencies {
	freq := &bleve.TokenFreq{Term: []byte(f.id)}
	freq.SetFrequency(1)
	return bleve.TokenFrequencies{f.id: freq}
}
func (f *idField) NumPlainTextBytes() uint64 { return 0 }

// entry is a clause as Bleve takes it.
type entry struct {
	id     string
	fields []bleve.Field
}

func (e *entry) ID() string { return e.id }
func (e *entry) Size() int  { return 0 } // scorch's statistics only
func (e *entry) VisitFields(visit bleve.FieldVisitor) {
	for _, f := range e.fields {
		visit(f)
	}
}
func (e *entry) VisitComposite(bleve.CompositeFieldVisitor) {}
func (e *entry) HasComposite() bool                         { return false }
func (e *entry) NumPlainTextBytes() uint64                  { return 0 }
func (e *entry) AddIDField()                                { e.fields = append(e.fields, &idField{e.id}) }
func (e *entry) StoredFieldsBytes() uint64                  { return uint64(len(e.id)) }
func (e *entry) Indexed() bool                              { return true }

// newEntry makes the entry of a clause, whose words s cuts.
func newEntry(c *corpus.Clause, s *segmenter.Segmenter) *entry {
	e := &entry{id: c.ID()}
	add := func(name string, count func() (bleve.TokenFrequencies, int)) {
		e.fields = append(e.fields, &bagField{name: name, count: count})
	}
	texts := field.Texts(c)
	for i, text := range texts {
		if text != "" {
			add(field.Names[i], func() (bleve.TokenFrequencies, int) { return bag(text) })
		}
	}
	e.fields = append(e.fields, &wordsField{bagField: bagField{name: field.Names[field.Word]}, clause: c, segmenter: s})
	add(fieldNorm, func() (bleve.TokenFrequencies, int) { return normBag(c) })
	return e
}

// openScorch opens the inverted index in dir, or an empty one in memory when
// dir is "". Close the index and then the queue.
func openScorch(dir string, readOnly bool) (bleve.Index, *bleve.AnalysisQueue, error) {
	queue := bleve.NewAnalysisQueue(2)
	config := map[string]any{"path": dir}
	if dir != "" {
		config["read_only"] = readOnly
		config["unsafe_batch"] = true // Builder.Close waits for the disk once, at the end
		config["numSnapshotsToKeep"] = 1
		if !readOnly {
			config["asyncErrorCallbackName"] = diskErrors
		}
		// A lock held by another process is an error now, not a wait for ever.
		config["bolt_timeout"] = "1s"
	}
	inv, err := scorch.NewScorch(scorch.Name, config, queue)
	if err == nil {
		err = inv.Open()
	}
	if err != nil {
		queue.Close()
		return nil, nil, fmt.Errorf("opening the index: %w", err)
	}
	return inv, queue, nil
}

// eachPosting calls yield with the scorch document number of every entry that
// holds the term in the field.
func eachPosting(reader bleve.IndexReader, field, term string, yield func(doc uint64)) error {
	tfr, err := reader.TermFieldReader(context.Background(), []byte(term), field, false, false, false)
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
		yield(next.ID.Value())
	}
}

// errNoIndex says that a directory holds no index.
var errNoIndex = errors.New("no index in this directory")

func exists(dir string) bool {
	_, err := os.Stat(dir + "/root.bolt")
	return err == nil
}
