package readertest

import (
	"fmt"
	"math"
	"strings"
)

// OFD sets the law as an OFD (GB/T 33190-2016): a text object for each line, with
// the distances of its characters, in millimetres from the upper left corner.
// The running head stands in a template, the page number on the page.
func (l Law) OFD(layout PageLayout) []byte {
	const ns = `xmlns:ofd="http://www.ofdspec.org/2016"`
	const head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	const mm = 25.4 / 72
	const height = 842.0
	id := 10
	object := func(l setLine) string {
		id++
		var delta strings.Builder
		runes := []rune(l.words)
		for i, r := range runes[:max(len(runes)-1, 0)] {
			if i > 0 {
				delta.WriteByte(' ')
			}
			fmt.Fprintf(&delta, "%.3f", (measure(string(r))*l.size+l.spacing)*mm)
		}
		width := (measure(l.words)*l.size + l.spacing*float64(len(runes))) * mm
		return fmt.Sprintf(`<ofd:TextObject ID="%d" Boundary="%.3f %.3f %.3f %.3f" Font="3" Size="%.3f"><ofd:TextCode X="0" Y="%.3f" DeltaX="%s">%s</ofd:TextCode></ofd:TextObject>`,
			id, l.x*mm, (height-l.y-l.size*0.88)*mm, width, l.size*mm, l.size*mm, l.size*0.88*mm, delta.String(), escapeXML(l.words))
	}
	page := func(inside string, template bool) string {
		use := ""
		if template && layout.Header != "" {
			use = `<ofd:Template TemplateID="5" ZOrder="Background"/>`
		}
		return head + `<ofd:Page ` + ns + `>` + use + `<ofd:Content><ofd:Layer ID="6">` + inside + `</ofd:Layer></ofd:Content></ofd:Page>`
	}
	files := map[string]string{
		"OFD.xml": head + `<ofd:OFD ` + ns + ` DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
	}
	var list strings.Builder
	for i, lines := range l.set(layout) {
		var inside strings.Builder
		if layout.Mark != "" {
			turn := math.Sqrt2 / 2
			id++
			fmt.Fprintf(&inside, `<ofd:TextObject ID="%d" Boundary="40 60 150 150" CTM="%.3f %.3f %.3f %.3f 0 100" Font="3" Size="20" Alpha="60"><ofd:TextCode X="0" Y="20" DeltaX="g %d 20">%s</ofd:TextCode></ofd:TextObject>`,
				id, turn, -turn, turn, turn, len([]rune(layout.Mark))-1, escapeXML(layout.Mark))
		}
		for _, s := range lines {
			inside.WriteString(object(s))
		}
		number := fmt.Sprintf("— %d —", i+1)
		inside.WriteString(object(setLine{number, 14, pageWidth/2 - measure(number)*7, 70, 0}))
		part := fmt.Sprintf("Pages/Page_%d/Content.xml", i)
		files["Doc_0/"+part] = page(inside.String(), true)
		fmt.Fprintf(&list, `<ofd:Page ID="%d" BaseLoc="%s"/>`, 1000+i, part)
	}
	template := ""
	if layout.Header != "" {
		template = `<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>`
		files["Doc_0/Tpls/Tpl_0/Content.xml"] = page(object(setLine{layout.Header, 9, pageWidth/2 - measure(layout.Header)*4.5, height - 50, 0}), false)
	}
	files["Doc_0/Document.xml"] = head + `<ofd:Document ` + ns + `><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 209.9 297.04</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>` + template + `</ofd:CommonData><ofd:Pages>` + list.String() + `</ofd:Pages></ofd:Document>`
	files["Doc_0/PublicRes.xml"] = head + `<ofd:Res ` + ns + ` BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>`
	return Zip(files)
}
