package office

import (
	"fmt"
	"io"
	"strings"

	"tiaowen/api/study/bundle"
)

// Slide is a slide: a title, what is said, and in small letters where it stands.
type Slide struct {
	Title string
	Lines []Run // each a paragraph; bold ones stand out
	Note  string
	PNG   []byte // a square picture at the lower right, nil for none
	Alt   string // says what the picture shows
}

// Deck is a slide show on 16:9.
type Deck struct {
	Title  string
	Slides []Slide
}

const (
	slideWidth, slideHeight = 12192000, 6858000 // EMU
	drawingML               = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`
	pptType                 = "application/vnd.openxmlformats-officedocument.presentationml."
)

// WritePPTX writes the deck. The same deck gives the same bytes.
func WritePPTX(w io.Writer, d Deck) error {
	types := map[string]string{
		"/ppt/presentation.xml": pptType + "presentation.main+xml", "/ppt/slideMasters/slideMaster1.xml": pptType + "slideMaster+xml",
		"/ppt/slideLayouts/slideLayout1.xml": pptType + "slideLayout+xml", "/ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
	}
	order := []string{"/ppt/presentation.xml", "/ppt/slideMasters/slideMaster1.xml", "/ppt/slideLayouts/slideLayout1.xml", "/ppt/theme/theme1.xml"}
	links := []relationship{{"rId1", "slideMaster", "slideMasters/slideMaster1.xml"}, {"rId2", "theme", "theme/theme1.xml"}}
	var files []bundle.File
	var ids strings.Builder
	for i, s := range d.Slides {
		n := i + 1
		name := fmt.Sprintf("slide%d.xml", n)
		types["/ppt/slides/"+name] = pptType + "slide+xml"
		order = append(order, "/ppt/slides/"+name)
		links = append(links, relationship{fmt.Sprintf("rId%d", n+2), "slide", "slides/" + name})
		fmt.Fprintf(&ids, `<p:sldId id="%d" r:id="rId%d"/>`, 255+n, n+2)
		own := []relationship{{"rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"}}
		if s.PNG != nil {
			files = append(files, bundle.File{Name: fmt.Sprintf("ppt/media/image%d.png", n), Data: s.PNG})
			own = append(own, relationship{"rId2", "image", fmt.Sprintf("../media/image%d.png", n)})
		}
		files = append(files, bundle.File{Name: "ppt/slides/" + name, Data: []byte(xmlHead + s.xml())},
			bundle.File{Name: "ppt/slides/_rels/" + name + ".rels", Data: rels(own...)})
	}
	tree := `<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/></p:spTree>`
	head := []bundle.File{
		{Name: "[Content_Types].xml", Data: contentTypes(types, order)},
		{Name: "_rels/.rels", Data: rels(relationship{"rId1", "officeDocument", "ppt/presentation.xml"})},
		{Name: "ppt/presentation.xml", Data: []byte(xmlHead + `<p:presentation ` + drawingML + `><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>` + ids.String() +
			fmt.Sprintf(`</p:sldIdLst><p:sldSz cx="%d" cy="%d"/><p:notesSz cx="%[2]d" cy="%[1]d"/></p:presentation>`, slideWidth, slideHeight))},
		{Name: "ppt/_rels/presentation.xml.rels", Data: rels(links...)},
		{Name: "ppt/slideMasters/slideMaster1.xml", Data: []byte(xmlHead + `<p:sldMaster ` + drawingML + `><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>` + tree + `</p:cSld>` +
			`<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>` +
			`<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`)},
		{Name: "ppt/slideMasters/_rels/slideMaster1.xml.rels", Data: rels(relationship{"rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"}, relationship{"rId2", "theme", "../theme/theme1.xml"})},
		{Name: "ppt/slideLayouts/slideLayout1.xml", Data: []byte(xmlHead + `<p:sldLayout ` + drawingML + ` type="blank"><p:cSld name="空白">` + tree + `</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`)},
		{Name: "ppt/slideLayouts/_rels/slideLayout1.xml.rels", Data: rels(relationship{"rId1", "slideMaster", "../slideMasters/slideMaster1.xml"})},
		{Name: "ppt/theme/theme1.xml", Data: []byte(xmlHead + theme)},
	}
	return bundle.Write(w, append(head, files...)...)
}

// xml is the slide.
func (s Slide) xml() string {
	var b strings.Builder
	b.WriteString(`<p:sld ` + drawingML + `><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>`)
	n := 1
	box := func(name string, x, y, cx, cy, size int, bold bool, lines []Run) {
		n++
		fmt.Fprintf(&b, `<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>`+
			`<p:txBody><a:bodyPr wrap="square"><a:normAutofit/></a:bodyPr>`, n, name, x, y, cx, cy)
		for _, l := range lines {
			weight, color := "", "333333"
			if bold || l.Bold {
				weight, color = ` b="1"`, "9A1B1B"
			}
			fmt.Fprintf(&b, `<a:p><a:pPr><a:spcAft><a:spcPts val="600"/></a:spcAft></a:pPr><a:r><a:rPr lang="zh-CN" sz="%d"%s><a:solidFill><a:srgbClr val="%s"/></a:solidFill><a:latin typeface="Arial"/><a:ea typeface="黑体"/></a:rPr><a:t>%s</a:t></a:r></a:p>`, size, weight, color, escape(l.Text))
		}
		if len(lines) == 0 {
			b.WriteString(`<a:p/>`)
		}
		b.WriteString(`</p:txBody></p:sp>`)
	}
	box("标题", 600000, 360000, 10990000, 900000, 3200, true, []Run{{Text: s.Title}})
	box("正文", 600000, 1380000, 10990000, 4000000, s.size(), false, s.Lines)
	box("出处", 600000, 6000000, 9200000, 600000, 1400, false, []Run{{Text: s.Note}})
	if s.PNG != nil {
		fmt.Fprintf(&b, `<p:pic><p:nvPicPr><p:cNvPr id="%d" name="QR" descr="%s"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>`+
			`<p:spPr><a:xfrm><a:off x="10400000" y="5350000"/><a:ext cx="1260000" cy="1260000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`, n+1, escape(s.Alt))
	}
	b.WriteString(`</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`)
	return b.String()
}

