package overlap

import (
	"strings"
	"testing"
)

func TestLongest(t *testing.T) {
	for _, test := range []struct {
		a, b             string
		inA, inB, length int
	}{
		{"应当在三日内答复", "机关应当三日内答复", 3, 4, 5},
		{"甲乙", "乙甲", 0, 1, 1}, // the run that ends first in a
		{"甲乙丙", "丁戊", 0, 0, 0},
		{"党员", "党员和党员", 0, 0, 2},
		{"", "甲", 0, 0, 0},
		{"甲", "", 0, 0, 0},
	} {
		if inA, inB, length := Longest([]rune(test.a), []rune(test.b)); inA != test.inA || inB != test.inB || length != test.length {
			t.Errorf("%s and %s: %d, %d, %d, want %d, %d, %d", test.a, test.b, inA, inB, length, test.inA, test.inB, test.length)
		}
	}
}

// The run stands where it is said to stand, and no longer piece of a stands in b.
func FuzzLongest(f *testing.F) {
	f.Add("党员应当按期交纳党费", "不按期交纳党费的党员")
	f.Add("aab", "abaab")
	f.Fuzz(func(t *testing.T, one, other string) {
		a, b := []rune(one), []rune(other)
		if len(a) > 40 || len(b) > 200 {
			return
		}
		inA, inB, length := Longest(a, b)
		if run := string(a[inA : inA+length]); run != string(b[inB:inB+length]) {
			t.Errorf("%q at %d is not %q at %d", run, inA, string(b[inB:inB+length]), inB)
		}
		for i := 0; i+length < len(a); i++ {
			if longer := string(a[i : i+length+1]); strings.Contains(string(b), longer) {
				t.Errorf("%q stands in %q too, and is longer than %d", longer, string(b), length)
			}
		}
	})
}
