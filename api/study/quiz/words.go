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
// among them. The words are those that the index keeps for the clause.
func Words(ix *index.Index) func(c *corpus.Clause, part corpus.Span) []corpus.Span {
	return func(c *corpus.Clause, part corpus.Span) []corpus.Span {
		var out []corpus.Span
		for w := range ix.Words(c) {
			if !part.Contains(w) {
				continue
			}
			word := c.Document.Text(w)
			if hollow[word] || strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
				continue
			}
			if n := utf8.RuneCountInString(word); n >= 3 && !strings.ContainsAny(word, functionRunes) || n == 2 && ix.Weight(index.Fold(word)) > rare {
				out = append(out, corpus.Span{Start: w.Start - part.Start, End: w.End - part.Start})
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
