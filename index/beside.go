package index

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/segmenter"
)

// Words that stand side by side as they do in the query are worth more than the
// same words apart: who copies a passage wants the clause it stands in, however
// long that is. Pairs of characters count less in a long clause; words side by
// side do not, and the more of the query they are, the more they count. A question
// is the asker's own wording, and gains nothing by it.
//
// The search for them grows from seeds (as BLAST does, Altschul et al. 1990): the
// rarest pair of a row of words tells which clauses to look at, and the words on
// either side of it are added as long as a clause holds them.

const (
	minBeside = 7    // code points of a row of words; a shorter one is a phrase of the language
	maxBeside = 64   // clauses with the same row; what more of them hold tells nothing
	maxSeed   = 2000 // clauses with a seed; a more common one tells too little
	maxSeeds  = 4    // tried for a query
)

// asking is wording that asks.
var asking = regexp.MustCompile(`[?吗呢]\s*$|什么|怎么|怎样|如何|哪|谁|多少|为何`)

// rankBeside adds to the best clauses, and to others, what they gain by words side
// by side, and ranks them anew.
func (ix *Index) rankBeside(q *Query, best []ranked, terms []weighted, skip set) []ranked {
	if len(q.Folded) < minBeside || asking.MatchString(q.Folded) {
		return best
	}
	b := besides{
		ix: ix, q: q, skip: skip, figures: segmenter.Figures(q.Folded),
		weight: make(map[string]float64, len(terms)), gain: make(map[uint32]float32), seeds: maxSeeds,
	}
	for _, t := range terms {
		if t.origin == "query" && !t.word {
			b.weight[t.term] = float64(t.weight) / weightUnit
		}
	}
	b.all = b.worth(0, len(q.Folded))
	for words := b.units(q.words); len(words) > 0; {
		n := 1
		for n < len(words) && !strings.ContainsAny(q.Folded[words[n-1].End:words[n].Start], " \n\"") {
			n++
		}
		b.row(words[:n])
		words = words[n:]
	}
	if len(b.gain) == 0 {
		return best
	}
	k := len(best)
	for i := range best {
		best[i].score += b.gain[best[i].ord]
		delete(b.gain, best[i].ord)
	}
	for ord, score := range b.gain {
		for _, t := range terms {
			score += t.weight * float32(t.at(ord))
		}
		best = append(best, ranked{ord, score})
	}
	slices.SortFunc(best, better)
	return best[:k]
}

// besides looks for the words of a query side by side.
type besides struct {
	ix      *Index
	q       *Query
	skip    set
	figures []segmenter.Figure // of the query
	weight  map[string]float64 // of the query's terms, with their idf
	all     float64            // what the whole query is worth
	gain    map[uint32]float32
	seeds   int // that may still be tried
}

// wordRow is a row of words of a query that a clause holds.
type wordRow struct {
	ord      uint32
	from, to int // bytes of Query.Folded
}

// row looks for the words of a row, and then for those on either side of its seed.
func (b *besides) row(words []Token) {
	if len(words) < 2 || b.seeds == 0 || !b.long(words[0].Start, words[len(words)-1].End) {
		return
	}
	seed, at := b.seed(words)
	if seed == nil {
		return
	}
	b.seeds--
	if seed.len() <= maxSeed {
		var rows []wordRow
		for ord := range seed.all() {
			if b.skip.has(int(ord)) {
				continue
			}
			if r := b.grow(words, at, ord); b.long(r.from, r.to) {
				rows = append(rows, r)
			}
		}
		b.keep(rows)
	}
	i := 0
	for words[i].End <= at {
		i++
	}
	b.row(words[:i])
	b.row(words[i+1:])
}

func (b *besides) long(from, to int) bool {
	return utf8.RuneCountInString(b.q.Folded[from:to]) >= minBeside
}

// units joins the words that a figure lies in or touches: 300万元, 三个月.
func (b *besides) units(words []Token) []Token {
	var out []Token
	for _, w := range words {
		n := len(out)
		if n > 0 && slices.ContainsFunc(b.figures, func(f segmenter.Figure) bool { return f.Start < out[n-1].End && f.End > w.Start }) {
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
	eachGram(text, func(start, end int) {
		if end-start < len(text) && utf8.RuneCountInString(text[start:end]) < 2 {
			return
		}
		start, end = from+start, from+end
		if !slices.ContainsFunc(b.figures, func(f segmenter.Figure) bool { return f.Start < end && start < f.End }) {
			yield(start, end)
		}
	})
}

// worth is the weight of the pairs and figures between two places of the query.
func (b *besides) worth(from, to int) (sum float64) {
	b.grams(from, to, func(start, end int) { sum += b.weight[b.q.Folded[start:end]] })
	for _, f := range b.figures {
		if from <= f.Start && f.End <= to {
			if p, err := b.ix.wordPostings(figureTerm(b.q.Folded, f)); err == nil {
				sum += idf(len(b.ix.clauses), p.len())
			}
		}
	}
	return sum
}

// holds reports whether a clause has all pairs and figures between two places of
// the query.
func (b *besides) holds(ord uint32, from, to int) bool {
	ok := true
	b.grams(from, to, func(start, end int) {
		if ok {
			p, err := b.ix.postings(b.q.Folded[start:end])
			ok = err == nil && p.at(ord) > 0
		}
	})
	for _, f := range b.figures {
		if ok && from <= f.Start && f.End <= to {
			p, err := b.ix.wordPostings(figureTerm(b.q.Folded, f))
			ok = err == nil && p.at(ord) > 0
		}
	}
	return ok
}

// seed gives the rarest pair or figure of a row of words that some clause holds, and where
// it begins.
func (b *besides) seed(words []Token) (seed *postings, at int) {
	b.grams(words[0].Start, words[len(words)-1].End, func(start, end int) {
		p, err := b.ix.postings(b.q.Folded[start:end])
		if err == nil && p.len() > 0 && (seed == nil || p.len() < seed.len()) {
			seed, at = p, start
		}
	})
	for _, f := range b.figures {
		if words[0].Start <= f.Start && f.End <= words[len(words)-1].End {
			p, err := b.ix.wordPostings(figureTerm(b.q.Folded, f))
			if err == nil && p.len() > 0 && (seed == nil || p.len() < seed.len()) {
				seed, at = p, f.Start
			}
		}
	}
	return seed, at
}

// grow gives the words around a place that a clause holds, as its pairs tell.
func (b *besides) grow(words []Token, at int, ord uint32) wordRow {
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
	n := len(b.ix.clauses)
	rare := idf(n, len(rows)) / idf(n, 1)
	for _, r := range rows {
		text, _ := b.ix.clauses[r.ord].Clean()
		text, row := fold(text), b.q.Folded[r.from:r.to]
		if !strings.Contains(text, row) && (len(b.figures) == 0 || !strings.Contains(plainFigures(text), plainFigures(row))) {
			continue
		}
		worth := b.worth(r.from, r.to)
		share := worth / b.all
		gain := b.ix.rank.beside * rare * worth * share * share * share
		b.gain[r.ord] = max(b.gain[r.ord], float32(gain))
	}
}

// plainFigures writes a folded text with its figures in the form they share.
func plainFigures(folded string) string {
	var out strings.Builder
	at := 0
	for _, f := range segmenter.Figures(folded) {
		out.WriteString(folded[at:f.Start])
		out.WriteString(f.Canonical)
		at = f.End
	}
	out.WriteString(folded[at:])
	return out.String()
}
