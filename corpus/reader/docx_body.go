package reader

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// document is a DOCX being read.
type document struct {
	t            *Text
	styles       map[string]*style
	defaultStyle string
	numbering    numbering

	fields     []bool   // of the open fields, whether we are in the result; else in the code
	codes      []string // of the open fields, how their code begins
	inContents bool     // words of a table of contents stand in the paragraph
	tables     int      // tables so far
	blockCount int      // paragraphs, cells and tables so far
	carry      string   // words whose paragraph mark is deleted; the next paragraph takes them
	lines      []line

	left    [len(leftOut)]sample // what is left out
	headers bool                 // there are headers or footers
	heads   sample               // their words

	options Options
	parts   *parts
	chunks  map[string]string // embedded files, by the id of their relation
}

// What is left out of a document, and how the report says it.
const (
	revisions = iota
	hidden
	notes
	comments
	contents
	pictures
	objects
	symbols
)

var leftOut = [...]struct {
	one, many, zh string
	doubtful      bool // may be words of the document
}{
	revisions: {"deleted revision was left out", "deleted revisions were left out", "处已删除的修订未收入", false},
	hidden:    {"paragraph contains hidden text, which was left out", "paragraphs contain hidden text, which was left out", "段含有隐藏文字，隐藏部分未收入", true},
	notes:     {"footnote was left out", "footnotes were left out", "条脚注未收入", true},
	comments:  {"comment was left out", "comments were left out", "条批注未收入", false},
	contents:  {"line of the automatic table of contents was left out", "lines of the automatic table of contents were left out", "行自动目录未收入", false},
	pictures:  {"picture was left out", "pictures were left out", "幅图片未收入", false},
	objects:   {"embedded object was left out", "embedded objects were left out", "个嵌入对象未收入", true},
	symbols:   {"symbol of a private font was left out", "symbols of private fonts were left out", "个专用字体符号未收入", true},
}

// line is a paragraph, or a row of a table.
type line struct {
	text  string
	level int // of a heading, else 0
	title bool
	table int // number of the table whose row it is, else 0
}

// read reads document.xml.
func (d *document) read(x *xmlReader) error {
	lines, err := d.blocks(x)
	d.lines = lines
	return err
}

// blocks reads what can stand in a body, a cell or a text box.
func (d *document) blocks(x *xmlReader) ([]line, error) {
	var lines []line
	err := x.children(func(e xml.StartElement) error {
		more, err := d.block(x, e)
		lines = append(lines, more...)
		return err
	})
	return lines, err
}

func (d *document) block(x *xmlReader, e xml.StartElement) ([]line, error) {
	if err := d.count(); err != nil {
		return nil, err
	}
	switch e.Name.Local {
	case "p":
		return d.paragraph(x)
	case "tbl":
		return d.table(x)
	case "sdt":
		return d.control(x)
	case "AlternateContent":
		var lines []line
		err := alternate(x, func() error {
			more, err := d.blocks(x)
			lines = append(lines, more...)
			return err
		})
		return lines, err
	case "body", "ins", "moveTo", "customXml", "smartTag", "sdtContent":
		return d.blocks(x)
	case "del", "moveFrom":
		return nil, d.revision(x)
	case "altChunk":
		return d.altChunk(x, e)
	case "sectPr":
		return nil, d.section(x)
	}
	return nil, x.skip()
}

// maxBlocks bounds the paragraphs, cells and tables of a document: empty ones
// take no room in the file and much in memory. A civil code has 4,000.
const maxBlocks = 1_000_000

func (d *document) count() error {
	if d.blockCount++; d.blockCount > maxBlocks {
		return tooMany(maxBlocks, "paragraphs and cells", "个段落和单元格")
	}
	return nil
}

// alternate reads the first choice of an mc:AlternateContent; the fallback
// holds the same words for older programs.
func alternate(x *xmlReader, read func() error) error {
	done := false
	return x.children(func(e xml.StartElement) error {
		if done || e.Name.Local != "Choice" && e.Name.Local != "Fallback" {
			return x.skip()
		}
		done = true
		return read()
	})
}

