package export

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/api"
	"tiaowen/api/study/bundle/bundletest"
	"tiaowen/corpus"
)

func parsed(t *testing.T) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("a.md", []byte("# 公章使用办法\n\n（2023年6月1日公布）\n\n第一章　总则\n\n第一条　公章由专人保管，*不得*外借。\n\n第二条　下列文件可以用印：\n\n（一）合同；\n\n（二）公函。\n\n第二章　附则\n\n第三条　本办法自公布之日起施行。\n"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestMarkdown(t *testing.T) {
	d := parsed(t)
	want := "# 公章使用办法\n\n（2023年6月1日公布）\n\n## 第一章 总则\n\n**第一条**　公章由专人保管，\\*不得\\*外借。\n\n**第二条**　下列文件可以用印：\n\n（一）合同；\n\n（二）公函。\n\n## 第二章 附则\n\n**第三条**　本办法自公布之日起施行。\n"
	if diff := cmp.Diff(want, Markdown(d)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("# 公章使用办法\n\n- 第一章 总则\n  - 第一条\n  - 第二条\n- 第二章 附则\n  - 第三条\n", Outline(d)); diff != "" {
		t.Error(diff)
	}
}

// What is written is read again as the same clauses.
func TestMarkdownIsRead(t *testing.T) {
	for _, d := range []*corpus.Document{parsed(t), corpus.Measures()} {
		again, err := corpus.Parse("again.md", []byte(Markdown(d)))
		if err != nil {
			t.Fatal(err)
		}
		if again.Title != d.Title || again.Report.Articles != d.Report.Articles || len(again.Sections) != len(d.Sections) {
			t.Errorf("%s: %d clauses and %d sections became %d and %d of %s", d.Title, d.Report.Articles, len(d.Sections), again.Report.Articles, len(again.Sections), again.Title)
		}
	}
}

// words gives the text of a Word document, a line a paragraph.
func words(t *testing.T, file []byte) string {
	t.Helper()
	var out strings.Builder
	for _, p := range strings.Split(bundletest.Parts(t, file)["word/document.xml"], "</w:p>") {
		for _, run := range strings.Split(p, "<w:t")[1:] {
			_, text, _ := strings.Cut(run, ">")
			text, _, _ = strings.Cut(text, "</w:t>")
			out.WriteString(text)
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func TestDOCX(t *testing.T) {
	d := parsed(t)
	var b bytes.Buffer
	if err := WriteDOCX(&b, d); err != nil {
		t.Fatal(err)
	}
	if got, want := words(t, b.Bytes()), "公章使用办法\n（2023年6月1日公布）\n第一章 总则\n第一条　公章由专人保管，*不得*外借。\n第二条　下列文件可以用印：\n（一）合同；\n（二）公函。\n第二章 附则\n"; !strings.HasPrefix(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	b.Reset()
	if err := WriteItems(&b, "我的条文", "https://x.example", []Item{{api.ClauseOf(d.Clauses[1]), "开会时念"}, {api.ClauseOf(d.Clauses[0]), ""}}); err != nil {
		t.Fatal(err)
	}
	if got, want := words(t, b.Bytes()), "我的条文\n《公章使用办法》第二条（第一章 总则）\n下列文件可以用印：\n（一）合同；\n（二）公函。\n开会时念\nhttps://x.example/d/"; !strings.HasPrefix(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
