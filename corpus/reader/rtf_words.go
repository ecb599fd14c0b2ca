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
	on := !has || n != 0
	if s.dest == rtfSkip {
		if word == "bin" && n > 0 {
			d.at = min(len(d.src), d.at+n)
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
	switch word {
	case "ansicpg":
		if codePages[n] != nil {
			d.ansi = n
		}
	case "mac":
		d.ansi = 10000
	case "pc":
		d.ansi = 437
	case "fonttbl":
		s.dest = rtfFonts
	case "stylesheet":
		s.dest = rtfStyles
	case "f":
		s.font = n
	case "af":
		s.wideFont = n
	case "loch", "hich":
		s.wideRun = false
	case "dbch":
		s.wideRun = true
	case "fcharset":
		if s.dest == rtfFonts && d.fonts[s.font] == 0 {
			d.fonts[s.font] = charsets[n]
		}
	case "cpg":
		if s.dest == rtfFonts {
			d.fonts[s.font] = n
		}
	case "uc":
		s.uc = min(max(n, 0), 8)
	case "upr":
		s.dest = rtfSkip // the same in Unicode follows, \ud
		d.ud()
	case "bin":
		d.at = min(len(d.src), d.at+max(n, 0))
	case "plain":
		s.hidden, s.deleted, s.font, s.wideRun = false, false, 0, false
	case "v":
		s.hidden = on
	case "deleted":
		s.deleted = on
	case "pard":
		s.table, s.style, s.outline = false, 0, -1
	case "s":
		s.style = n
	case "outlinelevel":
		s.outline = n
	case "intbl":
		s.table = on
	case "par", "sect", "page", "column", "cell", "nestcell", "row":
		return d.mark(word)
	default:
		d.destination(word, first)
	}
	return nil
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
	switch word {
	case "listtext", "pntext":
		s.dest = rtfNumber
		d.number.Reset()
	case "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf":
		if first {
			s.dest = rtfHead
		}
	case "footnote":
		if first {
			s.dest = rtfNote
		}
	case "annotation":
		if first {
			s.dest = rtfComment
		}
	case "fldinst":
		s.dest = rtfField
	case "pict":
		d.left[pictures].add("")
		s.dest = rtfSkip
	case "object":
		d.left[objects].add("")
	case "shptxt":
		if s.dest == rtfBody && len(d.outer) < maxBoxes {
			d.outer = append(d.outer, rtfFrame{d.words.String(), d.number.String(), d.cells, d.cell})
			d.words.Reset()
			d.number.Reset()
			d.cells, d.cell = nil, nil
			s.box, s.table, s.style, s.outline = true, false, 0, -1
		}
	}
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
	lines := d.lines
	d.lines = nil
	_ = d.paragraph()
	d.endRow()
	d.boxes = append(d.boxes, d.lines...)
	d.lines = lines
	n := len(d.outer)
	f := d.outer[n-1]
	d.outer = d.outer[:n-1]
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

// emit adds lines to the text, or to the box, and what is anchored in them.
func (d *rtf) emit(lines []line) {
	d.lines = append(d.lines, lines...)
	if len(d.outer) == 0 && len(d.boxes) > 0 {
		d.lines = append(d.lines, d.boxes...)
		d.boxes = nil
	}
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
	var l line
	name := d.styleNames[d.state.style]
	inContents := d.inContents
	d.inContents = false
	if tocStyle().MatchString(name) || inContents && contentsLine().MatchString(words) {
		if strings.TrimSpace(words) != "" {
			d.left[contents].add(words)
		}
		return nil, nil
	}
	outline := d.state.outline
	if o, ok := d.outlines[d.state.style]; ok && outline < 0 && d.state.style > 0 {
		outline = o
	}
	switch m := headingStyle().FindStringSubmatch(name); {
	case titleStyle().MatchString(name):
		l.title, l.level = true, 1
	case outline >= 0 && outline <= 8:
		l.level = outline + 1
	case outline < 0 && m != nil:
		l.level = int(m[1][0] - '0')
	}
	if visibleLabel(label) && !isBullet(label) {
		label = spaced(label, false)
	} else {
		label = ""
	}
	if l.level > 0 {
		words = foldAfter(0, words)
	}
	var lines []line
	for text := range strings.SplitSeq(words, "\n") {
		text = strings.TrimFunc(strings.Map(plainSpace, text), unicode.IsSpace)
		if label != "" {
			text, label = strings.TrimSpace(label+text), ""
		}
		if strings.IndexFunc(text, isVisible) >= 0 {
			l.text = text
			lines = append(lines, l)
		}
	}
	return lines, nil
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

// endRow adds the row to the table; a row that follows a row is of its table.
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
	before := 0
	if n := len(d.lines); n > 0 {
		before = d.lines[n-1].table
	}
	rows := d.tableLines([][][]line{cells})
	for i := range rows {
		if rows[i].table > 0 && before > 0 {
			rows[i].table = before
		}
	}
	d.emit(rows)
}