// control reads a content control; a table of contents that Word made, and a
// placeholder that nobody filled in, are not text.
func (d *document) control(x *xmlReader) ([]line, error) {
	var lines []line
	toc, placeholder := false, false
	err := x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "sdtPr":
			var err error
			toc, placeholder, err = controlProps(x)
			return err
		case "sdtContent":
			if placeholder {
				return x.skip()
			}
			var err error
			lines, err = d.blocks(x)
			return err
		}
		return x.skip()
	})
	if toc {
		for _, l := range lines {
			d.left[contents].add(l.text)
		}
		lines = nil
	}
	return lines, err
}

func controlProps(x *xmlReader) (toc, placeholder bool, err error) {
	err = x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "showingPlcHdr":
			placeholder = on(e)
		case "docPartObj":
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local == "docPartGallery" && attr(e, "val") == "Table of Contents" {
					toc = true
				}
				return x.skip()
			})
		}
		return x.skip()
	})
	return toc, placeholder, err
}

// section looks for headers and footers, which are separate parts.
func (d *document) section(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local == "headerReference" || e.Name.Local == "footerReference" {
			d.headers = true
		}
		return x.skip()
	})
}

// paragraph reads a paragraph, and gives it and the paragraphs of the text
// boxes that are anchored in it.
func (d *document) paragraph(x *xmlReader) ([]line, error) {
	p := &paragraph{props: noProps}
	err := x.children(func(e xml.StartElement) error { return d.inline(x, e, p) })
	if err != nil {
		return nil, err
	}
	d.endFieldCodes()
	inContents := d.inContents
	d.inContents = false

	words := d.carry + p.words.String()
	d.carry = ""
	if p.props.deleted {
		d.carry = words
		return p.boxes, nil
	}
	props, numberStyle := d.resolve(p.props)
	if d.isContents(props.style, words, inContents) {
		d.left[contents].add(words)
		return p.boxes, nil
	}
	if p.hidden {
		d.left[hidden].add(p.concealed)
	}
	if props.vanish && strings.TrimSpace(words) == "" {
		return p.boxes, nil
	}
	label := d.label(props, numberStyle)
	if err := d.parts.spend(len(label)); err != nil {
		return nil, err
	}
	return append(d.lineOf(props).split(words, label), p.boxes...), nil
}

// endFieldCodes closes the fields whose code is still open: the code of a field
// ends with its paragraph, or it would swallow the rest of a damaged document.
func (d *document) endFieldCodes() {
	for len(d.fields) > 0 && !d.fields[len(d.fields)-1] {
		d.fields, d.codes = d.fields[:len(d.fields)-1], d.codes[:len(d.codes)-1]
	}
}

// isContents reports whether a paragraph is a line of a table of contents, by its
// style or by the field that it stands in.
func (d *document) isContents(style, words string, inField bool) bool {
	return inField && contentsLine().MatchString(words) || d.named(style, tocStyle()) != nil
}

// lineOf is the line that a paragraph of these properties becomes, without its
// words: a title, a heading or plain text.
func (d *document) lineOf(p paragraphProps) line {
	if d.named(p.style, titleStyle()) != nil {
		return line{title: true, level: 1}
	}
	return line{level: headingOf(p.outline, d.named(p.style, headingStyle()))}
}

// headingOf is the level of a heading, 0 for text. What the paragraph says of its
// outline counts before the name of its style, a match of headingStyle or nil.
func headingOf(outline int, named []string) int {
	switch {
	case outline >= 0 && outline <= 8:
		return outline + 1
	case outline < 0 && named != nil:
		return int(named[1][0] - '0')
	}
	return 0
}

// split makes lines like l of the words of a paragraph, one for each of its line
// breaks; the label stands before the first. A heading broken over lines is one.
func (l line) split(words, label string) []line {
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
	return lines
}

// contentsLine matches a line of a table of contents. A field that should be one
// and never ends does not take the whole document with it.
var contentsLine = pattern(`[\s.．·…]\d{1,4}\s*$`)

