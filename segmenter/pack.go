package segmenter

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"sync/atomic"
	"unicode/utf8"
)

// A lexicon as bytes, numbers as unsigned varints:
//
//	"tiaowen lexicon 2\n"
//	the summed frequency of the whole dictionary
//	the number of first characters, and for each, ascending:
//	    by how much its code point is above the one before
//	    the number of words that begin with it
//	    the number of bytes these words take below
//	the words of each first character, one after the other, ascending:
//	    shared<<4 | rest: a byte, how many characters behind the first the word
//	    has in common with the one before, and how many follow; 15 stands for
//	    the number in the next byte
//	    the characters that follow, two bytes each, rare ones four
//	    the frequency
//	CRC-32C of all before, 4 bytes, the lowest first
//
// That is 5 bytes a word, and the words of one character can be read without
// the others.
const magic = "tiaowen lexicon 2\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// chunk says where the words of one first character begin, and the number of
// the first; they end where the next begin.
type chunk struct{ start, from uint32 }

type lazy = atomic.Pointer[words]

// A character behind the first takes two bytes: those of the basic block from 0
// on, those below U+2E00 behind them; or four, with the top bit set.
const (
	hanCodes = 0x9FFF - 0x4E00 + 1
	wide     = 1 << 31
)

func appendCode(b []byte, r rune) []byte {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return binary.BigEndian.AppendUint16(b, uint16(r-0x4E00))
	case r < 0x2E00:
		return binary.BigEndian.AppendUint16(b, uint16(r+hanCodes))
	}
	return binary.BigEndian.AppendUint32(b, uint32(r)|wide)
}

// code reads a character; size is 0 when there is none.
func code(b []byte) (r rune, size int) {
	if len(b) < 2 {
		return 0, 0
	}
	switch c := rune(binary.BigEndian.Uint16(b)); {
	case c < hanCodes:
		return c + 0x4E00, 2
	case c < hanCodes+0x2E00:
		return c - hanCodes, 2
	case c&(wide>>16) == 0 || len(b) < 4:
		return 0, 0
	}
	return rune(binary.BigEndian.Uint32(b) &^ wide), 4
}

// packer writes a lexicon from words that are added in ascending order.
type packer struct {
	total   uint64
	index   []byte // of first characters
	body    []byte
	prev    []rune // the word before
	chunks  int
	started int // where the words of prev's first character begin in body
	n       int // how many they are
	before  rune
}

func (p *packer) add(word string, freq uint32) {
	w := []rune(word)
	if p.prev == nil || w[0] != p.prev[0] {
		p.close()
		p.prev = w[:1]
	}
	shared := 1
	for shared < len(w) && shared < len(p.prev) && w[shared] == p.prev[shared] {
		shared++
	}
	rest := w[shared:]
	a, b := min(shared-1, 15), min(len(rest), 15)
	p.body = append(p.body, byte(a<<4|b))
	if a == 15 {
		p.body = append(p.body, byte(shared-1))
	}
	if b == 15 {
		p.body = append(p.body, byte(len(rest)))
	}
	for _, r := range rest {
		p.body = appendCode(p.body, r)
	}
	p.body = binary.AppendUvarint(p.body, uint64(freq))
	p.prev = w
	p.n++
}

// close ends the words of a first character.
func (p *packer) close() {
	if p.n > 0 {
		p.index = binary.AppendUvarint(p.index, uint64(p.prev[0]-p.before))
		p.index = binary.AppendUvarint(p.index, uint64(p.n))
		p.index = binary.AppendUvarint(p.index, uint64(len(p.body)-p.started))
		p.before = p.prev[0]
		p.chunks++
	}
	p.n, p.started = 0, len(p.body)
}

func (p *packer) lexicon() *Lexicon {
	p.close()
	data := []byte(magic)
	data = binary.AppendUvarint(data, p.total)
	data = binary.AppendUvarint(data, uint64(p.chunks))
	data = append(data, p.index...)
	data = append(data, p.body...)
	data = binary.LittleEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))
	l, err := open(data)
	if err != nil {
		panic("segmenter: " + err.Error()) // Unreachable: what is written here is what open reads.
	}
	return l
}

// MarshalBinary gives the lexicon as bytes for [Load]; they must not be changed.
func (l *Lexicon) MarshalBinary() ([]byte, error) { return l.data, nil }

var errDamaged = errors.New("the dictionary is damaged; make it again from the texts")

