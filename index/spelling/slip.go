package spelling

import (
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tiaowen/index/gram"
	"tiaowen/index/stopword"
	"tiaowen/segmenter"
)

// shortQuery is how many characters a query has at most in which every kind of
// slip is looked for. In a sentence two strange neighbours are more often the
// end of one word and the beginning of the next: there, only a character of the
// same sound in a long word counts, when it fits neither of its neighbours.
const shortQuery = 8

// misspelled looks for words of the texts beside those of a query that stand in
// none. Numbers of clauses, names of documents and words of the vocabulary are
// right as they are.
func (sp *Speller) misspelled(q Query) string {
	folded := q.Folded
	length := utf8.RuneCountInString(folded)
	if length > maxQuery {
		return ""
	}
	right, asks := rightIn(q)
	stopped := stopword.Marks(folded)
	breaks := sp.breaks(folded, asks)
	var b strings.Builder
	done := 0
	for start, end := range hanRuns(folded, right) {
		run := sp.newRun(folded[start:end], stopped[start:end], length > shortQuery)
		if !slices.Contains(run.strange, true) || run.sentence && !run.lonely(0, len(run.chars)) {
			continue
		}
		for i := 0; i < len(run.chars); i++ {
			word, n := sp.mend(run, i)
			if word == "" || breaks(start+run.at[i], run.piece(i, n), word) {
				continue
			}
			b.WriteString(folded[done : start+run.at[i]])
			b.WriteString(word)
			i += n - 1
			done = start + run.at[i+1]
		}
	}
	if done == 0 {
		return ""
	}
	b.WriteString(folded[done:])
	return b.String()
}

// rightIn marks the bytes of a query that are right as they are: what is known to be, and the words
// in which people ask. asks tells whether there are such words.
func rightIn(q Query) (right []bool, asks bool) {
	right = make([]bool, len(q.Folded))
	for _, place := range q.Right {
		for i := place.Start; i < place.End; i++ {
			right[i] = true
		}
	}
	for i, asked := range stopword.SureMarks(q.Folded) {
		right[i] = right[i] || asked
		asks = asks || asked
	}
	return right, asks
}

// breaks tells whether to put a word in the place of a piece of a text would
// break a word of the dictionary that is written right: 公司年 was not meant as 公四年.
// In a few words that ask nothing another word may stand for one (巡查, 巡察).
func (sp *Speller) breaks(folded string, asks bool) func(at int, piece, word string) bool {
	cut := sync.OnceValue(func() []segmenter.Token { return sp.words.Tokens(folded) })
	return func(at int, piece, word string) bool {
		if len(piece) != len(word) {
			return false
		}
		// stands reports whether a token may stand there instead: another word of the texts.
		stands := func(t segmenter.Token) bool {
			inside := t.Start >= at && t.End <= at+len(piece)
			return !asks && inside && sp.count(word[t.Start-at:t.End-at]) > sp.few
		}
		tokens := cut()
		for i := 0; i < len(piece); {
			_, n := utf8.DecodeRuneInString(piece[i:])
			changed := piece[i:i+n] != word[i:i+n]
			from := at + i
			i += n
			if changed && slices.ContainsFunc(tokens, func(t segmenter.Token) bool { return sp.isWordOver(t, from, at+i) && !stands(t) }) {
				return true
			}
		}
		return false
	}
}

// isWordOver reports whether a token is a word of two and more characters that holds some of
// [start, end).
func (sp *Speller) isWordOver(t segmenter.Token, start, end int) bool {
	return t.Start < end && t.End > start && utf8.RuneCountInString(t.Text) >= 2 && sp.words.IsWord(t.Text)
}

// run is a row of Chinese characters in a query.
type run struct {
	text     string
	chars    []rune
	at       []int  // where each character begins, and the end
	stopped  []bool // by byte: part of a stop phrase
	strange  []bool // by character: it and the one before it stand together in no clause, or by chance
	sentence bool   // in a query longer than shortQuery

	// Where the words stand that begin at a character, and that end before one,
	// by one or two characters; looked for when they are needed, often again.
	heads, tails [2][]stretch
}

// piece gives n characters from one on.
func (r *run) piece(from, n int) string { return r.text[r.at[from]:r.at[from+n]] }

