// Package stopword knows the words in which people ask, not what they ask about.
package stopword

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed words.txt
var file string

// words are those of the file, by themselves.
var words = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for line := range strings.Lines(file) {
		if line[0] == '#' {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			m[w] = true
		}
	}
	return m
})

// longest is the length of the longest word in bytes, of characters of three each.
const longest = 4 * len("谁")

// Is reports whether a folded word is one in which people ask.
func Is(word string) bool { return words()[word] }

// Marks marks the bytes of a folded query that such words cover.
func Marks(folded string) []bool { return marks(folded, 1) }

// SureMarks marks those that words of two and more characters cover: 什么 is surely no
// piece of another word, 从 may be.
func SureMarks(folded string) []bool { return marks(folded, 2) }

func marks(folded string, shortest int) []bool {
	words := words()
	marked := make([]bool, len(folded))
	for i := 0; i < len(folded); {
		n := 0
		for l := longest; l >= len("谁"); l -= len("谁") {
			if i+l <= len(folded) && words[folded[i:i+l]] {
				n = l
				break
			}
		}
		if n >= shortest*len("谁") {
			for k := i; k < i+n; k++ {
				marked[k] = true
			}
		}
		i += max(n, 1)
	}
	return marked
}
