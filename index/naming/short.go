package naming

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/gram"
)

// People shorten the names of documents: 差旅费办法 for 华远科技有限公司差旅费管理办法,
// 民诉解释 for 最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释. A short name keeps the
// word that says what the document is, and before it some of the title's words,
// whole or by their first characters, in their order. Which titles it may stand
// for is read off the documents that are loaded; how much of a title's own words
// it keeps decides among them.

// commonWeight is what a character of a common word counts against one of another.
const commonWeight = 0.25

// formula are the words that hold a title together. They count nothing, and part
// the words beside them.
var formula = regexp.MustCompile(lists.Alternation("formula") + `|(?:民事|刑事|行政)?案件|[的和与及对]`)

// titleWord is a word of a title, without the kind at its end.
type titleWord struct {
	runes  []rune
	weight float64 // 0 of the issuer's name and of formula
}

// shortTitle is a title as short names are held against it.
type shortTitle struct {
	key      string // of the title without what stands in brackets at its end, and without body
	body     string // which of the nation's bodies it begins with
	words    []titleWord
	runes    []rune  // of all words
	bits     uint64  // of runes
	total    float64 // of the words' weights
	head     int     // the first word that is neither common nor the issuer's
	judicial bool
	docs     []*corpus.Document // all versions and numbered parts, newest first
}

// shortTitles are all titles that can be shortened, by their kinds, and under anyKind.
type shortTitles map[string][]*shortTitle

const anyKind = "*"

// Whose rule a document is stands at the beginning of its title: one of the
// nation's bodies, an organisation, a place.
var (
	bodies = regexp.MustCompile(`^(?:中华人民共和国|中国共产党|中国共产主义青年团|中共.{1,8}?委员会|(?:最高人民(?:法院|检察院)[、 ]*)+|国务院(?:办公厅)?|全国人民代表大会(?:常务委员会)?)(?:关于|印发)?`)
	houses = regexp.MustCompile(`^.{2,12}?` + lists.Alternation("houses") + `(?:关于|印发)?`)
	places = regexp.MustCompile(`^.{2,6}?(?:省|市|县|区|乡|镇|村|厂)`)
)

// atEnd is what stands in brackets at the end of a folded title: (节选), (试行), (一).
var atEnd = regexp.MustCompile(`\s*\([^()]*\)$`)

// issuersOf gives the lengths of what may be the issuer's name that a folded
// title begins with, the likeliest first. 0 means no issuer.
func (ts *Titles) issuersOf(title, kind string) []int {
	end := again(title, func(rest string) int { return len(bodies.FindString(rest)) })
	if end > 0 || kind == lawKind {
		return []int{end}
	}
	if m := houses.FindString(title); m != "" && !strings.Contains(m, "关于适用") {
		return []int{len(m), 0}
	}
	return []int{again(title, ts.placeAt), 0} // 枫林镇石桥村
}

// placeAt is the length of the name of a place that a folded text begins with, 0 for none: 超市 is a word,
// and no city.
func (ts *Titles) placeAt(text string) int {
	m := places.FindString(text)
	if ts.words.IsWord(m) && (utf8.RuneCountInString(m) < 3 || !strings.ContainsAny(m, "省市县")) {
		return 0
	}
	return len(m)
}

// again is the length of what a text begins with when read again and again, until read gives 0.
func again(text string, read func(rest string) int) (end int) {
	for {
		n := read(text[end:])
		if n == 0 {
			return end
		}
		end += n
	}
}

// newShortTitles reads the titles of the documents.
func (ts *Titles) newShortTitles() shortTitles {
	all := make(shortTitles)
	byKey := make(map[string]*shortTitle)
	for _, d := range ts.docs {
		title := gram.Fold(d.Title)
		if isBook(title) {
			continue // the books of a code are known by its name
		}
		title = title[:trimmed(title)]
		body, key := keyOf(title)
		if t := byKey[key]; t != nil && t.body != body && t.body != "" && body != "" {
			key = Key(title) // two bodies have ruled on one thing
		}
		if t := byKey[key]; t != nil {
			t.docs = append(t.docs, d)
			continue
		}
		t, kind := ts.newShortTitle(title)
		if t == nil {
			continue
		}
		t.key, t.body, t.docs = key, body, []*corpus.Document{d}
		byKey[key] = t
		all.add(kind, t)
	}
	for _, t := range byKey {
		slices.SortStableFunc(t.docs, func(a, b *corpus.Document) int { return strings.Compare(b.Date, a.Date) })
	}
	return all
}

