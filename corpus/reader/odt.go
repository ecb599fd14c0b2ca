package reader

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

// An ODT is a zip of XML parts (ISO/IEC 26300, OpenDocument): content.xml has
// the text, styles.xml the styles that have names. A flat one (.fodt) is both
// in one XML file. Numbers of lists and headings are not in the text here
// either; a list is an element, and its style says how its numbers look.

func (o Options) readODT(p *parts) (*Text, *Error) {
	kind, err := p.bytes("mimetype")
	if err != nil {
		return nil, err
	}
	if k := strings.TrimSpace(string(kind)); k != "" && !strings.HasPrefix(k, "application/vnd.oasis.opendocument.text") {
		return nil, unread("ODS")
	}
	encrypted := false
	err = p.each("META-INF/manifest.xml", func(x *xmlReader) error {
		return x.children(func(e xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				encrypted = encrypted || e.Name.Local == "encryption-data"
				return x.skip()
			})
		})
	})
	if err != nil {
		return nil, err
	}
	if encrypted {
		return nil, refuse(Encrypted, "", "")
	}
	d := newODT(p)
	if err := p.each("styles.xml", d.read); err != nil {
		return nil, err
	}
	if err := p.each("content.xml", d.read); err != nil {
		return nil, err
	}
	d.finish()
	return d.t, nil
}

// readFlatODT reads an OpenDocument text that is one XML file.
func (o Options) readFlatODT(src string) (*Text, *Error) {
	limit := o.maxText()
	p := &parts{left: limit, limit: limit}
	d := newODT(p)
	if err := p.failed("office:document", readXML(&meter{r: strings.NewReader(src), left: &p.left}, d.read)); err != nil {
		return nil, err
	}
	d.finish()
	return d.t, nil
}

// odt is an OpenDocument text being read. The document inside keeps the lines and
// what is left out.
type odt struct {
	document
	paragraphs map[string]*odtStyle
	hides      map[string]bool // text styles whose text is hidden
	lists      map[string]*[odtLevels]odtLevel
	outline    [odtLevels]odtLevel
	headings   odtCounts

	chains map[string]*odtCounts // lists so far by their id, and the last of each style by "=" and its name
	open   []*odtList            // the list around the paragraph, and those around it
}

const odtLevels = 10

// odtStyle is a paragraph style.
type odtStyle struct {
	name, parent string
	list         string
	hasList      bool
	outline      int
}

// odtLevel is how the numbers of a level look.
type odtLevel struct {
	format, prefix, suffix string
	pattern                string // 第%1%条, of newer programs
	levels                 int    // how many levels are shown
	start                  int
	follow                 string // listtab, space, nothing
	numbered               bool
}

type odtCounts [odtLevels]counter

// odtList is an open list.
type odtList struct {
	levels *[odtLevels]odtLevel
	counts *odtCounts
	level  int
	label  bool // the item's number is still to be printed
}

func newODT(p *parts) *odt {
	return &odt{
		document:   document{t: &Text{Format: "odt"}, parts: p},
		paragraphs: map[string]*odtStyle{}, hides: map[string]bool{}, lists: map[string]*[odtLevels]odtLevel{}, chains: map[string]*odtCounts{},
	}
}

// read reads styles.xml, content.xml or a flat document.
func (d *odt) read(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "styles", "automatic-styles":
			return d.readStyles(x)
		case "master-styles":
			return d.readHeads(x)
		case "body":
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local != "text" {
					return unread("ODS")
				}
				lines, err := d.blocks(x)
				d.lines = append(d.lines, lines...)
				return err
			})
		}
		return x.skip()
	})
}

func (d *odt) readStyles(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "style":
			return d.readStyle(x, e)
		case "list-style":
			levels := &[odtLevels]odtLevel{}
			d.lists[attr(e, "name")] = levels
			return readODTLevels(x, levels)
		case "outline-style":
			return readODTLevels(x, &d.outline)
		}
		return x.skip()
	})
}

