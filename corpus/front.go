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
	doc.Title = joinTitle(title, lines[first].level > 0)
	if n := p.titleAgain(i, doc.Title); n > 0 {
		for ; n > 0; n-- {
			lines[i].role = isTitle
			i++
		}
		for i < len(lines) && p.isHistory(i) {
			lines[i].role = isHistory
			history = append(history, p.words(i))
			i++
		}
	}
	p.body = i
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

// titleAgain is the number of lines from i on, at most five, that repeat the title.
func (p *parser) titleAgain(i int, title string) int {
	const state = "中华人民共和国"
	want := strings.TrimPrefix(bare(title), state)
	got := ""
	for n := 1; want != "" && n <= 5 && i+n < len(p.lines) && len(got) < len(want)+len(state); n++ {
		got += bare(p.words(i + n - 1))
		if strings.TrimPrefix(got, state) == want {
			return n
		}
	}
	return 0
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

// contents marks a table of contents: the entries that stand together above the
// text and come again in it, in the same order, and the line 目录 above them.
func (p *parser) contents() {
	for i := p.body; i < len(p.lines) && i < p.body+12; i++ {
		headed := isContents(p.words(i))
		first := i
		if headed {
			first++
		} else if !p.isRun(i) {
			continue
		}
		end := p.entries(first)
		if end-first < 3 && !(headed && end > first) {
			continue
		}
		for k := i; k < end; k++ {
			p.lines[k].role = isMarkup
		}
		if i == p.body {
			p.body = end
		}
		return
	}
}

// isRun reports whether three headings with labels stand together from line i on.
func (p *parser) isRun(i int) bool {
	if i+3 > len(p.lines) {
		return false
	}
	for k := i; k < i+3; k++ {
		if u := p.lines[k].label.unit; u == noUnit || u == article || u == p.clause || !p.headless(k) {
			return false
		}
	}
	return true
}

// entries is the end of the entries of a table of contents that begins on line first.
func (p *parser) entries(first int) int {
	again := map[string]int{} // where an entry stands for the last time
	for i := len(p.lines) - 1; i >= first; i-- {
		if words := p.words(i); p.lines[i].label.unit != article && short(words, 60) {
			if _, ok := again[bare(words)]; !ok {
				again[bare(words)] = i
			}
		}
	}
	end, last := first, first
	for end < len(p.lines) && short(p.words(end), 60) && again[bare(p.words(end))] > max(last, end) {
		last = again[bare(p.words(end))]
		end++
	}
	return min(end, last)
}

// bare is an entry of a table of contents without blanks, dots and page number.
func bare(entry string) string {
	entry = strings.TrimRight(entry, "0123456789 .·…\t\u3000-—()（）")
	return strings.Join(strings.FieldsFunc(entry, isBlank), "")
}

// signatures marks the office and the date that end a document or stand above what is
// attached or handed on.
func (p *parser) signatures() {
	for i := p.body + 1; i < len(p.lines); i++ {
		if l := p.lines[i]; l.role == isAttachment || l.label.unit == annex {
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
