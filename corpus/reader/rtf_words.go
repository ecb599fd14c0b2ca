package reader

import (
	"strings"
	"unicode"
)

// rtfSkipped are the destinations that are not text.
var rtfSkipped = map[string]bool{
	"colortbl": true, "info": true, "listtable": true, "listoverridetable": true, "revtbl": true, "rsidtbl": true, "filetbl": true,
	"themedata": true, "colorschememapping": true, "datastore": true, "latentstyles": true, "generator": true, "nonshppict": true,
	"objdata": true, "objclass": true, "objname": true, "shprslt": true, "sp": true, "pn": true, "xe": true, "tc": true, "bkmkstart": true, "bkmkend": true,
	"atnid": true, "atnauthor": true, "atntime": true, "atnref": true, "atnicn": true, "atndate": true, "atnparent": true, "nonesttables": true,
	"formfield": true, "mmathPr": true, "xmlnstbl": true, "userprops": true, "ftnsep": true, "ftnsepc": true, "aftnsep": true, "aftnsepc": true, "ftncn": true, "aftncn": true,
	"template": true, "passwordhash": true, "pgdsctbl": true, "docvar": true, "datafield": true, "private": true, "listpicture": true, "blipuid": true, "picprop": true,
}

var rtfCharacters = map[string]string{
	"tab": " ", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"emspace": " ", "enspace": " ", "qmspace": " ", "line": "\n", "lbr": "\n", "softline": "\n",
}

// word acts on a control word; first says that it is the first of its group.
func (d *rtf) word(word string, n int, has, first bool) error {
	s := &d.state
	if s.dest == rtfSkip {
		if word == "bin" {
			d.skipBinary(n)
		}
		return nil
	}
	if rtfSkipped[word] {
		s.dest = rtfSkip
		return nil
	}
	if text, ok := rtfCharacters[word]; ok {
		d.write(text)
		return nil
	}
	if act := rtfWords[word]; act != nil {
		act(d, s, n, !has || n != 0)
		return nil
	}
	switch word {
	case "par", "sect", "page", "column", "cell", "nestcell", "row":
		return d.mark(word)
	}
	d.destination(word, first)
	return nil
}

// skipBinary reads over n bytes that are not text.
func (d *rtf) skipBinary(n int) { d.at = min(len(d.src), d.at+max(n, 0)) }

// rtfWords are the words that change the state of a group or the tables of a file: n is
// their number, on is false for the number 0.
var rtfWords = map[string]func(d *rtf, s *rtfState, n int, on bool){
	"ansicpg": func(d *rtf, _ *rtfState, n int, _ bool) {
		if codePages[n] != nil {
			d.ansi = n
		}
	},
	"mac":        func(d *rtf, _ *rtfState, _ int, _ bool) { d.ansi = 10000 },
	"pc":         func(d *rtf, _ *rtfState, _ int, _ bool) { d.ansi = 437 },
	"fonttbl":    func(_ *rtf, s *rtfState, _ int, _ bool) { s.dest = rtfFonts },
	"stylesheet": func(_ *rtf, s *rtfState, _ int, _ bool) { s.dest = rtfStyles },
	"f":          func(_ *rtf, s *rtfState, n int, _ bool) { s.font = n },
	"af":         func(_ *rtf, s *rtfState, n int, _ bool) { s.wideFont = n },
	"loch":       func(_ *rtf, s *rtfState, _ int, _ bool) { s.wideRun = false },
	"hich":       func(_ *rtf, s *rtfState, _ int, _ bool) { s.wideRun = false },
	"dbch":       func(_ *rtf, s *rtfState, _ int, _ bool) { s.wideRun = true },
	"fcharset": func(d *rtf, s *rtfState, n int, _ bool) {
		if s.dest == rtfFonts && d.fonts[s.font] == 0 {
			d.fonts[s.font] = charsets[n]
		}
	},
	"cpg": func(d *rtf, s *rtfState, n int, _ bool) {
		if s.dest == rtfFonts {
			d.fonts[s.font] = n
		}
	},
	"uc": func(_ *rtf, s *rtfState, n int, _ bool) { s.uc = min(max(n, 0), 8) },
	"upr": func(d *rtf, s *rtfState, _ int, _ bool) {
		s.dest = rtfSkip // the same in Unicode follows, \ud
		d.ud()
	},
	"bin": func(d *rtf, _ *rtfState, n int, _ bool) { d.skipBinary(n) },
	"plain": func(_ *rtf, s *rtfState, _ int, _ bool) {
		s.hidden, s.deleted, s.font, s.wideRun = false, false, 0, false
	},
	"v":            func(_ *rtf, s *rtfState, _ int, on bool) { s.hidden = on },
	"deleted":      func(_ *rtf, s *rtfState, _ int, on bool) { s.deleted = on },
	"pard":         func(_ *rtf, s *rtfState, _ int, _ bool) { s.table, s.style, s.outline = false, 0, -1 },
	"s":            func(_ *rtf, s *rtfState, n int, _ bool) { s.style = n },
	"outlinelevel": func(_ *rtf, s *rtfState, n int, _ bool) { s.outline = n },
	"intbl":        func(_ *rtf, s *rtfState, _ int, on bool) { s.table = on },
}

// mark ends a paragraph, a cell or a row.
func (d *rtf) mark(word string) error {
	switch word {
	case "cell":
		return d.endCell()
	case "nestcell": // a table within a cell is words of the cell
		lines, err := d.takeLines()
		d.cell = append(d.cell, lines...)
		return err
	case "row":
		d.endRow()
		return nil
	}
	if d.state.dest == rtfBody {
		return d.paragraph()
	}
	d.write(" ")
	return nil
}

