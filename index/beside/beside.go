// Package beside finds the clauses in which the words of a query stand side by side as
// they do there ([Gains]). They are worth more than the same words apart: a reader who copies a
// passage wants the clause it stands in, however long that is. Pairs of characters count
// less in a long clause; words side by side do not, and the more of the query they are,
// the more they count. A question is the asker's own wording, and gains nothing by it.
//
// The search for them grows from seeds (as BLAST does, Altschul et al. 1990): the rarest
// pair of a row of words tells which clauses to look at, and the words on either side of
// it are added as long as a clause holds them.
package beside

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/wordlist"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
	"tiaowen/segmenter"
)

const (
	minBeside = 7    // code points of a row of words, figures in their shortest writing; a shorter one is a phrase of the language
	minWhole  = 5    // code points of a row that is the whole query: just this phrase is wanted
	whole     = 2    // what that is worth, times what the row is worth elsewhere
	maxBeside = 64   // clauses with the same row; what more of them hold tells nothing
	maxSeed   = 2000 // clauses with a seed; a more common one tells too little
	maxSeeds  = 4    // tried for a query
)

// wordsFile holds the word list of this package, with a comment.
//
//go:embed words.txt
var wordsFile string

// asking is wording that asks.
var asking = regexp.MustCompile(`[?吗呢]\s*$|` + wordlist.Read(wordsFile).Alternation("asking"))

// Query is a query whose words are looked for.
type Query struct {
	Folded  string
	Words   []segmenter.Token     // of Folded
	Weight  map[string]float64    // of its terms, with their idf
	Clauses []*corpus.Clause      // in which they are looked for; a position is an ordinal
	Passes  func(ord uint32) bool // tells the clauses that may be found
}

// Source says which clauses hold terms.
type Source interface {
	// Count says in how many clauses a term stands.
	Count(term string) int
	// Has reports whether a clause holds a term.
	Has(ord uint32, term string) bool
	// With gives clauses that hold a term: all, or those that hold all terms of one of
	// some rows as well, which blanks join. Other clauses gain nothing.
	With(term string, rows func() []string) ([]uint32, error)
}

// Gains gives what clauses gain by words side by side: what a row of words is worth, times
// the cube of its share of the query, less the more clauses hold it.
func Gains(q *Query, s Source) (map[uint32]float32, error) {
	if len(q.Folded) < minBeside || asking.MatchString(q.Folded) {
		return nil, nil
	}
	b := besides{q: q, s: s, figures: numeral.Figures(q.Folded), gain: make(map[uint32]float32), seeds: maxSeeds}
	b.all = b.worth(0, len(q.Folded))
	if n := len(q.Words); n > 0 {
		b.from, b.to = q.Words[0].Start, q.Words[n-1].End
	}
	for words := b.units(q.Words); len(words) > 0; {
		n := 1
		for n < len(words) && !strings.ContainsAny(q.Folded[words[n-1].End:words[n].Start], " \n\"") {
			n++
		}
		b.row(words[:n])
		words = words[n:]
	}
	return b.gain, b.err
}

// besides looks for the words of a query side by side.
type besides struct {
	q       *Query
	s       Source
	figures []numeral.Figure // of the query
	all     float64          // what the whole query is worth
	gain    map[uint32]float32
	seeds   int // that may still be tried
	err     error

	from, to int // of the words of the query, bytes of Query.Folded
}

// wordRow is a row of words of a query that a clause holds.
type wordRow struct {
	ord      uint32
	from, to int // bytes of Query.Folded
}

// row looks for the words of a row, and then for those on either side of its seed.
func (b *besides) row(words []segmenter.Token) {
	if len(words) < 2 || b.seeds == 0 || b.err != nil || !b.long(words[0].Start, words[len(words)-1].End) {
		return
	}
	seed, n, at := b.seed(words)
	if n == 0 {
		return
	}
	b.seeds--
	i := 0
	for words[i].End <= at {
		i++
	}
	if n <= maxSeed {
		b.keep(b.rows(words, seed, i, at))
	}
	b.row(words[:i])
	b.row(words[i+1:])
}

