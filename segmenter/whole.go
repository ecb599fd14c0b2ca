package segmenter

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Whole gives a segmenter that knows all words of the lexicon. It cuts as gse does, by the row
// of words that costs least, and reads the words from the lexicon where a text begins with them:
// nothing is loaded, and nobody must know the texts beforehand.
func (l *Lexicon) Whole() *Segmenter {
	total := float32(math.Log2(float64(l.total)))
	pool := sync.Pool{New: func() any {
		return &cutter{Lexicon: l, total: total, memo: make([]costs, 1<<cutterBits)}
	}}
	return &Segmenter{func(run string, ends []int) []int {
		c := pool.Get().(*cutter)
		defer pool.Put(c)
		return c.cut(run, ends)
	}}
}

// cutterBits bounds the pairs of characters that a cutter remembers: 1 << cutterBits.
const cutterBits = 16

// cutter finds the row of words of a run that costs least. It remembers the words that begin with
// the pairs of characters that it met. It is for one goroutine at a time.
type cutter struct {
	*Lexicon
	total float32 // the bits of a word of frequency 1
	memo  []costs
	steps []step
}

// step is how a run is best cut up to a byte of it.
type step struct {
	cost  float32 // in bits; 0 where no word ends
	start int     // of the last word
	unit  bool    // whether a unit ends here
}

// costs are two characters and what the words cost that begin with them, in bits.
type costs struct {
	key    uint64  // the bytes of the characters; 0 is an empty place
	first  float32 // of the first character; 0 when it is no word
	both   float32 // of the two characters; 0 when they are no word
	words  []cost  // the longer ones, ascending
	thirds uint64  // a bit for what may come third
}

// cost is a word and what it costs, in bits.
type cost struct {
	word string
	bits float32
}

// cut appends to ends where the words of a run end.
func (c *cutter) cut(run string, ends []int) []int {
	if run == "" {
		return ends
	}
	c.units(run)
	base, at := float32(0), 0 // what is cut costs, and where a unit begins
	for at < len(run) {
		next := at + 1
		for !c.steps[next].unit {
			next++
		}
		if c.words(run, at, base) != next { // a unit that is no word
			c.reach(at, next, base+unknown)
		}
		base, at = c.steps[next].cost, next
	}
	n := len(ends)
	for end := len(run); end > 0; end = c.steps[end].start {
		ends = append(ends, end)
	}
	slices.Reverse(ends[n:])
	return ends
}

// units marks where the units of a run end: what gse never parts, a character, or letters and
// digits of one and two bytes in a row.
func (c *cutter) units(run string) {
	c.steps = slices.Grow(c.steps[:0], len(run)+1)[:len(run)+1]
	clear(c.steps)
	within := false
	for i, r := range run {
		small := r < 0x800 && (r < utf8.RuneSelf && small(byte(r)) || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)))
		c.steps[i].unit = !small || !within
		within = small
	}
	c.steps[len(run)].unit = true
}

// words goes on from a byte of a run with every word that begins there, the shortest first, and
// gives where the shortest one ends, 0 when there is none.
func (c *cutter) words(run string, at int, base float32) (shortest int) {
	try := func(end int, bits float32) {
		if c.steps[end].unit {
			if shortest == 0 {
				shortest = end
			}
			c.reach(at, end, base+bits)
		}
	}
	text := run[at:]
	n := width(text)
	head := text[:n+width(text[n:])]
	p := c.pair(head, n)
	if p.first != 0 {
		try(at+n, p.first)
	}
	if p.both != 0 {
		try(at+len(head), p.both)
	}
	if p.thirds&third(text, len(head)) == 0 {
		return shortest
	}
	for i := range p.words {
		if w := &p.words[i]; strings.HasPrefix(text, w.word) {
			try(at+len(w.word), w.bits)
		}
	}
	return shortest
}

// reach notes that a word from one byte to another may end a row of some cost. Of rows of one
// cost the first stays, as in gse.
func (c *cutter) reach(start, end int, cost float32) {
	if s := &c.steps[end]; s.cost == 0 || s.cost > cost {
		s.cost, s.start = cost, start
	}
}

// pair gives what the words cost that begin with two characters, the first of n bytes.
func (c *cutter) pair(head string, n int) *costs {
	key := pairKey(head)
	p := &c.memo[pairPlace(key, cutterBits)]
	if p.key == key {
		return p
	}
	*p = costs{key: key, words: p.words[:0]}
	at := c.head(head[:n])
	if at.from == at.to {
		return p
	}
	if w, next := c.entry(at.from); len(w.text) == n {
		p.first = c.bits(w)
		at.from = next
	}
	if len(head) == n {
		return p
	}
	for from, to := c.beginning(head, at.from, at.to); from < to; {
		var w entry
		if w, from = c.entry(from); len(w.text) == len(head) {
			p.both = c.bits(w)
			continue
		}
		p.words = append(p.words, cost{w.text, c.bits(w)})
		p.thirds |= third(w.text, len(head))
	}
	return p
}

// bits is what a word costs, counted as gse counts it.
func (c *cutter) bits(w entry) float32 { return c.total - float32(math.Log2(float64(w.freq))) }

// pairKey is the bytes of two characters, at most eight, as a number.
func pairKey(head string) (key uint64) {
	for i := range len(head) {
		key = key<<8 | uint64(head[i])
	}
	return key
}

// pairPlace is the place of a pair among 1 << bits.
func pairPlace(key uint64, bits int) uint64 { return key * 0x9E3779B97F4A7C15 >> (64 - bits) }
