package naming

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/status"
	"tiaowen/index/gram"
)

// fullTitles finds the documents named in a text. Names are compared by their
// letters and digits alone, and without 中华人民共和国: nobody types 《关于适用〈中华人民共和国民法典〉…
// 的解释（一）》 with all its marks.
type fullTitles struct {
	byKey   map[string][]*corpus.Document
	longest map[string]int // code points of the longest key, by the two characters that keys begin with
}

// newFullTitles indexes the documents by their whole titles, by what their versions
// have in common, and by the law they are a book of.
func newFullTitles(docs []*corpus.Document) fullTitles {
	t := fullTitles{byKey: make(map[string][]*corpus.Document), longest: make(map[string]int)}
	for _, d := range docs {
		keys := keysOf(d)
		for i, key := range keys {
			n := utf8.RuneCountInString(key)
			if n >= 2 && !slices.Contains(keys[:i], key) {
				t.byKey[key] = append(t.byKey[key], d)
				t.begins(key)
			}
		}
	}
	t.addNames()
	for _, list := range t.byKey {
		slices.SortStableFunc(list, func(a, b *corpus.Document) int { return strings.Compare(b.Date, a.Date) })
	}
	return t
}

// keysOf are the keys of the names in full of a document, some of them perhaps twice.
func keysOf(d *corpus.Document) []string {
	full := gram.Fold(d.Title)
	keys := []string{Key(full), Key(gram.Fold(status.Key(d.Title)))}
	if book, _, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(full, State)), " "); ok {
		keys = append(keys, Key(book)) // 民法典 names each of 民法典 总则, 民法典 物权编 …
	}
	if open := strings.LastIndexByte(full, '('); open > 0 && strings.HasSuffix(full, ")") {
		keys = append(keys, Key(full[:open])) // …的解释(一), whose number goes unsaid
	}
	if of, ok := strings.CutSuffix(Key(full[:trimmed(full)]), "章程"); ok && (strings.HasSuffix(of, "党") || strings.HasSuffix(of, "团")) {
		keys = append(keys, string(gram.Last(of))+"章") // 党章
	}
	return keys
}

// trimmed is the length of a folded title without what stands in brackets at its end.
func trimmed(title string) int {
	for {
		cut := atEnd.ReplaceAllString(title, "")
		if cut == title || cut == "" {
			return len(title)
		}
		title = cut
	}
}

// begins notes that a key begins with its first two characters.
func (t *fullTitles) begins(key string) {
	first := gram.Width(key)
	begin := key[:first+gram.Width(key[first:])]
	t.longest[begin] = max(t.longest[begin], utf8.RuneCountInString(key))
}

// State is the name of the state, with which the titles of its laws begin.
const State = "中华人民共和国"

// Key returns the letters and digits of a folded title without the name of the state.
func Key(folded string) string {
	return strings.ReplaceAll(strings.Map(func(r rune) rune {
		if gram.IsWord(r) {
			return r
		}
		return -1
	}, folded), State, "")
}

// keyed is a folded text as titles are compared with it: its letters and digits without
// the name of the state.
type keyed struct {
	folded   string
	key      []byte
	from, to []int // of each byte of key: where its character begins and ends in folded
}

func newKeyed(folded string) *keyed {
	k := &keyed{folded: folded, key: make([]byte, 0, len(folded)), from: make([]int, 0, len(folded)), to: make([]int, 0, len(folded))}
	for i := 0; i < len(folded); {
		if strings.HasPrefix(folded[i:], State) {
			i += len(State)
			continue
		}
		r, n := utf8.DecodeRuneInString(folded[i:])
		if gram.IsWord(r) {
			for j := range n {
				k.key = append(k.key, folded[i+j])
				k.from, k.to = append(k.from, i), append(k.to, i+n)
			}
		}
		i += n
	}
	return k
}

