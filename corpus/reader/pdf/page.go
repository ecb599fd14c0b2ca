package pdf

import (
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// page is what stands on a page, from top to bottom as the file writes it.
type page struct {
	width   float64
	height  float64
	lines   []textLine
	objects int // text, pictures and drawings
	rotated int // lines that do not run from left to right, such as watermarks; not in lines
	chars   int // characters of the lines
	unknown int // characters among them whose code the font does not tell
}

// textLine is a line of a page. Distances are points from the page's left and
// lower edge.
type textLine struct {
	text        string // cells of a row are separated by tabs
	left, right float64
	base        float64 // the lower edge of its characters
	size        float64 // of a Chinese character; of the line's height where it has none
}

// maxPageChars bounds the characters of a page; a full page of small print has
// 5,000.
const maxPageChars = 200_000

// readPage reads the lines of a page. PDFium divides the characters into lines;
// of each line only a few characters are asked for their place, since every
// question is a call into WebAssembly.
func readPage(instance pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) (page, error) {
	var p page
	loaded, err := instance.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		return p, err
	}
	defer instance.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	ref := requests.Page{ByReference: &loaded.Page}
	if h, err := instance.FPDF_GetPageHeightF(&requests.FPDF_GetPageHeightF{Page: ref}); err == nil {
		p.height = float64(h.PageHeight)
	}
	if w, err := instance.FPDF_GetPageWidthF(&requests.FPDF_GetPageWidthF{Page: ref}); err == nil {
		p.width = float64(w.PageWidth)
	}
	if o, err := instance.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref}); err == nil {
		p.objects = o.Count
	}
	text, err := instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return p, err
	}
	defer instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	t := &pageText{instance, text.TextPage}
	runes, err := t.runes()
	if err != nil {
		return p, err
	}
	for start := 0; start < len(runes); {
		end := start
		for end < len(runes) && runes[end] != '\n' && runes[end] != '\r' {
			end++
		}
		if err := t.line(&p, runes, start, end); err != nil {
			return p, err
		}
		for start = end; start < len(runes) && (runes[start] == '\n' || runes[start] == '\r'); {
			start++
		}
	}
	return p, nil
}

// pageText is the text of a page in PDFium. Characters are counted from 0.
type pageText struct {
	instance pdfium.Pdfium
	ref      references.FPDF_TEXTPAGE
}

// runes is the text of the page, with one rune for each character.
func (t *pageText) runes() ([]rune, error) {
	n, err := t.instance.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: t.ref})
	if err != nil || n.Count <= 0 {
		return nil, err
	}
	count := min(n.Count, maxPageChars)
	all, err := t.instance.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: t.ref, StartIndex: 0, Count: count})
	if err != nil {
		return nil, err
	}
	if runes := []rune(all.Text); len(runes) == count {
		return runes, nil
	}
	// Some characters have no code, or two: ask for each.
	runes := make([]rune, count)
	for i := range runes {
		u, err := t.instance.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: t.ref, Index: i})
		if err != nil {
			return nil, err
		}
		runes[i] = rune(u.Unicode)
	}
	return runes, nil
}

// line adds the characters from start to end to the page.
func (t *pageText) line(p *page, runes []rune, start, end int) error {
	for start < end && unicode.IsSpace(runes[start]) {
		start++
	}
	for end > start && unicode.IsSpace(runes[end-1]) {
		end--
	}
	if start == end {
		return nil
	}
	angle, err := t.instance.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: t.ref, Index: start})
	if err == nil && angle.CharAngle > 0.1 && angle.CharAngle < 6.18 {
		p.rotated++
		return nil
	}
	first, err := t.box(start)
	if err != nil {
		return err
	}
	last, err := t.box(end - 1)
	if err != nil {
		return err
	}
	l := textLine{left: first.left, right: last.right, base: first.bottom, size: first.top - first.bottom}
	for i := start; i < end; i++ {
		if !unicode.Is(unicode.Han, runes[i]) {
			continue
		}
		b, err := t.box(i)
		if err != nil {
			return err
		}
		if w := b.right - b.left; w > 0 {
			l.size, l.base = w, b.bottom
		}
		break
	}

	var out strings.Builder
	for i := start; i < end; i++ {
		r := runes[i]
		p.chars++
		switch {
		case r == 0 || r == unicode.ReplacementChar || unicode.Is(unicode.Co, r):
			p.unknown++
			if r == 0 {
				r = unicode.ReplacementChar
			}
		case r == 2 || r == 0xFFFE: // how PDFium writes a hyphen at a line's end
			r = '-'
		case r < 0x20 || r == 0xA0:
			r = ' '
		}
		if r == ' ' && i > start && i+1 < end {
			wide, err := t.gap(i, 2*l.size)
			if err != nil {
				return err
			}
			if wide {
				r = '\t'
			}
		}
		out.WriteRune(r)
	}
	l.text = out.String()
	p.lines = append(p.lines, l)
	return nil
}

// gap reports whether the blank at i, between two cells of a row perhaps,
// leaves more room than limit.
func (t *pageText) gap(i int, limit float64) (bool, error) {
	before, err := t.box(i - 1)
	if err != nil {
		return false, err
	}
	after, err := t.box(i + 1)
	return after.left-before.right > limit, err
}

type box struct{ left, right, top, bottom float64 }

// box is the room that a character takes by its font's measures, not the bounds
// of its shape: those are empty for fonts that are not in the file.
func (t *pageText) box(i int) (box, error) {
	b, err := t.instance.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: t.ref, Index: i})
	if err != nil {
		return box{}, err
	}
	return box{float64(b.Rect.Left), float64(b.Rect.Right), float64(b.Rect.Top), float64(b.Rect.Bottom)}, nil
}
