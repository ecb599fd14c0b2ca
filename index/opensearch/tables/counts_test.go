package tables

import (
	"math/rand/v2"
	"testing"
)

func TestCounts(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	counts := map[string]uint32{"": 3, "a": 1, "民": 1 << 31, "民法": 0, "民法典": 7}
	for range 5000 {
		word := make([]rune, 1+random.IntN(5))
		for i := range word {
			word[i] = rune(0x4E00 + random.IntN(300))
		}
		counts[string(word)] = random.Uint32N(100000)
	}
	written := NewCounts(counts).Append(nil)
	read, err := ReadCounts(written)
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range counts {
		if n, ok := read.Count(word); !ok || n != int(want) {
			t.Errorf("%s: %d, want %d", word, n, want)
		}
	}
	for _, word := range []string{"zz", "民法典典", "一二三四五六七"} {
		if n, ok := read.Count(word); ok {
			t.Errorf("%s stands %d times in a table without it", word, n)
		}
	}
	for n := range min(len(written), 300) {
		if _, err := ReadCounts(written[:n]); err == nil {
			t.Errorf("a table cut off at %d of %d bytes is read", n, len(written))
		}
	}
}

func FuzzReadCounts(f *testing.F) {
	f.Add(NewCounts(map[string]uint32{"a": 1, "ab": 2, "民法": 3}).Append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		read, err := ReadCounts(b)
		if err == nil {
			read.Count("ab")
		}
	})
}
