// Package passage cuts the piece of a clause that shows best why it was found
// ([Cutter.Passage]).
package passage

import (
	"iter"
	"sync"
	"unicode/utf8"

	"tiaowen/corpus"
)

// Part is a piece of a passage: a span of Document.Source that either is what
// the query looks for or is not.
type Part struct {
	corpus.Span
	Match bool
}

// Default is the length of a passage in code points, where none is given.
const Default = 160

// Cutter cuts passages. It is safe for concurrent use.
type Cutter struct {
	isWord func(word string) bool
	words  func(*corpus.Clause) iter.Seq[corpus.Span]
	marked sync.Pool // of *[]mark
}

// New gives a cutter of passages; isWord tells words of the dictionary, and words
// gives where the words of a clause stand, spans of the document's source, ascending.
func New(isWord func(word string) bool, words func(*corpus.Clause) iter.Seq[corpus.Span]) *Cutter {
	return &Cutter{isWord: isWord, words: words}
}

// Passage cuts the piece of a clause that shows best why it was found: at most
// max code points (0 means [Default]), beginning where a sentence or a
// part of one does when it can, ending where a word does. The parts, joined,
// are a piece of the clause's text. A clause that is short enough is there
// whole.
func (x *Cutter) Passage(c *corpus.Clause, wanted *Marks, max int) []Part {
	if max <= 0 {
		max = Default
	}
	body := c.Body
	if body.Len() == 0 {
		return nil
	}
	buf, _ := x.marked.Get().(*[]mark)
	if buf == nil {
		buf = new([]mark)
	}
	marks := x.marks(c, wanted, (*buf)[:0])
	if utf8.RuneCountInString(c.Text()) > max {
		body = x.window(c, marks, max)
	}
	out := parts(body, marks)
	*buf = marks
	x.marked.Put(buf)
	return out
}

// Marked gives the places of a whole clause where words stand that are worth showing, as spans of
// Document.Source in order.
func (x *Cutter) Marked(c *corpus.Clause, wanted *Marks) []corpus.Span {
	marks := x.marks(c, wanted, nil)
	out := make([]corpus.Span, len(marks))
	for i, m := range marks {
		out[i] = m.Span
	}
	return out
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
