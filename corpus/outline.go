package corpus

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Outline prints a document's structure and report, a line for each section
// and clause. Lengths count code points.
func Outline(w io.Writer, d *Document) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s  [%s]\n", d.Title, d.ID)
	if d.Date != "" {
		fmt.Fprintf(out, "date %s\n", d.Date)
	}
	fmt.Fprintf(out, "%s, %s; %d sections, %d clauses, %d passages\n\n",
		d.Report.Format, d.Report.Encoding, len(d.Sections), d.Report.Articles, len(d.Clauses)-d.Report.Articles)
	next := 0 // Sections[next:] are not printed yet
	for i := 0; i <= len(d.Clauses); i++ {
		for ; next < len(d.Sections) && d.Sections[next].First <= i; next++ {
			s := d.Sections[next]
			fmt.Fprintf(out, "%s%s\n", strings.Repeat("  ", s.Depth), s.Name())
		}
		if i < len(d.Clauses) {
			outlineClause(out, d.Clauses[i])
		}
	}
	printList(out, "gaps", d.Report.Gaps)
	var damage []string
	for _, r := range d.Report.Damage {
		damage = append(damage, fmt.Sprintf("%s: %s -> %s  %s", d.place(r.Span), d.context(r.Span), r.Likely, r.Reason))
	}
	printList(out, "damage", damage)
	printList(out, "skipped", d.Report.Skipped)
	return out.Flush()
}

func outlineClause(w io.Writer, c *Clause) {
	depth := 0
	if c.Section != nil {
		depth = c.Section.Depth + 1
	}
	name := c.Label
	if c.Kind != Article {
		name = "(" + c.Key + ")"
	}
	if c.Title != "" {
		name += " " + c.Title
	}
	fmt.Fprintf(w, "%s%s  %d\n", strings.Repeat("  ", depth), name, utf8.RuneCountInString(c.Text()))
}

func printList(w io.Writer, name string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", name)
	for _, line := range lines {
		fmt.Fprintf(w, "  %s\n", line)
	}
}

// place names the clause that holds s, or the line.
func (d *Document) place(s Span) string {
	for _, c := range d.Clauses {
		if c.Body.Contains(s) {
			return c.Key
		}
	}
	return fmt.Sprintf("line %d", 1+strings.Count(d.Source[:s.Start], "\n"))
}

// context is the span in 〔〕 with a few characters on either side.
func (d *Document) context(s Span) string {
	start, end := s.Start, s.End
	for i := 0; i < 6 && start > 0; i++ {
		r, n := utf8.DecodeLastRuneInString(d.Source[:start])
		if r == '\n' {
			break
		}
		start -= n
	}
	for i := 0; i < 6 && end < len(d.Source); i++ {
		r, n := utf8.DecodeRuneInString(d.Source[end:])
		if r == '\n' {
			break
		}
		end += n
	}
	return d.Source[start:s.Start] + "〔" + d.Text(s) + "〕" + d.Source[s.End:end]
}
