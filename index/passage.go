package index

import (
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
		body = window(c, marks, max)
	}
	return parts(body, marks)
}

// mark is a place in the source where a query term stands.
type mark struct {
	corpus.Span
	weight float64
	term   string
}

// marks finds the query's terms in a clause, overlapping ones joined to runs.
func (ix *Index) marks(c *corpus.Clause, q *Query) []mark {
	text, at := c.Clean()
	folded, back := segmenter.Fold(text)
	weights := q.marked()
	var found []mark
	eachGram(folded, func(start, end int) {
		w, ok := weights[folded[start:end]]
		if !ok {
			return
		}
		s, e := back.Span(start, end)
		span := corpus.Span{Start: at(s), End: at(e)}
		if n := len(found); n > 0 && span.Start <= found[n-1].End {
			last := &found[n-1]
			last.End = max(last.End, span.End)
			last.weight += w
			return
		}
		found = append(found, mark{span, w, folded[start:end]})
	})
	return found
}

// marked are the terms worth showing: pairs and longer ones, and single
// characters only where the query has nothing longer.
func (q *Query) marked() map[string]float64 {
	weights := make(map[string]float64, len(q.Terms))
	single := true
	for _, t := range q.Terms {
		if utf8.RuneCountInString(t.Text) > 1 {
			single = false
		}
	}
	for _, t := range q.Terms {
		if single || utf8.RuneCountInString(t.Text) > 1 {
			weights[t.Text] = t.Weight
		}
	}
	return weights
}

// window chooses the piece of at most max code points whose marks weigh most.
// The same words again count less.
func window(c *corpus.Clause, marks []mark, max int) corpus.Span {
	source, body := c.Document.Source, c.Body
	best, bestWeight := corpus.Span{Start: body.Start, End: forward(source, body.Start, body.End, max)}, -1.0
	try := func(start int) {
		end := forward(source, start, body.End, max)
		seen := make(map[string]bool)
		weight := 0.0
		for _, m := range marks {
			if m.Start < start || m.End > end {
				continue
			}
			words := source[m.Start:m.End]
			if seen[words] {
				weight += m.weight / 8
				continue
			}
			seen[words] = true
			weight += m.weight
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
	// The rest of a passage that ends in the middle of a sentence is cut where
	// a part of it ends, if that leaves most of it.
	if best.End < body.End {
		text := source[best.Start:best.End]
		if i := strings.LastIndexAny(text, "。；，、！？\n"); i > len(text)/2 {
			_, n := utf8.DecodeRuneInString(text[i:])
			end := best.Start + i + n
			lost := false
			for _, m := range marks {
				lost = lost || m.Start >= end && m.End <= best.End
			}
			if !lost {
				best.End = end
			}
		}
	}
	return best
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
