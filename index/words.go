package index

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	bleve "github.com/blevesearch/bleve_index_api"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/index/gram"
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
		_, out = field.Words(ix.clauses[ord], ix.cutter())
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

// occurring yields the words that occur in the texts, from Bleve's dictionary of
// the field, and in how many clauses each stands.
func (ix *Index) occurring() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		if ix.inverted == nil {
			for _, w := range ix.occur {
				if !yield(w, ix.count(gram.WordMark+w)) {
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
			if err != nil || e == nil || !yield(e.Term, int(e.Count)) {
				return
			}
		}
	}
}

// newCutter loads gse with the words that occur in clauses, headings and titles
// and with those that the user added.
func (ix *Index) newCutter(added string) *segmenter.Segmenter {
	return ix.lexicon().Of(func(yield func(string) bool) {
		// A character counts as a word beside those that it stands in.
		characters := make(map[rune]bool)
		for w := range ix.occurring() {
			if !yield(w) {
				return
			}
			for _, r := range w {
				if !characters[r] && !yield(string(r)) {
					return
				}
				characters[r] = true
			}
		}
		names := ix.lexicon().Segmenter(ix.headings)
		for text := range ix.headings {
			for t := range names.Tokens(text) {
				if !yield(t.Text) {
					return
				}
			}
		}
		for line := range strings.Lines(added) {
			if fields := strings.Fields(line); len(fields) > 0 && !yield(gram.Fold(fields[0])) {
				return
			}
		}
	})
}

// headings yields the titles of the documents and of their sections.
func (ix *Index) headings(yield func(string) bool) {
	for _, d := range ix.docs {
		if !yield(d.Title) {
			return
		}
		for _, s := range d.Sections {
			if !yield(s.Title) {
				return
			}
		}
	}
}

// Tokens cuts a folded text, a question, into its words, with the words that
// occur in the documents. Characters that are left over are read as words of the
// dictionary where they are some: 垃圾, of which no clause speaks, is one.
func (ix *Index) Tokens(folded string) []segmenter.Token {
	all := slices.Collect(ix.cutter().Tokens(folded))
	out := all[:0]
	for i := 0; i < len(all); {
		end := i + 1
		for single(all[i].Text) && end < len(all) && end < i+maxSlip && all[end].Start == all[end-1].End && single(all[end].Text) {
			end++
		}
		for end > i+1 && !ix.IsWord(folded[all[i].Start:all[end-1].End]) {
			end--
		}
		word := all[i]
		word.End = all[end-1].End
		word.Text = folded[word.Start:word.End]
		out, i = append(out, word), end
	}
	return out
}

// single reports whether a word is one Chinese character.
func single(word string) bool {
	r, n := utf8.DecodeRuneInString(word)
	return n == len(word) && gram.IsHan(r)
}

// IsWord reports whether the dictionary has a folded word.
func (ix *Index) IsWord(word string) bool { return ix.lexicon().Freq(word) > 0 }

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