func (d *odt) readStyle(x *xmlReader, e xml.StartElement) error {
	name := attr(e, "name")
	switch attr(e, "family") {
	case "paragraph":
		s := &odtStyle{parent: attr(e, "parent-style-name"), outline: number(attr(e, "default-outline-level"), 0)}
		s.name = strings.ToLower(attr(e, "display-name"))
		if s.name == "" {
			s.name = strings.ToLower(strings.ReplaceAll(name, "_20_", " "))
		}
		for _, a := range e.Attr {
			if a.Name.Local == "list-style-name" {
				s.list, s.hasList = a.Value, true
			}
		}
		d.paragraphs[name] = s
	case "text":
		return x.children(func(e xml.StartElement) error {
			if e.Name.Local == "text-properties" && attr(e, "display") == "none" {
				d.hides[name] = true
			}
			return x.skip()
		})
	}
	return x.skip()
}

func readODTLevels(x *xmlReader, levels *[odtLevels]odtLevel) error {
	return x.children(func(e xml.StartElement) error {
		n := number(attr(e, "level"), 0)
		if n < 1 || n > odtLevels {
			return x.skip()
		}
		l := odtLevel{
			format: attr(e, "num-format"), prefix: attr(e, "num-prefix"), suffix: attr(e, "num-suffix"), pattern: attr(e, "num-list-format"),
			levels: min(max(number(attr(e, "display-levels"), 1), 1), odtLevels), start: max(number(attr(e, "start-value"), 1), 0),
			numbered: e.Name.Local != "list-level-style-bullet" && e.Name.Local != "list-level-style-image",
		}
		if utf8.RuneCountInString(l.prefix+l.suffix+l.pattern) > maxLabel {
			return refuse(Excessive, "a number of more than 255 characters", "有超过 255 个字符的编号")
		}
		err := x.children(func(e xml.StartElement) error {
			if e.Name.Local != "list-level-properties" {
				return x.skip()
			}
			return x.children(func(e xml.StartElement) error {
				if f := attr(e, "label-followed-by"); f != "" {
					l.follow = f
				}
				return x.skip()
			})
		})
		levels[n-1] = l
		return err
	})
}

// readHeads reads the words of headers and footers for the report.
func (d *odt) readHeads(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		return x.children(func(e xml.StartElement) error {
			if !strings.HasPrefix(e.Name.Local, "header") && !strings.HasPrefix(e.Name.Local, "footer") {
				return x.skip()
			}
			words, err := x.allText()
			if words != "" {
				d.headers = true
				d.heads.add(words)
			}
			return err
		})
	})
}

// allText is all character data within the element just started, of at most some
// hundred bytes.
func (x *xmlReader) allText() (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		tok, err := x.dec.Token()
		if err != nil {
			return "", err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if depth++; x.depth+depth > maxDepth {
				return "", refuse(TooDeep, "", "")
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if b.Len() < 400 {
				b.Write(tok)
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " "), nil
}

// blocks reads what can stand in a text, a section, a cell, a list or a text box.
func (d *odt) blocks(x *xmlReader) ([]line, error) {
	var lines []line
	err := x.children(func(e xml.StartElement) error {
		more, err := d.block(x, e)
		lines = append(lines, more...)
		return err
	})
	return lines, err
}

func (d *odt) block(x *xmlReader, e xml.StartElement) ([]line, error) {
	if err := d.count(); err != nil {
		return nil, err
	}
	switch e.Name.Local {
	case "p", "h":
		return d.paragraph(x, e)
	case "list":
		return d.list(x, e)
	case "section":
		if attr(e, "display") == "none" {
			return nil, d.leaveOut(x, hidden)
		}
		return d.blocks(x)
	case "index-body", "index-title", "alphabetical-index", "user-index", "bibliography", "frame", "text-box", "custom-shape", "rect", "g":
		return d.blocks(x)
	case "table-of-content", "illustration-index", "table-index", "object-index":
		return nil, d.leaveOut(x, contents)
	case "table":
		return d.table(x)
	case "tracked-changes":
		return nil, d.changes(x)
	}
	return nil, x.skip()
}

// leaveOut reads over the element just started, whose words the report names.
func (d *odt) leaveOut(x *xmlReader, what int) error {
	words, err := x.allText()
	d.left[what].add(words)
	return err
}

// changes reads the deletions, which are kept apart from the text.
func (d *odt) changes(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error { // changed-region
		return x.children(func(e xml.StartElement) error {
			if e.Name.Local != "deletion" {
				return x.skip()
			}
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local == "change-info" {
					return x.skip()
				}
				return d.leaveOut(x, revisions)
			})
		})
	})
}

