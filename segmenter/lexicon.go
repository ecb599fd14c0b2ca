package segmenter

import (
	"bufio"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	mathbits "math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/klauspost/compress/zstd"
)

//go:generate go run gen_lexicon.go

// embedded is gse's simplified Chinese dictionary with words.txt on top, as
// String writes it, compressed with Zstandard: 1.5 MB for 4.3. dict/NOTICE says
// where it comes from.
//
//go:embed dict/lexicon.txt.zst
var embedded []byte

// lexiconLimit bounds the unpacked dictionary, in bytes.
const lexiconLimit = 16 << 20

// unpack gives the embedded dictionary as text.
func unpack() (string, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(lexiconLimit))
	if err != nil {
		return "", err
	}
	defer d.Close()
	text, err := d.DecodeAll(embedded, nil)
	return unsafe.String(unsafe.SliceData(text), len(text)), err // nobody else has the bytes
}

// Lexicon is a dictionary: words in folded form with how often each occurs in
// written Chinese. It never changes and is safe for concurrent use.
//
// It is sorted text that is searched as it is, so that opening the 350,000 words of
// [Default] costs only their unpacking. gse with all of them takes a second or two
// and 135 MB; it is loaded with the words that texts hold ([Lexicon.Segmenter]).
type Lexicon struct {
	// lines holds a line for each word, ascending: the word, a tab, its
	// frequency in decimal.
	lines string
	total uint64 // the summed frequency of all words
	// heads holds, of each character that was looked for, where the lines of the words
	// are that begin with it: the first of their bytes in the upper half, the end of them
	// in the lower one. 0 is one that was not looked for yet.
	heads [hanLast - hanFirst + 1]atomic.Uint64
}

const (
	maxWord = 32      // characters in a word
	maxFreq = 1 << 28 // of one word
)

// Default is the embedded dictionary.
var Default = sync.OnceValue(func() *Lexicon {
	text, err := unpack()
	if err != nil {
		panic("segmenter: the embedded dictionary is damaged: " + err.Error()) // Unreachable: a test opens it.
	}
	total, lines, _ := strings.Cut(text, "\n")
	n, err := strconv.ParseUint(total, 10, 64)
	if err != nil {
		panic("segmenter: the embedded dictionary is damaged: " + err.Error()) // Unreachable: a test opens it.
	}
	return &Lexicon{lines: lines, total: n}
})

// String is the lexicon as text: the summed frequency on the first line, then a
// line for each word, ascending.
func (l *Lexicon) String() string { return strconv.FormatUint(l.total, 10) + "\n" + l.lines }

// newLexicon makes a lexicon of folded words with their frequencies.
func newLexicon(words map[string]uint32) *Lexicon {
	l := &Lexicon{}
	var b strings.Builder
	for _, w := range slices.Sorted(maps.Keys(words)) {
		fmt.Fprintf(&b, "%s\t%d\n", w, words[w])
		l.total += uint64(words[w])
	}
	l.lines = b.String()
	return l
}

// ReadGse reads a dictionary in the format of gse and jieba, each line a word,
// its frequency and perhaps a part of speech, and weighs the words as gse does:
// a single character has the frequency 2, or it would win against the words it
// is in, and a word below 2 is none. Words that hold signs (C++) are left
// out; of several that fold to one, the largest frequency counts.
func ReadGse(dict io.Reader) (*Lexicon, error) {
	in := bufio.NewScanner(dict)
	words := make(map[string]uint32)
	for n := 1; in.Scan(); n++ {
		fields := strings.Fields(in.Text())
		if len(fields) == 0 {
			continue
		}
		if len(fields) < 2 {
			return nil, fmt.Errorf("line %d: %s has no frequency", n, fields[0])
		}
		freq, err := strconv.Atoi(fields[1])
		if err != nil || freq > maxFreq {
			return nil, fmt.Errorf("line %d: the frequency of %s is %q, it must be a whole number up to %d", n, fields[0], fields[1], maxFreq)
		}
		if utf8.RuneCountInString(fields[0]) < 2 {
			freq = 2
		}
		if w, err := foldWord(fields[0]); freq >= 2 && err == nil {
			words[w] = max(words[w], uint32(freq))
		}
	}
	if err := in.Err(); err != nil {
		return nil, err
	}
	return newLexicon(words), nil
}

