package nearness

import (
	"slices"

	"tiaowen/corpus"
	"tiaowen/index/meaning"
	"tiaowen/index/passage"
)

// pieces are the keys of the pieces of all clauses; clause i has keys[first[i]:first[i+1]].
type pieces struct {
	keys  []meaning.Key
	first []uint32
}

func piecesOf(clauses []*corpus.Clause) *pieces {
	p := &pieces{first: make([]uint32, 1, len(clauses)+1)}
	for _, c := range clauses {
		for _, text := range passage.Pieces(c) {
			p.keys = append(p.keys, meaning.KeyOf(text))
		}
		p.first = append(p.first, uint32(len(p.keys)))
	}
	return p
}

// find gives the places of the pieces among some vectors, -1 for a piece without one, and
// the number of clauses whose vectors are all there.
func (p *pieces) find(v *meaning.Vectors) (places []int32, have int) {
	places = make([]int32, len(p.keys))
	for i, k := range p.keys {
		places[i] = -1
		if place, ok := v.Find(k); ok {
			places[i] = place
		}
	}
	for i := range len(p.first) - 1 {
		if !slices.Contains(places[p.first[i]:p.first[i+1]], -1) {
			have++
		}
	}
	return places, have
}

// Missing gives the texts of the clauses that have no vector in v, which may be nil: first
// those that a search finds first, then those of older versions of documents.
func (s *Space) Missing(v *meaning.Vectors) (texts []string) {
	p := s.pieces()
	seen := make(map[meaning.Key]bool)
	for _, older := range []bool{false, true} {
		for ord, c := range s.of.Clauses() {
			if s.of.Outdated().Has(ord) != older {
				continue
			}
			var of []string
			for i, k := range p.keys[p.first[ord]:p.first[ord+1]] {
				if seen[k] {
					continue
				}
				seen[k] = true
				if v != nil {
					if _, ok := v.Find(k); ok {
						continue
					}
				}
				if of == nil {
					of = passage.Pieces(c)
				}
				texts = append(texts, of[i])
			}
		}
	}
	return texts
}

// Keys are those of the pieces of all clauses, by which their vectors are found.
func (s *Space) Keys() map[meaning.Key]bool {
	keys := s.pieces().keys
	all := make(map[meaning.Key]bool, len(keys))
	for _, k := range keys {
		all[k] = true
	}
	return all
}
