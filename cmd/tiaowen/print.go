package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"

	"tiaowen/api"
)

// style draws on a terminal and leaves the words alone elsewhere.
type style struct{ on bool }

func (e *env) style() style {
	f, ok := e.stdout.(*os.File)
	return style{ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))}
}

func (s style) wrap(code, text string) string {
	text = visible(text)
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string { return s.wrap("1", text) }
func (s style) dim(text string) string  { return s.wrap("2", text) }
func (s style) mark(text string) string { return s.wrap("1;33", text) }

// head prints a clause's section context and its label, as one reads them in the text.
func (s style) head(w io.Writer, c *api.Clause) {
	path := []string{c.Document.Title}
	for _, section := range c.Path {
		path = append(path, strings.TrimSpace(section.Label+joint(section.Label)+section.Title))
	}
	fmt.Fprintln(w, s.dim(strings.Join(path, " › ")))
	if label := strings.TrimSpace(c.Label + " " + c.Title); label != "" {
		fmt.Fprintln(w, s.bold(label))
	}
}

// visible drops the control characters of a document or a query: they are no
// words, and a terminal would obey them.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
}

// joint is the blank that is between 第一章 and its title, but not after 六、.
func joint(label string) string {
	if strings.HasSuffix(label, "、") {
		return ""
	}
	return " "
}

// indent keeps the paragraphs of a text below their clause.
func indent(text string) string {
	lines := strings.Split(text, "\n")
	out := lines[:0]
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, "    "+line)
		}
	}
	return strings.Join(out, "\n")
}

// printAnswer prints the answers below the clauses they are in, or the refusal.
func (e *env) printAnswer(a *api.Answer) {
	s := e.style()
	if !a.Answerable {
		fmt.Fprintln(e.stderr, visible(a.Reason))
		if len(a.Related) > 0 {
			fmt.Fprintln(e.stderr, e.say("相近的条文：", "closest clauses:"))
		}
		for _, c := range a.Related {
			fmt.Fprintf(e.stderr, "  %s  %s\n", visible(strings.TrimSpace(c.Cite)), visible(brief(c)))
		}
		return
	}
	if a.Grade == "likely" {
		fmt.Fprintln(e.stdout, e.say("可能相关，原文没有直接写明：", "Possibly related; the text does not say so directly:"))
		fmt.Fprintln(e.stdout)
	}
	last := ""
	for _, one := range a.Answers {
		if one.Clause.ID != last {
			if last != "" {
				fmt.Fprintln(e.stdout)
			}
			s.head(e.stdout, one.Clause)
			last = one.Clause.ID
		}
		fmt.Fprintln(e.stdout, indent(visible(one.Text)))
	}
}

// brief is the sentence of a related clause that is nearest to the question, at
// most 60 code points of it.
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
	fmt.Fprintf(e.stdout, "\n%s %.2f\n", e.say("概率", "probability"), a.Probability)
	for _, r := range a.Evidence {
		fmt.Fprintf(e.stdout, "  %+6.2f  %s (%.2f)\n", r.Weight, r.Evidence, r.Value)
	}
}

// cut gives …… for each end at which a passage leaves words of its clause out.
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

// printHits prints a passage for each hit, the query's words marked.
func (e *env) printHits(r *api.SearchResult) {
	s := e.style()
	for i, hit := range r.Hits {
		if i > 0 {
			fmt.Fprintln(e.stdout)
		}
		s.head(e.stdout, hit.Clause)
		var passage strings.Builder
		for _, part := range hit.Parts {
			if part.Match {
				passage.WriteString(s.mark(part.Text))
			} else {
				passage.WriteString(visible(part.Text))
			}
		}
		from, on := cut(hit)
		fmt.Fprintln(e.stdout, indent(from+strings.TrimSpace(passage.String())+on))
		for _, why := range hit.Why {
			fmt.Fprintln(e.stdout, s.dim("    · "+why))
		}
	}
	if r.DidYouMean != "" {
		fmt.Fprintln(e.stderr, e.say("是不是要找：%s", "did you mean: %s", visible(r.DidYouMean)))
	}
	if len(r.Older) > 0 {
		fmt.Fprintln(e.stderr, e.say("现行版本没有，旧版本写过：", "nothing found in current versions; older versions have it:"))
		for _, hit := range r.Older {
			fmt.Fprintf(e.stderr, "  %s  %s\n    %s\n", visible(hit.Clause.Cite), visible(hit.Date), hit.Clause.URL)
		}
	} else if len(r.Hits) == 0 {
		fmt.Fprintln(e.stderr, e.say("没有找到", "nothing found"))
	} else if r.Total > len(r.Hits) && s.on {
		fmt.Fprintln(e.stdout, s.dim(e.say("共 %d 条，显示 %d 条", "%d found, %d shown", r.Total, len(r.Hits))))
	}
}
