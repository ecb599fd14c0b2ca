package match

import (
	"unicode/utf8"
)

// How much of a question is in a sentence, character for character: as pairs of neighbours,
// and in one piece. This finds words that no segmenter knows.

// Grams is a set of weighted pairs of characters.
type Grams struct {
	grams []weightedGram
	total float64 // weight of the whole set, also of the pairs that Within leaves out
}

type weightedGram struct {
	Needle
	weight float64
}

// NewGrams gives the pairs of neighbouring characters of some bare texts, each once, with their
// weights. Pairs that end in an ASCII character are left out.
func NewGrams(texts []string, weight func(pair string) float64) Grams {
	var m Grams
	seen := make(map[string]bool)
	for _, text := range texts {
		prev := -1
		for i, r := range text {
			if prev >= 0 && r >= utf8.RuneSelf {
				g := text[prev : i+utf8.RuneLen(r)]
				if !seen[g] {
					seen[g] = true
					w := weight(g)
					m.grams = append(m.grams, weightedGram{NewNeedle(g), w})
					m.total += w
				}
			}
			prev = i
		}
	}
	return m
}

// Within keeps the pairs that are in a bare text. Parts of the text have no other ones, so that
// they are compared with fewer pairs. s is the sieve of the text, or nil.
func (m Grams) Within(text string, s Sieve) Grams {
	out := Grams{total: m.total}
	for i := range m.grams {
		if g := &m.grams[i]; g.In(text, s) {
			out.grams = append(out.grams, *g)
		}
	}
	return out
}

// Shared gives the share of the set, by weight, that is in a bare text, 0 to 1. s is the sieve
// of the text, or nil.
func (m Grams) Shared(text string, s Sieve) float64 {
	if m.total == 0 {
		return 0
	}
	sum := 0.0
	for i := range m.grams {
		if g := &m.grams[i]; g.In(text, s) {
			sum += g.weight
		}
	}
	return sum / m.total
}

// Stretch finds how much of the content of a question is in a text in one piece. It is not safe
// for concurrent use.
type Stretch struct {
	runes []rune // the first maxStretch
	head  [128]uint8
	next  [maxStretch]uint8 // 1 + the place before with a character of the same hash, 0 at the end
	text  []rune            // the text at hand
}

// maxStretch is the length of the content that is compared, in code points. Longer pieces are
// quotations, which are found word for word.
const maxStretch = 60

// NewStretch prepares a bare text, the content of a question.
func NewStretch(text string) *Stretch {
	s := new(Stretch)
	for _, r := range text {
		if len(s.runes) == maxStretch {
			break
		}
		slot := &s.head[slotOf(r)]
		s.next[len(s.runes)] = *slot
		s.runes = append(s.runes, r)
		*slot = uint8(len(s.runes))
	}
	return s
}

func slotOf(r rune) int { return int(r^r>>7) & 127 }

// longest gives the length, in code points, of the longest piece of the content that is in a
// bare text.
func (s *Stretch) longest(text string) int {
	s.text = s.text[:0]
	for _, r := range text {
		s.text = append(s.text, r)
	}
	best := 0
	for j, r := range s.text {
		for k := s.head[slotOf(r)]; k > 0; k = s.next[k-1] {
			i := int(k) - 1
			if s.runes[i] != r || i > 0 && j > 0 && s.runes[i-1] == s.text[j-1] {
				continue // another character with this hash, or the middle of a piece that was counted
			}
			n := 1
			for i+n < len(s.runes) && j+n < len(s.text) && s.runes[i+n] == s.text[j+n] {
				n++
			}
			best = max(best, n)
		}
	}
	return best
}

// Share gives the length of the longest piece of the content that is in a bare text, divided by
// the length of the content: 0 to 1, and 0 for an empty content.
func (s *Stretch) Share(text string) float64 {
	if len(s.runes) == 0 {
		return 0
	}
	return float64(s.longest(text)) / float64(len(s.runes))
}
