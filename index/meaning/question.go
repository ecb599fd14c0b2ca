package meaning

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"unsafe"
)

// People ask in everyday words, and clauses answer in those of the law. The model
// knows general language; the bridge between the two it learned from questions
// with known clauses. What it learned are corrections of low rank to the matrices
// of its upper layers (Hu et al., LoRA, 2021), which questions pass and clauses do
// not: the vectors of clauses are the model's own, and stay valid when the
// corrections change.
//
// The file, all numbers little endian, written by index/train/train.py:
//
//	"tiaowen question"            16 bytes
//	SHA-256 of all that follows   32 bytes
//	SHA-256 of the model's file that it corrects, as that file states it   32 bytes
//	first layer that is corrected, number of layers, rank                  3 × uint32
//	for each layer and its four matrices, query-key-value, output, inner, outer:
//	  down: for each rank a scale, float32, and as many int8 as the matrix has columns
//	  up:   for each rank a scale, float32, and as many int8 as the matrix has rows

//go:embed weights/question.bin
var embeddedQuestion string

//go:embed weights/question-zh.bin
var embeddedChineseQuestion string

const questionMagic = "tiaowen question"

// corrections are those of the layers from first on.
type corrections struct {
	first  int
	layers []corrected
}

// of gives the corrections of a layer; they have rank 0 where there are none.
func (c *corrections) of(layer int) *corrected {
	if c == nil || layer < c.first || layer >= c.first+len(c.layers) {
		return &corrected{}
	}
	return &c.layers[layer-c.first]
}

// corrected holds the corrections of a layer's matrices.
type corrected struct{ attention, output, inner, outer correction }

// correction adds up·(down·x) to what a matrix makes of x. Its rank is at most
// laneSize, so that the kernel that weighs rows of that width does the work.
type correction struct {
	down []float32 // a row of laneSize numbers for each number of x; those from rank on are 0
	up   []float32 // rank rows of as many numbers as the matrix makes
	rank int
}

// unseal checks the head of a file that belongs to a model, and its sum, and gives what follows.
func unseal(file, magic string, of *weights) (*fileReader, error) {
	head := len(magic) + sha256.Size
	if len(file) < head || file[:len(magic)] != magic {
		return nil, errModel
	}
	if sum := sha256.Sum256([]byte(file[head:])); string(sum[:]) != file[len(magic):head] {
		return nil, fmt.Errorf("%w: the sum of its corrections is another one", errModel)
	}
	r := &fileReader{b: unsafe.Slice(unsafe.StringData(file), len(file))[head:]}
	if string(r.bytes(sha256.Size)) != of.sum {
		return nil, fmt.Errorf("%w: its corrections belong to another model", errModel)
	}
	return r, nil
}

// readCorrections reads a file of corrections to a model.
func readCorrections(file string, of *weights) (*corrections, error) {
	r, err := unseal(file, questionMagic, of)
	if err != nil {
		return nil, err
	}
	c, err := r.corrections(of)
	if err == nil && len(r.b) > 0 {
		return nil, errModel
	}
	return c, err
}

// corrections reads those of some layers.
func (r *fileReader) corrections(of *weights) (*corrections, error) {
	first, layers, rank := r.number(), r.number(), r.number()
	if r.short || rank < 1 || rank > laneSize || first+layers > len(of.layers) {
		return nil, errModel
	}
	c := &corrections{first: first, layers: make([]corrected, layers)}
	for i := range c.layers {
		l, m := &c.layers[i], &of.layers[first+i]
		l.attention, l.output = r.correction(&m.attention, rank), r.correction(&m.output, rank)
		l.inner, l.outer = r.correction(&m.inner, rank), r.correction(&m.outer, rank)
	}
	if r.short {
		return nil, errModel
	}
	return c, nil
}

func (r *fileReader) correction(m *matrix, rank int) correction {
	c := correction{down: make([]float32, m.in*laneSize), up: make([]float32, rank*len(m.offset)), rank: rank}
	for k := range rank {
		scale := r.float()
		for i, v := range r.bytes(m.in) {
			c.down[i*laneSize+k] = scale * float32(int8(v))
		}
	}
	for k := range rank {
		scale := r.float()
		for i, v := range r.bytes(len(m.offset)) {
			c.up[k*len(m.offset)+i] = scale * float32(int8(v))
		}
	}
	return c
}

// correct adds to each token's numbers of y what a correction makes of those of x.
func (m *encoder) correct(tokens int, y, x []float32, c *correction) {
	var inner, sum [laneSize]float32
	in, out := len(c.down)/laneSize, len(c.up)/c.rank
	for t := range tokens {
		m.kernels.weigh(&inner, x[t*in:(t+1)*in], c.down, laneSize)
		for at := 0; at < out; at += laneSize {
			m.kernels.weigh(&sum, inner[:c.rank], c.up[at:], out)
			for e, v := range (*[laneSize]float32)(y[t*out+at:]) {
				y[t*out+at+e] = v + sum[e]
			}
		}
	}
}

// QuestionRows gives the rows of either encoder's table of pieces that a question is read as,
// with those of its beginning and end, for training.
func (m *Model) QuestionRows(text string) (general, chinese []int32) {
	return m.rowsOf(asks, text), m.chinese.rowsOf(asks, text)
}
