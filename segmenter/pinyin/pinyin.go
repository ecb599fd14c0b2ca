// Package pinyin knows how Chinese characters are read: [Syllables] cuts what somebody typed in
// pinyin, [Sounds] and [Readings] spell words and characters, [SameSound] compares two characters.
// Tones do not matter. pinyin.txt holds the readings.
package pinyin

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tiaowen/segmenter"
)

//go:generate go run gen_pinyin.go

//go:embed pinyin.txt
var pinyinFile string

// spellings is pinyin.txt, read on first use.
type spellings struct {
	syllables []string                // ascending; a reading is its number in this list
	first     [0xA000 - 0x4E00]uint16 // the first reading of a character from U+4E00 on, plus one; with the bit more when there are several
	several   map[rune][]uint16       // all readings of those with more than one, and of 〇
}

var pinyins = sync.OnceValue(readPinyin)

func readPinyin() *spellings {
	p := &spellings{several: make(map[rune][]uint16, 512)}
	var further []string
	for line := range strings.Lines(pinyinFile) {
		if line[0] == '#' {
			continue
		}
		syllable, chars, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		chars, others, _ := strings.Cut(chars, "|")
		n := uint16(len(p.syllables))
		for _, r := range chars {
			if r < 0x4E00 {
				p.several[r] = []uint16{n}
				continue
			}
			p.first[r-0x4E00] = n + 1
		}
		p.syllables = append(p.syllables, syllable)
		further = append(further, others)
	}
	for n, chars := range further {
		for _, r := range chars {
			if p.several[r] == nil {
				p.several[r] = []uint16{p.first[r-0x4E00] - 1}
			}
			p.several[r] = append(p.several[r], uint16(n))
		}
	}
	for r := range p.several {
		if r >= 0x4E00 {
			p.first[r-0x4E00] |= more
		}
	}
	return p
}

// more marks a character that has several readings.
const more = 1 << 15

// readings are the numbers of a character's readings, the first the most common.
func (p *spellings) readings(r rune) iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		switch {
		case r >= 0x4E00 && r < 0xA000 && p.first[r-0x4E00]&more == 0:
			if id := p.first[r-0x4E00]; id > 0 {
				yield(id - 1)
			}
		default:
			for _, id := range p.several[r] {
				if !yield(id) {
					return
				}
			}
		}
	}
}

func (p *spellings) has(syllable string) bool {
	_, ok := slices.BinarySearch(p.syllables, syllable)
	return ok
}

// Readings are the readings of a folded character in pinyin, the first the most
// common, without tones and with v for ü; nil for what is no Chinese character.
func Readings(r rune) []string {
	p := pinyins()
	var out []string
	for id := range p.readings(r) {
		out = append(out, p.syllables[id])
	}
	return out
}

// SameSound reports whether two characters share a reading, tones aside.
func SameSound(a, b rune) bool {
	p := pinyins()
	for i := range p.readings(a) {
		for j := range p.readings(b) {
			if i == j {
				return true
			}
		}
	}
	return false
}

// Sounds spells a word in pinyin, "xun cha" for 巡察, in each of its readings
// but at most most of them, the common ones first: words of one sound share a
// spelling. It is nil when a character has no reading.
func Sounds(word string, most int) []string {
	p := pinyins()
	out := []string{""}
	for _, r := range word {
		var next []string
		for id := range p.readings(r) {
			for _, before := range out {
				if len(next) == most {
					break
				}
				if before != "" {
					before += " "
				}
				next = append(next, before+p.syllables[id])
			}
		}
		if next == nil {
			return nil
		}
		out = next
	}
	if out[0] == "" {
		return nil
	}
	return out
}

// maxLatin bounds what is read as pinyin, in letters.
const maxLatin = 64

// letters brings what was typed to the letters a to z, v for ü, with a blank
// where it was parted. Tones, on the letters or as digits, are dropped. ok is
// false when something else stands there too.
func letters(latin string) (s string, ok bool) {
	if len(latin) > 4*maxLatin {
		return "", false
	}
	folded, _ := segmenter.Fold(vForUmlaut(latin))
	out := make([]byte, 0, len(folded))
	for i := range len(folded) {
		parted := len(out) == 0 || out[len(out)-1] == ' '
		switch kindOf(folded[i]) {
		case letter:
			out = append(out, folded[i])
		case tone: // ends a syllable
			if parted {
				return "", false
			}
			out = append(out, ' ')
		case gap:
			if !parted {
				out = append(out, ' ')
			}
		default:
			return "", false
		}
	}
	s = strings.TrimSuffix(string(out), " ")
	return s, s != "" && len(s) <= maxLatin
}

