package reader

import (
	"encoding/binary"
	"errors"
	"unicode/utf16"
)

// An OLE compound file ([MS-CFB]) holds streams in sectors that a table chains.
// This reader keeps to what can be bounded: a chain that comes back to a sector
// is refused, the directory is read as a list, and its tree only checked, and no
// stream is longer than the file.

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

// inCircle refuses a compound file whose sectors or directory run in a circle.
func inCircle(what, whatZh string) *Error {
	return refuse(Broken, what+" runs in a circle", whatZh+"循环引用自身")
}

const (
	oleEnd       = 0xFFFFFFFA // numbers from here on are not sectors
	oleEntrySize = 128        // bytes of an entry of the directory
	oleMini      = 64         // bytes of a sector of small streams
)

func openOLE(src []byte) (*ole, *Error) {
	le := binary.LittleEndian
	if len(src) < 512 {
		return nil, broken(errOLE)
	}
	shift := le.Uint16(src[30:])
	if shift != 9 && shift != 12 {
		return nil, broken(errOLE)
	}
	o := &ole{src: src, sector: 1 << shift, cutoff: le.Uint32(src[56:]), files: map[string]oleEntry{}}
	if err := o.readTable(); err != nil {
		return nil, err
	}
	directory, err := o.chain(le.Uint32(src[48:]), int64(len(src)))
	if err != nil {
		return nil, err
	}
	if len(directory) < oleEntrySize {
		return nil, broken(errOLE)
	}
	if err := checkTree(directory); err != nil {
		return nil, err
	}
	o.list(directory)
	return o, o.readMini()
}

// readMini reads the stream of small streams, which the root has, and its table.
func (o *ole) readMini() (err *Error) {
	if root, ok := o.files[""]; ok {
		if o.mini, err = o.chain(root.start, root.size); err != nil {
			return err
		}
	}
	table, err := o.chain(binary.LittleEndian.Uint32(o.src[60:]), int64(len(o.src)))
	o.small = numbers32(table)
	return err
}

// readTable reads the table of sectors. The sectors that it stands in are listed: 109 in the
// header, more in a chain of their own.
func (o *ole) readTable() *Error {
	tables := numbers32(o.src[76:512])
	sectors := len(o.src)/o.sector + 1
	seen := make([]bool, sectors)
	next := binary.LittleEndian.Uint32(o.src[68:])
	if binary.LittleEndian.Uint32(o.src[72:]) == 0 { // some programs leave a 0 where nothing follows
		next = oleEnd
	}
	for {
		s := o.at(next)
		if s == nil {
			break
		}
		if seen[next] {
			return inCircle("the list of its sector table", "扇区表的清单")
		}
		seen[next] = true
		listed := numbers32(s)
		if len(listed) == 0 { // a last sector that is cut off
			break
		}
		last := len(listed) - 1
		tables, next = append(tables, listed[:last]...), listed[last]
	}
	for _, n := range tables {
		if len(o.fat) >= sectors {
			break
		}
		o.fat = append(o.fat, numbers32(o.at(n))...)
	}
	return nil
}

// numbers32 are the whole numbers of 32 bits in b.
func numbers32(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

// checkTree refuses a directory whose tree names an entry twice. Each entry names
// its neighbours to the left and the right and, in a storage, one below it. The root
// is nobody's neighbour: programs that write 0 there mean that there is none.
func checkTree(directory []byte) *Error {
	seen := make([]bool, len(directory)/oleEntrySize)
	open := []uint32{0}
	for len(open) > 0 {
		n := open[len(open)-1]
		open = open[:len(open)-1]
		if int64(n) >= int64(len(seen)) {
			continue // no entry
		}
		if seen[n] {
			return inCircle("its directory", "目录")
		}
		seen[n] = true
		for _, next := range numbers32(directory[oleEntrySize*int(n)+68:][:12]) {
			if next != 0 {
				open = append(open, next)
			}
		}
	}
	return nil
}

// list reads the directory. The root is kept under "", and of streams of one
// name the first: embedded documents come later.
func (o *ole) list(directory []byte) {
	le := binary.LittleEndian
	for ; len(directory) >= oleEntrySize; directory = directory[oleEntrySize:] {
		e := directory[:oleEntrySize]
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
func (o *ole) chain(n uint32, size int64) ([]byte, *Error) {
	return follow(n, size, o.fat, len(o.src)/o.sector+1, o.at)
}

// follow joins the sectors that a table chains from the first on, up to size bytes. The
// chain ends at a number without a sector. all is the number of sectors there are.
func follow(n uint32, size int64, table []uint32, all int, at func(uint32) []byte) ([]byte, *Error) {
	var out []byte
	seen := make([]bool, all)
	for int64(len(out)) < size {
		s := at(n)
		if s == nil {
			break
		}
		if seen[n] {
			return nil, inCircle("a chain of its sectors", "扇区链")
		}
		seen[n] = true
		out = append(out, s...)
		if int64(n) >= int64(len(table)) {
			break
		}
		n = table[n]
	}
	return out[:min(int64(len(out)), max(size, 0))], nil
}

// stream is the bytes of a stream, or nil when there is none.
func (o *ole) stream(name string) ([]byte, *Error) {
	e, ok := o.files[name]
	if !ok || name == "" {
		return nil, nil
	}
	if e.size >= int64(o.cutoff) {
		return o.chain(e.start, e.size)
	}
	return follow(e.start, e.size, o.small, len(o.mini)/oleMini+1, o.atMini)
}

// atMini is a sector of small streams, or nil.
func (o *ole) atMini(n uint32) []byte {
	start := int64(n) * oleMini
	if n >= oleEnd || start >= int64(len(o.mini)) {
		return nil
	}
	return o.mini[start:min(start+oleMini, int64(len(o.mini)))]
}

func (o *ole) has(name string) bool { _, ok := o.files[name]; return ok }

// readOLE reads a document of Word 97 to 2003, which WPS writes as .wps too, or
// says what the compound file is instead.
func (o Options) readOLE(src []byte) (*Text, *Error) {
	f, err := openOLE(src)
	if err != nil {
		return nil, err
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
