package corpus

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/label"
	"tiaowen/corpus/script"
)

// findDoubts reports what of a text may not be understood as it was meant: that
// nothing is numbered, a clause far longer than the others, a label that stands as
// words within a clause, and much text before the first clause.
func (d *Document) findDoubts() {
	if len(d.Clauses) > 0 && d.Report.Articles == 0 && d.Host == "" {
		d.doubt(Span{}, fmt.Sprintf("no numbered clause was found; the text is kept in %s", passages(len(d.Clauses))),
			fmt.Sprintf("没有找到编号的条文，全文按 %d 段收入", len(d.Clauses)))
	}
	if len(d.Clauses) == 0 {
		d.doubt(Span{}, "no text was found below the title", "标题之下没有正文")
	}
	var lengths []int
	for _, c := range d.Clauses {
		if c.Kind == Article {
			lengths = append(lengths, c.Body.Len())
		}
	}
	slices.Sort(lengths)
	usual := 0
	if len(lengths) > 0 {
		usual = lengths[len(lengths)/2]
	}
	for _, c := range d.Clauses {
		if c.Kind != Article {
			continue
		}
		if n := c.Body.Len(); n > 6000 && n > 20*max(usual, 150) {
			d.doubt(c.Body, fmt.Sprintf("%s has %d characters, far more than the others: clauses may have gone into it", c.Label, utf8.RuneCountInString(c.Text())),
				fmt.Sprintf("%s有 %d 字，远多于其他条文，可能混入了别的条文", c.Label, utf8.RuneCountInString(c.Text())))
		}
		d.findSwallowed(c)
	}
	if first := d.firstArticle(); first != nil && first.Index > 0 && d.Report.Articles > 1 {
		before := 0
		for _, c := range d.Clauses[:first.Index] {
			if c.Kind != Cover {
				before += utf8.RuneCountInString(c.Text())
			}
		}
		if before > 3000 && first.Number > 1 {
			d.doubt(Span{Start: d.Clauses[0].Body.Start, End: d.Clauses[first.Index-1].Body.End}, fmt.Sprintf("%d characters stand before the first clause, %s", before, first.Label),
				fmt.Sprintf("第一个条文（%s）之前有 %d 字", first.Label, before))
		}
	}
	slices.SortStableFunc(d.Report.Doubts, func(a, b Doubt) int { return a.Start - b.Start })
}

func passages(n int) string {
	if n == 1 {
		return "one passage"
	}
	return fmt.Sprintf("%d passages", n)
}

func (d *Document) firstArticle() *Clause {
	for _, c := range d.Clauses {
		if c.Kind == Article {
			return c
		}
	}
	return nil
}

func (d *Document) doubt(at Span, english, chinese string) {
	d.Report.Doubts = append(d.Report.Doubts, Doubt{at, english, chinese})
}

// findSwallowed reports a line within a clause that begins with the label that would be due behind it.
func (d *Document) findSwallowed(c *Clause) {
	if len(c.Parts) < 2 {
		return
	}
	if label.Read(c.Label).Unit != label.Article || len(c.Ordinal) > 0 {
		return
	}
	text := c.Text()
	for at := strings.IndexByte(text, '\n'); at >= 0 && at < len(text); {
		from := script.SkipBlank(text, at, len(text))
		if strings.HasPrefix(text[from:], "第") {
			if l := label.Read(text[from:]); l.Unit == label.Article && l.Number == c.Number+1 && l.Sub == 0 {
				to := len(text)
				if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
					to = from + i
				}
				words := script.Abridge(text[from:to], 16)
				d.doubt(Span{Start: c.Body.Start + from, End: c.Body.Start + to}, fmt.Sprintf("a line within %s begins like a clause: “%s”", c.Label, words), fmt.Sprintf("%s之中有一行像是另一条：“%s”", c.Label, words))
				return
			}
		}
		next := strings.IndexByte(text[from:], '\n')
		if next < 0 {
			return
		}
		at = from + next
	}
}
