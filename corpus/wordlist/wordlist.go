// Package wordlist finds which word of a list a text begins or ends with. The words by which texts and
// questions are read are kept in files, words.txt beside the code: [Read] reads such a
// file, [File.List] gives a list of it, [List.Begins] and [List.Ends] ask it.
package wordlist

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"tiaowen/corpus/script"
)

// List is a set of words looked for at the beginning or the end of a text.
type List struct {
	First, last map[rune][]string // by first and by last character, longer words first
}

// New makes a list of words. No word may be empty.
func New(words ...string) *List {
	w := &List{make(map[rune][]string), make(map[rune][]string)}
	fields := slices.Clone(words)
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
	for i, r := range s {
		for _, x := range w.First[r] {
			if strings.HasPrefix(s[i:], x) {
				return true
			}
		}
	}
	return false
}

// After returns s without the words at its beginning. It drops one word after the other.
func (w *List) After(s string) string {
	for {
		n := w.Begins(s)
		if n == 0 {
			return s
		}
		s = strings.TrimPrefix(s[n:], "、")
	}
}

// Before returns s without the words at its end. It drops one word after the other.
func (w *List) Before(s string) string {
	for {
		n := w.Ends(s)
		if n == 0 {
			return s
		}
		s = s[:len(s)-n]
	}
}

// File is a text of several lists, each with its name. In it, a line in brackets names a list, the
// lines below it hold its words with blanks between them, and a line that begins with # is a
// comment. A low line in a word stands for a blank: which_document.
type File map[string][]string

// Read reads a file of lists.
func Read(text string) File {
	f := File{}
	name := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "", strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			name = line[1 : len(line)-1]
		default:
			for word := range strings.FieldsSeq(line) {
				f[name] = append(f[name], strings.ReplaceAll(word, "_", " "))
			}
		}
	}
	return f
}

// Words returns the words of a list in the order of the file. It panics if the file has no such list.
func (f File) Words(name string) []string {
	words := f[name]
	if len(words) == 0 { // Unreachable: the files are embedded, and every list is named in code that runs at the start.
		panic("wordlist: no list " + name)
	}
	return words
}

// List returns the list of this name. It panics if the file has no such list.
func (f File) List(name string) *List { return New(f.Words(name)...) }

// Set returns the words of a list as a set.
func (f File) Set(name string) map[string]bool {
	set := make(map[string]bool)
	for _, word := range f.Words(name) {
		set[word] = true
	}
	return set
}

// Characters returns the words of a list as one string. It is for lists of single characters.
func (f File) Characters(name string) string { return strings.Join(f.Words(name), "") }

// Pairs returns the pairs of a list whose words are pairs with a slash between them: 天/日.
func (f File) Pairs(name string) [][2]string {
	var pairs [][2]string
	for _, word := range f.Words(name) {
		one, other, _ := strings.Cut(word, "/")
		pairs = append(pairs, [2]string{one, other})
	}
	return pairs
}

// Alternation returns a group of a regular expression that matches the words of a list. Longer words come first.
func (f File) Alternation(name string) string {
	words := slices.Clone(f.Words(name))
	sort.SliceStable(words, func(i, j int) bool { return len(words[i]) > len(words[j]) })
	for i, word := range words {
		words[i] = regexp.QuoteMeta(word)
	}
	return "(?:" + strings.Join(words, "|") + ")"
}
