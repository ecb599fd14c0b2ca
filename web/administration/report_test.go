package administration

import (
	"strings"
	"testing"

	"tiaowen/api/admin"
	"tiaowen/web/messages"
)

// What became of a file, in the reader's language.
func TestReportOf(t *testing.T) {
	r := admin.Report{File: "a.docx", Status: "added", ID: "路灯条例", Title: "路灯条例", Articles: 5, Cover: "关于印发的通知", Host: "附件",
		Gaps: []string{"article 3 is missing"}, GapsChinese: []string{"缺第三条"}, Left: []string{"a picture", "a table"}, LeftChinese: []string{"图片"}}
	lines := func(lang string) string {
		var b strings.Builder
		for _, l := range reportOf(messages.Voice{Lang: lang}, r).Lines {
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
		row := reportOf(messages.Voice{Lang: "zh"}, test.report)
		if row.Bad != test.bad || row.URL != test.url {
			t.Errorf("%s: bad %v, leads to %q", test.report.Status, row.Bad, row.URL)
		}
		if row.Status == "" {
			t.Errorf("%s has no word", test.report.Status)
		}
	}
}
