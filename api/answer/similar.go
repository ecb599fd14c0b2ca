package answer

import (
	"unicode/utf8"
)

// How much of a question stands in a sentence, character for character: as pairs
// of neighbours and in one piece.

// pairs gives the pairs of neighbouring characters of the content, each with
// how much it tells, and the sum of that.
func (q *asking) pairs() gramSet {
	var m gramSet
	seen := make(map[string]bool)
	for _, p := range q.Content {
		text := bare(q.Text[p.Start:p.End])
		prev := -1
		for i, r := range text {
			if prev >= 0 && r >= utf8.RuneSelf {
				g := text[prev : i+utf8.RuneLen(r)]
				if !seen[g] {
					seen[g] = true
					w := q.ix.Weight(g)
					m.grams = append(m.grams, weightedGram{newNeedle(g), w})
					m.total += w
				}
			}
			prev = i
		}
	}
	return m
}

// gramSet is a set of weighted pairs of characters.
type gramSet struct {
	grams []weightedGram
	total float64 // of the whole set, those left out by within included
}

type weightedGram struct {
	needle
	weight float64
}

// within keeps the pairs that stand in u; no part of it has others.
func (m gramSet) within(u *unit) gramSet {
	out := gramSet{total: m.total}
	for i := range m.grams {
		if g := &m.grams[i]; g.in(u.bare, u.sieve) {
			out.grams = append(out.grams, *g)
		}
	}
	return out
}

// shared is the part of the set that stands in u, 0 to 1.
func (m gramSet) shared(u *unit) float64 {
	if m.total == 0 {
		return 0
	}
	sum := 0.0
	for i := range m.grams {
		if g := &m.grams[i]; g.in(u.bare, u.sieve) {
			sum += g.weight
		}
	}
	return sum / m.total
}

// stretch is the content of a question, to find how much of it stands in a
// text in one piece.
type stretch struct {
	runes []rune // the first maxStretch
	head  [128]uint8
	next  [maxStretch]uint8 // 1 + the place before with a character of the same hash, 0 at the end
	text  []rune            // of the unit at hand
}

// maxStretch is how much of the content is compared, in code points.
const maxStretch = 60

func newStretch(text string) *stretch {
	s := new(stretch)
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

// longest is the length, in code points, of the longest piece of the content
// that stands in u.
func (s *stretch) longest(u *unit) int {
	s.text = s.text[:0]
	for _, r := range u.bare {
		s.text = append(s.text, r)
	}
	best := 0
	for j, r := range s.text {
		for k := s.head[slotOf(r)]; k > 0; k = s.next[k-1] {
			i := int(k) - 1
			if s.runes[i] != r || i > 0 && j > 0 && s.runes[i-1] == s.text[j-1] {
				continue // another character, or the middle of a piece seen already
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
