// Package cutter cuts questions and clauses into words. gse knows the words that
// occur in the documents of an index ([Cutter.Learn]); what it leaves over of a
// question is read by the whole dictionary ([Cutter.Tokens]).
package cutter

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/segmenter"
)

// maxWord is the longest word, in characters, that is put together from what is left over.
const maxWord = 12

// Cutter cuts texts into words. It is safe for concurrent use once it has learned.
type Cutter struct {
	lexicon   func() *segmenter.Lexicon
	segmenter func() *segmenter.Segmenter
	added     string
}

// New gives a cutter with the dictionary of the program and with added words, one a
// line, with a frequency behind if one is known. It must learn before it cuts.
func New(added string) (*Cutter, error) {
	c := &Cutter{lexicon: segmenter.Default, added: added}
	if added != "" {
		l, err := segmenter.Default().With(strings.NewReader(added))
		if err != nil {
			return nil, fmt.Errorf("words: %w", err)
		}
		c.lexicon = func() *segmenter.Lexicon { return l }
	}
	return c, nil
}

// LearnTexts lets the cutter know the words that stand in some texts, and gives
// what cuts by them.
func (c *Cutter) LearnTexts(texts iter.Seq[string]) *segmenter.Segmenter {
	s := c.lexicon().Segmenter(texts)
	c.segmenter = func() *segmenter.Segmenter { return s }
	return s
}

// Learn lets the cutter know words, and those that stand in the headings of
// documents. Both are read when something is first cut.
func (c *Cutter) Learn(words iter.Seq[string], docs []*corpus.Document) {
	c.segmenter = sync.OnceValue(func() *segmenter.Segmenter { return c.of(words, docs) })
}

// of loads gse with words, those of headings, and those that were added.
func (c *Cutter) of(words iter.Seq[string], docs []*corpus.Document) *segmenter.Segmenter {
	return c.lexicon().Of(func(yield func(string) bool) {
		// A character counts as a word beside those that it stands in.
		characters := make(map[rune]bool)
		for w := range words {
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
		headings := func(yield func(string) bool) { eachHeading(docs, yield) }
		names := c.lexicon().Segmenter(headings)
		for text := range headings {
			for t := range names.Tokens(text) {
				if !yield(t.Text) {
					return
				}
			}
		}
		for line := range strings.Lines(c.added) {
			if fields := strings.Fields(line); len(fields) > 0 && !yield(gram.Fold(fields[0])) {
				return
			}
		}
	})
}

// eachHeading yields the titles of documents and of their sections.
func eachHeading(docs []*corpus.Document, yield func(string) bool) {
	for _, d := range docs {
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

// Tokens cuts a folded text, a question, into its words, with the words that the
// cutter has learned. Characters that are left over are read as words of the
// dictionary where they are some: 垃圾, of which no clause speaks, is one.
func (c *Cutter) Tokens(folded string) []segmenter.Token {
	all := slices.Collect(c.segmenter().Tokens(folded))
	out := all[:0]
	for i := 0; i < len(all); {
		end := i + 1
		for single(all[i].Text) && end < len(all) && end < i+maxWord && all[end].Start == all[end-1].End && single(all[end].Text) {
			end++
		}
		for end > i+1 && !c.IsWord(folded[all[i].Start:all[end-1].End]) {
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

// Words gives the words of a clause and where they stand, as [field.Words] does.
func (c *Cutter) Words(clause *corpus.Clause) (terms []string, places []byte) {
	return field.Words(clause, c.segmenter())
}

// IsWord reports whether the dictionary has a folded word.
func (c *Cutter) IsWord(word string) bool { return c.Freq(word) > 0 }

// Freq is how often a folded word stands in the texts that the dictionary was made
// of; 0 of what is not a word.
func (c *Cutter) Freq(word string) int { return c.lexicon().Freq(word) }