// find gives the documents named in a folded text, the longest name at each place.
func (t *fullTitles) find(folded string) []Name {
	k := newKeyed(folded)
	var out []Name
	for i := 0; i < len(k.key); {
		end := t.longestAt(k, i)
		if end == 0 {
			_, size := utf8.DecodeRune(k.key[i:])
			i += size
			continue
		}
		start, stop := widen(folded, k.from[i], k.to[end-1], ")", "》", "〉")
		if k.key[i] < utf8.RuneSelf {
			start, stop = aroundEnglish(folded, start, stop)
		}
		out = append(out, Name{t.byKey[string(k.key[i:end])], start, stop})
		i = end
	}
	return out
}

// longestAt is the end of the longest name that begins at a byte of a key; 0 for none.
func (t *fullTitles) longestAt(k *keyed, i int) (best int) {
	_, size := utf8.DecodeRune(k.key[i:])
	_, second := utf8.DecodeRune(k.key[i+size:])
	end := i
	for n := t.longest[string(k.key[i:i+size+second])]; n > 0 && end < len(k.key); n-- {
		_, size := utf8.DecodeRune(k.key[end:])
		end += size
		if _, ok := t.byKey[string(k.key[i:end])]; ok && !inWord(k.key[end:]) && (k.key[i] >= utf8.RuneSelf || alone(k.folded, k.from[i], k.to[end-1])) {
			best = end
		}
	}
	return best
}

// widen takes into a name what belongs to it: 中华人民共和国 and 《 before it, and the closing marks behind it, in
// their order.
func widen(folded string, start, end int, closers ...string) (int, int) {
	if strings.HasSuffix(folded[:start], State) {
		start -= len(State)
	}
	if strings.HasSuffix(folded[:start], "《") {
		start -= len("《")
	}
	for _, mark := range closers {
		if strings.HasPrefix(folded[end:], mark) {
			end += len(mark)
		}
	}
	return start, end
}

// inWord reports whether what follows a name makes another word of its end:
// 劳动法 is not named in 劳动法律关系, but it is in 劳动法规定.
func inWord(rest []byte) bool {
	for _, next := range afterLaw {
		if bytes.HasPrefix(rest, []byte(next)) {
			for _, verb := range besideLaw {
				if bytes.HasPrefix(rest, []byte(verb)) {
					return false
				}
			}
			return true
		}
	}
	return false
}

//go:embed names.txt
var namesFile string

// otherNames are what laws are called besides their titles: title key → keys.
var otherNames = sync.OnceValue(func() map[string][]string {
	m := make(map[string][]string)
	for line := range strings.Lines(namesFile) {
		title, names, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok || line[0] == '#' {
			continue
		}
		for name := range strings.SplitSeq(names, ", ") {
			if key := Key(gram.Fold(name)); key != "" {
				m[Key(gram.Fold(title))] = append(m[Key(gram.Fold(title))], key)
			}
		}
	}
	return m
})

// addNames adds the other names of the documents.
func (t *fullTitles) addNames() {
	for title, names := range otherNames() {
		docs := t.byKey[title]
		for _, name := range names {
			if _, taken := t.byKey[name]; len(docs) > 0 && !taken {
				t.byKey[name] = slices.Clone(docs)
				t.begins(name)
			}
		}
	}
}

// KeepsOrder reports whether full contains the characters of name in their order.
func KeepsOrder(name, full []rune) bool {
	at := 0
	for _, r := range name {
		i := slices.Index(full[at:], r)
		if i < 0 {
			return false
		}
		at += i + 1
	}
	return true
}

// endsLawless reports whether a name ends in a word like 合法 that its title does
// not end in.
func endsLawless(name, full string) bool {
	n := lawless.Ends(name)
	return n > 0 && !strings.HasSuffix(full, name[len(name)-n:])
}

// alone reports whether no Latin word runs across either end of [start, end).
func alone(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !gram.IsLatin(before) && !gram.IsLatin(after)
}

// aroundEnglish widens a name in English by what says whose law it is.
func aroundEnglish(text string, start, end int) (int, int) {
	for _, before := range []string{"chinese ", "china's ", "prc ", "the ", "《", "\"", "“"} {
		if strings.HasSuffix(text[:start], before) {
			start -= len(before)
		}
	}
	for _, after := range []string{" of the people's republic of china", " of the prc", " of china", " (prc)", "》", "\"", "”"} {
		if strings.HasPrefix(text[end:], after) {
			end += len(after)
		}
	}
	return start, end
}
