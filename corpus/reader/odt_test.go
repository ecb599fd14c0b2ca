package reader

import (
	"errors"
	"strings"
	"testing"

	"tiaowen/corpus/reader/readertest"
)

const odtSpaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xml="http://www.w3.org/XML/1998/namespace"`

// odtOf is a document of styles and text. L numbers 第一条, 1.1; B has bullets.
func odtOf(styles, text string) []byte {
	return readertest.Zip(map[string]string{
		"mimetype": "application/vnd.oasis.opendocument.text",
		"styles.xml": `<office:document-styles ` + odtSpaces + `><office:styles>
<style:style style:name="Title" style:display-name="Title" style:family="paragraph"/>
<style:style style:name="Sub" style:parent-style-name="Title" style:family="paragraph"/>
<style:style style:name="Loud" style:family="text"><style:text-properties fo:color="#f00"/></style:style>
<style:style style:name="Gone" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Free" style:family="paragraph" style:list-style-name=""/>
<text:outline-style><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-prefix="第" style:num-suffix="章"/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-prefix="第" style:num-suffix="条"/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix=")"/></text:list-style>
<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
` + styles + `</office:styles></office:document-styles>`,
		"content.xml": `<office:document-content ` + odtSpaces + `><office:body><office:text>` + text + `</office:text></office:body></office:document-content>`,
	})
}

// item is an item of a list.
func item(inside string) string { return `<text:list-item>` + inside + `</text:list-item>` }

// para is a paragraph.
func para(inside string) string { return `<text:p>` + inside + `</text:p>` }

func TestODTText(t *testing.T) {
	list := func(attributes, inside string) string {
		return `<text:list text:style-name="L" ` + attributes + `>` + inside + `</text:list>`
	}
	for _, c := range []struct{ name, styles, text, want string }{
		{"white space", "", para(" 甲\n  乙<text:s text:c=\"3\"/>丙<text:tab/>丁<text:line-break/>戊 "), "甲 乙   丙 丁\n戊"},
		{"no-break spaces", "", para("甲\u00a0\u00a0乙"), "甲  乙"},
		{"spans and links", "", para(`甲<text:span text:style-name="Loud">乙</text:span><text:a><text:span>丙</text:span></text:a><text:bookmark text:name="x"/>丁`), "甲乙丙丁"},
		{"ruby", "", para(`<text:ruby><text:ruby-base>汉</text:ruby-base><text:ruby-text>hàn</text:ruby-text></text:ruby>字`), "汉字"},
		{"a title of two paragraphs", "", `<text:p text:style-name="Title">某市</text:p><text:p text:style-name="Sub">办法</text:p>` + para("甲"), "# 某市办法\n甲"},
		{"headings with numbers", "", `<text:h text:outline-level="1">总则</text:h><text:h text:outline-level="2">目的</text:h><text:h text:outline-level="1">附则</text:h><text:h text:outline-level="2">施行</text:h>`, "# 第一章 总则\n## 一.1 目的\n# 第二章 附则\n## 二.1 施行"},
		{"a heading that begins anew", "", `<text:h text:outline-level="1" text:restart-numbering="true" text:start-value="5">甲</text:h><text:h text:outline-level="1">乙</text:h>`, "# 第五章 甲\n# 第六章 乙"},
		{"headings without a number", "", `<text:h text:outline-level="1" text:is-list-header="true">甲</text:h><text:h text:style-name="Free" text:outline-level="1">乙</text:h><text:h text:outline-level="1">丙</text:h>`, "# 甲\n# 乙\n# 第一章 丙"},
		{"a list and its inner list", "", list("", item(para("甲")+`<text:list>`+item(para("子"))+item(para("丑"))+`</text:list>`)+item(para("乙")+`<text:list>`+item(para("寅"))+`</text:list>`)), "第一条 甲\n1) 子\n2) 丑\n第二条 乙\n1) 寅"},
		{"an inner list that goes on", "", list("", item(para("甲")+`<text:list>`+item(para("子"))+`</text:list>`+para("又")+`<text:list text:continue-numbering="true">`+item(para("丑"))+`</text:list>`)), "第一条 甲\n1) 子\n又\n2) 丑"},
		{"two paragraphs of an item", "", list("", item(para("甲")+para("续"))+item(para("乙"))), "第一条 甲\n续\n第二条 乙"},
		{"a header of a list", "", list("", `<text:list-header>`+para("下列事项")+`</text:list-header>`+item(para("甲"))), "下列事项\n第一条 甲"},
		{"a list begins anew", "", list("", item(para("甲"))) + list("", item(para("乙"))), "第一条 甲\n第一条 乙"},
		{"a list goes on with the last one", "", list("", item(para("甲"))) + para("说明") + list(`text:continue-numbering="true"`, item(para("乙"))), "第一条 甲\n说明\n第二条 乙"},
		{"a list goes on with a named one", "", list(`xml:id="one"`, item(para("甲"))) + list("", item(para("子"))) + list(`text:continue-list="one"`, item(para("乙"))), "第一条 甲\n第一条 子\n第二条 乙"},
		{"an item with a number of its own", "", list("", item(para("甲"))+`<text:list-item text:start-value="8">`+para("乙")+`</text:list-item>`+item(para("丙"))), "第一条 甲\n第八条 乙\n第九条 丙"},
		{"bullets", "", `<text:list text:style-name="B">` + item(para("甲")) + `</text:list>`, "甲"},
		{"a pattern of newer programs", `<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" loext:num-list-format="（%1%）" xmlns:loext="x"/></text:list-style>`, `<text:list text:style-name="N">` + item(para("甲")) + `</text:list>`, "（1）甲"},
		{"a number that touches its words", `<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="A" style:num-suffix="." text:start-value="3"><style:list-level-properties><style:list-level-label-alignment text:label-followed-by="nothing"/></style:list-level-properties></text:list-level-style-number></text:list-style>`, `<text:list text:style-name="N">` + item(para("甲")) + `</text:list>`, "C.甲"},
		{"a table", "", `<table:table><table:table-column/><table:table-header-rows><table:table-row><table:table-cell>` + para("项目") + `</table:table-cell><table:table-cell>` + para("税率") + `</table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell>` + para("甲") + para("乙") + `</table:table-cell><table:covered-table-cell>` + para("x") + `</table:covered-table-cell></table:table-row></table:table>` + para("后"), "| 项目\t税率\n| 甲 乙\t\n后"},
		{"a list in a cell", "", `<text:list text:style-name="L">` + item(para("甲")) + `</text:list><table:table><table:table-row><table:table-cell><text:list text:style-name="L">` + item(para("子")) + `</text:list></table:table-cell><table:table-cell>` + para("丑") + `</table:table-cell></table:table-row></table:table>`, "第一条 甲\n| 第一条 子\t丑"},
		{"a section and an index", "", `<text:section>` + para("甲") + `</text:section><text:bibliography><text:index-body>` + para("乙") + `</text:index-body></text:bibliography>`, "甲\n乙"},
		{"text boxes", "", para(`甲<draw:frame><draw:text-box>`+para("框")+`<text:list text:style-name="L">`+item(para("项"))+`</text:list></draw:text-box></draw:frame>乙`) + para("丙"), "甲乙\n框\n第一条 项\n丙"},
		{"shapes", "", para(`甲<draw:custom-shape>`+para("图形")+`</draw:custom-shape>`) + `<draw:frame><draw:text-box>` + para("自立") + `</draw:text-box></draw:frame>`, "甲\n图形\n自立"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.odt", odtOf(c.styles, c.text))
			if err != nil {
				t.Fatal(err)
			}
			if g := strings.TrimSuffix(shown(got), "\n"); g != c.want {
				t.Errorf("got\n%q\nwant\n%q", g, c.want)
			}
			if got.Format != "odt" || len(got.Skipped) > 0 {
				t.Errorf("read as %s, says %q", got.Format, got.Skipped)
			}
		})
	}
}

