package api

import (
	"errors"
	"strings"
	"testing"

	"tiaowen/corpus"
)

// dutyService holds three documents with deadlines of every kind; the first is
// an older version of the second.
func dutyService(t *testing.T) *Service {
	t.Helper()
	var docs []*corpus.Document
	for name, text := range map[string]string{
		"a": "档案办法\n\n（2019年3月1日公布）\n\n第一条 主管部门应当于每年2月底前公布目录。",
		"b": "档案办法\n\n（2019年3月1日公布　2024年3月1日修订）\n\n第一条 市档案局（以下简称主管部门）负责档案工作。\n\n第二条 主管部门应当于每年1月31日前公布下列事项：\n（一）目录；\n（二）经费。\n\n第三条 任何单位不得损毁档案。\n\n第四条 各单位应当每半年检查一次档案。",
		"c": "企业办法\n\n第一条 企业应当在2027年6月30日前调整期限。\n\n第二条 企业应当于季度终了后15日内报告。\n\n第三条 企业应当自收到通知之日起十日内答复。\n\n第四条 最高人民法院可以解释本办法。",
	} {
		all, err := corpus.ParseAll(name+".txt", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, all...)
	}
	s, err := Of(docs...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestNormsAcrossDocuments(t *testing.T) {
	s := dutyService(t)
	for _, c := range []struct {
		p    NormParams
		want int
	}{
		{NormParams{}, 7}, {NormParams{Versions: true}, 8}, {NormParams{Norm: "forbid"}, 1}, {NormParams{Time: "date"}, 3},
		{NormParams{Time: "deadline"}, 4}, {NormParams{Time: "frequency", Versions: true}, 3}, {NormParams{Actor: "市档案局"}, 1},
		{NormParams{Actor: "单位"}, 2}, {NormParams{Actor: "最高法"}, 1}, {NormParams{Words: "企业 报告"}, 1}, {NormParams{Words: "没有"}, 0}, {NormParams{Title: "企业"}, 4}, {NormParams{Title: "档案", Versions: true}, 4}, {NormParams{Time: "date", Limit: 1, Offset: 2}, 3},
	} {
		p := c.p
		p.Facets = true
		list, err := s.Norms(p)
		if err != nil {
			t.Fatal(err)
		}
		if list.Total != c.want {
			t.Errorf("%+v finds %d, want %d", c.p, list.Total, c.want)
		}
		sum := 0
		for _, f := range list.Facets.Norms {
			if c.p.Norm == "" || f.Value == c.p.Norm {
				sum += f.Count
			}
		}
		if sum != list.Total {
			t.Errorf("%+v: the counts of the kinds are %d together, the list has %d", c.p, sum, list.Total)
		}
	}
	list, err := s.Norms(NormParams{Actor: "市档案局"})
	if err != nil {
		t.Fatal(err)
	}
	row := list.Norms[0]
	if row.Full != "市档案局" || row.Actor != "主管部门" || strings.Join(row.Items, "|") != "目录|经费" || row.Deadline != "每年1月31日前" || *row.Due != (Due{Every: "year", Month: 1, Day: 31}) {
		t.Errorf("the row is %+v, due %+v", row, row.Due)
	}
	for _, p := range []NormParams{{Norm: "must"}, {Time: "soon"}} {
		if _, err := s.Norms(p); !errors.As(err, new(*ParamError)) {
			t.Errorf("%+v gives %v", p, err)
		}
	}
}

// A year has every day on which something is due.
func TestCalendar(t *testing.T) {
	s := dutyService(t)
	calendar, err := s.Calendar(NormParams{}, 2027)
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	for _, d := range calendar.Days {
		days = append(days, d.Date.Format("0102"))
	}
	if got := strings.Join(days, " "); got != "0115 0131 0415 0630 0715 1015" {
		t.Errorf("the days are %s", got)
	}
}