// rows gives the rows around a seed, which stands at a place in the ith word, in the clauses that hold it.
func (b *besides) rows(words []segmenter.Token, seed string, i, at int) (rows []wordRow) {
	clauses, err := b.s.With(seed, func() []string { return b.shortest(words, i) })
	b.err = err
	for _, ord := range clauses {
		if r := b.grow(words, at, ord); b.long(r.from, r.to) && b.q.Passes(ord) {
			rows = append(rows, r)
		}
	}
	return rows
}

// long reports whether what lies between two places of the query is more than a phrase. That
// does not depend on how a figure is written.
func (b *besides) long(from, to int) bool {
	size := utf8.RuneCountInString(b.q.Folded[from:to])
	for _, f := range b.within(from, to) {
		written := utf8.RuneCountInString(b.q.Folded[f.Start:f.End])
		least := written
		for _, w := range f.Writings {
			least = min(least, utf8.RuneCountInString(w))
		}
		size -= written - least
	}
	return size >= minBeside || size >= minWhole && from == b.from && to == b.to
}

// within are the figures between two places of the query.
func (b *besides) within(from, to int) (out []numeral.Figure) {
	for _, f := range b.figures {
		if from <= f.Start && f.End <= to {
			out = append(out, f)
		}
	}
	return out
}

// units joins the words that a figure lies in or touches: 300万元, 三个月.
func (b *besides) units(words []segmenter.Token) []segmenter.Token {
	var out []segmenter.Token
	for _, w := range words {
		n := len(out)
		if n > 0 && slices.ContainsFunc(b.figures, func(f numeral.Figure) bool { return f.Start < out[n-1].End && f.End > w.Start }) {
			out[n-1].End = w.End
			continue
		}
		out = append(out, w)
	}
	return out
}

// grams yields the pairs of characters, and what counts as such, between two
// places of the query that lie in no figure: of a word of one character itself.
func (b *besides) grams(from, to int, yield func(start, end int)) {
	text := b.q.Folded[from:to]
	gram.Each(text, func(start, end int) {
		if end-start < len(text) && utf8.RuneCountInString(text[start:end]) < 2 {
			return
		}
		start, end = from+start, from+end
		if !slices.ContainsFunc(b.figures, func(f numeral.Figure) bool { return f.Start < end && start < f.End }) {
			yield(start, end)
		}
	})
}

// worth is the weight of the pairs and figures between two places of the query.
func (b *besides) worth(from, to int) (sum float64) {
	b.grams(from, to, func(start, end int) { sum += b.q.Weight[b.q.Folded[start:end]] })
	for _, f := range b.within(from, to) {
		sum += posting.IDF(len(b.q.Clauses), b.s.Count(gram.WordMark+gram.Figure(b.q.Folded, f)))
	}
	return sum
}

// holds reports whether a clause has all pairs and figures between two places of
// the query.
func (b *besides) holds(ord uint32, from, to int) bool {
	ok := true
	b.grams(from, to, func(start, end int) {
		ok = ok && b.s.Has(ord, b.q.Folded[start:end])
	})
	for _, f := range b.within(from, to) {
		ok = ok && b.s.Has(ord, gram.WordMark+gram.Figure(b.q.Folded, f))
	}
	return ok
}

// seed gives the rarest pair or figure of a row of words that some clause holds, how many
// do, and where it begins.
func (b *besides) seed(words []segmenter.Token) (seed string, least, at int) {
	try := func(term string, start int) {
		if n := b.s.Count(term); n > 0 && (least == 0 || n < least) {
			seed, least, at = term, n, start
		}
	}
	b.grams(words[0].Start, words[len(words)-1].End, func(start, end int) { try(b.q.Folded[start:end], start) })
	for _, f := range b.within(words[0].Start, words[len(words)-1].End) {
		try(gram.WordMark+gram.Figure(b.q.Folded, f), f.Start)
	}
	return seed, least, at
}

