package office

import (
	"fmt"
	"io"
	"strings"

	"tiaowen/api/study/bundle"
)

// Style is the look of a paragraph.
type Style string

// The styles of a document. The levels follow GB/T 9704: 一、 in 黑体, （一） in 楷体.
const (
	Title  Style = "Title"    // 二号小标宋, centred
	Under  Style = "Subtitle" // 三号楷体, centred
	Level1 Style = "Heading1" // 三号黑体: 一、
	Level2 Style = "Heading2" // 三号楷体: （一）
	Body   Style = "Normal"   // 三号仿宋, two characters in from the left
	Flush  Style = "Flush"    // the same without the indent
	Note   Style = "Note"     // 四号仿宋, for sources
	Line   Style = "Line"     // an empty ruled line to write on
	Cell   Style = "Cell"     // 五号宋体, in a table
	Exam   Style = "Exam"     // 小四宋体, a question of a paper
	Choice Style = "Choice"   // the same with stops for two or four options on a line
	Seal   Style = "Seal"     // 五号宋体 on a dotted line: 密封线
)

// Run is a piece of a paragraph.
type Run struct {
	Text       string
	Bold       bool
	Struck     bool // struck out
	Underlined bool
}

// Table is a table with a line around every cell; its head is repeated on each page.
type Table struct {
	Widths []int // of the columns, in twips (1/20 pt)
	Head   []string
	Rows   [][]Runs // a cell of each column
	Height int      // of a row, exactly, in twips; 0: as high as its words
}

// Runs are the words of one cell; a line end is kept.
type Runs []Run

// Paragraph is one paragraph. PNG, a picture of Side mm square, is before the words.
// Where Table is set, it is in place of the paragraph.
type Paragraph struct {
	Style Style
	Runs  []Run
	Break bool // begin a new page
	Next  bool // keep on one page with the next paragraph
	PNG   []byte
	Alt   string // says what the picture shows
	Side  int
	Table *Table
}

// Text is a paragraph of one run.
func Text(s Style, text string) Paragraph { return Paragraph{Style: s, Runs: []Run{{Text: text}}} }

// Document is what WriteDOCX writes. Date is an ISO date or "".
type Document struct {
	Title, Subject, Date string
	Landscape            bool // A4 on its side
	Paragraphs           []Paragraph
}

// The page of GB/T 9704 in twips (1/20 pt): A4, 37 mm above, 28 mm left, and a
// type area of 156 × 225 mm that holds 22 lines of 28 characters.
const (
	pageWidth, pageHeight    = 11906, 16838
	top, left, right, bottom = 2098, 1587, 1474, 1984
	linePitch                = (pageHeight - top - bottom) / 22
	// tighten is what 28 characters of 16 pt must be closer by, each, to fill the
	// line. A grid of characters would say the same, but readers disagree about it.
	tighten = (pageWidth-left-right)/28 - 16*20 - 1
)

