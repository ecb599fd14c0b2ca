package main

import (
	"fmt"
	"io"
	"strings"

	"tiaowen/api"
	"tiaowen/cmd/tiaowen/terminal"
)

// head prints the section context and the label of a clause, as they are written in the text.
func head(w io.Writer, s terminal.Style, c *api.Clause) {
	path := []string{c.Document.Title}
	for _, section := range c.Path {
		path = append(path, strings.TrimSpace(section.Label+joint(section.Label)+section.Title))
	}
	fmt.Fprintln(w, s.Dim(strings.Join(path, " › ")))
	if label := strings.TrimSpace(c.Label + " " + c.Title); label != "" {
		fmt.Fprintln(w, s.Bold(label))
	}
}

// joint is the blank between 第一章 and its title; there is none after 六、.
func joint(label string) string {
	if strings.HasSuffix(label, "、") {
		return ""
	}
	return " "
}

// printAnswer prints the answers, grouped by clause, or the refusal.
func (e *env) printAnswer(a *api.Answer) {
	s := e.Style()
	if !a.Answerable {
		fmt.Fprintln(e.Stderr, terminal.Visible(a.Reason))
		if len(a.Related) > 0 {
			fmt.Fprintln(e.Stderr, e.Say("相近的条文：", "closest clauses:"))
		}
		for _, c := range a.Related {
			fmt.Fprintf(e.Stderr, "  %s  %s\n", terminal.Visible(strings.TrimSpace(c.Cite)), terminal.Visible(brief(c)))
		}
		return
	}
	if a.Grade == "likely" {
		fmt.Fprintln(e.Stdout, e.Say("可能相关，原文没有直接写明：", "Possibly related; the text does not say so directly:"))
		fmt.Fprintln(e.Stdout)
	}
	last := ""
	for _, one := range a.Answers {
		if one.Clause.ID != last {
			if last != "" {
				fmt.Fprintln(e.Stdout)
			}
			head(e.Stdout, s, one.Clause)
			last = one.Clause.ID
		}
		fmt.Fprintln(e.Stdout, terminal.Indent(terminal.Visible(one.Text)))
	}
}

// brief is the sentence of a related clause that is closest to the question, cut after
// 60 code points.
func brief(c api.RelatedClause) string {
	runes := []rune(c.Text)
	best := runes[c.Best.Start:c.Best.End]
	if len(best) > 60 {
		return string(best[:60]) + "……"
	}
	return string(best)
}

// printEvidence prints why the best sentence answers, or why none does.
func (e *env) printEvidence(a *api.Answer) {
	if a.Probability == 0 {
		return
	}
	fmt.Fprintf(e.Stdout, "\n%s %.2f\n", e.Say("概率", "probability"), a.Probability)
	for _, r := range a.Evidence {
		fmt.Fprintf(e.Stdout, "  %+6.2f  %s (%.2f)\n", r.Weight, r.Evidence, r.Value)
	}
}

// cut gives …… for each end at which a passage omits words of its clause.
func cut(h api.Hit) (from, on string) {
	var passage strings.Builder
	for _, part := range h.Parts {
		passage.WriteString(part.Text)
	}
	text, words := strings.TrimSpace(h.Clause.Text), strings.TrimSpace(passage.String())
	if !strings.HasPrefix(text, words) {
		from = "……"
	}
	if !strings.HasSuffix(text, words) {
		on = "……"
	}
	return from, on
}

// printHits prints a passage for each hit and marks the words of the query.
func (e *env) printHits(r *api.SearchResult) {
	s := e.Style()
	for i, hit := range r.Hits {
		if i > 0 {
			fmt.Fprintln(e.Stdout)
		}
		head(e.Stdout, s, hit.Clause)
		var passage strings.Builder
		for _, part := range hit.Parts {
			if part.Match {
				passage.WriteString(s.Mark(part.Text))
			} else {
				passage.WriteString(terminal.Visible(part.Text))
			}
		}
		from, on := cut(hit)
		fmt.Fprintln(e.Stdout, terminal.Indent(from+strings.TrimSpace(passage.String())+on))
		for _, why := range hit.Why {
			fmt.Fprintln(e.Stdout, s.Dim("    · "+why))
		}
	}
	if r.DidYouMean != "" {
		fmt.Fprintln(e.Stderr, e.Say("是不是要找：%s", "did you mean: %s", terminal.Visible(r.DidYouMean)))
	}
	if len(r.Hits) == 0 {
		e.printNone(r)
	} else if r.Total > len(r.Hits) && s.On {
		fmt.Fprintln(e.Stdout, s.Dim(e.Say("共 %d 条，显示 %d 条", "%d found, %d shown", r.Total, len(r.Hits))))
	}
}

// printNone says that a search has no hits, and names the older versions that have the words.
func (e *env) printNone(r *api.SearchResult) {
	if len(r.Older) == 0 {
		fmt.Fprintln(e.Stderr, e.Say("没有找到", "nothing found"))
		return
	}
	fmt.Fprintln(e.Stderr, e.Say("现行版本没有，旧版本写过：", "nothing found in current versions; older versions have it:"))
	for _, hit := range r.Older {
		fmt.Fprintf(e.Stderr, "  %s  %s\n    %s\n", terminal.Visible(hit.Clause.Cite), terminal.Visible(hit.Date), hit.Clause.URL)
	}
}