// kind is the role of a folded character in pinyin; 0 means that it has none.
type kind uint8

const (
	letter kind = iota + 1
	tone
	gap
)

func kindOf(c byte) kind {
	switch {
	case c >= 'a' && c <= 'z':
		return letter
	case c >= '1' && c <= '5':
		return tone
	case strings.IndexByte(" '-", c) >= 0:
		return gap
	}
	return 0
}

// vForUmlaut writes v for ü, with any tone or with its dots behind it, and for u:.
func vForUmlaut(latin string) string {
	out := make([]byte, 0, len(latin))
	for _, r := range latin {
		u := len(out) > 0 && out[len(out)-1] == 'u'
		switch r {
		case 'ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ', 'Ü', 'Ǖ', 'Ǘ', 'Ǚ', 'Ǜ':
			out = append(out, 'v')
		case '\u0308', ':': // dots alone
			if u {
				out[len(out)-1] = 'v'
			}
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}

// Syllables cuts pinyin that was written without gaps, "mianzigongcheng", into
// syllables, in every way it can be cut (xian, xi an), the one with the fewest
// first, at most 16. Gaps and apostrophes that were written are kept; tones do
// not matter; v, ü and u: are one. The last syllable may be unfinished, and all
// may be initials (mzgc). ok is false for what is not pinyin.
//
// Give it what was typed, not what was folded, which has no ü left.
func Syllables(latin string) (ways [][]string, ok bool) {
	s, ok := letters(latin)
	if !ok {
		return nil, false
	}
	parts := strings.Split(s, " ")
	ways = [][]string{nil}
	for i, part := range parts {
		cuts := cutSyllables(part, i == len(parts)-1)
		if cuts == nil {
			cuts = cutInitials(part)
		}
		if cuts == nil {
			return nil, false
		}
		var next [][]string
		for _, way := range ways {
			for _, cut := range cuts {
				if len(next) < 16 {
					next = append(next, slices.Concat(way, cut))
				}
			}
		}
		ways = next
	}
	slices.SortStableFunc(ways, func(a, b []string) int { return len(a) - len(b) })
	return ways, true
}

const (
	longestSyllable = 6 // zhuang
	mostCuts        = 16
)

// cutSyllables cuts letters into syllables; open lets the last be unfinished
// where there is no other way.
func cutSyllables(s string, open bool) [][]string {
	ways := wholeSyllables(s)
	if ways != nil || !open {
		return ways
	}
	// The longest beginning that can be cut, and the beginning of a syllable.
	p := pinyins()
	for i := max(0, len(s)-longestSyllable+1); i < len(s); i++ {
		at, _ := slices.BinarySearch(p.syllables, s[i:])
		if at == len(p.syllables) || !strings.HasPrefix(p.syllables[at], s[i:]) {
			continue
		}
		if i == 0 {
			return [][]string{{s}}
		}
		if whole := wholeSyllables(s[:i]); whole != nil {
			for j := range whole {
				whole[j] = append(whole[j], s[i:])
			}
			return whole
		}
	}
	return nil
}

// wholeSyllables cuts letters into syllables, those with the fewest first.
func wholeSyllables(s string) [][]string {
	p := pinyins()
	// ways[i] are the cuts of s[i:].
	ways := make([][][]string, len(s)+1)
	ways[len(s)] = [][]string{nil}
	for i := len(s) - 1; i >= 0; i-- {
		for n := min(longestSyllable, len(s)-i); n > 0; n-- {
			if !p.has(s[i : i+n]) {
				continue
			}
			for _, rest := range ways[i+n] {
				ways[i] = append(ways[i], append([]string{s[i : i+n]}, rest...))
			}
		}
		slices.SortStableFunc(ways[i], func(a, b []string) int { return len(a) - len(b) })
		if len(ways[i]) > mostCuts {
			ways[i] = ways[i][:mostCuts]
		}
	}
	return ways[0]
}

// cutInitials cuts letters that are initials, two to twelve: mzgc, zhsh.
func cutInitials(s string) [][]string {
	if len(s) < 2 || len(s) > 12 {
		return nil
	}
	var cut []string
	for i := 0; i < len(s); {
		n := 1
		if i+1 < len(s) && s[i+1] == 'h' && strings.IndexByte("zcs", s[i]) >= 0 {
			n = 2
		}
		if strings.IndexByte("iuv", s[i]) >= 0 {
			return nil
		}
		cut = append(cut, s[i:i+n])
		i += n
	}
	return [][]string{cut}
}
