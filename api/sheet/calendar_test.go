package sheet

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"tiaowen/api"
)

// A year's file, read back, has every day that is due, and the days that come
// back have their rule.
func TestWriteICS(t *testing.T) {
	s := of(t,
		"档案办法\n\n（2019年3月1日公布　2024年3月1日修订）\n\n第一条 市档案局（以下简称主管部门）负责档案工作。\n\n第二条 主管部门应当于每年1月31日前公布下列事项：\n（一）目录；\n（二）经费。\n\n第三条 任何单位不得损毁档案。\n\n第四条 各单位应当每半年检查一次档案。",
		"企业办法\n\n第一条 企业应当在2027年6月30日前调整期限。\n\n第二条 企业应当于季度终了后15日内报告。\n\n第三条 企业应当自收到通知之日起十日内答复。\n\n第四条 最高人民法院可以解释本办法。")
	calendar, err := s.Calendar(api.NormParams{}, 2027)
	if err != nil {
		t.Fatal(err)
	}
	var a, b bytes.Buffer
	if err := errors.Join(WriteICS(&a, calendar, "职责", "https://x.example"), WriteICS(&b, calendar, "职责", "https://x.example")); err != nil {
		t.Fatal(err)
	}
	if a.String() != b.String() {
		t.Error("the same calendar gives two files")
	}
	for _, line := range strings.Split(a.String(), "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d bytes; RFC 5545 allows 75: %q", len(line), line)
		}
	}
	read, err := ics.ParseCalendar(&a)
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]string{}
	for _, e := range read.Events() {
		rule := ""
		if p := e.GetProperty(ics.ComponentPropertyRrule); p != nil {
			rule = p.Value
		}
		rules[e.GetProperty(ics.ComponentPropertyDtStart).Value] = rule + " " + e.GetProperty(ics.ComponentPropertySummary).Value
	}
	for day, want := range map[string]string{
		"20270131": "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1 主管部门应当于每年1月31日前公布下列事项：目录；经费",
		"20270115": "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15 企业应当于季度终了后15日内报告",
		"20270630": " 企业应当在2027年6月30日前调整期限",
	} {
		if rules[day] != want {
			t.Errorf("%s is %q, want %q", day, rules[day], want)
		}
	}
	if len(rules) != 3 {
		t.Errorf("%d events: %q", len(rules), rules)
	}
}