// paragraph is a paragraph being read.
type paragraph struct {
	props     paragraphProps
	words     strings.Builder
	boxes     []line // of text boxes
	hidden    bool   // some of it is hidden
	concealed string // how that begins
	mute      bool   // the run is hidden
}

func (d *document) write(p *paragraph, s string) {
	if p.mute {
		p.hidden = p.hidden || strings.TrimSpace(s) != ""
		if len(p.concealed) < 64 {
			p.concealed += s
		}
		return
	}
	for i, result := range d.fields {
		if !result {
			return
		}
		d.inContents = d.inContents || strings.HasPrefix(d.codes[i], "TOC")
	}
	p.words.WriteString(s)
}

// inline reads what can stand in a paragraph. What is not known is looked
// through: words count wherever they stand.
func (d *document) inline(x *xmlReader, e xml.StartElement, p *paragraph) error {
	switch e.Name.Local {
	case "pPr":
		var err error
		p.props, err = d.readProps(x)
		return err
	case "rPr":
		return d.mute(x, p)
	case "t":
		return d.words(x, e, p)
	case "instrText":
		return d.instruction(x)
	case "del", "moveFrom":
		return d.revision(x)
	case "txbxContent":
		lines, err := d.box(x)
		p.boxes = append(p.boxes, lines...)
		return err
	}
	if d.mark(e, p) {
		return x.skip()
	}
	return d.within(x, e, p)
}

// within reads an element of a paragraph that holds others.
func (d *document) within(x *xmlReader, e xml.StartElement, p *paragraph) error {
	through := func() error {
		return x.children(func(e xml.StartElement) error { return d.inline(x, e, p) })
	}
	switch e.Name.Local {
	case "r":
		defer func(mute bool) { p.mute = mute }(p.mute)
	case "ruby":
		return x.children(func(e xml.StartElement) error {
			if e.Name.Local != "rubyBase" {
				return x.skip()
			}
			return through()
		})
	case "AlternateContent":
		return alternate(x, through)
	case "sdt":
		return inlineControl(x, through)
	}
	return through()
}

// mark takes an element that holds no words of the text: it stands for a
// character, for something that is left out, or for nothing. It reports whether
// e is one.
func (d *document) mark(e xml.StartElement, p *paragraph) bool {
	name := e.Name.Local
	if s, ok := inlineCharacters[name]; ok {
		d.write(p, s)
		return true
	}
	if what, ok := inlineOmissions[name]; ok {
		d.left[what].add("")
		return true
	}
	switch name {
	case "sym":
		d.symbol(p, e)
	case "fldChar":
		d.field(attr(e, "fldCharType"))
	case "delText", "delInstrText", "rt", "rubyPr", "fldData", "ctrlPr", "rPrChange", "sdtPr":
	default:
		return false
	}
	return true
}

// inlineCharacters are the elements that stand for a character.
var inlineCharacters = map[string]string{"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

// inlineOmissions are the elements that are counted as left out.
var inlineOmissions = map[string]int{
	"footnoteReference": notes, "endnoteReference": notes, "commentReference": comments, "blip": pictures, "imagedata": pictures, "OLEObject": objects,
}

// mute reads the properties of a run: hidden ones mute it.
func (d *document) mute(x *xmlReader, p *paragraph) error {
	vanish, named, _, err := readRunProps(x)
	d.chain(named, func(_ string, s *style) bool {
		vanish = vanish || s.vanish
		return false
	})
	p.mute = p.mute || vanish
	return err
}

// words reads the words of a run or a formula.
func (d *document) words(x *xmlReader, e xml.StartElement, p *paragraph) error {
	if !strings.Contains(e.Name.Space, "wordprocessingml") && !strings.Contains(e.Name.Space, "math") {
		return x.skip()
	}
	s, err := x.text()
	if attr(e, "space") != "preserve" {
		s = strings.Trim(s, " \t\r\n")
	}
	d.write(p, strings.Map(plainSpace, s))
	return err
}

// instruction reads some of the code of the innermost field; its beginning is kept.
func (d *document) instruction(x *xmlReader) error {
	code, err := x.text()
	if n := len(d.fields); n > 0 && !d.fields[n-1] && len(d.codes[n-1]) < 16 {
		d.codes[n-1] = strings.TrimLeft(d.codes[n-1]+code, " ")
	}
	return err
}

// symbol writes a character of a symbol font, or counts it where it has no equal.
func (d *document) symbol(p *paragraph, e xml.StartElement) {
	if s := symbol(attr(e, "font"), attr(e, "char")); s != "" {
		d.write(p, s)
	} else {
		d.left[symbols].add("")
	}
}

// inlineControl reads a content control in a paragraph: its content, unless that is a placeholder.
func inlineControl(x *xmlReader, content func() error) error {
	placeholder := false
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "sdtPr":
			var err error
			_, placeholder, err = controlProps(x)
			return err
		case "sdtContent":
			if !placeholder {
				return content()
			}
		}
		return x.skip()
	})
}