// isBook reports whether a folded title is that of a book of a code: 民法典 物权编.
func isBook(title string) bool {
	code, _, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(title, State)), " ")
	return ok && strings.HasSuffix(code, "法典")
}

// keyOf is the body that a folded title begins with, and the key of the rest.
func keyOf(title string) (body, key string) {
	body = bodies.FindString(title)
	key = Key(strings.TrimPrefix(title[len(body):], "关于"))
	if utf8.RuneCountInString(key) < 3 {
		key = Key(title)
	}
	return body, key
}

// add files a title under its kind, and a ruling of the highest court under 解释 and 司法解释 as well:
// people call all of them so.
func (s shortTitles) add(kind string, t *shortTitle) {
	kinds := []string{kind, anyKind}
	if t.judicial && kind != "决定" {
		kinds = append(kinds, judicialKind)
		if kind != "解释" {
			kinds = append(kinds, "解释")
		}
	}
	for _, k := range kinds {
		s[k] = append(s[k], t)
	}
}

// newShortTitle takes a folded title apart; nil when it has no word besides its kind.
func (ts *Titles) newShortTitle(title string) (t *shortTitle, kind string) {
	kind, _ = kindOf(Key(title))
	for _, issuer := range ts.issuersOf(title, kind) {
		t = &shortTitle{judicial: strings.HasPrefix(title, "最高人民"), head: -1}
		t.addWords(ts.titleWords(title[:issuer]), true)
		own := strings.TrimSuffix(strings.ReplaceAll(title[issuer:], State, ""), kind)
		at := 0
		for _, m := range append(formula.FindAllStringIndex(own, -1), []int{len(own), len(own)}) {
			t.addWords(ts.titleWords(own[at:m[0]]), false)
			t.addWords([]string{own[m[0]:m[1]]}, true)
			at = m[1]
		}
		if t.head >= 0 {
			break // what is left tells something: it was the issuer
		}
	}
	if len(t.words) == 0 {
		return nil, ""
	}
	if t.total == 0 { // nothing but the issuer: 中国共产党章程
		for i := range t.words {
			t.words[i].weight = float64(len(t.words[i].runes))
			t.total += t.words[i].weight
		}
	}
	t.head = max(t.head, 0)
	return t, kind
}

// addWords adds words of a title. Those of its issuer and of formula are empty.
func (t *shortTitle) addWords(words []string, empty bool) {
	for _, w := range words {
		word := titleWord{runes: []rune(w)}
		if len(word.runes) == 0 {
			continue
		}
		if !empty {
			word.weight = float64(len(word.runes))
			if common[w] || w == "年" || w[0] >= '0' && w[0] <= '9' {
				word.weight *= commonWeight
			} else if t.head < 0 {
				t.head = len(t.words)
			}
		}
		t.words = append(t.words, word)
		t.total += word.weight
		t.runes = append(t.runes, word.runes...)
		for _, r := range word.runes {
			t.bits |= gram.Bit(string(r))
		}
	}
}

// titleWords cuts a piece of a title to its words, the small ones: 民事 and 诉讼.
func (ts *Titles) titleWords(text string) (out []string) {
	for _, t := range ts.words.Tokens(text) {
		if gram.IsWord(gram.First(t.Text)) {
			out = append(out, ts.smallWords(t.Text)...)
		}
	}
	return out
}

