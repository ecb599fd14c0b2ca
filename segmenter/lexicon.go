package segmenter

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
)

//go:generate go run gen_lexicon.go

// embedded is gse's simplified Chinese dictionary with words.txt on top, as
// MarshalBinary writes it. dict/NOTICE says where it comes from.
//
//go:embed dict/lexicon.bin
var embedded []byte

// Lexicon is a dictionary: words in folded form with how often each occurs in
// written Chinese. It is a sorted list, not a loaded gse: opening the 350,000
// words of [Default] takes milliseconds and about 8 MB, against seconds and
// 135 MB for gse with all of them. A Lexicon never changes; it is safe for
// concurrent use.
type Lexicon struct {
	// total is the summed frequency of the whole dictionary, words that were
	// cut away included: it is what a word's frequency is measured against.
	total uint64
	words string   // all words, ascending, one after the other
	ends  []uint32 // word i is words[ends[i-1]:ends[i]]
	freqs []uint32

	// slots is a hash table from the first two characters of a word to the
	// first word that begins with them, plus one; 0 is an empty slot.
	slots []uint32
	shift uint
}

const (
	maxWord  = 32      // characters in a word
	maxFreq  = 1 << 28 // of one word
	maxWords = 1 << 24
)

// Default is the embedded dictionary. It is opened on first use, which takes
// some 20 ms; who answers from one known text carries that text's [Lexicon.Cut].
var Default = sync.OnceValue(func() *Lexicon {
	l, err := Load(embedded)
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
	b := new(builder)
	for _, w := range slices.Sorted(mapKeys(m)) {
		b.add(w, m[w])
		b.l.total += uint64(m[w])
	}
	return b.lexicon(), nil
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
			freq = l.winning(word)
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
	// Merge the two ascending lists.
	b := &builder{l: Lexicon{total: l.total}}
	b.grow(len(l.ends)+len(add), len(l.words))
	i := 0
	for _, w := range slices.Sorted(mapKeys(add)) {
		for ; i < l.Len() && l.word(i) < w; i++ {
			b.add(l.word(i), l.freqs[i])
		}
		freq := add[w]
		if i < l.Len() && l.word(i) == w {
			freq = max(freq, l.freqs[i])
			b.l.total -= uint64(l.freqs[i])
			i++
		}
		b.add(w, freq)
		b.l.total += uint64(freq)
	}
	for ; i < l.Len(); i++ {
		b.add(l.word(i), l.freqs[i])
	}
	return b.lexicon(), nil
}

// winning is the frequency at which a word is twice as likely as the best row
// of other words that spells it: enough to win where it stands alone, and not
// so much that it pulls characters out of its neighbours.
func (l *Lexicon) winning(word string) uint32 {
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
		for i := range l.at(word[at:]) {
			if w := l.word(i); w != word {
				step(at+len(w), bits-math.Log2(float64(l.freqs[i])))
			}
		}
	}
	freq := math.Exp2(bits - best[len(word)] + 1)
	return uint32(min(max(math.Ceil(freq), least), maxFreq))
}

// unknown is what gse charges for a character that begins no word, in bits.
const unknown = 32

// Len is the number of words.
func (l *Lexicon) Len() int { return len(l.ends) }

// Freq is the frequency of a word in folded form, 0 when it is none of ours.
func (l *Lexicon) Freq(word string) int {
	for i := range l.at(word) {
		if l.word(i) == word {
			return int(l.freqs[i])
		}
	}
	return 0
}

func (l *Lexicon) word(i int) string {
	if i == 0 {
		return l.words[:l.ends[0]]
	}
	return l.words[l.ends[i-1]:l.ends[i]]
}

// head is the first two characters of s, or its only one.
func head(s string) string {
	n := width(s)
	return s[:n+width(s[n:])]
}

// width is the length of the first character of valid UTF-8, 0 of "".
func width(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] < 0x80:
		return 1
	case s[0] < 0xE0:
		return min(2, len(s))
	case s[0] < 0xF0:
		return min(3, len(s))
	}
	return min(4, len(s))
}

func hash(head string) uint32 {
	h := uint32(2166136261) // FNV-1a, then mixed, for the top bits are used
	for i := range len(head) {
		h = (h ^ uint32(head[i])) * 16777619
	}
	return (h ^ h>>15) * 0x9E3779B1
}

// index fills the hash table.
func (l *Lexicon) index() {
	// Where a new head begins; of 350,000 words some 130,000.
	first := make([]uint32, 0, len(l.ends)/2)
	prev := ""
	for i := range l.ends {
		if h := head(l.word(i)); h != prev {
			first = append(first, uint32(i))
			prev = h
		}
	}
	l.shift = 31
	for 1<<(32-l.shift) < 2*len(first) {
		l.shift--
	}
	l.slots = make([]uint32, 1<<(32-l.shift))
	for _, i := range first {
		at := hash(head(l.word(int(i)))) >> l.shift
		for l.slots[at] != 0 {
			at = (at + 1) & uint32(len(l.slots)-1)
		}
		l.slots[at] = i + 1
	}
}

