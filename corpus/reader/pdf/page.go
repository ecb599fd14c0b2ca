package pdf

import (
	"fmt"
	"math"
	"unicode"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// page is what stands on a page. Text that is turned by a quarter against the
// rest of its page stands on a separate page behind it.
type page struct {
	number  int // counted from 1
	width   float64
	height  float64
	pieces  []piece    // as the file writes them, until they are laid out
	rules   []box      // thin lines and edges of boxes; only of pages where words stand side by side
	turned  int        // quarter turns against the file's page
	lines   []textLine // from top to bottom
	objects int        // text, pictures and drawings
	slanted []string   // what does not run along an edge of the page, such as watermarks; not in lines
	chars   int        // characters of the lines
	unknown int        // characters among them whose code the font does not tell
}

// textLine is a line of a page. Distances are points from the left and lower
// edge of the page as it is read.
type textLine struct {
	text        string // cells of a row are separated by tabs
	left, right float64
	base        float64 // the line that its characters stand on
	size        float64 // of its characters
	hang        float64 // where the words behind a label begin that are set off by a tab, else 0
	column      int     // 0 for the whole width of the page, else the column, counted from 1
}

// maxPageChars bounds the characters of a page: 128 bytes are held for each
// while it is read. A full page of small print has 5,000; a page that a
// browser makes as long as the text, some 100,000.
const maxPageChars = 1_000_000

// maxChars bounds the characters of a document. The longest code has 200,000.
const maxChars = 5_000_000

// pageText is the text of a page in PDFium. Characters are counted from 0.
type pageText struct {
	instance pdfium.Pdfium
	ref      references.FPDF_TEXTPAGE
	room     box // of the page, as the file places it
}

type box struct{ left, right, top, bottom float64 }

// readPage reads the pieces of a page. PDFium tells the characters and their
// places; its lines are not asked for, since it takes a heading for the end of
// a line whose last blank stands far to the right.
func readPage(instance pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) ([]page, error) {
	p := page{number: index + 1}
	loaded, err := instance.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		return nil, err
	}
	defer instance.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	ref := requests.Page{ByReference: &loaded.Page}
	if o, err := instance.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref}); err == nil {
		p.objects = o.Count
	}
	room := box{right: 595, top: 842}
	if b, err := instance.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: ref}); err == nil && b.Rect.Right > b.Rect.Left && b.Rect.Top > b.Rect.Bottom {
		room = box{float64(b.Rect.Left), float64(b.Rect.Right), float64(b.Rect.Top), float64(b.Rect.Bottom)}
	}
	p.width, p.height = room.right-room.left, room.top-room.bottom
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
	s := &setter{page: &p}
	if err := t.set(s, runes); err != nil {
		return nil, err
	}
	s.flush()
	pages := s.pages()
	if sideBySide(pages[0].pieces) {
		pages[0].rules = t.readRules(ref, p.objects, way{quarters: pages[0].turned})
	}
	return pages, nil
}

// sideBySide reports whether the file goes back up and to the right: to the next
// cell of a table, or the next column.
func sideBySide(pieces []piece) bool {
	for i := 1; i < len(pieces); i++ {
		if a, b := pieces[i-1], pieces[i]; b.left > a.right && b.base > a.base+0.3*a.size {
			return true
		}
	}
	return false
}

