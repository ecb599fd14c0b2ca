package corpus

import (
	"strings"
	"unicode/utf8"
)

// front finds the title, the history under it and the date.
//
// The title is the first line that is no label and no sentence, with the lines
// that go on from it; between it and the body stand dated lines, document
// numbers and lines in brackets. Above it may stand a letterhead, numbers,
// grades of secrecy, and the office: when what stands first names no document and
// a line below its number does, that line is the title.
func (p *parser) front() {
	doc, lines := p.doc, p.lines
	marked := 0 // lines before the body that the format marks
	for marked < len(lines) && lines[marked].start < p.text.Body {
		marked++
	}
	i := p.cover
	for i < len(lines)-1 && p.isLetterhead(i) {
		lines[i].role = isHistory
		i++
	}
	var history []string
	title, first, i := p.readTitle(i)
	p.body = i
	i, history = p.readHistory(i, marked, history)
	if next, from, end := p.readTitle(i); len(history) > 0 && marked == 0 && len(title) > 0 && len(next) > 0 && !namesDocument(joinTitle(title, false)) &&
		lines[first].level == 0 && namesDocument(joinTitle(next, false)) && short(joinTitle(title, false), 40) {
		for k := first; k < first+len(title); k++ {
			lines[k].role = isHistory
		}
		title, first, i = next, from, end
		p.body = i
		i, history = p.readHistory(i, marked, history)
	} else {
		for k := from; k < end; k++ {
			lines[k].role = isText
		}
	}
	doc.Title = joinTitle(title, len(title) > 0 && lines[first].level > 0)
	doc.Title = strings.TrimSuffix(doc.Title, "：")
	if inner, ok := strings.CutPrefix(doc.Title, "《"); ok && strings.Index(inner, "》") == len(inner)-len("》") {
		doc.Title = strings.TrimSuffix(inner, "》")
	}
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
	if doc.Date == "" && p.cover > 0 {
		var words []string
		for k := range p.cover {
			words = append(words, p.words(k))
		}
		doc.Date = versionDate(words)
	}
}

// readTitle reads the lines of a title from line i on, the line that it begins on and the one behind it.
// Where there is nothing but a title, its last line is text.
func (p *parser) readTitle(i int) (title []string, first, end int) {
	first = i
	for i < len(p.lines) && p.isTitle(i, first, title) {
		p.lines[i].role = isTitle
		title = append(title, p.words(i))
		i++
	}
	if i == len(p.lines) && len(title) > 0 { // nothing but a title: it is the text
		i--
		p.lines[i].role = isText
		title = title[:len(title)-1]
	}
	return title, first, i
}

// readHistory reads the history from line i on; marked lines are what the format calls so.
func (p *parser) readHistory(i, marked int, history []string) (end int, all []string) {
	from, open := i, 0 // brackets
	all = history
	for i < len(p.lines) && (i < marked || p.isHistory(i) || open > 0 && marked == 0 && i-from < 60 && p.inBracket(i)) {
		words := p.words(i)
		p.lines[i].role = isHistory
		all = append(all, words)
		open += unclosed(words)
		i++
	}
	if open > 0 && i >= marked && marked == 0 { // the bracket never closes: no history
		for k := from; k < i; k++ {
			p.lines[k].role = isText
		}
		return from, history
	}
	return i, all
}

