package reader

import (
	"encoding/binary"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// A document of Word 97 to 2003 ([MS-DOC]) is text in pieces: a table in the
// stream 0Table or 1Table says where in the stream WordDocument each piece
// stands and whether its characters take one byte or two. Properties of
// characters and paragraphs stand in pages of 512 bytes, found by the place of
// the text; they change what the styles say by operations (sprms).

type doc struct {
	document
	main, table, data []byte
	fib               fib

	pieces     []docPiece
	changes    [][]byte // operations that pieces refer to
	characters []docRun
	paragraphs []docRun

	boxes map[int][]line // text boxes by the place of their anchor
	cells [][]line       // of the row
	cell  []line
}

// fib is what is used of the file information block.
type fib struct {
	texts  [8]int // characters of the text, footnotes, headers, macros, comments, endnotes, text boxes, text boxes of headers
	ranges []docRange
}

type docRange struct{ at, size uint32 }

// Places in fib.ranges.
const (
	docStyles     = 1
	docCharacters = 12
	docParagraphs = 13
	docPieces     = 33
	docShapes     = 40
	docBoxes      = 56
	docLists      = 73
	docOverrides  = 74
)

// docPiece is a run of text. Places count characters from the document's beginning.
type docPiece struct {
	from, to int
	at       int // bytes in the stream
	narrow   bool
	change   int // 1 + the index of operations for it, 0 for none
}

// docRun is bytes of the stream with the operations for them.
type docRun struct {
	from, to uint32
	style    int
	ops      []byte
}

var errDOC = errors.New("the Word document is incomplete")

func (o Options) readDOC(f *ole) (*Text, *Error) {
	var streams [4][]byte
	for i, name := range []string{"WordDocument", "0Table", "1Table", "Data"} {
		b, err := f.stream(name)
		if err != nil {
			return nil, err
		}
		streams[i] = b
	}
	return o.readStreams(streams[0], streams[1], streams[2], streams[3])
}

// readStreams reads the streams of a document.
func (o Options) readStreams(main, table0, table1, data []byte) (*Text, *Error) {
	d := &doc{main: main, data: data, boxes: map[int][]line{}}
	limit := o.maxText()
	d.document = document{t: &Text{Format: "doc"}, styles: map[string]*style{}, parts: &parts{left: limit, limit: limit}}
	if err := d.readHead(table0, table1); err != nil {
		return nil, err
	}
	for _, step := range []func() error{d.readPieces, d.readProperties, d.readStyleSheet, d.readLists, d.readStories} {
		if err := step(); err != nil {
			return nil, d.parts.failed("WordDocument", err)
		}
	}
	d.finish()
	return d.t, nil
}

// readHead reads the file information block.
func (d *doc) readHead(table0, table1 []byte) *Error {
	b := d.main
	if len(b) < 0x9A || binary.LittleEndian.Uint16(b) != 0xA5EC {
		return broken(errDOC)
	}
	version, flags := binary.LittleEndian.Uint16(b[2:]), binary.LittleEndian.Uint16(b[10:])
	switch {
	case flags&0x0100 != 0:
		return refuse(Encrypted, "", "")
	case version < 0x00C1:
		return refuse(OldWord, "", "")
	}
	d.table = table0
	if flags&0x0200 != 0 {
		d.table = table1
	}
	if !d.fib.readTexts(b) {
		return broken(errDOC)
	}
	n := int(binary.LittleEndian.Uint16(b[0x98:]))
	for i := 0; i < n && 0x9A+8*i+8 <= len(b); i++ {
		d.fib.ranges = append(d.fib.ranges, docRange{binary.LittleEndian.Uint32(b[0x9A+8*i:]), binary.LittleEndian.Uint32(b[0x9A+8*i+4:])})
	}
	return nil
}

// readTexts reads how many characters the texts have; false when the stream b cannot
// hold them. A character takes a byte or two.
func (f *fib) readTexts(b []byte) bool {
	total := 0
	for i := range f.texts {
		n := int(int32(binary.LittleEndian.Uint32(b[0x4C+4*i:])))
		if n < 0 || n > len(b) {
			return false
		}
		f.texts[i] = n
		total += n
	}
	return total <= len(b)
}

// part is a range of the table stream; nil when there is none.
func (d *doc) part(i int) []byte {
	if i >= len(d.fib.ranges) {
		return nil
	}
	r := d.fib.ranges[i]
	if r.size == 0 || int64(r.at)+int64(r.size) > int64(len(d.table)) {
		return nil
	}
	return d.table[r.at : r.at+r.size]
}

// plc reads a table of places with a record of size bytes for each: n+1 numbers, then n records.
func plc(b []byte, size int) (places []uint32, records [][]byte) {
	n := (len(b) - 4) / (4 + size)
	if len(b) < 4 || n < 1 {
		return nil, nil
	}
	for i := range n + 1 {
		places = append(places, binary.LittleEndian.Uint32(b[4*i:]))
	}
	for i := range n {
		at := 4*(n+1) + size*i
		records = append(records, b[at:at+size])
	}
	return places, records
}

// readPieces reads the piece table.
func (d *doc) readPieces() error {
	b, err := d.readChanges(d.part(docPieces))
	if err != nil {
		return err
	}
	if len(b) < 5 || b[0] != 2 {
		return errDOC
	}
	size := int64(binary.LittleEndian.Uint32(b[1:]))
	if size > int64(len(b)-5) {
		return errDOC
	}
	places, records := plc(b[5:5+size], 8)
	total := 0
	for i, r := range records {
		p, ok := d.readPiece(int(int32(places[i])), int(int32(places[i+1])), r)
		if !ok {
			return errDOC
		}
		// Pieces may lie on one another; together they are no longer than the file.
		if total += p.to - p.from; total > 2*len(d.main) {
			return refuse(Excessive, "its text pieces overlap", "文字片段重叠")
		}
		d.pieces = append(d.pieces, p)
	}
	if len(d.pieces) == 0 {
		return errDOC
	}
	return nil
}

// readChanges reads the operations in front of the piece table, and gives what follows.
func (d *doc) readChanges(b []byte) (rest []byte, err error) {
	for len(b) > 3 && b[0] == 1 {
		n := int(binary.LittleEndian.Uint16(b[1:]))
		if 3+n > len(b) {
			return nil, errDOC
		}
		d.changes = append(d.changes, b[3:3+n])
		b = b[3+n:]
	}
	return b, nil
}

// readPiece reads the record of the piece between two places; ok is false when the
// stream has no such characters.
func (d *doc) readPiece(from, to int, record []byte) (p docPiece, ok bool) {
	p = docPiece{from: from, to: to}
	if change := binary.LittleEndian.Uint16(record[6:]); change&1 != 0 {
		p.change = 1 + int(change>>1)
	}
	at := binary.LittleEndian.Uint32(record[2:])
	p.at, p.narrow = int(at&^0x40000000), at&0x40000000 != 0
	bytes := 2 * (to - from)
	if p.narrow {
		p.at, bytes = p.at/2, to-from
	}
	return p, from >= 0 && to >= from && p.at >= 0 && p.at <= len(d.main) && p.at+bytes <= len(d.main)
}

// readProperties reads the pages of character and paragraph properties.
func (d *doc) readProperties() error {
	for page := range d.pages(docCharacters) {
		n := int(page[511])
		for i := 0; i < n && 4*(n+1)+i < 511; i++ {
			d.characters = append(d.characters, characterRun(page, i, int(page[4*(n+1)+i])))
		}
	}
	for page := range d.pages(docParagraphs) {
		n := int(page[511])
		for i := 0; i < n && 4*(n+1)+13*i < 511; i++ {
			d.paragraphs = append(d.paragraphs, paragraphRun(page, i, int(page[4*(n+1)+13*i])))
		}
	}
	for _, runs := range [][]docRun{d.characters, d.paragraphs} {
		slices.SortStableFunc(runs, func(a, b docRun) int { return int(int64(a.from) - int64(b.from)) })
	}
	return nil
}

// pages are the pages of properties that a part lists.
func (d *doc) pages(part int) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		_, numbers := plc(d.part(part), 4)
		for _, n := range numbers {
			if page := d.page(n); page != nil && !yield(page) {
				return
			}
		}
	}
}

