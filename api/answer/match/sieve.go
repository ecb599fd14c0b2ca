package match

import (
	"strings"
	"unicode/utf8"
)

// Sieve tells from a few bits, without reading the text, that a word is not in a text. A
// question looks for a few words in hundreds of sentences, and most sentences have none of
// them. It is a Bloom filter (Bloom, 1970) with one hash over the characters of a text and
// its pairs of neighbouring characters. It errs on one side only: a word that it lets pass
// is searched for, a word that it stops is not there.
type Sieve []uint64 // a power of two of words, at least 8 bits for each pair

// NewSieve returns the sieve of all characters and pairs of some texts together.
func NewSieve(texts ...string) Sieve {
	pairs := 0
	for _, text := range texts {
		pairs += utf8.RuneCountInString(text)
	}
	words := 1
	for words*64 < 8*pairs {
		words *= 2
	}
	s := make(Sieve, words)
	for _, text := range texts {
		previous := rune(0)
		for _, r := range text {
			s.add(hashOf(0, r))
			s.add(hashOf(previous, r))
			previous = r
		}
	}
	return s
}

func (s Sieve) add(h uint32)      { s[int(h>>6)&(len(s)-1)] |= 1 << (h & 63) }
func (s Sieve) has(h uint32) bool { return len(s) == 0 || s[int(h>>6)&(len(s)-1)]>>(h&63)&1 != 0 }

// hashOf is the hash of a pair, or of the single character b if a is 0. The product spreads
// the bits of both over its upper half.
func hashOf(a, b rune) uint32 {
	return uint32((uint64(a)<<21 | uint64(b)) * 0x9E3779B97F4A7C15 >> 40)
}

// Needle is a word to look for.
type Needle struct {
	Text   string
	hashes []uint32 // of its pairs, or of its only character
}

// NewNeedle prepares a word to look for. The empty word is in every text.
func NewNeedle(text string) Needle {
	n := Needle{Text: text}
	previous := rune(0)
	for _, r := range text {
		if previous != 0 {
			n.hashes = append(n.hashes, hashOf(previous, r))
		}
		previous = r
	}
	if len(n.hashes) == 0 && previous != 0 {
		n.hashes = append(n.hashes, hashOf(0, previous))
	}
	return n
}

// In reports whether a text contains the word. s is the sieve of the text, or nil.
func (n *Needle) In(text string, s Sieve) bool {
	if s != nil {
		for _, h := range n.hashes {
			if !s.has(h) {
				return false
			}
		}
	}
	return strings.Contains(text, n.Text)
}
