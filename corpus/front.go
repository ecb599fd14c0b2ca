package corpus

import (
	"strings"
	"unicode/utf8"
)

// maxTitle is the longest title of a document or a heading, in code points.
const maxTitle = 120

// front finds the title, the history under it and the date.
//
// The title is the first line that is no label and no sentence, with the lines
// that go on from it; between it and the body stand dated lines, document
// numbers and lines in brackets.
func (p *parser) front() {
	doc, lines := p.doc, p.lines
	marked := 0 // lines before the body that the format marks
	for marked < len(lines) && lines[marked].start < p.text.Body {
		marked++
	}
	i := 0
	for i < len(lines) && lines[i].level == 0 && isLetterhead(p.words(i)) {
		lines[i].role = isHistory
		i++
	}
	first := i
	var title []string
	for i < len(lines) && p.isTitle(i, first) {
		lines[i].role = isTitle
		title = append(title, p.words(i))
		i++
	}
	if i == len(lines) && len(title) > 0 { // nothing but a title: it is the text
		lines[i-1].role = isText
		i--
		title = title[:len(title)-1]
	}
	p.body = i
	var history []string
	open := 0 // brackets
	for i < len(lines) && (i < marked || open > 0 && i-p.body < 60 || p.isHistory(i)) {
		words := p.words(i)
		lines[i].role = isHistory
		history = append(history, words)
		open += strings.Count(words, "（") + strings.Count(words, "(") - strings.Count(words, "）") - strings.Count(words, ")")
		i++
	}
	if open > 0 && i >= marked && marked == 0 { // the bracket never closes: no history
		for k := p.body; k < i; k++ {
			lines[k].role = isText
		}
		history, i = nil, p.body
	}
	p.body = i
	doc.Title = joinTitle(title, lines[first].level > 0)
	if doc.Title == "" {
		doc.Title = plain(p.text.Title)
	}
	if doc.Title == "" {
		doc.Title = fileTitle(p.name)
	}
	doc.Date = p.text.Date
	if doc.Date == "" {
		doc.Date = versionDate(history)
	}
}

// joinTitle joins the lines of a title. Headings (总则 under 中华人民共和国民法典)
// and what follows a complete title are set off by a blank, a broken line goes on.
func joinTitle(lines []string, headings bool) string {
	if len(lines) == 0 {
		return ""
	}
	title := plain(lines[0])
	for _, l := range lines[1:] {
		if headings || namesDocument(title) {
			title += " "
		}
		title += plain(l)
	}
	return title
}

// isTitle reports whether line i belongs to the title that begins on line first.
func (p *parser) isTitle(i, first int) bool {
	l, words := p.lines[i], p.words(i)
	switch {
	case l.level == 1 && l.label.unit == noUnit:
		return i == first || p.lines[i-1].level == 1
	case l.table || l.label.unit != noUnit || isHeadingWord(words) || isContents(words):
		return false
	case l.level > 1:
		return false
	case i > first && (p.lines[first].level > 0 || i-first > 3 || namesDocument(plain(p.words(i-1)))):
		return false
	}
	return !endsSentence(words) && short(words, maxTitle) && !p.isHistory(i)
}

// isHistory reports whether line i, under a title, is part of the history: a
// date with what happened then, a document number, a bracket, a byline.
func (p *parser) isHistory(i int) bool {
	l, words := p.lines[i], p.words(i)
	if l.table || l.level > 0 || !short(words, 300) {
		return false
	}
	if iso, rest := readDate(words); iso != "" {
		return !strings.ContainsAny(rest, "。；")
	}
	if strings.HasPrefix(words, "（") || strings.HasPrefix(words, "(") {
		if l.label.unit != noUnit {
			return false
		}
		_, inner := utf8.DecodeRuneInString(words)
		iso, _ := readDate(words[inner:])
		return iso != "" || endsBracket(words) && short(words, 60)
	}
	return isDocumentNumber(words)
}

func endsBracket(words string) bool {
	return strings.HasSuffix(words, "）") || strings.HasSuffix(words, ")")
}

// isDocumentNumber reports whether words are a number such as 国发〔2019〕5号 or 第12号.
func isDocumentNumber(words string) bool {
	if !strings.HasSuffix(words, "号") || !short(words, 40) {
		return false
	}
	return strings.ContainsAny(words, "〔[［（(") || strings.HasPrefix(words, "第")
}

// isLetterhead reports whether words are what is printed above a title: the
// office's letterhead, a copy number, a grade of secrecy.
func isLetterhead(words string) bool {
	return short(words, 40) && (strings.HasSuffix(words, "文件") || isDocumentNumber(words) || words == "特急" || words == "急件" || words == "公开")
}

// isHeadingWord reports whether a line is one of the words that stand as
// headings without a label.
func isHeadingWord(words string) bool {
	if !short(words, 8) {
		return false
	}
	switch plain(words) {
	case "序言", "前言", "引言", "总则", "总纲", "分则", "附则", "结束语":
		return true
	}
	return false
}

func isContents(words string) bool {
	return short(words, 8) && (plain(words) == "目录" || plain(words) == "目次")
}

// contents marks a table of contents: the line 目录 and the headings below it,
// up to where the first of them comes again.
func (p *parser) contents() {
	for i := p.body; i < len(p.lines)-1 && i < p.body+10; i++ {
		if !isContents(p.words(i)) {
			continue
		}
		first := i + 1
		for k := first + 1; k < len(p.lines); k++ {
			l := p.lines[k]
			if l.label.unit == article || !short(p.words(k), 60) {
				break
			}
			if bare(p.words(k)) == bare(p.words(first)) {
				for n := i; n < k; n++ {
					p.lines[n].role = isMarkup
				}
				break
			}
		}
		if i == p.body && p.lines[i].role == isMarkup {
			for p.body < len(p.lines) && p.lines[p.body].role == isMarkup {
				p.body++
			}
		}
		return
	}
}

// bare is an entry of a table of contents without blanks, dots and page number.
func bare(entry string) string {
	entry = strings.TrimRight(entry, "0123456789 .·…\t\u3000-—()（）")
	return strings.Join(strings.FieldsFunc(entry, isBlank), "")
}

// signatures marks the office and the date that end a document or stand above its attachments.
func (p *parser) signatures() {
	for i := p.body + 1; i < len(p.lines); i++ {
		if p.lines[i].role == isAttachment {
			p.signature(i)
		}
	}
	p.signature(len(p.lines))
}

// signature marks a date, and the lines of the office above it, right above line end.
func (p *parser) signature(end int) {
	last := end - 1
	for n := 0; last > p.body && n < 3 && isNotice(p.words(last)); n++ {
		last--
	}
	if last <= p.body || p.lines[last].role != isText || p.lines[last].table {
		return
	}
	iso, rest := readDate(strings.Trim(p.words(last), "（）()"))
	if iso == "" || strings.TrimFunc(rest, isBlank) != "" {
		return
	}
	from := last
	for n := 0; n < 6 && from-1 > p.body; n++ {
		l, words := p.lines[from-1], p.words(from-1)
		if l.role != isText || l.table || l.label.unit != noUnit || endsSentence(words) || !short(words, 30) {
			break
		}
		from--
	}
	for i := from; i < end; i++ {
		p.lines[i].role = isHistory
	}
	if p.doc.Date == "" {
		p.doc.Date = iso
	}
}

// isNotice reports whether a line under the date says how the document is handed on.
func isNotice(words string) bool {
	return strings.HasPrefix(words, "（此件") || strings.HasPrefix(words, "(此件") || strings.HasPrefix(words, "抄送") || strings.HasPrefix(words, "主题词")
}
