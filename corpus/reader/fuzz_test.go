package reader

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"

	"tiaowen/corpus/reader/readertest"
)

// checkText holds what every reader promises of its Text, or of its error.
func checkText(t *testing.T, got *Text, err error) {
	t.Helper()
	if err != nil {
		var e *Error
		if !errors.As(err, &e) || e.Hint() == "" || e.Message() == "" {
			t.Fatalf("an error without reason and hint: %v", err)
		}
		return
	}
	if !utf8.ValidString(got.Source) {
		t.Fatal("Source is not UTF-8")
	}
	if got.Format != "txt" && strings.Contains(got.Source, "\r") {
		t.Fatalf("a carriage return is left: %q", got.Source)
	}
	end := 0
	for _, h := range got.Headings {
		if h.Start < end || h.End <= h.Start || h.End > len(got.Source) || h.Level < 1 || h.Level > 9 {
			t.Fatalf("heading %+v after %d of %d", h, end, len(got.Source))
		}
		if s := got.Source[h.Start:h.End]; strings.Contains(s, "\n") || h.Start > 0 && got.Source[h.Start-1] != '\n' {
			t.Fatalf("heading %q is not a line", s)
		}
		end = h.End
	}
	end = 0
	for _, s := range got.Tables {
		if s.Start < end || s.End <= s.Start || s.End > len(got.Source) {
			t.Fatalf("table %+v after %d of %d", s, end, len(got.Source))
		}
		end = s.End
	}
	if got.Body < 0 || got.Body > len(got.Source) {
		t.Fatalf("body at %d of %d", got.Body, len(got.Source))
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte(lawText))
	f.Add([]byte("\uFEFF" + strings.ReplaceAll(lawText, "\n", "\r\n")))
	f.Add(encoded(f, simplifiedchinese.GB18030, lawText))
	f.Add(encoded(f, utf16.UTF16(utf16.LittleEndian, utf16.UseBOM), lawText))
	f.Add(encoded(f, utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM), lawText[:30]))
	f.Fuzz(func(t *testing.T, src []byte) {
		got, err := Read("a.txt", src)
		checkText(t, got, err)
		if err == nil && got.Format == "txt" && got.Encoding == "utf-8" && got.Source != strings.TrimPrefix(string(src), "\uFEFF") {
			t.Fatalf("%q became %q", src, got.Source)
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	f.Add(readertest.New(lawText).Markdown())
	f.Add("---\ntitle: 办法\n---\n| 条文 |罪名 |\n|---|---|\n| 第一条 |甲\\|乙 |\n\n**第一条** 40*4 [附件](a.docx) <b>乙</b><br>&lt;\n```\n丙\n```\n> - 丁\n标题\n===\n<!-- a\nb -->")
	f.Add("|\n|-|")
	f.Add("张**、李**，__月__日 ![图](a.png) <修改> \\* ***丙***")
	f.Fuzz(func(t *testing.T, src string) {
		if !utf8.ValidString(src) {
			return
		}
		got := markdown(src)
		checkText(t, got, nil)
		// Where nothing can be a comment, a tag, an address or settings, no
		// Chinese character is lost and none is moved.
		if !strings.ContainsAny(src, "<[&") && !strings.HasPrefix(src, "---") && han(src) != han(got.Source) {
			t.Fatalf("%q became %q", src, got.Source)
		}
	})
}

func han(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.Is(unicode.Han, r) {
			return -1
		}
		return r
	}, s)
}

