package reader

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// docRunOf is a run of characters of a document in the making: to is where it ends,
// counted in characters, ops the operations for it, style that of a paragraph.
type docRunOf struct {
	to    int
	style int
	ops   string
}

// docOf is a document of Word 97 in the making: one text in pieces of two-byte
// characters, or of one-byte ones, with the properties of its runs.
type docOf struct {
	text       string
	stories    []int      // characters of the texts (fib.texts); the whole text is the first by default
	narrow     bool       // a byte a character, Windows 1252
	cut        int        // where the second piece begins, 0 for none
	change     string     // operations for the second piece
	characters []docRunOf // ascending, to the end
	paragraphs []docRunOf
}

const (
	docTextAt  = 1536 // behind the file information block
	docStyleNo = 4    // styles: normal, heading 1, title, toc 1
)

// streams writes the streams WordDocument and 1Table.
func (d docOf) streams() (main, table []byte) {
	le := binary.LittleEndian
	units := utf16.Encode([]rune(d.text))
	main = make([]byte, docTextAt)
	le.PutUint16(main, 0xA5EC)
	le.PutUint16(main[2:], 0xC1)
	le.PutUint16(main[10:], 0x0200)
	le.PutUint16(main[0x98:], 93)
	stories := d.stories
	if stories == nil {
		stories = []int{len(units)}
	}
	for i, n := range stories {
		le.PutUint32(main[0x4C+4*i:], uint32(n))
	}
	width := 2
	if d.narrow {
		width = 1
		for _, u := range units {
			main = append(main, byte(u))
		}
	} else {
		for _, u := range units {
			main = le.AppendUint16(main, u)
		}
	}
	part := func(i int, b []byte) {
		le.PutUint32(main[0x9A+8*i:], uint32(len(table)))
		le.PutUint32(main[0x9A+8*i+4:], uint32(len(b)))
		table = append(table, b...)
	}
	part(docStyles, docStyleSheet())
	part(docPieces, d.pieceTable(len(units), width))
	for _, p := range []struct {
		part int
		runs []docRunOf
		size int // of what stands for a run in the page
	}{{docCharacters, d.characters, 1}, {docParagraphs, d.paragraphs, 13}} {
		if len(p.runs) == 0 {
			continue
		}
		main = append(main, make([]byte, (512-len(main)%512)%512)...)
		number := len(main) / 512
		main = append(main, docPage(p.runs, p.size, width)...)
		b := le.AppendUint32(le.AppendUint32(nil, docTextAt), uint32(docTextAt+width*len(units)))
		part(p.part, le.AppendUint32(b, uint32(number)))
	}
	return main, table
}

func (d docOf) pieceTable(n, width int) []byte {
	le := binary.LittleEndian
	starts := []int{0, n}
	if d.cut > 0 {
		starts = []int{0, d.cut, n}
	}
	var plc, out []byte
	for _, s := range starts {
		plc = le.AppendUint32(plc, uint32(s))
	}
	for i, s := range starts[:len(starts)-1] {
		at := uint32(docTextAt + width*s)
		if d.narrow {
			at = at*2 | 0x40000000
		}
		plc = le.AppendUint32(le.AppendUint16(plc, 0), at)
		change := uint16(0)
		if i > 0 && d.change != "" {
			change = 1 // operations number 0
		}
		plc = le.AppendUint16(plc, change)
	}
	if d.change != "" {
		out = append(le.AppendUint16([]byte{1}, uint16(len(d.change))), d.change...)
	}
	return append(le.AppendUint32(append(out, 2), uint32(len(plc))), plc...)
}

// docPage is a page of properties: what stands for runs of paragraphs takes 13 bytes, of
// characters one.
func docPage(runs []docRunOf, size, width int) []byte {
	le := binary.LittleEndian
	page := make([]byte, 512)
	page[511] = byte(len(runs))
	le.PutUint32(page, docTextAt)
	end := 510
	for i, r := range runs {
		le.PutUint32(page[4*(i+1):], uint32(docTextAt+width*r.to))
		props := []byte{byte(len(r.ops))}
		if size > 1 {
			props = append([]byte{0, byte((3 + len(r.ops)) / 2)}, byte(r.style), 0)
		}
		props = append(props, r.ops...)
		end = (end - len(props) - 1) &^ 1
		copy(page[end:], props)
		page[4*(len(runs)+1)+size*i] = byte(end / 2)
	}
	return page
}

