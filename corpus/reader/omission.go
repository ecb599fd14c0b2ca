package reader

import (
	"fmt"
	"strings"
)

// Omission is something of a file that is not in its [Text].
type Omission struct {
	English, Chinese string // what it is, how much, and its first words: one sentence
	Doubtful         bool   // it may be words of the document, and not what stands around them
}

// omit notes n things that were left out. one and many are the English words for
// them, manyZh the Chinese ones behind the number; words are how some begin.
func (t *Text) omit(n int, one, many, manyZh string, words []string, doubtful bool) {
	if n == 0 {
		return
	}
	english, chinese := count(n, one, many), fmt.Sprintf("%d %s", n, manyZh)
	if len(words) > 0 {
		more, moreZh := "", ""
		if n > len(words) {
			more, moreZh = ", …", "等"
		}
		english += ": “" + strings.Join(words, "”, “") + "”" + more
		chinese += "：“" + strings.Join(words, "”“") + "”" + moreZh
	}
	t.Omissions = append(t.Omissions, Omission{english + ".", chinese + "。", doubtful})
}

// firstWords are how a text that is left out begins.
func firstWords(s string) string {
	const shown = 16
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > shown {
		return string(r[:shown]) + "…"
	}
	return s
}

// sample keeps how the first few of many things begin.
type sample struct {
	n     int
	words []string
}

func (s *sample) add(words string) {
	s.n++
	if w := firstWords(words); w != "" && len(s.words) < 3 {
		s.words = append(s.words, w)
	}
}
