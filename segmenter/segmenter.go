// Package segmenter turns text into words with their places, and reads what a
// word stands for.
//
//   - Words: [Segmenter] is gse behind one small type, loaded from a [Lexicon]
//     with only the words that can occur. words.txt is our part of its dictionary.
//   - [Fold] brings width, case, script and signs to one form, and its [Map]
//     leads back to the text.
//   - [References] and [ParseNumber] read 第二十条第二款, 18到21, art. 31, 卅四.
//   - [Syllables], [Spelling], [Sounds] and [SameShape] know what sounds and
//     looks alike, for pinyin and for slips (pinyin.txt, shapes.txt).
//
// Two things are easily done wrong. Clause numbers never come from tokens: the
// dictionary holds 第二十条 as one word and 第20条 as none, so use
// [References]. And both sides of a search must be cut by the same lexicon:
// index with [Segmenter.SearchTokens], query with [Segmenter.Tokens].
package segmenter

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// Token is a word of a text.
type Token struct {
	Text       string // the word in folded form: the term of the index
	Start, End int    // bytes of the text given: text[Start:End] is the word as written
	Sub        bool   // a dictionary word inside the token before it that is not Sub, at the same position
}

// Segmenter cuts text into words. It is safe for concurrent use.
type Segmenter struct {
	// segment is gse's method, held as a function: a field of gse's type is seen
	// by the linker wherever a Segmenter is stored in an interface, and drags
	// 38 MB of dictionaries into the binary.
	segment func([]byte) []gse.Segment
}

// Segmenter loads gse with the words that occur in the texts, or with every
// word of the lexicon when no text is given. It cuts these texts, and any part
// of them, as the whole lexicon would; words that occur in none of them it
// does not know. For a query that costs some tens of microseconds; for texts
// of megabytes, cut the lexicon first ([Lexicon.Cut]) and load all of the cut.
func (l *Lexicon) Segmenter(texts ...string) *Segmenter {
	if len(texts) == 0 {
		return l.load(l.all())
	}
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	if size > 1<<14 {
		return l.Cut(slices.Values(texts)).Segmenter()
	}
	return l.load(func(yield func(entry) bool) {
		for _, t := range texts {
			folded, _ := Fold(t)
			for start, end := range runs(folded) {
				run := folded[start:end]
				for at := range run {
					for w := range l.at(run[at:]) {
						if !yield(w) {
							return
						}
					}
				}
			}
		}
	})
}

// filler stands for the words that are not loaded. It is no character, and
// folding leaves none, so it matches nothing; it carries their frequency, so
// that the words loaded cost what they cost in the whole dictionary.
const filler = "\U0010FFFF"

// load makes a gse of words of the lexicon; a word may come twice.
func (l *Lexicon) load(words iter.Seq[entry]) *Segmenter {
	g := &gse.Segmenter{Dict: gse.NewDict(), NotLoadHMM: true, SkipLog: true}
	rest := l.total
	for w := range words {
		n := g.Dict.NumTokens()
		// The part of speech, which we have no use for, holds the sub-words.
		// Unreachable: cedar refuses only empty words.
		if err := g.AddToken(w.text, float64(w.freq), l.inside(w.text)); err != nil {
			continue
		}
		if g.Dict.NumTokens() > n {
			rest -= uint64(w.freq)
		}
	}
	if rest > 0 {
		_ = g.AddToken(filler, float64(rest))
	}
	g.CalcToken()
	return &Segmenter{segment: g.Segment}
}

// inside lists the words of two and more characters inside a word, in pairs of
// bytes, where one begins and where it ends: by beginning, the longest first.
func (l *Lexicon) inside(word string) string {
	if utf8.RuneCountInString(word) < 3 {
		return ""
	}
	var spans, here []byte
	for at, r := range word {
		if at > 0 && joined(word, at) {
			continue
		}
		here = here[:0]
		for w := range l.at(word[at:]) {
			end := at + len(w.text)
			if len(w.text) > utf8.RuneLen(r) && len(w.text) < len(word) && !joined(word, end) {
				here = append(here, byte(end), byte(at)) // reversed below
			}
		}
		for i := len(here) - 1; i >= 0; i-- {
			spans = append(spans, here[i])
		}
	}
	return string(spans)
}

// joined reports whether a word must not be parted at a byte: between letters
// and digits, which gse takes as one character.
func joined(word string, at int) bool {
	return at < len(word) && at > 0 && small(word[at]) && small(word[at-1])
}

func small(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// Tokens yields the words of a text in order, without sub-words: a query's
// view. Punctuation and blanks are no words; a single character may be one;
// letters and digits in a row are one (gdp, 2035, 3g), with a point between
// digits or a plus or & between either too (1.5, 5+1, r&d).
func (s *Segmenter) Tokens(text string) iter.Seq[Token] {
	return func(yield func(Token) bool) { s.cut(text, false, yield) }
}

// SearchTokens yields the words of a text and after each the dictionary words
// inside it, by beginning, the longest first: an index's view. A compound like
// 5+1 is followed by its parts.
func (s *Segmenter) SearchTokens(text string) iter.Seq[Token] {
	return func(yield func(Token) bool) { s.cut(text, true, yield) }
}

func (s *Segmenter) cut(text string, sub bool, yield func(Token) bool) {
	folded, m := Fold(text)
	emit := func(start, end int, sub bool) bool {
		a, b := m.Span(start, end)
		return yield(Token{Text: folded[start:end], Start: a, End: b, Sub: sub})
	}
	bytes := []byte(folded)
	for start, end := range runs(folded) {
		segments := s.segment(bytes[start:end])
		for i := 0; i < len(segments); i++ {
			at, to := start+segments[i].Start(), start+segments[i].End()
			// 5 + 1 are three segments and one word.
			j := i
			for j+2 < len(segments) && connects(folded, start+segments[j].End()) {
				j += 2
			}
			if j > i {
				to = start + segments[j].End()
				if !emit(at, to, false) {
					return
				}
				for ; sub && i <= j; i += 2 {
					if !emit(start+segments[i].Start(), start+segments[i].End(), true) {
						return
					}
				}
				i = j
				continue
			}
			if !emit(at, to, false) {
				return
			}
			if !sub {
				continue
			}
			for spans := segments[i].Token().Pos(); len(spans) >= 2; spans = spans[2:] {
				if !emit(at+int(spans[0]), at+int(spans[1]), true) {
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
			word := isWord(r) || r < utf8.RuneSelf && start >= 0 && connects(folded, i)
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
