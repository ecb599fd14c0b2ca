package web

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/api"
	"tiaowen/api/admin"
	"tiaowen/corpus"
)

// basketDoc has five clauses, one of them inserted: 1, 2, 2-1, 3, 4.
func basketDoc(t *testing.T) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("x.txt", []byte("路灯条例\n\n第一条 路灯应当照明。\n\n第二条 路灯不得损坏。\n\n第二条之一 损坏的应当修复。\n\n第三条 维护单位应当巡查。\n\n第四条 本条例自公布之日起施行。\n"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The address of a basket names clauses in ranges where it can, and keeps what names none.
func TestCompact(t *testing.T) {
	d := corpus.Measures()
	for _, test := range []struct{ names, want []string }{
		{[]string{"1", "2", "3"}, []string{"1-3"}},
		{[]string{"3", "1", "2", "2"}, []string{"1-3"}},
		{[]string{"1", "2"}, []string{"1", "2"}},
		{[]string{"5", "1-3", "7-9"}, []string{"1-3", "5", "7-9"}},
		{[]string{d.ID + "/4", "5", d.ID + "/6"}, []string{"4-6"}},
		{[]string{"1", "other/2", "未知"}, []string{"1", "other/2", "未知"}},
		{[]string{"3-1"}, []string{"3-1"}},
		{[]string{"1-"}, []string{"1-"}},
		{nil, nil},
	} {
		got := compact(d, test.names)
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.names, got, test.want)
		}
		if again := compact(d, got); !slices.Equal(again, got) {
			t.Errorf("%q, made short again, is %q", got, again)
		}
	}
	// An inserted clause ends a range: 1-4 would not say whether it is chosen.
	inserted := basketDoc(t)
	var keys []string
	for _, c := range inserted.Clauses {
		keys = append(keys, c.Key)
	}
	got := compact(inserted, keys)
	picked, others := pick(inserted, got)
	if len(picked) != len(inserted.Clauses) || others != nil || slices.Contains(got, "1-4") {
		t.Errorf("%q is %q, which names %d clauses and %q", keys, got, len(picked), others)
	}
}

// A word that is searched for, a norm, a repair and the title may begin and end anywhere, inside a line or not.
func TestCutsOf(t *testing.T) {
	for _, test := range []struct {
		begin, end int
		places     []int
		want       []int
	}{
		{0, 10, nil, []int{0, 10}},
		{0, 10, []int{7, 3}, []int{0, 3, 7, 10}},
		{5, 10, []int{5, 10, 4, 11, -1}, []int{5, 10}},
		{5, 5, []int{5}, []int{5, 5}},
		{0, 10, []int{3, 3}, []int{0, 3, 3, 10}},
	} {
		if got := cutsOf(test.begin, test.end, test.places); !slices.Equal(got, test.want) {
			t.Errorf("%d to %d at %v: %v, want %v", test.begin, test.end, test.places, got, test.want)
		}
	}
	c := &api.Clause{Text: "甲乙", Repairs: []api.Repair{{Start: 1, End: 2}}}
	known := notes{norms: []api.NormRow{{Start: 3, End: 4}}, citations: []api.CitationRow{{Start: 5, End: 6}}}
	if got := edges(known, c, []api.Range{{Start: 7, End: 8}}); !slices.Equal(slices.Sorted(slices.Values(got)), []int{1, 2, 3, 4, 5, 6, 7, 8}) {
		t.Errorf("the edges are %v", got)
	}
}

// What became of a file, in the reader's language.
func TestReportOf(t *testing.T) {
	r := admin.Report{File: "a.docx", Status: "added", ID: "路灯条例", Title: "路灯条例", Articles: 5, Cover: "关于印发的通知", Host: "附件",
		Gaps: []string{"article 3 is missing"}, GapsChinese: []string{"缺第三条"}, Left: []string{"a picture", "a table"}, LeftChinese: []string{"图片"}}
	lines := func(lang string) string {
		var b strings.Builder
		for _, l := range reportOf(voice{Lang: lang}, r).Lines {
			b.WriteString(l.Words + "|")
		}
		return b.String()
	}
	// The Chinese list of what was left out is shorter: the English one, which is whole, is shown.
	if got := lines("zh"); got != "关于印发的通知|附件|缺第三条|a picture|a table|" {
		t.Errorf("in Chinese: %s", got)
	}
	if got := lines("en"); got != "关于印发的通知|附件|article 3 is missing|a picture|a table|" {
		t.Errorf("in English: %s", got)
	}
	address := "/d/%E8%B7%AF%E7%81%AF%E6%9D%A1%E4%BE%8B"
	for _, test := range []struct {
		report admin.Report
		bad    bool
		url    string
	}{
		{admin.Report{Status: "added", ID: "路灯条例"}, false, address},
		{admin.Report{Status: "failed", ID: "路灯条例"}, true, address},
		{admin.Report{Status: "refused"}, true, ""},
		{admin.Report{Status: "removed", ID: "路灯条例"}, false, ""}, // the page is gone
	} {
		row := reportOf(voice{Lang: "zh"}, test.report)
		if row.Bad != test.bad || row.URL != test.url {
			t.Errorf("%s: bad %v, leads to %q", test.report.Status, row.Bad, row.URL)
		}
		if row.Status == "" {
			t.Errorf("%s has no word", test.report.Status)
		}
	}
}