// smallWords cuts a word of four and more characters to shorter ones of at least
// two, where the dictionary has all of them.
func (ts *Titles) smallWords(word string) []string {
	r := []rune(word)
	for i := 2; i <= len(r)-2; i++ {
		if !ts.words.IsWord(string(r[:i])) {
			continue
		}
		rest := ts.smallWords(string(r[i:]))
		if len(rest) > 1 || ts.words.IsWord(rest[0]) {
			return append([]string{string(r[:i])}, rest...)
		}
	}
	return []string{word}
}

// fit is how a short name keeps a title.
type fit struct {
	*shortTitle
	share   float64 // of the title's own words that the name keeps, at most 1
	whole   bool    // no word is kept by some of its characters only
	singles int     // words kept by one character
	first   bool    // the first word that tells is kept
}

// keeping is one way in which the words of a title hold the first characters of a name.
type keeping struct {
	share   float64
	singles int // words of which one character is kept
	parts   int // words of which some characters are kept
	first   bool
	ok      bool
}

// with is the way on, by n characters of a word; credit tells how well they stand for it.
func (k keeping) with(n int, w titleWord, credit float64) keeping {
	k.share += credit * w.weight
	if n < len(w.runes) && (w.weight > 0 || n == 1) {
		k.parts++
		if n == 1 {
			k.singles++
		}
	}
	return k
}

// better reports whether a way cuts fewer words than another, or keeps more of the title.
func (k keeping) better(other keeping) bool {
	return !other.ok || k.parts < other.parts || k.parts == other.parts && k.share > other.share
}

// held gives the best way in which the words of a title, in their order, hold
// the characters of a name; ok is false when they do not.
func (t *shortTitle) held(name []rune) (best fit, ok bool) {
	// at[j] is the best way to have the first j characters held by the words so far.
	at := make([]keeping, len(name)+1)
	at[0].ok = true
	for i, w := range t.words {
		for j := len(name) - 1; j >= 0; j-- {
			if !at[j].ok {
				continue
			}
			for n := min(len(w.runes), len(name)-j); n > 0; n-- {
				credit := pieceOf(name[j:j+n], w.runes)
				if credit == 0 {
					continue
				}
				next := at[j].with(n, w, credit)
				next.first = next.first || i == t.head
				if next.better(at[j+n]) {
					at[j+n] = next
				}
			}
		}
	}
	end := at[len(name)]
	return fit{t, end.share / t.total, end.parts == 0, end.singles, end.first}, end.ok
}

// pieceOf tells how well some characters stand for a word: 1 for all of it, less
// for those that it begins with and others in their order (民诉 of 民事诉讼), still
// less for those that it ends in; 0 when they do not.
func pieceOf(piece, word []rune) float64 {
	switch {
	case slices.Equal(piece, word):
		return 1
	case piece[0] == word[0] && KeepsOrder(piece, word):
		if len(piece) == 1 && len(word) > 3 {
			return 0.5
		}
		return 0.9
	case len(word) > len(piece) && slices.Equal(piece, word[len(word)-len(piece):]):
		return 0.4
	}
	return 0
}

// What a short name must keep of a title's own words: one of whole words less
// than one of characters.
const (
	wholeShare  = 0.3
	stemsShare  = 0.35 // of two and more characters of each word: 年假 of 年休假
	piecesShare = 0.55
	looseShare  = 0.6  // where nothing but the words shows that a document is meant
	shareMargin = 0.15 // by which the best must keep more than any other
)

// maxShort bounds a short name without its kind, in code points, and maxSeveral
// the titles of which a name may be one: what fits more is not a name.
const (
	maxShort   = 24
	maxSeveral = 12
)

// accepts reports whether a name of n characters besides its kind may stand for
// a title. shown tells that something beside the name shows that it is one.
func (f fit) accepts(n int, kind string, loose, shown bool) bool {
	switch {
	case loose && !shown:
		return f.whole && n >= 3 && f.share >= looseShare
	case f.whole:
		return f.share >= wholeShare
	case loose && kind != "解释": // the 公司 of 公司规定 is not that of 公司法…的规定
		return false
	case f.singles == 0:
		return f.share >= stemsShare
	}
	return f.first && f.share >= piecesShare
}
