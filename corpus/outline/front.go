package outline

import (
	"cmp"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/date"
	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// front finds the title, the history under it and the date.
//
// The title is the first line that is neither a label nor a sentence, with the lines
// that go on from it; between it and the body stand dated lines, document
// numbers and lines in brackets. Above it may stand a letterhead, numbers,
// grades of secrecy, and the office: when what stands first names no document and
// a line below its number does, that line is the title.
func (p *Outline) front() {
	lines := p.Lines
	marked := sort.Search(len(lines), func(i int) bool { return lines[i].Start >= p.text.Body }) // lines before the body that the format marks
	i := p.cover
	for i < len(lines)-1 && p.isLetterhead(i) {
		lines[i].Role = line.History
		i++
	}
	var history []string
	title, first, i := p.readTitle(i)
	p.body = i
	i, history = p.readHistory(i, marked, history)
	next, from, end := p.readTitle(i)
	if len(history) > 0 && marked == 0 && p.isOffice(title, first) && len(next) > 0 && letterhead.NamesDocument(joinTitle(next, false)) {
		p.setRole(first, first+len(title), line.History)
		title, first, i = next, from, end
		p.body = i
		i, history = p.readHistory(i, marked, history)
	} else {
		p.setRole(from, end, line.Text)
	}
	p.Title = plainTitle(joinTitle(title, len(title) > 0 && lines[first].Level > 0))
	if n := p.titleAgain(i, p.Title); n > 0 {
		p.setRole(i, i+n, line.Title)
		for i += n; i < len(lines) && p.isHistory(i); i++ {
			lines[i].Role = line.History
			history = append(history, p.Words(i))
		}
	}
	p.body = i
	p.Title = cmp.Or(p.Title, script.Plain(p.text.Title), fileTitle(p.name))
	p.Date = cmp.Or(p.text.Date, date.Version(history), p.coverDate())
}

// setRole gives lines [from, to) a role.
func (p *Outline) setRole(from, to int, role line.Role) {
	for i := from; i < to; i++ {
		p.Lines[i].Role = role
	}
}

// isOffice reports whether the lines of a title, from line first on, can be the office above the title: they name no document.
func (p *Outline) isOffice(title []string, first int) bool {
	whole := joinTitle(title, false)
	return len(title) > 0 && p.Lines[first].Level == 0 && !letterhead.NamesDocument(whole) && script.Short(whole, 40)
}

// plainTitle is a title without the colon behind it and the title marks around it.
func plainTitle(title string) string {
	title = strings.TrimSuffix(title, "：")
	if inner, ok := strings.CutPrefix(title, "《"); ok && strings.Index(inner, "》") == len(inner)-len("》") {
		return strings.TrimSuffix(inner, "》")
	}
	return title
}

// coverDate is the date of the notice that the text came under.
func (p *Outline) coverDate() string {
	var words []string
	for k := range p.cover {
		words = append(words, p.Words(k))
	}
	return date.Version(words)
}

// readTitle reads the lines of a title from line i on, the line that it begins on and the one behind it.
// Where there is nothing but a title, its last line is text.
func (p *Outline) readTitle(i int) (title []string, first, end int) {
	first = i
	for i < len(p.Lines) && p.isTitle(i, first, title) {
		p.Lines[i].Role = line.Title
		title = append(title, p.Words(i))
		i++
	}
	if i == len(p.Lines) && len(title) > 0 { // nothing but a title: it is the text
		i--
		p.Lines[i].Role = line.Text
		title = title[:len(title)-1]
	}
	return title, first, i
}

// readHistory reads the history from line i on; marked lines are what the format calls so.
func (p *Outline) readHistory(i, marked int, history []string) (end int, all []string) {
	from, open := i, 0 // brackets
	all = history
	goesOn := func() bool { return open > 0 && marked == 0 && i-from < 60 && p.inBracket(i) } // within a bracket
	for i < len(p.Lines) && (i < marked || p.isHistory(i) || goesOn()) {
		words := p.Words(i)
		p.Lines[i].Role = line.History
		all = append(all, words)
		open += unclosed(words)
		i++
	}
	if open > 0 && i >= marked && marked == 0 { // the bracket never closes: no history
		p.setRole(from, i, line.Text)
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
	title := script.Plain(lines[0])
	for i, l := range lines[1:] {
		if headings || letterhead.NamesDocument(title) && !aboutOpen(lines[:i+1]) || isLetter(script.LastRune(title)) && isLetter(script.FirstRune(l)) {
			title += " "
		}
		title += script.Plain(l)
	}
	return title
}

// isLetter reports whether r is a letter of an English word.
func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

// titleAgain is the number of lines from i on, at most five, that repeat the title.
func (p *Outline) titleAgain(i int, title string) int {
	const state = "中华人民共和国"
	want := strings.TrimPrefix(bare(title), state)
	got := ""
	for n := 1; want != "" && n <= 5 && i+n < len(p.Lines) && len(got) < len(want)+len(state); n++ {
		got += bare(p.Words(i + n - 1))
		if strings.TrimPrefix(got, state) == want {
			return n
		}
	}
	return 0
}

// isTitle reports whether line i belongs to the title that begins on line first and reads so far as title.
func (p *Outline) isTitle(i, first int, title []string) bool {
	l, words := p.Lines[i], p.Words(i)
	if i > first && l.Level == 0 && p.goesOnTitle(i, title) {
		return true
	}
	switch {
	case l.Level == 1 && l.Label.Unit == label.None:
		return i == first || p.Lines[i-1].Level == 1
	case l.Table || l.Lead || l.Label.Unit != label.None || letterhead.IsContents(words) || l.Level > 1 && !(i == first && p.letterheadMarked(i)):
		return false
	case i > first && p.isPart(i, first):
		return true
	case i > first && p.endsTitle(i, first, title):
		return false
	case i == first && i == p.cover && p.headsList(i):
		return true
	}
	if letterhead.IsHeadingWord(words) || p.isHistory(i) || !script.Short(words, letterhead.MaxTitle) {
		return false
	}
	return !script.EndsSentence(words) || strings.HasSuffix(words, "、") && (i == first || aboutOpen(append(title, words))) && p.closesTitle(i)
}

// isPart reports whether line i is the title of a part that is published by itself: 总则 under 中华人民共和国民法典.
func (p *Outline) isPart(i, first int) bool {
	return p.Lines[first].Level == 0 && isPartTitle(p.Words(i)) && i+1 < len(p.Lines) && p.isHistory(i+1)
}

// endsTitle reports whether the title that begins on line first is whole above line i.
func (p *Outline) endsTitle(i, first int, title []string) bool {
	switch {
	case p.Lines[first].Level > 0, i-first > 3, letterhead.NamesDocument(script.Plain(p.Words(i - 1))), letterhead.IsField(p.Words(i)):
		return true
	}
	return p.standsAlone(i-1) && !p.namesBelow(i, title)
}

// headsList reports whether line i is a title with a colon: 会议纪律：, and then 1.
func (p *Outline) headsList(i int) bool {
	bare, ok := strings.CutSuffix(p.Words(i), "：")
	if !ok || i+1 >= len(p.Lines) || p.Lines[i+1].Label.Number != 1 {
		return false
	}
	return script.Short(bare, 16) && !strings.ContainsAny(bare, "，。；：") && !strings.HasPrefix(bare, "各") && !strings.Contains(bare, "如下")
}

// letterheadMarked reports whether the format calls the letterhead above line i a heading, so
// that the title is one of a lower level.
func (p *Outline) letterheadMarked(i int) bool {
	for k := i - 1; k >= p.cover && p.Lines[k].Role == line.History; k-- {
		if p.Lines[k].Level > 0 {
			return true
		}
	}
	return false
}

// goesOnTitle reports whether line i is the rest of a title that is not whole: its last
// line ends in 、, or 关于 opened what 的规定 or another name of a document has to close.
func (p *Outline) goesOnTitle(i int, title []string) bool {
	l, words := p.Lines[i], p.Words(i)
	if l.Table || len(title) == 0 || len(title) > 5 || !script.Short(words, 60) || script.EndsSentence(words) && !strings.HasSuffix(words, "、") {
		return false
	}
	broken := breaksOff(title[len(title)-1])
	switch {
	case l.Label.Unit != label.None:
		return (broken || aboutOpen(title)) && l.Label.Unit == label.Article && !l.Label.Free && letterhead.NamesDocument(words)
	case broken || unclosed(strings.Join(title, "")) > 0 && unclosed(words) < 0:
		return true
	}
	return aboutOpen(title) && !p.isHistory(i) && p.closesTitle(i)
}

// breaksOff reports whether a line of a title ends in the middle of an enumeration or in front of a name.
func breaksOff(words string) bool {
	switch script.LastRune(words) {
	case '、', '和', '及', '《':
		return true
	}
	return false
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
	return i >= 0 && letterhead.NamesDocument(words[i+len("的"):]) && script.Short(words[i:], 12)
}

// closesTitle reports whether line i, or one of the two below it, ends with 的规定 or the like.
func (p *Outline) closesTitle(i int) bool {
	for k := i; k < len(p.Lines) && k < i+4; k++ {
		words := p.Words(k)
		if p.Lines[k].Label.Unit != label.None && p.Lines[k].Label.Free || !script.Short(words, 60) || script.EndsSentence(words) && !strings.HasSuffix(words, "、") {
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
func (p *Outline) namesBelow(i int, title []string) bool {
	words := p.Words(i)
	return !letterhead.NamesDocument(joinTitle(title, false)) && (letterhead.NamesDocument(script.Plain(words)) || strings.HasPrefix(words, "关于") && p.closesTitle(i))
}

// standsAlone reports whether line i is followed by an empty line.
func (p *Outline) standsAlone(i int) bool {
	return i+1 < len(p.Lines) && p.blankBetween(i, i+1)
}

func (p *Outline) blankBetween(i, k int) bool {
	return strings.Count(p.source[p.Lines[i].End:p.Lines[k].Start], "\n") > 1
}

// inBracket reports whether line i can stand within a bracket of the history.
func (p *Outline) inBracket(i int) bool {
	u := p.Lines[i].Label.Unit
	return (u == label.None || u > label.Article) && p.Lines[i].Level == 0 && !strings.HasSuffix(p.Words(i), "。")
}

// isPartTitle reports whether words are the title of a part that is published on its own.
func isPartTitle(words string) bool {
	return script.Short(words, 12) && (strings.HasSuffix(words, "编") || letterhead.IsHeadingWord(words))
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
func (p *Outline) isHistory(i int) bool {
	l, words := p.Lines[i], p.Words(i)
	if l.Table || l.Level > 0 || !script.Short(words, 300) {
		return false
	}
	if p.goesOnHistory(i) || p.translatesTitle(i) || l.Label.Unit == label.None && letterhead.IsDatedOffice(words) {
		return true
	}
	if iso, rest := date.Read(words); iso != "" {
		return !strings.ContainsAny(rest, "。；") && !strings.HasSuffix(rest, "：") // 2024年3月7日，会议研究了……，现纪要如下：
	}
	if script.StartsWith(words, "（(") {
		return l.Label.Unit == label.None && isHistoryBracket(words)
	}
	return isAny(words, letterhead.IsDocumentNumber, letterhead.IsIssue, isAdoption, letterhead.IsTopField, letterhead.IsSecrecy, isOrderNumber)
}

// isAdoption reports whether words say in English when a text was adopted, and no more: Adopted by the Board on 4 March 2024.
func isAdoption(words string) bool {
	first, rest, _ := strings.Cut(words, " ")
	switch strings.ToLower(first) {
	case "adopted", "approved", "effective", "enacted", "issued", "revised", "amended", "passed", "published", "last":
		return date.WithinEnglish(rest) != "" && !script.EndsSentence(strings.TrimRight(words, "."))
	}
	return false
}

// isOrderNumber reports whether words are the number of an order of the president.
func isOrderNumber(words string) bool {
	return strings.HasPrefix(words, "主席令") && strings.HasSuffix(words, "号")
}

// goesOnHistory reports whether line i is the rest of a line of the history that was broken: it ends with what happened.
func (p *Outline) goesOnHistory(i int) bool {
	words := p.Words(i)
	if i == 0 || p.Lines[i-1].Role != line.History || p.Lines[i].Label.Unit != label.None || !script.Short(words, 40) {
		return false
	}
	words = strings.Join(strings.FieldsFunc(words, script.IsBlank), "") // 发 布
	for _, verb := range [...]string{"修正", "修订", "发布", "公布", "施行", "通过", "批准"} {
		if strings.HasSuffix(words, verb) {
			return true
		}
	}
	return false
}

// translatesTitle reports whether line i is a Chinese title in Latin letters, as standards have it on their cover: it
// stands between the title and the dates.
func (p *Outline) translatesTitle(i int) bool {
	words := p.Words(i)
	if i == 0 || i+1 >= len(p.Lines) || p.Lines[i-1].Role != line.Title || p.Lines[i].Label.Unit != label.None || !script.Short(words, letterhead.MaxTitle) {
		return false
	}
	if strings.IndexFunc(words, func(r rune) bool { return r >= utf8.RuneSelf && !strings.ContainsRune("—–’（）", r) }) >= 0 || script.EndsSentence(words) {
		return false
	}
	iso, _ := date.Read(p.Words(i + 1))
	return iso != "" && script.IsHan(script.FirstRune(p.Words(i-1)))
}

// isHistoryBracket reports whether words, which begin with a bracket, are history: a date, or few words that the bracket holds.
func isHistoryBracket(words string) bool {
	_, inner := utf8.DecodeRuneInString(words)
	iso, _ := date.Read(words[inner:])
	return iso != "" || script.EndsBracket(words) && script.Short(words, 60)
}

// isLetterhead reports whether line i is what is printed above a title: the
// letterhead of one office or several, a copy number, a grade of secrecy, the
// number of a standard, a field such as 编号：12.
func (p *Outline) isLetterhead(i int) bool {
	l, words := p.Lines[i], p.Words(i)
	if l.Table || l.Label.Unit != label.None || !script.Short(words, 60) && !letterhead.IsDistribution(words) {
		return false
	}
	if i == p.cover && letterhead.AttachmentHead(words) == len(words) {
		return true // of an attachment that is a separate document
	}
	if l.Level > 0 {
		return i+1 < len(p.Lines) && letterhead.IsOfficeHead(words) && strings.Contains(words, "文件")
	}
	return isAny(words, isCopyNumber, letterhead.IsDistribution, letterhead.IsOfficeHead, letterhead.IsDocumentNumber, letterhead.IsSecrecy, letterhead.IsStandardNumber, letterhead.IsTopField, letterhead.IsIssue)
}

// isAny reports whether words are one of several kinds.
func isAny(words string, kinds ...func(string) bool) bool {
	return slices.ContainsFunc(kinds, func(is func(string) bool) bool { return is(words) })
}

// isCopyNumber reports whether words are the number of a copy: 000012.
func isCopyNumber(words string) bool {
	_, _, n := numeral.ReadDigits(words)
	return n == len(words) && n >= 4 && n <= 8
}

// fileTitle is the title that a file name gives: without folder, extension and date.
func fileTitle(name string) string {
	name = filepath.Base(filepath.ToSlash(name))
	name = strings.TrimSuffix(name, filepath.Ext(name))
	if i := strings.LastIndexAny(name, "(（"); i > 0 {
		if _, rest := date.Read(strings.Trim(name[i:], "()（）")); rest == "" {
			name = strings.TrimSpace(name[:i])
		}
	}
	if name == "" {
		return "untitled"
	}
	return name
}