// foldWord is the form of a word in which it can match: folded, and made of
// nothing but letters, digits and characters.
func foldWord(word string) (string, error) {
	w, _ := Fold(word)
	n := 0
	for _, r := range w {
		if !IsWord(r) {
			return "", fmt.Errorf("%q: %q is not a letter, a digit or a Chinese character", word, r)
		}
		n++
	}
	switch {
	case n == 0:
		return "", fmt.Errorf("%q is not a word", word)
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
			return nil, fmt.Errorf("line %d: %q contains more than a word and its frequency; put one word on each line", n, strings.TrimSpace(line))
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
	for _, w := range slices.SortedFunc(maps.Keys(add), func(a, b string) int {
		return cmp.Or(len(a)-len(b), strings.Compare(a, b))
	}) {
		if add[w] == 0 {
			add[w] = l.winning(w, add)
		}
	}
	return l.merge(add), nil
}

// merge adds words; of two frequencies of one word the larger counts.
func (l *Lexicon) merge(add map[string]uint32) *Lexicon {
	m := &Lexicon{total: l.total}
	var b strings.Builder
	b.Grow(len(l.lines) + 32*len(add))
	rest := l.lines
	for _, w := range slices.Sorted(maps.Keys(add)) {
		freq := add[w]
		at := len(l.lines) - len(rest)
		from, to := l.beginning(w, at, len(l.lines))
		b.WriteString(l.lines[at:from])
		if from < to {
			if have, end := l.entry(from); have.text == w {
				m.total -= uint64(have.freq)
				freq, from = max(freq, have.freq), end
			}
		}
		fmt.Fprintf(&b, "%s\t%d\n", w, freq)
		m.total += uint64(freq)
		rest = l.lines[from:]
	}
	b.WriteString(rest)
	m.lines = b.String()
	return m
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
func (l *Lexicon) Len() int { return strings.Count(l.lines, "\n") }

// Freq is the frequency of a word in folded form, 0 for a word that is not in the lexicon.
func (l *Lexicon) Freq(word string) int {
	at := l.head(word)
	from := l.search(at.from, at.to, func(rest string) bool { return rest[:min(len(rest), len(word))] >= word })
	if from < at.to {
		if w, _ := l.entry(from); w.text == word {
			return int(w.freq)
		}
	}
	return 0
}

// head gives the lines of the words that begin with the first character of a text.
func (l *Lexicon) head(text string) stretch {
	r, n := utf8.DecodeRuneInString(text)
	if r < hanFirst || r > hanLast {
		from, to := l.beginning(text[:n], 0, len(l.lines))
		return stretch{from, to}
	}
	known := &l.heads[r-hanFirst]
	at := known.Load()
	if at == 0 {
		from, to := l.beginning(text[:n], 0, len(l.lines))
		at = uint64(from)<<32 | uint64(to)
		known.Store(at)
	}
	return stretch{int(at >> 32), int(at & math.MaxUint32)}
}

// entry is a word of a lexicon.
type entry struct {
	text string
	freq uint32
	at   int // where its line begins
}

// entry reads the line that begins at a byte; next is where the one behind it does.
func (l *Lexicon) entry(at int) (w entry, next int) {
	tab := at + strings.IndexByte(l.lines[at:], '\t')
	w = entry{text: l.lines[at:tab], at: at}
	i := tab + 1
	for ; l.lines[i] != '\n'; i++ {
		w.freq = w.freq*10 + uint32(l.lines[i]-'0')
	}
	return w, i + 1
}

// beginning gives the lines, among those from one on to before another, of the
// words that begin with a text.
func (l *Lexicon) beginning(text string, from, to int) (first, after int) {
	first = l.search(from, to, func(rest string) bool { return rest[:min(len(rest), len(text))] >= text })
	after = l.search(first, to, func(rest string) bool { return rest[:min(len(rest), len(text))] > text })
	return first, after
}

// search gives the first line of which a function of the text from it on is true.
func (l *Lexicon) search(from, to int, is func(rest string) bool) int {
	for from < to {
		middle := from + (to-from)/2
		line := from + strings.LastIndexByte(l.lines[from:middle], '\n') + 1
		if is(l.lines[line:]) {
			to = line
		} else {
			from = middle + strings.IndexByte(l.lines[middle:], '\n') + 1
		}
	}
	return from
}

// all yields every word, ascending.
func (l *Lexicon) all() iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for at := 0; at < len(l.lines); {
			w, next := l.entry(at)
			if !yield(w) {
				return
			}
			at = next
		}
	}
}