// TestODTSays: what is not in the text is named.
func TestODTSays(t *testing.T) {
	for _, c := range []struct{ name, text, says string }{
		{"a footnote", para(`甲<text:note><text:note-citation>1</text:note-citation><text:note-body>` + para("注的话") + `</text:note-body></text:note>乙`), "1 footnote was left out: “注的话”."},
		{"a comment", para(`甲<office:annotation>` + para("批的话") + `</office:annotation>乙<office:annotation-end/>`), "1 comment was left out: “批的话”."},
		{"deletions", `<text:tracked-changes><text:changed-region><text:deletion><office:change-info><x>某人</x></office:change-info>` + para("删的话") + `</text:deletion></text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>` + para("甲乙"), "1 deleted revision was left out: “删的话”."},
		{"contents", `<text:table-of-content><text:index-body>` + para("第一章 3") + `</text:index-body></text:table-of-content>` + para("甲乙"), "1 line of the automatic table of contents was left out: “第一章 3”."},
		{"hidden words", para(`甲<text:span text:style-name="Gone">藏的话</text:span>乙`), "1 paragraph contains hidden text, which was left out: “藏的话”."},
		{"a hidden section", `<text:section text:display="none">` + para("藏的话") + `</text:section>` + para("甲乙"), "1 paragraph contains hidden text, which was left out: “藏的话”."},
		{"a picture", para(`甲<draw:frame><draw:image/><svg:title xmlns:svg="s">题</svg:title></draw:frame>乙`), "1 picture was left out."},
		{"an object", para(`甲<draw:frame><draw:object/></draw:frame>乙`), "1 embedded object was left out."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.odt", odtOf("", c.text))
			if err != nil {
				t.Fatal(err)
			}
			if got.Source != "甲乙\n" || len(got.Skipped) != 1 || got.Skipped[0] != c.says {
				t.Errorf("got %q, which says %q; want %q", got.Source, got.Skipped, c.says)
			}
		})
	}
}

