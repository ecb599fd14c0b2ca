// Package report prints the results of imports, and the outline of a document with its doubtful places.
//
// [Print] prints the report of one file, [Summary] counts those of an import, [Outline] shows a document as it was read.
package report

import (
	"fmt"
	"strings"
	"time"

	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/index/store"
)

// statuses are the words for what became of a file, in the order of the summary.
var statuses = []struct {
	status store.Status
	zh, en string
}{
	{store.Added, "新增", "added"},
	{store.Replaced, "替换", "replaced"},
	{store.Unchanged, "未变", "unchanged"},
	{store.Duplicate, "重复", "duplicate"},
	{store.Removed, "移除", "removed"},
	{store.Skipped, "跳过", "skipped"},
	{store.Refused, "拒绝", "refused"},
	{store.Failed, "失败", "failed"},
}

func status(t *terminal.Terminal, s store.Status) string {
	for _, one := range statuses {
		if one.status == s {
			return t.Say(one.zh, one.en)
		}
	}
	return string(s)
}

// Summary is one line: 1508 added, 4 duplicate (21.4 s).
func Summary(t *terminal.Terminal, count map[store.Status]int, took time.Duration) string {
	var parts []string
	for _, one := range statuses {
		if n := count[one.status]; n > 0 {
			parts = append(parts, t.Say("%s %d", "%[2]d %[1]s", status(t, one.status), n))
		}
	}
	return strings.Join(parts, t.Say("，", ", ")) + t.Say("（%.1f 秒）", " (%.1f s)", took.Seconds())
}

// Print prints what became of a file: one line, and below it a line for each
// thing to check.
func Print(t *terminal.Terminal, r store.Report) {
	s := t.Style()
	word := status(t, r.Status)
	if r.ID == "" && r.Title == "" {
		fmt.Fprintf(t.Stdout, "%s  %s%s%s\n", s.Mark(word), terminal.Plain(r.File), t.Say("：", ": "), terminal.Plain(t.Say(r.DetailChinese, r.Detail)))
		return
	}
	name := r.ID
	if name == "" {
		name = terminal.Plain(r.File)
	}
	fmt.Fprintf(t.Stdout, "%s  %s  %s  %s\n", word, s.Bold(name), terminal.Dated(r.Title, r.Date), size(t, r))
	line := below(t)
	if r.Detail != "" {
		line(terminal.Plain(r.File), t.Say(r.DetailChinese, r.Detail))
	}
	printFacts(t, r)
	printGaps(t, r, line)
	for _, one := range r.Doubts {
		line(t.Say("存疑", "doubt"), doubt(t, one))
	}
	printDamage(t, r.Damage, line)
	printLeft(t, r, line)
}

// below gives a function that prints a line below that of a document: what it is about, and what there is to say.
func below(t *terminal.Terminal) func(what, words string) {
	return func(what, words string) {
		fmt.Fprintf(t.Stdout, "    %s%s%s\n", what, t.Say("：", ": "), terminal.Plain(words))
	}
}

// printFacts prints what a document is attached to and the facts that it states about itself.
func printFacts(t *terminal.Terminal, r store.Report) {
	line := below(t)
	if r.Cover != "" {
		line(t.Say("随文", "under"), r.Cover)
	}
	if r.Host != "" {
		line(t.Say("附于", "attached to"), r.Host)
	}
	if facts := facts(t, r.Facts); facts != "" {
		line(t.Say("公文", "facts"), facts)
	}
}

// printGaps prints the numbers that a document leaves out or repeats, in the user's language.
func printGaps(t *terminal.Terminal, r store.Report, line func(what, words string)) {
	gaps := r.Gaps
	if t.Chinese && len(r.GapsChinese) == len(gaps) {
		gaps = r.GapsChinese
	}
	for _, gap := range gaps {
		line(t.Say("编号", "numbering"), gap)
	}
}

// printLeft prints which parts of a file are not in the document, in the user's language.
func printLeft(t *terminal.Terminal, r store.Report, line func(what, words string)) {
	left := r.Left
	if t.Chinese && len(r.LeftChinese) == len(left) {
		left = r.LeftChinese
	}
	for _, one := range left {
		line(t.Say("未收入", "left out"), one)
	}
}

// size is the number of clauses of a document, or of passages if it has no clauses.
func size(t *terminal.Terminal, r store.Report) string {
	if r.Articles == 0 && r.Clauses > 0 {
		if r.Clauses == 1 {
			return t.Say("1 段", "1 passage")
		}
		return t.Say("%d 段", "%d passages", r.Clauses)
	}
	return t.Say("%d 条", "%d clauses", r.Articles)
}

// doubt is a doubt with its line.
func doubt(t *terminal.Terminal, one store.Doubt) string {
	words := t.Say(one.Chinese, one.Doubt)
	if one.Line > 0 {
		words = t.Say("第 %d 行：", "line %d: ", one.Line) + words
	}
	return words
}

// facts are the facts that an official document states about itself, on one line.
func facts(t *terminal.Terminal, f *store.Facts) string {
	if f == nil {
		return ""
	}
	var said []string
	for _, one := range []struct{ zh, en, value string }{
		{"文号", "number", f.Number}, {"发文机关", "issuer", f.Issuer}, {"成文日期", "signed", f.Signed}, {"施行日期", "in force from", f.Effective},
		{"密级", "secrecy", f.Secrecy}, {"种类", "kind", f.Kind}, {"效力", "status", f.Status}, {"简称", "names", strings.Join(f.Names, t.Say("、", ", "))},
	} {
		if one.value != "" {
			said = append(said, t.Say(one.zh, one.en)+" "+one.value)
		}
	}
	return strings.Join(said, t.Say("，", ", "))
}

// printDamage prints suspected slips: each one if there are few of its kind, else their number.
func printDamage(t *terminal.Terminal, damage []store.Slip, line func(what, words string)) {
	count := make(map[string]int)
	for _, slip := range damage {
		count[slip.Reason]++
	}
	printed := make(map[string]bool)
	for _, slip := range damage {
		reason := t.Say(slip.ReasonChinese, slip.Reason)
		words := slip.Text
		if slip.Likely != "" {
			words += " → " + slip.Likely
		}
		if slip.Clause != "" {
			words = slip.Clause + "  " + words
		}
		switch n := count[slip.Reason]; {
		case n <= mostSlips:
			line(t.Say("疑似文字错误", "damage"), words+t.Say("（", " (")+reason+t.Say("）", ")"))
		case !printed[slip.Reason]:
			printed[slip.Reason] = true
			line(t.Say("疑似文字错误", "damage"), t.Say("%s：%d 处，第一处 %s；用 --json 查看全部", "%s: %d times, first %s; --json lists them", reason, n, words))
		}
	}
}

// mostSlips is how many suspected slips of a kind are printed one by one.
const mostSlips = 5
