package corpus

import (
	"path/filepath"
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
func (p *outliner) front() {
	lines := p.lines
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
	p.title = joinTitle(title, len(title) > 0 && lines[first].level > 0)
	p.title = strings.TrimSuffix(p.title, "：")
	if inner, ok := strings.CutPrefix(p.title, "《"); ok && strings.Index(inner, "》") == len(inner)-len("》") {
		p.title = strings.TrimSuffix(inner, "》")
	}
	if n := p.titleAgain(i, p.title); n > 0 {
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
	if p.title == "" {
		p.title = plain(p.text.Title)
	}
	if p.title == "" {
		p.title = fileTitle(p.name)
	}
	p.date = p.text.Date
	if p.date == "" {
		p.date = versionDate(history)
	}
	if p.date == "" && p.cover > 0 {
		var words []string
		for k := range p.cover {
			words = append(words, p.words(k))
		}
		p.date = versionDate(words)
	}
}

// readTitle reads the lines of a title from line i on, the line that it begins on and the one behind it.
// Where there is nothing but a title, its last line is text.
func (p *outliner) readTitle(i int) (title []string, first, end int) {
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
func (p *outliner) readHistory(i, marked int, history []string) (end int, all []string) {
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
func (p *outliner) titleAgain(i int, title string) int {
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
func (p *outliner) isTitle(i, first int, title []string) bool {
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
func (p *outliner) headsList(i int) bool {
	bare, ok := strings.CutSuffix(p.words(i), "：")
	return ok && i+1 < len(p.lines) && p.lines[i+1].label.number == 1 && short(bare, 16) && !strings.ContainsAny(bare, "，。；：") && !strings.HasPrefix(bare, "各") && !strings.Contains(bare, "如下")
}

// letterheadMarked reports whether the format calls the letterhead above line i a heading, so
// that the title is one of a lower level.
func (p *outliner) letterheadMarked(i int) bool {
	for k := i - 1; k >= p.cover && p.lines[k].role == isHistory; k-- {
		if p.lines[k].level > 0 {
			return true
		}
	}
	return false
}

// goesOnTitle reports whether line i is the rest of a title that is not whole: its last
// line ends in 、, or 关于 opened what 的规定 or another name of a document has to close.
func (p *outliner) goesOnTitle(i int, title []string) bool {
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
func (p *outliner) closesTitle(i int) bool {
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
func (p *outliner) namesBelow(i int, title []string) bool {
	words := p.words(i)
	return !namesDocument(joinTitle(title, false)) && (namesDocument(plain(words)) || strings.HasPrefix(words, "关于") && p.closesTitle(i))
}

// standsAlone reports whether line i is followed by an empty line.
func (p *outliner) standsAlone(i int) bool {
	return i+1 < len(p.lines) && p.blankBetween(i, i+1)
}

func (p *outliner) blankBetween(i, k int) bool {
	return strings.Count(p.source[p.lines[i].end:p.lines[k].start], "\n") > 1
}

// inBracket reports whether line i can stand within a bracket of the history.
func (p *outliner) inBracket(i int) bool {
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
func (p *outliner) isHistory(i int) bool {
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

// isLetterhead reports whether line i is what is printed above a title: the
// letterhead of one office or several, a copy number, a grade of secrecy, the
// number of a standard, a field such as 编号：12.
func (p *outliner) isLetterhead(i int) bool {
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

// fileTitle is the title that a file name gives: without folder, extension and date.
func fileTitle(name string) string {
	name = filepath.Base(filepath.ToSlash(name))
	name = strings.TrimSuffix(name, filepath.Ext(name))
	if i := strings.LastIndexAny(name, "(（"); i > 0 {
		if _, rest := readDate(strings.Trim(name[i:], "()（）")); rest == "" {
			name = strings.TrimSpace(name[:i])
		}
	}
	if name == "" {
		return "untitled"
	}
	return name
}
