package web

import (
	"fmt"
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
	row.Bad = r.Status == "failed" || r.Status == "refused"
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
	for i, gap := range r.Gaps {
		if v.Lang == "zh" && len(r.GapsChinese) == len(r.Gaps) {
			gap = r.GapsChinese[i]
		}
		add("admin-gap", gap)
	}
	for _, d := range r.Doubts {
		words := v.choose(d.Chinese, d.Doubt)
		if d.Line > 0 {
			words = v.say("admin-line", d.Line) + words
		}
		add("admin-doubt", words)
	}
	for i, slip := range r.Damage {
		if i == mostSlips {
			add("admin-damage", v.say("admin-more", len(r.Damage)-mostSlips))
			break
		}
		words := slip.Text
		if slip.Likely != "" {
			words += " → " + slip.Likely
		}
		if slip.Clause != "" {
			words = slip.Clause + "　" + words
		}
		add("admin-damage", fmt.Sprintf("%s　%s", words, v.choose(slip.ReasonChinese, slip.Reason)))
	}
	for i, left := range r.Left {
		if v.Lang == "zh" && len(r.LeftChinese) == len(r.Left) {
			left = r.LeftChinese[i]
		}
		add("admin-left", left)
	}
	return row
}