func docStyleSheet() []byte {
	le := binary.LittleEndian
	out := []byte{4, 0, docStyleNo, 0, 10, 0}
	for _, number := range []uint16{0, 1, 62, 19} {
		style := le.AppendUint16(nil, number)
		style = le.AppendUint16(style, 1|0xFFF<<4)
		style = append(style, make([]byte, 6)...)
		style = append(style, 1, 0, 'x', 0, 0, 0) // a name of its own
		out = append(le.AppendUint16(out, uint16(len(style))), style...)
	}
	return out
}

// read reads the document.
func (d docOf) read() (*Text, error) {
	main, table := d.streams()
	t, err := Options{}.readStreams(main, nil, table, nil)
	if err != nil {
		return nil, err.named("a.doc")
	}
	return t, nil
}

// Operations on characters and paragraphs.
const (
	opDeleted = "\x00\x08\x01"
	opHidden  = "\x3C\x08\x01"
	opInTable = "\x16\x24\x01"
	opRowEnd  = "\x17\x24\x01"
)

func TestDOCText(t *testing.T) {
	// table is the paragraphs of a row of two cells with a letter in each.
	row := func(from int) []docRunOf {
		return []docRunOf{{from + 2, 0, opInTable}, {from + 4, 0, opInTable}, {from + 5, 0, opInTable + opRowEnd}}
	}
	for _, c := range []struct {
		name string
		doc  docOf
		want string
	}{
		{"paragraphs", docOf{text: "第一条 甲\r第二条 乙\r"}, "第一条 甲\n第二条 乙"},
		{"a byte a character", docOf{text: "Caf\u00e9 \u0093a\u0094 \u0085\r", narrow: true}, "Café “a” …"},
		{"characters of two units", docOf{text: "甲𠀀乙\r"}, "甲𠀀乙"},
		{"two pieces", docOf{text: "甲乙丙丁\r", cut: 2}, "甲乙丙丁"},
		{"no end of the last paragraph", docOf{text: "甲\r乙"}, "甲\n乙"},
		{"marks", docOf{text: "甲\t乙\u00a0丙\x0b丁\x1e戊\x1f己\x02\x05\x0c庚\r"}, "甲 乙 丙\n丁-戊己\n庚"},
		{"a field", docOf{text: "见\x13 REF _a \\h \x14第二条\x15。\r"}, "见第二条。"},
		{"a field within a field", docOf{text: "甲\x13IF \x13PAGE\x147\x15=1\x14乙\x15丙\r"}, "甲乙丙"},
		{"a field without a result", docOf{text: "甲\x13XE 词\x15乙\r"}, "甲乙"},
		{"the code of a field that never ends", docOf{text: "甲\x13XE \r乙\r"}, "甲\n乙"},
		{"a deleted run", docOf{text: "甲乙丙\r", characters: []docRunOf{{1, 0, ""}, {2, 0, opDeleted}, {4, 0, ""}}}, "甲丙"},
		{"a deleted paragraph mark", docOf{text: "甲，\r乙。\r", characters: []docRunOf{{2, 0, ""}, {3, 0, opDeleted}, {6, 0, ""}}}, "甲，乙。"},
		{"a piece that is deleted", docOf{text: "甲乙\r", cut: 1, change: opDeleted, characters: []docRunOf{{3, 0, ""}}}, "甲"},
		{"a hidden run", docOf{text: "甲乙丙\r", characters: []docRunOf{{1, 0, ""}, {2, 0, opHidden}, {4, 0, ""}}}, "甲丙"},
		{"a symbol that is a character", docOf{text: "甲(乙\r", characters: []docRunOf{{1, 0, ""}, {2, 0, "\x09\x6a\x00\x00\xa7\x00"}, {4, 0, ""}}}, "甲§乙"},
		{"a heading", docOf{text: "总则\r甲\r", paragraphs: []docRunOf{{3, 1, ""}, {5, 0, ""}}}, "# 总则\n甲"},
		{"a heading over two lines", docOf{text: "第一章\x0b总则\r", paragraphs: []docRunOf{{7, 1, ""}}}, "# 第一章总则"},
		{"a heading by its level", docOf{text: "目的\r甲\r", paragraphs: []docRunOf{{3, 0, "\x40\x26\x02"}, {5, 0, ""}}}, "### 目的\n甲"},
		{"text in the style of a heading", docOf{text: "甲\r", paragraphs: []docRunOf{{2, 1, "\x40\x26\x09"}}}, "甲"},
		{"a title of two paragraphs", docOf{text: "某市\r办法\r总则\r", paragraphs: []docRunOf{{3, 2, ""}, {6, 2, ""}, {9, 1, ""}}}, "# 某市办法\n## 总则"},
		{"a table", docOf{text: "a\ab\a\ac\ad\a\a甲\r", paragraphs: slices.Concat(row(0), row(5), []docRunOf{{12, 0, ""}})}, "| a\tb\n| c\td\n甲"},
		{"two tables", docOf{text: "a\ab\a\a甲\rc\ad\a\a", paragraphs: slices.Concat(row(0), []docRunOf{{7, 0, ""}}, row(7))}, "| a\tb\n甲\n| c\td"},
		{"two paragraphs of a cell", docOf{text: "a\rb\ac\a\a", paragraphs: []docRunOf{{2, 0, opInTable}, {4, 0, opInTable}, {6, 0, opInTable}, {7, 0, opInTable + opRowEnd}}}, "| a b\tc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.doc.read()
			if err != nil {
				t.Fatal(err)
			}
			if g := strings.TrimSuffix(shown(got), "\n"); g != c.want {
				t.Errorf("got\n%q\nwant\n%q", g, c.want)
			}
		})
	}
}

