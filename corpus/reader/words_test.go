package reader

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"tiaowen/corpus/reader/readertest"
)

// articles are three articles as paragraphs of a page.
const (
	articles = "<p>第一条 会议室由后勤科统一管理，使用前应当登记。</p><p>第二条 使用会议室应当爱护设备，不得擅自搬动桌椅。</p><p>第三条 会议结束后应当关闭电源和门窗。</p>"
	plainly  = "第一条 会议室由后勤科统一管理，使用前应当登记。\n第二条 使用会议室应当爱护设备，不得擅自搬动桌椅。\n第三条 会议结束后应当关闭电源和门窗。\n"
)

// TestHTMLShown: what a browser shows once its script has run, or what one
// unfolds by a click, is text; what stays hidden is named.
func TestHTMLShown(t *testing.T) {
	for _, c := range []struct{ name, src, want, says string }{
		{"hidden until the script runs", `<html><h1>会议室管理办法</h1><em>2024年5月1日 10:30</em><div id=c style="visibility: hidden;opacity:0">` + articles + `</div></html>`, plainly, ""},
		{"hidden by a class", `<html><style>.body{display:none}</style><h1>会议室管理办法</h1><div class=body>` + articles + `</div></html>`, plainly, ""},
		{"unfolds under its heading", `<html><h1>会议室管理办法</h1><h2>正文</h2><div style="display:none">` + articles + `</div><h2>附则</h2><div hidden><p>第四条 本办法自公布之日起施行。</p></div></html>`, "第四条", ""},
		{"one part unfolded", `<html><h1>会议室管理办法</h1><div class=part>` + articles + `</div><p>附则</p><div class=part hidden><p>第四条 本办法自公布之日起施行。</p></div></html>`, "第四条", ""},
		{"details", `<html><h1>会议室管理办法</h1><details><summary>正文</summary>` + articles + `</details></html>`, plainly, ""},
		{"one paragraph hidden", `<html><h1>会议室管理办法</h1>` + articles + `<p style="display : none">第四条 会议室不得出借。</p></html>`, plainly, "第四条 会议室不得出借"},
		{"words hidden in a line", `<html><h1>会议室管理办法</h1>` + articles + `<p>第四条 会议室<span hidden>未经批准</span>不得出借。</p></html>`, "第四条 会议室不得出借。", "未经批准"},
		{"a rule that is commented out", `<html><style>/* .x{color:red} .note{display:none} */</style><h1>会议室管理办法</h1>` + articles + `<p class=note>第四条 会议室不得出借。</p></html>`, "第四条 会议室不得出借。", ""},
		{"hidden in print", `<html><style>@media print{p{display:none}} /* a */ .x{color:red}</style><h1>会议室管理办法</h1>` + articles + `</html>`, plainly, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.html", []byte(c.src))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(got.Source, c.want) {
				t.Errorf("got\n%s\nwant\n%s", got.Source, c.want)
			}
			says := ""
			for _, o := range got.Omissions {
				says += o.English
			}
			if c.says == "" && strings.Contains(says, "hidden") || !strings.Contains(says, c.says) {
				t.Errorf("says %q, want %q", says, c.says)
			}
		})
	}
}

