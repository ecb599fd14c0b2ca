package index

import (
	"iter"

	bleve "github.com/blevesearch/bleve_index_api"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/segmenter"
)

// A clause is cut into words once, when it is indexed. Bleve keeps the words in
// the field "words": the terms inverted, so that they are counted and looked up,
// and the places stored with the clause, so that a passage ends where a word does.
// A question is cut by gse with the words that the field holds.

// Words yields where the words of a clause stand, as they were cut when it was
// indexed: spans of the document's source, ascending. It yields nothing for a
// clause of no document of the index.
func (ix *Index) Words(c *corpus.Clause) iter.Seq[corpus.Span] {
	return func(yield func(corpus.Span) bool) {
		d, ok := ix.byID[c.Document.ID]
		if !ok || c.Index >= len(ix.docs[d].Clauses) || ix.docs[d].Source != c.Document.Source {
			return
		}
		text, at := c.Clean()
		for start, end := range field.Places(ix.places(ix.first[d] + uint32(c.Index))) {
			if end > len(text) || !yield(corpus.Span{Start: at(start), End: at(end)}) {
				return // Unreachable but for the first: the index was made of this text.
			}
		}
	}
}

// places reads the stored value of a clause's words from Bleve, or cuts the clause
// where its postings are elsewhere.
func (ix *Index) places(ord uint32) (out []byte) {
	if ix.inverted == nil {
		_, out = ix.cutter.Words(ix.clauses[ord])
		return out
	}
	n := uint64(ix.number[ord])
	for _, s := range ix.snapshot.Segments() {
		if size := s.Segment().Count(); n >= size {
			n -= size
			continue
		}
		// A damaged clause has no words; what reads the documents says so.
		_ = s.VisitDocument(n, func(name string, _ byte, value []byte, _ []uint64) bool {
			if name == field.Names[field.Word] {
				out = append(out, value...)
			}
			return true
		})
		break
	}
	return out
}

// Occurring yields the words that gse cut from the documents.
func (ix *Index) Occurring() iter.Seq[string] {
	return func(yield func(string) bool) {
		if ix.inverted == nil {
			for _, w := range ix.occur {
				if !yield(w) {
					return
				}
			}
			return
		}
		dict, err := ix.snapshot.FieldDict(field.Names[field.Word])
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

// Tokens cuts a folded text, a question, into its words, as [cutter.Cutter] does.
func (ix *Index) Tokens(folded string) []Token { return ix.cutter.Tokens(folded) }

// IsWord reports whether the dictionary has a folded word.
func (ix *Index) IsWord(word string) bool { return ix.cutter.IsWord(word) }

// wordsField is the field "words" of an entry. It cuts when Bleve's analysis
// queue asks for it, so that cutting runs on all cores.
type wordsField struct {
	bagField
	clause    *corpus.Clause
	segmenter *segmenter.Segmenter
	places    []byte
}

func (f *wordsField) Analyze() {
	var terms []string
	terms, f.places = field.Words(f.clause, f.segmenter)
	f.terms, f.length = countTerms(terms), len(terms)
}
func (f *wordsField) Value() []byte                       { return f.places }
func (f *wordsField) Options() bleve.FieldIndexingOptions { return bleve.IndexField | bleve.StoreField }