// first finds the first word that begins with a head.
func (l *Lexicon) first(h string) (int, bool) {
	if len(l.slots) == 0 {
		return 0, false
	}
	for at := hash(h) >> l.shift; l.slots[at] != 0; at = (at + 1) & uint32(len(l.slots)-1) {
		i := int(l.slots[at] - 1)
		if w := l.word(i); strings.HasPrefix(w, h) && len(head(w)) == len(h) {
			return i, true
		}
	}
	return 0, false
}

// at yields the words, by number, that a folded text begins with, shortest first.
func (l *Lexicon) at(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		if text == "" {
			return
		}
		n := width(text)
		if i, ok := l.first(text[:n]); ok && !yield(i) {
			return
		}
		h := head(text)
		if len(h) == n {
			return
		}
		i, ok := l.first(h)
		if !ok {
			return
		}
		// The words with this head stand together, a word before those it begins;
		// whatever sorts behind the text is no beginning of it.
		for ; i < len(l.ends); i++ {
			w := l.word(i)
			if strings.HasPrefix(text, w) {
				if !yield(i) {
					return
				}
			} else if w > text {
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
	m := marker{lexicon: l, words: make([]uint64, (l.Len()+63)/64), memo: make([]pair, 1<<16)}
	for text := range texts {
		folded, _ := Fold(text)
		for start, end := range runs(folded) {
			m.mark(folded[start:end])
		}
	}
	b := &builder{l: Lexicon{total: l.total}}
	for i := range l.ends {
		if m.words[i/64]&(1<<(i%64)) != 0 {
			b.add(l.word(i), l.freqs[i])
		}
	}
	return b.lexicon()
}

// marker notes which words occur. Megabytes go through it, of which most pairs
// of characters have been seen before: it remembers where their words stand.
type marker struct {
	lexicon *Lexicon
	words   []uint64 // a bit for each word
	memo    []pair
}

// pair is two characters and the words that begin with them.
type pair struct {
	key          uint64 // the bytes of the characters; 0 is an empty place
	first, after uint32
}

func (m *marker) mark(run string) {
	l := m.lexicon
	for at := 0; at < len(run); {
		n := width(run[at:])
		text := run[at:]
		h := text[:n+width(text[n:])]
		at += n
		var key uint64
		for i := range len(h) {
			key = key<<8 | uint64(h[i])
		}
		known := &m.memo[key*0x9E3779B97F4A7C15>>48]
		if known.key != key {
			known.key = key
			if i, ok := l.first(text[:n]); ok {
				m.words[i/64] |= 1 << (i % 64)
			}
			known.first, known.after = 0, 0
			if i, ok := l.first(h); ok && len(h) > n {
				j := i + 1
				for j < len(l.ends) && strings.HasPrefix(l.word(j), h) {
					j++
				}
				known.first, known.after = uint32(i), uint32(j)
			}
		}
		for i := known.first; i < known.after; i++ {
			if m.words[i/64]&(1<<(i%64)) != 0 {
				continue
			}
			w := l.word(int(i))
			// Most differ in the third character, and there in the last byte.
			if len(w) > len(h)+2 && (len(text) < len(w) || w[len(h)+2] != text[len(h)+2]) {
				continue
			}
			if strings.HasPrefix(text, w) {
				m.words[i/64] |= 1 << (i % 64)
			}
		}
	}
}

// Union has the words of both lexicons, which must be cuts of the same one: the
// cut of two texts is the union of the cuts of each.
func (l *Lexicon) Union(other *Lexicon) (*Lexicon, error) {
	if l.total != other.total {
		return nil, errors.New("the two lexicons are not cut from the same dictionary; cut again from the texts")
	}
	b := &builder{l: Lexicon{total: l.total}}
	b.grow(l.Len()+other.Len(), len(l.words)+len(other.words))
	i, j := 0, 0
	for i < l.Len() || j < other.Len() {
		switch {
		case j == other.Len() || i < l.Len() && l.word(i) < other.word(j):
			b.add(l.word(i), l.freqs[i])
			i++
		case i < l.Len() && l.word(i) == other.word(j):
			b.add(l.word(i), l.freqs[i])
			i++
			j++
		default:
			b.add(other.word(j), other.freqs[j])
			j++
		}
	}
	return b.lexicon(), nil
}

// builder collects words in ascending order.
type builder struct {
	l    Lexicon
	text []byte
}

func (b *builder) grow(words, size int) {
	b.l.ends = slices.Grow(b.l.ends, words)
	b.l.freqs = slices.Grow(b.l.freqs, words)
	b.text = slices.Grow(b.text, size)
}

func (b *builder) add(word string, freq uint32) {
	b.text = append(b.text, word...)
	b.l.ends = append(b.l.ends, uint32(len(b.text)))
	b.l.freqs = append(b.l.freqs, freq)
}

func (b *builder) lexicon() *Lexicon {
	b.l.words = string(b.text)
	b.l.index()
	return &b.l
}

// A lexicon as bytes: the magic, then as unsigned varints the total frequency
// and the number n of words, then four columns: n bytes, how many bytes a word
// shares with the beginning of the one before; n bytes, how many follow; these
// bytes; n varints, the frequencies; and the CRC-32C of all before, 4 bytes,
// the lowest first. All of it may be packed by zstd.
const magic = "tiaowen lexicon 1\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// MarshalBinary gives the lexicon as bytes for [Load]: front-coded, about 8
// bytes a word, not compressed, so that a small cut opens in well under 1 ms.
func (l *Lexicon) MarshalBinary() ([]byte, error) {
	var shared, rest, tail, freqs []byte
	prev := ""
	for i := range l.ends {
		w := l.word(i)
		n := 0
		for n < len(w) && n < len(prev) && w[n] == prev[n] {
			n++
		}
		shared = append(shared, byte(n))
		rest = append(rest, byte(len(w)-n))
		tail = append(tail, w[n:]...)
		freqs = binary.AppendUvarint(freqs, uint64(l.freqs[i]))
		prev = w
	}
	out := append([]byte(nil), magic...)
	out = binary.AppendUvarint(out, l.total)
	out = binary.AppendUvarint(out, uint64(l.Len()))
	out = slices.Concat(out, shared, rest, tail, freqs)
	return binary.LittleEndian.AppendUint32(out, crc32.Checksum(out, castagnoli)), nil
}

var zstdMagic = []byte{0x28, 0xB5, 0x2F, 0xFD}

// Load opens what MarshalBinary wrote, zstd-packed or not. It refuses anything
// else, so that a damaged file is an error and never a wrong dictionary.
func Load(data []byte) (*Lexicon, error) {
	if bytes.HasPrefix(data, zstdMagic) {
		z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20))
		if err != nil {
			return nil, err
		}
		defer z.Close()
		if data, err = z.DecodeAll(data, nil); err != nil {
			return nil, fmt.Errorf("unpack the dictionary: %w", err)
		}
	}
	damaged := errors.New("the dictionary is damaged; make it again from the texts")
	if !bytes.HasPrefix(data, []byte(magic)) {
		return nil, errors.New("this is no dictionary of this program")
	}
	if len(data) < len(magic)+4 {
		return nil, damaged
	}
	data, sum := data[:len(data)-4], data[len(data)-4:]
	if crc32.Checksum(data, castagnoli) != binary.LittleEndian.Uint32(sum) {
		return nil, damaged
	}
	return decode(data[len(magic):])
}

