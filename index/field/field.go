// Package field says what of a clause is indexed: its texts ([Texts]), each a field
// with a weight of its own, and the words that gse cuts from it, with their places
// ([Words]).
package field

import (
	"encoding/binary"
	"iter"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
	"tiaowen/index/gram"
	"tiaowen/segmenter"
)

// The fields that are scored, in the order of [Texts], and that of the words.
const (
	Body   = iota // the clause's own words, its title included
	Title         // the clause's title
	Path          // the headings above it
	Name          // the title of its document
	Scored        // how many are scored
	Word   = Scored
)

// Names are the names of the fields in an index.
var Names = [...]string{"body", "title", "path", "name", "words"}

// Texts gives the text of a clause for each field that is scored; "" where the
// clause has none. Suspected slips are undone.
func Texts(c *corpus.Clause) [Scored]string {
	var t [Scored]string
	t[Body], _ = c.Clean()
	t[Title] = c.Title
	for s := c.Section; s != nil; s = s.Parent {
		t[Path] += s.Title + "\n"
	}
	t[Name] = c.Document.Title
	return t
}

// Words gives the terms of the field of words for a clause, in order, each as often
// as it stands there: the words of two and more characters of
// [corpus.Clause.Clean], folded, and [numeral.Figures] in the one form that all
// their writings share. places is the field's stored value; see [Places].
func Words(c *corpus.Clause, s *segmenter.Segmenter) (terms []string, places []byte) {
	text, _ := c.Clean()
	folded, m := segmenter.Fold(text)
	return WordsOf(folded, m, s)
}

// WordsOf is [Words] for a text that [segmenter.Fold] has folded, which gave m too.
func WordsOf(folded string, m *segmenter.Map, s *segmenter.Segmenter) (terms []string, places []byte) {
	end := 0
	for t := range s.TokensOf(folded, m) {
		if _, n := utf8.DecodeRuneInString(t.Text); n < len(t.Text) {
			terms = append(terms, t.Text)
		}
		if t.Start >= end { // several may come of one character, ㈠
			places = appendPlace(places, t.Start-end, t.End-t.Start)
			end = t.End
		}
	}
	return append(terms, figures(folded)...), places
}

// figures gives the terms of the figures of a folded text.
func figures(folded string) (terms []string) {
	for _, f := range numeral.Figures(folded) {
		terms = append(terms, gram.Figure(folded, f))
	}
	return terms
}

// Kept gives the terms that [Words] gave for a clause, by the places that it gave: a third of
// the work of cutting. ok is false where places do not tell them, because a character of the text
// is folded to several, ㈠.
func Kept(c *corpus.Clause, places []byte) (terms []string, ok bool) {
	text, _ := c.Clean()
	folded := gram.Fold(text)
	if utf8.RuneCountInString(folded) != utf8.RuneCountInString(text) {
		return nil, false
	}
	for start, end := range Places(places) {
		if end > len(text) {
			return nil, false // places of another text
		}
		if word := gram.Fold(text[start:end]); utf8.RuneCountInString(word) > 1 {
			terms = append(terms, word)
		}
	}
	return append(terms, figures(folded)...), true
}

// appendPlace writes where a word stands: how long it is, and what lies between
// it and the word before; in bytes, one byte for a word that follows another.
func appendPlace(places []byte, gap, length int) []byte {
	if gap == 0 {
		return binary.AppendUvarint(places, uint64(length)<<1)
	}
	return binary.AppendUvarint(binary.AppendUvarint(places, uint64(length)<<1|1), uint64(gap))
}

// Places yields where words begin and end, bytes of [corpus.Clause.Clean], from the
// value that [Words] gave.
func Places(places []byte) iter.Seq2[int, int] {
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

// Sources yields the texts of a document that hold all words of its clauses: what a
// segmenter must know the words of.
func Sources(d *corpus.Document) iter.Seq[string] {
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

// SourcesOf yields the [Sources] of several documents.
func SourcesOf(docs []*corpus.Document) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, d := range docs {
			for text := range Sources(d) {
				if !yield(text) {
					return
				}
			}
		}
	}
}

// EachQuoted yields the words of 2 to 12 characters between “ and ”.
func EachQuoted(text string, yield func(term string)) {
	for {
		_, after, ok := strings.Cut(text, "“")
		if !ok {
			return
		}
		term, rest, ok := strings.Cut(after, "”")
		if !ok {
			return
		}
		if n := utf8.RuneCountInString(term); n >= 2 && n <= 12 && !strings.ContainsFunc(term, func(r rune) bool { return !gram.IsWord(r) }) {
			yield(term)
			text = rest
			continue
		}
		text = after
	}
}
