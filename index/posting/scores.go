package posting

import (
	"math"
	"math/bits"
)

// scores holds one score a clause; they are kept between searches, with room
// for what they are looked through by.
type scores struct {
	of         []float32
	highest    []float32 // of each scanBlock of them
	candidates []Scored
}

// add scores all clauses of a term.
func (s *scores) add(t Weighted) {
	for ord, weight := range t.dense {
		s.of[ord] += t.Weight * float32(weight)
	}
	for b := range t.ends {
		low, weight := t.block(b)
		weight = weight[:len(low)]
		part := (*[1 << blockBits]float32)(s.of[b<<blockBits : (b+1)<<blockBits : cap(s.of)])
		for i, o := range low {
			part[o] += t.Weight * float32(weight[i])
		}
	}
}

// addToFound adds a term that has a list to the clauses that have a score.
func (s *scores) addToFound(t Weighted) {
	for b := range t.ends {
		low, weight := t.block(b)
		weight = weight[:len(low)]
		part := (*[1 << blockBits]float32)(s.of[b<<blockBits : (b+1)<<blockBits : cap(s.of)])
		for i, o := range low {
			if part[o] > 0 {
				part[o] += t.Weight * float32(weight[i])
			}
		}
	}
}

// scanBlock is the number of scores of which the highest is noted.
const scanBlock = 64

// each calls yield with every clause that has a score, ascending.
func (s *scores) each(yield func(ord int)) {
	for b, most := range s.highest {
		if most == 0 {
			continue
		}
		from := b * scanBlock
		for i, score := range s.of[from:min(from+scanBlock, len(s.of))] {
			if score > 0 {
				yield(from + i)
			}
		}
	}
}

// measure notes the highest score of each block and counts the scores above 0.
func (s *scores) measure() (total int) {
	for b := range s.highest {
		from := b * scanBlock
		highest, n := highestOf(s.of[from:min(from+scanBlock, len(s.of))])
		s.highest[b] = highest
		total += n
	}
	return total
}

// above appends the clauses with a score of at least floor, ascending.
func (s *scores) above(floor float32, list []Scored) []Scored {
	floor = max(floor, math.SmallestNonzeroFloat32)
	for b, most := range s.highest {
		if most < floor {
			continue
		}
		from := b * scanBlock
		for i, score := range s.of[from:min(from+scanBlock, len(s.of))] {
			if score >= floor {
				list = append(list, Scored{uint32(from + i), score})
			}
		}
	}
	return list
}

// drop takes clauses out.
func (s *scores) drop(skip Set) {
	for i, word := range skip {
		part := s.of[i*64 : min(i*64+64, len(s.of))]
		if word == math.MaxUint64 { // all of a long document
			clear(part)
			continue
		}
		for ; word != 0; word &= word - 1 {
			part[bits.TrailingZeros64(word)] = 0
		}
	}
}

// highestOf gives the highest of some scores and how many are above 0. None is
// negative: their order is that of their bits, which need no branch.
func highestOf(part []float32) (highest float32, above int) {
	const carry = 1<<31 - 1 // lifts all bits but those of 0 to the top bit
	var a, b, c, d, n uint32
	for ; len(part) >= 4; part = part[4:] {
		w, x := math.Float32bits(part[0]), math.Float32bits(part[1])
		y, z := math.Float32bits(part[2]), math.Float32bits(part[3])
		a, b, c, d = max(a, w), max(b, x), max(c, y), max(d, z)
		n += (w+carry)>>31 + (x+carry)>>31 + (y+carry)>>31 + (z+carry)>>31
	}
	for _, score := range part {
		w := math.Float32bits(score)
		a = max(a, w)
		n += (w + carry) >> 31
	}
	return math.Float32frombits(max(a, b, c, d)), int(n)
}
