package reader

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tiaowen/corpus/reader/readertest"
)

// p is a paragraph with properties; run wraps words.
func p(props, inside string) string { return "<w:p><w:pPr>" + props + "</w:pPr>" + inside + "</w:p>" }
func run(words string) string       { return `<w:r><w:t xml:space="preserve">` + words + `</w:t></w:r>` }
func num(level, id int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, id)
}

func docx(body, numbering string) []byte {
	return readertest.Zip(map[string]string{
		"word/document.xml":  readertest.Document(body),
		"word/styles.xml":    readertest.Styles,
		"word/numbering.xml": readertest.Numbering(numbering),
	})
}

func lvl(i int, format, text, more string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/>%s<w:lvlText w:val="%s"/></w:lvl>`, i, format, more, text)
}

func TestDOCXText(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"runs", p("", run("第一")+run("条 为了")+`<w:r><w:rPr><w:b/></w:rPr><w:t>安全</w:t></w:r>`+run("。")), "第一条 为了安全。\n"},
		{"revisions", p("", run("甲")+`<w:del w:id="1"><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>丙</w:t></w:r></w:ins><w:moveFrom w:id="3"><w:r><w:t>丁</w:t></w:r></w:moveFrom><w:moveTo w:id="4"><w:r><w:t>戊</w:t></w:r></w:moveTo>`), "甲丙戊\n"},
		{"deleted paragraph mark", p(`<w:rPr><w:del w:id="1"/></w:rPr>`, run("甲，")) + p("", run("乙。")) + p("", run("丙")), "甲，乙。\n丙\n"},
		{"inserted block", `<w:ins w:id="1">` + p("", run("甲")) + `</w:ins><w:del w:id="2">` + p("", run("乙")) + `</w:del>`, "甲\n"},
		{"what a property was", p(`<w:pPrChange w:id="1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>`, `<w:r><w:rPr><w:rPrChange w:id="2"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>甲</w:t></w:r>`), "甲\n"},
		{"tabs and breaks", p("", run("甲")+`<w:r><w:tab/></w:r>`+run("乙")+`<w:r><w:br/></w:r>`+run("丙")+`<w:r><w:br w:type="page"/><w:t>丁</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>戊</w:t></w:r>`), "甲 乙\n丙\n丁-戊\n"},
		{"white space", p("", `<w:r><w:t> 甲 </w:t><w:t xml:space="preserve"> 乙 </w:t></w:r>`+run("丙\u00a0丁")) + p("", run("　　戊　")) + p("", run("   ")), "甲 乙 丙 丁\n戊\n"},
		{"hidden", p("", run("甲")+`<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>丙</w:t></w:r><w:r><w:rPr><w:rStyle w:val="hid"/></w:rPr><w:t>丁</w:t></w:r>`), "甲丙\n"},
		{"fields", p("", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF _a \h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`+run("第十二条")+`<w:r><w:fldChar w:fldCharType="end"/></w:r>`+run("规定")+`<w:fldSimple w:instr="DATE">`+run("2020年")+`</w:fldSimple>`), "第十二条规定\n2020年"[0:18] + "2020年\n"},
		{"field in a field's code", p("", `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>7</w:t><w:fldChar w:fldCharType="end"/><w:instrText>=1</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>甲</w:t><w:fldChar w:fldCharType="end"/></w:r>`), "甲\n"},
		{"field never ended", p("", `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText></w:r>`) + p("", run("甲")), "甲\n"},
		{"content controls", `<w:sdt><w:sdtPr><w:alias w:val="题"/></w:sdtPr><w:sdtContent>` + p("", run("甲")+`<w:sdt><w:sdtPr/><w:sdtContent>`+run("乙")+`</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>`+run("单击此处输入文字。")+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`, "甲乙\n"},
		{"contents", `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p("", run("目录")) + p(`<w:pStyle w:val="TOC1"/>`, run("第一章 1")) + `</w:sdtContent></w:sdt>` + p(`<w:pStyle w:val="TOC1"/>`, run("第二章 2")) + p("", run("第一章")), "第一章\n"},
		{"text box", p("", run("甲")+`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>`+p("", run("框"))+`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>`+p("", run("框"))+`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`+run("乙")), "甲乙\n框\n"},
		{"ruby, symbols, formulas", p("", `<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby><w:sym w:font="Wingdings" w:char="F0A8"/><w:sym w:font="X" w:char="F001"/><w:sym w:font="X" w:char="00A7"/></w:r><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath><w:r><w:drawing><a:t>画</a:t></w:drawing></w:r>`), "汉□§a=b\n"},
		{"notes", p("", run("甲")+`<w:r><w:footnoteReference w:id="2"/></w:r>`+run("乙")), "甲乙\n"},
		{"links", p("", `<w:hyperlink r:id="rId4">`+run("甲")+`</w:hyperlink><w:smartTag><w:smartTagPr/>`+run("乙")+`</w:smartTag>`), "甲乙\n"},
		{"table", `<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>` + p("", run("甲")) + p("", run("乙")) + `</w:tc><w:tc>` + p("", run("丙")) + `</w:tc></w:tr><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>` + p("", run("删")) + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>` + p("", "") + `</w:tc><w:tc>` + p("", run("丁")) + `</w:tc></w:tr></w:tbl>` + p("", run("后")), "| 甲 乙\t丙\n| \t丁\n后\n"},
		{"table that frames", `<w:tbl><w:tr><w:tc>` + p("", run("甲")) + p("", run("乙")) + `</w:tc></w:tr></w:tbl>`, "甲\n乙\n"},
		{"headings", p(`<w:pStyle w:val="a3"/>`, run("XX市")) + p(`<w:pStyle w:val="a3"/>`, run("办法")) + p(`<w:pStyle w:val="1"/>`, run("第一章")+`<w:r><w:br/></w:r>`+run("总则")) + p(`<w:outlineLvl w:val="2"/>`, run("三")) + p(`<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>`, run("正文")), "# XX市办法\n## 第一章总则\n#### 三\n正文\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.docx", docx(c.body, ""))
			if err != nil {
				t.Fatal(err)
			}
			if m := shown(got); m != c.want {
				t.Errorf("got\n%q\nwant\n%q", m, c.want)
			}
		})
	}
}

