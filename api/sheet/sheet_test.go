package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"tiaowen/api"
	"tiaowen/api/study/office"
	"tiaowen/corpus"
	"tiaowen/corpus/reader"
)

// table is what is hard to write: quotes, lines, formulas, strange characters.
var table = &Table{
	Name:    "要求与禁止",
	Columns: []Column{{"条", 10}, {"内容", 40}},
	Rows: [][]string{
		{"第20条", "不准封官许愿、跑风漏气"},
		{"第一条", "两行\n“引号”, \"quotes\", <b>&amp;</b>"},
		{"", "=HYPERLINK(\"https://evil.example\",\"点我\")"},
		{"+1", "-2"}, {"@SUM(A1)", "\t=1"}, {"\r=1", " \u200b=1"}, {"＝1", "—不是减号"},
		{"_x0041_", "𠮷 𝄞"},
	},
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := table.CSV(&b); err != nil {
		t.Fatal(err)
	}
	body, marked := strings.CutPrefix(b.String(), "\uFEFF")
	if !marked || !strings.HasPrefix(body, "条,内容\r\n第20条,不准封官许愿、跑风漏气\r\n") {
		t.Fatalf("the file begins %q", b.String()[:40])
	}
	got, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"条", "内容"},
		{"第20条", "不准封官许愿、跑风漏气"},
		{"第一条", "两行\n“引号”, \"quotes\", <b>&amp;</b>"},
		{"", "'=HYPERLINK(\"https://evil.example\",\"点我\")"},
		{"'+1", "'-2"}, {"'@SUM(A1)", "'\t=1"}, {"'=1", "' \u200b=1"}, {"'＝1", "—不是减号"}, // a bare CR is not a character of a CSV file
		{"_x0041_", "𠮷 𝄞"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

// open reads a workbook with another program's eyes.
func open(t *testing.T, tab *Table) *excelize.File {
	t.Helper()
	var b, again bytes.Buffer
	if err := tab.XLSX(&b); err != nil {
		t.Fatal(err)
	}
	if err := tab.XLSX(&again); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("written again the file is another one (%v)", err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestXLSX(t *testing.T) {
	f := open(t, table)
	got, err := f.GetRows(table.Name)
	if err != nil {
		t.Fatal(err)
	}
	want := append([][]string{{"条", "内容"}}, table.Rows...)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	for _, cell := range []string{"B4", "A5", "B5", "A6"} {
		formula, err := f.GetCellFormula(table.Name, cell)
		kind, typed := f.GetCellType(table.Name, cell)
		if err != nil || typed != nil || formula != "" || kind != excelize.CellTypeInlineString {
			t.Errorf("%s is of type %v with formula %q (%v, %v)", cell, kind, formula, err, typed)
		}
	}
}

// What XML or a cell cannot hold is left out, and the file opens.
func TestXLSXStrange(t *testing.T) {
	long := strings.Repeat("条𠮷", 20_000)
	f := open(t, &Table{Name: "a", Columns: []Column{{"x", 1}, {"y", 1}}, Rows: [][]string{{"a\x00b\x1bc\xff", long}}})
	a, _ := f.GetCellValue("a", "A2")
	if a != "abc" {
		t.Errorf("control characters became %q", a)
	}
	b, _ := f.GetCellValue("a", "B2")
	units := len(utf16.Encode([]rune(b)))
	if units > office.MaxCell || units < office.MaxCell-2 || !strings.HasSuffix(b, "…") || !utf8.ValidString(b) {
		t.Errorf("a text of %d units was cut to %d", len(utf16.Encode([]rune(long))), units)
	}
}

// full is a disk without room.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errors.New("no room")
	}
	return len(b), nil
}

// A file that could not be written is an error, wherever it breaks off.
func TestNoRoom(t *testing.T) {
	var csvSize, xlsxSize bytes.Buffer
	if err := errors.Join(table.CSV(&csvSize), table.XLSX(&xlsxSize)); err != nil {
		t.Fatal(err)
	}
	for room := range csvSize.Len() {
		if table.CSV(&full{room}) == nil {
			t.Fatalf("CSV of %d bytes fits into %d", csvSize.Len(), room)
		}
	}
	for room := 0; room < xlsxSize.Len(); room += 31 {
		if table.XLSX(&full{room}) == nil {
			t.Fatalf("XLSX of %d bytes fits into %d", xlsxSize.Len(), room)
		}
	}
}

// The registers of the measures text.
func TestRegisters(t *testing.T) {
	s, err := api.Of(corpus.Measures())
	if err != nil {
		t.Fatal(err)
	}
	norms, err1 := s.Norms(api.NormParams{})
	terms, err2 := s.Terms(api.TermParams{})
	citations, err3 := s.Citations(api.CitationParams{})
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	const title, base = "推进全面从严治党工作措施", "https://search.example.cn"
	for _, test := range []struct {
		table *Table
		rows  int
		head  string
		row   []string // one that is there
	}{
		{Norms(norms, "zh", base), norms.Total, "文件 条 章节 类别 语气较轻 主体 主体全称 内容 所列各项 条件 频次 期限 日期 网址",
			[]string{title, "第20条", "六、建设忠诚干净担当干部队伍", "禁止", "", "领导干部", "", "不准封官许愿、跑风漏气", "", "", "", "", "", base + "/d/cyzd/c/20"}},
		{Norms(norms, "en", ""), norms.Total, "document clause section norm soft actor actor in full text list condition frequency deadline date url",
			[]string{title, "第20条", "六、建设忠诚干净担当干部队伍", "forbid", "", "领导干部", "", "不准封官许愿、跑风漏气", "", "", "", "", "", "/d/cyzd/c/20"}},
		{Terms(terms, "zh", base), terms.Total, "文件 术语 所指 定义 出处 所在各条 网址",
			[]string{title, "两个功能", "政治功能、服务功能", "", "第22条", "第22条", base + "/d/cyzd/c/22"}},
		{Terms(terms, "en", ""), terms.Total, "document term members definition source clauses url",
			[]string{title, "四个意识", "", "", "", "第1条、第3条", "/d/cyzd/c/1"}},
		{Citations(citations, "zh", base), citations.Total, "文件 条 引用原文 被引文件 已收录为 网址 被引网址",
			[]string{title, "第38条", "《中国共产党问责条例》", "中国共产党问责条例", "", base + "/d/cyzd/c/38", ""}},
	} {
		var head []string
		for _, c := range test.table.Columns {
			head = append(head, c.Title)
		}
		if got := strings.Join(head, " "); got != test.head || len(test.table.Rows) != test.rows || test.rows == 0 {
			t.Errorf("the head is %q over %d rows, want %q over %d", got, len(test.table.Rows), test.head, test.rows)
		}
		found := false
		for _, row := range test.table.Rows {
			if len(row) != len(head) {
				t.Errorf("a row has %d cells: %q", len(row), row)
			}
			found = found || cmp.Equal(row, test.row)
		}
		if !found {
			t.Errorf("%s lacks the row %q", test.table.Name, test.row)
		}
		open(t, test.table).Close()
	}
}

// Whatever a cell holds, no spreadsheet computes it, and its words are there.
func FuzzCSV(f *testing.F) {
	for _, row := range table.Rows {
		f.Add(row[0], row[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		var out bytes.Buffer
		if err := (&Table{Columns: []Column{{"a", 1}, {"b", 1}}, Rows: [][]string{{a, b}}}).CSV(&out); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\uFEFF"))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		plain := func(s string) string { return strings.NewReplacer("\r", "", "\n", "").Replace(s) }
		for i, cell := range []string{a, b} {
			got := rows[1][i]
			if plain(strings.TrimPrefix(got, "'")) != plain(strings.TrimPrefix(cell, "'")) {
				t.Errorf("%q became %q", cell, got)
			}
			if first := strings.TrimLeft(got, " \t\r\n"); first != "" && strings.ContainsRune("=+-@", rune(first[0])) {
				t.Errorf("%q became %q, which computes", cell, got)
			}
		}
	})
}

// The document to print holds every norm, its list and its source.
func TestNormsDocument(t *testing.T) {
	d, err := corpus.Parse("档案办法.txt", []byte("档案办法\n\n第一条 主管部门应当于每年1月31日前公布下列事项：\n（一）目录；\n（二）经费。\n\n第二条 任何单位不得损毁档案。"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := api.Of(d)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Norms(api.NormParams{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteNormsDOCX(&b, list, "zh", "职责清单", "共2项"); err != nil {
		t.Fatal(err)
	}
	text, err := reader.Read("x.docx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"职责清单", "共2项", "主管部门", "要求", "每年1月31日前", "目录", "经费", "《档案办法》第一条", "任何单位", "禁止", "损毁档案"} {
		if !strings.Contains(text.Source, words) {
			t.Errorf("the document lacks %q:\n%s", words, text.Source)
		}
	}
}
