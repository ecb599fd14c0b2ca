package naming

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/segmenter/pinyin"
)

// Nearest returns at most n documents whose titles resemble a name, the most similar first. It is for names
// that no document has. A title must share two characters in a row with the name, and may must allow the
// document. Similarity is Dice's coefficient of the pairs of characters.
func (ts *Titles) Nearest(name string, n int, may func(*corpus.Document) bool) []*corpus.Document {
	kind, _ := kindOf(Key(gram.Fold(name)))
	asked := pairsOf(strings.TrimSuffix(Key(gram.Fold(name)), kind))
	if len(asked) == 0 {
		asked = pairsOf(gram.Fold(name))
	}
	type near struct {
		doc   *corpus.Document
		alike float64
	}
	var found []near
	for _, d := range ts.docs {
		if !may(d) {
			continue
		}
		title := Key(gram.Fold(d.Title)[:trimmed(gram.Fold(d.Title))])
		have := pairsOf(title)
		both := 0
		for g, k := range asked {
			both += min(k, have[g])
		}
		if both == 0 {
			continue
		}
		alike := 2 * float64(both) / float64(len(asked)+len(have))
		if strings.HasSuffix(title, kind) {
			alike *= 1.5
		}
		found = append(found, near{d, alike})
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(b.alike, a.alike) })
	var out []*corpus.Document
	for _, f := range found[:min(n, len(found))] {
		out = append(out, f.doc)
	}
	return out
}

// pairsOf counts the pairs of characters of a title, without those that many titles have.
func pairsOf(title string) map[string]int {
	r := []rune(Key(title))
	m := make(map[string]int)
	for i := range len(r) - 1 {
		if pair := string(r[i : i+2]); !common[pair] {
			m[pair]++
		}
	}
	return m
}

// Misspelled reads the words right before a clause number as the name of a
// document with one wrong character: 民法点 for 民法典. It returns the name
// that was meant, folded, and the place of what was typed. ok is false if no
// title is near, or several are.
func (ts *Titles) Misspelled(folded string, end int) (meant string, start, stop int, ok bool) {
	text := strings.TrimRight(folded[:end], " 的》")
	stop = len(text)
	typed := lastRow(text)
	best, sounds, tie := 0, false, false
	for key := range ts.full.byKey {
		full := []rune(key)
		if len(full) < best {
			continue
		}
		same, ok := endsLike(typed, full)
		switch {
		case !ok:
		case len(full) > best || same && !sounds:
			best, sounds, tie = len(full), same, false
			meant, start = key, stop-len(string(typed[len(typed)-len(full):]))
		case same == sounds:
			tie = true
		}
	}
	return meant, start, stop, best > 0 && !tie
}

// minNear is from how many code points on a name with any one character wrong
// is known; in a shorter one the wrong character must sound like the right one.
const minNear = 5

// endsLike reports whether what was typed ends in a Chinese name but for one character, and whether that
// sounds like the right one: in a short name it must.
func endsLike(typed, full []rune) (sounds, ok bool) {
	if len(full) > len(typed) || full[0] < utf8.RuneSelf {
		return false, false
	}
	run := typed[len(typed)-len(full):]
	at, ok := onlyDifference(run, full)
	if !ok {
		return false, false
	}
	sounds = pinyin.SameSound(run[at], full[at])
	return sounds, sounds || len(full) >= minNear
}

// lastRow is the characters behind the last blank or mark of a text.
func lastRow(text string) []rune {
	if i := strings.LastIndexAny(text, " 《,。:;?!"); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[i:])
		text = text[i+n:]
	}
	return []rune(text)
}

// onlyDifference is where two rows of one length differ; ok is false unless that is one place.
func onlyDifference(a, b []rune) (at int, ok bool) {
	differ := 0
	for i := range a {
		if a[i] != b[i] {
			differ++
			at = i
		}
	}
	return at, differ == 1
}
