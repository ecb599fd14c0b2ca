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
			return s.read(x)
		case "num":
			l := newList()
			n.lists[number(attr(e, "numId"), -1)] = l
			return l.read(x)
		}
		return x.skip()
	})
}

// read reads an abstractNum.
func (s *scheme) read(x *xmlReader) error {
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
}

// newList is a list without starts of its own.
func newList() *list {
	l := &list{}
	for i := range l.start {
		l.start[i] = -1
	}
	return l
}

// read reads a num.
func (l *list) read(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNumId":
			l.scheme = number(attr(e, "val"), -1)
		case "lvlOverride":
			if i := number(attr(e, "ilvl"), -1); i >= 0 && i < levels {
				return l.readOverride(x, i)
			}
		}
		return x.skip()
	})
}

// readOverride reads what a list says of a level itself.
func (l *list) readOverride(x *xmlReader, i int) error {
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

func readLevel(x *xmlReader) (level, error) {
	l := level{defined: true, format: "decimal", suffix: "tab", restart: -1}
	err := x.children(func(e xml.StartElement) error {
		val := attr(e, "val")
		switch e.Name.Local {
		case "start":
			l.start = number(val, 0)
		case "numFmt":
			l.format = levelFormat(e)
		case "AlternateContent":
			return l.readFallback(x)
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

// levelFormat is the name of a level's number format. Of the custom ones only those
// with zeros in front are known.
func levelFormat(e xml.StartElement) string {
	val := attr(e, "val")
	if val == "custom" && strings.HasPrefix(attr(e, "format"), "0") {
		return "decimalZero"
	}
	return val
}

// readFallback takes the nearest standard format to a custom one.
func (l *level) readFallback(x *xmlReader) error {
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
}

// label counts a paragraph in and gives its printed number with what separates
// it from the words, or "".
func (d *document) label(p paragraphProps, numberStyle string) string {
	l := d.numbering.lists[p.numID]
	if p.numID <= 0 || l == nil {
		return ""
	}
	id, s := d.scheme(l)
	if s == nil {
		return ""
	}
	own := numbered{l, s}
	at := s.levelOf(p.level, numberStyle)
	if !own.at(at).defined {
		return ""
	}
	counts := d.numbering.count(id, p.numID, own, at)
	return own.at(at).write(func(k int) string {
		value := counts[k].value
		if !counts[k].started {
			value = own.first(k)
		}
		format := own.at(k).format
		if own.at(at).legal && k < at && format != "none" {
			format = "decimal"
		}
		return formatNumber(format, value)
	})
}

// levelOf is the level of a paragraph: its own, or that of the style that its
// numbering comes from.
func (s *scheme) levelOf(own int, numberStyle string) int {
	at := own
	if at < 0 && numberStyle != "" {
		for i := range s.level {
			if s.level[i].style == numberStyle {
				at = i
			}
		}
	}
	return max(at, 0)
}

// numbered is a list with its scheme.
type numbered struct {
	*list
	*scheme
}

// at is level i as the list has it.
func (n numbered) at(i int) *level {
	if own := n.list.level[i]; own != nil {
		return own
	}
	return &n.scheme.level[i]
}

// first is the number that level i begins with.
func (n numbered) first(i int) int {
	if own := n.list.start[i]; own >= 0 {
		return own
	}
	return n.at(i).start
}

// count counts a paragraph in at a level, and gives the numbers of the scheme: the
// lists of a scheme share them.
func (n *numbering) count(id, numID int, own numbered, at int) *[levels]counter {
	counts := n.counts[id]
	if counts == nil {
		counts = &[levels]counter{}
		n.counts[id] = counts
	}
	// A list that sets its own start numbers restarts where it is first used.
	if !n.seen[numID] {
		n.seen[numID] = true
		for i, start := range own.start {
			if start >= 0 {
				counts[i] = counter{}
			}
		}
	}
	if c := &counts[at]; c.started {
		c.value++
	} else {
		*c = counter{own.first(at), true}
	}
	for i := at + 1; i < levels; i++ {
		if r := own.at(i).restart; r < 0 || r > 0 && at < r {
			counts[i].started = false
		}
	}
	return counts
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
