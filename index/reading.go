package index

import (
	"math"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/segmenter"
)

// What a query means beyond its words: clause numbers, documents named, words
// that the vocabulary adds. The answers in package api are built on it.

// Fold gives a text as it is matched: simplified characters, half width, lower
// case.
func Fold(text string) string { return fold(text) }

// Tokens cuts a folded text into its words. A word of the lexicon that stands
// inside a longer one follows it with Sub set.
func (ix *Index) Tokens(folded string) []segmenter.Token {
	var out []segmenter.Token
	for t := range ix.lexicon().Segmenter(folded).SearchTokens(folded) {
		out = append(out, t)
	}
	return out
}

// Weight tells how rare a word is among the clauses, its idf: about 0 for one
// that nearly every clause holds, the most for one that none does. A word that
// is no term of the index counts as its rarest pair of characters.
func (ix *Index) Weight(word string) float64 {
	return idf(len(ix.clauses), ix.frequency(word))
}

// Has reports whether a word may stand in some clause; a longer word is known
// by its pairs of characters only.
func (ix *Index) Has(word string) bool { return ix.frequency(word) > 0 }

// frequency is the number of clauses that hold a word, or the least number
// that hold one of its pairs.
func (ix *Index) frequency(word string) int {
	least := math.MaxInt
	eachGram(word, func(start, end int) {
		r, n := utf8.DecodeRuneInString(word[start:end])
		if isHan(r) && n == end-start && n < len(word) {
			return // single characters of a longer word say less than its pairs
		}
		p, err := ix.postings(word[start:end])
		if err != nil {
			return
		}
		least = min(least, len(p.ord))
	})
	if least == math.MaxInt {
		return 0
	}
	return least
}

// LawRef is a document that a query names, in all its versions and books.
type LawRef struct {
	Documents  []*corpus.Document // newest version first
	Start, End int                // bytes of Query.Folded
}

// read fills in what a query means beyond its words.
func (ix *Index) read(q *Query, folded string) {
	ix.readNames(q, folded)
	exact := ix.vocabulary().expand(folded)
	for _, e := range append(exact, ix.vocabulary().expandLoose(folded, exact)...) {
		if p, err := ix.postings(e.To); err == nil && len(p.ord) > 0 {
			q.Expansions = append(q.Expansions, e)
		}
	}
}

// readNames fills in the clauses and documents that a query names.
func (ix *Index) readNames(q *Query, folded string) {
	q.Folded = folded
	q.References = segmenter.References(folded)
	q.Laws = ix.names.find(folded)
}

// titles finds the documents named in a text.
type titles struct {
	byKey   map[string][]*corpus.Document
	longest int // code points of the longest key
}

// newTitles indexes the documents by what their versions have in common.
func newTitles(docs []*corpus.Document) titles {
	t := titles{byKey: make(map[string][]*corpus.Document)}
	for i := len(docs) - 1; i >= 0; i-- {
		d := docs[i]
		key := fold(lawKey(d.Title))
		t.add(key, d)
		// 宪法修正案(2004年) is a name too, and is typed without its brackets.
		full := strings.TrimPrefix(fold(d.Title), "中华人民共和国")
		if full != key {
			t.add(full, d)
		}
		if open := strings.NewReplacer("(", "", ")", "").Replace(full); open != full && open != key {
			t.add(open, d)
		}
		if book, _, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(fold(d.Title), "中华人民共和国")), " "); ok && book != key {
			t.add(book, d) // 民法典 names each of 民法典 总则, 民法典 物权编 …
		}
	}
	for _, list := range t.byKey {
		sortNewest(list)
	}
	return t
}

func (t *titles) add(key string, d *corpus.Document) {
	n := utf8.RuneCountInString(key)
	if n < 2 {
		return
	}
	t.byKey[key] = append(t.byKey[key], d)
	t.longest = max(t.longest, n)
}

func sortNewest(list []*corpus.Document) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && list[j-1].Date < list[j].Date; j-- {
			list[j-1], list[j] = list[j], list[j-1]
		}
	}
}

// find gives the documents named in a folded text, the longest name at each place.
func (t *titles) find(folded string) []LawRef {
	var out []LawRef
	for i := 0; i < len(folded); {
		_, size := utf8.DecodeRuneInString(folded[i:])
		start := i
		if strings.HasPrefix(folded[i:], "中华人民共和国") {
			start += len("中华人民共和国")
		}
		end, best := start, 0
		for n := 0; n < t.longest && end < len(folded); n++ {
			_, s := utf8.DecodeRuneInString(folded[end:])
			end += s
			if _, ok := t.byKey[folded[start:end]]; ok {
				best = end
			}
		}
		if best == 0 {
			i += size
			continue
		}
		out = append(out, LawRef{t.byKey[folded[start:best]], i, best})
		i = best
	}
	return out
}

// Token is a word of a text.
type Token = segmenter.Token

// Reference is a place of a query that names clauses or sections by number.
type Reference = segmenter.Reference

// The kinds of references.
const (
	ClauseRef    = segmenter.Clause
	SectionRef   = segmenter.Section
	ParagraphRef = segmenter.Paragraph
	ItemRef      = segmenter.Item
)
