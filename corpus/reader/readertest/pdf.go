package readertest

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

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
}

const (
	bodySize  = 16.0
	titleSize = 22.0
	leading   = 28.95
	pageTop   = 842 - 105.0
	pageLeft  = 74.0
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
func (l Law) PDF(layout PageLayout) []byte {
	if layout.Columns == 0 {
		layout.Columns = 28
	}
	if layout.Rows == 0 {
		layout.Rows = 22
	}
	var pages [][]setLine
	var page []setLine
	row := 0
	put := func(words string, size, x, spacing float64) {
		if row == layout.Rows {
			pages, page, row = append(pages, page), nil, 0
		}
		page = append(page, setLine{words, size, x, pageTop - float64(row)*leading, spacing})
		row++
	}
	width := float64(layout.Columns) * bodySize
	for _, p := range l {
		switch p.Kind {
		case Title, Adopted, Heading:
			size := bodySize
			if p.Kind == Title {
				size = titleSize
			}
			for _, words := range breakLines(p.Line(), width/size, 0) {
				put(words, size, pageLeft+(width-measure(words)*size)/2, 0)
			}
			if p.Kind == Title && row < layout.Rows {
				row++
			}
		default:
			indent := 2.0
			if layout.NoIndent {
				indent = 0
			}
			lines := breakLines(p.Line(), float64(layout.Columns), indent)
			for i, words := range lines {
				x, room := pageLeft, float64(layout.Columns)
				if i == 0 {
					x, room = x+indent*bodySize, room-indent
				}
				spacing := 0.0
				if n := len([]rune(words)); i < len(lines)-1 && n > 1 {
					spacing = (room - measure(words)) * bodySize / float64(n)
				}
				put(words, bodySize, x, spacing)
			}
		}
	}
	pages = append(pages, page)
	return writePDF(pages, layout)
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
	var out bytes.Buffer
	var offsets []int
	object := func(n int, body string) {
		for len(offsets) <= n {
			offsets = append(offsets, 0)
		}
		offsets[n] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", n, body)
	}
	out.WriteString("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	object(1, "<< /Type /Catalog /Pages 2 0 R >>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 6+2*i)
	}
	object(2, fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(pages)))
	object(3, "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [4 0 R] >>")
	object(4, "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [814 [500] 815 939 500] /FontDescriptor 5 0 R >>")
	object(5, "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>")
	for i, page := range pages {
		var content bytes.Buffer
		show := func(l setLine) {
			if layout.TextOff {
				fmt.Fprintf(&content, "%.2f %.2f %.2f %.2f re f\n", l.x, l.y, measure(l.words)*l.size, l.size*0.8)
				return
			}
			gbk, err := simplifiedchinese.GBK.NewEncoder().String(l.words)
			if err != nil {
				panic(err) // a law for tests is written in characters of GBK
			}
			fmt.Fprintf(&content, "BT /F1 %.2f Tf %.4f Tc %.2f %.2f Td <%X> Tj ET\n", l.size, l.spacing, l.x, l.y, gbk)
		}
		if layout.Header != "" {
			show(setLine{layout.Header, 9, pageLeft, 842 - 50, 0})
		}
		for _, l := range page {
			show(l)
		}
		number := fmt.Sprintf("— %d —", i+1)
		show(setLine{number, 14, 595/2 - measure(number)*7, 70, 0})
		object(6+2*i, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 7+2*i))
		object(7+2*i, fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", content.Len(), content.String()))
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets))
	for _, o := range offsets[1:] {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets), start)
	return out.Bytes()
}
