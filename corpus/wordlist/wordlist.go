// Package wordlist finds which word of a list a text begins or ends with. The lists by which norms,
// terms and citations are read are such lists: [New] makes one, [List.Begins] and [List.Ends] ask it.
package wordlist

import (
	"sort"
	"strings"

	"tiaowen/corpus/script"
)

// List is a set of words looked for at the beginning or the end of a text.
type List struct {
	First, last map[rune][]string // by first and by last character, longer words first
}

func New(list string) *List {
	w := &List{make(map[rune][]string), make(map[rune][]string)}
	fields := strings.Fields(list)
	sort.SliceStable(fields, func(i, j int) bool { return len(fields[i]) > len(fields[j]) })
	for _, x := range fields {
		w.First[script.FirstRune(x)] = append(w.First[script.FirstRune(x)], x)
		w.last[script.LastRune(x)] = append(w.last[script.LastRune(x)], x)
	}
	return w
}

// Begins returns the length of the longest word that s begins with.
func (w *List) Begins(s string) int {
	for _, x := range w.First[script.FirstRune(s)] {
		if strings.HasPrefix(s, x) {
			return len(x)
		}
	}
	return 0
}

// Ends returns the length of the longest word that s ends with.
func (w *List) Ends(s string) int {
	for _, x := range w.last[script.LastRune(s)] {
		if strings.HasSuffix(s, x) {
			return len(x)
		}
	}
	return 0
}

// Within reports whether s holds one of the words.
func (w *List) Within(s string) bool {
	for i := range s {
		if w.Begins(s[i:]) > 0 {
			return true
		}
	}
	return false
}

// After drops all the words that s begins with, again and again.
func (w *List) After(s string) string {
	for {
		n := w.Begins(s)
		if n == 0 {
			return s
		}
		s = strings.TrimPrefix(s[n:], "、")
	}
}

// Before drops all the words that s ends with, again and again.
func (w *List) Before(s string) string {
	for {
		n := w.Ends(s)
		if n == 0 {
			return s
		}
		s = s[:len(s)-n]
	}
}