func TestODTRefused(t *testing.T) {
	zip := func(parts ...string) []byte {
		files := map[string]string{}
		for i := 0; i < len(parts); i += 2 {
			files[parts[i]] = parts[i+1]
		}
		return readertest.Zip(files)
	}
	text := `<office:document-content ` + odtSpaces + `><office:body><office:text>` + para("甲") + `</office:text></office:body></office:document-content>`
	for _, c := range []struct {
		name   string
		src    []byte
		reason Reason
	}{
		{"a spreadsheet by its type", zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", text), Unsupported},
		{"a spreadsheet by its body", zip("content.xml", strings.ReplaceAll(text, "office:text>", "office:spreadsheet>")), Unsupported},
		{"encrypted", zip("META-INF/manifest.xml", `<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`, "content.xml", "\x01\x02"), Encrypted},
		{"cut off", zip("content.xml", text[:len(text)-40]), Broken},
		{"a number of 300 characters", odtOf(`<text:list-style style:name="X"><text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="`+strings.Repeat("第", 300)+`"/></text:list-style>`, para("甲")), Excessive},
		{"no words", odtOf("", para(" ")), Empty},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.odt", c.src)
			var e *Error
			if !errors.As(err, &e) || e.Reason != c.reason {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestODTNumberFormats(t *testing.T) {
	for format, want := range map[string]string{
		"1": "12", "01": "12", "i": "xii", "I": "XII", "a": "l", "A": "L", "一, 二, 三, ...": "十二", "①, ②, ③, ...": "⑫",
		"壹, 贰, 叁, ...": "壹拾贰", "甲, 乙, 丙, ...": "12", "子, 丑, 寅, ...": "亥", "１, ２, ３, ...": "１２", "〇, 一, 二, ...": "一二", "": "", "Ж": "12",
	} {
		if got := formatNumber(odtFormat(format), 12); got != want {
			t.Errorf("%q writes 12 as %q, want %q", format, got, want)
		}
	}
}
