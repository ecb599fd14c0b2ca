package pdf

import (
	"fmt"
	"math"
	"unicode"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"tiaowen/corpus/reader/layout"
)

// maxPageChars bounds the characters of a page: 128 bytes are held for each
// while it is read. A full page of small print has 5,000; a page that a
// browser makes as long as the text, some 100,000.
const maxPageChars = 1_000_000

// pageText is the text of a page in PDFium. Characters are counted from 0.
type pageText struct {
	instance pdfium.Pdfium
	ref      references.FPDF_TEXTPAGE
	room     layout.Box // of the page, as the file places it
}

func box[F float32 | float64](left, right, top, bottom F) layout.Box {
	return layout.Box{Left: float64(left), Right: float64(right), Top: float64(top), Bottom: float64(bottom)}
}

// readPage reads the pieces of a page. PDFium tells the characters and their
// places; its lines are not asked for, since it takes a heading for the end of
// a line whose last blank stands far to the right.
func readPage(instance pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) (*layout.Page, error) {
	loaded, err := instance.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		return nil, err
	}
	defer instance.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	ref := requests.Page{ByReference: &loaded.Page}
	room := layout.Box{Right: 595, Top: 842}
	if b, err := instance.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: ref}); err == nil && b.Rect.Right > b.Rect.Left && b.Rect.Top > b.Rect.Bottom {
		room = box(b.Rect.Left, b.Rect.Right, b.Rect.Top, b.Rect.Bottom)
	}
	p := layout.NewPage(index+1, room)
	objects := 0
	if o, err := instance.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref}); err == nil {
		objects = o.Count
		p.Objects(objects)
	}
	text, err := instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return nil, err
	}
	defer instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	t := &pageText{instance, text.TextPage, room}
	runes, err := t.runes()
	if err != nil {
		return nil, err
	}
	if err := t.set(p, runes); err != nil {
		return nil, err
	}
	p.Finish(func(w layout.Way) []layout.Box { return t.readRules(ref, objects, w) })
	return p, nil
}

// readRules reads where lines are drawn on the page: they tell a table from
// columns of text.
func (t *pageText) readRules(page requests.Page, objects int, w layout.Way) []layout.Box {
	const most = 5000 // objects that are looked at
	const path = 2    // FPDF_PAGEOBJ_PATH
	var rules []layout.Box
	for i := range min(objects, most) {
		o, err := t.instance.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			continue
		}
		kind, err := t.instance.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o.PageObject})
		if err != nil || kind.Type != path {
			continue
		}
		b, err := t.instance.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o.PageObject})
		if err != nil {
			continue
		}
		r := w.Turn(box(b.Left, b.Right, b.Top, b.Bottom), t.room)
		switch wide, high := r.Right-r.Left > 3, r.Top-r.Bottom > 3; {
		case wide && high: // a box: its four edges
			rules = append(rules, box(r.Left, r.Left, r.Top, r.Bottom), box(r.Right, r.Right, r.Top, r.Bottom), box(r.Left, r.Right, r.Top, r.Top), box(r.Left, r.Right, r.Bottom, r.Bottom))
		case wide || high:
			rules = append(rules, r)
		}
	}
	return rules
}

// runes is the text of the page, with one rune for each character.
func (t *pageText) runes() ([]rune, error) {
	n, err := t.instance.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: t.ref})
	if err != nil || n.Count <= 0 {
		return nil, err
	}
	if n.Count > maxPageChars {
		return nil, fmt.Errorf("%w: more than %d characters on a page", layout.ErrTooMuchText, maxPageChars)
	}
	all, err := t.instance.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: t.ref, StartIndex: 0, Count: n.Count})
	if err != nil {
		return nil, err
	}
	if runes := []rune(all.Text); len(runes) == n.Count {
		return runes, nil
	}
	// Some characters have no code, or two: ask for each.
	runes := make([]rune, n.Count)
	for i := range runes {
		u, err := t.instance.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: t.ref, Index: i})
		if err != nil {
			return nil, err
		}
		runes[i] = rune(u.Unicode)
	}
	return runes, nil
}

// set hands the characters to the page, each with its place. Every question
// is a call into WebAssembly, some microseconds: of a character only its room
// and size are asked; which way it runs and the line it stands on only where
// it does not follow the one before.
func (t *pageText) set(p *layout.Page, runes []rune) error {
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		if r == '\n' || r == '\r' {
			p.Break()
			continue
		}
		at := i
		if utf16.IsSurrogate(r) && i+1 < len(runes) {
			i++
			r = utf16.DecodeRune(r, runes[i])
		}
		b, err := t.box(at)
		if err != nil {
			return err
		}
		if unicode.IsSpace(r) && b.Right-b.Left <= 0 {
			p.Gap() // a gap that PDFium found, and no character of the file
			continue
		}
		size := 1.0
		if f, err := t.instance.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: t.ref, Index: at}); err == nil && f.FontSize > 0 {
			size = f.FontSize
		}
		if p.Follows(b, size) {
			p.Put(r, b)
			continue
		}
		w, scale, err := t.way(at)
		if err != nil {
			return err
		}
		base := b.Bottom
		if o, err := t.instance.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: t.ref, Index: at}); err == nil {
			base = w.Turn(box(o.X, o.X, o.Y, o.Y), t.room).Bottom
		}
		p.Begin(w, size, size*scale, base, b)
		p.Put(r, b)
	}
	return nil
}

// box is the room that a character takes by its font's measures, not the bounds
// of its shape: those are empty for fonts that are not in the file.
func (t *pageText) box(i int) (layout.Box, error) {
	b, err := t.instance.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: t.ref, Index: i})
	if err != nil {
		return layout.Box{}, err
	}
	return box(b.Rect.Left, b.Rect.Right, b.Rect.Top, b.Rect.Bottom), nil
}

// way reads the matrix of a character, and how much it scales the font.
func (t *pageText) way(i int) (layout.Way, float64, error) {
	m, err := t.instance.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: t.ref, Index: i})
	if err != nil {
		return layout.Way{}, 1, nil // a character that PDFium put in has none
	}
	a, b, c, d := float64(m.Matrix.A), float64(m.Matrix.B), float64(m.Matrix.C), float64(m.Matrix.D)
	width := math.Hypot(a, b)
	if width == 0 || math.IsNaN(width) {
		return layout.Way{}, 1, nil
	}
	height := (a*d - b*c) / width
	var w layout.Way
	if height != 0 {
		w.Lean = (a*c + b*d) / width / height
	}
	turns := math.Atan2(b, a) / (math.Pi / 2)
	w.Quarters = (int(math.Round(turns)) + 4) % 4
	w.Slanted = math.Abs(turns-math.Round(turns)) > 0.07
	if height = math.Abs(height); height == 0 || math.IsNaN(height) {
		height = 1
	}
	return w, height, nil
}
