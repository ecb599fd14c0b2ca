package compare

import (
	"fmt"
	"io"
	"strings"

	"tiaowen/api/study/office"
	"tiaowen/corpus"
)

// WriteDOCX writes the comparison as the table of three columns that goes with a
// draft: before, after, note, on A4 in landscape. Words that went are struck
// out, words that came are bold and underlined. Rows without a change are left
// out when onlyChanges is set. lang is zh, else English.
func (r *Result) WriteDOCX(w io.Writer, lang string, onlyChanges bool) error {
	say := func(zh, en string) string {
		if lang == "zh" {
			return zh
		}
		return en
	}
	const note = 2200
	side := (office.TableWidth - note) / 2
	table := &office.Table{
		Widths: []int{side, side, note},
		Head:   []string{say("修订前", "Before"), say("修订后", "After"), say("说明", "Note")},
	}
	for _, m := range r.Matches {
		if onlyChanges && m.Same() {
			continue
		}
		table.Rows = append(table.Rows, []office.Runs{cell(m.From, false), cell(m.To, true), {{Text: m.Note(lang)}}})
	}
	title := r.To.Title + say("修订对照表", ": before and after")
	if r.From.Title != r.To.Title {
		title = fmt.Sprintf(say("《%s》与《%s》对照表", "%s and %s side by side"), r.From.Title, r.To.Title)
	}
	return office.WriteDOCX(w, office.Document{
		Title: title, Date: r.To.Date, Landscape: true,
		Paragraphs: []office.Paragraph{
			office.Text(office.Title, title),
			office.Text(office.Note, r.Summary(lang)),
			{Table: table},
			office.Text(office.Note, say("删去的文字加删除线，新增的文字加粗并加下划线。", "Deleted text is struck through; added text is bold and underlined.")),
		},
	})
}

// cell gives the clauses of one side with their names and marked words.
func cell(sides []Side, after bool) (out office.Runs) {
	for i, s := range sides {
		if i > 0 {
			out = append(out, office.Run{Text: "\n"})
		}
		label := strings.Join(strings.Fields(s.Clause.Label+" "+s.Clause.Title), " ")
		if label != "" {
			out = append(out, office.Run{Text: label + "　", Bold: true})
		}
		for _, p := range s.Parts {
			text := lines(s.Clause.Document.Text(p.Span))
			out = append(out, office.Run{Text: text, Struck: p.Changed && !after, Bold: p.Changed && after, Underlined: p.Changed && after})
		}
	}
	return out
}

// lines makes one line end of several.
func lines(s string) string {
	for strings.Contains(s, "\n\n") {
		s = strings.ReplaceAll(s, "\n\n", "\n")
	}
	return s
}

// Summary says in one line what is compared and counts the kinds.
func (r *Result) Summary(lang string) string {
	name := func(d *corpus.Document) string {
		if d.Date == "" {
			return "《" + d.Title + "》"
		}
		return "《" + d.Title + "》（" + d.Date + "）"
	}
	var counts []string
	for _, k := range Kinds {
		if n := r.Counts[k]; n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", k.Word(lang), n))
		}
	}
	if lang == "zh" {
		return name(r.From) + "与" + name(r.To) + "：" + strings.Join(counts, "，") + "。"
	}
	return name(r.From) + " and " + name(r.To) + ": " + strings.Join(counts, ", ") + "."
}
