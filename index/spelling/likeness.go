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
	case 1: // a character too many: doubled, or any inside a long word
		i := firstDifference(a, b)
		if slices.Equal(a[i+1:], b[i:]) && i > 0 && (a[i] == a[i-1] || i < len(b) && len(b) >= 4) {
			return oneMoved
		}
	case -1: // a character is missing
		i := firstDifference(b, a)
		if len(b) >= 4 && slices.Equal(b[i+1:], a[i:]) {
			return oneMoved
		}
	}
	return otherWord
}

// sameLength tells how near a word is to one of as many characters that was typed.
func sameLength(a, b []rune) int {
	differ, sound, shape := 0, true, true
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		differ++
		sound = sound && pinyin.SameSound(a[i], b[i])
		shape = shape && strings.ContainsRune(segmenter.SameShape(a[i]), b[i])
	}
	switch {
	case differ == 0 || 2*differ > len(a):
		return otherWord
	case sound:
		return sameSound
	case differ == 1 && shape:
		return sameShape
	case differ == 2 && len(a) > 2 && swapped(a, b):
		return oneMoved
	case differ == 1 && len(a) >= 4:
		return oneChanged
	}
	return otherWord
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