// characterRun is run i of a page; half is half the place of its operations, 0 for none.
func characterRun(page []byte, i, half int) docRun {
	r := docRun{from: binary.LittleEndian.Uint32(page[4*i:]), to: binary.LittleEndian.Uint32(page[4*i+4:]), style: -1}
	if at := 2 * half; at > 0 && at < 511 && at+1+int(page[at]) <= 511 {
		r.ops = page[at+1 : at+1+int(page[at])]
	}
	return r
}

// paragraphRun is run i of a page; half is half the place of its style and operations,
// 0 for none. Their length is given in units of two bytes, less one or, behind a 0, whole.
func paragraphRun(page []byte, i, half int) docRun {
	r := docRun{from: binary.LittleEndian.Uint32(page[4*i:]), to: binary.LittleEndian.Uint32(page[4*i+4:])}
	at := 2 * half
	if at <= 0 || at >= 510 {
		return r
	}
	size := 2*int(page[at]) - 1
	if at++; size < 0 {
		size = 2 * int(page[at])
		at++
	}
	if size >= 2 && at+size <= 511 {
		r.style, r.ops = int(binary.LittleEndian.Uint16(page[at:])), page[at+2:at+size]
	}
	return r
}

// page is a page of properties.
func (d *doc) page(number []byte) []byte {
	at := int64(binary.LittleEndian.Uint32(number)&0x3FFFFF) * 512
	if at+512 > int64(len(d.main)) {
		return nil
	}
	return d.main[at : at+512]
}

