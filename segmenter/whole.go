package segmenter

import (
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// Whole gives a segmenter that knows all words of the lexicon. It cuts as gse does, by the row
// of words that costs least, and reads the words from the lexicon that begin with a character
// when it first meets that: nothing is loaded, and nobody must know the texts beforehand.
func (l *Lexicon) Whole() *Segmenter {
	w := &whole{lexicon: l, total: float32(math.Log2(float64(l.total)))}
	pool := sync.Pool{New: func() any { return &cutter{whole: w} }}
	return &Segmenter{func(run string, ends []int) []int {
		c := pool.Get().(*cutter)
		defer pool.Put(c)
		return c.cut(run, ends)
	}}
}

// whole is the words of a lexicon by their first characters. It is safe for concurrent use.
type whole struct {
	lexicon *Lexicon
	total   float32 // the bits of a word of frequency 1
	usual   [hanFirst0 + hanLast - hanFirst + 1]atomic.Pointer[branch]
	rare    sync.Map // of other first characters
}

// hanFirst0 is the place of hanFirst among the usual characters, which begin with those of one byte.
const hanFirst0 = utf8.RuneSelf

// branch is the words that begin with a character.
type branch struct {
	alone   float32  // what the character costs as a word, in bits; 0 when it is none
	seconds []second // by what they have second; the places of an open hash table, a power of two
	words   []cost   // of three characters and more, ascending
}

// second is the words that begin with two characters.
type second struct {
	char     rune    // the second character; 0 is an empty place
	both     float32 // what the two cost as a word, in bits; 0 when they are none
	from, to uint32  // the longer ones among the words of the branch
	thirds   uint64  // a bit for what may come third
}

// cost is a word and what it costs, in bits.
type cost struct {
	word string
	bits float32
}

// branch gives the words that begin with a character r, the first of a text.
func (w *whole) branch(r rune, text string) *branch {
	switch {
	case r >= hanFirst && r <= hanLast:
		r += hanFirst0 - hanFirst
	case r >= utf8.RuneSelf:
		if b, ok := w.rare.Load(r); ok {
			return b.(*branch)
		}
		b, _ := w.rare.LoadOrStore(r, w.read(text))
		return b.(*branch)
	}
	b := w.usual[r].Load()
	if b == nil {
		b = w.read(text)
		w.usual[r].Store(b) // another may have: it is the same
	}
	return b
}

// read reads the words that begin with the first character of a text.
func (w *whole) read(text string) *branch {
	b := new(branch)
	first := width(text)
	var of []second
	lines := w.lexicon.head(text)
	for at := lines.from; at < lines.to; {
		var e entry
		e, at = w.lexicon.entry(at)
		// Counted as gse counts it.
		price := w.total - float32(math.Log2(float64(e.freq)))
		if len(e.text) == first {
			b.alone = price
			continue
		}
		char, size := utf8.DecodeRuneInString(e.text[first:])
		if n := len(of); n == 0 || of[n-1].char != char {
			of = append(of, second{char: char, from: uint32(len(b.words)), to: uint32(len(b.words))})
		}
		s := &of[len(of)-1]
		if len(e.text) == first+size {
			s.both = price
			continue
		}
		b.words = append(b.words, cost{e.text, price})
		s.to = uint32(len(b.words))
		s.thirds |= third(e.text, first+size)
	}
	if len(of) == 0 {
		return b
	}
	b.seconds = make([]second, 1<<bits.Len(uint(2*len(of))))
	for _, s := range of {
		place := s.char
		for b.seconds[b.place(place)].char != 0 {
			place++
		}
		b.seconds[b.place(place)] = s
	}
	return b
}

func (b *branch) place(char rune) int { return int(char) & (len(b.seconds) - 1) }

// second gives the words that have a character second, nil when there are none.
func (b *branch) second(char rune) *second {
	if len(b.seconds) == 0 {
		return nil
	}
	for place := char; ; place++ {
		switch s := &b.seconds[b.place(place)]; s.char {
		case char:
			return s
		case 0:
			return nil
		}
	}
}

// cutter finds the row of words of a run that costs least. It is for one goroutine at a time.
type cutter struct {
	*whole
	steps []step
}

// step is how a run is best cut up to a byte of it.
type step struct {
	cost  float32 // in bits; 0 where no word ends
	start int     // of the last word
	unit  bool    // whether a unit ends here
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
	r, n := utf8.DecodeRuneInString(text)
	b := c.branch(r, text)
	if b.alone != 0 {
		try(at+n, b.alone)
	}
	r, m := utf8.DecodeRuneInString(text[n:])
	s := b.second(r)
	if s == nil {
		return shortest
	}
	if s.both != 0 {
		try(at+n+m, s.both)
	}
	if s.thirds&third(text, n+m) == 0 {
		return shortest
	}
	for _, w := range b.words[s.from:s.to] {
		if strings.HasPrefix(text, w.word) {
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
