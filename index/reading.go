package index

import (
	"bytes"
	"math"
	"slices"
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
		least = min(least, p.len())
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

// readMeaning fills in what a query means beyond its words.
func (ix *Index) readMeaning(q *Query, folded string) {
	ix.readNames(q, folded)
	exact := ix.vocabulary().expand(folded)
	for _, e := range append(exact, ix.vocabulary().expandLoose(folded, exact)...) {
		if strings.Contains(folded, e.To) {
			continue // typed already
		}
		if i := slices.IndexFunc(q.Expansions, func(have Expansion) bool { return have.Loose && e.Loose && have.To == e.To }); i >= 0 {
			have := &q.Expansions[i] // 试用期最长 and 最长多久 lead to the same word: said once
			have.Start, have.End = min(have.Start, e.Start), max(have.End, e.End)
			have.From, have.Weight = folded[have.Start:have.End], max(have.Weight, e.Weight)
			continue
		}
		if p, err := ix.postings(e.To); err == nil && p.len() > 0 {
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

// titles finds the documents named in a text. Names are compared by their
// letters and digits alone, and without 中华人民共和国: nobody types 《关于适用〈中华人民共和国民法典〉…
// 的解释（一）》 with all its marks.
type titles struct {
	byKey   map[string][]*corpus.Document
	longest int // code points of the longest key
}

// newTitles indexes the documents by their whole titles, by what their versions
// have in common, and by the law they are a book of.
func newTitles(docs []*corpus.Document) titles {
	t := titles{byKey: make(map[string][]*corpus.Document)}
	for _, d := range docs {
		full := fold(d.Title)
		keys := []string{titleKey(full), titleKey(fold(lawKey(d.Title)))}
		if book, _, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(full, stateName)), " "); ok {
			keys = append(keys, titleKey(book)) // 民法典 names each of 民法典 总则, 民法典 物权编 …
		}
		if open := strings.LastIndexByte(full, '('); open > 0 && strings.HasSuffix(full, ")") {
			keys = append(keys, titleKey(full[:open])) // …的解释(一), whose number goes unsaid
		}
		for i, key := range keys {
			n := utf8.RuneCountInString(key)
			if n >= 2 && !slices.Contains(keys[:i], key) {
				t.byKey[key] = append(t.byKey[key], d)
				t.longest = max(t.longest, n)
			}
		}
	}
	for _, list := range t.byKey {
		slices.SortStableFunc(list, func(a, b *corpus.Document) int { return strings.Compare(b.Date, a.Date) })
	}
	return t
}

const stateName = "中华人民共和国"

// titleKey is the letters and digits of a folded title without the state's name.
func titleKey(folded string) string {
	return strings.ReplaceAll(strings.Map(func(r rune) rune {
		if isWord(r) {
			return r
		}
		return -1
	}, folded), stateName, "")
}

// find gives the documents named in a folded text, the longest name at each place.
func (t *titles) find(folded string) []LawRef {
	// key is the text as titles are compared; from and to are the places of its bytes.
	var key []byte
	var from, to []int
	for i := 0; i < len(folded); {
		if strings.HasPrefix(folded[i:], stateName) {
			i += len(stateName)
			continue
		}
		r, n := utf8.DecodeRuneInString(folded[i:])
		if isWord(r) {
			for j := range n {
				key = append(key, folded[i+j])
				from, to = append(from, i), append(to, i+n)
			}
		}
		i += n
	}
	var out []LawRef
	for i := 0; i < len(key); {
		_, size := utf8.DecodeRune(key[i:])
		end, best := i, 0
		for n := 0; n < t.longest && end < len(key); n++ {
			_, s := utf8.DecodeRune(key[end:])
			end += s
			if _, ok := t.byKey[string(key[i:end])]; ok && !inWord(key[end:]) {
				best = end
			}
		}
		if best == 0 {
			i += size
			continue
		}
		start, stop := from[i], to[best-1]
		// 《…》 and 中华人民共和国 around a name belong to it.
		if strings.HasSuffix(folded[:start], stateName) {
			start -= len(stateName)
		}
		for _, mark := range []string{"《", "》", "〉", ")"} {
			if mark == "《" && strings.HasSuffix(folded[:start], mark) {
				start -= len(mark)
			} else if mark != "《" && strings.HasPrefix(folded[stop:], mark) {
				stop += len(mark)
			}
		}
		out = append(out, LawRef{t.byKey[string(key[i:best])], start, stop})
		i = best
	}
	return out
}

// inWord reports whether what follows a name makes another word of its end:
// 劳动法 is not named in 劳动法律关系.
func inWord(rest []byte) bool {
	for _, next := range []string{"律", "院", "庭", "官", "规", "制", "治", "学", "人"} {
		if bytes.HasPrefix(rest, []byte(next)) {
			return true
		}
	}
	return false
}

// Current reports whether no newer version of the document is in the index.
func (ix *Index) Current(d *corpus.Document) bool {
	i, ok := ix.byID[d.ID]
	return ok && (ix.first[i] == ix.first[i+1] || !ix.outdated[ix.first[i]])
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
