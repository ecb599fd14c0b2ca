package segmenter

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:generate go run gen_lexicon.go

// embedded is gse's simplified Chinese dictionary with words.txt on top, as
// MarshalBinary writes it. dict/NOTICE says where it comes from.
//
//go:embed dict/lexicon.bin
var embedded []byte

// Lexicon is a dictionary: words in folded form with how often each occurs in
// written Chinese. It never changes and is safe for concurrent use.
//
// It is a view of bytes, sorted by first character, not a loaded gse. Opening
// the 350,000 words of [Default] takes well under a millisecond, for the words
// of a character are unpacked when a text first holds it (all of them together
// are 7 MB); gse with all of them takes a second and 135 MB.
type Lexicon struct {
	data []byte // as MarshalBinary gives it
	// total is the summed frequency of the whole dictionary, words that were
	// cut away included: it is what a word's frequency is measured against.
	total   uint64
	count   int     // of words
	first   []rune  // the first characters, ascending
	packed  []chunk // where the words that begin with each stand, and behind the last
	flat    []byte  // what packed points into
	entries []lazy
	// place gives 1 + the number of a first character of the basic block, 0 for
	// one that begins no word: looked up for every character of every query.
	place [hanCodes]uint16

	cuts cuts
}

const (
	maxWord  = 32      // characters in a word
	maxFreq  = 1 << 28 // of one word
	maxWords = 1 << 24
)

// Default is the embedded dictionary.
var Default = sync.OnceValue(func() *Lexicon {
	l, err := open(embedded)
	if err != nil {
		panic("segmenter: the embedded dictionary is damaged: " + err.Error()) // Unreachable: a test opens it.
	}
	return l
})

// New makes a lexicon of words with their frequencies, each from 1 to 2^28. A
// word is folded first; of several that fold to one, the largest frequency
// counts.
func New(words iter.Seq2[string, int]) (*Lexicon, error) {
	m := make(map[string]uint32)
	for word, freq := range words {
		w, err := foldWord(word)
		if err != nil {
			return nil, err
		}
		if freq < 1 || freq > maxFreq {
			return nil, fmt.Errorf("%s: the frequency is %d, it must be from 1 to %d", word, freq, maxFreq)
		}
		m[w] = max(m[w], uint32(freq))
	}
	var p packer
	for _, w := range slices.Sorted(mapKeys(m)) {
		p.add(w, m[w])
		p.total += uint64(m[w])
	}
	return p.lexicon(), nil
}

// ReadGse reads a dictionary in the format of gse and jieba, each line a word,
// its frequency and perhaps a part of speech, and weighs the words as gse does:
// a single character has the frequency 2, or it would win against the words it
// stands in, and a word below 2 is none. Words that hold signs (C++) are left
// out.
func ReadGse(dict io.Reader) (*Lexicon, error) {
	in := bufio.NewScanner(dict)
	var failed error
	l, err := New(func(yield func(string, int) bool) {
		for n := 1; in.Scan(); n++ {
			fields := strings.Fields(in.Text())
			if len(fields) == 0 {
				continue
			}
			if len(fields) < 2 {
				failed = fmt.Errorf("line %d: %s has no frequency", n, fields[0])
				return
			}
			freq, err := strconv.Atoi(fields[1])
			if err != nil || freq > maxFreq {
				failed = fmt.Errorf("line %d: the frequency of %s is %q, it must be a whole number up to %d", n, fields[0], fields[1], maxFreq)
				return
			}
			if utf8.RuneCountInString(fields[0]) < 2 {
				freq = 2
			}
			if _, err := foldWord(fields[0]); freq < 2 || err != nil {
				continue
			}
			if !yield(fields[0], freq) {
				return
			}
		}
	})
	if err = errors.Join(err, failed, in.Err()); err != nil {
		return nil, err
	}
	return l, nil
}

func mapKeys(m map[string]uint32) iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// foldWord is the form of a word in which it can match: folded, and made of
// nothing but letters, digits and characters.
func foldWord(word string) (string, error) {
	w, _ := Fold(word)
	n := 0
	for _, r := range w {
		if !isWord(r) {
			return "", fmt.Errorf("%q: %q is no letter, digit or character, and a word has no others", word, r)
		}
		n++
	}
	switch {
	case n == 0:
		return "", fmt.Errorf("%q is no word", word)
	case n > maxWord:
		return "", fmt.Errorf("%q has %d characters, a word has at most %d", word, n, maxWord)
	}
	return w, nil
}

