package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/segmenter"
)

// Part is a piece of a passage: a span of Document.Source that either is what
// the query looks for or is not.
type Part struct {
	corpus.Span
	Match bool
}

// DefaultPassage is the length of a passage in code points, where none is given.
const DefaultPassage = 160

// Passage cuts the piece of a clause that shows best why it was found: at most
// max code points (0 means [DefaultPassage]), beginning where a sentence or a
// part of one does when it can, ending where a word does. The parts, joined,
// are a piece of the clause's text. A clause that is short enough is there
// whole.
func (ix *Index) Passage(c *corpus.Clause, q *Query, max int) []Part {
	if max <= 0 {
		max = DefaultPassage
	}
	body := c.Body
	if body.Len() == 0 {
		return nil
	}
	buf, _ := ix.marked.Get().(*[]mark)
	if buf == nil {
		buf = new([]mark)
	}
	marks := ix.marks(c, q, (*buf)[:0])
	if utf8.RuneCountInString(c.Text()) > max {
		body = ix.window(c, marks, max)
	}
	out := parts(body, marks)
	*buf = marks
	ix.marked.Put(buf)
	return out
}

// Marked gives the places of a whole clause where the query's words stand, as spans of
// Document.Source in order.
func (ix *Index) Marked(c *corpus.Clause, q *Query) []corpus.Span {
	marks := ix.marks(c, q, nil)
	out := make([]corpus.Span, len(marks))
	for i, m := range marks {
		out[i] = m.Span
	}
	return out
}

// mark is a place in the source where query terms stand.
type mark struct {
	corpus.Span
	weight float64
	same   int // the first mark with the same words
	seen   int // of that mark: the last piece of text that a mark with its words was counted in
}

