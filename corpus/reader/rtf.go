package reader

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// RTF (Rich Text Format 1.9.1) is plain bytes: words of control that begin with
// a backslash, groups in braces that restore what was set inside them, and
// text between them. Chinese stands there as \u20013 or as bytes of the code page
// of the font. A group may be a destination: a table of fonts, a header, a note.
// Automatic numbers stand as text beside their paragraph (\listtext).

// rtf is a file being read.
type rtf struct {
	document
	src   []byte
	at    int
	state rtfState
	stack []rtfState

	ansi       int         // the code page of the file
	fonts      map[int]int // code pages
	styleNames map[int]string
	outlines   map[int]int
	styleName  strings.Builder // the entry of the style sheet being read

	pending []byte // bytes of text not decoded yet
	skip    int    // characters that stand for the \u before them
	half    rune   // the first half of a character beyond U+FFFF

	words   strings.Builder // of the paragraph
	number  strings.Builder // its automatic number
	aside   strings.Builder // of a header, a note, a deletion
	hidden  strings.Builder
	deleted strings.Builder
	code    strings.Builder // of a field
	boxes   []line
	outer   []rtfFrame // paragraphs that a text box interrupts
	cells   [][]line   // of the row
	cell    []line
}

// rtfFrame is what a text box interrupts: the paragraph that it is anchored in and what
// stands around that.
type rtfFrame struct {
	words, number      string
	cells              [][]line
	cell, lines, boxes []line
}

type rtfDest uint8

const (
	rtfBody rtfDest = iota
	rtfSkip
	rtfFonts
	rtfStyles
	rtfNumber
	rtfHead
	rtfNote
	rtfComment
	rtfField // the code of a field
)

// rtfState is what a group restores.
type rtfState struct {
	dest            rtfDest
	font, wideFont  int
	wideRun         bool // \dbch
	uc              int
	hidden, deleted bool
	table           bool
	style, outline  int
	contents        bool // in the result of a table of contents
	box             bool // a text box ends with this group
	opened          bool // something of the group was read
}

const maxGroups = 2000 // braces inside one another

func (o Options) readRTF(src []byte) (*Text, *Error) {
	limit := o.maxText()
	if int64(len(src)) > limit {
		return nil, tooLarge(int64(len(src)), limit)
	}
	d := &rtf{src: src, ansi: 1252, fonts: map[int]int{}, styleNames: map[int]string{}, outlines: map[int]int{}}
	d.document = document{t: &Text{Format: "rtf"}, parts: &parts{left: limit, limit: limit}}
	d.state = rtfState{uc: 1, outline: -1}
	if err := d.read(); err != nil {
		return nil, d.parts.failed("rtf", err)
	}
	for len(d.outer) > 0 { // boxes that the file does not end
		d.endBox()
	}
	if len(d.stack) > 0 && d.words.Len() == 0 && len(d.lines)+len(d.boxes) == 0 {
		return nil, broken(nil)
	}
	if err := d.paragraph(); err != nil {
		return nil, d.parts.failed("rtf", err)
	}
	d.endRow()
	d.emit(nil)
	d.finish()
	return d.t, nil
}

func (d *rtf) read() error {
	for d.at < len(d.src) {
		c := d.src[d.at]
		switch c {
		case '{':
			if err := d.openGroup(); err != nil {
				return err
			}
		case '}':
			d.decode()
			d.endGroup()
			d.skip = 0
			d.at++
			if len(d.stack) == 0 {
				return nil // what follows the document is none of it
			}
		case '\\':
			if err := d.control(); err != nil {
				return err
			}
		case '\r', '\n', 0:
			d.at++
		default:
			d.character(c)
		}
	}
	d.decode()
	return nil
}

// character takes a byte of text, and the second one of its character, which may look
// like a brace.
func (d *rtf) character(c byte) {
	d.byte(c)
	d.at++
	if c >= 0x81 && d.wide() && d.at < len(d.src) {
		d.byte(d.src[d.at])
		d.at++
	}
}

// openGroup begins a group, with the state of the one around it.
func (d *rtf) openGroup() error {
	d.decode()
	if len(d.stack) >= maxGroups {
		return refuse(TooDeep, "", "")
	}
	d.stack = append(d.stack, d.state)
	d.state.box, d.state.opened = false, false
	d.skip = 0
	d.at++
	return nil
}

