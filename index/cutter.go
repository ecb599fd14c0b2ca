package index

import (
	"unicode"
	"unicode/utf8"

	bleve "github.com/blevesearch/bleve_index_api"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/segmenter"
)

// A text is indexed as a bag of its single characters and its pairs of
// neighbouring characters. Letters and digits that stand together are one term.
//
// On statutes that ranks better than dictionary words do (RANKING.md), and it finds
// 班子成员 inside 领导班子成员 whatever a dictionary says. A word of three and more
// characters needs no term of its own here: it is looked up as the clauses that
// hold its pairs side by side. The words that gse cuts are a field beside; see
// WordTerms.

// isHan reports whether r is written without blanks between words.
func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x2E80 && unicode.Is(unicode.Han, r) || r == '〇'
}

// isWord reports whether r belongs to a term.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// eachGram yields the single characters, pairs and alphanumeric runs of a
// folded text in order, with their byte offsets.
func eachGram(folded string, yield func(start, end int)) {
	prev := -1 // start of the Han character right before, -1 when there is none
	for i := 0; i < len(folded); {
		r, n := utf8.DecodeRuneInString(folded[i:])
		switch {
		case isHan(r):
			yield(i, i+n)
			if prev >= 0 {
				yield(prev, i+n)
			}
			prev = i
			i += n
		case isWord(r):
			end := i + n
			for end < len(folded) {
				r, n := utf8.DecodeRuneInString(folded[end:])
				if isHan(r) || !isWord(r) {
					break
				}
				end += n
			}
			yield(i, end)
			prev, i = -1, end
		default:
			prev = -1
			i += n
		}
	}
}

// bag counts the terms of a text. length is its number of characters.
func bag(text string) (terms bleve.TokenFrequencies, length int) {
	folded := fold(text)
	var all []string
	eachGram(folded, func(start, end int) { all = append(all, folded[start:end]) })
	return countTerms(all), utf8.RuneCountInString(folded)
}

// countTerms counts how often each term is among some.
func countTerms(all []string) bleve.TokenFrequencies {
	terms := make(bleve.TokenFrequencies, len(all))
	// One allocation for many counts.
	var pool []bleve.TokenFreq
	for _, term := range all {
		tf := terms[term]
		if tf == nil {
			if len(pool) == 0 {
				pool = make([]bleve.TokenFreq, max(16, len(all)/4))
			}
			tf, pool = &pool[0], pool[1:]
			terms[term] = tf
		}
		tf.SetFrequency(tf.Frequency() + 1)
	}
	return terms
}

// clauseTexts gives the words of a clause for each of textFields; "" where the
// clause has none. Suspected slips are undone.
func clauseTexts(c *corpus.Clause) [numFields]string {
	var t [numFields]string
	t[inBody], _ = c.Clean()
	t[inTitle] = c.Title
	for s := c.Section; s != nil; s = s.Parent {
		t[inPath] += s.Title + "\n"
	}
	t[inName] = c.Document.Title
	return t
}

// normBag names the kinds of norms that a clause holds.
func normBag(c *corpus.Clause) (terms bleve.TokenFrequencies, length int) {
	terms = make(bleve.TokenFrequencies)
	for _, n := range norm.Of(c) {
		tf := new(bleve.TokenFreq)
		tf.SetFrequency(1)
		terms[n.Kind.String()] = tf
	}
	return terms, len(terms)
}

// fold is segmenter.Fold where places do not matter.
func fold(s string) string {
	folded, _ := segmenter.Fold(s)
	return folded
}
