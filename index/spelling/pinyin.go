package spelling

import (
	"iter"
	"strings"
	"unicode/utf8"

	"tiaowen/index/gram"
	"tiaowen/segmenter/pinyin"
)

// Pinyin reads the letters in a query as pinyin of words of the texts, whole or initials,
// and gives the query with these, folded; ok is false when they are none.
func (sp *Speller) Pinyin(raw string) (meant string, ok bool) {
	start := strings.IndexFunc(raw, gram.IsLatin)
	if start < 0 {
		return "", false
	}
	end := strings.LastIndexFunc(raw, gram.IsLatin)
	_, n := utf8.DecodeRuneInString(raw[end:])
	end += n
	latin := raw[start:end]
	for _, w := range strings.Fields(gram.Fold(latin)) {
		if sp.count(w) > 0 { // GDP, PDF: a word of the texts
			return "", false
		}
	}
	ways, ok := pinyin.Syllables(latin)
	if !ok {
		return "", false
	}
	for _, way := range ways {
		if words, ok := sp.cover(way); ok {
			return gram.Fold(raw[:start]) + words + gram.Fold(raw[end:]), true
		}
	}
	// Syllables takes each part by itself; initials are one word: m z j z z.
	joined := strings.Join(strings.Fields(gram.Fold(latin)), "")
	if len(joined) <= maxSlip {
		if w := sp.mostCommon(sp.known().bySound(joined)); w != "" {
			return gram.Fold(raw[:start]) + w + gram.Fold(raw[end:]), true
		}
	}
	return "", false
}

// cover covers syllables with the fewest words of the texts.
func (sp *Speller) cover(syllables []string) (string, bool) {
	k := sp.known()
	n := len(syllables)
	type state struct {
		count int
		words string
	}
	best := make([]state, n+1)
	best[n] = state{0, ""}
	for i := n - 1; i >= 0; i-- {
		best[i].count = -1
		for j := min(n, i+maxSlip); j > i+1; j-- {
			if best[j].count < 0 || best[i].count >= 0 && best[i].count <= best[j].count+1 {
				continue
			}
			if w := sp.mostCommon(k.bySound(strings.Join(syllables[i:j], " "))); w != "" {
				sep := ""
				if j < n {
					sep = " "
				}
				best[i] = state{best[j].count + 1, w + sep + best[j].words}
			}
		}
	}
	return best[0].words, n > 0 && best[0].count > 0
}

// mostCommon chooses the word that most clauses hold, "" when none does.
func (sp *Speller) mostCommon(words iter.Seq[string]) string {
	best, most := "", 0
	for w := range words {
		if n := sp.count(w); n > most {
			best, most = w, n
		}
	}
	return best
}
