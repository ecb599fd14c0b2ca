package report

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/corpus"
	"tiaowen/index/store"
)

func TestPrint(t *testing.T) {
	added := store.Report{
		File: "a.docx", Status: store.Added, ID: "ludeng", Title: "路灯\x1b条例", Date: "2024-01-01", Articles: 5, Cover: "通知",
		Gaps: []string{"article 3 is missing"}, GapsChinese: []string{"缺第三条"},
		Doubts: []store.Doubt{{Doubt: "looks like a heading", Chinese: "像是标题", Line: 7}},
		Damage: []store.Slip{{Text: "党负", Likely: "党员", Clause: "第一条", Reason: "a slip", ReasonChinese: "形近"}},
		Left:   []string{"a picture"}, Facts: &store.Facts{Facts: corpus.Facts{Number: "1号", Kind: "条例"}},
	}
	many := added
	many.Damage = nil
	for range mostSlips + 1 {
		many.Damage = append(many.Damage, added.Damage[0])
	}
	for _, c := range []struct {
		name    string
		report  store.Report
		chinese bool
		wants   []string
	}{
		{"in English", added, false, []string{"added  ludeng  路灯\uFFFD条例 (2024-01-01)  5 clauses\n", "    under: 通知\n", "    facts: number 1号, kind 条例\n",
			"    numbering: article 3 is missing\n", "    doubt: line 7: looks like a heading\n", "    damage: 第一条  党负 → 党员 (a slip)\n", "    left out: a picture\n"}},
		{"in Chinese", added, true, []string{"新增  ludeng  ", "5 条\n", "    编号：缺第三条\n", "    存疑：第 7 行：像是标题\n", "（形近）\n", "    未收入：a picture\n"}},
		{"many slips of a kind", many, false, []string{"    damage: a slip: 6 times, first 第一条  党负 → 党员; --json lists them\n"}},
		{"a file without a document", store.Report{File: "b\n.docx", Status: store.Failed, Detail: "is damaged", DetailChinese: "已损坏"}, false, []string{"failed  b .docx: is damaged\n"}},
		{"passages", store.Report{Status: store.Added, ID: "x", Title: "X", Clauses: 1}, false, []string{"1 passage\n"}},
	} {
		var out bytes.Buffer
		Print(&terminal.Terminal{Stdout: &out, Chinese: c.chinese}, c.report)
		for _, want := range c.wants {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: %q is missing in\n%s", c.name, want, out.String())
			}
		}
	}
}

func TestSummary(t *testing.T) {
	count := map[store.Status]int{store.Failed: 1, store.Added: 20, store.Unchanged: 0}
	if got := Summary(new(terminal.Terminal), count, 1540*time.Millisecond); got != "20 added, 1 failed (1.5 s)" {
		t.Error(got)
	}
	if got := Summary(&terminal.Terminal{Chinese: true}, count, time.Second); got != "新增 20，失败 1（1.0 秒）" {
		t.Error(got)
	}
}

// The outline has a line for each section and clause, with the doubts below the clause in which they are.
func TestOutline(t *testing.T) {
	d, err := corpus.Parse("a.txt", []byte("路灯条例\n\n第一章 总则\n\n第一条 路灯应当照明，由街道办事处负责维护，并且每日检查一次。\n\n第三条 路灯不得损坏。\n"))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	Outline(&terminal.Terminal{Stdout: &out}, "a.txt", d)
	for _, want := range []string{"路灯条例  2 clauses  a.txt\n", "  第一章 总则\n    第一条 路灯应当照明", "…  ", " characters\n", "  ? numbering: "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}
