package readertest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

const text = `XX市停车管理办法
（2019年3月29日公布　自2019年5月1日起施行）
第一章　总则
第一条　为了加强停车管理，制定本办法。
（一）机动车；
（二）非机动车。
第二条之一　停车场应当公布价格。
一、收费标准
一、停车场应当公布价格，并标明时段。
1.白天每小时5元
车型	价格
小车	5元
第九条　本办法自公布之日起施行。
`

func TestNew(t *testing.T) {
	law := New("\n" + strings.ReplaceAll(text, "\n", "\r\n\n"))
	want := []Paragraph{
		{Title, "", "XX市停车管理办法"}, {Adopted, "", "（2019年3月29日公布　自2019年5月1日起施行）"}, {Heading, "第一章", "总则"},
		{Numbered, "第一条", "为了加强停车管理，制定本办法。"}, {Item, "（一）", "机动车；"}, {Item, "（二）", "非机动车。"},
		{Numbered, "第二条之一", "停车场应当公布价格。"}, {Heading, "一、", "收费标准"}, {Body, "一、", "停车场应当公布价格，并标明时段。"},
		{Numbered, "1.", "白天每小时5元"}, {Row, "", "车型\t价格"}, {Row, "", "小车\t5元"}, {Numbered, "第九条", "本办法自公布之日起施行。"},
	}
	if fmt.Sprint(law) != fmt.Sprint(Law(want)) {
		t.Errorf("got\n%q\nwant\n%q", law, want)
	}
	if got := law.Text(); got != text {
		t.Errorf("written again:\n%s", got)
	}
}

// partOf is a part of a zip.
func partOf(t *testing.T, src []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestDOCXNumbers: labels that run on are automatic numbers and stand nowhere in the text;
// those that do not are typed.
func TestDOCXNumbers(t *testing.T) {
	src := New(text).DOCX()
	body := partOf(t, src, "word/document.xml")
	plain := strings.NewReplacer("</w:t></w:r>", "").Replace(body)
	for label, typed := range map[string]bool{"第一章": false, "第一条": false, "（一）": false, "（二）": false, "第二条之一": true, "第九条": true} {
		if strings.Contains(plain, label) != typed {
			t.Errorf("%s is typed: %v", label, !typed)
		}
	}
	// The list of chapters, of articles, of items, of 一、 twice and of 1.
	if n := strings.Count(partOf(t, src, "word/numbering.xml"), "<w:num "); n != 6 {
		t.Errorf("%d lists", n)
	}
}

// TestBreakLines: lines are full, the first has an indent, and none begins with a closing mark.
func TestBreakLines(t *testing.T) {
	words := "为了加强停车管理，维护公共秩序（含夜间），根据有关法律、法规，制定本办法；abcd另有规定的，从其规定。"
	for room := 5.0; room < 30; room++ {
		lines := breakLines(words, room, 2)
		if strings.Join(lines, "") != words {
			t.Fatalf("%g ems: %q", room, lines)
		}
		for i, l := range lines {
			limit := room
			if i == 0 {
				limit -= 2
			}
			if measure(l) > limit || i > 0 && strings.ContainsAny(string([]rune(l)[0]), "，。、；）") {
				t.Errorf("%g ems, line %d: %q", room, i+1, l)
			}
		}
	}
	if got := breakLines("甲乙", 0.5, 0); len(got) != 2 {
		t.Errorf("a line too narrow for one character: %q", got)
	}
}

// TestPages: a law is set on as many pages as its rows need, each within its margins.
func TestPages(t *testing.T) {
	law := New(strings.Repeat(text, 6))
	for _, layout := range []PageLayout{{}, {Rows: 5}, {Columns: 14, Rows: 9}, {Columns: 40, NoIndent: true}} {
		pages := law.set(layout)
		rows := layout.Rows
		if rows == 0 {
			rows = 22
		}
		for i, page := range pages {
			heights := map[float64]bool{}
			for _, l := range page {
				heights[l.y] = true
				if end := l.x + measure(l.words)*l.size + l.spacing*float64(len([]rune(l.words))); l.x < 73 || end > pageWidth-73+0.01 {
					t.Errorf("%+v, page %d: %q from %g to %g", layout, i+1, l.words, l.x, end)
				}
			}
			if len(heights) > rows || len(heights) == 0 {
				t.Errorf("%+v: page %d has %d rows", layout, i+1, len(heights))
			}
		}
		if n := strings.Count(string(law.PDF(layout)), "/Type /Page "); n != len(pages) {
			t.Errorf("%+v: %d pages in the PDF, %d set", layout, n, len(pages))
		}
		if n := strings.Count(partOf(t, law.OFD(layout), "Doc_0/Document.xml"), "<ofd:Page "); n != len(pages) {
			t.Errorf("%+v: %d pages in the OFD, %d set", layout, n, len(pages))
		}
	}
}

func TestArchive(t *testing.T) {
	src := Archive([2]string{"b/", ""}, [2]string{"b/甲.txt", "第一条"}, [2]string{"a.txt", "x"}, [2]string{"a.txt", "y"})
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, f.Name+"="+string(b))
	}
	if s := strings.Join(got, " "); s != "b/= b/甲.txt=第一条 a.txt=x a.txt=y" {
		t.Errorf("got %s", s)
	}
}
