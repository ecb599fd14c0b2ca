package posting

import (
	"math"
	"math/bits"
)

// scores holds one score for each clause of a block; they are kept between searches, with
// room for what they are looked through by. A block is small enough for the processor to
// have all of it at hand.
type scores struct {
	block      int // whose scores they are
	whole      *[1 << blockBits]float32
	of         []float32 // of whole, the clauses that exist
	total      int       // of them above 0
	highest    []float32 // of each scanBlock of them
	rest       []float32 // beside each: the most that terms not looked up yet add
	candidates []Scored
	room       []float32
}

func newScores() *scores {
	return &scores{whole: new([1 << blockBits]float32), room: make([]float32, 0, 1<<blockBits/scanBlock)}
}

// begin makes room for block b of n clauses.
func (s *scores) begin(b, n int) {
	clear(s.of)
	s.block, s.total = b, 0
	s.of = s.whole[:min(n-b<<blockBits, 1<<blockBits)]
}

// first is the ordinal of the first clause of the block.
func (s *scores) first() uint32 { return uint32(s.block) << blockBits }

// add scores the clauses of a term.
func (s *scores) add(t Weighted) {
	// A score of 0 alone has no bit, and is a clause not met before.
	fresh := uint32(0)
	if t.dense != nil {
		for i, weight := range t.dense[s.first():][:len(s.of)] {
			before := s.of[i]
			s.of[i] = before + t.Weight*float32(weight)
			fresh += ((math.Float32bits(before) - 1) &^ (math.Float32bits(s.of[i]) - 1)) >> 31
		}
	}
	low, weight := t.block(s.block)
	weight = weight[:len(low)]
	part := s.whole
	for i, o := range low {
		before := part[o]
		part[o] = before + t.Weight*float32(weight[i])
		fresh += (math.Float32bits(before) - 1) >> 31
	}
	s.total += int(fresh)
}

// addToFound adds a term that has a list to the clauses that have a score. Which of them
// have one no processor can foretell: a mask takes the place of a branch.
func (s *scores) addToFound(t Weighted) {
	low, weight := t.block(s.block)
	weight = weight[:len(low)]
	part := s.whole
	for i, o := range low {
		before := part[o]
		none := -((math.Float32bits(before) - 1) >> 31)
		part[o] = before + math.Float32frombits(math.Float32bits(t.Weight*float32(weight[i]))&^none)
	}
}

// scanBlock is the number of scores of which the highest is noted.
const scanBlock = 64

// each calls yield with every clause that has a score, ascending.
func (s *scores) each(yield func(ord int)) {
	from := s.block << blockBits
	for i, score := range s.of {
		if score > 0 {
			yield(from + i)
		}
	}
}

// measure notes the highest score of each scanBlock.
func (s *scores) measure() {
	s.highest = s.highest[:0]
	for from := 0; from < len(s.of); from += scanBlock {
		s.highest = append(s.highest, highestOf(s.of[from:min(from+scanBlock, len(s.of))]))
	}
}

// above appends the clauses that may score at least floor, ascending: those that lie no
// further below it than rest.
func (s *scores) above(floor float32, list []Scored) []Scored {
	first := s.first()
	for b, most := range s.highest {
		floor := max(floor-s.rest[b], math.SmallestNonzeroFloat32)
		if most < floor {
			continue
		}
		from, to := b*scanBlock, min((b+1)*scanBlock, len(s.of))
		for ; from < to; from += 8 {
			part := s.of[from:min(from+8, to)]
			if len(part) == 8 && allBelow((*[8]float32)(part), math.Float32bits(floor)) {
				continue
			}
			for i, score := range part {
				if score >= floor {
					list = append(list, Scored{first + uint32(from+i), score})
				}
			}
		}
	}
	return list
}

// allBelow reports whether scores are below a floor, which is given by its bits: the
// difference of theirs has the top bit then.
func allBelow(part *[8]float32, floor uint32) bool {
	a := (math.Float32bits(part[0]) - floor) & (math.Float32bits(part[1]) - floor)
	b := (math.Float32bits(part[2]) - floor) & (math.Float32bits(part[3]) - floor)
	c := (math.Float32bits(part[4]) - floor) & (math.Float32bits(part[5]) - floor)
	d := (math.Float32bits(part[6]) - floor) & (math.Float32bits(part[7]) - floor)
	return a&b&c&d>>31 == 1
}

// bound notes in rest what terms with a weight for every clause add at most.
func (s *scores) bound(terms []Weighted) {
	s.rest = append(s.rest[:0], s.highest...)
	clear(s.rest)
	for _, t := range terms {
		for b, peak := range t.peaks[s.first()/scanBlock:][:len(s.rest)] {
			s.rest[b] += t.Weight * float32(peak)
		}
	}
}

// lift lifts all bits of a score but those of 0 to the top bit.
const lift = 1<<31 - 1

// drop takes clauses out.
func (s *scores) drop(skip Set) {
	for i := s.block << blockBits / 64; i < len(skip) && i*64 < s.block<<blockBits+len(s.of); i++ {
		at := i*64 - s.block<<blockBits
		part := s.of[at:min(at+64, len(s.of))]
		for word := skip[i]; word != 0; word &= word - 1 {
			score := &part[bits.TrailingZeros64(word)]
			s.total -= int((math.Float32bits(*score) + lift) >> 31)
			*score = 0
		}
	}
}

// highestOf gives the highest of some scores. None is negative: their order is that of
// their bits, which need no branch.
func highestOf(part []float32) float32 {
	var a, b, c, d uint32
	for ; len(part) >= 4; part = part[4:] {
		a, b = max(a, math.Float32bits(part[0])), max(b, math.Float32bits(part[1]))
		c, d = max(c, math.Float32bits(part[2])), max(d, math.Float32bits(part[3]))
	}
	for _, score := range part {
		a = max(a, math.Float32bits(score))
	}
	return math.Float32frombits(max(a, b, c, d))
}
