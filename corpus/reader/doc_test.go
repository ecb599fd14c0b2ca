package reader

import (
	"encoding/binary"
	"strings"
)

// oleFile is a compound file with one stream.
func oleFile(name, content string) []byte {
	le := binary.LittleEndian
	content += strings.Repeat("\x00", max(4096-len(content), 0)) // longer streams stand in separate sectors
	sectors := (len(content) + 511) / 512
	out := make([]byte, 512*(3+sectors))
	copy(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	for at, v := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		le.PutUint16(out[at:], v)
	}
	for at, v := range map[int]uint32{44: 1, 48: 1, 56: 4096, 60: 0xFFFFFFFE, 68: 0xFFFFFFFE} {
		le.PutUint32(out[at:], v)
	}
	for i := 1; i < 109; i++ {
		le.PutUint32(out[76+4*i:], 0xFFFFFFFF)
	}
	fat := out[512:1024]
	le.PutUint32(fat, 0xFFFFFFFD)
	le.PutUint32(fat[4:], 0xFFFFFFFE)
	for i := range sectors {
		next := uint32(3 + i)
		if i == sectors-1 {
			next = 0xFFFFFFFE
		}
		le.PutUint32(fat[4*(2+i):], next)
	}
	entry := func(i int, name string, kind byte, start, size uint32) {
		e := out[1024+128*i:]
		for k, c := range []byte(name) {
			e[2*k] = c
		}
		le.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66] = kind
		le.PutUint32(e[116:], start)
		le.PutUint32(e[120:], size)
	}
	entry(0, "Root Entry", 5, 0xFFFFFFFE, 0)
	entry(1, name, 2, 2, uint32(len(content)))
	copy(out[1536:], content)
	return out
}
