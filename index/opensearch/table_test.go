package opensearch

import (
	"math/rand/v2"
	"testing"

	"tiaowen/index/facet"
)

func TestTable(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	counts := map[string]uint32{"": 3, "a": 1, "民": 1 << 31, "民法": 0, "民法典": 7}
	for range 5000 {
		word := make([]rune, 1+random.IntN(5))
		for i := range word {
			word[i] = rune(0x4E00 + random.IntN(300))
		}
		counts[string(word)] = random.Uint32N(100000)
	}
	written := newTable(counts).append(nil)
	read, err := readTable(written)
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range counts {
		if n, ok := read.count(word); !ok || n != int(want) {
			t.Errorf("%s: %d, want %d", word, n, want)
		}
	}
	for _, word := range []string{"zz", "民法典典", "一二三四五六七"} {
		if n, ok := read.count(word); ok {
			t.Errorf("%s stands %d times in a table without it", word, n)
		}
	}
	for n := range min(len(written), 300) {
		if _, err := readTable(written[:n]); err == nil {
			t.Errorf("a table cut off at %d of %d bytes is read", n, len(written))
		}
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add(newTable(map[string]uint32{"a": 1, "ab": 2, "民法": 3}).append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		read, err := readTable(b)
		if err == nil {
			read.count("ab")
		}
	})
}

// TestFrequency wants of each weight the frequency that gives it back.
func TestFrequency(t *testing.T) {
	for w := range 256 {
		f := float64(frequencyOf(uint8(w)))
		if got := 256 * f / (f + fullFrequency); got < float64(w)*0.988 || got > float64(w)*1.01 {
			t.Errorf("%d becomes %f", w, got)
		}
	}
}

// TestKeysNamed holds the keys of sections to what SectionNamed says.
func TestKeysNamed(t *testing.T) {
	for _, d := range texts(t) {
		for _, c := range d.Clauses {
			if c.Section == nil {
				continue
			}
			has := make(map[string]bool)
			for _, k := range sectionKeys(c) {
				has[k] = true
			}
			for _, want := range []string{"1", "三", "第二章", "第三部分", "六、", "总则", "第一至三章", "第2节", c.Section.Title, c.Section.Name(), "没有这一章"} {
				named, in := facet.SectionNamed(want), false
				for _, s := range c.Path() {
					in = in || named(s)
				}
				found := false
				for _, k := range keysNamed(want) {
					found = found || has[k]
				}
				if found != in {
					t.Errorf("%s in %s: %v by its keys, %v by SectionNamed", want, c.ID(), found, in)
				}
			}
		}
	}
}