// WriteDOCX writes the document.
func WriteDOCX(w io.Writer, d Document) error {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>`)
	links := []relationship{
		{"rId1", "styles", "styles.xml"}, {"rId2", "fontTable", "fontTable.xml"}, {"rId3", "settings", "settings.xml"},
		{"rId4", "footer", "footer1.xml"}, {"rId5", "footer", "footer2.xml"},
	}
	var media []bundle.File
	for _, p := range d.Paragraphs {
		if p.Table != nil {
			writeTable(&b, p.Table)
			continue
		}
		b.WriteString(`<w:p><w:pPr>`)
		if p.Style != Body {
			b.WriteString(`<w:pStyle w:val="` + string(p.Style) + `"/>`)
		}
		if p.Next {
			b.WriteString(`<w:keepNext/>`)
		}
		if p.Break {
			b.WriteString(`<w:pageBreakBefore/>`)
		}
		if p.PNG != nil { // the lines of the grid are lower than the picture
			b.WriteString(`<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>`)
		}
		b.WriteString(`</w:pPr>`)
		if p.PNG != nil {
			n := len(media) + 1
			id := fmt.Sprintf("rIdImage%d", n)
			name := fmt.Sprintf("image%d.png", n)
			media = append(media, bundle.File{Name: "word/media/" + name, Data: p.PNG})
			links = append(links, relationship{id, "image", "media/" + name})
			b.WriteString(drawing(id, n, p.Side*36000, p.Alt))
		}
		writeRuns(&b, p.Runs)
		b.WriteString("</w:p>")
	}
	fmt.Fprintf(&b, `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>`+
		`%s<w:docGrid w:type="lines" w:linePitch="%d"/></w:sectPr></w:body></w:document>`, d.page(), linePitch)

	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	date := d.Date
	if date == "" {
		date = "2000-01-01"
	}
	parts := []bundle.File{
		{Name: "[Content_Types].xml", Data: contentTypes(map[string]string{
			"/word/document.xml": word + "document.main+xml", "/word/styles.xml": word + "styles+xml",
			"/word/fontTable.xml": word + "fontTable+xml", "/word/settings.xml": word + "settings+xml",
			"/word/footer1.xml": word + "footer+xml", "/word/footer2.xml": word + "footer+xml",
			"/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
		}, []string{"/word/document.xml", "/word/styles.xml", "/word/fontTable.xml", "/word/settings.xml", "/word/footer1.xml", "/word/footer2.xml", "/docProps/core.xml"})},
		{Name: "_rels/.rels", Data: rels(relationship{"rId1", "officeDocument", "word/document.xml"},
			relationship{"rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"})},
		{Name: "docProps/core.xml", Data: []byte(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
			`<dc:title>` + escape(d.Title) + `</dc:title><dc:subject>` + escape(d.Subject) + `</dc:subject><dc:language>zh-CN</dc:language>` +
			`<dcterms:created xsi:type="dcterms:W3CDTF">` + escape(date) + `T00:00:00Z</dcterms:created></cp:coreProperties>`)},
		{Name: "word/document.xml", Data: []byte(b.String())},
		{Name: "word/_rels/document.xml.rels", Data: rels(links...)},
		{Name: "word/styles.xml", Data: []byte(xmlHead + styles())},
		{Name: "word/fontTable.xml", Data: []byte(xmlHead + fontTable)},
		{Name: "word/settings.xml", Data: []byte(xmlHead + settings)},
		{Name: "word/footer1.xml", Data: []byte(xmlHead + footer("right"))},
		{Name: "word/footer2.xml", Data: []byte(xmlHead + footer("left"))},
	}
	return bundle.Write(w, append(parts, media...)...)
}

// page is the size of the page and its margins.
func (d Document) page() string {
	if d.Landscape {
		return fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/><w:pgMar w:top="%[3]d" w:right="%[3]d" w:bottom="%[3]d" w:left="%[3]d" w:header="851" w:footer="700" w:gutter="0"/>`,
			pageHeight, pageWidth, sideMargin)
	}
	return fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="1400" w:gutter="0"/>`,
		pageWidth, pageHeight, top, right, bottom, left)
}

// sideMargin is the margin of a page in landscape, in twips.
const sideMargin = 1134

// TableWidth is the width between the margins of a page in landscape, in twips.
const TableWidth = pageHeight - 2*sideMargin

// writeRuns writes the words of a paragraph; \n begins a line, \t goes to the next stop.
func writeRuns(b *strings.Builder, runs []Run) {
	for _, r := range runs {
		b.WriteString(`<w:r>`)
		if look := r.look(); look != "" {
			b.WriteString(`<w:rPr>` + look + `</w:rPr>`)
		}
		for i, line := range strings.Split(r.Text, "\n") {
			if i > 0 {
				b.WriteString(`<w:br/>`)
			}
			for j, piece := range strings.Split(line, "\t") {
				if j > 0 {
					b.WriteString(`<w:tab/>`)
				}
				b.WriteString(`<w:t xml:space="preserve">` + escape(piece) + `</w:t>`)
			}
		}
		b.WriteString(`</w:r>`)
	}
}

// look is how a run looks other than the words around it, in the order of the schema.
func (r Run) look() string {
	look := ""
	if r.Bold {
		look += `<w:b/>`
	}
	if r.Struck {
		look += `<w:strike/>`
	}
	if r.Underlined {
		look += `<w:u w:val="single"/>`
	}
	return look
}

// writeTable writes a table, each cell one paragraph.
func writeTable(b *strings.Builder, t *Table) {
	total := 0
	for _, w := range t.Widths {
		total += w
	}
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>`, total)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
	}
	b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, w := range t.Widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString(`</w:tblGrid>`)
	row := func(properties string, cells []Runs) {
		b.WriteString(`<w:tr>` + properties)
		for i, cell := range cells {
			fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>`, t.Widths[i], Cell)
			writeRuns(b, cell)
			b.WriteString(`</w:p></w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	if len(t.Head) > 0 {
		head := make([]Runs, len(t.Head))
		for i, h := range t.Head {
			head[i] = Runs{{Text: h, Bold: true}}
		}
		row(`<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`, head)
	}
	high := ""
	if t.Height > 0 {
		high = fmt.Sprintf(`<w:trPr><w:cantSplit/><w:trHeight w:val="%d" w:hRule="exact"/></w:trPr>`, t.Height)
	}
	for _, cells := range t.Rows {
		row(high, cells)
	}
	b.WriteString(`</w:tbl>`)
}

// drawing places a picture in the line; side in EMU (36,000 a mm).
func drawing(id string, n, side int, alt string) string {
	return fmt.Sprintf(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%[3]d" cy="%[3]d"/>`+
		`<wp:docPr id="%[2]d" name="QR %[2]d" descr="%[4]s"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`+
		`<pic:pic><pic:nvPicPr><pic:cNvPr id="%[2]d" name="QR %[2]d"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="%[1]s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[3]d" cy="%[3]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
		id, n, side, escape(alt))
}

// The typefaces of GB/T 9704. They are named, not shipped; fontTable names what
// is in where one is missing.
const (
	song  = "方正小标宋简体"
	hei   = "黑体"
	kai   = "楷体_GB2312"
	fang  = "仿宋_GB2312"
	latin = "Times New Roman"
)

const fontTable = `<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
	`<w:font w:name="` + song + `"><w:altName w:val="宋体,SimSun,Noto Serif CJK SC"/><w:charset w:val="86"/><w:family w:val="roman"/><w:pitch w:val="fixed"/></w:font>` +
	`<w:font w:name="` + hei + `"><w:altName w:val="SimHei,Noto Sans CJK SC"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>` +
	`<w:font w:name="` + kai + `"><w:altName w:val="楷体,KaiTi"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>` +
	`<w:font w:name="` + fang + `"><w:altName w:val="仿宋,FangSong"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>`

const settings = `<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

// footer is the page number between dashes, 四号, one character in from the
// outer edge.
func footer(side string) string {
	indent := `w:right="280"`
	if side == "left" {
		indent = `w:left="280"`
	}
	field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	return `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind ` + indent + `/><w:jc w:val="` + side + `"/></w:pPr>` +
		`<w:r><w:t xml:space="preserve">— </w:t></w:r>` + field("begin") + `<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` + field("separate") + `<w:r><w:t>1</w:t></w:r>` + field("end") +
		`<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`
}

// styles are the paragraph styles; size in half points.
func styles() string {
	fonts := func(eastAsia string) string {
		return `<w:rFonts w:ascii="` + latin + `" w:hAnsi="` + latin + `" w:eastAsia="` + eastAsia + `" w:cs="` + latin + `"/>`
	}
	style := func(id Style, name, paragraph, font string, size int) string {
		based := `<w:basedOn w:val="Normal"/>`
		what := ""
		if id == Body {
			based, what = "", ` w:default="1"`
		}
		closer := ""
		if size == 32 {
			closer = fmt.Sprintf(`<w:spacing w:val="%d"/>`, tighten)
		}
		return fmt.Sprintf(`<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/>%s<w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s%s<w:sz w:val="%d"/><w:szCs w:val="%[8]d"/></w:rPr></w:style>`,
			what, id, name, based, paragraph, fonts(font), closer, size)
	}
	exact := func(twips int) string {
		return fmt.Sprintf(`<w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/>`, twips)
	}
	const indent = `<w:ind w:firstLineChars="200" w:firstLine="640"/>`
	const flush = `<w:ind w:firstLineChars="0" w:firstLine="0"/>`
	return `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>` + fonts(fang) + `<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault/></w:docDefaults>` +
		style(Body, "Normal", exact(linePitch)+indent+`<w:jc w:val="both"/>`, fang, 32) +
		style(Title, "Title", `<w:spacing w:before="0" w:after="`+fmt.Sprint(linePitch)+`" w:line="640" w:lineRule="exact"/>`+flush+`<w:jc w:val="center"/><w:outlineLvl w:val="0"/>`, song, 44) +
		style(Under, "Subtitle", exact(linePitch)+flush+`<w:jc w:val="center"/>`, kai, 32) +
		style(Level1, "heading 1", `<w:keepNext/>`+exact(linePitch)+indent+`<w:outlineLvl w:val="0"/>`, hei, 32) +
		style(Level2, "heading 2", `<w:keepNext/>`+exact(linePitch)+indent+`<w:outlineLvl w:val="1"/>`, kai, 32) +
		style(Flush, "Flush", exact(linePitch)+flush+`<w:jc w:val="left"/>`, fang, 32) +
		style(Note, "Note", exact(480)+flush+`<w:jc w:val="left"/>`, fang, 28) +
		style(Line, "Line", `<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="808080"/><w:between w:val="single" w:sz="4" w:space="1" w:color="808080"/></w:pBdr>`+exact(linePitch)+flush, fang, 32) +
		style(Cell, "Cell", `<w:spacing w:before="20" w:after="20" w:line="300" w:lineRule="exact"/>`+flush+`<w:jc w:val="left"/>`, "宋体", 21) +
		style(Exam, "Exam", `<w:spacing w:before="60" w:after="0" w:line="400" w:lineRule="exact"/>`+flush+`<w:jc w:val="left"/>`, "宋体", 24) +
		style(Choice, "Choice", `<w:tabs><w:tab w:val="left" w:pos="2630"/><w:tab w:val="left" w:pos="4840"/><w:tab w:val="left" w:pos="7050"/></w:tabs><w:spacing w:before="0" w:after="0" w:line="400" w:lineRule="exact"/><w:ind w:left="420" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>`, "宋体", 24) +
		style(Seal, "Seal", `<w:pBdr><w:bottom w:val="dotted" w:sz="8" w:space="4" w:color="auto"/></w:pBdr><w:spacing w:before="0" w:after="120" w:line="400" w:lineRule="exact"/>`+flush+`<w:jc w:val="center"/>`, "宋体", 21) +
		style("Footer", "footer", `<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>`+flush, "宋体", 28) +
		`</w:styles>`
}