// box reads a text box, which has fields and hidden text independent of those around it.
func (d *document) box(x *xmlReader) ([]line, error) {
	fields, codes, carry, inContents := d.fields, d.codes, d.carry, d.inContents
	d.fields, d.codes, d.carry = nil, nil, ""
	lines, err := d.blocks(x)
	d.fields, d.codes, d.carry, d.inContents = fields, codes, carry, inContents
	return lines, err
}

// field follows the marks of a complex field: its code is not text, its result
// is, as far as it stands in no other field's code.
func (d *document) field(mark string) {
	switch mark {
	case "begin":
		if len(d.fields) < maxDepth {
			d.fields, d.codes = append(d.fields, false), append(d.codes, "")
		}
	case "separate":
		if n := len(d.fields); n > 0 {
			d.fields[n-1] = true
		}
	case "end":
		if n := len(d.fields); n > 0 {
			d.fields, d.codes = d.fields[:n-1], d.codes[:n-1]
		}
	}
}

// plainSpace makes the white space of XML, and no-break spaces, blanks; a line
// ends only where Word breaks it.
func plainSpace(r rune) rune {
	switch r {
	case '\n', '\r', '\t', '\u00a0':
		return ' '
	}
	return r
}

// symbol is the character that a symbol font draws, as far as statutes and
// forms use them.
func symbol(font, char string) string {
	char = strings.ToUpper(char)
	if s, ok := symbolCharacters[strings.ToLower(font)+" "+char]; ok {
		return s
	}
	if len(char) != 4 || strings.HasPrefix(char, "F0") {
		return ""
	}
	r, err := strconv.ParseUint(char, 16, 16)
	if err != nil || r < 0x20 || !utf8.ValidRune(rune(r)) {
		return ""
	}
	return string(rune(r))
}

var symbolCharacters = map[string]string{
	"wingdings F0A8": "□", "wingdings 2 F0A3": "□", "wingdings F06F": "□", "wingdings F071": "□",
	"wingdings F0FE": "☑", "wingdings 2 F052": "☑", "wingdings F06C": "●", "symbol F0B7": "●", "wingdings F0FC": "√",
	"symbol F0B4": "×", "symbol F0B1": "±", "symbol F0B3": "≥", "symbol F0A3": "≤",
}

// table reads a table: a line a row, cells separated by tabs. A table of one
// column only frames what is in it.
func (d *document) table(x *xmlReader) ([]line, error) {
	var rows [][][]line // rows, cells, lines
	var row func(e xml.StartElement) error
	row = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tr":
			cells, deleted, err := d.row(x)
			if !deleted {
				rows = append(rows, cells)
			}
			return err
		case "sdt", "sdtContent", "customXml", "ins":
			return x.children(row)
		}
		return x.skip()
	}
	if err := x.children(row); err != nil {
		return nil, err
	}
	return d.tableLines(rows), nil
}

