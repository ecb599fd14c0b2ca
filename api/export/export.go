// Package export writes documents and chosen clauses as files to keep: Markdown, the outline
// alone, and Word documents in the layout of official texts (GB/T 9704).
package export

import (
	"io"
	"strings"

	"tiaowen/api"
	"tiaowen/api/study/office"
	"tiaowen/corpus"
)

// Markdown gives a document as Markdown: its title, what is said below it, headings by their
// depth, and each clause with its printed label. The words are as published; signs that Markdown would
// take for its own are escaped.
func Markdown(d *corpus.Document) string {
	var b strings.Builder
	walk(d, visitor{
		title:   func(text string) { b.WriteString("# " + escape(text) + "\n") },
		history: func(line string) { b.WriteString("\n" + escape(line) + "\n") },
		heading: func(s *corpus.Section) {
			b.WriteString("\n" + strings.Repeat("#", min(2+s.Depth, 6)) + " " + escape(s.Name()) + "\n")
		},
		clause: func(c *corpus.Clause) {
			for i, line := range Lines(c) {
				if i == 0 && c.Label != "" {
					b.WriteString("\n**" + escape(c.Label) + "**　" + escape(line) + "\n")
					continue
				}
				if strings.HasPrefix(line, "|") { // a row of a table
					b.WriteString(line + "\n")
					continue
				}
				b.WriteString("\n" + escape(line) + "\n")
			}
		},
	})
	return b.String()
}

// Outline gives the headings of a document and the labels and titles of its clauses, as a nested list in Markdown.
func Outline(d *corpus.Document) string {
	var b strings.Builder
	depth := 0
	walk(d, visitor{
		title:   func(text string) { b.WriteString("# " + escape(text) + "\n\n") },
		history: func(string) {},
		heading: func(s *corpus.Section) {
			b.WriteString(strings.Repeat("  ", s.Depth) + "- " + escape(s.Name()) + "\n")
			depth = s.Depth + 1
		},
		clause: func(c *corpus.Clause) {
			name := strings.TrimSpace(c.Label + " " + c.Title)
			if name == "" || c.Kind != corpus.Article {
				return
			}
			if c.Section == nil {
				depth = 0
			}
			b.WriteString(strings.Repeat("  ", depth) + "- " + escape(name) + "\n")
		},
	})
	return b.String()
}

// WriteDOCX writes a document in Word's format.
func WriteDOCX(w io.Writer, d *corpus.Document) error {
	out := office.Document{Title: d.Title, Date: d.Date}
	add := func(p office.Paragraph) { out.Paragraphs = append(out.Paragraphs, p) }
	walk(d, visitor{
		title:   func(text string) { add(office.Text(office.Title, text)) },
		history: func(line string) { add(office.Text(office.Under, line)) },
		heading: func(s *corpus.Section) {
			style := office.Level1
			if s.Depth > 0 {
				style = office.Level2
			}
			add(office.Paragraph{Style: style, Runs: []office.Run{{Text: s.Name()}}, Next: true})
		},
		clause: func(c *corpus.Clause) {
			for i, line := range Lines(c) {
				p := office.Text(office.Body, line)
				if i == 0 && c.Label != "" {
					p.Runs = []office.Run{{Text: c.Label + "　", Bold: true}, {Text: line}}
				}
				add(p)
			}
		},
	})
	return office.WriteDOCX(w, out)
}

// visitor is told the parts of a document in the order of its text.
type visitor struct {
	title   func(text string)
	history func(line string)
	heading func(s *corpus.Section)
	clause  func(c *corpus.Clause)
}

func walk(d *corpus.Document, v visitor) {
	v.title(d.Title)
	for _, leaf := range d.Leaves {
		if leaf.Kind == corpus.LeafHistory {
			if line := strings.TrimSpace(d.Text(leaf.Span)); line != "" {
				v.history(line)
			}
		}
	}
	next := 0
	for _, s := range d.Sections {
		for ; next < len(d.Clauses) && d.Clauses[next].Body.Start < s.Heading.Start; next++ {
			v.clause(d.Clauses[next])
		}
		v.heading(s)
	}
	for ; next < len(d.Clauses); next++ {
		v.clause(d.Clauses[next])
	}
}

// Lines are the lines of a clause that hold words.
func Lines(c *corpus.Clause) []string { return linesOf(c.Text()) }

func linesOf(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// escape keeps signs from being read as Markdown.
func escape(s string) string {
	s = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`, "[", `\[`, "]", `\]`).Replace(s)
	if s != "" && strings.ContainsRune("#>+-|~=", rune(s[0])) {
		s = `\` + s
	}
	if digits := strings.TrimLeft(s, "0123456789"); len(digits) < len(s) && (strings.HasPrefix(digits, ". ") || strings.HasPrefix(digits, ") ")) {
		s = s[:len(s)-len(digits)] + `\` + digits
	}
	return s
}

// Item is a clause that somebody chose, with what they say of it.
type Item struct {
	Clause *api.Clause
	Note   string
}

// WriteItems writes clauses in Word's format: each with its words, its citation, its note and its address, which
// begins with base.
func WriteItems(w io.Writer, title, base string, items []Item) error {
	out := office.Document{Title: title, Paragraphs: []office.Paragraph{office.Text(office.Title, title)}}
	for _, item := range items {
		out.Paragraphs = append(out.Paragraphs, office.Paragraph{Style: office.Level1, Runs: []office.Run{{Text: item.Clause.Cite}}, Next: true})
		for _, line := range linesOf(item.Clause.Text) {
			out.Paragraphs = append(out.Paragraphs, office.Text(office.Body, line))
		}
		for _, line := range linesOf(item.Note) {
			out.Paragraphs = append(out.Paragraphs, office.Paragraph{Style: office.Flush, Runs: []office.Run{{Text: line, Underlined: true}}})
		}
		out.Paragraphs = append(out.Paragraphs, office.Text(office.Note, base+item.Clause.URL))
	}
	return office.WriteDOCX(w, out)
}