// readRules reads where lines are drawn on the page: they tell a table from
// columns of text.
func (t *pageText) readRules(page requests.Page, objects int, w way) []box {
	const most = 5000 // objects that are looked at
	const path = 2    // FPDF_PAGEOBJ_PATH
	var rules []box
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
		r := w.turn(box{float64(b.Left), float64(b.Right), float64(b.Top), float64(b.Bottom)}, t.room)
		switch wide, high := r.right-r.left > 3, r.top-r.bottom > 3; {
		case wide && high: // a box: its four edges
			rules = append(rules, box{r.left, r.left, r.top, r.bottom}, box{r.right, r.right, r.top, r.bottom}, box{r.left, r.right, r.top, r.top}, box{r.left, r.right, r.bottom, r.bottom})
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
		return nil, fmt.Errorf("%w: more than %d characters on a page", ErrTooMuchText, maxPageChars)
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

// set hands the characters to the setter, each with its place. Every question
// is a call into WebAssembly, some microseconds: of a character only its room
// and size are asked; which way it runs and the line it stands on only where
// it does not follow the one before.
func (t *pageText) set(s *setter, runes []rune) error {
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		if r == '\n' || r == '\r' {
			s.flush()
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
		if unicode.IsSpace(r) && b.right-b.left <= 0 {
			s.blank() // a gap that PDFium found, and no character of the file
			continue
		}
		size := 1.0
		if f, err := t.instance.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: t.ref, Index: at}); err == nil && f.FontSize > 0 {
			size = f.FontSize
		}
		if s.follows(b, size) {
			s.add(r, s.open.way.turn(b, t.room))
			continue
		}
		w, scale, err := t.way(at)
		if err != nil {
			return err
		}
		base := b.bottom
		if o, err := t.instance.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: t.ref, Index: at}); err == nil {
			base = w.turn(box{o.X, o.X, o.Y, o.Y}, t.room).bottom
		}
		s.begin(w, size, size*scale, base, w.turn(b, t.room), t.room)
		s.add(r, w.turn(b, t.room))
	}
	return nil
}

// box is the room that a character takes by its font's measures, not the bounds
// of its shape: those are empty for fonts that are not in the file.
func (t *pageText) box(i int) (box, error) {
	b, err := t.instance.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: t.ref, Index: i})
	if err != nil {
		return box{}, err
	}
	return box{float64(b.Rect.Left), float64(b.Rect.Right), float64(b.Rect.Top), float64(b.Rect.Bottom)}, nil
}

// way is how text runs on a page: which way, and how far it leans. Chinese
// fonts have no italics, so that programs lean the upright ones: their lines
// run from left to right all the same.
type way struct {
	quarters int     // turns by 90 degrees, counter-clockwise
	slanted  bool    // it does not run along an edge of the page
	lean     float64 // to the right, for each unit of height
}

// way reads the matrix of a character, and how much it scales the font.
func (t *pageText) way(i int) (way, float64, error) {
	m, err := t.instance.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: t.ref, Index: i})
	if err != nil {
		return way{}, 1, nil // a character that PDFium put in has none
	}
	a, b, c, d := float64(m.Matrix.A), float64(m.Matrix.B), float64(m.Matrix.C), float64(m.Matrix.D)
	width := math.Hypot(a, b)
	if width == 0 || math.IsNaN(width) {
		return way{}, 1, nil
	}
	height := (a*d - b*c) / width
	var w way
	if height != 0 {
		w.lean = (a*c + b*d) / width / height
	}
	turns := math.Atan2(b, a) / (math.Pi / 2)
	w.quarters = (int(math.Round(turns)) + 4) % 4
	w.slanted = math.Abs(turns-math.Round(turns)) > 0.07
	if height = math.Abs(height); height == 0 || math.IsNaN(height) {
		height = 1
	}
	return w, height, nil
}

// turn gives the place of b on the page as it is read by one who turns it so
// that text that runs this way is upright.
func (w way) turn(b, room box) box {
	switch w.quarters {
	case 1:
		return box{b.bottom - room.bottom, b.top - room.bottom, room.right - b.left, room.right - b.right}
	case 2:
		return box{room.right - b.right, room.right - b.left, room.top - b.bottom, room.top - b.top}
	case 3:
		return box{room.top - b.top, room.top - b.bottom, b.right - room.left, b.left - room.left}
	}
	return box{b.left - room.left, b.right - room.left, b.top - room.bottom, b.bottom - room.bottom}
}
