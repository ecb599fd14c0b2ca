package corpus

import (
	"strconv"
	"strings"
)

// maxClauseTitle is the longest title of a clause, in code points.
const maxClauseTitle = 40

// titles gives clauses their titles. Three ways of writing them are known: the
// words in 【】 after the label; few words on a line of their own before the text;
// and a first sentence of few words before others, cited without its 。. The
// last two count only where most clauses of the text have them.
func (p *parser) titles() {
	way := func(text string) string {
		if title := leadLine(text); title != "" || p.clause == article {
			return title
		}
		return leadSentence(text)
	}
	found := 0
	for _, c := range p.doc.Clauses {
		if c.Kind != Article {
			continue
		}
		if c.Title = bracketed(c.Text()); c.Title == "" && way(c.Text()) != "" {
			found++
		}
	}
	if found*2 < p.doc.Report.Articles {
		return
	}
	for _, c := range p.doc.Clauses {
		if c.Kind != Article || c.Title != "" {
			continue
		}
		c.Title = way(c.Text())
		if leadLine(c.Text()) != "" && len(c.Parts) > 1 && len(c.Parts[0].Parts) == 0 {
			c.Parts = c.Parts[1:] // the line of the title is no paragraph
			for i := range c.Parts {
				c.Parts[i].Number = i + 1
			}
		}
	}
}

// bracketed is the title in 【】 that text begins with, or "".
func bracketed(text string) string {
	if rest, ok := strings.CutPrefix(text, "【"); ok {
		if i := strings.Index(rest, "】"); i > 0 && short(rest[:i], maxClauseTitle) {
			return rest[:i]
		}
	}
	return ""
}

// leadLine is the first line of text when it is a title: few words, no
// sentence, and words below it.
func leadLine(text string) string {
	title, rest, found := strings.Cut(text, "\n")
	title = plain(title)
	if !found || strings.TrimFunc(rest, isBlank) == "" || !short(title, maxClauseTitle) || endsSentence(title) || strings.ContainsAny(title, "，；。") {
		return ""
	}
	return title
}

// leadSentence is the first sentence of text when it reads as a title: few
// words, undivided, and more behind it on the same line, or items below it.
func leadSentence(text string) string {
	title, rest, found := strings.Cut(text, "。")
	if !found || rest == "" || strings.ContainsAny(title, "，；：\n") || !short(title, maxClauseTitle) {
		return ""
	}
	if rest[0] == '\n' && readLabel(strings.TrimLeftFunc(rest, isBlank)).unit == noUnit {
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

// Clause is the clause with a key, or nil.
func (d *Document) Clause(key string) *Clause {
	for _, c := range d.Clauses {
		if c.Key == key {
			return c
		}
	}
	return nil
}
