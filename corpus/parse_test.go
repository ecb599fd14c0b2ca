package corpus

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus/line"
	"tiaowen/corpus/measures"
	"tiaowen/corpus/reader"
	"tiaowen/corpus/script"
	"tiaowen/corpus/tidy"
)

var update = flag.Bool("update", false, "write the golden files again")

// TestOutlines parses every text in testdata and compares its outline with the
// .outline file beside it. To add a case, write a text there, run
//
//	go test ./corpus -run TestOutlines -update
//
// and read the outline that appears: is this how the text is to be divided?
func TestOutlines(t *testing.T) {
	texts := map[string][]byte{"testdata/" + measures.Name: measures.Source}
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if filepath.Ext(file) == ".outline" {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[file] = src
	}
	if len(texts) < 20 {
		t.Fatalf("only %d texts in testdata", len(texts))
	}
	for file, src := range texts {
		docs, err := ParseAll(filepath.Base(file), src)
		if err != nil {
			t.Error(err)
			continue
		}
		var got bytes.Buffer
		for i, d := range docs {
			checkInvariants(t, d)
			if i > 0 {
				got.WriteString("\n")
			}
			if err := Outline(&got, d); err != nil {
				t.Fatal(err)
			}
		}
		golden := strings.TrimSuffix(file, filepath.Ext(file)) + ".outline"
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Errorf("%v; write it with go test ./corpus -run TestOutlines -update", err)
			continue
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s differs from its outline (-want +got):\n%s", file, diff)
		}
	}
}

// checkInvariants holds d to what every Document promises.
func checkInvariants(t *testing.T, d *Document) {
	t.Helper()
	at := 0
	for _, l := range d.Leaves {
		if l.Start != at || l.End <= l.Start {
			t.Fatalf("%s: leaf [%d,%d) after %d", d.Title, l.Start, l.End, at)
		}
		if l.Kind == LeafBlank && strings.TrimFunc(d.Text(l.Span), script.IsBlank) != "" {
			t.Fatalf("%s: a blank leaf holds %q", d.Title, d.Text(l.Span))
		}
		at = l.End
	}
	for _, c := range d.Clauses {
		if c.Answer.Len() > 0 && !c.Body.Contains(c.Answer) {
			t.Fatalf("%s: the answer [%d,%d) stands outside of clause %s", d.Title, c.Answer.Start, c.Answer.End, c.Key)
		}
	}
	if at != len(d.Source) {
		t.Fatalf("%s: the leaves end at %d of %d", d.Title, at, len(d.Source))
	}
	at = 0
	keys := map[string]bool{}
	for i, c := range d.Clauses {
		if c.Index != i || c.Document != d || c.Body.Start < at || c.Body.End < c.Body.Start || !utf8.ValidString(c.Text()) {
			t.Fatalf("%s: clause %d spans [%d,%d) after %d", d.Title, i, c.Body.Start, c.Body.End, at)
		}
		at = c.Body.End
		if c.Key == "" || keys[c.Key] {
			t.Fatalf("%s: clause %d has the key %q, which is empty or taken", d.Title, i, c.Key)
		}
		keys[c.Key] = true
		checkParts(t, c, c.Body, c.Parts)
		last := c.Body.Start
		for _, r := range c.Repairs {
			if r.Start < last || r.End < r.Start || r.End > c.Body.End {
				t.Fatalf("%s: repair [%d,%d) of clause %s, after %d", d.Title, r.Start, r.End, c.Key, last)
			}
			last = r.End
		}
	}
	for _, s := range d.Sections {
		if s.First > s.End || s.End > len(d.Clauses) || s.Parent != nil && s.Depth != s.Parent.Depth+1 {
			t.Fatalf("%s: section %s holds the clauses [%d,%d)", d.Title, s.Name(), s.First, s.End)
		}
	}
}

func checkParts(t *testing.T, c *Clause, in Span, parts []Part) {
	t.Helper()
	at := in.Start
	for _, p := range parts {
		if p.Start < at || p.End <= p.Start || p.End > in.End || !utf8.ValidString(c.Document.Text(p.Span)) {
			t.Fatalf("%s: part %s [%d,%d) of clause %s [%d,%d)", c.Document.Title, p.Label, p.Start, p.End, c.Key, in.Start, in.End)
		}
		at = p.End
		checkParts(t, c, p.Span, p.Parts)
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"empty.txt", "", "no text"},
		{"blank.txt", " \n\u3000\n", "no text"},
		{"broken.txt", "标题\n1.甲\n2.\xff乙\n", "line 3"},
		{"long.txt", strings.Repeat("1.\n", line.Max+1), "lines"},
	} {
		_, err := Parse(tt.name, []byte(tt.src))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one that says %q", tt.name, err, tt.want)
		}
	}
}