// destination begins a destination that is read, or counts what it holds.
func (d *rtf) destination(word string, first bool) {
	s := &d.state
	if dest, ok := rtfAside[word]; ok {
		if first {
			s.dest = dest
		}
		return
	}
	switch word {
	case "listtext", "pntext":
		s.dest = rtfNumber
		d.number.Reset()
	case "fldinst":
		s.dest = rtfField
	case "pict":
		d.left[pictures].add("")
		s.dest = rtfSkip
	case "object":
		d.left[objects].add("")
	case "shptxt":
		d.openBox()
	}
}

// rtfAside are the destinations of text that the report names. They begin with the
// first word of a group: \footnote elsewhere is a mark.
var rtfAside = map[string]rtfDest{
	"header": rtfHead, "headerl": rtfHead, "headerr": rtfHead, "headerf": rtfHead,
	"footer": rtfHead, "footerl": rtfHead, "footerr": rtfHead, "footerf": rtfHead,
	"footnote": rtfNote, "annotation": rtfComment,
}

// openBox begins a text box in the text or in another box.
func (d *rtf) openBox() {
	s := &d.state
	if s.dest != rtfBody || len(d.outer) >= maxBoxes {
		return
	}
	d.outer = append(d.outer, rtfFrame{d.words.String(), d.number.String(), d.cells, d.cell, d.lines, d.boxes})
	d.words.Reset()
	d.number.Reset()
	d.cells, d.cell, d.lines, d.boxes = nil, nil, nil, nil
	s.box, s.table, s.style, s.outline = true, false, 0, -1
}

const maxBoxes = 20 // text boxes inside one another

// ud finds the Unicode half of \upr{…}{\*\ud{…}}: the group around both goes on
// with it.
func (d *rtf) ud() {
	depth := 0
	for i := d.at; i < len(d.src); i++ {
		switch d.src[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth <= 0 {
				d.at = i + 1
				if n := len(d.stack); n > 0 {
					d.state.dest = d.stack[n-1].dest
				}
				return
			}
		}
	}
	d.at = len(d.src)
}

// endBox ends a text box: its paragraphs stand behind the one that it is
// anchored in.
func (d *rtf) endBox() {
	_ = d.paragraph()
	d.endRow()
	d.emit(nil)
	n := len(d.outer)
	f := d.outer[n-1]
	d.outer = d.outer[:n-1]
	d.lines, d.boxes = f.lines, append(f.boxes, d.lines...)
	d.words.Reset()
	d.words.WriteString(f.words)
	d.number.Reset()
	d.number.WriteString(f.number)
	d.cells, d.cell = f.cells, f.cell
}

// paragraph ends a paragraph.
func (d *rtf) paragraph() error {
	lines, err := d.takeLines()
	if d.state.table {
		d.cell = append(d.cell, lines...)
		return err
	}
	d.endRow()
	d.emit(lines)
	return err
}

// emit adds lines to the text, or to the box, and the boxes that are anchored in them.
func (d *rtf) emit(lines []line) {
	d.lines = append(append(d.lines, lines...), d.boxes...)
	d.boxes = nil
}

// takeLines makes lines of the words of the paragraph.
func (d *rtf) takeLines() ([]line, error) {
	if d.hidden.Len() > 0 {
		d.left[hidden].add(d.hidden.String())
		d.hidden.Reset()
	}
	words := d.words.String()
	label := strings.TrimFunc(d.number.String(), unicode.IsSpace)
	d.words.Reset()
	d.number.Reset()
	if err := d.count(); err != nil {
		return nil, err
	}
	inContents := d.inContents
	d.inContents = false
	if tocStyle().MatchString(d.styleNames[d.state.style]) || inContents && contentsLine().MatchString(words) {
		if strings.TrimSpace(words) != "" {
			d.left[contents].add(words)
		}
		return nil, nil
	}
	if visibleLabel(label) && !isBullet(label) {
		label = spaced(label, false)
	} else {
		label = ""
	}
	return d.lineOfStyle().split(words, label), nil
}

// lineOfStyle is the line that the paragraph becomes, without its words: a title, a
// heading or plain text.
func (d *rtf) lineOfStyle() line {
	name := d.styleNames[d.state.style]
	if titleStyle().MatchString(name) {
		return line{title: true, level: 1}
	}
	outline := d.state.outline
	if o, ok := d.outlines[d.state.style]; ok && outline < 0 && d.state.style > 0 {
		outline = o
	}
	return line{level: headingOf(outline, headingStyle().FindStringSubmatch(name))}
}

// isBullet reports whether a label only marks its paragraph.
func isBullet(label string) bool {
	return strings.Trim(label, "•·●○■□◆◇▪▫–-*➢✓\uFFFD ") == ""
}

func (d *rtf) endCell() error {
	lines, err := d.takeLines()
	d.cells = append(d.cells, append(d.cell, lines...))
	d.cell = nil
	return err
}

// endRow adds the row to the table.
func (d *rtf) endRow() {
	if len(d.cells) == 0 {
		if len(d.cell) > 0 {
			d.emit(d.cell)
			d.cell = nil
		}
		return
	}
	cells := d.cells
	d.cells, d.cell = nil, nil
	d.emit(d.tableRow(cells, d.lines))
}
