package reader

import (
	"encoding/xml"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Word's automatic numbers are not in the text: a paragraph names a list (num)
// and a level, the list names a scheme (abstractNum), the scheme says for each
// level how its number looks (lvlText 第%1条, numFmt chineseCounting) and when
// it restarts. ISO/IEC 29500-1, 17.9.

const (
	levels   = 9
	maxLabel = 255 // characters of a number's pattern; Word takes some dozen
)

type numbering struct {
	schemes map[int]*scheme
	lists   map[int]*list
	counts  map[int]*[levels]counter // by scheme
	seen    map[int]bool             // lists whose own start was used
}

// scheme is an abstractNum.
type scheme struct {
	level     [levels]level
	styleLink string // the numbering style that it defines
	linkedTo  string // the numbering style whose scheme stands for this one
}

// list is a num: a scheme, with levels replaced and starts of its own.
type list struct {
	scheme int
	start  [levels]int // -1 for none
	level  [levels]*level
}

type level struct {
	defined bool
	start   int
	format  string
	text    string // "第%1条"
	suffix  string // tab, space or nothing
	restart int    // -1: after any outer level; 0: never; n: after level n-1 and its outer ones
	style   string // the paragraph style that is at this level
	legal   bool   // all numbers in digits
}

type counter struct {
	value   int
	started bool
}

// read reads numbering.xml.
func (n *numbering) read(x *xmlReader) error {
	n.schemes, n.lists = map[int]*scheme{}, map[int]*list{}
	n.counts, n.seen = map[int]*[levels]counter{}, map[int]bool{}
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNum":
			s := &scheme{}
			n.schemes[number(attr(e, "abstractNumId"), -1)] = s
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "lvl":
					i := number(attr(e, "ilvl"), -1)
					l, err := readLevel(x)
					if i >= 0 && i < levels {
						s.level[i] = l
					}
					return err
				case "styleLink":
					s.styleLink = attr(e, "val")
				case "numStyleLink":
					s.linkedTo = attr(e, "val")
				}
				return x.skip()
			})
		case "num":
			l := &list{}
			for i := range l.start {
				l.start[i] = -1
			}
			n.lists[number(attr(e, "numId"), -1)] = l
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "abstractNumId":
					l.scheme = number(attr(e, "val"), -1)
				case "lvlOverride":
					i := number(attr(e, "ilvl"), -1)
					if i < 0 || i >= levels {
						return x.skip()
					}
					return x.children(func(e xml.StartElement) error {
						switch e.Name.Local {
						case "startOverride":
							l.start[i] = number(attr(e, "val"), -1)
						case "lvl":
							own, err := readLevel(x)
							l.level[i] = &own
							return err
						}
						return x.skip()
					})
				}
				return x.skip()
			})
		}
		return x.skip()
	})
}

func readLevel(x *xmlReader) (level, error) {
	l := level{defined: true, format: "decimal", suffix: "tab", restart: -1}
	err := x.children(func(e xml.StartElement) error {
		val := attr(e, "val")
		switch e.Name.Local {
		case "start":
			l.start = number(val, 0)
		case "numFmt":
			l.format = val
			if f := attr(e, "format"); val == "custom" && strings.HasPrefix(f, "0") {
				l.format = "decimalZero"
			}
		case "AlternateContent":
			// A custom format, with the nearest standard one as fallback.
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local != "Fallback" {
					return x.skip()
				}
				return x.children(func(e xml.StartElement) error {
					if e.Name.Local == "numFmt" {
						l.format = attr(e, "val")
					}
					return x.skip()
				})
			})
		case "lvlText":
			if utf8.RuneCountInString(val) > maxLabel {
				return refuse(Excessive, "a number of more than 255 characters", "有超过 255 个字符的编号")
			}
			l.text = val
		case "suff":
			l.suffix = val
		case "lvlRestart":
			l.restart = number(val, -1)
		case "pStyle":
			l.style = val
		case "isLgl":
			l.legal = on(e)
		}
		return x.skip()
	})
	return l, err
}