// joinTitle joins the lines of a title. Headings (总则 under 中华人民共和国民法典)
// and what follows a complete title are set off by a blank, a broken line goes on.
func joinTitle(lines []string, headings bool) string {
	if len(lines) == 0 {
		return ""
	}
	title := plain(lines[0])
	for i, l := range lines[1:] {
		if headings || namesDocument(title) && !aboutOpen(lines[:i+1]) {
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

// isTitle reports whether line i belongs to the title that begins on line first and reads so far as title.
func (p *parser) isTitle(i, first int, title []string) bool {
	l, words := p.lines[i], p.words(i)
	if i > first && l.level == 0 && p.goesOnTitle(i, title) {
		return true
	}
	switch {
	case l.level == 1 && l.label.unit == noUnit:
		return i == first || p.lines[i-1].level == 1
	case l.table || l.lead || l.label.unit != noUnit || isContents(words) || l.level > 1 && !(i == first && p.letterheadMarked(i)):
		return false
	case i > first && p.lines[first].level == 0 && isPartTitle(words) && i+1 < len(p.lines) && p.isHistory(i+1):
		return true // 总则 under 中华人民共和国民法典
	case i > first && (p.lines[first].level > 0 || i-first > 3 || namesDocument(plain(p.words(i-1))) || isField(words) || p.standsAlone(i-1) && !p.namesBelow(i, title)):
		return false
	}
	if i == first && i == p.cover && p.headsList(i) {
		return true
	}
	open := strings.HasSuffix(words, "、") && (i == first || aboutOpen(append(title, words))) && p.closesTitle(i)
	return (!endsSentence(words) || open) && short(words, maxTitle) && !isHeadingWord(words) && !p.isHistory(i)
}

// headsList reports whether line i is a title with a colon: 会议纪律：, and then 1.
func (p *parser) headsList(i int) bool {
	bare, ok := strings.CutSuffix(p.words(i), "：")
	return ok && i+1 < len(p.lines) && p.lines[i+1].label.number == 1 && short(bare, 16) && !strings.ContainsAny(bare, "，。；：") && !strings.HasPrefix(bare, "各") && !strings.Contains(bare, "如下")
}

// letterheadMarked reports whether the format calls the letterhead above line i a heading, so
// that the title is one of a lower level.
func (p *parser) letterheadMarked(i int) bool {
	for k := i - 1; k >= p.cover && p.lines[k].role == isHistory; k-- {
		if p.lines[k].level > 0 {
			return true
		}
	}
	return false
}

// goesOnTitle reports whether line i is the rest of a title that is not whole: its last
// line ends in 、, or 关于 opened what 的规定 or another name of a document has to close.
func (p *parser) goesOnTitle(i int, title []string) bool {
	l, words := p.lines[i], p.words(i)
	if l.table || len(title) == 0 || len(title) > 5 || !short(words, 60) {
		return false
	}
	above := title[len(title)-1]
	if endsSentence(words) && !strings.HasSuffix(words, "、") {
		return false
	}
	broken := strings.HasSuffix(above, "、") || strings.HasSuffix(above, "和") || strings.HasSuffix(above, "及") || strings.HasSuffix(above, "《")
	if l.label.unit != noUnit {
		return (broken || aboutOpen(title)) && l.label.unit == article && !l.label.free && namesDocument(words)
	}
	if broken || unclosed(strings.Join(title, "")) > 0 && unclosed(words) < 0 {
		return true
	}
	return aboutOpen(title) && !p.isHistory(i) && p.closesTitle(i)
}

// aboutOpen reports whether a title has a 关于 that no 的规定, 的通知 … closes.
func aboutOpen(title []string) bool {
	whole := strings.Join(title, "")
	i := strings.LastIndex(whole, "关于")
	return i >= 0 && !closesAbout(whole[i:])
}

// closesAbout reports whether words end with 的 and the name of a document.
func closesAbout(words string) bool {
	i := strings.LastIndex(words, "的")
	return i >= 0 && namesDocument(words[i+len("的"):]) && short(words[i:], 12)
}

// closesTitle reports whether line i, or one of the two below it, ends with 的规定 or the like.
func (p *parser) closesTitle(i int) bool {
	for k := i; k < len(p.lines) && k < i+4; k++ {
		words := p.words(k)
		if p.lines[k].label.unit != noUnit && p.lines[k].label.free || !short(words, 60) || endsSentence(words) && !strings.HasSuffix(words, "、") {
			return false
		}
		if closesAbout(words) {
			return true
		}
	}
	return false
}

// namesBelow reports whether line i, below an empty line, is the rest of a title that names no document so far:
// the office, and then 关于……的规定.
func (p *parser) namesBelow(i int, title []string) bool {
	words := p.words(i)
	return !namesDocument(joinTitle(title, false)) && (namesDocument(plain(words)) || strings.HasPrefix(words, "关于") && p.closesTitle(i))
}

// standsAlone reports whether line i is followed by an empty line.
func (p *parser) standsAlone(i int) bool {
	return i+1 < len(p.lines) && p.blankBetween(i, i+1)
}

func (p *parser) blankBetween(i, k int) bool {
	return strings.Count(p.source[p.lines[i].end:p.lines[k].start], "\n") > 1
}

// isField reports whether words name something and say what it is: 甲方：某某公司, 编号：12.
func isField(words string) bool {
	i := strings.Index(words, "：")
	if i < 0 {
		i = strings.Index(words, ":")
	}
	return i > 0 && short(words[:i], 14) && !strings.ContainsAny(words[:i], "，。；《")
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
	return isDocumentNumber(words) || isTopField(words) || isSecrecy(words) || strings.HasPrefix(words, "主席令") && strings.HasSuffix(words, "号")
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

// isLetterhead reports whether line i is what is printed above a title: the
// letterhead of one office or several, a copy number, a grade of secrecy, the
// number of a standard, a field such as 编号：12.
func (p *parser) isLetterhead(i int) bool {
	l, words := p.lines[i], p.words(i)
	if l.table || l.label.unit != noUnit || !short(words, 60) {
		return false
	}
	if i == p.cover && attachmentHead(words) == len(words) {
		return true // of an attachment that is a document of its own
	}
	if l.level > 0 {
		return i+1 < len(p.lines) && isOfficeHead(words) && strings.Contains(words, "文件")
	}
	if _, _, n := readDigits(words); n == len(words) && n >= 4 && n <= 8 {
		return true // the number of a copy
	}
	return isOfficeHead(words) || isDocumentNumber(words) || isSecrecy(words) || isStandardNumber(words) || isTopField(words) || isIssue(words)
}

// isOfficeHead reports whether words are a letterhead: 某某市人民政府文件, also of several offices.
func isOfficeHead(words string) bool {
	if !short(words, 60) {
		return false
	}
	if strings.HasSuffix(words, "文件") {
		return short(words, 40)
	}
	for _, field := range strings.FieldsFunc(words, isBlank) {
		if strings.HasSuffix(field, "文件") && utf8.RuneCountInString(field) > 4 {
			return true
		}
	}
	return false
}

// isSecrecy reports whether words are a grade of secrecy or urgency.
func isSecrecy(words string) bool {
	bare := strings.Join(strings.FieldsFunc(words, isBlank), "")
	switch bare {
	case "特急", "急件", "加急", "平急", "特提", "公开", "绝密", "机密", "秘密", "内部资料", "内部文件", "内部资料注意保存", "注意保存":
		return true
	}
	for _, grade := range []string{"绝密", "机密", "秘密"} {
		if rest, ok := strings.CutPrefix(bare, grade); ok && short(rest, 8) && strings.HasPrefix(rest, "★") {
			return true
		}
	}
	return false
}

// isStandardNumber reports whether words are the number of a standard, GB/T 99901—2026,
// or another mark of its cover.
func isStandardNumber(words string) bool {
	if !short(words, 30) {
		return false
	}
	if strings.HasPrefix(words, "ICS ") || strings.HasPrefix(words, "CCS ") || strings.HasSuffix(words, "国家标准") && short(words, 14) || strings.HasSuffix(words, "行业标准") && short(words, 14) || strings.HasSuffix(words, "地方标准") && short(words, 14) || words == "团体标准" || words == "企业标准" {
		return true
	}
	at := 0
	for at < len(words) && (words[at] >= 'A' && words[at] <= 'Z' || words[at] == '/' && at > 0) {
		at++
	}
	if at < 1 || at == len(words) {
		return false
	}
	hasDigit, dash := false, false
	for _, r := range words[at:] {
		switch {
		case digit(r) >= 0:
			hasDigit = true
		case strings.ContainsRune("-—–－", r):
			dash = true
		case !isBlank(r) && !strings.ContainsRune("./／", r) && (r < 'A' || r > 'Z'):
			return false
		}
	}
	return hasDigit && dash
}

// isTopField reports whether words are a field that forms and company rules have above or under their
// title: 编号：12, 版本：V2.0, 生效日期：2024年1月1日.
func isTopField(words string) bool {
	if !isField(words) || !short(words, 60) || strings.HasSuffix(words, "：") || strings.HasSuffix(words, ":") {
		return false
	}
	for _, name := range []string{"标题", "名称", "编号", "版本", "版次", "版本号", "文件编号", "制度编号", "文号", "发文字号", "密级", "生效日期", "施行日期", "实施日期", "发布日期", "成文日期", "制定日期", "修订日期", "编制", "审核", "批准", "编制人", "审核人", "批准人", "编制部门", "发布部门", "发布单位", "发文机关", "归口部门", "索引号", "信息分类", "主题分类", "公开方式", "有效性", "时效性", "页数", "签发人", "紧急程度", "Version", "Effective date", "Document No.", "No."} {
		if rest, ok := strings.CutPrefix(words, name); ok {
			rest = strings.TrimLeftFunc(rest, isBlank)
			if strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":") {
				return true
			}
		}
	}
	return false
}

// isIssue reports whether words are the head of a gazette: 某某市人民政府公报 2024 年第3期.
func isIssue(words string) bool {
	i := strings.LastIndex(words, "第")
	if i < 0 || !strings.HasSuffix(words, "期") || !short(words, 40) {
		return false
	}
	_, _, n := readNumber(strings.TrimLeftFunc(words[i+len("第"):], isBlank))
	return n > 0 && (strings.Contains(words, "公报") || strings.Contains(words, "年"))
}

// maxTitle is the longest title of a document or a heading, in code points.
const maxTitle = 120

// documentNames end the titles of official documents.
var documentNames = []string{
	"法", "法典", "条例", "规定", "办法", "决定", "决议", "解释", "批复", "答复", "复函", "通知", "通告", "公告", "公报", "意见", "细则",
	"规则", "准则", "守则", "规程", "规范", "标准", "方案", "命令", "安排", "解答", "纲要", "规划", "计划", "要点", "措施", "制度", "章程",
	"议案", "报告", "公约", "须知", "指南", "清单", "协定", "协议", "手册", "指引", "导则", "请示", "函", "纪要", "宣言", "声明", "修正案",
	"倡议", "倡议书", "公开信", "通报", "简报", "承诺书", "公示", "启事", "议程", "告知书", "责任书", "合同", "协议书", "问答", "规约", "预案", "令",
	"Regulations", "Rules", "Act", "Law", "Measures", "Policy", "Agreement", "Contract", "Code",
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
