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

// Nearest gives the documents whose titles are most like a name, the most
// like first, at most n and none that has no two characters in a row of it: what
// to offer where no document has the name. It gives those that may be given. How
// alike two are is Dice's coefficient of their pairs of characters.
func (ts *Titles) Nearest(name string, n int, may func(*corpus.Document) bool) []*corpus.Document {
	grams := func(s string) map[string]int {
		r := []rune(Key(s))
		m := make(map[string]int)
		for i := range len(r) - 1 {
			if pair := string(r[i : i+2]); !common[pair] {
				m[pair]++
			}
		}
		return m
	}
	kind, _ := kindOf(Key(gram.Fold(name)))
	asked := grams(strings.TrimSuffix(Key(gram.Fold(name)), kind))
	if len(asked) == 0 {
		asked = grams(gram.Fold(name))
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
		have := grams(title)
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

// Misspelled reads the words right before a clause number as the name of a
// document that is misspelled by one character: 民法点 for 民法典. It gives the name
// as it was meant, folded, and the place of what was typed; ok is false when no
// title is near, or several are.
func (ts *Titles) Misspelled(folded string, end int) (meant string, start, stop int, ok bool) {
	text := strings.TrimRight(folded[:end], " 的》")
	stop = len(text)
	if i := strings.LastIndexAny(text, " 《,。:;?!"); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[i:])
		text = text[i+n:]
	}
	typed := []rune(text)
	best, sounds, tie := 0, false, false
	for key := range ts.full.byKey {
		full := []rune(key)
		if len(full) < best || len(full) > len(typed) || key[0] < utf8.RuneSelf {
			continue
		}
		run := typed[len(typed)-len(full):]
		differ, at := 0, 0
		for i := range run {
			if run[i] != full[i] {
				differ++
				at = i
			}
		}
		if differ != 1 {
			continue
		}
		same := pinyin.SameSound(run[at], full[at])
		if !same && len(full) < minNear {
			continue
		}
		switch {
		case len(full) > best || same && !sounds:
			best, sounds, tie = len(full), same, false
			meant, start = key, stop-len(string(run))
		case same == sounds:
			tie = true
		}
	}
	return meant, start, stop, best > 0 && !tie
}

// minNear is from how many code points on a name with any one character wrong
// is known; in a shorter one the wrong character must sound like the right one.
const minNear = 5
