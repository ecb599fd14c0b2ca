package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/api"
	"tiaowen/corpus"
	"tiaowen/corpus/reader"
)

// The day of a deadline is written as people say it; a last day is the last of whatever month.
func TestDueName(t *testing.T) {
	for _, test := range []struct {
		due    *api.Due
		zh, en string
	}{
		{nil, "", ""},
		{&api.Due{Every: "year", Month: 1, Day: 15}, "每年1月15日", "every year, 01-15"},
		{&api.Due{Every: "year", Month: 12, Day: 31}, "每年12月底", "every year, end of month 12"},
		{&api.Due{Every: "quarter", Month: 1, Day: 10}, "每季度第1个月10日", "month 1 of every quarter, 10"},
		{&api.Due{Every: "quarter", Month: 3, Day: 31}, "每季度第3个月最后一日", "month 3 of every quarter, the last day"},
		{&api.Due{Every: "month", Day: 5}, "每月5日", "every month, 5"},
		{&api.Due{Every: "month", Day: 31}, "每月最后一日", "every month, the last day"},
		{&api.Due{Year: 2027, Month: 6, Day: 30}, "2027-06-30", "2027-06-30"},
		{&api.Due{Year: 2027, Month: 2, Day: 31}, "2027-02-28", "2027-02-28"},
		{&api.Due{Year: 2028, Month: 2, Day: 31}, "2028-02-29", "2028-02-29"},
		{&api.Due{Year: 2027, Month: 12, Day: 31}, "2027-12-31", "2027-12-31"},
	} {
		if got := DueName(test.due, "zh"); got != test.zh {
			t.Errorf("%+v is %q, want %q", test.due, got, test.zh)
		}
		if got := DueName(test.due, "en"); got != test.en {
			t.Errorf("%+v is %q, want %q", test.due, got, test.en)
		}
	}
}

func TestNormName(t *testing.T) {
	for norm, zh := range map[string]string{"forbid": "禁止", "require": "要求", "permit": "允许", "encourage": "鼓励"} {
		if got := NormName(norm, "zh"); got != zh {
			t.Errorf("%s is %q, want %q", norm, got, zh)
		}
		if got := NormName(norm, "en"); got != norm {
			t.Errorf("%s is %q in English", norm, got)
		}
	}
}

// of is a service over texts by their names.
func of(t *testing.T, texts ...string) *api.Service {
	t.Helper()
	var docs []*corpus.Document
	for i, text := range texts {
		d, err := corpus.Parse(fmt.Sprintf("%d.txt", i), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	s, err := api.Of(docs...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const archives = "档案办法\n\n第一章 总则\n\n第一条 市档案局（以下简称主管部门）负责档案工作，依照《节水办法》第二条办理。\n\n第二条 主管部门应当于每年1月31日前公布下列事项：\n（一）目录；\n（二）经费。\n\n第三条 任何单位不得损毁档案。\n"

// A row has as many cells as there are columns; the addresses begin with the base.
func TestNormsTable(t *testing.T) {
	list, err := of(t, archives).Norms(api.NormParams{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"zh", "en"} {
		table := Norms(list, lang, "https://search.example.cn")
		if len(table.Rows) != list.Total || list.Total == 0 {
			t.Fatalf("%d rows for %d norms", len(table.Rows), list.Total)
		}
		for _, row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Errorf("%d cells below %d columns: %v", len(row), len(table.Columns), row)
			}
		}
	}
	rows := make(map[string][]string) // by clause
	for _, row := range Norms(list, "zh", "https://search.example.cn").Rows {
		rows[row[1]] = row
	}
	want := []string{"档案办法", "第二条", "第一章 总则", "要求", "", "主管部门", "市档案局", "主管部门应当于每年1月31日前公布下列事项", "目录\n经费", "", "每年", "每年1月31日前", "每年1月底", "https://search.example.cn/d/danganbanfa/c/2"}
	if diff := cmp.Diff(want, rows["第二条"]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if row := rows["第三条"]; row == nil || row[3] != "禁止" || !strings.Contains(row[7], "不得损毁档案") {
		t.Errorf("第三条: %q", row)
	}
}

// The register to print names who, what, when and where from.
func TestNormsDOCX(t *testing.T) {
	list, err := of(t, archives).Norms(api.NormParams{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for lang, head := range map[string]string{"zh": "频次和期限", "en": "How often, by when"} {
		var b bytes.Buffer
		if err := WriteNormsDOCX(&b, list, lang, "职责清单", "共若干项"); err != nil {
			t.Fatal(err)
		}
		text, err := reader.Read("a.docx", b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"职责清单", "共若干项", head, "市档案局", "目录", "每年1月31日前", "《档案办法》第三条"} {
			if !strings.Contains(text.Source, want) {
				t.Errorf("%s: %q is not in %q", lang, want, text.Source)
			}
		}
	}
}

// A citation of a text that is loaded leads to its clause, another one to nothing.
func TestCitationsTable(t *testing.T) {
	s := of(t, archives, "节水办法\n\n第一条 单位应当节约用水。\n\n第二条 洗车应当使用再生水，依照《水法》第八条办理。\n")
	docs, err := s.Documents(10, 0)
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string][]string) // by the words of the citation
	for _, d := range docs.Documents {
		list, err := s.Citations(api.CitationParams{Document: d.ID})
		if err != nil {
			t.Fatal(err)
		}
		table := Citations(list, "zh", "https://search.example.cn")
		for _, row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Errorf("%d cells below %d columns: %v", len(row), len(table.Columns), row)
			}
			got[row[2]] = row
		}
	}
	want := map[string][]string{
		"《节水办法》第二条": {"档案办法", "第一条", "《节水办法》第二条", "节水办法", "节水办法", "https://search.example.cn/d/danganbanfa/c/1", "https://search.example.cn/d/jieshuibanfa/c/2"},
		"《水法》第八条":   {"节水办法", "第二条", "《水法》第八条", "水法", "", "https://search.example.cn/d/jieshuibanfa/c/2", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
