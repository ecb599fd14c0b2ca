package spelling

import (
	"slices"
	"strings"

	"tiaowen/segmenter"
	"tiaowen/segmenter/pinyin"
)

// Likenesses, the nearest last.
const (
	otherWord  = iota
	oneChanged // one character of four or more is another
	oneMoved   // two neighbours changed places, a character doubled, missing or too many
	sameShape  // one character is another of like shape
	sameSound
)

// likeness tells how near a word is to what was typed. Half of the characters
// at least must be the same.
func likeness(typed, word string) int {
	a, b := []rune(typed), []rune(word)
	switch len(a) - len(b) {
	case 0:
		return sameLength(a, b)
	case 1:
		if tooMany(a, b) {
			return oneMoved
		}
	case -1: // a character is missing
		if _, ok := oneMore(b, a); ok && len(b) >= 4 {
			return oneMoved
		}
	}
	return otherWord
}

// tooMany reports whether a word has a character too many: doubled, or any inside a long word.
func tooMany(long, short []rune) bool {
	i, ok := oneMore(long, short)
	if !ok || i == 0 {
		return false
	}
	return long[i] == long[i-1] || i < len(short) && len(short) >= 4
}

// oneMore reports whether a word is another with one character more, and which.
func oneMore(long, short []rune) (at int, ok bool) {
	at = firstDifference(long, short)
	return at, slices.Equal(long[at+1:], short[at:])
}

// sameLength tells how near a word is to one of as many characters that was typed.
func sameLength(a, b []rune) int {
	differ, sound, shape := differences(a, b)
	switch {
	case differ == 0 || 2*differ > len(a):
		return otherWord
	case sound:
		return sameSound
	case differ == 1 && shape:
		return sameShape
	case differ == 2 && swapped(a, b):
		return oneMoved
	case differ == 1 && len(a) >= 4:
		return oneChanged
	}
	return otherWord
}

// differences counts the characters in which two words of one length differ, and tells whether all
// of these sound, or look, alike.
func differences(a, b []rune) (n int, sound, shape bool) {
	sound, shape = true, true
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		n++
		sound = sound && pinyin.SameSound(a[i], b[i])
		shape = shape && strings.ContainsRune(segmenter.SameShape(a[i]), b[i])
	}
	return n, sound, shape
}

func firstDifference(long, short []rune) int {
	i := 0
	for i < len(short) && long[i] == short[i] {
		i++
	}
	return i
}

// swapped reports whether two neighbours have changed places.
func swapped(a, b []rune) bool {
	i := firstDifference(a, b)
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i]
}