// TestDOCSays: what is not in the text is named.
func TestDOCSays(t *testing.T) {
	for _, c := range []struct {
		name string
		doc  docOf
		says string
	}{
		{"a deleted run", docOf{text: "甲删乙\r", characters: []docRunOf{{1, 0, ""}, {2, 0, opDeleted}, {4, 0, ""}}}, "1 deleted revision was left out: “删”."},
		{"hidden words", docOf{text: "甲藏乙\r", characters: []docRunOf{{1, 0, ""}, {2, 0, opHidden}, {4, 0, ""}}}, "1 paragraph contains hidden text, which was left out: “藏”."},
		{"a picture", docOf{text: "甲\x01乙\r"}, "1 picture was left out."},
		{"a symbol of a private font", docOf{text: "甲(乙\r", characters: []docRunOf{{1, 0, ""}, {2, 0, "\x09\x6a\x00\x00\x01\xf0"}, {4, 0, ""}}}, "1 symbol of a private font was left out."},
		{"a line of contents by its style", docOf{text: "第一章 3\r甲乙\r", paragraphs: []docRunOf{{6, 3, ""}, {9, 0, ""}}}, "1 line of the automatic table of contents was left out: “第一章 3”."},
		{"a line of contents by its field", docOf{text: "\x13TOC \\o\x14第一章 3\r第二章 9\x15\r甲乙\r"}, "2 lines of the automatic table of contents were left out: “第一章 3”, “第二章 9”."},
		{"a footnote", docOf{text: "甲\x02乙\r\x02注的话\r", stories: []int{4, 5}}, "1 footnote was left out: “注的话”."},
		{"a header", docOf{text: "甲乙\r内部资料\r", stories: []int{3, 0, 5}}, "1 header or footer was left out: “内部资料”."},
		{"a comment", docOf{text: "甲\x05乙\r\x05批的话\r", stories: []int{4, 0, 0, 0, 5}}, "1 comment was left out: “批的话”."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.doc.read()
			if err != nil {
				t.Fatal(err)
			}
			if got.Source != "甲乙\n" || len(got.Omissions) != 1 || got.Omissions[0].English != c.says {
				t.Errorf("got %q, which says %+v; want %q", got.Source, got.Omissions, c.says)
			}
		})
	}
}

