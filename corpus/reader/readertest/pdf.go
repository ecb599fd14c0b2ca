package readertest

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// PageLayout says how PDF sets a law. The zero value is that of GB/T 9704-2012:
// A4, 28 characters a line, 22 lines a page, body 16 points, page numbers
// — 1 — at the foot.
type PageLayout struct {
	Columns  int    // characters a line; default 28
	Rows     int    // lines a page; default 22
	Header   string // a running head at the top of each page; none by default
	NoIndent bool   // paragraphs are not indented
	TextOff  bool   // draw rectangles instead of text, as a scan would show pictures
	Apart    bool   // every character is set by itself
	Mark     string // a watermark that runs aslant over each page; none by default
}

const (
	typeWidth  = 448.0 // 28 characters of 16 points
	typeHeight = 636.9 // 22 lines of 28.95 points
	pageTop    = 842 - 105.0
	pageWidth  = 595.0
)

// setLine is a line of a page: its words, size and place.
type setLine struct {
	words   string
	size    float64
	x, y    float64
	spacing float64 // extra room after each character, for lines set full
}

// PDF sets the law in STSong-Light, a font of the viewer and not in the file,
// with the encoding GBK-EUC-H: the official files do so, and a program that
// does not know the encoding's table reads rubbish.
func (l Law) PDF(layout PageLayout) []byte { return writePDF(l.set(layout), layout) }

// set breaks the law into lines and pages.
func (l Law) set(layout PageLayout) [][]setLine {
	if layout.Columns == 0 {
		layout.Columns = 28
	}
	if layout.Rows == 0 {
		layout.Rows = 22
	}
	t := typesetter{layout: layout, bodySize: min(16, typeWidth/float64(layout.Columns)), leading: min(28.95, typeHeight/float64(layout.Rows))}
	t.width = float64(layout.Columns) * t.bodySize
	t.left = (pageWidth - t.width) / 2
	for _, p := range l {
		switch p.Kind {
		case Title, Adopted, Heading:
			t.centre(p)
		case Row:
			t.cells(strings.Split(p.Text, "\t"))
		default:
			t.justify(p)
		}
	}
	return append(t.pages, t.page)
}

// typesetter sets paragraphs on pages. Distances are points.
type typesetter struct {
	layout            PageLayout
	pages             [][]setLine
	page              []setLine // the last one
	row               int       // the next one of it
	bodySize, leading float64
	left, width       float64 // of the lines
}

// put sets a line in the next row.
func (t *typesetter) put(words string, size, x, spacing float64) {
	if t.row == t.layout.Rows {
		t.pages, t.page, t.row = append(t.pages, t.page), nil, 0
	}
	t.page = append(t.page, setLine{words, size, x, pageTop - float64(t.row)*t.leading, spacing})
	t.row++
}

// centre sets a title, with an empty row below, or a heading.
func (t *typesetter) centre(p Paragraph) {
	size := t.bodySize
	if p.Kind == Title {
		size = t.bodySize * 22 / 16
	}
	for _, words := range breakLines(p.Line(), t.width/size, 0) {
		t.put(words, size, t.left+(t.width-measure(words)*size)/2, 0)
	}
	if p.Kind == Title && t.row < t.layout.Rows {
		t.row++
	}
}

// cells sets a row of a table.
func (t *typesetter) cells(cells []string) {
	for i, words := range cells {
		t.put(words, t.bodySize, t.left+t.width*float64(i)/float64(len(cells)), 0)
		if i < len(cells)-1 && t.row > 0 {
			t.row--
		}
	}
}

// justify sets a paragraph of the text, its lines full but the last.
func (t *typesetter) justify(p Paragraph) {
	indent := 2.0
	if t.layout.NoIndent {
		indent = 0
	}
	lines := breakLines(p.Line(), float64(t.layout.Columns), indent)
	for i, words := range lines {
		x, room := t.left, float64(t.layout.Columns)
		if i == 0 {
			x, room = x+indent*t.bodySize, room-indent
		}
		spacing := 0.0
		if n := len([]rune(words)); i < len(lines)-1 && n > 1 {
			spacing = (room - measure(words)) * t.bodySize / float64(n)
		}
		t.put(words, t.bodySize, x, spacing)
	}
}