// decode opens what stands between magic and checksum. It trusts nothing.
func decode(data []byte) (*Lexicon, error) {
	damaged := errors.New("the dictionary is damaged; make it again from the texts")
	total, k := binary.Uvarint(data)
	if k <= 0 {
		return nil, damaged
	}
	data = data[k:]
	count, k := binary.Uvarint(data)
	if k <= 0 || count > maxWords || uint64(len(data)-k) < 2*count {
		return nil, damaged
	}
	data = data[k:]
	n := int(count)
	shared, rest, data := data[:n], data[n:2*n], data[2*n:]
	size, tails := 0, 0
	for i := range n {
		size += int(shared[i]) + int(rest[i])
		tails += int(rest[i])
	}
	if tails > len(data) || size > math.MaxUint32 {
		return nil, damaged
	}
	tail, data := data[:tails], data[tails:]

	text := make([]byte, 0, size)
	l := &Lexicon{total: total, ends: make([]uint32, n), freqs: make([]uint32, n)}
	var sum uint64
	prev := 0 // where the word before begins
	for i := range n {
		start := len(text)
		if int(shared[i]) > start-prev || rest[i] == 0 {
			return nil, damaged
		}
		// Ascending: behind what they share a word is longer, or greater.
		if at := prev + int(shared[i]); at < start && tail[0] <= text[at] {
			return nil, damaged
		}
		text = append(text, text[prev:prev+int(shared[i])]...)
		text = append(text, tail[:rest[i]]...)
		tail = tail[rest[i]:]
		l.ends[i] = uint32(len(text))
		prev = start

		freq, k := binary.Uvarint(data)
		if k <= 0 || freq < 1 || freq > maxFreq {
			return nil, damaged
		}
		data = data[k:]
		l.freqs[i] = uint32(freq)
		sum += freq
	}
	if len(data) > 0 || sum > total || total > 1<<53 {
		return nil, damaged
	}
	l.words = string(text)
	l.index()
	return l, nil
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