// runAt is the run that holds a place of the stream.
func runAt(runs []docRun, at uint32) *docRun {
	i, _ := slices.BinarySearchFunc(runs, at, func(r docRun, at uint32) int {
		switch {
		case r.to <= at:
			return -1
		case r.from > at:
			return 1
		}
		return 0
	})
	if i < len(runs) && runs[i].from <= at && at < runs[i].to {
		return &runs[i]
	}
	return nil
}

// operations calls f for each operation with its operand.
func operations(b []byte, f func(op uint16, arg []byte)) {
	for len(b) >= 2 {
		op := binary.LittleEndian.Uint16(b)
		b = b[2:]
		n, skip := operandSize(op, b)
		if n < 0 || skip+n > len(b) {
			return
		}
		f(op, b[skip:skip+n])
		b = b[skip+n:]
	}
}

// operandSize is the length of an operation's operand, and that of the length before
// it; -1 when the length is missing. b is what follows the operation.
func operandSize(op uint16, b []byte) (n, skip int) {
	if fixed := operandSizes[op>>13]; fixed > 0 {
		return fixed, 0
	}
	switch {
	case len(b) == 0:
		return -1, 0
	case op == 0xD608 && len(b) >= 2: // the table's definition has a longer length
		return int(binary.LittleEndian.Uint16(b)) - 1, 2
	}
	return int(b[0]), 1
}

// operandSizes are the lengths of operands by the upper bits of an operation; 0 for those
// that say it themselves.
var operandSizes = [8]int{1, 1, 2, 4, 2, 2, 0, 3}

// readStyleSheet reads the names of styles and what they say about structure.
func (d *doc) readStyleSheet() error {
	b := d.part(docStyles)
	if len(b) < 6 {
		return nil
	}
	head := int(binary.LittleEndian.Uint16(b))
	base := int(binary.LittleEndian.Uint16(b[4:]))
	if head < 4 || 2+head > len(b) {
		return nil
	}
	b = b[2+head:]
	for id := 0; len(b) >= 2 && id < 4096; id++ {
		n := int(binary.LittleEndian.Uint16(b))
		b = b[2:]
		if n > len(b) {
			return nil
		}
		if n >= base+2 && base >= 10 {
			d.readStyleEntry(id, b[:n], base)
		}
		b = b[n:]
	}
	d.defaultStyle = "0"
	return nil
}