// marks finds the query's terms in a clause, overlapping ones joined to runs. A
// pair that is no word and stands alone (部工 of 干部工作, found in 全部工程) is left
// out: it would be a mark inside of words.
// The marks are appended to found, which is empty.
func (ix *Index) marks(c *corpus.Clause, q *Query, found []mark) []mark {
	folded, at := c.Clean()
	var back *segmenter.Map
	if !segmenter.Folded(folded) {
		folded, back = segmenter.Fold(folded)
	}
	wanted := q.marksIn(c.Document)
	start, end, weight := 0, 0, 0.0
	flush := func() {
		if end == 0 {
			return
		}
		if words := folded[start:end]; len(wanted.weight) == 1 || utf8.RuneCountInString(words) != 2 || !gram.BeginsHan(words) || ix.cutter.Freq(words) > 0 {
			s, e := back.Span(start, end)
			m := mark{corpus.Span{Start: at(s), End: at(e)}, weight, len(found), 0}
			for i, f := range found {
				if c.Document.Text(f.Span) == c.Document.Text(m.Span) {
					m.same = i
					break
				}
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

// each yields the grams of a folded text that are among the marks, in order:
// those of [eachGram], with less work for the many that are none.
func (q *markSet) each(folded string, yield func(start, end int, weight float64)) {
	try := func(start, end int) {
		if w, ok := q.weight[folded[start:end]]; ok {
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
		if q.single {
			try(i, i+n)
		} else if end := i + n + gram.Width(folded[i+n:]); end-i != gram.PairBytes || q.pairs.has(folded[i:end]) {
			try(i, end)
		}
		i += n
	}
}

// markSet is what of a query is worth showing in a text.
type markSet struct {
	weight map[string]float64
	pairs  *pairSet // of weight
	single bool     // weight holds single characters
}

// ownMarks are the marks of the documents that have words of their own added.
type ownMarks struct {
	docs []*corpus.Document
	*markSet
}

// mark notes the terms worth showing: pairs and longer ones, and single
// characters only where there is nothing longer.
func (q *Query) mark() {
	q.marks, q.own = newMarks(q.Terms, nil), nil
	for _, t := range q.Terms {
		if t.within != nil && !slices.ContainsFunc(q.own, func(o ownMarks) bool { return slices.Equal(o.docs, t.within) }) {
			q.own = append(q.own, ownMarks{t.within, newMarks(q.Terms, t.within)})
		}
	}
}

// marksIn gives what is worth showing in a document.
func (q *Query) marksIn(d *corpus.Document) *markSet {
	for _, o := range q.own {
		if slices.Contains(o.docs, d) {
			return o.markSet
		}
	}
	return q.marks
}

// newMarks gives the marks of the terms that are looked for everywhere or in docs.
func newMarks(terms []Term, docs []*corpus.Document) *markSet {
	q := &markSet{weight: make(map[string]float64, len(terms)), pairs: new(pairSet)}
	q.single = !slices.ContainsFunc(terms, func(t Term) bool { return !t.Word && utf8.RuneCountInString(t.Text) > 1 })
	for _, t := range terms {
		if t.Word || t.within != nil && !slices.Equal(t.within, docs) {
			continue
		}
		switch {
		case q.single || len(t.Text) == gram.PairBytes && gram.BeginsHan(t.Text) && utf8.RuneCountInString(t.Text) == 2 && gram.IsHan(gram.Last(t.Text)):
			q.note(t.Text, t.Weight)
		case utf8.RuneCountInString(t.Text) > 1:
			for _, term := range gram.Longest(t.Text) {
				if utf8.RuneCountInString(term) > 1 {
					q.note(term, t.Weight)
				}
			}
		}
	}
	return q
}

func (q *markSet) note(term string, weight float64) {
	q.weight[term] = max(q.weight[term], weight)
	if len(term) == gram.PairBytes {
		q.pairs.add(term)
	}
}

// pairSet tells quickly that a pair of characters of three bytes each is not
// among some; it may take one for another. A bit stands for the ends of both.
type pairSet [64]uint64

func (p *pairSet) has(pair string) bool { return p[pair[2]&63]&(1<<(pair[5]&63)) != 0 }
func (p *pairSet) add(pair string)      { p[pair[2]&63] |= 1 << (pair[5] & 63) }

// window chooses the piece of at most max code points whose marks weigh most.
// The same words again count less.
func (ix *Index) window(c *corpus.Clause, marks []mark, max int) corpus.Span {
	source, body := c.Document.Source, c.Body
	w := window{source: source, body: body, marks: marks, weight: -1}
	w.rewind(max)
	w.try(body.Start)
	for i, r := range source[body.Start:body.End] {
		switch r {
		case '。', '；', '！', '？', '\n':
			next := body.Start + i + utf8.RuneLen(r)
			next += len(source[next:body.End]) - len(strings.TrimLeft(source[next:body.End], " \n\r\t　”’）"))
			if next < body.End {
				w.try(next)
			}
		}
		if w.end == body.End {
			break
		}
	}
	w.rewind(max)
	for _, m := range marks { // a sentence longer than the passage: begin at its part
		if m.Start >= w.best.Start && m.End <= w.best.End {
			continue
		}
		if w.end == body.End {
			break
		}
		if n := lastPart(source[body.Start:m.Start]); n > 0 {
			w.try(body.Start + n)
		}
	}
	if w.best.End < body.End {
		w.best.End = ix.goodEnd(c, w.best, marks)
	}
	return w.best
}

// window is a stretch of a text that moves on and is weighed by its marks.
type window struct {
	source     string
	body       corpus.Span
	start, end int
	marks      []mark
	first      int // the first mark that begins at start or behind
	tries      int
	best       corpus.Span
	weight     float64 // of the best
}

// rewind puts the window to the beginning, max code points of it.
func (w *window) rewind(max int) {
	w.start, w.end, w.first = w.body.Start, forward(w.source, w.body.Start, w.body.End, max), 0
}

// try moves the window to begin at a place, none before that of the last try,
// and weighs it. Once it has reached the end of the text, it only gets lighter.
func (w *window) try(start int) {
	w.end = forward(w.source, w.end, w.body.End, utf8.RuneCountInString(w.source[w.start:start]))
	w.start = start
	for w.first < len(w.marks) && w.marks[w.first].Start < start {
		w.first++
	}
	w.tries++
	weight := 0.0
	for _, m := range w.marks[w.first:] {
		if m.End > w.end {
			break
		}
		if same := &w.marks[m.same]; same.seen == w.tries {
			weight += m.weight / 8
		} else {
			same.seen = w.tries
			weight += m.weight
		}
	}
	if weight > w.weight*1.001 {
		w.best, w.weight = corpus.Span{Start: w.start, End: w.end}, weight
	}
}

// lastPart is where the last part of a sentence begins in a text, behind its
// comma or another sign; 0 when there is none.
func lastPart(text string) int {
	for end := len(text); end > 0; {
		r, n := utf8.DecodeLastRuneInString(text[:end])
		switch r {
		case '，', '、', '：', '。', '；', '\n':
			return end
		}
		end -= n
	}
	return 0
}

// goodEnd moves the end of a passage that was cut in the middle of a sentence:
// to where a part of it ends, if that leaves most of it and loses no mark, else
// to where a word begins.
func (ix *Index) goodEnd(c *corpus.Clause, piece corpus.Span, marks []mark) int {
	text := c.Document.Text(piece)
	if i := strings.LastIndexAny(text, "。；，、！？\n"); i > len(text)/2 {
		_, n := utf8.DecodeRuneInString(text[i:])
		end := piece.Start + i + n
		if !slices.ContainsFunc(marks, func(m mark) bool { return m.Start >= end && m.End <= piece.End }) {
			return end
		}
	}
	for w := range ix.Words(c) {
		if w.End > piece.End {
			if w.Start < piece.End && w.Start > piece.Start {
				return w.Start
			}
			break
		}
	}
	return piece.End
}

// forward is the offset n code points after start, at most end.
func forward(source string, start, end, n int) int {
	for i := range source[start:end] {
		if n == 0 {
			return start + i
		}
		n--
	}
	return end
}

// parts divides a piece of a clause into what is marked and what is not.
func parts(piece corpus.Span, marks []mark) []Part {
	n := 1
	for _, m := range marks {
		if m.Start < piece.End && m.End > piece.Start {
			n += 2
		}
	}
	out := make([]Part, 0, n)
	from := piece.Start
	for _, m := range marks {
		start, end := max(m.Start, from), min(m.End, piece.End)
		if start >= end {
			continue
		}
		if start > from {
			out = append(out, Part{corpus.Span{Start: from, End: start}, false})
		}
		out = append(out, Part{corpus.Span{Start: start, End: end}, true})
		from = end
	}
	if from < piece.End {
		out = append(out, Part{corpus.Span{Start: from, End: piece.End}, false})
	}
	return out
}