func (sp *Speller) newRun(text string, stopped []bool, sentence bool) *run {
	r := &run{text: text, chars: []rune(text), stopped: stopped, sentence: sentence}
	before := 0
	for i := range text {
		r.at = append(r.at, i)
		_, n := utf8.DecodeRuneInString(text[i:])
		r.strange = append(r.strange, i > 0 && !(stopped[before] && stopped[i]) && sp.count(text[before:i+n]) <= sp.few)
		before = i
	}
	r.at = append(r.at, len(text))
	return r
}

// hanRuns yields where Chinese characters stand in a row that are not known to
// be right.
func hanRuns(folded string, right []bool) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		start := -1
		for i, r := range folded + "\n" {
			switch in := gram.IsHan(r) && !right[i]; {
			case in && start < 0:
				start = i
			case !in && start >= 0:
				if !yield(start, i) {
					return
				}
				start = -1
			}
		}
	}
}

// lonely reports whether one of the characters is strange to the neighbours on
// either side.
func (r *run) lonely(from, to int) bool {
	for i := from; i < to; i++ {
		if (i == 0 || r.strange[i]) && (i+1 == len(r.chars) || r.strange[i+1]) && len(r.chars) > 3 {
			return true
		}
	}
	return false
}

// mend looks for the longest piece of a run, from a character on, for which
// there is a nearest word. It returns the word and the length of the piece.
func (sp *Speller) mend(r *run, from int) (word string, length int) {
	shortest := 2
	if r.sentence {
		shortest = 4
	}
	for n := shortest; n <= maxSlip && from+n <= len(r.chars); n++ {
		if w := sp.meant(r, from, n); w != "" {
			word, length = w, n
		}
	}
	return word, length
}

// meant gives the word that n characters of a run, from one on, are a slip for, or "".
func (sp *Speller) meant(r *run, from, n int) string {
	edges := r.stopped[r.at[from]] || r.stopped[r.at[from+n-1]]
	if edges && n < 4 || !sp.mayBeSlip(r, from, n) {
		return ""
	}
	w, like := sp.nearest(r, from, n, r.sentence || edges)
	if (r.sentence || like == oneChanged) && !r.fitsNowhere(from, []rune(w)) {
		return ""
	}
	return w
}

// mayBeSlip reports whether n characters of a run hold two that are strange to one
// another, or are, if there are four and more in a short query, a strange word.
func (sp *Speller) mayBeSlip(r *run, from, n int) bool {
	if r.sentence && !r.lonely(from, from+n) {
		return false
	}
	if slices.Contains(r.strange[from+1:from+n], true) {
		return true
	}
	return !r.sentence && n >= 4 && sp.count(r.piece(from, n)) <= sp.few
}

// fitsNowhere reports whether every character of a run that differs from the
// word, from a character on, is strange to its neighbours on either side:
// 运输公司 is not a slip for 运输工司, because 公司 is a word.
func (r *run) fitsNowhere(from int, word []rune) bool {
	for k, meant := range word {
		i := from + k
		if r.chars[i] == meant {
			continue
		}
		if i > 0 && !r.strange[i] || i+1 < len(r.chars) && !r.strange[i+1] {
			return false
		}
	}
	return true
}

// nearest gives the word of the texts that n characters of a run, from one on,
// were probably meant to be, or "", and its likeness.
func (sp *Speller) nearest(r *run, from, n int, soundOnly bool) (string, int) {
	s := r.piece(from, n)
	best, bestScore, bestCount := "", otherWord, sp.few
	least := otherWord + 1
	if soundOnly {
		least = sameSound
	}
	for w := range sp.known().near(r, from, n) {
		if soundOnly && len(w) != len(s) {
			continue // sameSound has as many characters
		}
		score := likeness(s, w)
		if score < max(bestScore, least) || sp.isRarer(w, s) {
			continue
		}
		n := sp.count(w)
		if n <= sp.few || n <= bestCount && score == bestScore {
			continue
		}
		best, bestScore, bestCount = w, score, n
	}
	return best, bestScore
}

// isRarer reports whether a word of two characters is far rarer than what was typed: 公示 is no
// slip for 公室, of which the texts know but a piece of 办公室.
func (sp *Speller) isRarer(word, typed string) bool {
	return utf8.RuneCountInString(word) == 2 && 10*sp.words.Freq(word) < sp.words.Freq(typed)
}
