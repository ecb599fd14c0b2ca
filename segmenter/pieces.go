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

// cut gives the words of a piece. They must not be changed.
func (l *Lexicon) cut(piece string) []Token {
	l.cuts.mu.Lock()
	tokens, ok := l.cuts.of[piece]
	l.cuts.mu.Unlock()
	if ok {
		return tokens
	}
	piece = strings.Clone(piece) // which is kept, and the text around it is not
	tokens = slices.Collect(l.load(l.words(piece)).Tokens(piece))
	if len(piece) <= maxCut {
		l.cuts.mu.Lock()
		defer l.cuts.mu.Unlock()
		if l.cuts.of == nil || len(l.cuts.of) >= maxCuts {
			l.cuts.of = make(map[string][]Token)
		}
		l.cuts.of[piece] = tokens
	}
	return tokens
}

// Long yields the words of the lexicon in a text that have at least a number of
// code points, as [Segmenter.Tokens] of a segmenter of the text would. gse is
// asked only where such a word may stand.
func (l *Lexicon) Long(text string, least int) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		folded, m := Fold(text)
		for start, end := range runs(folded) {
			for p := range l.pieces(folded[start:end]) {
				if p.longest < least {
					continue
				}
				piece := folded[start+p.start : start+p.end]
				for _, t := range l.cut(piece) {
					if utf8.RuneCountInString(t.Text) < least || l.Freq(t.Text) == 0 {
						continue
					}
					t.Start, t.End = m.Span(start+p.start+t.Start, start+p.start+t.End)
					if !yield(t) {
						return
					}
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
			for _, t := range l.cut(piece) {
				start, end = m.Span(from+p.start+t.Start, from+p.start+t.End)
				if end > at {
					return start, end, start < at
				}
			}
		}
	}
	return 0, 0, false
}