// TestHTMLLines: a line of the source is not a line of the page, but where its
// style says so, and a blank that was wrapped behind a label is one.
func TestHTMLLines(t *testing.T) {
	text := strings.ReplaceAll(plainly, "\n", "\r\n")
	for _, c := range []struct{ name, src, want string }{
		{"pre", "<html><h1>会议室管理办法</h1><pre>" + text + "</pre></html>", plainly},
		{"pre-wrap", `<html><h1>会议室管理办法</h1><div style="white-space:pre-wrap">` + text + "</div></html>", plainly},
		{"by a class", `<html><style>div.t { white-space : pre-line }</style><h1>会议室管理办法</h1><div class="a t">` + text + "</div></html>", plainly},
		{"not kept", `<html><h1>会议室管理办法</h1><pre>` + text + `<p style="white-space:normal">第四条\n甲乙\n丙。</p></pre></html>`, plainly},
		{"wrapped behind the label", "<html><h1>会议室管理办法</h1><p>第一条\n以会议为先。</p><p>\n第二条之一\n与会人员应当签到，\n不得迟到。</p><p><b>第三条</b>\n中层干部参加。</p></html>", "第一条 以会议为先。\n第二条之一 与会人员应当签到，不得迟到。\n第三条 中层干部参加。\n"},
		{"a reference is no label", "<html><h1>会议室管理办法</h1><p>第一条 依照本办法第\n三条和第四条\n的规定处理。</p><p>第二条 甲。</p></html>", "第一条 依照本办法第三条和第四条的规定处理。\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.html", []byte(c.src))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(got.Source, c.want) {
				t.Errorf("got\n%s\nwant\n%s", got.Source, c.want)
			}
		})
	}
}

// TestHTMLLists: numbers as a browser prints them.
func TestHTMLLists(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"<html><div><ol><li><p>甲。</p><p>乙。</p></li><li><p>丙。</p></li></ol></div></html>", "1. 甲。\n乙。\n2. 丙。\n"},
		{"<html><style>ol{list-style-type:simp-chinese-informal}</style><div><ol><li>甲。<li>乙。</ol><ol start=3><li>丙。</ol></div></html>", "一、甲。\n二、乙。\n三、丙。\n"},
		{"<html><div><ol reversed><li>甲。<li>乙。<li>丙。</ol></div></html>", "3. 甲。\n2. 乙。\n1. 丙。\n"},
		{"<html><div><ol style='list-style: lower-roman inside'><li>甲。<li value=4>乙。</ol></div></html>", "i. 甲。\niv. 乙。\n"},
		{"<html><div><ol style='list-style-type: none'><li>甲。<li>乙。</ol></div></html>", "甲。\n乙。\n"},
	} {
		got, err := Read("a.html", []byte(c.src))
		if err != nil {
			t.Fatal(err)
		}
		if got.Source != c.want {
			t.Errorf("%s: got %q, want %q", c.src, got.Source, c.want)
		}
	}
}

