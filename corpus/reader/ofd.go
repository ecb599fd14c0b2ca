package reader

import (
	"encoding/xml"
	"math"
	"path"
	"strconv"
	"strings"
	"unicode"

	"tiaowen/corpus/reader/layout"
)

// An OFD (GB/T 33190-2016) is a zip of XML parts: OFD.xml names the documents, a
// document its pages, a page has text objects, each with the place of its
// characters in millimetres from the upper left corner. Lines and paragraphs
// are made of them as of the text of a PDF.

const points = 72 / 25.4 // in a millimetre

type ofd struct {
	*parts
	options   Options
	pages     []*layout.Page
	templates map[string]string // parts, by the id of the template
	chars     int
}

type ofdBox struct{ x, y, w, h float64 }

func (o Options) readOFD(p *parts) (*Text, *Error) {
	d := &ofd{parts: p, options: o, templates: map[string]string{}}
	for name := range p.files {
		if base := path.Base(name); base == "encryptions.xml" || base == "decryptseed.dat" {
			return nil, refuse(Encrypted, "", "")
		}
	}
	var roots []string
	err := p.each("OFD.xml", func(x *xmlReader) error {
		return x.children(func(e xml.StartElement) error {
			if e.Name.Local != "DocBody" {
				return x.skip()
			}
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local != "DocRoot" {
					return x.skip()
				}
				root, err := x.text()
				roots = append(roots, strings.TrimSpace(root))
				return err
			})
		})
	})
	if err != nil {
		return nil, err
	}
	for _, root := range roots {
		if err := d.document(strings.TrimPrefix(path.Clean("/"+root), "/")); err != nil {
			return nil, err
		}
	}
	made, failed := layout.Compose(d.pages)
	if failed != nil {
		return nil, pdfError(failed, 0)
	}
	t := textOfPages(made)
	t.Format = "ofd"
	return t, nil
}

// document reads the pages of a document.
func (d *ofd) document(root string) *Error {
	var pages []string
	area := ofdBox{0, 0, 210, 297}
	err := d.each(root, func(x *xmlReader) error {
		return x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "CommonData":
				return d.commonData(x, root, &area)
			case "Pages":
				return x.children(func(e xml.StartElement) error {
					if e.Name.Local == "Page" {
						pages = append(pages, beside(root, attr(e, "BaseLoc")))
					}
					if limit := d.options.pdf().MaxPages; len(d.pages)+len(pages) > limit {
						return tooManyPages(limit)
					}
					return x.skip()
				})
			}
			return x.skip()
		})
	})
	if err != nil {
		return err
	}
	for _, part := range pages {
		if !d.has(part) {
			return refuse(Broken, "the page "+part+" is missing", "缺少页面 "+part)
		}
		if err := d.page(part, area); err != nil {
			return err
		}
	}
	return nil
}

// commonData reads the size of pages and the templates of the document root.
func (d *ofd) commonData(x *xmlReader, root string, area *ofdBox) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "PageArea":
			return pageArea(x, area)
		case "TemplatePage":
			d.templates[attr(e, "ID")] = beside(root, attr(e, "BaseLoc"))
		}
		return x.skip()
	})
}

// pageArea reads how large a page is: what of it is printed, where that is said.
func pageArea(x *xmlReader, area *ofdBox) error {
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local != "PhysicalBox" {
			return x.skip()
		}
		s, err := x.text()
		if n := numbers(s, 4); len(n) == 4 && n[2] > 0 && n[3] > 0 {
			*area = ofdBox{n[0], n[1], n[2], n[3]}
		}
		return err
	})
}

// numbers reads up to limit numbers with blanks between them.
func numbers(s string, limit int) []float64 {
	var out []float64
	for w := range strings.FieldsSeq(s) {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil || math.IsNaN(v) || math.Abs(v) > 1e6 || len(out) == limit {
			break
		}
		out = append(out, v)
	}
	return out
}

// page reads a page and the templates under or over it. The size of the page
// stands before its content.
func (d *ofd) page(part string, area ofdBox) *Error {
	p := &ofdPage{ofd: d, area: area}
	if err := d.each(part, p.read); err != nil {
		return err
	}
	p.begin()
	for _, name := range p.templates {
		if err := d.each(name, p.read); err != nil {
			return err
		}
	}
	return nil
}

// ofdPage is a page being read; page is nil before its content.
type ofdPage struct {
	*ofd
	page      *layout.Page
	area      ofdBox
	templates []string
}

// begin adds the page to those of the file.
func (p *ofdPage) begin() {
	if p.page == nil {
		p.page = layout.NewPage(len(p.pages)+1, layout.Box{Right: p.area.w * points, Top: p.area.h * points})
		p.pages = append(p.pages, p.page)
	}
}

// read reads the part of a page, or of a template.
func (p *ofdPage) read(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "Area":
			if p.page == nil {
				return pageArea(x, &p.area)
			}
		case "Template":
			if t := p.ofd.templates[attr(e, "TemplateID")]; t != "" && p.page == nil {
				p.templates = append(p.templates, t)
			}
		case "Content":
			p.begin()
			return p.objects(x, p.page, p.area)
		}
		return x.skip()
	})
}

