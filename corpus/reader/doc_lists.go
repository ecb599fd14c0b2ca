package reader

import (
	"encoding/binary"
	"iter"
	"maps"
	"strconv"
	"strings"
)

// readLists reads the lists into the same numbering that DOCX has: a list
// ([MS-DOC] LSTF) is a scheme of levels, an override (LFO) is a list that
// paragraphs name.
func (d *doc) readLists() error {
	n := &d.numbering
	n.schemes, n.lists = map[int]*scheme{}, map[int]*list{}
	n.counts, n.seen = map[int]*[levels]counter{}, map[int]bool{}
	head := d.part(docLists)
	if len(head) < 2 {
		return nil
	}
	count := int(binary.LittleEndian.Uint16(head))
	if 2+28*count > len(head) {
		return nil
	}
	// The levels stand behind the part, one list after the other.
	rest := d.table[int64(d.fib.ranges[docLists].at)+int64(len(head)):]
	for i := range count {
		b := head[2+28*i:]
		s := &scheme{}
		n.schemes[int(int32(binary.LittleEndian.Uint32(b)))] = s
		have := levels
		if b[26]&1 != 0 {
			have = 1
		}
		for k := range have {
			l, after, ok := readDOCLevel(rest)
			if !ok {
				return nil
			}
			if id := binary.LittleEndian.Uint16(b[8+2*k:]); id != 0xFFF {
				l.style = strconv.Itoa(int(id))
			}
			s.level[k], rest = l, after
		}
	}
	d.readOverrides()
	return nil
}

// readOverrides reads the lists that paragraphs name.
func (d *doc) readOverrides() {
	b := d.part(docOverrides)
	if len(b) < 4 {
		return
	}
	count := int(int32(binary.LittleEndian.Uint32(b)))
	if count < 0 || 4+16*count > len(b) {
		return
	}
	rest := b[4+16*count:]
	for i := range count {
		o := b[4+16*i:]
		l := newList()
		l.scheme = int(int32(binary.LittleEndian.Uint32(o)))
		d.numbering.lists[i+1] = l
		if len(rest) < 4 {
			continue
		}
		rest = rest[4:]
		for range int(o[12]) {
			var ok bool
			if rest, ok = l.readDOCOverride(rest); !ok {
				return
			}
		}
	}
}

// readDOCOverride reads what a list says of a level itself ([MS-DOC] LFOLVL), at the
// beginning of b.
func (l *list) readDOCOverride(b []byte) (rest []byte, ok bool) {
	if len(b) < 8 {
		return nil, false
	}
	start, flags := int(int32(binary.LittleEndian.Uint32(b))), binary.LittleEndian.Uint32(b[4:])
	b = b[8:]
	k := int(flags & 0xF)
	if flags&0x20 != 0 {
		own, after, ok := readDOCLevel(b)
		if !ok {
			return nil, false
		}
		b = after
		if k < levels {
			l.level[k] = &own
			start = own.start
		}
	}
	if flags&0x10 != 0 && k < levels {
		l.start[k] = max(start, 0)
	}
	return b, true
}

// readDOCLevel reads a level (LVL) at the beginning of b.
func readDOCLevel(b []byte) (l level, rest []byte, ok bool) {
	if len(b) < 30 {
		return l, nil, false
	}
	l = level{defined: true, start: max(int(int32(binary.LittleEndian.Uint32(b))), 0), restart: -1, format: docFormats[b[4]], legal: b[5]&4 != 0, suffix: "tab"}
	if l.format == "" {
		l.format = "decimal"
	}
	if suffix := docSuffixes[b[15]]; suffix != "" {
		l.suffix = suffix
	}
	if b[5]&8 != 0 {
		l.restart = int(b[26])
	}
	at := 28 + int(b[24]) + int(b[25])
	if at+2 > len(b) {
		return l, nil, false
	}
	n := int(binary.LittleEndian.Uint16(b[at:]))
	at += 2
	if at+2*n > len(b) || n > maxLabel {
		return l, nil, false
	}
	l.text = docPattern(b[at : at+2*n])
	return l, b[at+2*n:], true
}

// docSuffixes are what stands behind a number other than a tab (ixchFollow).
var docSuffixes = map[byte]string{1: "space", 2: "nothing"}

// docPattern is the pattern of a number in the form of Word's XML: 第%1条. In b the
// number of a level stands for %1 to %9.
func docPattern(b []byte) string {
	var text strings.Builder
	for ; len(b) >= 2; b = b[2:] {
		if c := binary.LittleEndian.Uint16(b); c < levels {
			text.WriteString("%" + strconv.Itoa(int(c)+1))
		} else {
			text.WriteString(utf16le(b[:2]))
		}
	}
	return text.String()
}

// docFormats are the names of number formats by their number (MSONFC).
var docFormats = map[byte]string{
	0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
	10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2",
	22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle",
	30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand",
	36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 40: "ideographDigital", 255: "none",
}

func keysOf[V any](m map[int]V) iter.Seq[int] { return maps.Keys(m) }
