// Package meaning tells how near two texts are in meaning, without a network,
// a graphics card or C: it carries a sentence encoder, multilingual-e5-small (Wang
// et al. 2024), whose 4-bit weights lie in the binary and stay there.
//
// An encoder makes a vector of [Width] numbers of length 1 from a text. The
// nearer two texts are, the larger is the product of their vectors; for this
// model it lies between 0.7 and 1, and only the order of products says something,
// not one product by itself. Questions and the passages that may answer them are encoded in
// different ways.
package meaning

import (
	"math"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// Width is the number of numbers in a vector of the built-in model.
const Width = 384

// MaxTokens is the number of tokens that a text is read to: about 700 Chinese
// characters. See [Pieces].
const MaxTokens = 512

// Model is an encoder. It is safe for concurrent use.
type Model struct {
	*weights
	kernels kernels
	free    sync.Pool // of *scratch
	// asking gives the corrections that questions pass. They are read at the first
	// question: some 2.5 MB.
	asking func() *corrections
}

// Open opens the built-in model. It takes about a millisecond and a megabyte;
// the weights are read from the binary as they are needed.
//
// The environment variable TIAOWEN_CPU=portable switches off the instructions
// for particular processors, TIAOWEN_CPU=avx2 those of AVX-512.
func Open() (*Model, error) {
	return open(embedded, pick(os.Getenv("TIAOWEN_CPU")))
}

func open(file string, k kernels) (*Model, error) {
	w, err := readWeights(file)
	if err != nil {
		return nil, err
	}
	return &Model{weights: w, kernels: k, asking: sync.OnceValue(func() *corrections {
		c, err := readCorrections(embeddedQuestion, w)
		if err != nil { // the file is of this build, and TestCorrectionsFile reads it
			return nil
		}
		return c
	})}, nil
}

// ID names the model and its weights. Vectors of different ids do not compare.
func (m *Model) ID() string { return m.id }

// Kernels names the instructions that are used: "vnni", "avx2", "neon" or "portable".
func (m *Model) Kernels() string { return m.kernels.name }

// Query gives the vector of a question, on the calling goroutine.
func (m *Model) Query(text string) []float32 { return m.encode(asks, text) }

// Passages gives the vectors of texts that may answer, on all processors that
// Go uses.
func (m *Model) Passages(texts []string) [][]float32 { return onAllProcessors(texts, m.Passage) }

// onAllProcessors gives what of gives for each text.
func onAllProcessors[T any](texts []string, of func(string) T) []T {
	out := make([]T, len(texts))
	workers := min(runtime.GOMAXPROCS(0), len(texts))
	if workers <= 1 {
		for i, text := range texts {
			out[i] = of(text)
		}
		return out
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(texts); i = int(next.Add(1)) - 1 {
				out[i] = of(texts[i])
			}
		})
	}
	wait.Wait()
	return out
}

// Passage gives the vector of one text that may answer, on the calling
// goroutine.
func (m *Model) Passage(text string) []float32 { return m.encode(answers, text) }

// What tells the model whether a text asks or answers.
const (
	asks    = "query: "
	answers = "passage: "
)

// encode gives the vector of a text with the words that tell the model what it
// is.
func (m *Model) encode(kind, text string) []float32 {
	return m.forward(m.rowsOf(kind, text), m.correctionsOf(kind))
}

// correctionsOf gives those that texts of a kind pass.
func (m *Model) correctionsOf(kind string) *corrections {
	if kind == asks {
		return m.asking()
	}
	return nil
}

// rowsOf gives the rows of a text's tokens, with those of its beginning and end.
func (m *Model) rowsOf(kind, text string) []int32 {
	// A token has at most `longest` bytes once spaces are one; more text than
	// that cannot matter.
	if most := MaxTokens * m.words.longest; len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	tokens := m.words.tokens(kind+text, m.positionCount-2)
	rows := make([]int32, 0, len(tokens)+2)
	rows = append(rows, int32(len(m.words.scores)+rowBegin))
	rows = append(rows, tokens...)
	return append(rows, int32(len(m.words.scores)+rowEnd))
}

// Near is the product of two vectors: how near their texts are.
func Near(a, b []float32) float32 {
	var sum float32
	for i, x := range a[:min(len(a), len(b))] {
		sum += x * b[i]
	}
	return sum
}

// normal gives a vector the length 1, in place.
func normal(v []float32) {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	scale := float32(1 / math.Sqrt(max(sum, 1e-24)))
	for i := range v {
		v[i] *= scale
	}
}
