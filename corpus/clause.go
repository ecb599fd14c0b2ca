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
	found := 0
	for _, c := range p.doc.Clauses {
		if c.Kind == Article || c.Kind == Passage {
			c.readQuestion()
		}
		if c.Kind != Article || c.Title != "" {
			continue
		}
		if c.Title = bracketed(c.Text()); c.Title == "" && p.leadTitle(c.Text()) != "" {
			found++
		}
	}
	if found*2 < p.doc.Report.Articles && p.Clause != label.Decimal {
		return
	}
	for _, c := range p.doc.Clauses {
		if c.Kind == Article && c.Title == "" {
			c.Title = p.leadTitle(c.Text())
			c.dropTitleLine()
		}
	}
}

// leadTitle is the title that the text of a clause begins with: a line of its own or, where neither articles nor decimals number
// the text, a first sentence.
func (p *parser) leadTitle(text string) string {
	if title := leadLine(text); title != "" || p.Clause == label.Article || p.Clause == label.Decimal {
		return title
	}
	return leadSentence(text)
}

// dropTitleLine counts the paragraphs of a clause without the line of its title.
func (c *Clause) dropTitleLine() {
	if leadLine(c.Text()) == "" || len(c.Parts) < 2 || len(c.Parts[0].Parts) > 0 {
		return
	}
	c.Parts = c.Parts[1:]
	for i := range c.Parts {
		c.Parts[i].Number = i + 1
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
	question, marked, at := questionIn(text)
	if question == "" || !script.Short(question, letterhead.MaxTitle) || !marked && !strings.HasSuffix(question, "？") && !strings.HasSuffix(question, "?") {
		return
	}
	at = script.SkipBlank(text, at, len(text))
	if mark := label.AnswerMark(text[at:]); mark > 0 {
		at = script.SkipBlank(text, at+mark, len(text))
	} else if marked {
		return
	}
	if at < len(text) {
		c.Title = question
		c.Answer = Span{Start: c.Body.Start + at, End: c.Body.End}
	}
}

// questionIn is the first line of text, or what stands on it between 问： and 答：, and where the text goes on. It is "" when nothing does; marked
// says that 问： stands before it.
func questionIn(text string) (question string, marked bool, at int) {
	line, rest, found := strings.Cut(text, "\n")
	asked := label.ReadAsk(line).Size
	question = strings.TrimFunc(line[asked:], script.IsBlank)
	if i := strings.Index(question, "答："); i > 0 && asked > 0 {
		return strings.TrimFunc(question[:i], script.IsBlank), true, strings.Index(text, "答：")
	}
	if !found {
		return "", false, 0
	}
	return question, asked > 0, len(text) - len(rest)
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
			c.Key = c.numberKey()
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

// numberKey is the number of a clause as a key: 20, 120-1, 4.1.2, 2.2A.
func (c *Clause) numberKey() string {
	key := strconv.Itoa(c.Number)
	if len(c.Ordinal) > 0 {
		key = c.ordinal().String()
	}
	switch {
	case c.Sub == 0:
		return key
	case len(c.Ordinal) > 0:
		return key + string(rune('A'+c.Sub-1))
	}
	return key + "-" + strconv.Itoa(c.Sub)
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
