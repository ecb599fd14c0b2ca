package corpus

import (
	"os"
	"strings"
	"testing"
)

func testDocument(t *testing.T, file string) *Document {
	t.Helper()
	src, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse(file, src)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestFind(t *testing.T) {
	d := testDocument(t, "编章节条款项目.txt")
	for _, tt := range []struct{ key, path, want, name string }{
		{"2", "第一款", "本条例适用于", "第一款"},
		{"2", "第二款", "前款所称档案", "第二款"},
		{"2", "第3款", "法律另有规定", "第三款"},
		{"2", "第（一）项", "（一）机关在工作中", "第一款第（一）项"},
		{"2", "第一款第二项", "（二）企业移交", "第一款第（二）项"},
		{"2", "第二条第一款第（二）项第2目", "2.工程档案；", "第一款第（二）项第2目"},
		{"2", "第一款 第（3）项", "（三）个人捐赠", "第一款第（三）项"},
		{"3-1", "第三条之一第一款", "市档案馆设立", ""},
		{"6", "第（二）项", "（二）经档案馆同意；", "第（二）项"},
		{"2", "第四款", "", ""},
		{"2", "第二款第一项", "", ""},
		{"2", "第一款第（九）项", "", ""},
		{"2", "第一章", "", ""},
		{"2", "", "", ""},
		{"2", "款", "", ""},
		{"1", "第（一）项", "", ""},
	} {
		c := d.Clause(tt.key)
		got, ok := c.Find(tt.path)
		if ok != (tt.want != "") || ok && !strings.HasPrefix(d.Text(got.Span), tt.want) {
			t.Errorf("clause %s: Find(%q) = %q, %v, want %q", tt.key, tt.path, d.Text(got.Span), ok, tt.want)
		}
		if ok {
			if name := c.PartName(Span{Start: got.Start, End: got.Start + 1}); name != tt.name {
				t.Errorf("clause %s: PartName of %q = %s, want %s", tt.key, tt.path, name, tt.name)
			}
		}
	}
}

func TestCite(t *testing.T) {
	d := testDocument(t, "编章节条款项目.txt")
	for key, want := range map[string]string{
		"2":   "《青山市公共档案条例》第二条（第一编 总则 第一分编 通则 第一章 一般规定）",
		"3-1": "《青山市公共档案条例》第三条之一（第一编 总则 第一分编 通则 第二章 机构和人员 第一节 档案馆）",
		"4":   "《青山市公共档案条例》第四条（第一编 总则 第一分编 通则 第二章 机构和人员 第二节 档案员）",
	} {
		if got := d.Clause(key).Cite(); got != want {
			t.Errorf("clause %s is cited as %s, want %s", key, got, want)
		}
	}
	d = testDocument(t, "附件和表格.md")
	if got, want := d.Clause("attachment~2").Cite(), "《青山市车辆通行费办法》附件二：免费车辆"; got != want {
		t.Errorf("cited as %s, want %s", got, want)
	}
	d = testDocument(t, "修改决定.txt")
	if got, want := d.Clause("1").Cite(), "《青山市人民政府关于修改〈青山市停车管理办法〉的决定》第1条"; got != want {
		t.Errorf("cited as %s, want %s", got, want)
	}
	if got, want := d.Clause("preamble").Cite(), "《青山市人民政府关于修改〈青山市停车管理办法〉的决定》前言"; got != want {
		t.Errorf("cited as %s, want %s", got, want)
	}
}

// A clause of an excerpt that is labelled as a part of an article is that part, and holds what stands below it.
func TestLabelledPart(t *testing.T) {
	d := testDocument(t, "裁量依据摘编.txt")
	for _, tt := range []struct {
		key, path string
		want      bool
	}{
		{"9", "第九条第一款第二项", true}, {"9", "第一款第（二）项", true}, {"9", "第一款第三项", false}, {"9", "第一款", false},
		{"9~2", "第一款第三项", true}, {"12", "第二款", true}, {"12", "第二款第一款", true}, {"12", "第一款", false},
	} {
		c := d.Clause(tt.key)
		if part, ok := c.Find(tt.path); ok != tt.want || ok && part.Span != c.Body {
			t.Errorf("clause %s: Find(%q) = %q, %v", tt.key, tt.path, d.Text(part.Span), ok)
		}
	}
	if c := d.Clause("9"); !c.NamesPart() || c.Name() != "第九条第一款第二项" || c.PartName(c.Body) != "" {
		t.Errorf("%s, part %q", c.Name(), c.PartName(c.Body))
	}
}