// row reads the cells of a row. The words of a deleted one are counted as left out.
func (d *document) row(x *xmlReader) (cells [][]line, deleted bool, err error) {
	var cell func(e xml.StartElement) error
	cell = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "trPr":
			return x.children(func(e xml.StartElement) error {
				deleted = deleted || e.Name.Local == "del"
				return x.skip()
			})
		case "tc":
			if err := d.count(); err != nil {
				return err
			}
			lines, err := d.cell(x)
			cells = append(cells, lines)
			return err
		case "sdt", "sdtContent", "customXml", "ins":
			return x.children(cell)
		}
		return x.skip()
	}
	err = x.children(cell)
	if deleted {
		words := ""
		for _, l := range slices.Concat(cells...) {
			words += l.text + " "
		}
		d.left[revisions].add(words)
	}
	return cells, deleted, err
}

// tableLines makes lines of rows of cells of lines.
func (d *document) tableLines(rows [][][]line) []line {
	columns := 0
	for _, r := range rows {
		columns = max(columns, len(r))
	}
	var lines []line
	if columns <= 1 {
		for _, r := range rows {
			lines = append(lines, slices.Concat(r...)...)
		}
		return lines
	}
	d.tables++
	for _, r := range rows {
		if words, ok := rowWords(r); ok {
			lines = append(lines, line{text: words, table: d.tables})
		}
	}
	return lines
}

// rowWords is a row as one line; ok is false when its cells are all empty.
func rowWords(cells [][]line) (words string, ok bool) {
	var b strings.Builder
	for i, c := range cells {
		if i > 0 {
			b.WriteByte('\t')
		}
		for j, l := range c {
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strings.ReplaceAll(l.text, "\t", " "))
			ok = true
		}
	}
	return b.String(), ok
}

// tableRow makes lines of a row that is read by itself. Rows that follow one
// another in the text before are one table.
func (d *document) tableRow(cells [][]line, before []line) []line {
	rows := d.tableLines([][][]line{cells})
	if len(before) == 0 || before[len(before)-1].table == 0 {
		return rows
	}
	for i := range rows {
		if rows[i].table > 0 {
			rows[i].table = before[len(before)-1].table
		}
	}
	return rows
}

// cell reads a cell; the lower cells of a vertical merge are empty.
func (d *document) cell(x *xmlReader) ([]line, error) {
	var lines []line
	merged := false
	err := x.children(func(e xml.StartElement) error {
		if e.Name.Local == "tcPr" {
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local == "vMerge" && attr(e, "val") != "restart" {
					merged = true
				}
				return x.skip()
			})
		}
		more, err := d.block(x, e)
		lines = append(lines, more...)
		return err
	})
	if merged {
		return nil, err
	}
	return lines, err
}

// revision reads over deleted words.
func (d *document) revision(x *xmlReader) error {
	words, err := x.words()
	d.left[revisions].add(words)
	return err
}

// altChunk reads the file that stands in a document as text.
func (d *document) altChunk(x *xmlReader, e xml.StartElement) ([]line, error) {
	lines, err := d.chunk(attr(e, "id"))
	if err != nil {
		return nil, err
	}
	return lines, x.skip()
}

// chunk reads a file that is embedded as text: programs that make Word documents
// of web pages leave the page to Word in this way.
func (d *document) chunk(id string) ([]line, error) {
	name := d.chunks[id]
	if !d.parts.has(name) || d.options.embedded {
		d.left[objects].add(id)
		return nil, nil
	}
	src, refused := d.parts.bytes(name)
	if refused != nil {
		return nil, refused
	}
	o := d.options
	o.embedded, o.MaxText = true, max(d.parts.left, 1)
	t, refused := o.read(name, src)
	if refused != nil {
		if refused.Reason == TooLarge {
			return nil, refused
		}
		d.left[objects].add(name)
		return nil, nil
	}
	d.t.Omissions = append(d.t.Omissions, t.Omissions...)
	if d.t.Date == "" {
		d.t.Date = t.Date
	}
	return d.linesOf(t), nil
}

