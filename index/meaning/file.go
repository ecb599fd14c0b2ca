package meaning

import (
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"unsafe"
)

// A model file, all numbers little endian, written by generate/model.go or generate/chinese.go:
//
//	"tiaowen meaning1"            16 bytes; "tiaowen meaning2" where the pieces are those of WordPiece
//	SHA-256 of all that follows   32 bytes
//	layers, width, heads, inner width, pieces, positions, bytes of the longest piece   7 × uint32
//	ε of the normalisations, score of an unknown character                             2 × float32
//	ends of the pieces within their bytes   pieces × uint32
//	bytes of the pieces, in their order
//	scores of the pieces                    pieces × float32; none of WordPiece
//	vectors of the pieces, then of the begin, the end and unknown characters   rows of 4-bit blocks
//	vectors of the positions                positions × width × float16
//	normalisation: scale, offset            2 × width × float32
//	for each layer:
//	  query, key and value: tiles of 3·width rows, their offsets
//	  output of attention:  tiles of width rows, their offsets; normalisation
//	  inner:                tiles of inner rows, their offsets
//	  outer:                tiles of width rows, their offsets; normalisation
//
// A block is 32 weights: a float16 scale, then 16 bytes; byte j holds weight j
// in its low nibble and weight j+16 in its high one. A nibble n times a scale
// s is the weight (n-8)·s.
//
// A tile is a block of each of eight rows: their eight scales, then four groups
// of 32 bytes. Byte 4r+c of group g holds the weights of row r: column 8g+c in
// its low nibble, column 8g+4+c in its high one. The tiles of eight rows follow
// each other, block after block.

//go:embed weights/e5-small.bin
var embedded string

//go:embed weights/bge-small-zh.bin
var embeddedChinese string

const (
	fileMagic  = "tiaowen meaning1"
	wordMagic  = "tiaowen meaning2" // as long as fileMagic
	blockSize  = 32
	blockBytes = 2 + blockSize/2
	tileRows   = 8
	tileBytes  = tileRows * blockBytes
	laneSize   = 32 // numbers that a kernel weighs at a time; heads are multiples of them
)

// matrix is a matrix with its offsets; it stays where the file lies.
type matrix struct {
	tiles  []byte
	offset []float32
	in     int
}

// normalisation is a layer normalisation's scale and offset.
type normalisation struct{ scale, offset []float32 }

type layer struct {
	attention, output, inner, outer matrix
	afterAttention, afterOuter      normalisation
}

// weights is the file, read.
type weights struct {
	id                                      string
	sum                                     string // SHA-256 of the file, as it states it
	wordPiece                               bool   // texts are cut by WordPiece, and the first token's vector is the text's
	width, heads, innerWidth, positionCount int
	eps                                     float32
	words                                   vocabulary
	rows                                    []byte
	positions                               []byte
	begin                                   normalisation
	layers                                  []layer
}

// errModel says that the bytes are no model of this version.
var errModel = errors.New("the model of meaning is damaged or of another version")

// readWeights reads a model file. The large tables are not copied: file must
// stay as it is. Only check reads all of it.
func readWeights(file string) (w *weights, err error) {
	if len(file) < len(fileMagic)+sha256.Size || file[:len(fileMagic)] != fileMagic && file[:len(wordMagic)] != wordMagic {
		return nil, errModel
	}
	wordPiece := file[:len(wordMagic)] == wordMagic
	r := &fileReader{b: unsafe.Slice(unsafe.StringData(file), len(file))[len(fileMagic):]}
	sum := r.bytes(sha256.Size)
	w = &weights{id: hex.EncodeToString(sum[:6]), sum: string(sum), wordPiece: wordPiece}
	layers := r.number()
	w.width, w.heads, w.innerWidth = r.number(), r.number(), r.number()
	pieces := r.number()
	w.positionCount = r.number()
	w.words.longest = r.number()
	w.eps, w.words.unlikely = r.float(), r.float()
	if r.short || w.heads < 1 || w.width%(w.heads*laneSize) != 0 || w.innerWidth%blockSize != 0 || w.width > 1<<12 || w.innerWidth > 1<<14 || layers > 1<<8 || pieces > 1<<20 || w.positionCount > 1<<14 {
		return nil, errModel
	}
	w.words.ends = make([]uint32, pieces+1)
	for i := range pieces {
		w.words.ends[i+1] = uint32(r.number())
		if w.words.ends[i+1] < w.words.ends[i] {
			return nil, errModel
		}
	}
	w.words.bytes = r.bytes(int(w.words.ends[pieces]))
	if wordPiece {
		w.words.scores = make([]float32, pieces)
	} else {
		w.words.scores = r.floats(pieces)
	}
	w.rows = r.bytes((pieces + specialRows) * w.width / blockSize * blockBytes)
	w.positions = r.bytes(w.positionCount * w.width * 2)
	w.begin = r.normalisation(w.width)
	for range layers {
		var l layer
		l.attention = r.matrix(3*w.width, w.width)
		l.output = r.matrix(w.width, w.width)
		l.afterAttention = r.normalisation(w.width)
		l.inner = r.matrix(w.innerWidth, w.width)
		l.outer = r.matrix(w.width, w.innerWidth)
		l.afterOuter = r.normalisation(w.width)
		w.layers = append(w.layers, l)
	}
	if r.short || len(r.b) > 0 {
		return nil, fmt.Errorf("%w: its length is %d bytes", errModel, len(file))
	}
	w.words.index()
	return w, nil
}

// checkFile compares a model file with its sum.
func checkFile(file string) error {
	head := len(fileMagic) + sha256.Size
	if len(file) < head {
		return errModel
	}
	if sum := sha256.Sum256([]byte(file[head:])); string(sum[:]) != file[len(fileMagic):head] {
		return fmt.Errorf("%w: its sum is another one", errModel)
	}
	return nil
}

// fileReader takes parts off the front of a file; short tells whether there was less than asked for.
type fileReader struct {
	b     []byte
	short bool
}

func (r *fileReader) bytes(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.short, r.b = true, nil
		return nil
	}
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

func (r *fileReader) number() int {
	b := r.bytes(4)
	if b == nil {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b))
}

func (r *fileReader) float() float32 { return math.Float32frombits(uint32(r.number())) }

func (r *fileReader) floats(n int) []float32 {
	b := r.bytes(4 * n)
	if b == nil {
		return nil
	}
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

func (r *fileReader) matrix(rows, in int) matrix {
	return matrix{tiles: r.bytes(rows * in / blockSize * blockBytes), offset: r.floats(rows), in: in}
}

func (r *fileReader) normalisation(width int) normalisation {
	return normalisation{scale: r.floats(width), offset: r.floats(width)}
}

// half gives the number of a float16's bits.
func half(b []byte) float32 {
	h := uint32(binary.LittleEndian.Uint16(b))
	// The exponent moves by a multiplication, which reads subnormal numbers too.
	f := math.Float32frombits(h&0x7FFF<<13) * 0x1p112
	return math.Float32frombits(math.Float32bits(f) | h&0x8000<<16)
}
