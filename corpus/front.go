package corpus

import (
	"strings"
	"unicode/utf8"
)

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
	for i < len(lines) && (i < marked || p.isHistory(i) || open > 0 && marked == 0 && i-p.body < 60 && p.inBracket(i)) {
		words := p.words(i)
		lines[i].role = isHistory
		history = append(history, words)
		open += unclosed(words)
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
	case l.table || l.label.unit != noUnit || isContents(words) || l.level > 1:
		return false
	case i > first && p.lines[first].level == 0 && isPartTitle(words) && i+1 < len(p.lines) && p.isHistory(i+1):
		return true // 总则 under 中华人民共和国民法典
	case i > first && (p.lines[first].level > 0 || i-first > 3 || namesDocument(plain(p.words(i-1)))):
		return false
	}
	return !endsSentence(words) && short(words, maxTitle) && !isHeadingWord(words) && !p.isHistory(i)
}

// inBracket reports whether line i can stand within a bracket of the history.
func (p *parser) inBracket(i int) bool {
	u := p.lines[i].label.unit
	return (u == noUnit || u > article) && p.lines[i].level == 0 && !strings.HasSuffix(p.words(i), "。")
}

// isPartTitle reports whether words are the title of a part that is published on its own.
func isPartTitle(words string) bool {
	return short(words, 12) && (strings.HasSuffix(words, "编") || isHeadingWord(words))
}

// unclosed is the number of brackets and title marks that words open and do not close.
func unclosed(words string) int {
	n := 0
	for _, r := range words {
		switch r {
		case '（', '(', '《', '〈':
			n++
		case '）', ')', '》', '〉':
			n--
		}
	}
	return n
}

// isHistory reports whether line i, under a title, is part of the history: a
// date with what happened then, a document number, a bracket, a byline.
func (p *parser) isHistory(i int) bool {
	l, words := p.lines[i], p.words(i)
	if l.table || l.level > 0 || !short(words, 300) {
		return false
	}
	if i > 0 && p.lines[i-1].role == isHistory && l.label.unit == noUnit && short(words, 40) {
		for _, verb := range []string{"修正", "修订", "发布", "公布", "施行", "通过", "批准"} {
			if strings.HasSuffix(words, verb) {
				return true
			}
		}
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

// maxTitle is the longest title of a document or a heading, in code points.
const maxTitle = 120

// documentNames end the titles of official documents.
var documentNames = []string{
	"法", "法典", "条例", "规定", "办法", "决定", "决议", "解释", "批复", "答复", "复函", "通知", "通告", "公告", "公报", "意见", "细则",
	"规则", "准则", "守则", "规程", "规范", "标准", "方案", "命令", "安排", "解答", "纲要", "规划", "计划", "要点", "措施", "制度", "章程",
	"议案", "报告", "公约", "须知", "指南", "清单", "协定", "协议", "手册", "指引", "导则", "请示", "函", "纪要", "宣言", "声明", "修正案",
}

// namesDocument reports whether a title says that it is an official document: 关于……的批复（试行）.
func namesDocument(title string) bool {
	for strings.HasSuffix(title, "）") || strings.HasSuffix(title, ")") {
		i := strings.LastIndexAny(title, "（(")
		if i < 0 {
			break
		}
		title = strings.TrimRight(title[:i], " \u3000")
	}
	for _, name := range documentNames {
		if strings.HasSuffix(title, name) {
			return true
		}
	}
	return false
}
