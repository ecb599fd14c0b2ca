// Package meaning tells how near two texts are in meaning, without a network,
// a graphics card or C: it carries two sentence encoders whose 4-bit weights lie in the binary
// and stay there. multilingual-e5-small (Wang et al. 2024) knows many languages, so that an English question
// finds a Chinese clause; bge-small-zh-v1.5 (Xiao et al., C-Pack, 2023) knows Chinese alone. They err on different
// texts, and together they find more than each.
//
// A [Model] makes a vector of [Width] numbers from a text: those of both encoders side by side. The nearer a passage
// is to a question, the larger is the product of their vectors: the weighted mean of the two encoders' products. Only
// the order of the products of one question says something, not one product by itself. Questions and the passages that
// may answer them are encoded in different ways.
package meaning

import (
	"math"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
)

// Width is the number of numbers in a vector of the built-in model: 384 of e5 and 512 of bge.
const Width = 384 + 512

// MaxTokens is the number of tokens that a text is read to: 500 to 700 Chinese
// characters. See [Pieces].
const MaxTokens = 512

// Model encodes texts. It is safe for concurrent use.
type Model struct {
	*encoder          // of many languages
	chinese  *encoder // of Chinese
	crossed  func() *cross
}

// chineseShare is the share of the Chinese encoder in the product of a Chinese question and a passage. Shares of 0.2 to
// 0.5 do equally well. The question's vector carries the shares, so that the vectors of passages stay valid when they change.
const chineseShare = 0.3

// encoder is one network. It is safe for concurrent use.
type encoder struct {
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
	k := pick(os.Getenv("TIAOWEN_CPU"))
	general, err := open(embedded, embeddedQuestion, k)
	if err != nil {
		return nil, err
	}
	chinese, err := open(embeddedChinese, embeddedChineseQuestion, k)
	if err != nil {
		return nil, err
	}
	return &Model{general, chinese, openCross(chinese)}, nil
}

// open reads the weights of an encoder and, where there is a file of them, the corrections of questions.
func open(file, question string, k kernels) (*encoder, error) {
	w, err := readWeights(file)
	if err != nil {
		return nil, err
	}
	return &encoder{weights: w, kernels: k, asking: sync.OnceValue(func() *corrections {
		c, err := readCorrections(question, w)
		if err != nil { // there are none: those of this build are read by TestCorrectionsFile
			return &corrections{first: len(w.layers)}
		}
		return c
	})}, nil
}

// ID names the model and its weights. Vectors of different ids do not compare.
func (m *Model) ID() string { return "e5-bge-" + m.id + "-" + m.chinese.id }

// Kernels names the instructions that are used: "vnni", "avx2", "neon" or "portable".
func (m *Model) Kernels() string { return m.kernels.name }

// Query gives the vector of a question, on the calling goroutine.
func (m *Model) Query(text string) []float32 {
	var chinese []float32
	if isChinese(text) {
		chinese = m.chinese.encode(asks, text)
	}
	return ofQuestion(m.encode(asks, text), chinese)
}

// Passages gives the vectors of texts that may answer, on all processors that
// Go uses.
func (m *Model) Passages(texts []string) [][]float32 { return onAllProcessors(texts, m.Passage) }

// onAllProcessors gives what of gives for each of some texts.
func onAllProcessors[S, T any](texts []S, of func(S) T) []T {
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
func (m *Model) Passage(text string) []float32 {
	return ofPassage(m.encode(answers, text), m.chinese.encode(answers, text))
}

// isChinese reports whether a question has a Chinese character: the Chinese encoder knows no other language.
func isChinese(question string) bool {
	return strings.ContainsFunc(question, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// ofQuestion joins what both encoders make of a question; chinese is nil where the other one speaks alone.
func ofQuestion(general, chinese []float32) []float32 {
	if chinese == nil {
		return beside(general, nil, math.Sqrt2, 0)
	}
	return beside(general, chinese, (1-chineseShare)*math.Sqrt2, chineseShare*math.Sqrt2)
}

// ofPassage joins what both encoders make of a passage.
func ofPassage(general, chinese []float32) []float32 {
	return beside(general, chinese, math.Sqrt2/2, math.Sqrt2/2)
}

// beside puts two vectors side by side, each times its weight.
func beside(general, chinese []float32, ofGeneral, ofChinese float32) []float32 {
	out := make([]float32, Width)
	for i, x := range general {
		out[i] = ofGeneral * x
	}
	for i, x := range chinese {
		out[len(general)+i] = ofChinese * x
	}
	return out
}

// What tells the encoder of many languages whether a text asks or answers. The Chinese encoder was published with an
// instruction of twenty tokens for questions; its corrections are trained without one.
const (
	asks    = "query: "
	answers = "passage: "
)

// encode gives the vector of a text with the words that tell the model what it
// is.
func (m *encoder) encode(kind, text string) []float32 {
	return m.forward(m.rowsOf(kind, text), m.correctionsOf(kind))
}

// correctionsOf gives those that texts of a kind pass.
func (m *encoder) correctionsOf(kind string) *corrections {
	if kind == asks {
		return m.asking()
	}
	return nil
}

// rowsOf gives the rows of a text's tokens, with those of its beginning and end.
func (m *encoder) rowsOf(kind, text string) []int32 {
	// A token has at most `longest` bytes once spaces are one; more text than
	// that cannot matter.
	if most := MaxTokens * m.words.longest; len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	var tokens []int32
	if m.wordPiece {
		tokens = m.words.wordPieces(text, m.positionCount-2)
	} else {
		tokens = m.words.tokens(kind+text, m.positionCount-2)
	}
	return m.between(tokens)
}

// between gives tokens with those of the beginning and the end.
func (m *encoder) between(tokens []int32) []int32 {
	rows := append(make([]int32, 0, len(tokens)+2), int32(len(m.words.scores)+rowBegin))
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