// at yields the words that a folded text begins with, shortest first.
func (l *Lexicon) at(text string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		n := width(text)
		if n == 0 {
			return
		}
		lines := l.head(text)
		from, to := lines.from, lines.to
		if from == to {
			return
		}
		if w, next := l.entry(from); len(w.text) == n {
			if !yield(w) {
				return
			}
			from = next
		}
		if m := width(text[n:]); m > 0 {
			from, to = l.beginning(text[:n+m], from, to)
			for w := range l.among(text, from, to) {
				if !yield(w) {
					return
				}
			}
		}
	}
}

// among yields the words that a folded text begins with among some lines that
// begin alike.
func (l *Lexicon) among(text string, from, to int) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for from < to {
			w, next := l.entry(from)
			if strings.HasPrefix(text, w.text) {
				if !yield(w) {
					return
				}
			} else if w.text > text {
				return // whatever sorts behind the text is not a beginning of it
			}
			from = next
		}
	}
}

// marker notes which words occur in texts. Megabytes go through it, of which most
// pairs of characters have been seen before: it remembers where their words stand.
type marker struct {
	*Lexicon
	seen []uint64 // a bit for each four bytes of lines, which no two words share
	memo []pair
}

// stretch is the lines of the words that begin with a character.
type stretch struct{ from, to int }

// pair is two characters and the longer words that begin with them and have not been seen yet.
type pair struct {
	key    uint64 // the bytes of the characters; 0 is an empty place
	words  []entry
	thirds uint64 // a bit for what may come third
}

func (l *Lexicon) newMarker() *marker {
	return &marker{l, make([]uint64, len(l.lines)/4/64+1), make([]pair, 1<<memoBits)}
}

const memoBits = 17

// third is the bit of the character at i, all when there is none.
func third(s string, i int) uint64 {
	if len(s) < i+3 {
		return math.MaxUint64
	}
	return 1 << ((s[i+2] ^ s[i+1]<<3) & 63)
}

func (m *marker) has(w entry) bool { return m.seen[w.at/4/64]&(1<<(w.at/4%64)) != 0 }
func (m *marker) add(w entry)      { m.seen[w.at/4/64] |= 1 << (w.at / 4 % 64) }

// words yields those that have been seen.
func (m *marker) words() iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for i, bits := range m.seen {
			for ; bits != 0; bits &= bits - 1 {
				// The line begins within the four bytes.
				at := (i*64 + mathbits.TrailingZeros64(bits)) * 4
				for at > 0 && m.lines[at-1] != '\n' {
					at++
				}
				if w, _ := m.entry(at); !yield(w) {
					return
				}
			}
		}
	}
}

// mark notes the words of a text.
func (m *marker) mark(text string) {
	folded, _ := Fold(text)
	for start, end := range runs(folded) {
		m.run(folded[start:end])
	}
}

func (m *marker) run(run string) {
	for at := 0; at < len(run); {
		text := run[at:]
		n := width(text)
		head := text[:n+width(text[n:])]
		at += n
		var key uint64
		for i := range len(head) {
			key = key<<8 | uint64(head[i])
		}
		p := &m.memo[key*0x9E3779B97F4A7C15>>(64-memoBits)]
		if p.key != key {
			m.remember(p, key, head, head[:n])
		}
		if p.thirds&third(text, len(head)) == 0 {
			continue
		}
		for i := 0; i < len(p.words); i++ {
			if w := p.words[i]; strings.HasPrefix(text, w.text) {
				m.add(w)
				// It need not be looked for again.
				p.words = slices.Delete(p.words, i, i+1)
				i--
			}
		}
	}
}

// remember looks up the words that begin with a pair, and notes those that are
// no longer than it.
func (m *marker) remember(p *pair, key uint64, head, first string) {
	*p = pair{key: key, words: p.words[:0]}
	at := m.head(first)
	if at.from == at.to {
		return
	}
	if w, next := m.entry(at.from); w.text == first {
		m.add(w)
		at.from = next
	}
	if head == first {
		return
	}
	for from, to := m.beginning(head, at.from, at.to); from < to; {
		var w entry
		if w, from = m.entry(from); w.text == head {
			m.add(w)
			continue
		}
		if m.has(w) {
			continue
		}
		p.words = append(p.words, w)
		p.thirds |= third(w.text, len(head))
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

// IsWord reports whether a folded character belongs to a word.
func IsWord(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	case r >= hanFirst && r <= hanLast && (r < 0x4DC0 || r >= 0x4E00): // between lie the hexagrams
		return true
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}
