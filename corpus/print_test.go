package corpus

import (
	"bufio"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/script"
)

// Outline prints a document's structure and report: a line for each section and
// clause, with the clause's title or how its words begin and end, its length in
// code points, and, where it has more than one, its paragraphs (¶) and items.
func Outline(w io.Writer, d *Document) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s  [%s]\n", d.Title, d.ID)
	if d.Date != "" {
		fmt.Fprintf(out, "date %s\n", d.Date)
	}
	fmt.Fprintf(out, "%s, %s; %d sections, %d clauses, %d passages\n\n",
		d.Report.Format, d.Report.Encoding, len(d.Sections), d.Report.Articles, len(d.Clauses)-d.Report.Articles)
	for _, l := range d.Leaves {
		if l.Kind == LeafHistory {
			fmt.Fprintf(out, "(history) %s\n", script.Plain(d.Text(l.Span)))
		}
		if l.Kind == LeafMarkup {
			fmt.Fprintf(out, "(left out) %s\n", script.Plain(d.Text(l.Span)))
		}
	}
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
	var doubts []string
	for _, one := range d.Report.Doubts {
		doubts = append(doubts, one.English)
	}
	printList(out, "doubts", doubts)
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
	} else if !strings.HasPrefix(c.Key, fmt.Sprint(c.Number)) || strings.Contains(c.Key, "~") {
		name += " (" + c.Key + ")"
	}
	words := c.Title
	if words == "" {
		words = beginAndEnd(script.Plain(c.Text()))
	}
	fmt.Fprintf(w, "%s%s %s  %d%s\n", strings.Repeat("  ", depth), name, words, utf8.RuneCountInString(c.Text()), outlineParts(c.Parts))
}

// beginAndEnd is a text, or its first and last words when it is long.
func beginAndEnd(text string) string {
	runes := []rune(text)
	if len(runes) <= 24 {
		return text
	}
	return string(runes[:12]) + "…" + string(runes[len(runes)-8:])
}

// outlineParts is the parts in short: ¶1（一）（二）[1. 2.]¶2. It is empty for a single paragraph without items.
func outlineParts(parts []Part) string {
	if len(parts) == 1 && parts[0].Kind == Paragraph && len(parts[0].Parts) == 0 {
		return ""
	}
	var b strings.Builder
	for _, p := range parts {
		if p.Kind == Paragraph {
			fmt.Fprintf(&b, "  ¶%d", p.Number)
		}
		b.WriteString(p.Label)
		if inner := outlineParts(p.Parts); inner != "" && p.Kind == Paragraph {
			b.WriteString(inner)
		} else if inner != "" {
			b.WriteString("[" + inner + "]")
		}
	}
	return b.String()
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
	i := sort.Search(len(d.Clauses), func(i int) bool { return d.Clauses[i].Body.End > s.Start })
	if i < len(d.Clauses) && d.Clauses[i].Body.Contains(s) {
		return d.Clauses[i].Key
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