// label counts a paragraph in and gives its printed number with what separates
// it from the words, or "".
func (d *document) label(p paragraphProps, numberStyle string) string {
	n := &d.numbering
	l := n.lists[p.numID]
	if p.numID <= 0 || l == nil {
		return ""
	}
	id, s := d.scheme(l)
	if s == nil {
		return ""
	}
	at := p.level
	if at < 0 && numberStyle != "" {
		for i := range s.level {
			if s.level[i].style == numberStyle {
				at = i
			}
		}
	}
	at = max(at, 0)
	def := func(i int) *level {
		if l.level[i] != nil {
			return l.level[i]
		}
		return &s.level[i]
	}
	if !def(at).defined {
		return ""
	}

	counts := n.counts[id]
	if counts == nil {
		counts = &[levels]counter{}
		n.counts[id] = counts
	}
	// A list that sets its own start numbers restarts where it is first used.
	if !n.seen[p.numID] {
		n.seen[p.numID] = true
		for i, start := range l.start {
			if start >= 0 {
				counts[i] = counter{}
			}
		}
	}
	first := func(i int) int {
		if l.start[i] >= 0 {
			return l.start[i]
		}
		return def(i).start
	}
	if c := &counts[at]; c.started {
		c.value++
	} else {
		*c = counter{first(at), true}
	}
	for i := at + 1; i < levels; i++ {
		if r := def(i).restart; r < 0 || r > 0 && at < r {
			counts[i].started = false
		}
	}

	return def(at).write(func(k int) string {
		value := counts[k].value
		if !counts[k].started {
			value = first(k)
		}
		format := def(k).format
		if def(at).legal && k < at && format != "none" {
			format = "decimal"
		}
		return formatNumber(format, value)
	})
}

// write is the label of a level: its text with the number of a level in the place of each %1 to
// %9; "" for bullets.
func (l *level) write(number func(level int) string) string {
	if l.format == "bullet" || l.format == "none" && !strings.Contains(l.text, "%") && !visibleLabel(l.text) {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(l.text); i++ {
		if l.text[i] != '%' || i+1 >= len(l.text) || l.text[i+1] < '1' || l.text[i+1] > '9' {
			b.WriteByte(l.text[i])
			continue
		}
		i++
		b.WriteString(number(int(l.text[i] - '1')))
	}
	return spaced(strings.TrimSpace(b.String()), l.suffix == "nothing")
}

// spaced is a label with what separates it from the words. A full-width mark
// keeps its own distance: （一）, 一、
func spaced(text string, tight bool) string {
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x85 || r == 0x2028 || r == 0x2029 {
			return ' ' // a number does not break its line
		}
		return r
	}, text))
	if text == "" || tight {
		return text
	}
	if last, _ := utf8.DecodeLastRuneInString(text); wide(last) && !strings.HasPrefix(text, "第") {
		return text
	}
	return text + " "
}

func visibleLabel(s string) bool { return strings.IndexFunc(s, isVisible) >= 0 }

// scheme is the scheme of a list; one that only names a numbering style is
// replaced by the one that defines this style.
func (d *document) scheme(l *list) (int, *scheme) {
	id, s := l.scheme, d.numbering.schemes[l.scheme]
	if s == nil || s.linkedTo == "" {
		return id, s
	}
	if st := d.styles[s.linkedTo]; st != nil {
		if to := d.numbering.lists[st.props.numID]; to != nil && d.numbering.schemes[to.scheme] != nil {
			return to.scheme, d.numbering.schemes[to.scheme]
		}
	}
	for _, i := range slices.Sorted(maps.Keys(d.numbering.schemes)) {
		if other := d.numbering.schemes[i]; other.styleLink == s.linkedTo {
			return i, other
		}
	}
	return id, s
}
