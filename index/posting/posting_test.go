package posting_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"tiaowen/index/posting"
)

// listOf gives a list of clauses with their weights.
func listOf(of map[uint32]uint8) *posting.List {
	p := &posting.List{}
	for _, ord := range slices.Sorted(maps.Keys(of)) {
		p.Add(ord, of[ord])
	}
	return p
}

// someClauses are about one in step of n clauses, with weights.
func someClauses(random *rand.Rand, n, step int) map[uint32]uint8 {
	of := make(map[uint32]uint8)
	for ord := range n {
		if random.IntN(step) == 0 {
			of[uint32(ord)] = uint8(1 + random.IntN(255))
		}
	}
	return of
}

// A list gives back what was put in it, across blocks, sparse and dense.
func TestList(t *testing.T) {
	const n = 200_000 // four blocks
	random := rand.New(rand.NewPCG(1, 2))
	for _, step := range []int{1, 3, 50, 70_000, n * 10} {
		want := someClauses(random, n, step)
		p := listOf(want)
		for _, p := range []*posting.List{p, p.Denser(n)} {
			if got := maps.Collect(p.All()); p.Len() != len(want) || !maps.Equal(got, want) {
				t.Errorf("one in %d: %d clauses, %d by their number, want %d", step, len(got), p.Len(), len(want))
			}
			for range 1000 {
				if ord := uint32(random.IntN(n)); p.At(ord) != want[ord] {
					t.Errorf("one in %d: %d at %d, want %d", step, p.At(ord), ord, want[ord])
				}
			}
			ranges := [][2]uint32{{5, 2000}, {65_530, 65_540}, {150_000, 150_001}}
			inside := maps.Clone(want)
			maps.DeleteFunc(inside, func(ord uint32, _ uint8) bool {
				return !slices.ContainsFunc(ranges, func(r [2]uint32) bool { return r[0] <= ord && ord < r[1] })
			})
			if got := maps.Collect(p.Within(ranges).All()); !maps.Equal(got, inside) {
				t.Errorf("one in %d: %d clauses within the ranges, want %d", step, len(got), len(inside))
			}
		}
	}
}

func TestCommon(t *testing.T) {
	a, b := listOf(map[uint32]uint8{1: 10, 7: 20, 70_000: 30}), listOf(map[uint32]uint8{1: 30, 8: 1, 70_000: 3})
	if got := maps.Collect(posting.Common([]*posting.List{a, b}).All()); !maps.Equal(got, map[uint32]uint8{1: 10, 70_000: 3}) {
		t.Errorf("%v", got)
	}
}

// The cache stays below its limit, and what is used again stays in it.
func TestCache(t *testing.T) {
	list := listOf(map[uint32]uint8{1: 1})
	c := posting.NewCache(10_000, 0)
	c.Put("kept", list)
	for i := range 1000 {
		if c.Get("kept") == nil {
			t.Fatalf("what is used all the time is gone after %d others", i)
		}
		c.Put(fmt.Sprint(i), list)
	}
	kept := 0
	for i := range 1000 {
		if c.Get(fmt.Sprint(i)) != nil {
			kept++
		}
	}
	if kept == 0 || kept > 60 {
		t.Errorf("%d small lists are kept in 10,000 bytes", kept)
	}
	if big := listOf(someClauses(rand.New(rand.NewPCG(1, 2)), 10_000, 2)); true {
		c.Put("big", big)
		if c.Get("big") != nil {
			t.Error("a list that takes more than all the room is kept")
		}
	}
}

// The best are those of a plain sum, and the count is told of all that match.
func TestTop(t *testing.T) {
	const n = 140_000 // three blocks, the last one short
	random := rand.New(rand.NewPCG(3, 4))
	scorer := posting.NewScorer(n)
	for range 15 {
		var rare, common []posting.Weighted
		for range 1 + random.IntN(4) {
			rare = append(rare, posting.Weighted{List: listOf(someClauses(random, n, 10+random.IntN(20_000))), Weight: random.Float32()})
		}
		for range random.IntN(4) {
			common = append(common, posting.Weighted{List: listOf(someClauses(random, n, 2)).Denser(n), Weight: random.Float32() / 4})
		}
		for range random.IntN(2) { // a common term may have a list
			common = append(common, posting.Weighted{List: listOf(someClauses(random, n, 5)), Weight: random.Float32() / 4})
		}
		if random.IntN(4) == 0 { // where there are no rare terms, common ones take their place
			rare = []posting.Weighted{{List: listOf(someClauses(random, n, 3)).Denser(n), Weight: random.Float32()}}
		}
		skip := posting.NewSet(n)
		for range random.IntN(n) {
			skip.Add(random.IntN(n))
		}
		var all []posting.Scored
		for ord := range uint32(n) {
			var sum float32
			for _, t := range rare {
				sum += t.Weight * float32(t.At(ord))
			}
			if sum == 0 || skip.Has(int(ord)) {
				continue
			}
			for _, t := range common {
				sum += t.Weight * float32(t.At(ord))
			}
			all = append(all, posting.Scored{Ordinal: ord, Score: sum})
		}
		slices.SortFunc(all, posting.Better)
		k, counted := 1+random.IntN(400), 0
		got, total := scorer.Top(rare, common, k, skip, func(int) { counted++ })
		if total != len(all) || counted != len(all) || len(got) != min(k, len(all)) {
			t.Fatalf("%d of %d, %d counted, want %d of %d", len(got), total, counted, min(k, len(all)), len(all))
		}
		for i := range got {
			// Sums of the same numbers in another order differ in the last digits.
			if d := got[i].Score - all[i].Score; d > 1e-3 || d < -1e-3 {
				t.Fatalf("place %d: %v, want %v", i, got[i], all[i])
			}
		}
	}
}

func TestIDF(t *testing.T) {
	if posting.IDF(1000, 1) <= posting.IDF(1000, 10) || posting.IDF(1000, 1000) <= 0 || posting.IDF(1000, 0) <= posting.IDF(1000, 1) {
		t.Error("a rarer term weighs less")
	}
}

func ExampleScorer_Top() {
	rare, common := &posting.List{}, &posting.List{}
	rare.Add(3, 100)
	rare.Add(8, 90)
	common.Add(8, 200)
	common.Add(9, 200)
	best, total := posting.NewScorer(10).Top(
		[]posting.Weighted{{List: rare, Weight: 1}},
		[]posting.Weighted{{List: common, Weight: 0.5}}, 1, posting.NewSet(10), nil)
	fmt.Println(best, "of", total)
	// Output: [{8 190}] of 2
}