func (d *doc) readStyleEntry(id int, b []byte, base int) {
	kind := binary.LittleEndian.Uint16(b[2:])
	s := &style{props: noProps}
	if based := kind >> 4; based != 0xFFF {
		s.basedOn = strconv.Itoa(int(based))
	}
	n := int(binary.LittleEndian.Uint16(b[base:]))
	at := base + 2 + 2*n + 2
	if at > len(b) {
		return
	}
	s.name = builtInStyle(int(binary.LittleEndian.Uint16(b)) & 0xFFF)
	if s.name == "" {
		s.name = strings.ToLower(utf16le(b[base+2 : base+2+2*n]))
	}
	d.styles[strconv.Itoa(id)] = s
	p := styleProps{b, at}
	switch kind & 0xF {
	case 1: // of paragraphs: their properties, then those of characters
		if props := p.next(); len(props) > 2 {
			d.applyParagraph(props[2:], &s.props, nil)
		}
		s.vanish = d.applyCharacter(p.next()).hidden
	case 2:
		s.vanish = d.applyCharacter(p.next()).hidden
	}
}

// builtInStyle is the name of a style that Word brings along, by its number; "" for
// other styles. Files may give it any name.
func builtInStyle(number int) string {
	switch {
	case number >= 1 && number <= 9:
		return "heading " + strconv.Itoa(number)
	case number >= 19 && number <= 27:
		return "toc " + strconv.Itoa(number-18)
	case number == 62:
		return "title"
	}
	return ""
}

// styleProps are the properties of a style: one after another from at on, each behind
// its length, at even places.
type styleProps struct {
	b  []byte
	at int
}

func (p *styleProps) next() []byte {
	p.at += p.at & 1
	if p.at+2 > len(p.b) {
		return nil
	}
	size := int(binary.LittleEndian.Uint16(p.b[p.at:]))
	p.at += 2
	if p.at+size > len(p.b) {
		return nil
	}
	p.at += size
	return p.b[p.at-size : p.at]
}