// byte takes a byte of text.
func (d *rtf) byte(c byte) {
	if d.skip > 0 {
		d.skip--
		return
	}
	if d.state.dest == rtfSkip {
		return
	}
	d.pending = append(d.pending, c)
}

// endGroup restores the state around the group.
func (d *rtf) endGroup() {
	n := len(d.stack)
	if n == 0 {
		return
	}
	inner, outer := d.state, d.stack[n-1]
	if inner.box {
		d.endBox()
	}
	if inner.dest != outer.dest && d.endDestination(inner.dest) && n > 1 {
		outer.contents = true
	}
	d.state = outer
	d.stack = d.stack[:n-1]
}

// endDestination takes what a destination holds. It reports whether that is the code
// of a table of contents; the result of the field is a group beside this one.
func (d *rtf) endDestination(dest rtfDest) (toc bool) {
	switch dest {
	case rtfHead:
		if s := d.take(); s != "" {
			d.headers = true
			d.heads.add(s)
		}
	case rtfNote:
		d.left[notes].add(d.take())
	case rtfComment:
		d.left[comments].add(d.take())
	case rtfField:
		toc = strings.HasPrefix(strings.TrimSpace(d.code.String()), "TOC")
		d.code.Reset()
	}
	return toc
}

func (d *rtf) take() string {
	s := strings.Join(strings.Fields(d.aside.String()), " ")
	d.aside.Reset()
	return s
}

// codePage is that of the text at this place.
func (d *rtf) codePage() int {
	font := d.state.font
	if d.state.wideRun {
		font = d.state.wideFont
	}
	if cp := d.fonts[font]; cp != 0 && cp != 1252 {
		return cp
	}
	return d.ansi
}

func (d *rtf) wide() bool {
	switch d.codePage() {
	case 936, 950, 932, 949, 54936:
		return true
	}
	return false
}

var codePages = map[int]encoding.Encoding{
	936: simplifiedchinese.GB18030, 54936: simplifiedchinese.GB18030, 950: traditionalchinese.Big5, 932: japanese.ShiftJIS, 949: korean.EUCKR,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254,
	1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257, 1258: charmap.Windows1258, 437: charmap.CodePage437,
	850: charmap.CodePage850, 10000: charmap.Macintosh,
}

// charsets are the code pages of the character sets that a font names.
var charsets = map[int]int{0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250}

// decode writes the bytes that were collected.
func (d *rtf) decode() {
	if len(d.pending) == 0 {
		return
	}
	b := d.pending
	d.pending = d.pending[:0]
	if bytes.IndexFunc(b, func(r rune) bool { return r >= 0x80 }) < 0 {
		d.write(string(b))
		return
	}
	enc := codePages[d.codePage()]
	if enc == nil {
		enc = charmap.Windows1252
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		out = bytes.ToValidUTF8(b, []byte("\uFFFD"))
	}
	d.write(string(out))
}

// write adds text to where it belongs.
func (d *rtf) write(s string) {
	switch d.state.dest {
	case rtfSkip, rtfFonts:
	case rtfStyles:
		d.writeStyleName(s)
	case rtfNumber:
		writeUpTo(&d.number, s, 4*maxLabel)
	case rtfHead, rtfNote, rtfComment:
		writeUpTo(&d.aside, s, 400)
	case rtfField:
		writeUpTo(&d.code, s, 64)
	default:
		d.writeWords(s)
	}
}

// writeUpTo adds to a text that is kept in part, until it is longer than most bytes.
func writeUpTo(b *strings.Builder, s string, most int) {
	if b.Len() < most {
		b.WriteString(s)
	}
}

// writeStyleName adds to the name of a style; a semicolon ends it.
func (d *rtf) writeStyleName(s string) {
	d.styleName.WriteString(s)
	if strings.HasSuffix(s, ";") {
		d.styleNames[d.state.style] = strings.ToLower(strings.TrimSpace(strings.TrimSuffix(d.styleName.String(), ";")))
		d.outlines[d.state.style] = d.state.outline
		d.styleName.Reset()
	}
}

