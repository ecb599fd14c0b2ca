package reader

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// style is what a paragraph or character style says about structure.
type style struct {
	name    string // as Word calls it: "heading 1", "Title", "toc 1"
	basedOn string
	props   paragraphProps
	vanish  bool
}

// paragraphProps is what a <w:pPr> says about structure; -1 is not said.
type paragraphProps struct {
	style   string
	numID   int
	level   int // of the numbering, 0..8
	outline int // 0..8, and 9 for body text
	vanish  bool
	deleted bool // the paragraph mark is deleted: the next paragraph joins on
}

var noProps = paragraphProps{numID: -1, level: -1, outline: -1}

// readStyles reads styles.xml.
func (d *document) readStyles(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local != "style" {
			return x.skip()
		}
		s := &style{props: noProps}
		id, kind, isDefault := attr(e, "styleId"), attr(e, "type"), attr(e, "default")
		err := x.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "name":
				s.name = strings.ToLower(attr(e, "val"))
			case "basedOn":
				s.basedOn = attr(e, "val")
			case "pPr":
				p, err := d.readProps(x)
				s.props = p
				return err
			case "rPr":
				v, _, _, err := readRunProps(x)
				s.vanish = v
				return err
			}
			return x.skip()
		})
		d.styles[id] = s
		if kind == "paragraph" && (isDefault == "1" || isDefault == "true") {
			d.defaultStyle = id
		}
		return err
	})
}

// readProps reads a <w:pPr>. What it was before a tracked change does not
// count.
func (d *document) readProps(x *xmlReader) (paragraphProps, error) {
	p := noProps
	err := x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = attr(e, "val")
		case "outlineLvl":
			p.outline = number(attr(e, "val"), 9)
		case "numPr":
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "ilvl":
					p.level = min(max(number(attr(e, "val"), 0), 0), levels-1)
				case "numId":
					p.numID = number(attr(e, "val"), 0)
				}
				return x.skip()
			})
		case "rPr":
			v, _, del, err := readRunProps(x)
			p.vanish, p.deleted = v, del
			return err
		case "sectPr":
			return d.section(x)
		}
		return x.skip()
	})
	return p, err
}

// readRunProps reads a <w:rPr>: whether it hides the text, its style, and
// whether it marks a deletion.
func readRunProps(x *xmlReader) (vanish bool, style string, deleted bool, err error) {
	err = x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "vanish", "specVanish":
			vanish = vanish || on(e)
		case "rStyle":
			style = attr(e, "val")
		case "del", "moveFrom":
			deleted = true
		}
		return x.skip()
	})
	return vanish, style, deleted, err
}

// chain calls f for the style and those it is based on, until f is done.
func (d *document) chain(id string, f func(id string, s *style) (done bool)) {
	for range 20 { // styles may be based on one another in a circle
		s := d.styles[id]
		if s == nil || f(id, s) {
			return
		}
		id = s.basedOn
	}
}

// resolve completes what a paragraph says by what its styles say. numberStyle
// is the style that the numbering came from, "" when the paragraph has its own.
func (d *document) resolve(p paragraphProps) (full paragraphProps, numberStyle string) {
	if p.style == "" {
		p.style = d.defaultStyle
	}
	d.chain(p.style, func(id string, s *style) bool {
		if p.numID < 0 && s.props.numID >= 0 {
			p.numID, numberStyle = s.props.numID, id
			if p.level < 0 {
				p.level = s.props.level
			}
		}
		if p.outline < 0 {
			p.outline = s.props.outline
		}
		p.vanish = p.vanish || s.vanish
		return false
	})
	return p, numberStyle
}

// named reports whether a style, or one it is based on, is called so.
func (d *document) named(id string, re *regexp.Regexp) (match []string) {
	if id == "" {
		id = d.defaultStyle
	}
	d.chain(id, func(_ string, s *style) bool {
		match = re.FindStringSubmatch(s.name)
		return match != nil
	})
	return match
}

var (
	headingStyle = pattern(`^(?:heading|标题) ?([1-9])$`)
	titleStyle   = pattern(`^(?:title|标题)$`)
	tocStyle     = pattern(`^(?:toc|目录) ?(?:[1-9]|heading|标题)$`)
)

// number reads a small number, or gives instead what stands for it.
func number(s string, instead int) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < -1 || n > 1<<30 {
		return instead
	}
	return n
}