func utf16le(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// docTable is what a paragraph says about the table it stands in.
type docTable struct{ in, rowEnd, innerCell bool }

// applyParagraph applies operations to the properties of a paragraph.
func (d *doc) applyParagraph(ops []byte, p *paragraphProps, t *docTable) {
	operations(ops, func(op uint16, arg []byte) {
		switch op {
		case 0x4600:
			p.style = strconv.Itoa(int(binary.LittleEndian.Uint16(arg)))
		case 0x260A:
			p.level = min(int(arg[0]), levels-1)
		case 0x460B:
			p.numID = int(binary.LittleEndian.Uint16(arg))
			if p.numID > 0x7FE {
				p.numID = 0
			}
		case 0x2640:
			p.outline = min(int(arg[0]), 9)
		case 0x6645, 0x6646: // the operations stand in the stream Data
			operations(d.dataOperations(arg), func(op uint16, arg []byte) { t.apply(op, arg) })
		default:
			t.apply(op, arg)
		}
	})
}

// dataOperations are the operations at a place of the stream Data.
func (d *doc) dataOperations(place []byte) []byte {
	at := int64(binary.LittleEndian.Uint32(place))
	if at+2 > int64(len(d.data)) {
		return nil
	}
	n := int64(binary.LittleEndian.Uint16(d.data[at:]))
	if at+2+n > int64(len(d.data)) {
		return nil
	}
	return d.data[at+2 : at+2+n]
}

// apply applies an operation; styles, which say nothing about tables, have no t.
func (t *docTable) apply(op uint16, arg []byte) {
	if t == nil {
		return
	}
	switch op {
	case 0x2416:
		t.in = arg[0] != 0
	case 0x2417:
		t.rowEnd = arg[0] != 0
	case 0x244B:
		t.innerCell = arg[0] != 0
	case 0x6649:
		t.in = t.in || binary.LittleEndian.Uint32(arg) > 0
	}
}

// docCharacter is what the operations say about characters.
type docCharacter struct {
	deleted, hidden bool
	symbol          rune
	style           int
}

func (d *doc) applyCharacter(ops []byte) docCharacter {
	var c docCharacter
	operations(ops, func(op uint16, arg []byte) {
		switch op {
		case 0x0800:
			c.deleted = arg[0] != 0
		case 0x083C, 0x0818: // hidden everywhere, and so even when hidden text is shown
			c.hidden = c.hidden || arg[0] == 1 || arg[0] == 0x81
		case 0x4A30:
			c.style = int(binary.LittleEndian.Uint16(arg))
		case 0x6A09:
			c.symbol = rune(binary.LittleEndian.Uint16(arg[2:]))
		}
	})
	return c
}

var windows1252 = charmap.Windows1252

// each calls f for the characters of a range, with the properties they have;
// at is their place in the stream.
func (d *doc) each(from, to int, f func(place int, r rune, at uint32, piece *docPiece)) {
	var high rune
	for i := range d.pieces {
		p := &d.pieces[i]
		for c := max(p.from, from); c < min(p.to, to); c++ {
			if p.narrow {
				at := p.at + c - p.from
				f(c, windows1252.DecodeByte(d.main[at]), uint32(at), p)
				continue
			}
			at := p.at + 2*(c-p.from)
			r := rune(binary.LittleEndian.Uint16(d.main[at:]))
			if utf16.IsSurrogate(r) {
				if high == 0 && r < 0xDC00 {
					high = r
					continue
				}
				r = utf16.DecodeRune(high, r)
			}
			high = 0
			f(c, r, uint32(at), p)
		}
	}
}

// readStories reads the text and, for the report, what stands beside it.
func (d *doc) readStories() error {
	t := d.fib.texts
	starts := make([]int, len(t)+1)
	for i, n := range t {
		starts[i+1] = starts[i] + n
	}
	for _, s := range []struct{ story, left int }{{1, notes}, {4, comments}, {5, notes}} {
		for _, words := range d.plain(starts[s.story], starts[s.story+1]) {
			d.left[s.left].add(words)
		}
	}
	for _, words := range d.plain(starts[2], starts[3]) {
		d.headers = true
		d.heads.add(words)
	}
	if err := d.readBoxes(starts[6], starts[7]); err != nil {
		return err
	}
	lines, err := d.story(0, t[0])
	if err != nil {
		return err
	}
	d.lines = lines
	// Boxes whose anchor was not found.
	for _, at := range slices.Sorted(keysOf(d.boxes)) {
		d.lines = append(d.lines, d.boxes[at]...)
	}
	return nil
}

// plain is the paragraphs of a range as bare words.
func (d *doc) plain(from, to int) []string {
	var out []string
	var b strings.Builder
	code := 0
	d.each(from, to, func(_ int, r rune, _ uint32, _ *docPiece) {
		switch r {
		case '\r', 7:
			if s := strings.Join(strings.Fields(b.String()), " "); s != "" {
				out = append(out, s)
			}
			b.Reset()
		case 0x13:
			code++
		case 0x14, 0x15:
			code = max(code-1, 0)
		default:
			if code == 0 && r >= ' ' && b.Len() < 400 {
				b.WriteRune(r)
			} else if r == '\t' {
				b.WriteByte(' ')
			}
		}
	})
	return out
}

// readBoxes reads the text boxes and finds where they are anchored.
func (d *doc) readBoxes(from, to int) error {
	if to <= from {
		return nil
	}
	anchors := map[uint32]int{}
	places, shapes := plc(d.part(docShapes), 26)
	for i, s := range shapes {
		anchors[binary.LittleEndian.Uint32(s)] = int(int32(places[i]))
	}
	places, records := plc(d.part(docBoxes), 22)
	for i, r := range records {
		start, end := from+int(int32(places[i])), from+int(int32(places[i+1]))
		if start < from || end > to || end <= start {
			continue
		}
		lines, err := d.story(start, end)
		if err != nil {
			return err
		}
		at, ok := anchors[binary.LittleEndian.Uint32(r[14:])]
		if !ok {
			at = d.fib.texts[0] // behind the text
		}
		d.boxes[at] = append(d.boxes[at], lines...)
	}
	return nil
}

// story reads a range as paragraphs and tables.
func (d *doc) story(from, to int) ([]line, error) {
	s := &docStory{doc: d, start: from}
	var err error
	d.each(from, to, func(place int, r rune, at uint32, p *docPiece) {
		if err == nil {
			err = s.character(place, r, at, p)
		}
	})
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(s.words.String()) != "" {
		err = s.paragraph(to, noProps, docTable{})
	}
	s.row()
	return s.lines, err
}

// docStory is a text being read.
type docStory struct {
	*doc
	lines     []line
	words     strings.Builder
	start     int // place of the paragraph's first character
	fields    []bool
	codes     []string // of the open fields
	code      strings.Builder
	contents  bool // words of a table of contents stand in the paragraph
	concealed strings.Builder
	deleted   strings.Builder
	run       *docRun
	piece     *docPiece
	props     docCharacter
}

func (s *docStory) character(place int, r rune, at uint32, p *docPiece) error {
	s.enter(at, p)
	switch r {
	case '\r', 0x0C, 7:
		return s.mark(place, r, at, p)
	}
	if s.props.deleted {
		writeUpTo(&s.deleted, string(r), 400)
		return nil
	}
	s.endDeletion()
	switch r {
	case 0x13, 0x14, 0x15:
		s.field(r)
	case 1:
		s.left[pictures].add("")
	case 0x0B, 0x0E:
		s.write('\n')
	case 0x1E:
		s.write('-')
	case '\t', 0xA0:
		s.write(' ')
	case 0x28:
		s.symbol(r)
	default: // below the blank stand the marks of notes, comments and shapes, which are counted where they stand
		if r >= ' ' {
			s.write(r)
		}
	}
	return nil
}

// field follows the marks of a field: its beginning, the end of its code, its end.
func (s *docStory) field(mark rune) {
	n := len(s.fields)
	switch {
	case mark == 0x13 && n < maxDepth:
		s.fields = append(s.fields, false)
		s.codes = append(s.codes, "")
		s.code.Reset()
	case mark == 0x14 && n > 0:
		s.fields[n-1] = true
		s.codes[n-1] = strings.TrimSpace(s.code.String())
	case mark == 0x15 && n > 0:
		s.fields, s.codes = s.fields[:n-1], s.codes[:n-1]
	}
}

// symbol writes the character of a symbol font that stands for r, or counts it where
// it has no equal.
func (s *docStory) symbol(r rune) {
	if s.props.symbol == 0 {
		s.write(r)
		return
	}
	t := symbol("", hex4(s.props.symbol))
	if t == "" {
		s.left[symbols].add("")
	}
	for _, r := range t {
		s.write(r)
	}
}

// endDeletion counts the deleted words that were collected.
func (s *docStory) endDeletion() {
	if s.deleted.Len() > 0 {
		s.left[revisions].add(s.deleted.String())
		s.deleted.Reset()
	}
}

// enter makes the properties of the character at a place of a piece current.
func (s *docStory) enter(at uint32, p *docPiece) {
	if s.run != nil && at >= s.run.from && at < s.run.to && p == s.piece {
		return
	}
	s.run, s.piece = runAt(s.characters, at), p
	s.props = docCharacter{}
	if s.run != nil {
		s.props = s.applyCharacter(s.run.ops)
	} else {
		s.run = &docRun{from: at, to: at + 1}
	}
	c := s.applyCharacter(s.changeOf(p))
	s.props.deleted = s.props.deleted || c.deleted
	s.props.hidden = s.props.hidden || c.hidden
	if s.props.style > 0 {
		s.chain(strconv.Itoa(s.props.style), func(_ string, st *style) bool {
			s.props.hidden = s.props.hidden || st.vanish
			return false
		})
	}
}

// changeOf are the operations that a piece refers to.
func (d *doc) changeOf(p *docPiece) []byte {
	if p.change > 0 && p.change <= len(d.changes) {
		return d.changes[p.change-1]
	}
	return nil
}

func hex4(r rune) string {
	h := strings.ToUpper(strconv.FormatInt(int64(r), 16))
	return strings.Repeat("0", max(0, 4-len(h))) + h
}

func (s *docStory) write(r rune) {
	for _, result := range s.fields {
		if !result {
			if s.code.Len() < 64 {
				s.code.WriteRune(r)
			}
			return
		}
	}
	for _, c := range s.codes {
		s.contents = s.contents || strings.HasPrefix(c, "TOC")
	}
	if s.props.hidden {
		if s.concealed.Len() < 400 {
			s.concealed.WriteRune(r)
		}
		return
	}
	s.words.WriteRune(r)
}

// mark ends a paragraph, a cell or a row.
func (s *docStory) mark(place int, r rune, at uint32, p *docPiece) error {
	props, t := noProps, docTable{}
	if run := runAt(s.paragraphs, at); run != nil {
		props.style = strconv.Itoa(run.style)
		s.applyParagraph(run.ops, &props, &t)
	}
	s.applyParagraph(s.changeOf(p), &props, &t)
	props.deleted = s.props.deleted && r == '\r' && !t.in
	switch {
	case r == 7 && t.rowEnd:
		s.words.Reset()
		s.row()
		s.start = place + 1
		return nil
	case r == 7:
		if err := s.paragraph(place, props, docTable{in: true}); err != nil {
			return err
		}
		s.cells = append(s.cells, s.cell)
		s.cell = nil
		return nil
	}
	return s.paragraph(place, props, t)
}

// paragraph ends the paragraph whose mark stands at a place.
func (s *docStory) paragraph(place int, props paragraphProps, t docTable) error {
	words := s.carry + s.words.String()
	s.carry = ""
	s.words.Reset()
	s.endDeletion()
	if props.deleted {
		s.carry = words
		return nil
	}
	if s.concealed.Len() > 0 {
		s.left[hidden].add(s.concealed.String())
		s.concealed.Reset()
	}
	inContents := s.contents
	s.contents = false
	for len(s.fields) > 0 && !s.fields[len(s.fields)-1] {
		s.fields, s.codes = s.fields[:len(s.fields)-1], s.codes[:len(s.codes)-1]
	}
	boxes := s.takeBoxes(place)
	lines, err := s.paragraphLines(words, props, inContents)
	if err != nil {
		return err
	}
	if t.in {
		s.cell = append(append(s.cell, lines...), boxes...)
		return nil
	}
	s.row()
	s.lines = append(append(s.lines, lines...), boxes...)
	return nil
}

// takeBoxes takes the text boxes that are anchored in the paragraph that ends at a place.
func (s *docStory) takeBoxes(place int) []line {
	var boxes []line
	for at := s.start; at <= place && len(s.boxes) > 0; at++ {
		if b, ok := s.boxes[at]; ok {
			boxes = append(boxes, b...)
			delete(s.boxes, at)
		}
	}
	s.start = place + 1
	return boxes
}

// paragraphLines makes the lines of a paragraph: a number, a heading, its words.
func (d *doc) paragraphLines(words string, props paragraphProps, inContents bool) ([]line, error) {
	if err := d.count(); err != nil {
		return nil, err
	}
	full, numberStyle := d.resolve(props)
	if d.isContents(full.style, words, inContents) {
		if strings.TrimSpace(words) != "" {
			d.left[contents].add(words)
		}
		return nil, nil
	}
	label := d.label(full, numberStyle)
	if err := d.parts.spend(len(label)); err != nil {
		return nil, err
	}
	return d.lineOf(full).split(words, label), nil
}

// row ends a row of a table.
func (s *docStory) row() {
	if len(s.cells) == 0 {
		s.lines = append(s.lines, s.cell...)
		s.cell = nil
		return
	}
	s.lines = append(s.lines, s.tableRow(s.cells, s.lines)...)
	s.cells, s.cell = nil, nil
}
