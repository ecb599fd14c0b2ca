package reading

import (
	"testing"
)

func TestQuoted(t *testing.T) {
	for in, want := range map[string][2]int{
		"": {}, "3": {}, "3-": {}, "-3": {}, "a-b": {}, "5-5": {}, "9-3": {}, "-1-3": {},
		"0-3": {0, 3}, "135-156": {135, 156}, "99999999999999999999-3": {},
	} {
		if from, to := quoted(in); [2]int{from, to} != want {
			t.Errorf("quoted(%q) = %d, %d, want %v", in, from, to, want)
		}
	}
}
