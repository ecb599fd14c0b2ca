package segmenter

import (
	"strings"
	"sync"
)

// plainly gives for a traditional character the simplified one, by OpenCC's
// table alone.
var plainly = sync.OnceValue(func() map[rune]rune {
	pairs := []rune(traditional)
	m := make(map[rune]rune, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
})

// Simplify writes a text in simplified characters and changes nothing else:
// unlike [Fold], it keeps case, width, and characters that are simplified ones
// already, such as 著.
func Simplify(text string) string {
	m := plainly()
	changes := func(r rune) bool { _, ok := m[r]; return r >= hanFirst && ok }
	if strings.IndexFunc(text, changes) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if to, ok := m[r]; ok {
			return to
		}
		return r
	}, text)
}
