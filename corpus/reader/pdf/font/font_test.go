package font

import (
	"encoding/binary"
	"io/fs"
	"testing"
)

var be = binary.BigEndian

// tables reads the directory of a font file and checks what a reader relies on: the order
// of the tables, their places and their checksums.
func tables(t *testing.T, b []byte) map[string][]byte {
	t.Helper()
	if be.Uint32(b) != 0x10000 {
		t.Fatalf("the file begins with %x", b[:4])
	}
	out := map[string][]byte{}
	last := ""
	for i := range int(be.Uint16(b[4:])) {
		entry := b[12+16*i:]
		tag := string(entry[:4])
		sum, at, n := be.Uint32(entry[4:]), int(be.Uint32(entry[8:])), int(be.Uint32(entry[12:]))
		if tag <= last {
			t.Errorf("%s stands behind %s", tag, last)
		}
		last = tag
		if at%4 != 0 || at+(n+3)/4*4 > len(b) {
			t.Fatalf("%s is at %d, %d bytes, in a file of %d", tag, at, n, len(b))
		}
		for k := at; k < at+n; k += 4 {
			sum -= be.Uint32(b[k:])
		}
		if sum != 0 {
			t.Errorf("the checksum of %s is wrong", tag)
		}
		out[tag] = b[at : at+n]
	}
	return out
}

// glyphOf looks a character up in a cmap of format 4, as the OpenType specification has it.
func glyphOf(cmap []byte, r uint16) uint16 {
	sub := cmap[be.Uint32(cmap[8:]):]
	n := int(be.Uint16(sub[6:])) / 2
	ends, starts := sub[14:], sub[16+2*n:]
	deltas, offsets := sub[16+4*n:], sub[16+6*n:]
	for i := range n {
		if be.Uint16(ends[2*i:]) < r {
			continue
		}
		start := be.Uint16(starts[2*i:])
		if start > r {
			return 0
		}
		delta, offset := be.Uint16(deltas[2*i:]), be.Uint16(offsets[2*i:])
		if offset == 0 {
			return r + delta
		}
		g := be.Uint16(offsets[2*i+int(offset)+2*int(r-start):])
		if g == 0 {
			return 0
		}
		return g + delta
	}
	return 0
}

// TestEveryCharacterHasRoom: each character of the basic plane has the one glyph, which is
// nearly an em wide and high; what is no character has none.
func TestEveryCharacterHasRoom(t *testing.T) {
	b, err := fs.ReadFile(Files(), "usr/share/fonts/tiaowen.ttf")
	if err != nil {
		t.Fatal(err)
	}
	tab := tables(t, b)
	for r := range 0x10000 {
		want := uint16(1)
		if r < 0x20 || r >= 0xD800 && r < 0xE000 || r >= 0xFFF0 {
			want = 0
		}
		if got := glyphOf(tab["cmap"], uint16(r)); got != want {
			t.Fatalf("%U has glyph %d, want %d", r, got, want)
		}
	}
	em := int(be.Uint16(tab["head"][18:]))
	loca, glyf := tab["loca"], tab["glyf"]
	for i := range int(be.Uint16(tab["maxp"][4:])) {
		from, to := 2*int(be.Uint16(loca[2*i:])), 2*int(be.Uint16(loca[2*i+2:]))
		if from >= to || to > len(glyf) {
			t.Fatalf("glyph %d is at %d to %d of %d", i, from, to, len(glyf))
		}
		g := glyf[from:to]
		signed := func(at int) int { return int(int16(be.Uint16(g[at:]))) }
		width, height := signed(6)-signed(2), signed(8)-signed(4)
		if width*10 < em*9 || height*10 < em*9 || width > em || height > em {
			t.Errorf("glyph %d is %d by %d of %d", i, width, height, em)
		}
		if advance := int(be.Uint16(tab["hmtx"][4*i:])); advance != em {
			t.Errorf("glyph %d takes %d of %d", i, advance, em)
		}
	}
}

// TestNames: the font is found by its name for simplified and for traditional Chinese.
func TestNames(t *testing.T) {
	const name = "Some Family"
	tab := tables(t, squareFont(name))
	records := tab["name"]
	words := records[be.Uint16(records[4:]):]
	found := map[uint16]string{}
	for i := range int(be.Uint16(records[2:])) {
		r := records[6+12*i:]
		n, at := be.Uint16(r[8:]), be.Uint16(r[10:])
		found[be.Uint16(r[6:])] = string(words[at : at+n])
	}
	for id, want := range map[uint16]string{1: name, 2: "Regular", 4: name, 6: name} {
		if found[id] != want {
			t.Errorf("name %d is %q, want %q", id, found[id], want)
		}
	}
	if pages := be.Uint32(tab["OS/2"][78:]); pages != 1<<18|1<<20 {
		t.Errorf("code pages %x", pages)
	}
}
