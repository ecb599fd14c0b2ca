package quote

import (
	"cmp"
	"math/bits"
	"slices"

	"tiaowen/corpus"
)

// locator finds the clauses that share words with a text. It keeps hashes of
// grams of five characters, of each window of three the smallest (winnowing:
// Schleimer, Wilkerson, Aiken, SIGMOD 2003), so that of seven characters in
// common at least one gram is found. 65,000 clauses take some 25 MB.
type locator struct {
	clauses []*corpus.Clause
	shift   int
	first   []uint32 // bucket → first of its entries; one more than there are buckets
	entries []uint32 // positions in clauses
}

const (
	gram   = 5
	window = 3
)

// newLocator reads the clauses of documents.
func newLocator(docs []*corpus.Document) *locator {
	l := new(locator)
	size := 0
	for _, d := range docs {
		l.clauses = append(l.clauses, d.Clauses...)
		size += len(d.Source)
	}
	buckets := max(bits.Len(uint(size/12)), 8)
	l.shift = 64 - buckets
	l.first = make([]uint32, 1<<buckets+1)
	each := func(do func(bucket uint64, ord uint32)) {
		var f folded
		for ord, c := range l.clauses {
			f = fold(c.Text(), 0)
			l.winnow(f.runes, func(b uint64) { do(b, uint32(ord)) })
		}
	}
	each(func(b uint64, _ uint32) { l.first[b+1]++ })
	for b := 1; b < len(l.first); b++ {
		l.first[b] += l.first[b-1]
	}
	l.entries = make([]uint32, l.first[len(l.first)-1])
	next := slices.Clone(l.first)
	each(func(b uint64, ord uint32) {
		l.entries[next[b]] = ord
		next[b]++
	})
	return l
}

// hash of the gram at i.
func hash(runes []rune, i int) uint64 {
	h := uint64(14695981039346656037) // FNV-1a over whole runes, mixed at the end
	for _, r := range runes[i : i+gram] {
		h = (h ^ uint64(r)) * 1099511628211
	}
	h ^= h >> 29
	return h * 0xBF58476D1CE4E5B9
}

// winnow gives the buckets of a text's chosen grams.
func (l *locator) winnow(runes []rune, do func(bucket uint64)) {
	n := len(runes) - gram + 1
	var hashes [window]uint64
	last := -1
	for i := range n {
		hashes[i%window] = hash(runes, i)
		if i < window-1 && i < n-1 {
			continue
		}
		least := i
		for k := max(0, i-window+1); k <= i; k++ {
			if hashes[k%window] < hashes[least%window] {
				least = k
			}
		}
		if least != last {
			last = least
			do(hashes[least%window] >> l.shift)
		}
	}
}

// maxCommon is from how many clauses on a gram says nothing about where words come from.
const maxCommon = 3000

// candidate is a clause and how many grams it shares.
type candidate struct {
	clause *corpus.Clause
	shared int
}

// find gives at most n clauses that share the most grams with the words, and how
// many grams were asked for.
func (l *locator) find(runes []rune, n int) (out []candidate, grams int) {
	votes := make(map[uint32]int)
	rare := func(most int) {
		l.winnow(runes, func(b uint64) {
			entries := l.entries[l.first[b]:l.first[b+1]]
			if len(entries) > most {
				return
			}
			grams++
			last := uint32(1<<32 - 1)
			for _, ord := range entries {
				if ord != last {
					votes[ord]++
				}
				last = ord
			}
		})
	}
	if rare(maxCommon); len(votes) == 0 {
		rare(1 << 30) // nothing but formulas
	}
	list := make([]uint32, 0, len(votes))
	most := 0
	for ord, v := range votes {
		most = max(most, v)
		if 3*v >= most {
			list = append(list, ord)
		}
	}
	slices.SortFunc(list, func(a, b uint32) int { return cmp.Or(cmp.Compare(votes[b], votes[a]), cmp.Compare(a, b)) })
	for _, ord := range list[:min(n, len(list))] {
		out = append(out, candidate{l.clauses[ord], votes[ord]})
	}
	return out, grams
}
