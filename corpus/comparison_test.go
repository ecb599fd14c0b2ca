package corpus

import (
	"fmt"
	"strings"
	"testing"

	"tiaowen/corpus/reader/readertest"
)

// TestComparisonFormats writes one table of amendments in four formats: the rows are the same
// clauses in all of them, with several paragraphs in a cell, an empty cell, and a row of captions.
func TestComparisonFormats(t *testing.T) {
	rows := [][]string{
		{"原《公务接待办法》条款", "修订后《公务接待办法》条款", "说明"},
		{"第三条 陪餐人数不得超过三人。", "第三条 陪餐人数不得超过二人。", "从严"},
		{"第八条 接待清单由办公室保存。\n保存期为一年。", "第九条 接待清单由财务处保存。\n保存期为三年。", "顺延"},
		{"", "第八条 不得以会议名义接待。", "新增"},
		{"第十二条 本办法由办公室解释。", "删除", ""},
	}
	table := func(open, row, cell, line, shutCell, shutRow, shut string) string {
		var b strings.Builder
		b.WriteString(open)
		for _, r := range rows {
			b.WriteString(row)
			for _, c := range r {
				b.WriteString(cell + strings.ReplaceAll(c, "\n", line) + shutCell)
			}
			b.WriteString(shutRow)
		}
		return b.String() + shut
	}
	const wordLine = "</w:t></w:r></w:p><w:p><w:r><w:t>"
	markdown := table("# 公务接待办法修订对照表\n\n", "|", " ", "<br>", " |", "\n", "")
	markdown = strings.Replace(markdown, "说明 |\n", "说明 |\n| --- | --- | --- |\n", 1)
	html := "<h1>公务接待办法修订对照表</h1>" + table("<table>", "<tr>", "<td><p>", "</p><p>", "</p></td>", "</tr>", "</table>")
	word := readertest.Document(`<w:p><w:r><w:t>公务接待办法修订对照表</w:t></w:r></w:p>` +
		table("<w:tbl>", "<w:tr>", "<w:tc><w:p><w:r><w:t>", wordLine, "</w:t></w:r></w:p></w:tc>", "</w:tr>", "</w:tbl>") + "<w:p/>")
	odt := `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text><text:p>公务接待办法修订对照表</text:p>` +
		table("<table:table>", "<table:table-row>", "<table:table-cell><text:p>", "</text:p><text:p>", "</text:p></table:table-cell>", "</table:table-row>", "</table:table>") + `</office:text></office:body></office:document>`
	want := ""
	for _, f := range []struct{ name, src string }{
		{"a.md", markdown}, {"a.html", html},
		{"a.docx", string(readertest.Zip(map[string]string{"word/document.xml": word}))}, {"a.fodt", odt},
	} {
		d, err := Parse(f.name, []byte(f.src))
		if err != nil {
			t.Error(err)
			continue
		}
		checkInvariants(t, d)
		got := d.Title + "\n"
		for _, c := range d.Clauses {
			if c.Kind == Article {
				got += fmt.Sprintf("%s %s: %s\n", c.Key, c.Label, strings.Join(strings.Fields(c.Text()), " "))
			}
		}
		if len(d.Report.Gaps) > 0 {
			t.Errorf("%s: gaps %q", f.name, d.Report.Gaps)
		}
		if want == "" {
			want = got
		}
		if got != want || strings.Count(got, "\n") != len(rows) || !strings.Contains(got, "9 第九条: 第八条 接待清单由办公室保存。 保存期为一年。 第九条") {
			t.Errorf("%s:\n%swant\n%s", f.name, got, want)
		}
	}
}
