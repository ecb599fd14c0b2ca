package api

import (
	"fmt"
	"io"
	"strings"

	"tiaowen/api/quote"
	"tiaowen/api/study/office"
)

// Summary counts the verdicts in one line. lang is zh, else English.
func (r *QuoteReport) Summary(lang string) string {
	var counts []string
	for _, v := range quote.Verdicts {
		if n := r.Counts[string(v)]; n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", v.Word(lang), n))
		}
	}
	switch {
	case len(counts) == 0 && lang == "zh":
		return "没有找到引文或引用。"
	case len(counts) == 0:
		return "No quotation and no citation was found."
	case lang == "zh":
		return fmt.Sprintf("引文和引用 %d 处：%s。", len(r.Findings), strings.Join(counts, "，"))
	}
	return fmt.Sprintf("%d quotations and citations: %s.", len(r.Findings), strings.Join(counts, ", "))
}

// VerdictWord is what a finding's verdict is called. lang is zh, else English.
func (f QuoteFinding) VerdictWord(lang string) string { return quote.Verdict(f.Verdict).Word(lang) }

// WriteDOCX writes the findings as a table to be printed: what the text says, what
// the clause says, the verdict. lang is zh, else English.
func (r *QuoteReport) WriteDOCX(w io.Writer, lang string) error {
	say := func(zh, en string) string {
		if lang == "zh" {
			return zh
		}
		return en
	}
	const verdict = 3400
	side := (office.TableWidth - verdict) / 2
	table := &office.Table{Widths: []int{side, side, verdict}, Head: []string{say("文中", "The text"), say("原文", "The clause"), say("结论", "Verdict")}}
	for _, f := range r.Findings {
		said, truly := office.Runs{{Text: f.Text}}, office.Runs{}
		if f.Said != nil {
			said = marked(f.Said, func(r *office.Run) { r.Struck = true })
			truly = marked(f.True, func(r *office.Run) { r.Bold, r.Underlined = true, true })
		} else if f.Found != nil && f.Kind != string(quote.Citation) {
			truly = office.Runs{{Text: f.Found.Text}}
		}
		if f.Citation != nil {
			said = append(said, office.Run{Text: "\n" + f.Citation.Text})
		}
		if f.Clause != nil {
			truly = append(truly, office.Run{Text: "\n" + f.Clause.Cite})
		}
		table.Rows = append(table.Rows, []office.Runs{said, truly, {{Text: f.VerdictWord(lang), Bold: f.Wrong()}, {Text: "\n" + f.Note}}})
	}
	title := say("引文核对", "Quotations checked")
	paragraphs := []office.Paragraph{office.Text(office.Title, title), office.Text(office.Note, r.Summary(lang))}
	if len(table.Rows) > 0 {
		paragraphs = append(paragraphs, office.Paragraph{Table: table}, office.Text(office.Note, ""))
	}
	return office.WriteDOCX(w, office.Document{Title: title, Landscape: true, Paragraphs: paragraphs})
}

// marked gives parts as runs; the changed ones get a look.
func marked(parts []ChangedPart, look func(*office.Run)) (out office.Runs) {
	for _, p := range parts {
		r := office.Run{Text: p.Text}
		if p.Changed {
			look(&r)
		}
		out = append(out, r)
	}
	return out
}
