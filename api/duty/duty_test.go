package duty

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

func TestParseDay(t *testing.T) {
	for _, c := range []struct {
		deadline, often string
		once            int
		want            string // "" is not a day
	}{
		{"每年1月31日前", "每年", 0, "yearly 1-31"},
		{"每年的７月３１日前", "每年", 0, "yearly 7-31"},
		{"每年十二月三十一日以前", "", 0, "yearly 12-31"},
		{"2027年6月30日前", "", 0, "2027 6-30"},
		{"一九八三年九月一日前", "", 0, "1983 9-1"},
		{"二〇二七年二月底前", "", 0, "2027 2-31"},
		{"次年三月底以前", "", 0, "yearly 3-31"},
		{"次年三月一日至六月三十日内", "", 0, "yearly 6-30"},
		{"下一年度1月10日前", "", 0, "yearly 1-10"},
		{"当年9月15日前", "", 0, "yearly 9-15"},
		{"当年9月15日前", "", 2025, "2025 9-15"},
		{"6月底前", "", 2025, "2025 6-31"},
		{"次年3月底前", "", 2025, "yearly 3-31"},
		{"6月前", "", 0, "yearly 5-31"},
		{"每年10月上旬前", "", 0, "yearly 10-10"},
		{"每年年底前", "", 0, "yearly 12-31"},
		{"当年第三季度内", "", 0, "yearly 9-31"},
		{"当年上半年内", "", 0, "yearly 6-31"},
		{"年底前", "", 0, "yearly 12-31"},
		{"每月15日前", "每月", 0, "monthly 15"},
		{"每月月底前", "每月", 0, "monthly 31"},
		{"次月十五日内", "每月", 0, "monthly 15"},
		{"取得所得的次月十五日内", "", 0, ""},
		{"年度终了后五个月内", "", 0, "yearly 5-31"},
		{"每一会计年度结束之日起四个月内", "每一会计年度", 0, "yearly 4-31"},
		{"每个会计年度结束后一百二十日内", "", 0, "yearly 4-30"},
		{"每一会计年度终了三个月内", "", 0, "yearly 3-31"},
		{"每季度末后十五日内", "每季度末", 0, "quarterly 1-15"},
		{"季度终了后15个工作日内", "", 0, ""},
		{"自受理之日起15日内", "", 0, ""},
		{"三个月内", "", 0, ""},
		{"三月内", "", 0, ""},
		{"活动举行的五日前", "", 0, ""},
		{"13月40日前", "", 0, ""},
		{"", "每年", 0, ""},
	} {
		got := ""
		if d, ok := ParseDay(c.deadline, c.often, c.once); ok {
			switch d.Every {
			case Once:
				got = fmt.Sprintf("%d %d-%d", d.Year, d.Month, d.Day)
			case Monthly:
				got = fmt.Sprintf("monthly %d", d.Day)
			default:
				got = fmt.Sprintf("%s %d-%d", []string{"", "yearly", "quarterly"}[d.Every], d.Month, d.Day)
			}
		}
		if got != c.want {
			t.Errorf("%s is %q, want %q", c.deadline, got, c.want)
		}
	}
}

func TestDays(t *testing.T) {
	for _, c := range []struct {
		day  Day
		want string
	}{
		{Day{Every: Once, Year: 2028, Month: 2, Day: 31}, "2028-02-29"},
		{Day{Every: Once, Year: 2027, Month: 2, Day: 31}, ""},
		{Day{Every: Yearly, Month: 6, Day: 31}, "2028-06-30"},
		{Day{Every: Quarterly, Month: 1, Day: 15}, "2028-01-15 2028-04-15 2028-07-15 2028-10-15"},
	} {
		var got []string
		for _, d := range c.day.In(2028) {
			got = append(got, d.Format(time.DateOnly))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%+v falls on %q, want %q", c.day, got, c.want)
		}
	}
	if n := len((Day{Every: Monthly, Day: 31}).In(2027)); n != 12 {
		t.Errorf("every month has %d days", n)
	}
}

// register reads two documents that a test makes up.
func register(t *testing.T) *Register {
	t.Helper()
	var docs []*corpus.Document
	for _, text := range []string{
		"某市档案管理办法\n\n第一条 市档案主管部门（以下简称主管部门）负责档案工作。\n\n第二条 主管部门应当于每年1月31日前公布目录。任何单位不得损毁档案。\n\n第三条 各单位应当按照下列规定保管档案，每半年检查一次：\n（一）防火；\n（二）防潮。\n\n第四条 主管部门应当自收到申请之日起十日内答复，可以延长十日。",
		"关于做好防汛工作的通知\n\n2025年3月1日\n\n一、各单位要在6月底前完成检查。\n\n二、严禁擅离职守。",
	} {
		all, err := corpus.ParseAll(strings.SplitN(text, "\n", 2)[0]+".txt", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, all...)
	}
	return Read(docs, nil)
}