// Load opens what MarshalBinary gave; the lexicon keeps the bytes. It refuses
// anything else, so that a damaged file is an error and never a wrong
// dictionary.
func Load(data []byte) (*Lexicon, error) {
	if n := len(data) - 4; n < len(magic) || crc32.Checksum(data[:n], castagnoli) != binary.LittleEndian.Uint32(data[n:]) {
		if len(data) < len(magic) || string(data[:len(magic)]) != magic {
			return nil, errors.New("this is no dictionary of this program")
		}
		return nil, errDamaged
	}
	l, err := open(data)
	if err != nil {
		return nil, err
	}
	var sum uint64
	for c := range l.first {
		w := l.read(c)
		if w == nil {
			return nil, errDamaged
		}
		for i := range w.ends {
			if i > 0 && w.at(i-1) >= w.at(i) || len(w.at(i)) > maxWord*utf8.UTFMax || w.freqs[i] < 1 || w.freqs[i] > maxFreq {
				return nil, errDamaged
			}
			sum += uint64(w.freqs[i])
		}
	}
	if sum > l.total {
		return nil, errDamaged
	}
	return l, nil
}

// open is Load for bytes that are ours: it reads the index alone, the rest of
// the file stays untouched until a text asks for it.
func open(data []byte) (*Lexicon, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, errors.New("this is no dictionary of this program")
	}
	if len(data) < len(magic)+4 {
		return nil, errDamaged
	}
	body := data[len(magic) : len(data)-4]
	ok := true
	number := func(most uint64) int {
		n, k := binary.Uvarint(body)
		if k <= 0 || n > most {
			ok = false
			return 0
		}
		body = body[k:]
		return int(n)
	}
	l := &Lexicon{data: data}
	l.total = uint64(number(1 << 53))
	n := number(utf8.MaxRune)
	if !ok || n > len(body)/3 {
		return nil, errDamaged
	}
	l.first, l.packed, l.entries = make([]rune, n), make([]chunk, n+1), make([]lazy, n)
	var first rune
	at := 0
	for c := range n {
		step := rune(number(utf8.MaxRune))
		first += step
		count, size := number(maxWords), number(1<<30)
		if !ok || step == 0 || !utf8.ValidRune(first) || count == 0 || count > size || l.count+count > maxWords || at+size > len(body) {
			return nil, errDamaged
		}
		l.first[c] = first
		if first >= 0x4E00 && first < 0x4E00+hanCodes {
			l.place[first-0x4E00] = uint16(c + 1)
		}
		at += size
		l.count += count
		l.packed[c+1] = chunk{uint32(at), uint32(l.count)}
	}
	if at != len(body) {
		return nil, errDamaged
	}
	l.flat = body
	return l, nil
}

// unpack gives the words of a first character.
func (l *Lexicon) unpack(c int) *words {
	if w := l.entries[c].Load(); w != nil {
		return w
	}
	w := l.read(c)
	l.entries[c].Store(w) // two that come at once store the same
	return w
}

// read decodes the words of a first character; nil when they are damaged.
func (l *Lexicon) read(c int) *words {
	at, next := l.packed[c], l.packed[c+1]
	b, n := l.flat[at.start:next.start], int(next.from-at.from)
	w := &words{ends: make([]uint32, n), freqs: make([]uint32, n), from: int(at.from)}
	text := make([]byte, 0, len(b)*2)
	prev := make([]rune, 1, maxWord)
	prev[0] = l.first[c]
	for i := range n {
		if len(b) == 0 {
			return nil
		}
		shared, rest := int(b[0]>>4), int(b[0]&15)
		b = b[1:]
		for _, n := range []*int{&shared, &rest} {
			if *n == 15 {
				if len(b) == 0 {
					return nil
				}
				*n = int(b[0])
				b = b[1:]
			}
		}
		if shared+1 > len(prev) {
			return nil
		}
		prev = prev[:shared+1]
		for range rest {
			r, size := code(b)
			if size == 0 {
				return nil
			}
			prev = append(prev, r)
			b = b[size:]
		}
		if shared == 0 && len(prev) > 1 {
			w.heads = append(w.heads, head{prev[1], uint32(i)})
		}
		for _, r := range prev {
			text = utf8.AppendRune(text, r)
		}
		freq, k := binary.Uvarint(b)
		if k <= 0 || freq > maxFreq {
			return nil
		}
		b = b[k:]
		w.ends[i], w.freqs[i] = uint32(len(text)), uint32(freq)
	}
	if len(b) > 0 {
		return nil
	}
	w.text = string(text)
	return w
}