// linesOf gives the lines of a text that was read.
func (d *document) linesOf(t *Text) []line {
	var lines []line
	headings, tables, at := t.Headings, t.Tables, 0
	started := -1
	for words := range strings.Lines(t.Source) {
		l := line{text: strings.TrimFunc(words, unicode.IsSpace)}
		headings = dropWhile(headings, func(h Heading) bool { return h.End <= at })
		tables = dropWhile(tables, func(s Span) bool { return s.End <= at })
		if len(headings) > 0 && headings[0].Start < at+len(words) {
			l.level = headings[0].Level
			l.title = l.text == t.Title
		}
		if len(tables) > 0 && tables[0].Start <= at {
			if tables[0].Start != started {
				started = tables[0].Start
				d.tables++
			}
			l.table = d.tables
		}
		at += len(words)
		if strings.IndexFunc(l.text, isVisible) >= 0 {
			lines = append(lines, l)
		}
	}
	return lines
}

// dropWhile is s without the elements at its beginning for which f holds.
func dropWhile[T any](s []T, f func(T) bool) []T {
	for len(s) > 0 && f(s[0]) {
		s = s[1:]
	}
	return s
}

// finish writes the lines into the Text and says what is not in it.
func (d *document) finish() {
	if d.carry != "" {
		d.lines = append(d.lines, line{text: strings.TrimFunc(d.carry, unicode.IsSpace)})
	}
	writeLines(d.t, d.lines)
	for i, s := range d.left {
		d.t.omit(s.n, leftOut[i].one, leftOut[i].many, leftOut[i].zh, s.words, leftOut[i].doubtful)
	}
	if d.headers {
		d.t.omit(max(d.heads.n, 1), "header or footer was left out", "headers and footers were left out", "处页眉页脚未收入", d.heads.words, false)
	}
}

// writeLines writes the lines of a document into its Text. Where a title is
// marked, headings are below it.
func writeLines(t *Text, lines []line) {
	titles(lines)
	lines = joinTitle(lines)
	var out strings.Builder
	for i, l := range lines {
		start := out.Len()
		out.WriteString(l.text)
		if l.title && t.Title == "" {
			t.Title = l.text
		}
		if l.level > 0 {
			t.Headings = append(t.Headings, Heading{Span{start, out.Len()}, l.level})
		}
		if l.table > 0 {
			t.addRow(Span{start, out.Len()}, i > 0 && lines[i-1].table == l.table)
		}
		out.WriteByte('\n')
	}
	t.Source = out.String()
}

// addRow adds a row to the tables of a text; goes says that it goes on the last one.
func (t *Text) addRow(row Span, goes bool) {
	if goes {
		t.Tables[len(t.Tables)-1].End = row.End
		return
	}
	t.Tables = append(t.Tables, row)
}

// joinTitle makes one line of a title of several paragraphs.
func joinTitle(lines []line) []line {
	first := slices.IndexFunc(lines, func(l line) bool { return l.title })
	if first < 0 {
		return lines
	}
	end := first + 1
	for ; end < len(lines) && lines[end].title; end++ {
		lines[first].text += lines[end].text
	}
	return slices.Delete(lines, first+1, end)
}

// titles decides which lines in the style of a title are the document's title:
// those at its beginning that are not sentences. The style is misused for
// headings and whole paragraphs; these are what they look like.
func titles(lines []line) {
	begun, done := false, false
	for i := range lines {
		l := &lines[i]
		if !l.title {
			done = done || begun || l.level > 0
			continue
		}
		switch {
		case endsInStop(l.text) || utf8.RuneCountInString(l.text) > maxTitleWords:
			l.title, l.level = false, 0
		case done:
			l.title, l.level = false, 2
		default:
			begun = true
		}
	}
	if begun {
		lowerHeadings(lines)
	}
}

// lowerHeadings moves the headings down a level where one has the title's level.
func lowerHeadings(lines []line) {
	if !slices.ContainsFunc(lines, func(l line) bool { return l.level == 1 && !l.title }) {
		return
	}
	for i := range lines {
		if l := &lines[i]; l.level > 0 && !l.title {
			l.level = min(l.level+1, 9)
		}
	}
}

// maxTitleWords is the longest paragraph, in code points, that is part of a title.
const maxTitleWords = 100

// endsInStop reports whether words end as sentences do.
func endsInStop(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”’\"'）)》 "))
	return strings.ContainsRune("。；！？;!?", r)
}
