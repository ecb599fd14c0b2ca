package passage

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
)

// window chooses the piece of at most max code points whose marks weigh most.
// The same words again count less.
func (x *Cutter) window(c *corpus.Clause, marks []mark, max int) corpus.Span {
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
	w.tryParts()
	if w.best.End < body.End {
		w.best.End = x.goodEnd(c, w.best, marks)
	}
	return w.best
}

// tryParts tries to begin at the parts of sentences in which marks stand that the best window does not
// hold: a sentence may be longer than the window.
func (w *window) tryParts() {
	for _, m := range w.marks {
		if m.Start >= w.best.Start && m.End <= w.best.End {
			continue
		}
		if w.end == w.body.End {
			return
		}
		if n := lastPart(w.source[w.body.Start:m.Start]); n > 0 {
			w.try(w.body.Start + n)
		}
	}
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
func (x *Cutter) goodEnd(c *corpus.Clause, piece corpus.Span, marks []mark) int {
	text := c.Document.Text(piece)
	if i := strings.LastIndexAny(text, "。；，、！？\n"); i > len(text)/2 {
		_, n := utf8.DecodeRuneInString(text[i:])
		end := piece.Start + i + n
		if !slices.ContainsFunc(marks, func(m mark) bool { return m.Start >= end && m.End <= piece.End }) {
			return end
		}
	}
	for w := range x.words(c) {
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