// TestDOCRefused damages the head and the piece table.
func TestDOCRefused(t *testing.T) {
	le := binary.LittleEndian
	pieces := func(main, table []byte) []byte { return table[le.Uint32(main[0x9A+8*docPieces:]):] }
	for _, c := range []struct {
		name   string
		damage func(main, table []byte)
		reason Reason
	}{
		{"nothing is damaged", func(_, _ []byte) {}, 0},
		{"another magic number", func(main, _ []byte) { main[0] = 0 }, Broken},
		{"Word 95", func(main, _ []byte) { main[2] = 0x68 }, OldWord},
		{"a password", func(main, _ []byte) { main[11] |= 1 }, Encrypted},
		{"a text longer than the file", func(main, _ []byte) { le.PutUint32(main[0x4C:], 1<<20) }, Broken},
		{"a text of a negative length", func(main, _ []byte) { le.PutUint32(main[0x50:], 1<<31) }, Broken},
		{"no piece table", func(main, _ []byte) { le.PutUint32(main[0x9A+8*docPieces+4:], 0) }, Broken},
		{"a piece table beyond its stream", func(main, _ []byte) { le.PutUint32(main[0x9A+8*docPieces:], 1<<20) }, Broken},
		{"another mark of the piece table", func(main, table []byte) { pieces(main, table)[0] = 3 }, Broken},
		{"a piece table longer than its part", func(main, table []byte) { le.PutUint32(pieces(main, table)[1:], 1<<20) }, Broken},
		{"a piece beyond its stream", func(main, table []byte) { le.PutUint32(pieces(main, table)[5+8+2:], 1<<20) }, Broken},
		{"a piece that ends before it begins", func(main, table []byte) { le.PutUint32(pieces(main, table)[5:], 9) }, Broken},
		{"properties at a page beyond the stream", func(main, table []byte) {
			le.PutUint32(table[le.Uint32(main[0x9A+8*docCharacters:])+8:], 1<<20)
		}, 0},
		{"a page with more runs than it has room for", func(main, table []byte) {
			main[512*le.Uint32(table[le.Uint32(main[0x9A+8*docCharacters:])+8:])+511] = 255
		}, 0},
		{"a style sheet that is cut off", func(main, _ []byte) { le.PutUint32(main[0x9A+8*docStyles+4:], 9) }, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			main, table := docOf{text: "甲乙\r", characters: []docRunOf{{3, 0, ""}}, paragraphs: []docRunOf{{3, 0, ""}}}.streams()
			c.damage(main, table)
			got, err := Options{}.readStreams(main, nil, table, nil)
			if c.reason == 0 {
				if err != nil || got.Source != "甲乙\n" {
					t.Errorf("got %+v, %v", got, err)
				}
				return
			}
			if err == nil || err.Reason != c.reason {
				t.Errorf("got %+v, %v; want reason %d", got, err, c.reason)
			}
		})
	}
	// Pieces that lie on one another would make a small file a large text.
	main, table := docOf{text: strings.Repeat("甲", 4000) + "\r"}.streams()
	at := le.Uint32(main[0x9A+8*docPieces:])
	plc := make([]byte, 0, 12*20)
	for i := range 21 {
		plc = le.AppendUint32(plc, uint32(4000*i))
	}
	for range 20 {
		plc = append(le.AppendUint32(append(plc, 0, 0), docTextAt), 0, 0)
	}
	table = append(le.AppendUint32(append(table[:at:at], 2), uint32(len(plc))), plc...)
	le.PutUint32(main[0x9A+8*docPieces+4:], uint32(5+len(plc)))
	_, refused := Options{}.readStreams(main, nil, table, nil)
	var e *Error
	if refused == nil || !errors.As(refused, &e) || e.Reason != Excessive {
		t.Errorf("pieces that overlap: %v", refused)
	}
}
