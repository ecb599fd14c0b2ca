package dice

import (
	"fmt"
	"math/bits"
	"testing"
)

// What is kept, such as an id, depends on these values: they never change.
func TestHashStays(t *testing.T) {
	for _, c := range []struct {
		seed  uint64
		words []string
		want  uint64
	}{
		{0, nil, 0x813f0174a2367c13},
		{0, []string{"第一条", "三日"}, 0x900505ab9e862b65},
		{7, []string{"第一条", "三日"}, 0x289a614ff8a3fcde},
	} {
		if got := Hash(c.seed, c.words...); got != c.want {
			t.Errorf("%d %q: %#x, want %#x", c.seed, c.words, got, c.want)
		}
	}
	if got := fmt.Sprint(Of("第一条", "三日").Perm(6)); got != "[4 3 1 5 0 2]" {
		t.Errorf("the order is %s", got)
	}
}

// Where words are divided counts, and half of the bits change with one of them.
func TestHashSpreads(t *testing.T) {
	if Hash(0, "第一", "条") == Hash(0, "第一条") || Hash(0, "甲") == Hash(1, "甲") {
		t.Error("two inputs have one value")
	}
	changed := 0
	for i := range uint64(1000) {
		changed += bits.OnesCount64(Hash(i, "甲") ^ Hash(i+1, "甲"))
	}
	if changed < 31_000 || changed > 33_000 {
		t.Errorf("%d of 64,000 bits change", changed)
	}
}
