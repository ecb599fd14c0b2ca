package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
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
	marks := ix.marks(c, q)
	if utf8.RuneCountInString(c.Text()) > max {
		body = ix.window(c, marks, max)
	}
	return parts(body, marks)
}

// mark is a place in the source where query terms stand.
type mark struct {
	corpus.Span
	weight float64
	same   int // the first mark with the same words
}

// marks finds the query's terms in a clause, overlapping ones joined to runs. A
// pair that is no word and stands alone (部工 of 干部工作, found in 全部工程) is left
// out: it would be a mark inside of words.
func (ix *Index) marks(c *corpus.Clause, q *Query) []mark {
	text, at := c.Clean()
	folded, back := segmenter.Fold(text)
	weights := q.marks
	var found []mark
	start, end, weight := 0, 0, 0.0
	flush := func() {
		if end == 0 {
			return
		}
		if words := folded[start:end]; len(weights) == 1 || utf8.RuneCountInString(words) != 2 || !isHanPair(words) || ix.lexicon().Freq(words) > 0 {
			s, e := back.Span(start, end)
			m := mark{corpus.Span{Start: at(s), End: at(e)}, weight, len(found)}
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
	eachGram(folded, func(s, e int) {
		if !q.single && e-s == 3 && folded[s] >= 0xE0 {
			return // one character
		}
		if e-s == pairBytes && !q.pairs.has(folded[s:e]) {
			return
		}
		w, ok := weights[folded[s:e]]
		if !ok {
			return
		}
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

func isHanPair(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isHan(r)
}

// mark notes the terms worth showing: pairs and longer ones, and single
// characters only where there is nothing longer.
func (q *Query) mark() {
	q.marks, q.pairs = make(map[string]float64, len(q.Terms)), new(pairSet)
	q.single = !slices.ContainsFunc(q.Terms, func(t Term) bool { return utf8.RuneCountInString(t.Text) > 1 })
	for _, t := range q.Terms {
		shown := []string{t.Text}
		if !q.single {
			shown = pairs(t.Text)
		}
		for _, gram := range shown {
			if !q.single && utf8.RuneCountInString(gram) < 2 {
				continue
			}
			q.marks[gram] = max(q.marks[gram], t.Weight)
			if len(gram) == pairBytes {
				q.pairs.add(gram)
			}
		}
	}
}

// pairSet tells quickly that a pair of characters of three bytes each is not
// among some; it may take one for another. A bit stands for the ends of both.
type pairSet [64]uint64

const pairBytes = 6

func (p *pairSet) has(pair string) bool { return p[pair[2]&63]&(1<<(pair[5]&63)) != 0 }
func (p *pairSet) add(pair string)      { p[pair[2]&63] |= 1 << (pair[5] & 63) }

// window chooses the piece of at most max code points whose marks weigh most.
// The same words again count less.
func (ix *Index) window(c *corpus.Clause, marks []mark, max int) corpus.Span {
	source, body := c.Document.Source, c.Body
	best, bestWeight := corpus.Span{Start: body.Start, End: forward(source, body.Start, body.End, max)}, -1.0
	seen := make([]bool, len(marks))
	try := func(start int) {
		end := forward(source, start, body.End, max)
		clear(seen)
		weight := 0.0
		for _, m := range marks {
			switch {
			case m.Start < start || m.End > end:
			case seen[m.same]:
				weight += m.weight / 8
			default:
				seen[m.same] = true
				weight += m.weight
			}
		}
		if weight > bestWeight*1.001 {
			best, bestWeight = corpus.Span{Start: start, End: end}, weight
		}
	}
	try(body.Start)
	for i, r := range source[body.Start:body.End] {
		if strings.ContainsRune("。；！？\n", r) {
			next := body.Start + i + utf8.RuneLen(r)
			next += len(source[next:body.End]) - len(strings.TrimLeft(source[next:body.End], " \n\r\t　”’）"))
			if next < body.End {
				try(next)
			}
		}
	}
	for _, m := range marks { // a sentence longer than the passage: begin at its part
		if m.Start >= best.Start && m.End <= best.End {
			continue
		}
		if i := strings.LastIndexAny(source[body.Start:m.Start], "，、：。；\n"); i >= 0 {
			_, n := utf8.DecodeRuneInString(source[body.Start+i:])
			try(body.Start + i + n)
		}
	}
	if best.End < body.End {
		best.End = ix.goodEnd(source, best, marks)
	}
	return best
}

// goodEnd moves the end of a passage that was cut in the middle of a sentence:
// to where a part of it ends, if that leaves most of it and loses no mark, else
// to where a word begins.
func (ix *Index) goodEnd(source string, piece corpus.Span, marks []mark) int {
	text := source[piece.Start:piece.End]
	if i := strings.LastIndexAny(text, "。；，、！？\n"); i > len(text)/2 {
		_, n := utf8.DecodeRuneInString(text[i:])
		end := piece.Start + i + n
		if !slices.ContainsFunc(marks, func(m mark) bool { return m.Start >= end && m.End <= piece.End }) {
			return end
		}
	}
	// The words around the cut tell whether it goes through one.
	from := backward(source, piece.Start, piece.End, 12)
	around := source[from:forward(source, piece.End, len(source), 12)]
	if start, _, ok := ix.lexicon().Across(around, piece.End-from); ok && from+start > piece.Start {
		return from + start
	}
	return piece.End
}

// backward is the offset n code points before end, at least start.
func backward(source string, start, end, n int) int {
	for ; end > start && n > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(source[start:end])
		end -= size
	}
	return end
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
	var out []Part
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