// objects reads what stands in a layer or a block.
func (d *ofd) objects(x *xmlReader, p *layout.Page, area ofdBox) error {
	return x.children(func(e xml.StartElement) error {
		if attr(e, "Visible") == "false" {
			return x.skip()
		}
		switch e.Name.Local {
		case "Layer", "PageBlock":
			return d.objects(x, p, area)
		case "TextObject":
			return d.text(x, e, p, area)
		case "ImageObject", "PathObject", "CompositeObject":
			p.Objects(1)
		}
		return x.skip()
	})
}

// matrix maps what stands in an object to the page: x' = ax + cy + e, y' = bx + dy + f.
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) at(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// text reads a text object.
func (d *ofd) text(x *xmlReader, e xml.StartElement, p *layout.Page, area ofdBox) error {
	size := positive(e, "Size", 3.7)
	narrow := positive(e, "HScale", 1)
	m := matrix{a: 1, d: 1}
	if n := numbers(attr(e, "CTM"), 6); len(n) == 6 {
		m = matrix{n[0], n[1], n[2], n[3], n[4], n[5]}
	}
	if n := numbers(attr(e, "Boundary"), 4); len(n) >= 2 {
		m.e += n[0]
		m.f += n[1]
	}
	from := [2]float64{} // a code without a place stands where the one before began
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local != "TextCode" {
			return x.skip()
		}
		words, err := x.text()
		if err != nil {
			return err
		}
		for i, key := range []string{"X", "Y"} {
			if n := numbers(attr(e, key), 1); len(n) == 1 {
				from[i] = n[0]
			}
		}
		runes := []rune(words)
		d.chars += len(runes)
		if err := d.spend(8 * len(runes)); err != nil {
			return err
		}
		p.Add(m.run(runes, from, deltas(attr(e, "DeltaX"), len(runes)), deltas(attr(e, "DeltaY"), len(runes)), size, narrow, area))
		return nil
	})
}

// positive is the number of an attribute, or instead where it has none above 0.
func positive(e xml.StartElement, key string, instead float64) float64 {
	if n := numbers(attr(e, key), 1); len(n) == 1 && n[0] > 0 {
		return n[0]
	}
	return instead
}

// deltas reads distances between characters: "5 5 4.2", or "g 3 5" for three of
// five.
func deltas(s string, most int) []float64 {
	var out []float64
	fields := strings.Fields(s)
	for i := 0; i < len(fields) && len(out) < most; i++ {
		times := 1
		if fields[i] == "g" {
			if i+2 >= len(fields) {
				break
			}
			n, err := strconv.Atoi(fields[i+1])
			if err != nil || n < 0 {
				break
			}
			times = min(n, most-len(out))
			i += 2
		}
		v := numbers(fields[i], 1)
		if len(v) == 0 {
			break
		}
		for range times {
			out = append(out, v[0])
		}
	}
	return out
}

// run places characters on the page as it is read by one who turns it so that
// they stand upright.
func (m matrix) run(runes []rune, from [2]float64, dx, dy []float64, size, narrow float64, area ofdBox) layout.Run {
	scale := math.Hypot(m.a, m.b)
	if scale == 0 || math.IsNaN(scale) {
		scale = 1
	}
	height := math.Abs(m.a*m.d-m.b*m.c) / scale
	turns := -math.Atan2(m.b, m.a) / (math.Pi / 2) // the page's y runs downwards
	quarters := (int(math.Round(turns)) + 4) % 4
	r := layout.Run{Runes: runes, Size: size * height * points, Quarters: quarters, Slanted: math.Abs(turns-math.Round(turns)) > 0.07}
	if r.Size <= 0 {
		r.Size = 1
	}
	x, y := from[0], from[1]
	place := func(x, y float64) (along, base float64) {
		px, py := m.at(x, y)
		return area.turned(px, py, quarters)
	}
	_, r.Base = place(x, y)
	for i, c := range runes {
		given := 0.0
		if i < len(dx) {
			given = dx[i]
		}
		width, step := advance(c, size, narrow, given, i < len(dx))
		left, _ := place(x, y)
		right, _ := place(x+width, y)
		r.Left, r.Right = append(r.Left, left), append(r.Right, right)
		x += step
		if i < len(dy) {
			y += dy[i]
		}
	}
	return r
}

// turned is a place of the page in points from its left and lower edge, as the page
// is read when it is turned by quarters.
func (area ofdBox) turned(x, y float64, quarters int) (along, base float64) {
	x, y = (x-area.x)*points, (area.h-(y-area.y))*points
	w, h := area.w*points, area.h*points
	switch quarters {
	case 1:
		return y, w - x
	case 2:
		return w - x, h - y
	case 3:
		return h - y, x
	}
	return x, y
}

// advance is how wide a character is, and how far it is to the next one. The file may
// give that distance; the font is not asked, so that the width is about right.
func advance(c rune, size, narrow, given float64, has bool) (width, step float64) {
	width = size * narrow
	half := c < 0x2E80 && !strings.ContainsRune("“”‘’—…·", c)
	if half {
		width *= 0.5
		if unicode.IsSpace(c) && has && given < width {
			width = given
		}
	}
	if given <= 0 {
		return width, width
	}
	if c < 0x2E80 && width < given && given < 0.8*size {
		width = given
	}
	return min(width, given), given
}
