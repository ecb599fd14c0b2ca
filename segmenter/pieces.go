package segmenter

import (
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A query is cut with its own few words, and gse spends more on taking them in
// than on cutting. A text is parted wherever no word of the lexicon lies across,
// whatever stands to the left and right; so it is taken piece by piece, and gse
// is asked about those pieces alone that matter.

// piece is a part of a folded text that words may run through, and none out of.
type piece struct {
	start, end int
	longest    int // code points of the longest word in it, 0 when it holds none
}

// pieces yields the pieces of a run, places counted from its beginning.
func (l *Lexicon) pieces(run string) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		var p piece // the one that is open; its words reach to end
		narrow := false
		for at, r := range run {
			// gse takes letters and digits in a row as one character, and what
			// connects them must stay with them.
			before := narrow
			narrow = utf8.RuneLen(r) < 3
			if at > 0 && at >= p.end && !(before && narrow) {
				p.end = at
				if !yield(p) {
					return
				}
				p = piece{start: at}
			}
			for w := range l.at(run[at:]) {
				p.end = max(p.end, at+len(w.text))
				p.longest = max(p.longest, utf8.RuneCountInString(w.text))
			}
		}
		if p.end = len(run); p.start < p.end {
			yield(p)
		}
	}
}

// words yields the words that occur in a run.
func (l *Lexicon) words(run string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for at := range run {
			for w := range l.at(run[at:]) {
				if !yield(w) {
					return
				}
			}
		}
	}
}

// cuts are the pieces cut last: the same few thousand make up most of what
// people ask. It is emptied when it is full.
type cuts struct {
	mu sync.Mutex
	of map[string][]Token
}

const (
	maxCuts = 4096 // pieces, some 200 bytes each
	maxCut  = 120  // bytes of a piece; a longer one hardly comes again
)

// cut gives the words of pieces, as [Segmenter.SearchTokens] does. They must not
// be changed.
func (l *Lexicon) cut(pieces ...string) [][]Token {
	tokens := make([][]Token, len(pieces))
	missing := false
	l.cuts.mu.Lock()
	for i, p := range pieces {
		if len(p) >= 3 && len(p) == width(p) {
			tokens[i] = []Token{{Text: p, End: len(p)}} // a character alone
			continue
		}
		tokens[i] = l.cuts.of[p]
		missing = missing || tokens[i] == nil
	}
	l.cuts.mu.Unlock()
	if !missing {
		return tokens
	}
	gse := l.load(func(yield func(entry) bool) {
		for i, p := range pieces {
			for w := range l.words(p) {
				if tokens[i] == nil && !yield(w) {
					return
				}
			}
		}
	})
	for i, p := range pieces {
		if tokens[i] != nil {
			continue
		}
		p = strings.Clone(p) // which is kept, and the text around it is not
		tokens[i] = slices.Collect(gse.SearchTokens(p))
		if len(p) > maxCut {
			continue
		}
		l.cuts.mu.Lock()
		if l.cuts.of == nil || len(l.cuts.of) >= maxCuts {
			l.cuts.of = make(map[string][]Token)
		}
		l.cuts.of[p] = tokens[i]
		l.cuts.mu.Unlock()
	}
	return tokens
}

// Long yields the words of the lexicon in a text that have at least a number of
// code points, as [Segmenter.Tokens] of a segmenter of the text would. gse is
// asked only where such a word may stand.
func (l *Lexicon) Long(text string, least int) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for t := range l.tokens(text, least) {
			if !t.Sub && utf8.RuneCountInString(t.Text) >= least && l.Freq(t.Text) > 0 && !yield(t) {
				return
			}
		}
	}
}

// SearchTokens yields what [Segmenter.SearchTokens] of a segmenter of the text does.
func (l *Lexicon) SearchTokens(text string) iter.Seq[Token] { return l.tokens(text, 0) }

// tokens yields the words of the pieces of a text in which a word of at least a
// number of code points may stand.
func (l *Lexicon) tokens(text string, least int) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		folded, m := Fold(text)
		var pieces []string
		var starts []int
		for start, end := range runs(folded) {
			for p := range l.pieces(folded[start:end]) {
				if p.longest >= least {
					pieces = append(pieces, folded[start+p.start:start+p.end])
					starts = append(starts, start+p.start)
				}
			}
		}
		for i, tokens := range l.cut(pieces...) {
			for _, t := range tokens {
				t.Start, t.End = m.Span(starts[i]+t.Start, starts[i]+t.End)
				if !yield(t) {
					return
				}
			}
		}
	}
}

// Across gives the word that lies across a place of a text, in bytes: where it
// begins and ends. ok is false when the place is between two words.
func (l *Lexicon) Across(text string, at int) (start, end int, ok bool) {
	folded, m := Fold(text)
	for from, to := range runs(folded) {
		if _, last := m.Span(from, to); last <= at {
			continue
		}
		for p := range l.pieces(folded[from:to]) {
			first, last := m.Span(from+p.start, from+p.end)
			if last <= at {
				continue
			}
			if first >= at {
				return 0, 0, false
			}
			piece := folded[from+p.start : from+p.end]
			for _, t := range l.cut(piece)[0] {
				if t.Sub {
					continue
				}
				start, end = m.Span(from+p.start+t.Start, from+p.start+t.End)
				if end > at {
					return start, end, start < at
				}
			}
		}
	}
	return 0, 0, false
}
