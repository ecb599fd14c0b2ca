// Package gap knows the place of words that were taken out of a sentence: what stands around
// them, and whether other words stand in such a place elsewhere in the document. Those would be
// right in the gap, too.
package gap

import (
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/likeness"
)

// Frame is what stands around words that were taken out, within their sentence.
type Frame struct {
	Left, Right string
	Word        string // what was taken out
}

// Beside gives the ten characters on either side of the gap.
func (f *Frame) Beside() string { return likeness.Tail(f.Left, 10) + "\n" + likeness.Head(f.Right, 10) }

// Echoes reports whether words share two characters in a row with what is beside the gap. They are
// wrong at first sight, as 领导责任 is in 追究（　　）和党组织责任.
func (f *Frame) Echoes(words string) bool {
	return likeness.SharedRun(words, f.Beside()) >= 2
}

// Twice reports whether a text has the words around the gap twice. Then it may have other words in
// one of the places.
func (f *Frame) Twice(text string) bool {
	left, right := likeness.Tail(f.Left, 5), likeness.Head(f.Right, 3)
	if utf8.RuneCountInString(left) < 5 {
		return false
	}
	found := 0
	for at := 0; ; {
		i := strings.Index(text[at:], left)
		if i < 0 {
			return found > 1
		}
		at += i + len(left)
		rest := likeness.Head(text[at:], utf8.RuneCountInString(f.Word)+8)
		if right == "" || strings.Contains(rest, right) {
			found++
		}
	}
}

// Source is the text of a document, with the places of the words that were looked for. It is not
// safe for concurrent use.
type Source struct {
	text  string
	spots map[string][]int
}

// NewSource prepares the text of a document.
func NewSource(text string) *Source { return &Source{text: text, spots: make(map[string][]int)} }

// Fits reports whether a word stands in the document in a place like that of the gap: four
// characters on one side of it are the same, or five on both sides together.
func (s *Source) Fits(word string, f *Frame) bool {
	for _, at := range s.places(word) {
		left := likeness.CommonTail(s.text[:at], f.Left)
		right := likeness.CommonHead(s.text[at+len(word):], f.Right)
		if left >= 4 || right >= 4 || left+right >= 5 {
			return true
		}
	}
	return false
}

// places gives where a word stands, and keeps it: many gaps are tried with the same words.
func (s *Source) places(word string) []int {
	spots, ok := s.spots[word]
	if !ok {
		for at := 0; ; {
			i := strings.Index(s.text[at:], word)
			if i < 0 {
				break
			}
			spots = append(spots, at+i)
			at += i + len(word)
		}
		s.spots[word] = spots
	}
	return spots
}
