package corpus

import (
	"strconv"
	"strings"

	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/script"
)

// maxClauseTitle is the longest title of a clause, in code points.
const maxClauseTitle = 40

// titles gives clauses their titles. Four ways of writing them are known: the
// words in 【】 after the label; few words on a line of their own before the text;
// a first sentence of few words before others, cited without its 。; and a question before
// its answer. The second and the third count only where most clauses of the text have
// them, and the second with decimals (3.1 术语).
func (p *parser) titles() {
	way := func(text string) string {
		if title := leadLine(text); title != "" || p.Clause == label.Article || p.Clause == label.Decimal {
			return title
		}
		return leadSentence(text)
	}
	found := 0
	for _, c := range p.doc.Clauses {
		if c.Kind == Article || c.Kind == Passage {
			c.readQuestion()
		}
		if c.Kind != Article || c.Title != "" {
			continue
		}
		if c.Title = bracketed(c.Text()); c.Title == "" && way(c.Text()) != "" {
			found++
		}
	}
	if found*2 < p.doc.Report.Articles && p.Clause != label.Decimal {
		return
	}
	for _, c := range p.doc.Clauses {
		if c.Kind != Article || c.Title != "" {
			continue
		}
		c.Title = way(c.Text())
		if leadLine(c.Text()) != "" && len(c.Parts) > 1 && len(c.Parts[0].Parts) == 0 {
			c.Parts = c.Parts[1:] // the line of the title is not a paragraph
			for i := range c.Parts {
				c.Parts[i].Number = i + 1
			}
		}
	}
}

// readQuestion finds the question that a clause begins with, and its answer: a
// line behind 问： or one that ends in a question mark, and what stands below it,
// behind 答：.
func (c *Clause) readQuestion() {
	text := c.Text()
	if strings.IndexByte(text, '\n') < 0 && !strings.Contains(text, "答：") {
		return
	}
	line, rest, found := strings.Cut(text, "\n")
	asked := label.ReadAsk(line).Size
	question := strings.TrimFunc(line[asked:], script.IsBlank)
	if i := strings.Index(question, "答："); i > 0 && asked > 0 { // on one line
		at := strings.Index(text, "答：")
		rest, question, found = text[at:], strings.TrimFunc(question[:i], script.IsBlank), true
	}
	if !found || question == "" || !script.Short(question, letterhead.MaxTitle) || asked == 0 && !strings.HasSuffix(question, "？") && !strings.HasSuffix(question, "?") {
		return
	}
	at := len(text) - len(rest)
	at = script.SkipBlank(text, at, len(text))
	if mark := label.AnswerMark(text[at:]); mark > 0 {
		at = script.SkipBlank(text, at+mark, len(text))
	} else if asked > 0 {
		return
	}
	if at == len(text) {
		return
	}
	c.Title = question
	c.Answer = Span{Start: c.Body.Start + at, End: c.Body.End}
}

// bracketed is the title in 【】 that text begins with, or "".
func bracketed(text string) string {
	if rest, ok := strings.CutPrefix(text, "【"); ok {
		if i := strings.Index(rest, "】"); i > 0 && script.Short(rest[:i], maxClauseTitle) {
			return rest[:i]
		}
	}
	return ""
}

// leadLine is the first line of text when it is a title: few words, no
// sentence, and words below it.
func leadLine(text string) string {
	title, rest, found := strings.Cut(text, "\n")
	if !found || !script.Short(title, 3*maxClauseTitle) {
		return ""
	}
	title = script.Plain(title)
	if strings.TrimFunc(rest, script.IsBlank) == "" || !script.Short(title, maxClauseTitle) || script.EndsSentence(title) || strings.ContainsAny(title, "，；。") {
		return ""
	}
	return title
}

// leadSentence is the first sentence of text when it reads as a title: few
// words, undivided, and more behind it on the same line, or items below it.
func leadSentence(text string) string {
	title, rest, found := strings.Cut(text, "。")
	if !found || rest == "" || strings.ContainsAny(title, "，；：\n") || !script.Short(title, maxClauseTitle) {
		return ""
	}
	if rest[0] == '\n' && label.Read(strings.TrimLeftFunc(rest, script.IsBlank)).Unit == label.None {
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
			if len(c.Ordinal) > 0 {
				c.Key = c.ordinal().String()
				if c.Sub > 0 {
					c.Key += string(rune('A' + c.Sub - 1))
				}
			} else if c.Sub > 0 {
				c.Key += "-" + strconv.Itoa(c.Sub)
			}
		case Cover:
			c.Key = "cover"
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

func (c *Clause) ordinal() (o label.Ordinal) {
	for i := range min(len(c.Ordinal), len(o)) {
		o[i] = uint16(c.Ordinal[i])
	}
	return o
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
