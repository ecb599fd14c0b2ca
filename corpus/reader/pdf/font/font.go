// Package font makes the font that PDFium uses for every font that a file names but does not
// contain.
//
// PDFium throws away a text object whose characters have no extent, and of a
// Chinese font that is not in the file it takes the extent from a font of the
// machine. Where there is none, a line that consists of one character, or text
// that is set character by character, would be lost without a word. So PDFium
// gets a font of ours: every character is the same square. It is found under a
// name that PDFium asks for when a file names a font for simplified Chinese.
package font

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"testing/fstest" // a file system in memory whose files can seek
)

// Files is a file system with the font where PDFium looks for fonts.
func Files() fs.FS {
	return fstest.MapFS{"usr/share/fonts/tiaowen.ttf": {Data: squareFont("WenQuanYi Micro Hei"), Mode: 0o444}}
}

// squareFont is a TrueType font with one glyph, a square of nearly an em, which
// stands for every character of the basic plane. The tables are those of the
// OpenType specification, as short as they can be.
func squareFont(name string) []byte {
	be := binary.BigEndian
	const em, ascent, descent = 1000, 880, 120
	down := uint16(0x10000 - descent) // -120

	// One contour of four points; flags 1 (on the curve), two-byte deltas.
	square := words(1, 50, down, 950, ascent, 3, 0)
	square = append(square, 1, 1, 1, 1)
	square = append(square, words(50, 900, 0, 0x10000-900, down, 0, em, 0)...)

	// PDFium reads only names for the Macintosh, in Roman letters.
	const style = "Regular"
	family, regular := []uint16{uint16(len(name)), 0}, []uint16{uint16(len(style)), uint16(len(name))}
	records := words(0, 4, 6+4*12)
	for _, r := range []struct {
		id uint16
		at []uint16
	}{{1, family}, {2, regular}, {4, family}, {6, family}} { // family, style, full name, PostScript name
		records = append(records, words(1, 0, 0, r.id, r.at[0], r.at[1])...)
	}

	os2 := make([]byte, 86)
	for at, v := range map[int]uint16{0: 1, 2: em, 4: 400, 6: 5, 64: 0x20, 66: 0xFFEF, 68: ascent, 70: down, 74: ascent, 76: descent} {
		be.PutUint16(os2[at:], v)
	}
	be.PutUint32(os2[78:], 1<<18|1<<20) // code pages: simplified and traditional Chinese
	head := words(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, em, 0, 0, 0, 0, 0, 0, 0, 0, 50, down, 950, ascent, 0, 8, 2, 0, 0)
	return file([]table{
		{"OS/2", os2},
		{"cmap", characterMap()},
		{"glyf", append(square, square...)},
		{"head", head},
		{"hhea", words(1, 0, ascent, down, 0, em, 50, 50, 950, 1, 0, 0, 0, 0, 0, 0, 0, 2)},
		{"hmtx", words(em, 50, em, 50)},
		{"loca", words(0, uint16(len(square)/2), uint16(len(square)))},
		{"maxp", words(1, 0, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)},
		{"name", append(records, name+style...)},
		{"post", append(words(3, 0), make([]byte, 28)...)},
	})
}

// words are big-endian numbers of two bytes.
func words(v ...uint16) (b []byte) {
	for _, w := range v {
		b = binary.BigEndian.AppendUint16(b, w)
	}
	return b
}

// characterMap is the table cmap, which gives every character glyph 1.
func characterMap() []byte {
	// cmap format 4: four blocks that refer to one array of glyph numbers, all
	// 1, and the last, which the format wants.
	const longest = 0x5200 - 0x20
	blocks := [][2]uint16{{0x20, 0x51FF}, {0x5200, 0xA3DF}, {0xA3E0, 0xD7FF}, {0xE000, 0xFFEF}, {0xFFFF, 0xFFFF}}
	n := len(blocks)
	sub := words(4, 0, 0, uint16(2*n), 0, 0, 0)
	for _, b := range blocks {
		sub = append(sub, words(b[1])...)
	}
	sub = append(sub, words(0)...)
	for _, b := range blocks {
		sub = append(sub, words(b[0])...)
	}
	for i := range blocks {
		delta := uint16(0)
		if i == n-1 {
			delta = 1 // the last block maps U+FFFF to no glyph
		}
		sub = append(sub, words(delta)...)
	}
	for i := range blocks {
		offset := uint16(2 * (n - i)) // from here to the array behind the offsets
		if i == n-1 {
			offset = 0
		}
		sub = append(sub, words(offset)...)
	}
	sub = append(sub, bytes.Repeat(words(1), longest)...)
	binary.BigEndian.PutUint16(sub[2:], uint16(len(sub)))
	return append(words(0, 1, 3, 1, 0, 12), sub...)
}

type table struct {
	tag  string
	data []byte
}

// file puts tables together, each with its checksum.
func file(tables []table) []byte {
	be := binary.BigEndian
	out := words(1, 0, uint16(len(tables)), 128, 3, uint16(len(tables)*16-128))
	at := len(out) + 16*len(tables)
	var body []byte
	for _, t := range tables {
		padded := append(bytes.Clone(t.data), make([]byte, (4-len(t.data)%4)%4)...)
		sum := uint32(0)
		for i := 0; i < len(padded); i += 4 {
			sum += be.Uint32(padded[i:])
		}
		out = append(out, t.tag...)
		out = be.AppendUint32(out, sum)
		out = be.AppendUint32(out, uint32(at+len(body)))
		out = be.AppendUint32(out, uint32(len(t.data)))
		body = append(body, padded...)
	}
	return append(out, body...)
}
