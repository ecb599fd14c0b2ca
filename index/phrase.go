package index

import (
	"strings"
	"unicode/utf8"

	"tiaowen/index/gram"
)

// phrases returns what a folded query sets in quotation marks, standing apart:
// "四个意识" 主体责任. Words quoted within a sentence (什么是"裸官"?) are words of
// the sentence. Folding has made all marks plain.
func phrases(folded string) []string {
	var out []string
	for rest, from := folded, 0; ; {
		open := strings.IndexByte(rest, '"')
		if open < 0 {
			return out
		}
		length := strings.IndexByte(rest[open+1:], '"')
		if length < 0 {
			return out
		}
		phrase := rest[open+1 : open+1+length]
		start, end := from+open, from+open+length+2
		if strings.ContainsFunc(phrase, gram.IsWord) && apart(folded[:start], folded[end:]) {
			out = append(out, strings.TrimSpace(phrase))
		}
		rest, from = folded[end:], end
	}
}

// apart reports whether what stands between two texts touches no word.
func apart(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return (before == "" || !gram.IsWord(last)) && (after == "" || !gram.IsWord(first))
}