// Texts made to cost more than their length: each must be divided or refused in
// time that grows with its length alone. (A test that hangs has failed.)
func TestHostile(t *testing.T) {
	const n = 20_000
	for name, text := range map[string]string{
		"open quotes":     strings.Repeat("“", n),
		"quoted headings": "第一条 “\n" + strings.Repeat("第一章 甲\n", n),
		"apostrophes":     strings.Repeat("字'", n) + "字",
		"brackets":        strings.Repeat("（", n),
		"items":           "第一条 甲：" + strings.Repeat("（一）", n),
		"labels":          strings.Repeat("第", n),
		"zeros":           "第一条 " + strings.Repeat("（"+strings.Repeat("0", 50), n/50),
		"years":           "题\n" + strings.Repeat("2020年", n),
		"contents":        "目录\n" + strings.Repeat("第一章 甲\n", n),
		"history":         "题\n" + strings.Repeat("（2020年1月1日\n", n),
		"blanks":          "第一条 " + strings.Repeat(" \u3000", n) + "甲",
		"titles":          strings.Repeat("第一条 甲\n乙\n", n),
		"attachments":     "第一条 甲\n" + strings.Repeat("附件\n2020年1月1日\n", n),
		"one line":        "第一条 " + strings.Repeat("甲。", 10*n),
		"stops":           "第一条 甲" + strings.Repeat("，。", n),
	} {
		d, err := Parse("hostile.txt", []byte(text))
		if err != nil {
			continue
		}
		t.Log(name, len(d.Clauses))
		checkInvariants(t, d)
		if err := Outline(io.Discard, d); err != nil {
			t.Error(err)
		}
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds in testdata", err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add([]byte("题\n一、甲\n1.乙。丙“丁。\n2.戊'己\n"))
	f.Add([]byte("题\na)甲\nb)乙\n(a) 丙\n(b) 丁\n① 丙\n3.1 丁\n"))
	f.Add([]byte("题\n甲 | 乙\n---|---\n| 丙 | 丁 |\n\n戊,己,庚\n1,2,3\n4,5,6\n\n甲  乙  丙\n1  2  3\n4  5  6\n"))
	f.Add([]byte("法\n第一章 总则\n第一条 甲\n（一）乙；\n第二条之一 丙\n附件\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		docs, err := ParseAll("fuzz.txt", src)
		if err != nil {
			return
		}
		text, err := reader.Read("fuzz.txt", src)
		if err != nil {
			t.Fatal(err)
		}
		tidied, _, left := tidy.Text(text)
		all := ""
		for _, d := range docs {
			all += d.Source
			checkInvariants(t, d)
			checkNames(t, d)
		}
		if all != tidied.Source {
			t.Fatal("the sources of the documents are not the text")
		}
		if len(visible(all))+len(visible(strings.Join(left, ""))) != len(visible(text.Source)) {
			t.Fatal("what was left out is not what is missing")
		}
	})
}

// visible is what a text shows, without the characters that can divide the cells and rows of a table: tabs stand for them.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if script.IsBlank(r) || strings.ContainsRune(",|│┃｜-─━═=+:┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝┝┥┯┷", r) {
			return -1
		}
		return r
	}, s)
}

// checkNames holds the clauses of d to what Clean, PartName and Find promise.
func checkNames(t *testing.T, d *Document) {
	t.Helper()
	for _, c := range d.Clauses {
		text, at := c.Clean()
		if at(0) < c.Body.Start || at(0) > at(len(text)) || at(len(text)) > c.Body.End {
			t.Fatal("Clean maps out of the clause")
		}
		for _, p := range c.Parts {
			if name := c.PartName(p.Span); name != "" {
				if _, ok := c.Find(name); !ok {
					t.Fatalf("%s is not found in clause %s", name, c.Key)
				}
			}
		}
	}
}

// The title is what the text says, the date what the file name or the history
// says; versions of one text share the slug of their id.
func TestTitleDateID(t *testing.T) {
	const body = "\n\n第一条 甲。\n\n第二条 乙。\n"
	for _, tt := range []struct{ name, src, title, date, id string }{
		{"laws/民用航空法(2021-04-29).md", "# 中华人民共和国民用航空法\n\n1995年10月30日 通过" + body, "中华人民共和国民用航空法", "2021-04-29", "minyonghangkongfa-20210429"},
		{"民用航空法(2018-12-29).md", "# 中华人民共和国民用航空法\n\n1995年10月30日 通过" + body, "中华人民共和国民用航空法", "2018-12-29", "minyonghangkongfa-20181229"},
		{"民用航空法.md", "# 中华人民共和国民用航空法\n\n1995年10月30日 通过\n\n2018年12月29日 第五次修正\n\n2019年3月1日 施行" + body, "中华人民共和国民用航空法", "2018-12-29", "minyonghangkongfa-20181229"},
		{"总则.md", "# 中华人民共和国民法典\n\n# 总则\n\n2020年5月28日 通过\n\n2021年1月1日 施行\n\n<!-- INFO END -->" + body, "中华人民共和国民法典 总则", "2020-05-28", "minfadian-zongze-20200528"},
		{"民法典总则.txt", "中华人民共和国民法典\n总则\n2020年5月28日 通过\n2021年1月1日 施行" + body, "中华人民共和国民法典 总则", "2020-05-28", "minfadian-zongze-20200528"},
		{"停车办法(2020-03-04).txt", "第一条 甲。\n第二条 乙。\n", "停车办法", "2020-03-04", "tingchebanfa-20200304"},
		{"措施.txt", "推进全面从严治党工作措施\n1.甲。\n2.乙。\n", "推进全面从严治党工作措施", "", "cyzd"},
	} {
		d, err := Parse(tt.name, []byte(tt.src))
		if err != nil {
			t.Error(err)
			continue
		}
		if d.Title != tt.title || d.Date != tt.date || d.ID != tt.id || d.Report.Articles != 2 {
			t.Errorf("%s: %q of %q, id %s, %d articles; want %q of %q, id %s, 2 articles", tt.name, d.Title, d.Date, d.ID, d.Report.Articles, tt.title, tt.date, tt.id)
		}
	}
}