// TestHTMLTitle: the name of the site is not the title of its pages.
func TestHTMLTitle(t *testing.T) {
	for _, c := range []struct{ name, src string }{
		{"the site's name as the only h1", `<html><title>会议室管理办法 - 某某中学</title><div><h1>某某中学</h1><p>明德 · 笃行</p></div><div><h2>会议室管理办法</h2>` + articles + `</div></html>`},
		{"as a linked logo, no blanks", `<html><title>会议室管理办法-某某县医院</title><div id=logo><h1><a href="/">某某县医院</a></h1></div><div><div>会议室管理办法</div>` + articles + `</div></html>`},
		{"before the title", `<html><title>某某大学 | 会议室管理办法</title><header><h1>某某大学</h1></header><main><h2>会议室管理办法</h2>` + articles + `</main></html>`},
		{"LibreOffice's header", `<html><title>会议室管理办法</title><div title="header"><p>内部资料</p></div><p align=center>会议室管理办法</p>` + articles + `<div title="footer"><p>— 1 —</p></div></html>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.html", []byte(c.src))
			if err != nil {
				t.Fatal(err)
			}
			if got.Title != "会议室管理办法" || got.Source != "会议室管理办法\n"+plainly {
				t.Errorf("title %q, text\n%s", got.Title, got.Source)
			}
		})
	}
}

func TestHTMLLinks(t *testing.T) {
	src := `<html><h1>会议室管理办法</h1><div id=toc class=toc><h2>目录</h2><a href="#a">第一章 总则</a></div>
<h2>第一章 总则<span class="mw-editsection">[<a href="/e">编辑</a>]</span></h2><p><a href="/1">第一条 会议室由后勤科统一管理。</a></p><p>第二条 使用会议室应当登记。</p><h2>第二章 附则 [<a href="/e">编辑</a>]</h2><p><a href="/3">第三条 本办法自公布之日起施行。</a></p><p><a href="/n">下一篇文章的标题在这里</a></p></html>`
	got, err := Read("a.html", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	want := "会议室管理办法\n第一章 总则\n第一条 会议室由后勤科统一管理。\n第二条 使用会议室应当登记。\n第二章 附则\n第三条 本办法自公布之日起施行。\n"
	if got.Source != want {
		t.Errorf("got\n%s\nwant\n%s", got.Source, want)
	}
}

// TestDOCXParts: parts in UTF-16, and text that is embedded as a web page.
func TestDOCXParts(t *testing.T) {
	document := readertest.Document(p("", run("第一条 甲。")) + p("", run("第二条 乙。")))
	for _, end := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		wide := encoded(t, unicode.UTF16(end, unicode.UseBOM), strings.Replace(document, "UTF-8", "UTF-16", 1))
		got, err := Read("a.docx", readertest.Zip(map[string]string{"word/document.xml": string(wide)}))
		if err != nil {
			t.Fatal(err)
		}
		if got.Source != "第一条 甲。\n第二条 乙。\n" {
			t.Errorf("got %q", got.Source)
		}
	}
	page := "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><h1>会议室管理办法</h1>" + articles + "</html>\r\n--x--\r\n"
	embedded := func(chunk string) []byte {
		return readertest.Zip(map[string]string{
			"word/document.xml":            readertest.Document(p("", run("前文。")) + `<w:altChunk r:id="c1"/>` + p("", run("后文。"))),
			"word/_rels/document.xml.rels": `<Relationships><Relationship Id="c1" Type="http://x/aFChunk" Target="/word/chunk.mht"/></Relationships>`,
			"word/chunk.mht":               chunk,
		})
	}
	got, err := Read("a.docx", embedded(page))
	if err != nil {
		t.Fatal(err)
	}
	if want := "前文。\n会议室管理办法\n" + plainly + "后文。\n"; got.Source != want {
		t.Errorf("got\n%s\nwant\n%s", got.Source, want)
	}
	// A document within a document within a document is not read for ever.
	inner := embedded(page)
	for range 3 {
		inner = embedded(string(inner))
	}
	got, err = Read("a.docx", inner)
	if err != nil || !strings.Contains(got.Source, "前文。\n前文。\n后文。") || len(got.Omissions) == 0 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestTitleStyle(t *testing.T) {
	title, heading := `<w:pStyle w:val="a3"/>`, `<w:pStyle w:val="1"/>`
	for _, c := range []struct{ name, body, title, want string }{
		{"a title over two paragraphs", p(title, run("某某市")) + p(title, run("办法")) + p(heading, run("总则")), "某某市办法", "# 某某市办法\n## 总则\n"},
		{"misused below a heading", p(heading, run("某某意见")) + p(title, run("概述")) + p(title, run("随着业务发展，需要加强管理。")) + p(title, run("现状")), "", "# 某某意见\n## 概述\n随着业务发展，需要加强管理。\n## 现状\n"},
		{"a sentence is no title", p(title, run("某某意见")) + p(title, run("随着业务发展，需要加强管理。")) + p("", run("一、甲。")), "某某意见", "# 某某意见\n随着业务发展，需要加强管理。\n一、甲。\n"},
	} {
		got, err := Read("a.docx", docx(c.body, ""))
		if err != nil {
			t.Fatal(err)
		}
		if m := shown(got); m != c.want || got.Title != c.title {
			t.Errorf("%s: title %q, got\n%s\nwant\n%s", c.name, got.Title, m, c.want)
		}
	}
}

// TestMessages: what is wrong is said truly, and each language alone.
func TestMessages(t *testing.T) {
	pictures := append([]byte("BM\x36\x00\x0C\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"), make([]byte, 64)...)
	for name, c := range map[string]struct {
		src      []byte
		says, zh string
	}{
		"a.xlsx": {readertest.Zip(map[string]string{"xl/workbook.xml": "<a/>"}), "Excel workbook (.xlsx)", "Excel 工作簿（.xlsx）"},
		"a.zip":  {readertest.Zip(map[string]string{"a.txt": "x"}), "unpack it", "请解压"},
		"a.png":  {[]byte("\x89PNG\r\n\x1a\n"), "picture (PNG)", "图片（PNG）"},
		"a.bmp":  {pictures, "picture (BMP)", "图片（BMP）"},
		"b.txt":  {[]byte("第一条\n第二\xE4\xBA条 为了安全为了安全为了安全"), "line 2", "第 2 行"},
	} {
		_, err := Read(name, c.src)
		e, ok := err.(*Error)
		if !ok || !strings.Contains(e.Error(), c.says) || !strings.Contains(e.Chinese(), c.zh) || strings.Contains(e.Error(), "raise") {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if bytes.ContainsAny([]byte(strings.NewReplacer("Excel", "", "PNG", "", "BMP", "", "PDF", "", "OCR", "", "UTF-8", "", "ZIP", "", ".xlsx", "", ".docx", "", "0xE4", "", name, "").Replace(e.Chinese())), "abcdefghijklmnopqrstuvwxyz") {
			t.Errorf("English within Chinese: %s", e.Chinese())
		}
	}
}

// TestHTMLWrapped wraps the source of a page as programs do: at every blank, as
// pandoc may, and anywhere between Chinese characters, as Word does.
func TestHTMLWrapped(t *testing.T) {
	law := strings.ReplaceAll(lawText, "　", " ")
	anywhere := func(s string) string {
		var b strings.Builder
		for i, r := range []rune(s) {
			// Word never breaks within a label that a blank ends.
			if i > 8 && i%7 == 0 && r > 0x2E80 {
				b.WriteByte('\n')
			}
			b.WriteRune(r)
		}
		return b.String()
	}
	for name, wrap := range map[string]func(string) string{
		"at blanks": func(s string) string { return strings.ReplaceAll(s, " ", "\n") },
		"CRLF":      func(s string) string { return strings.ReplaceAll(s, " ", "\r\n    ") },
		"anywhere":  anywhere,
	} {
		var page strings.Builder
		page.WriteString("<html><body>\n")
		for i, line := range strings.Split(strings.TrimSpace(law), "\n") {
			tag := "p"
			if i == 0 {
				tag = "h1"
			}
			page.WriteString("<" + tag + ">" + wrap(line) + "</" + tag + ">\n")
		}
		got, err := Read("a.html", []byte(page.String()+"</body></html>"))
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(strings.TrimSpace(law), "\n") {
			lines := strings.Split(got.Source, "\n")
			if i >= len(lines) {
				t.Fatalf("%s: %d lines", name, len(lines))
			}
			// A blank within a line that was wrapped there is lost; behind a label it is not.
			label, _, _ := strings.Cut(line, " ")
			if squeeze(lines[i]) != squeeze(line) || strings.HasPrefix(label, "第") && !strings.HasPrefix(lines[i], label+" ") {
				t.Errorf("%s: got %q, want %q", name, lines[i], line)
			}
		}
	}
}

// TestHTMLTwoHeadings: a second heading of the first level is below the title, but
// for the part of a code that is published by itself.
func TestHTMLTwoHeadings(t *testing.T) {
	for second, level := range map[string]int{"账号管理": 2, "婚姻家庭编": 1} {
		got, err := Read("a.html", []byte("<html><title>某某手册</title><h1>某某手册</h1><h1>"+second+"</h1>"+articles+"</html>"))
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Headings) != 2 || got.Headings[1].Level != level {
			t.Errorf("%s: %+v", second, got.Headings)
		}
	}
}
