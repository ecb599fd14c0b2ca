package administration

import (
	"net/url"

	"tiaowen/api/admin"
	"tiaowen/web/messages"
)

// reportRow is what became of a file, in the reader's language.
type reportRow struct {
	File, Status, Title, URL string
	Articles                 int
	Detail                   string
	Lines                    []reportLine
	Bad                      bool // the file gave no document
}

// reportLine is one thing to check.
type reportLine struct{ What, Words string }

// mostSlips is how many suspected slips are listed one by one.
const mostSlips = 20

// reportOf words a report with its doubtful places.
func reportOf(v messages.Voice, r admin.Report) reportRow {
	row := reportRow{File: r.File, Status: v.Say("admin-status-" + string(r.Status)), Title: r.Title, Articles: r.Articles, Detail: v.Choose(r.DetailChinese, r.Detail)}
	switch r.Status {
	case "failed", "refused":
		row.Bad = true
	}
	if r.ID != "" && r.Status != "removed" {
		row.URL = "/d/" + url.PathEscape(r.ID)
	}
	add := func(key, words string) { row.Lines = append(row.Lines, reportLine{v.Say(key), words}) }
	if r.Cover != "" {
		add("admin-cover", r.Cover)
	}
	if r.Host != "" {
		add("admin-host", r.Host)
	}
	for _, gap := range v.List(r.GapsChinese, r.Gaps) {
		add("admin-gap", gap)
	}
	for _, d := range r.Doubts {
		words := v.Choose(d.Chinese, d.Doubt)
		if d.Line > 0 {
			words = v.Say("admin-line", d.Line) + words
		}
		add("admin-doubt", words)
	}
	for _, line := range slipLines(v, r) {
		add("admin-damage", line)
	}
	for _, left := range v.List(r.LeftChinese, r.Left) {
		add("admin-left", left)
	}
	return row
}

// slipLines are the suspected slips of a report, each with its clause, its text, the probable text and the reason;
// after mostSlips lines, the last line says how many more there are.
func slipLines(v messages.Voice, r admin.Report) (out []string) {
	for _, slip := range r.Damage[:min(mostSlips, len(r.Damage))] {
		words := slip.Text
		if slip.Likely != "" {
			words += " → " + slip.Likely
		}
		if slip.Clause != "" {
			words = slip.Clause + "　" + words
		}
		out = append(out, words+"　"+v.Choose(slip.ReasonChinese, slip.Reason))
	}
	if more := len(r.Damage) - mostSlips; more > 0 {
		out = append(out, v.Say("admin-more", more))
	}
	return out
}