// measure is the width of words in ems.
func measure(words string) float64 {
	w := 0.0
	for _, r := range words {
		if r < 0x80 {
			w += 0.5
		} else {
			w++
		}
	}
	return w
}

// breakLines fills lines of so many ems, the first shortened by the indent. No
// line begins with a closing mark.
func breakLines(words string, room, indent float64) []string {
	var lines []string
	rest := []rune(words)
	left := room - indent
	for len(rest) > 0 {
		n, w := 0, 0.0
		for n < len(rest) && w+measure(string(rest[n])) <= left {
			w += measure(string(rest[n]))
			n++
		}
		for n > 1 && n < len(rest) && strings.ContainsRune("，。、；：）》”！？", rest[n]) {
			n--
		}
		n = max(n, 1)
		lines = append(lines, string(rest[:n]))
		rest = rest[n:]
		left = room
	}
	return lines
}

func writePDF(pages [][]setLine, layout PageLayout) []byte {
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"",
		"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [4 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [814 [500] 815 939 500] /FontDescriptor 5 0 R >>",
		"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
		"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
	}
	var kids strings.Builder
	for i, page := range pages {
		var content strings.Builder
		var show func(l setLine)
		show = func(l setLine) {
			if layout.TextOff {
				fmt.Fprintf(&content, "%.2f %.2f %.2f %.2f re f\n", l.x, l.y, measure(l.words)*l.size, l.size*0.8)
				return
			}
			if rest := []rune(l.words); layout.Apart && len(rest) > 1 {
				for _, r := range rest {
					one := l
					one.words = string(r)
					show(one)
					l.x += measure(one.words)*l.size + l.spacing
				}
				return
			}
			fmt.Fprintf(&content, "BT %.4f Tc %.2f %.2f Td %s ET\n", l.spacing, l.x, l.y, operators(l.words, l.size))
		}
		if layout.Header != "" {
			show(setLine{layout.Header, 9, pageWidth/2 - measure(layout.Header)*4.5, 842 - 50, 0})
		}
		for _, l := range page {
			show(l)
		}
		number := fmt.Sprintf("— %d —", i+1)
		show(setLine{number, 14, pageWidth/2 - measure(number)*7, 70, 0})
		fmt.Fprintf(&kids, "%d 0 R ", len(objects)+1)
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 6 0 R >> >> /Contents %d 0 R >>", len(objects)+2),
			PDFStream("", content.String()))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(pages))
	return PDFObjects("/Root 1 0 R", objects...)
}

// operators show words in the font with GBK-EUC-H, and the few characters that
// GBK does not have in one with UniGB-UTF16-H.
func operators(words string, size float64) string {
	var b strings.Builder
	gbk := simplifiedchinese.GBK.NewEncoder()
	in := byte(0)
	for _, r := range words {
		font, code := byte('1'), ""
		if c, err := gbk.String(string(r)); err == nil {
			code = fmt.Sprintf("%X", c)
		} else {
			font = '2'
			for _, u := range utf16.Encode([]rune{r}) {
				code += fmt.Sprintf("%04X", u)
			}
		}
		if font != in {
			if in != 0 {
				b.WriteString("> Tj ")
			}
			fmt.Fprintf(&b, "/F%c %.2f Tf <", font, size)
			in = font
		}
		b.WriteString(code)
	}
	return b.String() + "> Tj"
}

// PDFStream is a stream object with entries of its dictionary.
func PDFStream(entries, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

// PDFObjects writes a PDF of objects, the first of which is number 1, with
// entries of the trailer.
func PDFObjects(trailer string, objects ...string) []byte {
	var out, xref bytes.Buffer
	out.WriteString("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	fmt.Fprintf(&xref, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		fmt.Fprintf(&xref, "%010d 00000 n \n", out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	out.Write(xref.Bytes())
	fmt.Fprintf(&out, "trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return out.Bytes()
}
