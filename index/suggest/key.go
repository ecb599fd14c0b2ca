package suggest

import (
	"slices"
	"strings"

	"tiaowen/index/gram"
	"tiaowen/index/naming"
	"tiaowen/segmenter/pinyin"
)

// entryKey is a text under which an entry is found, from each of some places on: the
// first is where the entry begins, the name of the state left out, the others lie inside.
type entryKey struct {
	text   string
	begins []int
}

// soundsWithin is how many readings of an entry are found from within: more of them cost
// memory, 20 bytes a syllable.
const soundsWithin = 2

// keysOf are the texts under which an entry is found: its own, and the readings of
// its Chinese characters and their initials, whatever stands between them left out. The
// first readings are found from each of their syllables on.
func keysOf(text string) []entryKey {
	folded := gram.Fold(text)
	own := entryKey{text: folded}
	start := 0
	if rest, ok := strings.CutPrefix(folded, naming.State); ok && strings.TrimSpace(rest) != "" {
		start = len(folded) - len(rest)
	}
	for i := range folded[start:] {
		own.begins = append(own.begins, start+i)
	}
	if start > 0 {
		own.begins = append(own.begins, 0)
	}
	keys := []entryKey{own}
	for i, reading := range pinyin.Sounds(hanOf(folded[start:]), 4) {
		whole, first := keysOfReading(reading, i < soundsWithin)
		for _, key := range []entryKey{whole, first} {
			if !slices.ContainsFunc(keys, func(k entryKey) bool { return k.text == key.text }) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// hanOf is the Chinese characters of a text.
func hanOf(text string) string {
	return strings.Map(func(r rune) rune {
		if gram.IsHan(r) {
			return r
		}
		return -1
	}, text)
}

// keysOfReading are the keys of one reading, its syllables parted by blanks: all of it, found from its
// beginning or from each syllable on, and its initials.
func keysOfReading(reading string, within bool) (whole, first entryKey) {
	first.begins = []int{0}
	for k, s := range strings.Fields(reading) {
		if k == 0 || within {
			whole.begins = append(whole.begins, len(whole.text))
		}
		whole.text += s
		first.text += s[:1]
	}
	return whole, first
}

// Sounds reports whether pinyin, folded, whole or initials and without gaps, is that of a
// text from one of its characters on.
func Sounds(text, pinyin string) bool {
	return slices.ContainsFunc(keysOf(text)[1:], func(k entryKey) bool {
		return slices.ContainsFunc(k.begins, func(at int) bool { return strings.HasPrefix(k.text[at:], pinyin) })
	})
}

// Tight takes out of a folded text in letters what may part the syllables of pinyin.
func Tight(folded string) string {
	return strings.NewReplacer(" ", "", "'", "", "-", "").Replace(folded)
}
