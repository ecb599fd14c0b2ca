// Package dice makes choices that look like chance and are the same every time.
package dice

import (
	"hash/fnv"
	"math/rand/v2"
)

// Hash is FNV-1a over a number and strings, finished as in SplitMix64, for
// whose low bits FNV is too regular.
func Hash(seed uint64, words ...string) uint64 {
	h := fnv.New64a()
	for i := range 8 {
		h.Write([]byte{byte(seed >> (8 * i))})
	}
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	x := h.Sum64()
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Of are the choices that a question makes, the same whenever it is made.
func Of(words ...string) *rand.Rand {
	return rand.New(rand.NewPCG(Hash(0, words...), 0))
}
