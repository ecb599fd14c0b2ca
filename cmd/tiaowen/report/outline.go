package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/corpus"
	"tiaowen/index/store"
)

// Outline prints a document: its title and its facts, a line for each section and clause, and below each its doubtful
// places.
func Outline(t *terminal.Terminal, file string, d *corpus.Document) {
	s := t.Style()
	r := store.ReportOf(file, d)
	fmt.Fprintf(t.Stdout, "%s  %s  %s\n", s.Bold(terminal.Dated(d.Title, d.Date)), size(t, r), terminal.Plain(file))
	printFacts(t, r)
	printTree(t, d, r.Doubts)
	for k, one := range d.Report.Doubts {
		if one.Len() == 0 || placeOf(d, one) == nil {
			fmt.Fprintf(t.Stdout, "  %s %s\n", s.Mark("?"), terminal.Plain(doubt(t, r.Doubts[k])))
		}
	}
	line := func(what, words string) {
		fmt.Fprintf(t.Stdout, "  %s %s%s%s\n", s.Mark("?"), what, t.Say("：", ": "), terminal.Plain(words))
	}
	printGaps(t, r, line)
	printDamage(t, r.Damage, line)
	printLeft(t, r, line)
}

// printTree prints a line for each section and each clause of a document; told are its doubts in words.
func printTree(t *terminal.Terminal, d *corpus.Document, told []store.Doubt) {
	s := t.Style()
	next := 0 // Sections[next:] are not printed yet
	for i := 0; i <= len(d.Clauses); i++ {
		for ; next < len(d.Sections) && d.Sections[next].First <= i; next++ {
			section := d.Sections[next]
			fmt.Fprintf(t.Stdout, "  %s%s\n", strings.Repeat("  ", section.Depth), s.Dim(terminal.Plain(section.Name())))
		}
		if i < len(d.Clauses) {
			printClause(t, d.Clauses[i], told, d.Report.Doubts)
		}
	}
}

// printClause prints the label of a clause, its title or first words, its length, and its doubtful places.
func printClause(t *terminal.Terminal, c *corpus.Clause, told []store.Doubt, doubts []corpus.Doubt) {
	s := t.Style()
	depth := 1
	if c.Section != nil {
		depth = c.Section.Depth + 2
	}
	name := c.Label
	if name == "" {
		name = "(" + c.Key + ")"
	}
	words := c.Title
	if words == "" || c.Kind == corpus.Cover {
		words = begin(terminal.Plain(c.Text()), 24)
	}
	indent := strings.Repeat("  ", depth)
	fmt.Fprintf(t.Stdout, "%s%s %s  %s\n", indent, s.Bold(terminal.Plain(name)), terminal.Plain(words), s.Dim(t.Say("%d 字", "%d characters", utf8.RuneCountInString(c.Text()))))
	for k, one := range doubts {
		if one.Len() > 0 && placeOf(c.Document, one) == c {
			fmt.Fprintf(t.Stdout, "%s  %s %s\n", indent, s.Mark("?"), terminal.Plain(doubt(t, told[k])))
		}
	}
}

// placeOf is the clause in which a doubt begins, or nil.
func placeOf(d *corpus.Document, one corpus.Doubt) *corpus.Clause {
	for _, c := range d.Clauses {
		if c.Body.Start <= one.Start && one.Start < c.Body.End {
			return c
		}
	}
	return nil
}

// begin is s, or its first n code points and an ellipsis.
func begin(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}
