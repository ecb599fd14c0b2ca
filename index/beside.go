package index

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/index/engine"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
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
func (ix *Index) rankBeside(ctx context.Context, q *Query, best []ranked, terms []engine.Wanted, passes *passing) ([]ranked, error) {
	if len(q.Folded) < minBeside || asking.MatchString(q.Folded) {
		return best, nil
	}
	b := besides{
		ctx: ctx, ix: ix, q: q, passes: passes, figures: segmenter.Figures(q.Folded),
		weight: make(map[string]float64, len(terms)), gain: make(map[uint32]float32), seeds: maxSeeds,
	}
	for _, t := range terms {
		if t.Origin == "query" && !strings.HasPrefix(t.Text, gram.WordMark) {
			b.weight[t.Text] = float64(t.Weight) / posting.Unit
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
	if b.err != nil || len(b.gain) == 0 {
		return best, b.err
	}
	k := len(best)
	for i := range best {
		best[i].score += b.gain[best[i].ord]
		delete(b.gain, best[i].ord)
	}
	points, err := ix.points(terms)
	if err != nil {
		return best, err
	}
	each := make([]float32, len(terms))
	for ord, score := range b.gain {
		best = append(best, ranked{ord, score + points(ord, each)})
	}
	slices.SortFunc(best, better)
	return best[:k], nil
}

// besides looks for the words of a query side by side.
type besides struct {
	ctx     context.Context // of the one call that it is made for
	ix      *Index
	q       *Query
	passes  *passing
	figures []segmenter.Figure // of the query
	weight  map[string]float64 // of the query's terms, with their idf
	all     float64            // what the whole query is worth
	gain    map[uint32]float32
	seeds   int // that may still be tried
	err     error

	bag struct { // of the clause that was last looked at, where no postings are here
		ord uint32
		of  map[string]uint8
	}
}

// wordRow is a row of words of a query that a clause holds.
type wordRow struct {
	ord      uint32
	from, to int // bytes of Query.Folded
}

// row looks for the words of a row, and then for those on either side of its seed.
func (b *besides) row(words []Token) {
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
		var rows []wordRow
		for _, ord := range b.clauses(seed, words, i) {
			if r := b.grow(words, at, ord); b.long(r.from, r.to) && b.passes.clause(ord) {
				rows = append(rows, r)
			}
		}
		b.keep(rows)
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
	gram.Each(text, func(start, end int) {
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
			sum += posting.IDF(len(b.ix.clauses), b.ix.count(gram.WordMark+gram.Figure(b.q.Folded, f)))
		}
	}
	return sum
}

// holds reports whether a clause has all pairs and figures between two places of
// the query.
func (b *besides) holds(ord uint32, from, to int) bool {
	ok := true
	b.grams(from, to, func(start, end int) {
		ok = ok && b.has(ord, b.q.Folded[start:end])
	})
	for _, f := range b.figures {
		if ok && from <= f.Start && f.End <= to {
			ok = b.has(ord, gram.WordMark+gram.Figure(b.q.Folded, f))
		}
	}
	return ok
}

// has reports whether a clause holds a term.
func (b *besides) has(ord uint32, term string) bool {
	if b.ix.local != nil {
		p, err := b.ix.local.Postings(term)
		return err == nil && p.At(ord) > 0
	}
	if b.bag.of == nil || b.bag.ord != ord {
		b.bag.ord, b.bag.of = ord, b.ix.weights.Bag(b.ix.clauses[ord])
	}
	return b.bag.of[term] > 0
}

// seed gives the rarest pair or figure of a row of words that some clause holds, how many
// do, and where it begins.
func (b *besides) seed(words []Token) (seed string, least, at int) {
	try := func(term string, start int) {
		if n := b.ix.count(term); n > 0 && (least == 0 || n < least) {
			seed, least, at = term, n, start
		}
	}
	b.grams(words[0].Start, words[len(words)-1].End, func(start, end int) { try(b.q.Folded[start:end], start) })
	for _, f := range b.figures {
		if words[0].Start <= f.Start && f.End <= words[len(words)-1].End {
			try(gram.WordMark+gram.Figure(b.q.Folded, f), f.Start)
		}
	}
	return seed, least, at
}

// clauses gives those that may hold a row of words long enough around word i, in
// which the seed stands. Where the postings are here they are those with the seed;
// an engine elsewhere is asked for those with all pairs of a shortest row.
func (b *besides) clauses(seed string, words []Token, i int) []uint32 {
	var out []uint32
	if b.ix.local != nil {
		p, err := b.ix.local.Postings(seed)
		if b.err = err; err == nil {
			for ord := range p.All() {
				out = append(out, ord)
			}
		}
		return out
	}
	l := &engine.Lookup{Filter: *b.passes.Filter(), N: maxBeside}
	for from := i; from >= 0; from-- {
		to := i
		for to < len(words)-1 && !b.long(words[from].Start, words[to].End) {
			to++
		}
		if !b.long(words[from].Start, words[to].End) {
			continue
		}
		l.Rare = append(l.Rare, engine.Wanted{Text: b.terms(words[from].Start, words[to].End), Weight: 1})
		if to == i {
			break // a longer one holds this one
		}
	}
	best, total, err := b.ix.engine.Top(b.ctx, l)
	if b.err = err; total > maxBeside {
		return nil // what more of them hold tells nothing
	}
	for _, s := range best {
		out = append(out, s.Ordinal)
	}
	return out
}

// terms are the pairs and figures between two places of the query, as a word for
// an engine.
func (b *besides) terms(from, to int) string {
	var list []string
	b.grams(from, to, func(start, end int) { list = append(list, b.q.Folded[start:end]) })
	for _, f := range b.figures {
		if from <= f.Start && f.End <= to {
			list = append(list, gram.WordMark+gram.Figure(b.q.Folded, f))
		}
	}
	return strings.Join(list, " ")
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
	rare := posting.IDF(n, len(rows)) / posting.IDF(n, 1)
	for _, r := range rows {
		text, _ := b.ix.clauses[r.ord].Clean()
		text, row := gram.Fold(text), b.q.Folded[r.from:r.to]
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
