// Package suggest completes what is being typed ([Completer.Find]): the titles of
// documents and clauses, headings, and terms in quotation marks, by their characters or
// by their pinyin, whole or initials, from any part of them; and the words of the texts, by
// their first characters.
package suggest

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/index/gram"
)

// Suggestion completes what is being typed.
type Suggestion struct {
	Text string // what the box becomes
	Kind string // clause, section, term or document

	// Where it leads: one of the three, or none for a term and for a heading
	// that stands in several places.
	Clause   *corpus.Clause
	Section  *corpus.Section
	Document *corpus.Document // of a document, and of the section
}

// MaxText is the length in code points of the longest text that is completed, and of the
// longest that one is completed to.
const MaxText = 64

// Completer finds titles and terms by their beginnings and by what is in them. It is
// safe for concurrent use.
// Entries are sorted, the best first, so that the best of many is the one with
// the smallest number.
type Completer struct {
	entries []completion
	text    string // the folded texts and readings of all entries, each ended by \x00
	starts  prefixes
	inside  prefixes

	words    []string // those that people use most first
	wordText string   // all of them, each ended by \x00
	begin    prefixes // of wordText
}

type completion struct {
	Suggestion
	weight float64
}

// Words are the words of the documents, and how often people use each, which may be 0.
type Words struct {
	All  iter.Seq[string]
	Freq func(word string) int
}

// New reads what can be completed from documents: their titles and headings, the titles
// of their clauses, terms in quotation marks, and their words. trust tells what a
// document's entries count against another's, above 0.
func New(docs []*corpus.Document, words Words, trust func(*corpus.Document) float64) *Completer {
	c := &Completer{}
	byText := c.addEntries(docs, trust)
	slices.SortStableFunc(c.entries, func(a, b completion) int { return cmp.Compare(b.weight, a.weight) })
	c.addKeys()
	c.addWords(words, func(w string) bool { _, known := byText[w]; return known })
	return c
}

// addEntries reads the entries of documents, each text once, and gives their places by their texts.
func (c *Completer) addEntries(docs []*corpus.Document, trust func(*corpus.Document) float64) (byText map[string]int) {
	byText = make(map[string]int)
	add := func(weight float64, s Suggestion) {
		if n := utf8.RuneCountInString(s.Text); n < 2 || n > MaxText {
			return
		}
		i, known := byText[s.Text]
		if !known {
			byText[s.Text] = len(c.entries)
			c.entries = append(c.entries, completion{s, weight})
			return
		}
		e := &c.entries[i]
		e.weight += weight / 8
		if e.Kind == s.Kind && e.Kind == "section" {
			e.Section, e.Document = nil, nil
		}
	}
	for _, d := range docs {
		trust := trust(d)
		add(4*trust+math.Log1p(float64(len(d.Clauses))), Suggestion{Text: d.Title, Kind: "document", Document: d})
		for _, s := range d.Sections { // those without a title are too short
			add(trust, Suggestion{Text: s.Title, Kind: "section", Section: s, Document: d})
		}
		for _, cl := range d.Clauses {
			add(2*trust, Suggestion{Text: cl.Title, Kind: "clause", Clause: cl})
			field.EachQuoted(cl.Text(), func(term string) { add(trust, Suggestion{Text: term, Kind: "term"}) })
		}
	}
	return byText
}

// addKeys writes down where the keys of the entries begin, and where they are found from within.
func (c *Completer) addKeys() {
	var text strings.Builder
	for id, e := range c.entries {
		for _, key := range keysOf(e.Text) {
			for i, at := range key.begins {
				if i == 0 || at == 0 {
					c.starts.add(text.Len()+at, id)
				} else {
					c.inside.add(text.Len()+at, id)
				}
			}
			text.WriteString(key.text)
			text.WriteByte(0)
		}
	}
	c.text = text.String()
	c.starts.sort(c.text)
	c.inside.sort(c.text)
}

// addWords adds the words of two and more Chinese characters that are not known yet.
func (c *Completer) addWords(words Words, known func(word string) bool) {
	for w := range words.All {
		if n := utf8.RuneCountInString(w); n > 1 && n <= MaxText && !known(w) && !strings.ContainsFunc(w, func(r rune) bool { return !gram.IsHan(r) }) {
			c.words = append(c.words, w)
		}
	}
	slices.SortStableFunc(c.words, func(a, b string) int { return cmp.Compare(words.Freq(b), words.Freq(a)) })
	var text strings.Builder
	for i, w := range c.words {
		c.begin.add(text.Len(), i)
		text.WriteString(w)
		text.WriteByte(0)
	}
	c.wordText = text.String()
	c.begin.sort(c.wordText)
}

// Find gives at most n completions of a folded text: entries that begin with it, then
// words that do, then entries that hold it. Its cost does not grow with the number of
// entries beyond a logarithm.
func (c *Completer) Find(folded string, n int) (out []Suggestion) {
	found := c.starts.best(c.text, folded, n, nil)
	for _, id := range found {
		out = append(out, c.entries[id].Suggestion)
	}
	for _, i := range c.begin.best(c.wordText, folded, n-len(out), nil) {
		if c.words[i] != folded {
			out = append(out, Suggestion{Text: c.words[i], Kind: "term"})
		}
	}
	if more := n - len(out); more > 0 {
		for _, id := range c.inside.best(c.text, folded, len(found)+more, found)[len(found):] {
			out = append(out, c.entries[id].Suggestion)
		}
	}
	return out
}
