// Package segmenter turns text into words with their places.
//
//   - Words: [Segmenter] is gse behind one small type, loaded with those words of a
//     [Lexicon] that can occur. words.txt is our part of its dictionary.
//   - [Fold] brings width, case, script and signs to one form, and its [Map]
//     leads back to the text.
//   - [SameShape] knows which characters look alike (shapes.txt); package pinyin below
//     knows which sound alike.
//
// Both sides of a search must be cut by the same lexicon: a clause when it is indexed
// ([Lexicon.Segmenter]), a question by a segmenter of the words that the clauses hold
// ([Lexicon.Of]).
package segmenter

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// Token is a word of a text.
type Token struct {
	Text       string // the word in folded form: the term of the index
	Start, End int    // bytes of the text given: text[Start:End] is the word as written
}

// Segmenter cuts text into words. It is safe for concurrent use.
type Segmenter struct {
	// segment is gse's method, held as a function: a field of gse's type is seen
	// by the linker wherever a Segmenter is stored in an interface, and drags
	// 38 MB of dictionaries into the binary.
	segment func([]byte) []gse.Segment
}

// Segmenter loads gse with the words that occur in some texts, which costs some
// microseconds a word. It cuts these texts, and any part of them, as all words of
// the lexicon would; words that occur in none of them it does not know.
func (l *Lexicon) Segmenter(texts iter.Seq[string]) *Segmenter {
	m := l.newMarker()
	for text := range texts {
		m.mark(text)
	}
	return l.load(m.words())
}

// Of loads gse with some words, those of them that the lexicon has.
func (l *Lexicon) Of(words iter.Seq[string]) *Segmenter {
	return l.load(func(yield func(entry) bool) {
		for w := range words {
			if freq := l.Freq(w); freq > 0 && !yield(entry{text: w, freq: uint32(freq)}) {
				return
			}
		}
	})
}

// load makes a gse of words of the lexicon; a word may come twice.
func (l *Lexicon) load(words iter.Seq[entry]) *Segmenter {
	g := &gse.Segmenter{Dict: gse.NewDict(), NotLoadHMM: true, SkipLog: true}
	var last entry // the first that came
	for w := range words {
		if last.text == "" {
			last = w
		} else if w.text != last.text {
			// Unreachable: cedar refuses only empty words.
			_ = g.AddToken(w.text, float64(w.freq))
		}
	}
	if last.text != "" {
		// gse weighs a word against the sum of the frequencies that it was given. With
		// the last one that sum becomes that of the whole dictionary, and a word costs what
		// it costs there: else a text is cut otherwise when other texts are imported
		// beside it. Only then does the last word get its own frequency.
		_ = g.AddToken(last.text, float64(l.total)-g.Dict.TotalFreq())
		g.Dict.Tokens[g.Dict.NumTokens()-1] = g.ToToken(last.text, float64(last.freq))
	}
	g.CalcToken()
	return &Segmenter{g.Segment}
}

// joined reports whether a text must not be parted at a byte: between letters
// and digits, which gse takes as one character.
func joined(text string, at int) bool {
	return at < len(text) && at > 0 && small(text[at]) && small(text[at-1])
}

func small(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// Tokens yields the words of a text in order. Punctuation and blanks are not words;
// a single character may be one; letters and digits in a row are one (gdp, 2035,
// 3g), with a point between digits or a plus or & between either too (1.5, 5+1,
// r&d).
func (s *Segmenter) Tokens(text string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		s.TokensOf(Fold(text))(yield)
	}
}

// TokensOf is [Segmenter.Tokens] for a text that [Fold] has folded, which gave m too.
func (s *Segmenter) TokensOf(folded string, m *Map) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		bytes := []byte(folded)
		for start, end := range runs(folded) {
			segments := s.segment(bytes[start:end])
			for i := 0; i < len(segments); i++ {
				at := start + segments[i].Start()
				// 5 + 1 are three segments and one word.
				for i+2 < len(segments) && connects(folded, start+segments[i].End()) {
					i += 2
				}
				to := start + segments[i].End()
				from, end := m.Span(at, to)
				if !yield(Token{Text: folded[at:to], Start: from, End: end}) {
					return
				}
			}
		}
	}
}

// connects reports whether the byte at i of a folded text joins a letter or
// digit before it to one behind it: 1.5, 5+1, r&d.
func connects(folded string, i int) bool {
	if i < 1 || i+1 >= len(folded) {
		return false
	}
	switch a, b := folded[i-1], folded[i+1]; folded[i] {
	case '.':
		return a >= '0' && a <= '9' && b >= '0' && b <= '9'
	case '+', '&':
		return small(a) && small(b)
	}
	return false
}

// maxRun bounds, in bytes, what gse is given at once: its costs are float32
// and lose their last digits over long stretches.
const maxRun = 1200

// runs yields the stretches of a folded text that hold words: letters, digits
// and characters, and what connects them.
func runs(folded string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		start := -1
		for i, r := range folded {
			word := IsWord(r) || r < utf8.RuneSelf && start >= 0 && connects(folded, i)
			switch {
			case word && start < 0:
				start = i
			case !word && start >= 0:
				if !yield(start, i) {
					return
				}
				start = -1
			case word && i-start >= maxRun && !joined(folded, i) && !strings.ContainsRune(".+&", r):
				if !yield(start, i) {
					return
				}
				start = i
			}
		}
		if start >= 0 {
			yield(start, len(folded))
		}
	}
}
