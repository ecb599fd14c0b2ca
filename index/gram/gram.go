// Package gram cuts folded texts into the terms of the index: characters, pairs of
// neighbouring characters, and runs of letters and digits ([Each]); and words into
// the terms that they are looked up by ([Of]).
//
// On statutes that ranks better than dictionary words do, and it finds 班子成员
// inside 领导班子成员 whatever a dictionary says. A word of three and more characters
// needs no term of its own: it is looked up as the clauses that hold its pairs.
package gram

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/segmenter"
)

// WordMark stands before a word as gse cut it, to tell it from the characters and
// pairs. No term of a text holds it.
const WordMark = "_"

// PairBytes is the length of a pair of the usual Chinese characters.
const PairBytes = 2 * len("条")

// Fold gives a text as it is matched: simplified characters, half width, lower
// case. It is [segmenter.Fold] where places do not matter.
func Fold(text string) string {
	folded, _ := segmenter.Fold(text)
	return folded
}

// IsHan reports whether r is written without blanks between words.
func IsHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x2E80 && unicode.Is(unicode.Han, r) || r == '〇'
}

// IsWord reports whether r belongs to a term.
func IsWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// IsLatin reports whether r is a Latin letter of any width, with or without an accent.
func IsLatin(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0xBF && r < 0x250 || r >= 0xFF21 && r <= 0xFF5A
}

// BeginsHan reports whether a text begins with a Chinese character.
func BeginsHan(text string) bool { return IsHan(First(text)) }

// First is the first character of a text, [utf8.RuneError] of "".
func First(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// Last is the last character of a text, [utf8.RuneError] of "".
func Last(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// Width is the length in bytes of the first character of a text, 0 of "".
func Width(text string) int {
	if text != "" && text[0] >= 0xE0 && text[0] < 0xF0 && len(text) >= 3 {
		return 3
	}
	_, n := utf8.DecodeRuneInString(text)
	return n
}

// WordEnd is the place behind the run of letters and digits, none of them Chinese,
// that begins or goes on at byte i of a text.
func WordEnd(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if IsHan(r) || !IsWord(r) {
			break
		}
		i += n
	}
	return i
}

// Each yields the single characters, pairs and alphanumeric runs of a folded text
// in order, with their byte offsets. A pair comes after its second character.
func Each(folded string, yield func(start, end int)) {
	prev := -1 // start of the Han character right before, -1 when there is none
	for i := 0; i < len(folded); {
		r, n := utf8.DecodeRuneInString(folded[i:])
		switch {
		case IsHan(r):
			yield(i, i+n)
			if prev >= 0 {
				yield(prev, i+n)
			}
			prev = i
			i += n
		case IsWord(r):
			end := WordEnd(folded, i+n)
			yield(i, end)
			prev, i = -1, end
		default:
			prev = -1
			i += n
		}
	}
}

// Longest divides a folded word into the longest terms that it holds: a word of
// three and more characters into its pairs.
func Longest(word string) []string {
	type span struct{ start, end int }
	var grams []span
	Each(word, func(start, end int) {
		// A pair comes after its two characters and takes their place.
		for n := len(grams); n > 0 && grams[n-1].start >= start; n = len(grams) {
			grams = grams[:n-1]
		}
		grams = append(grams, span{start, end})
	})
	out := make([]string, len(grams))
	for i, g := range grams {
		out[i] = word[g.start:g.end]
	}
	return out
}

// Of gives the terms by which a word is looked up: itself where it is a term, else
// its pairs of characters and runs of letters. Several words with blanks between
// them are looked up by the terms of all. A word behind [WordMark] is a term.
func Of(word string) []string {
	if strings.HasPrefix(word, WordMark) && !strings.Contains(word, " ") {
		return []string{word}
	}
	var grams []string
	for piece := range strings.FieldsSeq(word) {
		if strings.HasPrefix(piece, WordMark) {
			grams = append(grams, piece)
		} else {
			grams = append(grams, Longest(piece)...)
		}
	}
	if len(grams) > 1 {
		return grams
	}
	return []string{word}
}

// Figure is the term of a figure of a folded text: its value with the character
// behind it, which is mostly its unit. 300万元 and 三百万元 are 3000000元.
func Figure(folded string, f numeral.Figure) string {
	r, n := utf8.DecodeRuneInString(folded[f.End:])
	if !IsHan(r) {
		n = 0
	}
	return f.Canonical + folded[f.End:f.End+n]
}

// Bit is one of 64 for a character or a word: a text that lacks a bit of another
// lacks a character of it.
func Bit(s string) uint64 {
	h := uint32(0)
	for i := range len(s) {
		h = h*31 + uint32(s[i])
	}
	return 1 << (h * 0x9E3779B1 >> 26)
}
