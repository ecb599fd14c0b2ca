package meaning

import (
	"context"
	_ "embed"
	"slices"
	"sync"
)

// A vector is made of a text alone, so it cannot tell whether the text answers a question
// or only speaks of the same things. A cross-encoder reads both together (Nogueira and Cho,
// Passage re-ranking with BERT, 2019). Here it shares the weights of the Chinese encoder:
// the lower layers pass the question and the text apart, so that the question passes them once
// (MacAvaney et al., Efficient document re-ranking for transformers by precomputing term
// representations, 2020). The upper layers pass both together, with corrections of low rank
// that it learned from questions with known clauses, and with a learned share of attention to the
// other text. At the end the first tokens of both are compared as vectors are, with a weight for each number.
//
// The file, all numbers little endian, written by index/train/cross.py:
//
//	"tiaowen cross-en"            16 bytes
//	SHA-256 of all that follows   32 bytes
//	the corrections, as in a file of corrections of questions, without their head
//	what a token of the question gains, and one of the text    2 × width × float32
//	for each layer and head, what the attention to a token of the other text gains, float32
//	what the products of both first tokens' numbers weigh      width × float32
//	what those of the question weigh, and those of the text    2 × width × float32
//	the offset of the score                                    float32

//go:embed weights/cross-zh.bin
var embeddedCross string

const crossMagic = "tiaowen cross-en"

// The most tokens that are read, with those of the beginning and the end: of the question, of the text,
// and of its headings. They bound the time of a passage; it was trained with as many.
const (
	crossQuestion = 32
	crossText     = 60
	crossHeading  = 14
)

// cross is what a cross-encoder has beside the weights of the encoder.
type cross struct {
	*corrections
	asks, answers                 []float32 // what a token gains
	other                         []float32 // layers × heads: what the attention to the other text gains
	ofBoth, ofQuestion, ofPassage []float32
	offset                        float32
}

// readCross reads a file of a cross-encoder.
func readCross(file string, of *weights) (*cross, error) {
	r, err := unseal(file, crossMagic, of)
	if err != nil {
		return nil, err
	}
	c, err := r.corrections(of)
	if err != nil {
		return nil, err
	}
	x := &cross{corrections: c, asks: r.floats(of.width), answers: r.floats(of.width), other: r.floats(len(c.layers) * of.heads)}
	x.ofBoth, x.ofQuestion, x.ofPassage, x.offset = r.floats(of.width), r.floats(of.width), r.floats(of.width), r.float()
	if r.short || len(r.b) > 0 || c.first+len(c.layers) != len(of.layers) {
		return nil, errModel
	}
	return x, nil
}

// Passage is a text that may answer a question.
type Passage struct {
	Text    string
	Heading string // the titles that it stands under, outermost first
}

// Answers gives for each passage the logarithm of the odds that it answers a question. It
// reads them on all processors that Go uses. ok is false for a question that is not Chinese; err is that of ctx alone.
func (m *Model) Answers(ctx context.Context, question string, passages []Passage) (scores []float32, ok bool, err error) {
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	x := m.crossed()
	if x == nil || !isChinese(question) {
		return nil, false, nil
	}
	e := m.chinese
	asked := e.below(x, e.between(e.words.wordPieces(question, crossQuestion-2)))
	return onAllProcessors(passages, func(p Passage) float32 {
		return e.read(x, asked, e.below(x, e.passage(p)))
	}), true, nil
}

// passage gives the rows of a text and its heading; each ends with the token of the end.
func (m *encoder) passage(p Passage) []int32 {
	rows := m.between(m.words.wordPieces(p.Text, crossText-1))
	rows = append(rows, m.words.wordPieces(p.Heading, crossHeading-1)...)
	return append(rows, int32(len(m.words.scores)+rowEnd))
}

// below takes rows through the layers that pass texts apart.
func (m *encoder) below(x *cross, rows []int32) []float32 {
	s := m.enter(rows)
	defer m.free.Put(s)
	m.through(s, 0, x.first, nil)
	return slices.Clone(s.x)
}

// read takes a question and a passage through the layers that pass them together.
func (m *encoder) read(x *cross, asked, passage []float32) float32 {
	s := m.scratch((len(asked) + len(passage)) / m.width)
	defer m.free.Put(s)
	copy(s.x, asked)
	copy(s.x[len(asked):], passage)
	for i := range s.x {
		if i < len(asked) {
			s.x[i] += x.asks[i%m.width]
		} else {
			s.x[i] += x.answers[i%m.width]
		}
	}
	for i := range x.layers {
		m.layer(s, x.first+i, x.corrections, &other{len(asked) / m.width, x.other[i*m.heads:][:m.heads]})
	}
	first, second := s.x[:m.width], s.x[len(asked):][:m.width]
	normal(first)
	normal(second)
	score := x.offset
	for i, q := range first {
		p := second[i]
		score += q*p*x.ofBoth[i] + q*x.ofQuestion[i] + p*x.ofPassage[i]
	}
	return score
}

// openCross reads the built-in cross-encoder at the first question: 1.5 MB.
func openCross(e *encoder) func() *cross {
	return sync.OnceValue(func() *cross {
		x, err := readCross(embeddedCross, e.weights)
		if err != nil { // there is none: that of this build is read by TestCrossFile
			return nil
		}
		return x
	})
}

// CrossRows gives the rows of the Chinese encoder's table of pieces that a question and a passage are
// read as by [Model.Answers], for training.
func (m *Model) CrossRows(question string, p Passage) (asked, passage []int32) {
	e := m.chinese
	return e.between(e.words.wordPieces(question, crossQuestion-2)), e.passage(p)
}
