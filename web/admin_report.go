package web

import (
	"net/url"

	"tiaowen/api/admin"
)

// reportRow is what became of a file, in the reader's language.
type reportRow struct {
	File, Status, Title, URL string
	Articles                 int
	Detail                   string
	Lines                    []reportLine
	Bad                      bool // nothing came of the file
}

// reportLine is one thing that deserves a look.
type reportLine struct{ What, Words string }

// mostSlips is how many suspected slips are listed one by one.
const mostSlips = 20

// reportOf words a report, its doubtful places with it.
func reportOf(v voice, r admin.Report) reportRow {
	row := reportRow{File: r.File, Status: v.say("admin-status-" + string(r.Status)), Title: r.Title, Articles: r.Articles, Detail: v.choose(r.DetailChinese, r.Detail)}
	switch r.Status {
	case "failed", "refused":
		row.Bad = true
	}
	if r.ID != "" && r.Status != "removed" {
		row.URL = "/d/" + url.PathEscape(r.ID)
	}
	add := func(key, words string) { row.Lines = append(row.Lines, reportLine{v.say(key), words}) }
	if r.Cover != "" {
		add("admin-cover", r.Cover)
	}
	if r.Host != "" {
		add("admin-host", r.Host)
	}
	for _, gap := range v.list(r.GapsChinese, r.Gaps) {
		add("admin-gap", gap)
	}
	for _, d := range r.Doubts {
		words := v.choose(d.Chinese, d.Doubt)
		if d.Line > 0 {
			words = v.say("admin-line", d.Line) + words
		}
		add("admin-doubt", words)
	}
	for _, line := range slipLines(v, r) {
		add("admin-damage", line)
	}
	for _, left := range v.list(r.LeftChinese, r.Left) {
		add("admin-left", left)
	}
	return row
}

// list chooses a list in the language of the page; the English one where not all of it was put into Chinese.
func (v voice) list(zh, en []string) []string {
	if v.Lang == "zh" && len(zh) == len(en) {
		return zh
	}
	return en
}

// slipLines are the suspected slips of a report, each with its clause, what stands there, what is meant, and why;
// and behind mostSlips of them how many more there are.
func slipLines(v voice, r admin.Report) (out []string) {
	for _, slip := range r.Damage[:min(mostSlips, len(r.Damage))] {
		words := slip.Text
		if slip.Likely != "" {
			words += " → " + slip.Likely
		}
		if slip.Clause != "" {
			words = slip.Clause + "　" + words
		}
		out = append(out, words+"　"+v.choose(slip.ReasonChinese, slip.Reason))
	}
	if more := len(r.Damage) - mostSlips; more > 0 {
		out = append(out, v.say("admin-more", more))
	}
	return out
}
