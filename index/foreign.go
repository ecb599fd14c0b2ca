package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/index/gram"
	"tiaowen/segmenter/pinyin"
)

// foreignWord is from how many letters on a word tells its language: "of" and "a" stand in
// Chinese texts, too.
const foreignWord = 4

// isForeign reports whether a folded query is in a language that the clauses are
// not in: it has two and more words of letters, no Chinese character, and the clauses have
// less than half of its longer words. Its words find nothing then, or something by
// chance; its meaning may. Pinyin is Chinese.
func (ix *Index) isForeign(folded string) bool {
	var long, known, spelled int
	words := strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	for _, w := range words {
		if strings.ContainsFunc(w, gram.IsHan) {
			return false
		}
		if _, ok := pinyin.Syllables(w); ok {
			spelled++
		}
		if utf8.RuneCountInString(w) < foreignWord {
			continue
		}
		long++
		if ix.Has(w) {
			known++
		}
	}
	return len(words) >= 2 && spelled < len(words) && long > 0 && known*2 < long
}
