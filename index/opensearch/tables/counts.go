// Package tables has the tables that servers keep in memory beside a cluster: how many
// clauses contain a word ([Counts]), and where the words stand in each clause ([Places]). An
// import publishes both in a binary form.
package tables

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"sort"
)

// Counts holds the number of clauses that contain a word, for every term and for the
// longer words that queries often ask for. It needs the bytes of the words and eight
// bytes for each word.
type Counts struct {
	words  string   // all of them, in order
	ends   []uint32 // for each word, where it ends in words
	counts []uint32
}

// NewCounts makes a table of counts by word.
func NewCounts(counts map[string]uint32) *Counts {
	t := &Counts{ends: make([]uint32, 0, len(counts)), counts: make([]uint32, 0, len(counts))}
	var words []byte
	for _, w := range slices.Sorted(maps.Keys(counts)) {
		words = append(words, w...)
		t.ends = append(t.ends, uint32(len(words)))
		t.counts = append(t.counts, counts[w])
	}
	t.words = string(words)
	return t
}

func (t *Counts) word(i int) string {
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.words[from:t.ends[i]]
}

// Count gives the count of a word; ok is false if the word is not in the table.
func (t *Counts) Count(word string) (n int, ok bool) {
	i := sort.Search(len(t.ends), func(i int) bool { return t.word(i) >= word })
	if i == len(t.ends) || t.word(i) != word {
		return 0, false
	}
	return int(t.counts[i]), true
}

// The binary form is the number of words, then for each word: how many bytes it shares
// with the word before, the length of the rest, the rest, and the count.

// Append appends the binary form to b.
func (t *Counts) Append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(t.ends)))
	before := ""
	for i := range t.ends {
		w := t.word(i)
		same := 0
		for same < min(len(w), len(before)) && w[same] == before[same] {
			same++
		}
		b = binary.AppendUvarint(b, uint64(same))
		b = binary.AppendUvarint(b, uint64(len(w)-same))
		b = append(b, w[same:]...)
		b = binary.AppendUvarint(b, uint64(t.counts[i]))
		before = w
	}
	return b
}

// ErrCounts says that bytes are not the binary form of [Counts].
var ErrCounts = errors.New("the table of counts is damaged")

// ReadCounts reads the binary form. The error is [ErrCounts].
func ReadCounts(b []byte) (*Counts, error) {
	next := func(most int) int {
		x, n := binary.Uvarint(b)
		if n <= 0 || x > uint64(most) {
			b = nil
			return -1
		}
		b = b[n:]
		return int(x)
	}
	size := next(len(b))
	if size < 0 {
		return nil, ErrCounts
	}
	t := &Counts{ends: make([]uint32, 0, size), counts: make([]uint32, 0, size)}
	var words []byte
	last := 0 // where the previous word begins
	for range size {
		same := next(len(words) - last)
		rest := next(len(b))
		if same < 0 || rest < 0 || rest > len(b) {
			return nil, ErrCounts
		}
		begin := len(words)
		words = append(words, words[last:last+same]...)
		words = append(words, b[:rest]...)
		b = b[rest:]
		last = begin
		count := next(1<<32 - 1)
		if count < 0 {
			return nil, ErrCounts
		}
		t.ends, t.counts = append(t.ends, uint32(len(words))), append(t.counts, uint32(count))
	}
	t.words = string(words)
	return t, nil
}