// With adds a user's words. Each line of the file holds a word and, after
// blanks, its frequency, which may be left out; # begins a comment. Without a
// frequency a word gets the one that lets it just win against its own parts:
//
//	# our own vocabulary
//	四个意识
//	裸官 120
//
// An error names the line.
func (l *Lexicon) With(words io.Reader) (*Lexicon, error) {
	add := make(map[string]uint32)
	in := bufio.NewScanner(words)
	for n := 1; in.Scan(); n++ {
		line := in.Text()
		if !utf8.ValidString(line) {
			return nil, fmt.Errorf("line %d: not UTF-8; save the word list as UTF-8", n)
		}
		line, _, _ = strings.Cut(strings.TrimPrefix(line, "\uFEFF"), "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		word, err := foldWord(fields[0])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		var freq uint32
		switch len(fields) {
		case 1:
			// freq is found when all words are known
		case 2:
			f, err := strconv.ParseUint(fields[1], 10, 32)
			if err != nil || f < 1 || f > maxFreq {
				return nil, fmt.Errorf("line %d: the frequency of %s is %q, it must be a whole number from 1 to %d, or left out", n, fields[0], fields[1], maxFreq)
			}
			freq = uint32(f)
		default:
			return nil, fmt.Errorf("line %d: %q holds more than a word and its frequency; put one word on a line", n, strings.TrimSpace(line))
		}
		add[word] = max(add[word], freq)
	}
	if err := in.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			return nil, errors.New("a line of the word list is longer than 64 KB; put one word on a line")
		}
		return nil, fmt.Errorf("read the word list: %w", err)
	}
	// The short ones first, for the longer ones must win against them.
	added := slices.Collect(mapKeys(add))
	slices.SortFunc(added, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	for _, w := range added {
		if add[w] == 0 {
			add[w] = l.winning(w, add)
		}
	}
	slices.Sort(added)
	p := packer{total: l.total}
	for w := range l.all() {
		for len(added) > 0 && added[0] < w.text {
			p.add(added[0], add[added[0]])
			p.total += uint64(add[added[0]])
			added = added[1:]
		}
		if len(added) > 0 && added[0] == w.text {
			p.total -= uint64(w.freq)
			w.freq = max(w.freq, add[w.text])
			p.total += uint64(w.freq)
			added = added[1:]
		}
		p.add(w.text, w.freq)
	}
	for _, w := range added {
		p.add(w, add[w])
		p.total += uint64(add[w])
	}
	return p.lexicon(), nil
}

// winning is the frequency at which a word is twice as likely as the best row
// of other words that spells it, those added among them: enough to win where it
// stands alone, and not so much that it pulls characters out of its neighbours.
func (l *Lexicon) winning(word string, added map[string]uint32) uint32 {
	const least = 10
	best := make([]float64, len(word)+1) // cost in bits of the cheapest row up to a byte
	for i := range best {
		best[i] = math.Inf(1)
	}
	best[0] = 0
	bits := math.Log2(float64(max(l.total, 1)))
	for at, r := range word {
		if math.IsInf(best[at], 1) {
			continue
		}
		step := func(end int, cost float64) { best[end] = min(best[end], best[at]+cost) }
		step(at+utf8.RuneLen(r), unknown)
		for w := range l.at(word[at:]) {
			if w.text != word {
				step(at+len(w.text), bits-math.Log2(float64(w.freq)))
			}
		}
		for end := at + 1; end <= len(word); end++ {
			if freq := added[word[at:end]]; freq > 0 && end-at < len(word) {
				step(end, bits-math.Log2(float64(freq)))
			}
		}
	}
	freq := math.Exp2(bits - best[len(word)] + 1)
	return uint32(min(max(math.Ceil(freq), least), maxFreq))
}

// unknown is what gse charges for a character that begins no word, in bits.
const unknown = 32

// Len is the number of words.
func (l *Lexicon) Len() int { return l.count }

// Freq is the frequency of a word in folded form, 0 when it is none of ours.
func (l *Lexicon) Freq(word string) int {
	for w := range l.at(word) {
		if w.text == word {
			return int(w.freq)
		}
	}
	return 0
}

// entry is a word of a lexicon.
type entry struct {
	text   string
	freq   uint32
	number int // its place among all words of the lexicon
}

// words are the words that begin with one character, ascending.
type words struct {
	text  string   // one after the other
	ends  []uint32 // word i is text[ends[i-1]:ends[i]]
	freqs []uint32
	from  int    // the number of word 0
	heads []head // the second characters, ascending
}

// head is a second character and the first word that has it.
type head struct {
	second rune
	word   uint32
}

func (w *words) at(i int) string {
	if i == 0 {
		return w.text[:w.ends[0]]
	}
	return w.text[w.ends[i-1]:w.ends[i]]
}

func (w *words) entry(i int) entry { return entry{w.at(i), w.freqs[i], w.from + i} }

// with gives the words from first to before after: those with a second character.
func (w *words) with(second rune) (first, after int) {
	i, ok := slices.BinarySearchFunc(w.heads, second, func(h head, r rune) int { return int(h.second - r) })
	if !ok {
		return 0, 0
	}
	after = len(w.ends)
	if i+1 < len(w.heads) {
		after = int(w.heads[i+1].word)
	}
	return int(w.heads[i].word), after
}

// beginning gives the words that begin with a character, nil when none does.
func (l *Lexicon) beginning(r rune) *words {
	if r >= 0x4E00 && r < 0x4E00+hanCodes {
		if c := l.place[r-0x4E00]; c > 0 {
			return l.unpack(int(c) - 1)
		}
		return nil
	}
	if c, ok := slices.BinarySearch(l.first, r); ok {
		return l.unpack(c)
	}
	return nil
}