// writeWords adds to the words of the paragraph, or to those that are left out.
func (d *rtf) writeWords(s string) {
	switch {
	case d.state.deleted:
		writeUpTo(&d.deleted, s, 400)
		return
	case d.state.hidden:
		writeUpTo(&d.hidden, s, 400)
		return
	}
	if d.deleted.Len() > 0 {
		d.left[revisions].add(d.deleted.String())
		d.deleted.Reset()
	}
	d.inContents = d.inContents || d.state.contents
	d.words.WriteString(s)
}

// control reads a control word or symbol.
func (d *rtf) control() error {
	d.at++
	if d.at >= len(d.src) {
		return nil
	}
	if c := d.src[d.at]; !isLetter(c) {
		d.at++
		d.symbol(c)
		return nil
	}
	word := d.takeWhile(32, isLetter)
	n, has := d.parameter()
	if word == "u" && has {
		d.unicode(n)
		return nil
	}
	if d.skip > 0 { // a control word counts as one of the characters to skip
		d.skip--
		if rtfCharacters[word] != "" {
			return nil
		}
	}
	d.decode()
	opened := d.state.opened
	d.state.opened = true
	return d.word(word, n, has, !opened)
}

// takeWhile reads up to most bytes of a kind.
func (d *rtf) takeWhile(most int, is func(byte) bool) string {
	start := d.at
	for d.at < len(d.src) && d.at-start < most && is(d.src[d.at]) {
		d.at++
	}
	return string(d.src[start:d.at])
}

// parameter reads the number behind a control word, and the blank that ends both; has is
// false where there is no number.
func (d *rtf) parameter() (n int, has bool) {
	sign, most := "", 11
	if d.at < len(d.src) && d.src[d.at] == '-' {
		sign, most = "-", 10
		d.at++
	}
	n, err := strconv.Atoi(sign + d.takeWhile(most, func(c byte) bool { return c >= '0' && c <= '9' }))
	if d.at < len(d.src) && d.src[d.at] == ' ' {
		d.at++
	}
	return n, err == nil
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// unicode takes the character \uN and skips those that stand for it elsewhere.
func (d *rtf) unicode(n int) {
	if d.skip > 0 {
		d.skip--
		return
	}
	if n < 0 {
		n += 1 << 16
	}
	d.decode()
	r := rune(n)
	if r >= 0xF020 && r <= 0xF0FF {
		r = ' ' // of a font of symbols
	}
	if r >= 0xD800 && r < 0xDC00 { // the other half follows
		d.half = r
	} else {
		if r >= 0xDC00 && r < 0xE000 {
			r = 0x10000 + (d.half-0xD800)<<10 + (r - 0xDC00)
			if d.half == 0 {
				r = unicode.ReplacementChar
			}
		}
		d.half = 0
		d.write(string(r))
	}
	d.skip = d.state.uc
}

func (d *rtf) symbol(c byte) {
	if c == '\'' {
		if d.at+2 > len(d.src) {
			return
		}
		v, err := strconv.ParseUint(string(d.src[d.at:d.at+2]), 16, 8)
		d.at += 2
		if err == nil {
			d.byte(byte(v))
		}
		return
	}
	if c == '*' {
		d.star()
		return
	}
	if d.skip > 0 {
		d.skip--
		return
	}
	switch c {
	case '\\', '{', '}':
		d.byte(c)
	case '~':
		d.decode()
		d.write(" ")
	case '_':
		d.decode()
		d.write("-")
	case '\r', '\n':
		d.decode()
		_ = d.paragraph()
	}
}

// star begins a destination that a program may not know: all but these are
// skipped.
func (d *rtf) star() {
	d.decode()
	rest := d.src[d.at:min(len(d.src), d.at+24)]
	rest = bytes.TrimLeft(rest, " \r\n")
	for _, known := range []string{`\fldinst`, `\shpinst`, `\shppict`, `\ud`, `\ud{`, `\listtext`, `\pntext`, `\footnote`, `\annotation`, `\cs`, `\ts`, `\ds`} {
		if after, ok := bytes.CutPrefix(rest, []byte(known)); ok && (len(after) == 0 || !isLetter(after[0])) {
			return
		}
	}
	d.state.dest = rtfSkip
}
