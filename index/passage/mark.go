package passage

import (
	"slices"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/segmenter"
)

// Marks are the words that are worth showing in a text.
type Marks struct {
	weight map[string]float64
	pairs  *pairSet // of weight
	single bool     // weight holds single characters
}

// Term is a word that is worth showing, and how much.
type Term struct {
	Text   string // folded
	Weight float64
}

// NewMarks gives the marks of terms: their pairs and runs of letters, and single
// characters only where single tells that there is nothing longer.
func NewMarks(terms []Term, single bool) *Marks {
	m := &Marks{weight: make(map[string]float64, len(terms)), pairs: new(pairSet), single: single}
	for _, t := range terms {
		switch {
		case single || len(t.Text) == gram.PairBytes && gram.BeginsHan(t.Text) && utf8.RuneCountInString(t.Text) == 2 && gram.IsHan(gram.Last(t.Text)):
			m.note(t.Text, t.Weight)
		case utf8.RuneCountInString(t.Text) > 1:
			for _, term := range gram.Longest(t.Text) {
				if utf8.RuneCountInString(term) > 1 {
					m.note(term, t.Weight)
				}
			}
		}
	}
	return m
}

func (m *Marks) note(term string, weight float64) {
	m.weight[term] = max(m.weight[term], weight)
	if len(term) == gram.PairBytes {
		m.pairs.add(term)
	}
}

// pairSet tells quickly that a pair of characters of three bytes each is not
// among some; it may take one for another. A bit stands for the ends of both.
type pairSet [64]uint64

func (p *pairSet) has(pair string) bool { return p[pair[2]&63]&(1<<(pair[5]&63)) != 0 }
func (p *pairSet) add(pair string)      { p[pair[2]&63] |= 1 << (pair[5] & 63) }

// each yields the grams of a folded text that are among the marks, in order:
// those of [eachGram], with less work for the many that are none.
func (m *Marks) each(folded string, yield func(start, end int, weight float64)) {
	try := func(start, end int) {
		if w, ok := m.weight[folded[start:end]]; ok {
			yield(start, end, w)
		}
	}
	for i := 0; i < len(folded); {
		n := 3
		if c := folded[i]; c < 0xE4 || c > 0xE9 { // nearly all Chinese characters begin so, and nothing else
			r, size := utf8.DecodeRuneInString(folded[i:])
			switch {
			case gram.IsHan(r):
				n = size
			case gram.IsWord(r):
				end := gram.WordEnd(folded, i+size)
				try(i, end)
				i = end
				continue
			default:
				i += size
				continue
			}
		}
		if m.single {
			try(i, i+n)
		} else if end := i + n + gram.Width(folded[i+n:]); end-i != gram.PairBytes || m.pairs.has(folded[i:end]) {
			try(i, end)
		}
		i += n
	}
}

// mark is a place in the source where query terms stand.
type mark struct {
	corpus.Span
	weight float64
	same   int // the first mark with the same words
	seen   int // of that mark: the last piece of text that a mark with its words was counted in
}

// marks finds the query's terms in a clause, overlapping ones joined to runs. A
// pair that is not a word and stands alone (部工 of 干部工作, found in 全部工程) is left
// out: it would be a mark inside of words.
// The marks are appended to found, which is empty.
func (x *Cutter) marks(c *corpus.Clause, wanted *Marks, found []mark) []mark {
	folded, at := c.Clean()
	var back *segmenter.Map
	if !segmenter.Folded(folded) {
		folded, back = segmenter.Fold(folded)
	}
	start, end, weight := 0, 0, 0.0
	flush := func() {
		if end == 0 {
			return
		}
		if len(wanted.weight) == 1 || !x.isMerePair(folded[start:end]) {
			s, e := back.Span(start, end)
			m := mark{corpus.Span{Start: at(s), End: at(e)}, weight, len(found), 0}
			same := slices.IndexFunc(found, func(f mark) bool { return c.Document.Text(f.Span) == c.Document.Text(m.Span) })
			if same >= 0 {
				m.same = same
			}
			found = append(found, m)
		}
		end = 0
	}
	wanted.each(folded, func(s, e int, w float64) {
		if end > 0 && s <= end {
			end = max(end, e)
			weight += w
			return
		}
		flush()
		start, end, weight = s, e, w
	})
	flush()
	return found
}

// isMerePair reports whether two characters stand together by chance: they are no word.
func (x *Cutter) isMerePair(words string) bool {
	return utf8.RuneCountInString(words) == 2 && gram.BeginsHan(words) && !x.isWord(words)
}
