package corpus

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxClauseTitle is the longest title of a clause, in code points.
const maxClauseTitle = 40

// titles gives clauses their titles: the words in 【】 after the label, or, in a
// text most of whose clauses begin with a short sentence before others, that
// sentence without its 。.
func (p *parser) titles() {
	doc := p.doc
	if p.clause == article {
		for _, c := range doc.Clauses {
			if rest, ok := strings.CutPrefix(c.Text(), "【"); ok && c.Kind == Article {
				if i := strings.Index(rest, "】"); i > 0 && utf8.RuneCountInString(rest[:i]) <= maxClauseTitle {
					c.Title = rest[:i]
				}
			}
		}
		return
	}
	found := 0
	for _, c := range doc.Clauses {
		if c.Kind == Article && leadSentence(c.Text()) != "" {
			found++
		}
	}
	if found*2 < doc.Report.Articles {
		return
	}
	for _, c := range doc.Clauses {
		if c.Kind == Article {
			c.Title = leadSentence(c.Text())
		}
	}
}

// leadSentence is the first sentence of text when it reads as a title: short,
// undivided, and with more behind it on the same line.
func leadSentence(text string) string {
	title, rest, found := strings.Cut(text, "。")
	if !found || rest == "" || rest[0] == '\n' || strings.ContainsAny(title, "，；：\n") || utf8.RuneCountInString(title) > maxClauseTitle {
		return ""
	}
	return title
}

// keys names every clause: by its number where it has one, and a repeat by the
// number of times it was seen, "20~2".
func (p *parser) keys() {
	seen := make(map[string]int, len(p.doc.Clauses))
	passages := 0
	for _, c := range p.doc.Clauses {
		switch c.Kind {
		case Article:
			c.Key = strconv.Itoa(c.Number)
			if c.Sub > 0 {
				c.Key += "-" + strconv.Itoa(c.Sub)
			}
		case Preamble:
			c.Key = "preamble"
		case Attachment:
			c.Key = "attachment"
		case Passage:
			passages++
			c.Key = "p" + strconv.Itoa(passages)
		}
		if seen[c.Key]++; seen[c.Key] > 1 {
			c.Key += "~" + strconv.Itoa(seen[c.Key])
		}
	}
}

// findGaps reports numbers that are missing or stand twice. Numbers that start
// anew in each section are no repeats.
func (d *Document) findGaps() {
	var last *Clause
	for _, c := range d.Clauses {
		if c.Kind != Article {
			continue
		}
		switch {
		case last == nil && c.Number > 1:
			d.Report.Gaps = append(d.Report.Gaps, fmt.Sprintf("the numbering begins with %s", c.Label))
		case last == nil:
		case c.Number == last.Number && c.Sub == last.Sub:
			d.Report.Gaps = append(d.Report.Gaps, fmt.Sprintf("%s stands twice", c.Label))
		case c.Number > last.Number+1:
			d.Report.Gaps = append(d.Report.Gaps, fmt.Sprintf("%s follows %s", c.Label, last.Label))
		case c.Number < last.Number && !(c.Number == 1 && c.Section != last.Section):
			d.Report.Gaps = append(d.Report.Gaps, fmt.Sprintf("%s follows %s", c.Label, last.Label))
		}
		last = c
	}
}