// A register that takes what it can from the one before is the one that is read anew, whichever documents stay.
func TestReadAfterAnother(t *testing.T) {
	r := register(t)
	docs := r.Documents()
	third, err := corpus.ParseAll("c.txt", []byte("值班办法\n\n第一条 主管部门应当每日值班。任何单位不得擅离职守。"))
	if err != nil {
		t.Fatal(err)
	}
	for name, now := range map[string][]*corpus.Document{
		"the same": docs, "one gone": docs[1:], "none": nil, "turned round": {docs[1], docs[0]}, "one more": append(third, docs...), "others": third,
	} {
		if want, got := Read(now, nil), Read(now, r); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
	// What is taken over is not read again: the norms still are those of the first register.
	r.entries[0].kind = norm.Permit
	if again := Read(docs, r); again.entries[0].kind != norm.Permit {
		t.Error("a document that stayed was read again")
	}
}

// What the register gives again is what the clauses say, whatever the order of the calls.
func TestNormsAreThoseOfTheClauses(t *testing.T) {
	r := register(t)
	var want, got []string
	for _, d := range r.Documents() {
		for _, c := range d.Clauses {
			for _, n := range norm.Of(c) {
				want = append(want, c.ID()+d.Text(n.Span)+n.Actor)
			}
		}
	}
	var last Reading
	for i := range r.Size() {
		c := r.Clause(i)
		got = append(got, c.ID()+c.Document.Text(r.Norm(i, &last).Span)+r.Name(i).Text)
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 6 {
		t.Errorf("%d norms (-clauses +register):\n%s", len(want), diff)
	}
	for _, i := range []int{5, 0, 3} {
		if c := r.Clause(i); c.Document.Text(r.Norm(i, &last).Span) == "" || r.Norm(i, &last).Actor != r.Name(i).Text {
			t.Errorf("norm %d read out of order is another", i)
		}
	}
}

// Every count says what the filter would leave.
func TestCountsAreWhatIsLeft(t *testing.T) {
	r := register(t)
	for _, f := range []Filter{{}, {Kind: norm.Require}, {Actor: []string{"主管部门"}}, {Time: Until}, {Words: "档案"}, {Kind: norm.Require, Time: Dated}, {In: func(d *corpus.Document) bool { return d == r.docs[1] }}} {
		s := r.Select(f)
		for i, c := range s.Kinds {
			with := f
			with.Kind = norm.Forbid + norm.Kind(i)
			if n := len(r.Select(with).Norms); n != c.N {
				t.Errorf("%+v with %s leaves %d, the count says %d", f, c.Value, n, c.N)
			}
		}
		for _, c := range s.Times {
			with := f
			with.Time, _ = ParseTime(c.Value)
			if n := len(r.Select(with).Norms); n != c.N {
				t.Errorf("%+v with %s leaves %d, the count says %d", f, c.Value, n, c.N)
			}
		}
		for _, c := range s.Documents {
			with := f
			with.In = func(d *corpus.Document) bool { return d.ID == c.Value }
			if n := len(r.Select(with).Norms); n != c.N {
				t.Errorf("%+v in %s leaves %d, the count says %d", f, c.Value, n, c.N)
			}
		}
		for _, c := range s.Actors {
			with := f
			if with.Actor == nil {
				with.Actor = []string{c.Value}
			}
			if n := len(r.Select(with).Norms); n < c.N {
				t.Errorf("%+v bound to %s leaves %d, the count says %d", f, c.Value, n, c.N)
			}
		}
		if !slices.IsSorted(s.Norms) {
			t.Errorf("%+v picks out of order: %v", f, s.Norms)
		}
	}
	if n := len(r.Select(Filter{Kind: norm.Require, Actor: []string{"市档案主管部门"}}).Norms); n != 2 {
		t.Errorf("the full name of 主管部门 is bound by %d requirements, want 2", n)
	}
	if n := len(r.Select(Filter{Words: "档案 防火"}).Norms); n != 0 {
		t.Errorf("words of a list are no words of the norm: %d", n)
	}
}

func TestYear(t *testing.T) {
	r := register(t)
	all := r.Select(Filter{}).Norms
	for year, want := range map[int]string{2025: "2025-01-31 2025-06-30", 2026: "2026-01-31"} {
		var got []string
		for _, e := range r.Year(all, year) {
			got = append(got, e.Date.Format(time.DateOnly))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%d has %q, want %q", year, got, want)
		}
	}
}
