// Package match finds words in texts: it gives the form in which texts are compared, tells
// from a few bits that a word is not in a text, and measures how much of one text is in
// another, as pairs of neighbouring characters and in one piece. It knows nothing of
// questions and clauses.
package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bare gives a text without anything but letters, digits and +. Texts and people put marks
// and blanks in different places.
func Bare(text string) string { return without(text, dropped) }

// dropped reports whether a character is neither a letter nor a digit.
func dropped(r rune) bool {
	return !(r >= 0x4E00 && r <= 0x9FFF || unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+')
}

// without gives a text without some characters. It copies what is between them in one piece,
// and does not copy a text that has none of them.
func without(text string, dropped func(rune) bool) string {
	var b strings.Builder
	from := 0 // of the stretch that is being kept
	for at, r := range text {
		if !dropped(r) {
			continue
		}
		if b.Cap() == 0 {
			b.Grow(len(text))
		}
		b.WriteString(text[from:at])
		_, n := utf8.DecodeRuneInString(text[at:])
		from = at + n
	}
	if from == 0 {
		return text
	}
	b.WriteString(text[from:])
	return b.String()
}

// Loose gives a bare text without particles, which people leave out or change when they recall
// a phrase (批评和自我批评 for 批评与自我批评).
func Loose(bare string) string {
	return without(bare, func(r rune) bool {
		switch r {
		case '和', '与', '及', '的', '或', '并', '了':
			return true
		}
		return false
	})
}

// Says reports whether a bare text has the words, but not in the middle of a number: 第三十六条第八项规定
// does not say 八项规定.
func Says(text, words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	for rest, before := text, ""; ; {
		i := strings.Index(rest, words)
		if i < 0 {
			return false
		}
		before += rest[:i]
		if !strings.ContainsRune("一二三四五六七八九十百", first) || !strings.HasSuffix(before, "第") && !strings.HasSuffix(before, "十") {
			return true
		}
		before, rest = before+words, rest[i+len(words):]
	}
}

// ContainsAny reports whether a text contains one of some strings.
func ContainsAny(s string, subs ...string) bool {
	return slices.ContainsFunc(subs, func(sub string) bool { return strings.Contains(s, sub) })
}
