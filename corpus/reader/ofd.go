package reader

import (
	"encoding/xml"
	"math"
	"path"
	"strconv"
	"strings"
	"unicode"

	"tiaowen/corpus/reader/pdf"
)

// An OFD (GB/T 33190-2016) is a zip of XML parts: OFD.xml names the documents, a
// document its pages, a page has text objects, each with the place of its
// characters in millimetres from the upper left corner. Lines and paragraphs
// are made of them as of the text of a PDF.

const points = 72 / 25.4 // in a millimetre

type ofd struct {
	*parts
	options   Options
	pages     []*pdf.Page
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
	made, failed := pdf.Compose(d.pages)
	if failed != nil {
		return nil, pdfError(failed, 0)
	}
	t := textOfPages(made)
	t.Format = "ofd"
	return t, nil
}

// document reads the pages of a document.
func (d *ofd) document(root string) *Error {
	type content struct{ part string }
	var pages []content
	area := ofdBox{0, 0, 210, 297}
	dir := path.Dir(root)
	beside := func(target string) string {
		if strings.HasPrefix(target, "/") {
			return strings.TrimPrefix(path.Clean(target), "/")
		}
		return path.Join(dir, target)
	}
	err := d.each(root, func(x *xmlReader) error {
		return x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "CommonData":
				return x.children(func(e xml.StartElement) error {
					switch e.Name.Local {
					case "PageArea":
						return pageArea(x, &area)
					case "TemplatePage":
						d.templates[attr(e, "ID")] = beside(attr(e, "BaseLoc"))
					}
					return x.skip()
				})
			case "Pages":
				return x.children(func(e xml.StartElement) error {
					if e.Name.Local == "Page" {
						pages = append(pages, content{beside(attr(e, "BaseLoc"))})
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
	for _, c := range pages {
		if !d.has(c.part) {
			return refuse(Broken, "the page "+c.part+" is missing", "缺少页面 "+c.part)
		}
		if err := d.page(c.part, area); err != nil {
			return err
		}
	}
	return nil
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
	var templates []string
	var p *pdf.Page
	begin := func() {
		if p == nil {
			p = pdf.NewPage(len(d.pages)+1, area.w*points, area.h*points)
			d.pages = append(d.pages, p)
		}
	}
	read := func(x *xmlReader) error {
		return x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "Area":
				if p == nil {
					return pageArea(x, &area)
				}
			case "Template":
				if t := d.templates[attr(e, "TemplateID")]; t != "" && p == nil {
					templates = append(templates, t)
				}
			case "Content":
				begin()
				return d.objects(x, p, area)
			}
			return x.skip()
		})
	}
	if err := d.each(part, read); err != nil {
		return err
	}
	begin()
	for _, name := range templates {
		if err := d.each(name, read); err != nil {
			return err
		}
	}
	return nil
}

// objects reads what stands in a layer or a block.
func (d *ofd) objects(x *xmlReader, p *pdf.Page, area ofdBox) error {
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
			p.Object()
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
func (d *ofd) text(x *xmlReader, e xml.StartElement, p *pdf.Page, area ofdBox) error {
	size := 3.7
	if n := numbers(attr(e, "Size"), 1); len(n) == 1 && n[0] > 0 {
		size = n[0]
	}
	m := matrix{a: 1, d: 1}
	if n := numbers(attr(e, "CTM"), 6); len(n) == 6 {
		m = matrix{n[0], n[1], n[2], n[3], n[4], n[5]}
	}
	if n := numbers(attr(e, "Boundary"), 4); len(n) >= 2 {
		m.e += n[0]
		m.f += n[1]
	}
	narrow := 1.0
	if n := numbers(attr(e, "HScale"), 1); len(n) == 1 && n[0] > 0 {
		narrow = n[0]
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
		r := m.run(runes, from, deltas(attr(e, "DeltaX"), len(runes)), deltas(attr(e, "DeltaY"), len(runes)), size, narrow, area)
		p.Add(r)
		return nil
	})
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
func (m matrix) run(runes []rune, from [2]float64, dx, dy []float64, size, narrow float64, area ofdBox) pdf.Run {
	scale := math.Hypot(m.a, m.b)
	if scale == 0 || math.IsNaN(scale) {
		scale = 1
	}
	height := math.Abs(m.a*m.d-m.b*m.c) / scale
	turns := -math.Atan2(m.b, m.a) / (math.Pi / 2) // the page's y runs downwards
	quarters := (int(math.Round(turns)) + 4) % 4
	r := pdf.Run{Runes: runes, Size: size * height * points, Quarters: quarters, Slanted: math.Abs(turns-math.Round(turns)) > 0.07}
	if r.Size <= 0 {
		r.Size = 1
	}
	x, y := from[0], from[1]
	place := func(x, y float64) (along, base float64) {
		px, py := m.at(x, y)
		px, py = (px-area.x)*points, (area.h-(py-area.y))*points
		w, h := area.w*points, area.h*points
		switch quarters {
		case 1:
			return py, w - px
		case 2:
			return w - px, h - py
		case 3:
			return h - py, px
		}
		return px, py
	}
	_, r.Base = place(x, y)
	for i, c := range runes {
		left, _ := place(x, y)
		width := size * narrow
		if c < 0x2E80 && !strings.ContainsRune("“”‘’—…·", c) {
			width *= 0.5 // about, where the font is not asked
			if unicode.IsSpace(c) && i < len(dx) && dx[i] < width {
				width = dx[i]
			}
		}
		step := width
		if i < len(dx) && dx[i] > 0 {
			step = dx[i]
			if c < 0x2E80 && width < step && step < 0.8*size {
				width = step
			}
			width = min(width, step)
		}
		right, _ := place(x+width, y)
		r.Left, r.Right = append(r.Left, left), append(r.Right, right)
		x += step
		if i < len(dy) {
			y += dy[i]
		}
	}
	return r
}