// shortest are the rows of words around word i that are just long enough, as terms.
func (b *besides) shortest(words []segmenter.Token, i int) (rows []string) {
	for from := i; from >= 0; from-- {
		to := i
		for to < len(words)-1 && !b.long(words[from].Start, words[to].End) {
			to++
		}
		if !b.long(words[from].Start, words[to].End) {
			continue
		}
		rows = append(rows, b.terms(words[from].Start, words[to].End))
		if to == i {
			break // a longer one holds this one
		}
	}
	return rows
}

// terms are the pairs and figures between two places of the query, as a word for
// an engine.
func (b *besides) terms(from, to int) string {
	var list []string
	b.grams(from, to, func(start, end int) { list = append(list, b.q.Folded[start:end]) })
	for _, f := range b.within(from, to) {
		list = append(list, gram.WordMark+gram.Figure(b.q.Folded, f))
	}
	return strings.Join(list, " ")
}

// grow gives the words around a place that a clause holds, as its pairs tell.
func (b *besides) grow(words []segmenter.Token, at int, ord uint32) wordRow {
	i := 0
	for words[i].End <= at {
		i++
	}
	if !b.holds(ord, words[i].Start, words[i].End) {
		return wordRow{}
	}
	r := wordRow{ord, words[i].Start, words[i].End}
	for k := i + 1; k < len(words); k++ {
		_, n := utf8.DecodeLastRuneInString(b.q.Folded[:r.to])
		if !b.holds(ord, r.to-n, words[k].End) {
			break
		}
		r.to = words[k].End
	}
	for k := i - 1; k >= 0; k-- {
		_, n := utf8.DecodeRuneInString(b.q.Folded[r.from:])
		if !b.holds(ord, words[k].Start, r.from+n) {
			break
		}
		r.from = words[k].Start
	}
	return r
}

// keep notes what clauses gain by rows of words: what the row is worth, times the
// cube of its share of the query, less the more clauses hold it.
func (b *besides) keep(rows []wordRow) {
	if len(rows) > maxBeside {
		return
	}
	n := len(b.q.Clauses)
	rare := posting.IDF(n, len(rows)) / posting.IDF(n, 1)
	for _, r := range rows {
		text, _ := b.q.Clauses[r.ord].Clean()
		if !b.stands(gram.Fold(text), r.from, r.to) {
			continue
		}
		worth := b.worth(r.from, r.to)
		share := worth / b.all
		gain := rare * worth * share * share * share
		if r.from == b.from && r.to == b.to {
			gain *= whole
		}
		b.gain[r.ord] = max(b.gain[r.ord], float32(gain))
	}
}

// stands reports whether what lies between two places of the query stands in a folded
// text, figures in any writing.
func (b *besides) stands(text string, from, to int) bool {
	row := b.q.Folded[from:to]
	if strings.Contains(text, row) {
		return true
	}
	figures := b.within(from, to)
	if len(figures) == 0 {
		return false
	}
	for i := range text {
		if b.begins(text[i:], from, to, figures) {
			return true
		}
	}
	return strings.Contains(plainFigures(text), plainFigures(row)) // 5,000 is not a usual way to write it
}

// begins reports whether a text begins with what lies between two places of the query,
// figures in a usual writing.
func (b *besides) begins(text string, from, to int, figures []numeral.Figure) bool {
	if len(figures) == 0 {
		return strings.HasPrefix(text, b.q.Folded[from:to])
	}
	f := figures[0]
	text, ok := strings.CutPrefix(text, b.q.Folded[from:f.Start])
	return ok && slices.ContainsFunc(f.Writings, func(written string) bool {
		rest, ok := strings.CutPrefix(text, written)
		return ok && b.begins(rest, f.End, to, figures[1:])
	})
}

// plainFigures writes a folded text with its figures in the form they share.
func plainFigures(folded string) string {
	var out strings.Builder
	at := 0
	for _, f := range numeral.Figures(folded) {
		out.WriteString(folded[at:f.Start])
		out.WriteString(f.Canonical)
		at = f.End
	}
	out.WriteString(folded[at:])
	return out.String()
}