// list reads a list; the lists inside it are its next level.
func (d *odt) list(x *xmlReader, e xml.StartElement) ([]line, error) {
	var l *odtList
	if n := len(d.open); n > 0 {
		l = d.innerList(d.open[n-1], e)
	} else {
		l = d.outerList(e)
	}
	d.open = append(d.open, l)
	defer func() { d.open = d.open[:len(d.open)-1] }()
	var lines []line
	err := x.children(func(e xml.StartElement) error {
		l.label = e.Name.Local == "list-item"
		if v := number(attr(e, "start-value"), -1); v >= 0 {
			l.counts[l.level] = counter{v - 1, true}
		}
		more, err := d.blocks(x)
		lines = append(lines, more...)
		return err
	})
	return lines, err
}

// innerList is a list within another one: its next level.
func (d *odt) innerList(outer *odtList, e xml.StartElement) *odtList {
	l := &odtList{levels: outer.levels, counts: outer.counts, level: min(outer.level+1, odtLevels-1)}
	if name := attr(e, "style-name"); name != "" && d.lists[name] != nil {
		l.levels = d.lists[name]
	}
	if attr(e, "continue-numbering") != "true" {
		l.counts[l.level].started = false
	}
	return l
}

// outerList is a list that stands in no other. It may go on with the numbers of a
// list before: that which it names, or the last one of its style.
func (d *odt) outerList(e xml.StartElement) *odtList {
	name := attr(e, "style-name")
	l := &odtList{levels: d.lists[name], counts: d.chains[attr(e, "continue-list")]}
	if l.counts == nil && attr(e, "continue-numbering") == "true" {
		l.counts = d.chains["="+name]
	}
	if l.counts == nil {
		l.counts = &odtCounts{}
	}
	if id := attr(e, "id"); id != "" {
		d.chains[id] = l.counts
	}
	d.chains["="+name] = l.counts
	return l
}

// label counts in and gives the number of the paragraph, with what separates it
// from the words.
func (l *odtList) next() string {
	if !l.label || l.levels == nil {
		return ""
	}
	l.label = false
	return countODT(l.levels, l.counts, l.level)
}

// countODT counts a paragraph in at a level and gives its number, with what separates
// it from the words.
func countODT(levels *[odtLevels]odtLevel, counts *odtCounts, at int) string {
	def := &levels[at]
	if !def.numbered {
		return ""
	}
	if c := &counts[at]; c.started {
		c.value++
	} else {
		*c = counter{def.start, true}
	}
	for i := at + 1; i < odtLevels; i++ {
		counts[i].started = false
	}
	text := strings.TrimSpace(def.write(at, func(i int) string {
		n := counts[i].value
		if !counts[i].started {
			n = levels[i].start
		}
		return formatNumber(odtFormat(levels[i].format), n)
	}))
	if !visibleLabel(text) {
		return ""
	}
	return spaced(text, def.follow == "nothing")
}

