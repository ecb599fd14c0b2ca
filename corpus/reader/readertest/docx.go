package readertest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"

	"tiaowen/corpus/numeral"
)

// scheme is one kind of automatic number in Word.
type scheme struct {
	id     int
	re     *regexp.Regexp // of the label; its group is the number
	format string         // ST_NumberFormat
	text   string         // lvlText
	style  string
}

var schemes = []scheme{
	{1, regexp.MustCompile(`^第(.+)章$`), "chineseCountingThousand", "第%1章", "1"},
	{2, regexp.MustCompile(`^第(.+)节$`), "chineseCountingThousand", "第%1节", "2"},
	{3, regexp.MustCompile(`^第([^之]+)条$`), "chineseCountingThousand", "第%1条", ""},
	{4, regexp.MustCompile(`^（(.+)）$`), "chineseCounting", "（%1）", ""},
	{5, regexp.MustCompile(`^(.+)、$`), "chineseCounting", "%1、", "1"},
	{6, regexp.MustCompile(`^(\d+)\.$`), "decimal", "%1.", ""},
}

// DOCX writes the law as a Word document. Labels that run on are automatic
// numbers and stand nowhere in the text; a label out of order is typed. Between
// the paragraphs stand a deleted one, and runs split as Word splits them.
func (l Law) DOCX() []byte {
	lists := docxLists{next: 1, last: map[int]int{}, num: map[int]int{}}
	var body strings.Builder
	for i, p := range l {
		var props, label string
		switch p.Kind {
		case Title:
			props = `<w:pStyle w:val="a3"/>`
		case Heading:
			props = `<w:pStyle w:val="1"/>`
		}
		if p.Label != "" {
			label = strings.TrimSuffix(p.Line(), p.Text)
		}
		for _, s := range schemes {
			m := s.re.FindStringSubmatch(p.Label)
			if m == nil {
				continue
			}
			if s.style != "" {
				props = `<w:pStyle w:val="` + s.style + `"/>`
			}
			n, _, _ := numeral.Read(m[1])
			if num, ok := lists.take(s.id, n); ok {
				label = ""
				props += fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, num)
			} else {
				props += `<w:numPr><w:numId w:val="0"/></w:numPr>`
			}
		}
		if i == 3 {
			body.WriteString(`<w:p><w:pPr><w:rPr><w:del w:id="90" w:author="a"/></w:rPr></w:pPr><w:del w:id="91" w:author="a"><w:r><w:delText>删去的一段。</w:delText></w:r></w:del></w:p>`)
		}
		body.WriteString("<w:p><w:pPr>" + props + "</w:pPr>")
		words := label + p.Text
		half := len(string([]rune(words)[:len([]rune(words))/2]))
		for _, w := range []string{words[:half], words[half:]} {
			body.WriteString(`<w:r><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">` + escapeXML(w) + `</w:t></w:r>`)
		}
		body.WriteString("</w:p>\n")
	}
	var abstract strings.Builder
	for _, s := range schemes {
		fmt.Fprintf(&abstract, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>`, s.id, s.format, s.text)
	}
	return Zip(map[string]string{
		"[Content_Types].xml": `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels":         `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   Document(body.String() + `<w:sectPr><w:footerReference w:type="default" r:id="rId9"/></w:sectPr>`),
		"word/styles.xml":     Styles,
		"word/numbering.xml":  Numbering(abstract.String() + lists.nums.String()),
		"word/footer1.xml":    `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>— 1 —</w:t></w:r></w:p></w:ftr>`,
	})
}

// docxLists are the lists of a document, by their schemes.
type docxLists struct {
	nums      strings.Builder // <w:num> elements
	next      int             // the number of the next list
	last, num map[int]int     // the last number and the list of each scheme
}

// take is the list in which a paragraph with number n comes next; ok is false when the
// number does not run on. A 1 begins a list.
func (d *docxLists) take(scheme int, n int) (list int, ok bool) {
	if n == 1 {
		d.num[scheme] = d.next
		fmt.Fprintf(&d.nums, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, d.next, scheme)
		d.next++
		d.last[scheme] = 1
		return d.num[scheme], true
	}
	if n <= 1 || n != d.last[scheme]+1 {
		return 0, false
	}
	d.last[scheme] = n
	return d.num[scheme], true
}

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`

// Document wraps the inside of a body as document.xml.
func Document(body string) string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n<w:document " + namespaces + "><w:body>" + body + "</w:body></w:document>"
}

// Numbering wraps abstractNum and num elements as numbering.xml. The schema
// wants all of the former before the latter.
func Numbering(inside string) string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n<w:numbering " + namespaces + ">" + inside + "</w:numbering>"
}

// Styles is a styles.xml as the Chinese Word writes it: ids are numbers, names
// are English.
const Styles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles ` + namespaces + `>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="character" w:styleId="hid"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>`

// Zip packs files; the names are written in the order of the map's keys sorted
// as a DOCX wants them, content types first.
func Zip(files map[string]string) []byte {
	var members [][2]string
	for _, name := range sortedKeys(files) {
		members = append(members, [2]string{name, files[name]})
	}
	return Archive(members...)
}

// Archive packs members, each a name and its contents, in their order. Names are written
// as they are, also twice; one that ends in "/" is a folder.
func Archive(members ...[2]string) []byte {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, m := range members {
		w, err := z.CreateHeader(&zip.FileHeader{Name: m[0], Method: zip.Deflate})
		if err == nil {
			_, err = w.Write([]byte(m[1]))
		}
		if err != nil {
			panic(err) // Unreachable: a buffer takes every write.
		}
	}
	if err := z.Close(); err != nil {
		panic(err) // Unreachable: a buffer takes every write.
	}
	return buf.Bytes()
}

func escapeXML(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}
