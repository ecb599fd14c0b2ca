package index

import (
	"encoding/binary"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	bleve "github.com/blevesearch/bleve_index_api"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/segmenter"
)

// A clause is cut into words once, when it is indexed. Bleve keeps the words in
// the field "words": the terms inverted, so that they are counted and looked up,
// and the places stored with the clause, so that a passage ends where a word does.
// A question is cut by gse with the words that the field holds.

// WordTerms gives the terms of the field "words" for a clause, in order, each as
// often as it stands there: the words of two and more characters of
// [corpus.Clause.Clean], folded, and [segmenter.Figures] in the one form that all
// their writings share. places is the field's stored value.
func WordTerms(c *corpus.Clause, s *segmenter.Segmenter) (terms []string, places []byte) {
	text, _ := c.Clean()
	end := 0
	for t := range s.Tokens(text) {
		if _, n := utf8.DecodeRuneInString(t.Text); n < len(t.Text) {
			terms = append(terms, t.Text)
		}
		if t.Start >= end { // several may come of one character, ㈠
			places = appendPlace(places, t.Start-end, t.End-t.Start)
			end = t.End
		}
	}
	folded := gram.Fold(text)
	for _, f := range segmenter.Figures(folded) {
		terms = append(terms, gram.Figure(folded, f))
	}
	return terms, places
}

// appendPlace writes where a word stands: how long it is, and what lies between
// it and the word before; in bytes, one byte for a word that follows another.
func appendPlace(places []byte, gap, length int) []byte {
	if gap == 0 {
		return binary.AppendUvarint(places, uint64(length)<<1)
	}
	return binary.AppendUvarint(binary.AppendUvarint(places, uint64(length)<<1|1), uint64(gap))
}

// readPlaces yields the places that appendPlace wrote.
func readPlaces(places []byte) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		at := 0
		for len(places) > 0 {
			length, n := binary.Uvarint(places)
			places = places[max(n, 1):]
			if length&1 == 1 {
				gap, n := binary.Uvarint(places)
				places = places[min(max(n, 1), len(places)):]
				at += int(gap)
			}
			start := at
			at += int(length >> 1)
			if !yield(start, at) {
				return
			}
		}
	}
}

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
		for start, end := range readPlaces(ix.places(ix.first[d] + uint32(c.Index))) {
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
		_, out = WordTerms(ix.clauses[ord], ix.cutter())
		return out
	}
	n := uint64(ix.number[ord])
	for _, s := range ix.snapshot.Segments() {
		if size := s.Segment().Count(); n >= size {
			n -= size
			continue
		}
		// A damaged clause has no words; what reads the documents says so.
		_ = s.VisitDocument(n, func(field string, _ byte, value []byte, _ []uint64) bool {
			if field == fieldWords {
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
		dict, err := ix.snapshot.FieldDict(fieldWords)
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
	terms, f.places = WordTerms(f.clause, f.segmenter)
	f.terms, f.length = countTerms(terms), len(terms)
}
func (f *wordsField) Value() []byte                       { return f.places }
func (f *wordsField) Options() bleve.FieldIndexingOptions { return bleve.IndexField | bleve.StoreField }

// textsOf yields what the words of documents stand in.
func textsOf(docs []*corpus.Document) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, d := range docs {
			for text := range Texts(d) {
				if !yield(text) {
					return
				}
			}
		}
	}
}

// Texts yields the texts of a document that hold all words which the index may
// ask its segmenter for.
func Texts(d *corpus.Document) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield(d.Source) || !yield(d.Title) {
			return
		}
		for _, c := range d.Clauses {
			if len(c.Repairs) > 0 {
				if text, _ := c.Clean(); !yield(text) {
					return
				}
			}
		}
	}
}
