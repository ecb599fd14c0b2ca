// Package posting keeps in memory which clauses contain a term and how much it weighs in each
// ([List]), and finds the best clauses for weighted terms ([Scorer.Top]). Clauses are named by
// their ordinals.
package posting

import (
	"iter"
	"slices"
)

// List is the clauses of a term with its weights, all fields taken together. The zero
// value is empty. It is kept small, three bytes a clause, since searches live on having the
// common ones in memory: ordinals are cut to 16 bits within blocks, weights to 8.
// Of a term that stands in very many clauses it is one byte for every clause.
type List struct {
	low    []uint16 // ordinals within their blocks, ascending
	weight []uint8  // beside each: what the term is worth there, in units of Unit
	ends   []uint32 // low[ends[b-1]:ends[b]] belongs to block b
	most   uint8    // the largest weight
	dense  []uint8  // instead of all these: the weight of every clause, 0 where the term is not
	peaks  []uint8  // the largest of each scanBlock of dense
	count  int      // of the clauses in dense
}

// blockBits is the number of bits of an ordinal within its block.
const blockBits = 16

// Unit is the step of a stored weight. A weight is a saturated frequency
// in (0, 1) times its document's authority, which stays below 2.
const Unit = 2.0 / (1<<8 - 1)

// Len is the number of clauses.
func (p *List) Len() int { return len(p.low) + p.count }
func (p *List) bytes() int {
	return 160 + 2*cap(p.low) + cap(p.weight) + 4*cap(p.ends) + cap(p.dense) + cap(p.peaks)
}

// Denser gives the postings with one byte for each of n clauses, when the term
// stands in so many of them that it is looked up far more often than gone through.
func (p *List) Denser(n int) *List {
	if len(p.low) <= CommonAbove(n) {
		return p
	}
	d := &List{dense: make([]uint8, n), peaks: make([]uint8, (n+scanBlock-1)/scanBlock), count: len(p.low), most: p.most}
	for ord, weight := range p.All() {
		d.dense[ord] = weight
		d.peaks[ord/scanBlock] = max(d.peaks[ord/scanBlock], weight)
	}
	return d
}

// CommonAbove is the number of clauses, of n, above which a term is a common one.
func CommonAbove(n int) int { return max(n/10, 100) }

// block gives the ordinals and the weights of a block.
func (p *List) block(b int) (low []uint16, weight []uint8) {
	if b >= len(p.ends) {
		return nil, nil
	}
	from := uint32(0)
	if b > 0 {
		from = p.ends[b-1]
	}
	return p.low[from:p.ends[b]], p.weight[from:p.ends[b]]
}

// At returns the weight of a clause, 0 when the term is not in it.
func (p *List) At(ord uint32) uint8 {
	if p.dense != nil {
		return p.dense[ord]
	}
	low, weight := p.block(int(ord >> blockBits))
	if i, ok := slices.BinarySearch(low, uint16(ord)); ok {
		return weight[i]
	}
	return 0
}

// All yields the clauses with their weights, ascending.
func (p *List) All() iter.Seq2[uint32, uint8] {
	return func(yield func(uint32, uint8) bool) {
		for ord, weight := range p.dense {
			if weight > 0 && !yield(uint32(ord), weight) {
				return
			}
		}
		for b := range p.ends {
			low, weight := p.block(b)
			for i, o := range low {
				if !yield(uint32(b)<<blockBits|uint32(o), weight[i]) {
					return
				}
			}
		}
	}
}

// Add appends a clause; ordinals must ascend.
func (p *List) Add(ord uint32, weight uint8) {
	for len(p.ends) <= int(ord>>blockBits) {
		p.ends = append(p.ends, uint32(len(p.low)))
	}
	p.low = append(p.low, uint16(ord))
	p.weight = append(p.weight, weight)
	p.ends[ord>>blockBits] = uint32(len(p.low))
	p.most = max(p.most, weight)
}

// Sized gives an empty list with room for n clauses.
func Sized(n int) *List {
	return &List{low: make([]uint16, 0, n), weight: make([]uint8, 0, n)}
}

// Common gives the clauses that all of some lists, at least one, hold, each with the
// least of their weights.
func Common(lists []*List) *List {
	lists = slices.Clone(lists)
	slices.SortFunc(lists, func(a, b *List) int { return a.Len() - b.Len() })
	p := &List{}
next:
	for ord, weight := range lists[0].All() {
		for _, l := range lists[1:] {
			w := l.At(ord)
			if w == 0 {
				continue next
			}
			weight = min(weight, w)
		}
		p.Add(ord, weight)
	}
	return p
}

// Within gives the clauses of a list that lie in some ranges [from, to) of ordinals,
// which ascend.
func (p *List) Within(ranges [][2]uint32) *List {
	cut := &List{}
	for _, r := range ranges {
		for ord := r[0]; ord < r[1]; ord++ {
			if w := p.At(ord); w > 0 {
				cut.Add(ord, w)
			}
		}
	}
	return cut
}

// Set is a set of ordinals, a bit each.
type Set []uint64

// NewSet gives an empty set of the ordinals below n.
func NewSet(n int) Set { return make(Set, (n+63)/64) }

// Has reports whether an ordinal is in the set.
func (s Set) Has(ord int) bool { return s[ord/64]&(1<<(ord%64)) != 0 }

// Add puts an ordinal in the set.
func (s Set) Add(ord int) { s[ord/64] |= 1 << (ord % 64) }