// write is the number of a level by its pattern or, in older files, the numbers of the
// levels that are shown, between prefix and suffix. value gives the number of a level.
func (l *odtLevel) write(at int, value func(level int) string) string {
	switch {
	case l.pattern != "":
		text := l.pattern
		for i := range at + 1 {
			text = strings.ReplaceAll(text, "%"+string(rune('1'+i))+"%", value(i))
		}
		return text
	case l.format == "":
		return l.prefix + l.suffix
	}
	var shown []string
	for i := max(0, at+1-l.levels); i <= at; i++ {
		shown = append(shown, value(i))
	}
	return l.prefix + strings.Join(shown, ".") + l.suffix
}

// odtFormat is the name of a number format that formatNumber knows. A format is written
// as its first number.
func odtFormat(s string) string {
	first, _ := utf8.DecodeRuneInString(s)
	if name := odtFormats[first]; name != "" {
		return name
	}
	switch {
	case s == "":
		return "none"
	case strings.HasPrefix(s, "01"):
		return "decimalZero"
	}
	return "decimal"
}

var odtFormats = map[rune]string{
	'i': "lowerRoman", 'I': "upperRoman", 'a': "lowerLetter", 'A': "upperLetter", '一': "chineseCountingThousand", '①': "decimalEnclosedCircle",
	'壹': "chineseLegalSimplified", '甲': "ideographTraditional", '子': "ideographZodiac", '１': "decimalFullWidth", '〇': "ideographDigital",
}

// style walks from a style to those it is based on, until f is done.
func (d *odt) style(name string, f func(*odtStyle) (done bool)) {
	for range 20 {
		s := d.paragraphs[name]
		if s == nil || f(s) {
			return
		}
		name = s.parent
	}
}

func (d *odt) paragraph(x *xmlReader, e xml.StartElement) ([]line, error) {
	title, noList := d.readTitle(attr(e, "style-name"))
	l := line{title: title}
	if e.Name.Local == "h" {
		l.level = min(max(number(attr(e, "outline-level"), 1), 1), 9)
	}
	label := ""
	switch n := len(d.open); {
	case n > 0:
		label = d.open[n-1].next()
	case l.level > 0 && !noList && attr(e, "is-list-header") != "true":
		label = d.headingNumber(e, l.level)
	}
	if err := d.parts.spend(len(label)); err != nil {
		return nil, err
	}
	if l.title {
		l.level = 1
	}
	p := &odtWords{}
	if err := d.inline(x, p); err != nil {
		return nil, err
	}
	if p.concealed != "" {
		d.left[hidden].add(p.concealed)
	}
	return append(l.split(p.words.String(), label), p.boxes...), nil
}

// readTitle reports whether a style, or one that it is based on, is that of titles, and
// whether one of them takes its paragraphs out of the numbering.
func (d *odt) readTitle(style string) (title, noList bool) {
	d.style(style, func(s *odtStyle) bool {
		title = title || titleStyle().MatchString(s.name)
		noList = noList || s.hasList && s.list == ""
		return false
	})
	return title, noList
}

// headingNumber counts a heading in and gives its number.
func (d *odt) headingNumber(e xml.StartElement, level int) string {
	if v := number(attr(e, "start-value"), -1); v >= 0 && attr(e, "restart-numbering") == "true" {
		d.headings[level-1] = counter{v - 1, true}
	}
	return countODT(&d.outline, &d.headings, level-1)
}

// odtWords is the inside of a paragraph being read.
type odtWords struct {
	words     strings.Builder
	boxes     []line
	concealed string
	mute      bool
}

// write adds words; white space counts as one blank.
func (p *odtWords) write(s string) {
	if p.mute {
		if len(p.concealed) < 64 {
			p.concealed += s
		}
		return
	}
	for _, r := range s {
		switch r {
		case ' ', '\t', '\n', '\r':
			if p.endsBlank() {
				continue
			}
			r = ' '
		case '\u00a0':
			r = ' '
		}
		p.words.WriteRune(r)
	}
}

