//go:build ignore

package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log"
	"math"
	"os"
	"slices"
)

// What both generators do.

const (
	blockSize  = 32
	blockBytes = 2 + blockSize/2 // half-precision scale, 32 nibbles
	tileRows   = 8
)

// open opens the package that is the only argument, and reads a model in it, whose SHA-256 is known.
func open(usage, model, modelSum string) (archive *zip.ReadCloser, src []byte) {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: " + usage)
	}
	archive, err := zip.OpenReader(os.Args[1])
	check(err)
	src = read(archive, model)
	if sum := sha256.Sum256(src); hex.EncodeToString(sum[:]) != modelSum {
		log.Fatalf("%s is another model: its SHA-256 is %x", model, sum)
	}
	return archive, src
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func read(archive *zip.ReadCloser, name string) []byte {
	f, err := archive.Open(name)
	check(err)
	defer f.Close()
	b, err := io.ReadAll(f)
	check(err)
	return b
}

// sealed is a file of weights: its format, the sum of what it holds, and that.
func sealed(format string, held []byte) []byte {
	sum := sha256.Sum256(held)
	return slices.Concat([]byte(format), sum[:], held)
}

// half rounds a number to half precision; those too small for its steps become subnormal.
func half(x float32) uint16 {
	b := math.Float32bits(x)
	sign, exp, frac := uint16(b>>16)&0x8000, int(b>>23)&0xFF-127+15, b&(1<<23-1)
	switch {
	case exp >= 31:
		log.Fatalf("%g is too large for half precision", x)
	case exp <= 0:
		return sign | uint16(math.RoundToEven(math.Abs(float64(x))*(1<<24)))
	}
	h := uint32(exp)<<10 | frac>>13
	if rest := frac & (1<<13 - 1); rest > 1<<12 || rest == 1<<12 && h&1 == 1 {
		h++
	}
	return sign | uint16(h)
}

// tiles puts the rows of a matrix side by side, eight of them, block by block: the eight
// scales, then for each pair of four columns 32 bytes, whose low nibbles are
// the first four columns, row after row, and whose high ones the next four.
func tiles(weights []byte, in int) []byte {
	blocks := in / blockSize
	rows := len(weights) / (blocks * blockBytes)
	var out bytes.Buffer
	for first := 0; first < rows; first += tileRows {
		for b := range blocks {
			block := func(r int) []byte {
				at := ((first+r)*blocks + b) * blockBytes
				return weights[at : at+blockBytes]
			}
			nibble := func(r, column int) byte {
				if q := block(r)[2:]; column < 16 {
					return q[column] & 15
				} else {
					return q[column-16] >> 4
				}
			}
			for r := range tileRows {
				out.Write(block(r)[:2])
			}
			for column := 0; column < blockSize; column += 8 {
				for i := range 32 {
					r, c := i/4, column+i%4
					out.WriteByte(nibble(r, c) | nibble(r, c+4)<<4)
				}
			}
		}
	}
	return out.Bytes()
}