func FuzzHTML(f *testing.F) {
	pages, _ := filepath.Glob("testdata/html/*.html")
	for _, page := range pages {
		src, err := os.ReadFile(page)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add(formatFile(f, "html"))
	f.Add([]byte(readertest.New(lawText).HTML()))
	f.Add([]byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=B5=DA=D2=BB=CC=F5 a</p>\r\n--b--\r\n"))
	f.Add([]byte("<style>@media all{.a,p.b{display:none}/* c */} ol{list-style:upper-roman inside}</style><meta name=pubdate content=2024-05-01><title>办法 - 某局</title><div class=a>甲</div><p style=\"mso-list:l0 level1\">乙<del>丙</del></p>"))
	f.Add([]byte("<html><ol start=3><li>甲<table><tr><td>乙<td>丙<tr><td>丁<td>戊</table><h2>己<br>庚</h2></ol>"))
	f.Fuzz(func(t *testing.T, src []byte) {
		got, err := Read("a.html", src)
		checkText(t, got, err)
	})
}

// FuzzDOCX varies the parts of a document; the zip around them is whole.
func FuzzDOCX(f *testing.F) {
	f.Add(p(num(0, 1), run("甲"))+p(num(1, 1), run("乙")), readertest.Styles, `<w:abstractNum w:abstractNumId="1">`+lvl(0, "chineseCounting", "第%1章", "")+lvl(1, "decimal", "%1.%2", `<w:lvlRestart w:val="1"/>`)+`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`)
	law := zipParts(f, formatFile(f, "docx"))
	inside := func(part, element string) string {
		_, s, _ := strings.Cut(law[part], "<w:"+element)
		_, s, _ = strings.Cut(s, ">")
		s, _, _ = strings.Cut(s, "</w:"+element+">")
		return s
	}
	f.Add(inside("word/document.xml", "body"), law["word/styles.xml"], inside("word/numbering.xml", "numbering"))
	f.Add(`<w:tbl><w:tr><w:tc>`+p("", run("甲"))+`</w:tc><w:tc>`+p(`<w:pStyle w:val="1"/>`, run("乙"))+`</w:tc></w:tr></w:tbl><w:sdt><w:sdtContent>`+p(`<w:rPr><w:del/></w:rPr>`, run("丙"))+`</w:sdtContent></w:sdt>`, readertest.Styles, "")
	f.Add(p("", `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText><w:fldChar w:fldCharType="separate"/><w:br/><w:sym w:font="Wingdings" w:char="F0A8"/></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`+p("", run("框"))+`</w:txbxContent></mc:Choice></mc:AlternateContent></w:r>`), "", "")
	f.Fuzz(func(t *testing.T, body, styles, numbering string) {
		got, err := Options{MaxText: 1 << 20}.Read("a.docx", readertest.Zip(map[string]string{
			"word/document.xml": readertest.Document(body), "word/styles.xml": styles, "word/numbering.xml": readertest.Numbering(numbering),
		}))
		checkText(t, got, err)
	})
}

// zipParts are the parts of a document.
func zipParts(f *testing.F, src []byte) map[string]string {
	f.Helper()
	z, err := Options{}.openZip(src)
	if err != nil {
		f.Fatal(err)
	}
	out := map[string]string{}
	for name := range z.files {
		b, err := z.bytes(name)
		if err != nil {
			f.Fatal(err)
		}
		out[name] = string(b)
	}
	return out
}

// FuzzZip varies the bytes of the zip itself.
func FuzzZip(f *testing.F) {
	f.Add(readertest.New(lawText).DOCX())
	f.Add(formatFile(f, "docx"))
	f.Add(formatFile(f, "odt"))
	f.Add(readertest.New(lawText).OFD(readertest.PageLayout{Rows: 9, Header: "公报"}))
	f.Add(readertest.Zip(map[string]string{"xl/workbook.xml": "<a/>"}))
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00"))
	f.Fuzz(func(t *testing.T, src []byte) {
		got, err := Options{MaxText: 1 << 20}.Read("a.docx", src)
		checkText(t, got, err)
	})
}

func FuzzPDF(f *testing.F) {
	law := readertest.New(lawText)
	f.Add(law.PDF(readertest.PageLayout{Rows: 6, Header: "公报"}))
	f.Add(law.PDF(readertest.PageLayout{TextOff: true}))
	f.Add(law.PDF(readertest.PageLayout{Rows: 9, Columns: 14, Apart: true, Mark: "内部资料"}))
	f.Add(formatFile(f, "pdf"))
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R 1 0 R] /Count 99999999 >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"))
	f.Fuzz(func(t *testing.T, src []byte) {
		got, err := Options{MaxTime: 5 * time.Second, MaxPages: 50}.Read("a.pdf", src)
		checkText(t, got, err)
	})
}

// formatFile is one law as LibreOffice writes it.
func formatFile(f *testing.F, format string) []byte {
	f.Helper()
	src, err := os.ReadFile("testdata/formats/law." + format)
	if err != nil {
		f.Fatal(err)
	}
	return src
}

func FuzzRTF(f *testing.F) {
	f.Add(formatFile(f, "rtf"))
	f.Add([]byte(`{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 a;}}{\stylesheet{\s1 heading 1;}}\pard\s1 {\listtext 1.\tab}\'b5\'da{\*\shpinst{\shptxt\par}}\trowd a\cell b\cell\row{\footnote c}{\upr{d}{\*\ud e}}{\field{\*\fldinst TOC}{\fldrslt f}}\u-10179?\u-8960?\deleted g}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		got, err := Options{MaxText: 1 << 20}.Read("a.rtf", append([]byte(`{\rtf1`), src...))
		checkText(t, got, err)
	})
}

// FuzzODT varies the XML of a document in one file.
func FuzzODT(f *testing.F) {
	f.Add(string(formatFile(f, "fodt")))
	typed, err := os.ReadFile("testdata/formats/typed.fodt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(typed))
	f.Fuzz(func(t *testing.T, src string) {
		got, err := Options{MaxText: 1 << 20}.readFlatODT(src)
		if err != nil {
			checkText(t, nil, err.named("a.fodt"))
			return
		}
		checkText(t, got, nil)
	})
}

// FuzzDOC varies the bytes of a compound file, and of the streams in it.
func FuzzDOC(f *testing.F) {
	src := formatFile(f, "doc")
	file, refused := openOLE(src)
	if refused != nil {
		f.Fatal(refused)
	}
	stream := func(name string) []byte {
		b, err := file.stream(name)
		if err != nil {
			f.Fatal(err)
		}
		return b
	}
	f.Add(src, stream("WordDocument"), stream("1Table"), stream("Data"))
	// The same with a table of bytes that run in a circle.
	p := placesOf(src)
	f.Add(olePatch(src, map[int]uint32{p.fat + 4*3: 3}), []byte{}, []byte{}, []byte{})
	f.Add(olePatch(src, map[int]uint32{p.miniFAT + 4*5: 4}), []byte{}, []byte{}, []byte{})
	f.Add(olePatch(src, map[int]uint32{p.directory + oleEntrySize + 68: 1}), []byte{}, []byte{}, []byte{})
	f.Fuzz(func(t *testing.T, src, main, table, data []byte) {
		o := Options{MaxText: 1 << 20}
		got, err := o.Read("a.doc", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), src[min(8, len(src)):]...))
		checkText(t, got, err)
		got, refused := o.readStreams(main, table, table, data)
		if refused != nil {
			checkText(t, nil, refused.named("a.doc"))
			return
		}
		checkText(t, got, nil)
	})
}

// FuzzOFD varies the parts of an OFD.
func FuzzOFD(f *testing.F) {
	f.Add(`<D><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea><TemplatePage ID="1" BaseLoc="t.xml"/></CommonData><Pages><Page BaseLoc="p.xml"/></Pages></D>`,
		`<P><Area><PhysicalBox>0 0 210 297</PhysicalBox></Area><Template TemplateID="1"/><Content><Layer><TextObject Boundary="1 2 3 4" Size="5" CTM="0 1 -1 0 2 2"><TextCode X="1" Y="2" DeltaX="g 3 5 4" DeltaY="1">第一条 甲乙丙。</TextCode></TextObject><PageBlock><ImageObject/></PageBlock></Layer></Content></P>`)
	law := zipParts(f, readertest.New(lawText).OFD(readertest.PageLayout{Rows: 9, Header: "公报", Mark: "内部资料"}))
	f.Add(strings.Replace(law["doc_0/document.xml"], "Pages/Page_0/Content.xml", "p.xml", 1), law["doc_0/pages/page_0/content.xml"])
	f.Fuzz(func(t *testing.T, document, page string) {
		got, err := Options{MaxText: 1 << 20, MaxPages: 20}.Read("a.ofd", readertest.Zip(map[string]string{
			"OFD.xml": `<OFD><DocBody><DocRoot>D/D.xml</DocRoot></DocBody></OFD>`, "D/D.xml": document, "D/p.xml": page, "D/t.xml": page,
		}))
		checkText(t, got, err)
	})
}