// all yields every word, ascending.
func (l *Lexicon) all() iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for c := range l.first {
			w := l.unpack(c)
			for i := range w.ends {
				if !yield(w.entry(i)) {
					return
				}
			}
		}
	}
}

// at yields the words that a folded text begins with, shortest first.
func (l *Lexicon) at(text string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		first, n := utf8.DecodeRuneInString(text)
		w := l.beginning(first)
		if w == nil || len(w.at(0)) == n && !yield(w.entry(0)) {
			return
		}
		second, m := utf8.DecodeRuneInString(text[n:])
		if m == 0 {
			return
		}
		// The words with the same two characters stand together, a word before
		// those it begins; whatever sorts behind the text is no beginning of it.
		for i, after := w.with(second); i < after; i++ {
			if s := w.at(i); strings.HasPrefix(text, s) {
				if !yield(w.entry(i)) {
					return
				}
			} else if s > text {
				return
			}
		}
	}
}

// Cut is the lexicon without the words that occur in none of the texts. A word
// that is nowhere in a text can match nothing in it, so cutting that text, or
// any part of it, with the one lexicon or the other gives the same tokens. The
// cut remembers the frequency it lost.
func (l *Lexicon) Cut(texts iter.Seq[string]) *Lexicon {
	m := marker{lexicon: l, seen: make([]uint64, (l.Len()+63)/64), memo: make([]pair, 1<<14)}
	for text := range texts {
		folded, _ := Fold(text)
		for start, end := range runs(folded) {
			m.mark(folded[start:end])
		}
	}
	p := packer{total: l.total}
	for w := range l.all() {
		if m.has(w.number) {
			p.add(w.text, w.freq)
		}
	}
	return p.lexicon()
}

// marker notes which words occur. Megabytes go through it, of which most pairs
// of characters have been seen before: it remembers where their words stand.
type marker struct {
	lexicon *Lexicon
	seen    []uint64 // a bit for each word
	memo    []pair
}

// pair is two characters and the words that begin with them.
type pair struct {
	key          uint64 // the bytes of the characters; 0 is an empty place
	words        *words
	first, after int
	thirds       uint64 // a bit for what may come third
}

// third is the bit of the character at i, all when there is none.
func third(s string, i int) uint64 {
	if len(s) < i+3 {
		return math.MaxUint64
	}
	return 1 << ((s[i+2] ^ s[i+1]<<3) & 63)
}

func (m *marker) has(number int) bool { return m.seen[number/64]&(1<<(number%64)) != 0 }
func (m *marker) add(number int)      { m.seen[number/64] |= 1 << (number % 64) }

func (m *marker) mark(run string) {
	for at := 0; at < len(run); {
		text := run[at:]
		n := width(text)
		h := text[:n+width(text[n:])]
		at += n
		var key uint64
		for i := range len(h) {
			key = key<<8 | uint64(h[i])
		}
		p := &m.memo[key*0x9E3779B97F4A7C15>>50]
		if p.key != key {
			*p = pair{key: key}
			first, _ := utf8.DecodeRuneInString(h)
			if w := m.lexicon.beginning(first); w != nil {
				second, _ := utf8.DecodeRuneInString(h[n:])
				p.words = w
				p.first, p.after = w.with(second)
				for i := p.first; i < p.after; i++ {
					if len(w.at(i)) > len(h) {
						p.thirds |= third(w.at(i), len(h))
					} else { // the pair is a word
						m.add(w.from + i)
					}
				}
				if len(w.at(0)) == n {
					m.add(w.from)
				}
			}
		}
		if p.thirds&third(text, len(h)) == 0 {
			continue
		}
		for i := p.first; i < p.after; i++ {
			if !m.has(p.words.from+i) && strings.HasPrefix(text, p.words.at(i)) {
				m.add(p.words.from + i)
			}
		}
	}
}

// width is the length of the first character of valid UTF-8, 0 of "".
func width(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] < 0x80:
		return 1
	case s[0] < 0xE0:
		return 2
	case s[0] < 0xF0:
		return 3
	}
	return 4
}

// Union has the words of both lexicons, which must be cuts of the same one: the
// cut of two texts is the union of the cuts of each.
func (l *Lexicon) Union(other *Lexicon) (*Lexicon, error) {
	if l.total != other.total {
		return nil, errors.New("the two lexicons are not cut from the same dictionary; cut again from the texts")
	}
	p := packer{total: l.total}
	next, stop := iter.Pull(other.all())
	defer stop()
	o, more := next()
	for w := range l.all() {
		for ; more && o.text < w.text; o, more = next() {
			p.add(o.text, o.freq)
		}
		if more && o.text == w.text {
			o, more = next()
		}
		p.add(w.text, w.freq)
	}
	for ; more; o, more = next() {
		p.add(o.text, o.freq)
	}
	return p.lexicon(), nil
}

// isWord reports whether a folded character belongs to a word.
func isWord(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	case r >= hanFirst && r <= hanLast && (r < 0x4DC0 || r >= 0x4E00): // between lie the hexagrams
		return true
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}
