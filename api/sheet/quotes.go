package sheet

import (
	"io"

	"tiaowen/api"
	"tiaowen/api/quote"
	"tiaowen/api/study/office"
)

// WriteQuotesDOCX writes the findings as a table to be printed: what the text says, what
// the clause says, the verdict. lang is zh, else English.
func WriteQuotesDOCX(w io.Writer, r *api.QuoteReport, lang string) error {
	say := speaker(lang)
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
func marked(parts []api.ChangedPart, look func(*office.Run)) (out office.Runs) {
	for _, p := range parts {
		r := office.Run{Text: p.Text}
		if p.Changed {
			look(&r)
		}
		out = append(out, r)
	}
	return out
}
