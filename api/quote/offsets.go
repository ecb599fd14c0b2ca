package quote

import (
	"slices"
	"unicode/utf8"
)

// CodePoints gives the number of code points before each byte offset of some findings in a text.
// It reads the text once, however many findings there are.
func CodePoints(text string, list []Finding) map[int]int {
	var offsets []int
	for _, f := range list {
		offsets = append(offsets, f.Start, f.End)
		if f.Source != nil {
			offsets = append(offsets, f.Source.Start, f.Source.End)
		}
	}
	slices.Sort(offsets)
	c := make(map[int]int, len(offsets))
	last, n := 0, 0
	for _, o := range offsets {
		n += utf8.RuneCountInString(text[last:o])
		last = o
		c[o] = n
	}
	return c
}