// size is the size of the letters, in hundredths of a point: what is long is smaller.
func (s Slide) size() int {
	n := 0
	for _, l := range s.Lines {
		n += len([]rune(l.Text)) + 20
	}
	switch {
	case n < 180:
		return 2400
	case n < 330:
		return 2000
	}
	return 1600
}

// theme is the least that readers take for a theme.
var theme = `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="条文"><a:themeElements><a:clrScheme name="条文">` +
	`<a:dk1><a:srgbClr val="000000"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="333333"/></a:dk2><a:lt2><a:srgbClr val="EEEEEE"/></a:lt2>` +
	`<a:accent1><a:srgbClr val="9A1B1B"/></a:accent1><a:accent2><a:srgbClr val="1B5E9A"/></a:accent2><a:accent3><a:srgbClr val="5E7A1B"/></a:accent3><a:accent4><a:srgbClr val="9A6A1B"/></a:accent4><a:accent5><a:srgbClr val="5E1B9A"/></a:accent5><a:accent6><a:srgbClr val="1B9A8A"/></a:accent6><a:hlink><a:srgbClr val="1B5E9A"/></a:hlink><a:folHlink><a:srgbClr val="5E1B9A"/></a:folHlink></a:clrScheme>` +
	`<a:fontScheme name="条文"><a:majorFont><a:latin typeface="Arial"/><a:ea typeface="黑体"/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Arial"/><a:ea typeface="宋体"/><a:cs typeface=""/></a:minorFont></a:fontScheme>` +
	`<a:fmtScheme name="条文"><a:fillStyleLst>` + strings.Repeat(`<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`, 3) + `</a:fillStyleLst><a:lnStyleLst>` +
	strings.Repeat(`<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>`, 3) + `</a:lnStyleLst><a:effectStyleLst>` + strings.Repeat(`<a:effectStyle><a:effectLst/></a:effectStyle>`, 3) +
	`</a:effectStyleLst><a:bgFillStyleLst>` + strings.Repeat(`<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`, 3) + `</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`