// endsBlank reports whether a blank at this place would be none: at the beginning of a
// line or behind another one.
func (p *odtWords) endsBlank() bool {
	w := p.words.String()
	return w == "" || strings.HasSuffix(w, " ") || strings.HasSuffix(w, "\n")
}

// inline reads what can stand in a paragraph.
func (d *odt) inline(x *xmlReader, p *odtWords) error {
	if x.depth++; x.depth > maxDepth {
		return refuse(TooDeep, "", "")
	}
	defer func() { x.depth-- }()
	for {
		tok, err := x.dec.Token()
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.CharData:
			p.write(string(tok))
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := d.span(x, tok, p); err != nil {
				return err
			}
		}
	}
}

func (d *odt) span(x *xmlReader, e xml.StartElement, p *odtWords) error {
	switch e.Name.Local {
	case "s", "tab", "line-break":
		p.blank(e)
		return x.skip()
	case "span":
		mute := p.mute
		p.mute = p.mute || d.hides[attr(e, "style-name")]
		err := d.inline(x, p)
		p.mute = mute
		return err
	case "note":
		return d.note(x)
	case "annotation":
		return d.leaveOut(x, comments)
	case "hidden-text", "hidden-paragraph", "ruby-text", "annotation-end", "desc", "title":
		return x.skip()
	case "image", "object", "object-ole":
		d.left[odtPictures[e.Name.Local]].add("")
		return x.skip()
	case "text-box", "frame", "g", "custom-shape", "rect":
		// A box has its own lists.
		open := d.open
		d.open = nil
		lines, err := d.blocksOf(x)
		d.open = open
		p.boxes = append(p.boxes, lines...)
		return err
	}
	return d.inline(x, p)
}

// odtPictures says as what pictures and objects are counted.
var odtPictures = map[string]int{"image": pictures, "object": objects, "object-ole": objects}

// blank writes the white space that an element stands for.
func (p *odtWords) blank(e xml.StartElement) {
	switch e.Name.Local {
	case "s":
		p.words.WriteString(strings.Repeat(" ", min(max(number(attr(e, "c"), 1), 1), 100)))
	case "tab":
		p.write(" ")
	case "line-break":
		if !p.mute {
			p.words.WriteByte('\n')
		}
	}
}

// blocksOf reads the blocks of a frame; pictures in it are counted.
func (d *odt) blocksOf(x *xmlReader) ([]line, error) {
	var lines []line
	err := x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "image", "object", "object-ole":
			d.left[odtPictures[e.Name.Local]].add("")
			return x.skip()
		case "text-box":
			more, err := d.blocks(x)
			lines = append(lines, more...)
			return err
		}
		more, err := d.block(x, e)
		lines = append(lines, more...)
		return err
	})
	return lines, err
}

func (d *odt) note(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local != "note-body" {
			return x.skip()
		}
		return d.leaveOut(x, notes)
	})
}

// table reads a table: a line a row, cells separated by tabs. A table of one
// column only frames what is in it.
func (d *odt) table(x *xmlReader) ([]line, error) {
	var rows [][][]line
	var row func(e xml.StartElement) error
	row = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "table-header-rows", "table-rows", "table-row-group":
			return x.children(row)
		case "table-row":
			var cells [][]line
			err := x.children(func(e xml.StartElement) error {
				if e.Name.Local == "covered-table-cell" {
					cells = append(cells, nil)
					return x.skip()
				}
				if e.Name.Local != "table-cell" {
					return x.skip()
				}
				if err := d.count(); err != nil {
					return err
				}
				open := d.open
				d.open = nil
				lines, err := d.blocks(x)
				d.open = open
				cells = append(cells, lines)
				return err
			})
			rows = append(rows, cells)
			return err
		}
		return x.skip()
	}
	if err := x.children(row); err != nil {
		return nil, err
	}
	return d.tableLines(rows), nil
}