func TestDOCXNumbers(t *testing.T) {
	abstract := func(id int, inside string) string {
		return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, id, inside)
	}
	list := func(id, scheme int, more string) string {
		return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, scheme, more)
	}
	law := abstract(1, lvl(0, "chineseCountingThousand", "第%1章", "")+lvl(1, "chineseCountingThousand", "第%2条", `<w:lvlRestart w:val="0"/>`)+lvl(2, "chineseCounting", "（%3）", "")+lvl(3, "decimal", "%4.", "")) + list(1, 1, "")
	seq := func(levels ...int) string {
		var b strings.Builder
		for _, l := range levels {
			b.WriteString(p(num(l, 1), run("x")))
		}
		return b.String()
	}
	for _, c := range []struct{ name, numbering, body, want string }{
		{"chapters, articles that run on, items", law, seq(0, 1, 1, 2, 2, 3, 0, 1, 2),
			"第一章 x|第一条 x|第二条 x|（一）x|（二）x|1. x|第二章 x|第三条 x|（一）x"},
		{"restart after a given level", abstract(1, lvl(0, "decimal", "%1", "")+lvl(1, "decimal", "%1.%2", "")+lvl(2, "decimal", "(%3)", `<w:lvlRestart w:val="1"/>`)) + list(1, 1, ""), seq(0, 1, 2, 1, 2, 0, 1, 2),
			"1 x|1.1 x|(1) x|1.2 x|(2) x|2 x|2.1 x|(1) x"},
		{"outer level not begun", abstract(1, lvl(0, "decimal", "%1.", "")+lvl(1, "decimal", "%1.%2", "")) + list(1, 1, ""), seq(1, 1, 0, 1),
			"1.1 x|1.2 x|1. x|1.1 x"},
		{"two lists of one scheme run on, one with its own start", abstract(1, lvl(0, "decimal", "%1.", "")) + list(1, 1, "") + list(2, 1, "") + list(3, 1, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>`),
			p(num(0, 1), run("a")) + p(num(0, 2), run("b")) + p(num(0, 3), run("c")) + p(num(0, 3), run("d")),
			"1. a|2. b|5. c|6. d"},
		{"a level of its own", abstract(1, lvl(0, "decimal", "%1.", "")) + list(1, 1, `<w:lvlOverride w:ilvl="0">`+lvl(0, "chineseCounting", "%1、", "")+`</w:lvlOverride>`), seq(0, 0),
			"一、x|二、x"},
		{"switched off, unknown, bullets", abstract(1, lvl(0, "bullet", "", "")) + list(1, 1, ""), p(num(0, 0), run("a")) + p(num(0, 77), run("b")) + seq(0),
			"a|b|x"},
		{"suffix", abstract(1, lvl(0, "decimal", "第%1条", `<w:suff w:val="nothing"/>`)) + list(1, 1, ""), seq(0),
			"第1条x"},
		{"legal", abstract(1, lvl(0, "upperRoman", "Part %1", "")+lvl(1, "decimal", "%1.%2", `<w:isLgl/>`)) + list(1, 1, ""), seq(0, 0, 1),
			"Part I x|Part II x|2.1 x"},
		{"fixed words", abstract(1, lvl(0, "none", "附件", "")+lvl(1, "none", "", "")) + list(1, 1, ""), seq(0, 1),
			"附件x|x"},
		{"number of an empty paragraph", abstract(1, lvl(0, "decimal", "%1.", "")) + list(1, 1, ""), seq(0) + p(num(0, 1), "") + seq(0),
			"1. x|2.|3. x"},
		{"deleted paragraphs do not count", abstract(1, lvl(0, "decimal", "%1.", "")) + list(1, 1, ""), seq(0) + p(num(0, 1)+`<w:rPr><w:del w:id="1"/></w:rPr>`, `<w:del w:id="2"><w:r><w:delText>y</w:delText></w:r></w:del>`) + seq(0),
			"1. x|2. x"},
		{"start elsewhere", abstract(1, `<w:lvl w:ilvl="0"><w:start w:val="98"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>`) + list(1, 1, ""), seq(0, 0, 0, 0),
			"第九十八条 x|第九十九条 x|第一○○条 x|第一○一条 x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.docx", docx(c.body, c.numbering))
			if err != nil {
				t.Fatal(err)
			}
			if s := strings.ReplaceAll(strings.TrimSpace(got.Source), "\n", "|"); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

// TestDOCXStyleNumbers has the numbering in the styles, as templates of
// official documents do: the style names the list, the scheme's level names the
// style; a style based on it inherits; a paragraph can opt out.
func TestDOCXStyleNumbers(t *testing.T) {
	styles := strings.Replace(readertest.Styles, "</w:styles>", `
<w:style w:type="paragraph" w:styleId="zhang"><w:name w:val="章"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="tiao"><w:name w:val="条"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="tiao2"><w:name w:val="条 2"/><w:basedOn w:val="tiao"/></w:style>
<w:style w:type="numbering" w:styleId="liebiao"><w:name w:val="列表"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a"><w:name w:val="circle"/><w:basedOn w:val="b"/></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="circle"/><w:basedOn w:val="a"/></w:style></w:styles>`, 1)
	numbering := `<w:abstractNum w:abstractNumId="1">` +
		lvl(0, "chineseCounting", "第%1章", `<w:pStyle w:val="zhang"/>`) + lvl(1, "chineseCounting", "第%2条", `<w:pStyle w:val="tiao"/><w:lvlRestart w:val="0"/>`) + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="liebiao"/></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="3"><w:styleLink w:val="liebiao"/>` + lvl(0, "ideographTraditional", "%1.", "") + `</w:abstractNum>` +
		`<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>`
	style := func(id, more string) string { return p(`<w:pStyle w:val="`+id+`"/>`+more, run("x")) }
	body := style("zhang", "") + style("tiao", "") + style("tiao2", "") + style("tiao", `<w:numPr><w:numId w:val="0"/></w:numPr>`) + style("zhang", "") + style("tiao", "") +
		p(num(0, 6), run("x")) + p(num(0, 5), run("x")) + style("b", "")
	got, err := Read("a.docx", readertest.Zip(map[string]string{
		"word/document.xml": readertest.Document(body), "word/styles.xml": styles, "word/numbering.xml": readertest.Numbering(numbering),
	}))
	if err != nil {
		t.Fatal(err)
	}
	want := "# 第一章 x\n第一条 x\n第二条 x\nx\n# 第二章 x\n第三条 x\n甲. x\n乙. x\nx\n"
	if m := shown(got); m != want {
		t.Errorf("got\n%s\nwant\n%s", m, want)
	}
}

func TestFormatNumber(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"}, {"decimalZero", 7, "07"}, {"decimalZero", 12, "12"}, {"decimalFullWidth", 20, "２０"},
		{"chineseCounting", 10, "十"}, {"chineseCounting", 11, "十一"}, {"chineseCounting", 20, "二十"}, {"chineseCounting", 110, "一一○"},
		{"chineseCountingThousand", 0, "零"}, {"chineseCountingThousand", 10, "十"}, {"chineseCountingThousand", 18, "十八"}, {"chineseCountingThousand", 99, "九十九"}, {"chineseCountingThousand", 100, "一百"},
		{"chineseCountingThousand", 101, "一百零一"}, {"chineseCountingThousand", 110, "一百一十"}, {"chineseCountingThousand", 111, "一百一十一"}, {"chineseCountingThousand", 1000, "一千"},
		{"chineseCountingThousand", 1005, "一千零五"}, {"chineseCountingThousand", 1050, "一千零五十"}, {"chineseCountingThousand", 1260, "一千二百六十"}, {"chineseCountingThousand", 20010, "二万零一十"},
		{"chineseLegalSimplified", 12, "壹拾贰"}, {"ideographLegalTraditional", 105, "壹佰零伍"}, {"ideographTraditional", 3, "丙"}, {"ideographTraditional", 11, "11"}, {"ideographZodiac", 12, "亥"},
		{"ideographDigital", 20, "二〇"}, {"decimalEnclosedCircle", 20, "⑳"}, {"decimalEnclosedCircle", 21, "21"}, {"decimalEnclosedParen", 2, "⑵"}, {"ideographEnclosedCircle", 10, "㈩"},
		{"upperRoman", 1994, "MCMXCIV"}, {"lowerRoman", 4, "iv"}, {"upperLetter", 26, "Z"}, {"upperLetter", 28, "BB"}, {"lowerLetter", 1, "a"}, {"lowerLetter", 0, "0"},
		{"none", 1, ""}, {"bullet", 1, ""}, {"unheard-of", 5, "5"}, {"chineseCounting", -3, "-3"}, {"upperRoman", 1 << 30, "1073741824"},
	} {
		if got := formatNumber(c.format, c.n); got != c.want {
			t.Errorf("%s %d: got %s, want %s", c.format, c.n, got, c.want)
		}
	}
}

func TestDOCXSaysWhatItLeftOut(t *testing.T) {
	body := p("", run("甲")+`<w:del w:id="1"><w:r><w:delText>乙</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/><w:rPr><w:vanish/></w:rPr><w:t>丙</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r><w:r><w:drawing><a:blip/></w:drawing><w:sym w:font="X" w:char="F001"/></w:r>`) +
		p(`<w:pStyle w:val="TOC1"/>`, run("目")) + `<w:sectPr><w:headerReference w:type="default" r:id="r1"/></w:sectPr>`
	got, err := Read("a.docx", docx(body, ""))
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(got.Skipped, "\n")
	for _, w := range []string{"1 deleted revision", "1 footnote", "hidden text", "1 comment", "1 picture", "1 symbol", "table of contents", "header or footer"} {
		if !strings.Contains(all, w) {
			t.Errorf("%q is not said in:\n%s", w, all)
		}
	}
}

func TestDOCXRefused(t *testing.T) {
	law := readertest.New(lawText).DOCX()
	locked := bytes.Clone(law)
	for _, sign := range []struct {
		sig string
		at  int
	}{{"PK\x01\x02", 8}, {"PK\x03\x04", 6}} {
		for i := 0; ; {
			j := bytes.Index(locked[i:], []byte(sign.sig))
			if j < 0 {
				break
			}
			locked[i+j+sign.at] |= 1
			i += j + 4
		}
	}
	deep := docx(strings.Repeat("<w:sdt><w:sdtContent>", 300)+strings.Repeat("</w:sdtContent></w:sdt>", 300), "")
	skipped := docx("<w:x>"+strings.Repeat("<w:y>", 100000), "")
	entities := readertest.Zip(map[string]string{"word/document.xml": `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>` + readertest.Document(p("", run("&b;")))[38:]})
	many := map[string]string{"word/document.xml": ""}
	for i := range maxParts + 1 {
		many[fmt.Sprint(i)] = ""
	}
	for _, c := range []struct {
		name   string
		src    []byte
		reason Reason
		says   string
	}{
		{"encrypted.docx", oleFile("EncryptedPackage", "x"), Encrypted, "password"},
		{"old.doc", oleFile("WordDocument", "\xDB\xA5\x2D\x00"), Broken, "damaged"},
		{"word 95.doc", oleFile("WordDocument", "\xEC\xA5\x68\x00"+strings.Repeat("\x00", 200)), OldWord, "save it as .docx"},
		{"table.xls", oleFile("Workbook", "x"), Unsupported, "Excel"},
		{"unknown.bin", oleFile("x", "x"), Unsupported, "old Office file"},
		{"locked.docx", locked, Encrypted, "password"},
		{"book.xlsx", readertest.Zip(map[string]string{"xl/workbook.xml": "<a/>"}), Unsupported, "Excel"},
		{"a.zip", readertest.Zip(map[string]string{"a.txt": "x"}), Unsupported, "ZIP archive"},
		{"a.ofd", readertest.Zip(map[string]string{"OFD.xml": "<a/>"}), Empty, "no text"},
		{"no document.docx", readertest.Zip(map[string]string{"word/styles.xml": "<a/>"}), Broken, "damaged"},
		{"cut.docx", law[:len(law)/2], Broken, "damaged"},
		{"torn.docx", docx("<w:p><w:r><w:t>第一条", ""), Broken, "damaged"},
		{"not xml.docx", readertest.Zip(map[string]string{"word/document.xml": "第一条"}), Broken, "damaged"},
		{"no words.docx", docx(p("", ""), ""), Empty, "no text"},
		{"deep.docx", deep, TooDeep, "nested"},
		{"deep in what is skipped.docx", skipped, TooDeep, "nested"},
		{"entities.docx", entities, Broken, "damaged"},
		{"bomb.docx", docx(p("", run(strings.Repeat("甲", 3<<20))), ""), Excessive, "unpacks"},
		{"bomb of paragraphs.docx", docx(strings.Repeat(p("", run("甲甲甲甲甲甲甲甲甲甲")), 200_000), ""), Excessive, "unpacks"},
		{"bomb of attributes.docx", docx("<w:p "+strings.Repeat(`a="" `, 1<<20)+"/>", ""), Excessive, "unpacks"},
		{"parts.docx", readertest.Zip(many), TooLarge, "parts"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Options{MaxText: 16 << 20}.Read(c.name, c.src)
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got %+v, %v", got, err)
			}
			if e.Reason != c.reason || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got reason %d: %v (%v); want %d, %q", e.Reason, err, e.Err, c.reason, c.says)
			}
		})
	}
}

// TestDOCXUnderAnotherName: the content decides.
func TestDOCXUnderAnotherName(t *testing.T) {
	src := readertest.New(lawText).DOCX()
	for _, name := range []string{"办法.docx", "办法.doc", "办法.txt", "办法.zip", "办法"} {
		got, err := Read(name, src)
		if err != nil {
			t.Fatal(err)
		}
		if got.Format != "docx" || !strings.Contains(got.Source, "第一条 为了加强餐厨垃圾管理") {
			t.Errorf("%s: got %s: %s", name, got.Format, got.Source)
		}
	}
}
