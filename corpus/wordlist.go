package corpus

import (
	"sort"
	"strings"
)

// words is a set of words looked for at the beginning or the end of a text.
type words struct {
	first, last map[rune][]string // by first and by last character, longer words first
}

func newWords(list string) *words {
	w := &words{make(map[rune][]string), make(map[rune][]string)}
	fields := strings.Fields(list)
	sort.SliceStable(fields, func(i, j int) bool { return len(fields[i]) > len(fields[j]) })
	for _, x := range fields {
		w.first[firstRune(x)] = append(w.first[firstRune(x)], x)
		w.last[lastRune(x)] = append(w.last[lastRune(x)], x)
	}
	return w
}

// begins returns the length of the longest word that s begins with.
func (w *words) begins(s string) int {
	for _, x := range w.first[firstRune(s)] {
		if strings.HasPrefix(s, x) {
			return len(x)
		}
	}
	return 0
}

// ends returns the length of the longest word that s ends with.
func (w *words) ends(s string) int {
	for _, x := range w.last[lastRune(s)] {
		if strings.HasSuffix(s, x) {
			return len(x)
		}
	}
	return 0
}

// within reports whether s holds one of the words.
func (w *words) within(s string) bool {
	for i := range s {
		if w.begins(s[i:]) > 0 {
			return true
		}
	}
	return false
}

// after drops all the words that s begins with, again and again.
func (w *words) after(s string) string {
	for {
		n := w.begins(s)
		if n == 0 {
			return s
		}
		s = strings.TrimPrefix(s[n:], "、")
	}
}

// before drops all the words that s ends with, again and again.
func (w *words) before(s string) string {
	for {
		n := w.ends(s)
		if n == 0 {
			return s
		}
		s = s[:len(s)-n]
	}
}
