package segmenter

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed shapes.txt
var shapesFile string

var shapes = sync.OnceValue(func() map[rune]string {
	m := make(map[rune]string)
	for line := range strings.Lines(shapesFile) {
		group := strings.TrimSpace(line)
		if strings.HasPrefix(group, "#") {
			continue
		}
		for _, r := range group {
			for _, other := range group {
				if other != r && !strings.ContainsRune(m[r], other) {
					m[r] += string(other)
				}
			}
		}
	}
	return m
})

// SameShape gives the characters that a folded one is mistaken for because they
// look alike, 已巳 for 己; "" for most.
func SameShape(r rune) string { return shapes()[r] }
