package reader

import (
	"encoding/binary"
	"errors"
	"unicode/utf16"
)

// An OLE compound file ([MS-CFB]) holds streams in sectors that a table chains.
// This reader keeps to what can be bounded: each chain is followed at most
// once around the file, the directory is read as a list, not as the tree that
// it is, and no stream is longer than the file.

type ole struct {
	src    []byte
	sector int
	fat    []uint32
	mini   []byte   // the stream of small streams
	small  []uint32 // its table
	cutoff uint32
	files  map[string]oleEntry
}

type oleEntry struct {
	start uint32
	size  int64
}

var errOLE = errors.New("the compound file is incomplete")

const oleEnd = 0xFFFFFFFA // numbers from here on are not sectors

func openOLE(src []byte) (*ole, error) {
	le := binary.LittleEndian
	if len(src) < 512 {
		return nil, errOLE
	}
	shift := le.Uint16(src[30:])
	if shift != 9 && shift != 12 {
		return nil, errOLE
	}
	o := &ole{src: src, sector: 1 << shift, cutoff: le.Uint32(src[56:]), files: map[string]oleEntry{}}
	// The sectors of the table: 109 in the header, more in a chain of their own.
	var tables []uint32
	for i := range 109 {
		tables = append(tables, le.Uint32(src[76+4*i:]))
	}
	sectors := len(src)/o.sector + 1
	next := le.Uint32(src[68:])
	for range sectors {
		s := o.at(next)
		if s == nil {
			break
		}
		for i := 0; i+8 <= len(s); i += 4 {
			tables = append(tables, le.Uint32(s[i:]))
		}
		next = le.Uint32(s[len(s)-4:])
	}
	for _, n := range tables {
		if len(o.fat) >= sectors {
			break
		}
		s := o.at(n)
		if s == nil {
			continue
		}
		for i := 0; i+4 <= len(s); i += 4 {
			o.fat = append(o.fat, le.Uint32(s[i:]))
		}
	}
	directory := o.chain(le.Uint32(src[48:]), int64(len(src)))
	if len(directory) < 128 {
		return nil, errOLE
	}
	o.list(directory)
	if root, ok := o.files[""]; ok {
		o.mini = o.chain(root.start, root.size)
	}
	for table := o.chain(le.Uint32(src[60:]), int64(len(src))); len(table) >= 4; table = table[4:] {
		o.small = append(o.small, le.Uint32(table))
	}
	return o, nil
}

// list reads the directory. The root is kept under "", and of streams of one
// name the first: embedded documents come later.
func (o *ole) list(directory []byte) {
	le := binary.LittleEndian
	for ; len(directory) >= 128; directory = directory[128:] {
		e := directory[:128]
		n := int(le.Uint16(e[64:]))
		kind := e[66]
		if kind != 2 && kind != 5 || n < 2 || n > 64 {
			continue
		}
		var units []uint16
		for i := 0; i+2 < n; i += 2 {
			units = append(units, le.Uint16(e[i:]))
		}
		name := string(utf16.Decode(units))
		if kind == 5 {
			name = ""
		}
		if _, ok := o.files[name]; !ok {
			o.files[name] = oleEntry{le.Uint32(e[116:]), int64(le.Uint32(e[120:]))}
		}
	}
}

// at is a sector, or nil; the last one of a file may be short.
func (o *ole) at(n uint32) []byte {
	if n >= oleEnd {
		return nil
	}
	start := (int64(n) + 1) * int64(o.sector)
	if start >= int64(len(o.src)) {
		return nil
	}
	return o.src[start:min(start+int64(o.sector), int64(len(o.src)))]
}

// chain is the bytes of a chain of sectors, of at most size bytes.
func (o *ole) chain(n uint32, size int64) []byte {
	var out []byte
	for range len(o.src)/o.sector + 1 {
		s := o.at(n)
		if s == nil || int64(len(out)) >= size {
			break
		}
		out = append(out, s...)
		if int64(n) >= int64(len(o.fat)) {
			break
		}
		n = o.fat[n]
	}
	return out[:min(int64(len(out)), max(size, 0))]
}

// stream is the bytes of a stream, or nil when there is none.
func (o *ole) stream(name string) []byte {
	e, ok := o.files[name]
	if !ok || name == "" {
		return nil
	}
	if e.size >= int64(o.cutoff) {
		return o.chain(e.start, e.size)
	}
	var out []byte
	n := e.start
	for range len(o.mini)/64 + 1 {
		if start := int64(n) * 64; n >= oleEnd || start >= int64(len(o.mini)) || int64(len(out)) >= e.size {
			break
		} else {
			out = append(out, o.mini[start:min(start+64, int64(len(o.mini)))]...)
		}
		if int64(n) >= int64(len(o.small)) {
			break
		}
		n = o.small[n]
	}
	return out[:min(int64(len(out)), e.size)]
}

func (o *ole) has(name string) bool { _, ok := o.files[name]; return ok }

// readOLE reads a document of Word 97 to 2003, which WPS writes as .wps too, or
// says what the compound file is instead.
func (o Options) readOLE(src []byte) (*Text, *Error) {
	f, err := openOLE(src)
	if err != nil {
		return nil, broken(err)
	}
	switch {
	case f.has("EncryptedPackage"), f.has("EncryptionInfo"):
		return nil, refuse(Encrypted, "", "")
	case f.has("WordDocument"):
		return o.readDOC(f)
	case f.has("Workbook"), f.has("Book"):
		return nil, unread("XLS")
	case f.has("PowerPoint Document"):
		return nil, unread("PPT")
	}
	return nil, unread("OLE")
}
