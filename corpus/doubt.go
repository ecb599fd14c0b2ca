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
	switch {
	case len(d.Clauses) == 0:
		d.doubt(Span{}, "no text was found below the title", "标题之下没有正文")
	case d.Report.Articles == 0 && d.Host == "":
		d.doubt(Span{}, fmt.Sprintf("no numbered clause was found; the text is kept in %s", passages(len(d.Clauses))),
			fmt.Sprintf("没有找到编号的条文，全文按 %d 段收入", len(d.Clauses)))
	}
	usual := d.usualLength()
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
	d.findLateBeginning()
	slices.SortStableFunc(d.Report.Doubts, func(a, b Doubt) int { return a.Start - b.Start })
}

// usualLength is the median length of the clauses in bytes, 0 where there are none.
func (d *Document) usualLength() int {
	var lengths []int
	for _, c := range d.Clauses {
		if c.Kind == Article {
			lengths = append(lengths, c.Body.Len())
		}
	}
	if len(lengths) == 0 {
		return 0
	}
	slices.Sort(lengths)
	return lengths[len(lengths)/2]
}

// findLateBeginning reports much text before a first clause that is not number one.
func (d *Document) findLateBeginning() {
	first := d.firstArticle()
	if first == nil || first.Index == 0 || first.Number < 2 || d.Report.Articles < 2 {
		return
	}
	before := 0
	for _, c := range d.Clauses[:first.Index] {
		if c.Kind != Cover {
			before += utf8.RuneCountInString(c.Text())
		}
	}
	if before > 3000 {
		d.doubt(Span{Start: d.Clauses[0].Body.Start, End: d.Clauses[first.Index-1].Body.End}, fmt.Sprintf("%d characters stand before the first clause, %s", before, first.Label),
			fmt.Sprintf("第一个条文（%s）之前有 %d 字", first.Label, before))
	}
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
	if len(c.Parts) < 2 || len(c.Ordinal) > 0 || label.Read(c.Label).Unit != label.Article {
		return
	}
	at := c.Body.Start
	for i, words := range strings.Split(c.Text(), "\n") {
		start, end := script.Trim(d.Source, at, at+len(words))
		at += len(words) + len("\n")
		if i == 0 || !strings.HasPrefix(d.Source[start:end], "第") {
			continue
		}
		if l := label.Read(d.Source[start:end]); l.Unit == label.Article && l.Number == c.Number+1 && l.Sub == 0 {
			words := script.Abridge(d.Source[start:end], 16)
			d.doubt(Span{Start: start, End: end}, fmt.Sprintf("a line within %s begins like a clause: “%s”", c.Label, words), fmt.Sprintf("%s之中有一行像是另一条：“%s”", c.Label, words))
			return
		}
	}
}
