package quiz

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index"
)

// Words gives Options.Words over an index: names and terms of three and more
// characters, and what is rare among the clauses. Function words are never
// among them.
func Words(ix *index.Index) func(text string) []corpus.Span {
	return func(text string) []corpus.Span {
		folded := index.Fold(text)
		if len(folded) != len(text) {
			return nil // its offsets would be those of another text
		}
		var out []corpus.Span
		for _, t := range ix.Tokens(folded) {
			word := text[t.Start:t.End]
			if t.Sub || hollow[word] || strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
				continue
			}
			if n := utf8.RuneCountInString(word); n >= 3 && !strings.ContainsAny(word, functionRunes) || n == 2 && ix.Weight(word) > rare {
				out = append(out, corpus.Span{Start: t.Start, End: t.End})
			}
		}
		return out
	}
}

// rare is the weight from which a word of two characters is worth asking for.
const rare = 1.8

// functionRunes are characters that make a word of three a phrase of grammar.
const functionRunes = "的之其所以于而且或及和与者"

// hollow are words that say nothing when they are missing.
var hollow = map[string]bool{
	"情形之一": true, "有下列": true, "进一步": true, "一系列": true, "不得不": true, "另一方": true,
	"我国": true, "有的": true, "为了": true, "但是": true, "予以": true, "并且": true, "以及": true,
}
