package reader

import (
	"encoding/binary"
	"errors"
	"os"
	"strings"
	"testing"
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

// olePatch sets numbers of 32 bits in a copy of a compound file, by their place.
func olePatch(src []byte, numbers map[int]uint32) []byte {
	out := append([]byte(nil), src...)
	for at, v := range numbers {
		binary.LittleEndian.PutUint32(out[at:], v)
	}
	return out
}

// olePlaces are the places of a compound file's tables. Its sectors have 512 bytes.
type olePlaces struct{ fat, miniFAT, directory int }

func placesOf(src []byte) olePlaces {
	sector := func(at int) int { return 512 * (int(binary.LittleEndian.Uint32(src[at:])) + 1) }
	return olePlaces{fat: sector(76), miniFAT: sector(60), directory: sector(48)}
}

// entry is the place of the directory's entry of a stream.
func (p olePlaces) entry(t *testing.T, src []byte, name string) int {
	t.Helper()
	for at := p.directory; at+oleEntrySize <= len(src); at += oleEntrySize {
		if size := int(binary.LittleEndian.Uint16(src[at+64:])); size >= 2 && size <= 64 && utf16le(src[at:at+size-2]) == name {
			return at
		}
	}
	t.Fatalf("no stream %s", name)
	return 0
}

// TestOLEInACircle: a document of Word or WPS whose tables lead back to where they
// were costs one line that says so. Each case is a whole document with one or two
// numbers changed.
func TestOLEInACircle(t *testing.T) {
	src, err := os.ReadFile("testdata/formats/law.doc")
	if err != nil {
		t.Fatal(err)
	}
	p := placesOf(src)
	entry := func(name string) int { return p.entry(t, src, name) }
	start := func(name string) uint32 { return binary.LittleEndian.Uint32(src[entry(name)+116:]) }
	words, table, root := start("WordDocument"), start("1Table"), start("Root Entry")
	const left, right, below = 68, 72, 76
	index := func(name string) uint32 { return uint32(entry(name)-p.directory) / oleEntrySize }
	for _, c := range []struct {
		name    string
		numbers map[int]uint32
		says    string
	}{
		{"a sector of the text leads to itself", map[int]uint32{p.fat + 4*int(words+2): words + 2}, "sectors"},
		{"the text leads back to its first sector", map[int]uint32{p.fat + 4*int(words+5): words}, "sectors"},
		{"so does the stream of small streams", map[int]uint32{p.fat + 4*int(root+3): root}, "sectors"},
		{"the directory's chain", map[int]uint32{p.fat + 4*(p.directory/512-1): uint32(p.directory/512 - 1)}, "sectors"},
		{"the chain of the table of small sectors", map[int]uint32{p.fat + 4*(p.miniFAT/512-1): uint32(p.miniFAT/512 - 1)}, "sectors"},
		{"a small sector leads to itself", map[int]uint32{p.miniFAT + 4*int(table+7): table + 7}, "sectors"},
		{"small sectors lead back", map[int]uint32{p.miniFAT + 4*int(table+20): table + 4}, "sectors"},
		{"the list of the table's sectors", map[int]uint32{68: words, 72: 2, 512*int(words+2) - 4: words}, "list"},
		{"an entry of the directory is its own neighbour", map[int]uint32{entry("WordDocument") + left: index("WordDocument")}, "directory"},
		{"two entries are neighbours of one another", map[int]uint32{entry("WordDocument") + right: index("1Table"), entry("1Table") + left: index("WordDocument")}, "directory"},
		{"an entry stands below itself", map[int]uint32{entry("1Table") + below: index("1Table")}, "directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, name := range []string{"办法.doc", "办法.wps"} {
				got, err := Read(name, olePatch(src, c.numbers))
				var e *Error
				if !errors.As(err, &e) || e.Reason != Broken || !strings.Contains(e.Detail, c.says) || !strings.Contains(e.Detail, "circle") {
					t.Fatalf("got %+v, %v", got, err)
				}
				for _, line := range []string{e.Error(), e.Chinese()} {
					if strings.Contains(line, "\n") || !strings.HasPrefix(line, name) {
						t.Errorf("%q", line)
					}
				}
				if e.DetailChinese == "" {
					t.Error("no Chinese")
				}
			}
		})
	}
}

// TestOLEEndings: numbers that only end a chain or a tree early leave the text
// what it is.
func TestOLEEndings(t *testing.T) {
	src, err := os.ReadFile("testdata/formats/law.doc")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := Read("a.doc", src)
	if err != nil {
		t.Fatal(err)
	}
	p := placesOf(src)
	for name, numbers := range map[string]map[int]uint32{
		"no list of the table's sectors, written as 0": {68: 0, 72: 0},
		"an entry's neighbour beyond the directory":    {p.entry(t, src, "WordDocument") + 68: 4711},
		"neighbours written as 0":                      {p.entry(t, src, "WordDocument") + 68: 0, p.entry(t, src, "WordDocument") + 72: 0, p.entry(t, src, "WordDocument") + 76: 0},
		"an entry outside of the tree":                 {p.entry(t, src, "Root Entry") + 76: 0xFFFFFFFF},
		"the last sector's end is not marked":          {p.fat + 4*int(binary.LittleEndian.Uint32(src[p.entry(t, src, "WordDocument")+116:])+13): 0xFFFFFFFF},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Read("a.doc", olePatch(src, numbers))
			if err != nil || got.Source != whole.Source {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}
