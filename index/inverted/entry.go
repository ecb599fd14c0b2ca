package inverted

import (
	"sync"
	"sync/atomic"

	bleve "github.com/blevesearch/bleve_index_api"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/segmenter"
)

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

// batch is a batch of changes to an index. Bleve keeps the entries of one in a map, and would take
// them in its random order. A batch takes its clauses in the order in which they were added: clauses
// of one document share most of their terms, and what Bleve keeps of a term is then in the
// processor's cache still. That saves a twelfth of the time that indexing takes.
type batch struct {
	*bleve.Batch
	clauses []*entry     // in the order in which they were added
	next    atomic.Int64 // the clause that is analyzed next
}

func newBatch() *batch { return &batch{Batch: bleve.NewBatch()} }

// add adds a clause, or puts it in the place of the one of the same id.
func (b *batch) add(e *entry) {
	if known, ok := b.IndexOps[e.id].(*turn); ok {
		b.clauses[known.place] = e
		return
	}
	b.Update(&turn{batch: b, id: e.id, place: len(b.clauses)})
	b.clauses = append(b.clauses, e)
}

// turn is a document of a batch as Bleve takes it. Which clause of the batch it is comes out when
// Bleve first asks for its fields, to analyze them: the next one.
type turn struct {
	*entry // nil until then
	batch  *batch
	id     string
	place  int // of the clause that it was made for
}

func (t *turn) ID() string  { return t.id }
func (t *turn) AddIDField() {} // each clause has one already
func (t *turn) VisitFields(visit bleve.FieldVisitor) {
	if t.entry == nil {
		t.entry = t.batch.clauses[t.batch.next.Add(1)-1]
	}
	t.entry.VisitFields(visit)
}

// entry is a clause in the form of Bleve's documents.
type entry struct {
	id     string
	fields []bleve.Field
}

func (e *entry) Size() int { return 0 } // scorch's statistics only
func (e *entry) VisitFields(visit bleve.FieldVisitor) {
	for _, f := range e.fields {
		visit(f)
	}
}
func (e *entry) VisitComposite(bleve.CompositeFieldVisitor) {}
func (e *entry) HasComposite() bool                         { return false }
func (e *entry) NumPlainTextBytes() uint64                  { return 0 }
func (e *entry) StoredFieldsBytes() uint64                  { return 0 } // scorch's statistics only
func (e *entry) Indexed() bool                              { return true }

// entries makes the entries of the clauses of one document, one after another.
type entries struct {
	words *segmenter.Segmenter                            // cuts the clauses
	bags  map[string]func() (bleve.TokenFrequencies, int) // of titles and headings, which many clauses share
}

func newEntries(words *segmenter.Segmenter) *entries {
	return &entries{words: words, bags: make(map[string]func() (bleve.TokenFrequencies, int))}
}

func emptyBag() (bleve.TokenFrequencies, int) { return nil, 0 }

// entry makes the entry of a clause.
func (es *entries) entry(c *corpus.Clause) *entry {
	e := &entry{id: c.ID()}
	e.fields = append(make([]bleve.Field, 0, len(field.Names)+2), &idField{e.id})
	add := func(name string, count func() (bleve.TokenFrequencies, int)) {
		e.fields = append(e.fields, &bagField{name: name, count: count})
	}
	words := &wordsField{bagField: bagField{name: field.Names[field.Word]}, segmenter: es.words}
	for i, text := range field.Texts(c) {
		switch {
		case i == field.Body:
			// The body and its words are analyzed one after the other, and the text is folded once for both.
			add(field.Names[i], func() (bleve.TokenFrequencies, int) {
				words.folded, words.places = segmenter.Fold(text)
				return bagOf(words.folded)
			})
		case text == "":
			// All entries have all fields: segments of the same fields are merged by copying bytes.
			add(field.Names[i], emptyBag)
		case i == field.Path || i == field.Name:
			add(field.Names[i], es.shared(text))
		default:
			add(field.Names[i], func() (bleve.TokenFrequencies, int) { return bag(text) })
		}
	}
	e.fields = append(e.fields, words)
	add(fieldNorm, func() (bleve.TokenFrequencies, int) { return normBag(c) })
	return e
}

// shared gives the bag of a text, which is counted once.
func (es *entries) shared(text string) func() (bleve.TokenFrequencies, int) {
	count, ok := es.bags[text]
	if !ok {
		count = sync.OnceValues(func() (bleve.TokenFrequencies, int) { return bag(text) })
		es.bags[text] = count
	}
	return count
}

// wordsField is the field "words" of an entry. It cuts when Bleve's analysis
// queue asks for it, so that cutting runs on all cores.
type wordsField struct {
	bagField
	segmenter *segmenter.Segmenter
	folded    string         // the text of the clause
	places    *segmenter.Map // of the folded text in the text; nil afterwards
	value     []byte
}

func (f *wordsField) Analyze() {
	var terms []string
	terms, f.value = field.WordsOf(f.folded, f.places, f.segmenter)
	f.terms, f.length = countTerms(terms), len(terms)
	f.places = nil
}
func (f *wordsField) Value() []byte                       { return f.value }
func (f *wordsField) Options() bleve.FieldIndexingOptions { return bleve.IndexField | bleve.StoreField }
