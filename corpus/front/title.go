package front

import (
	"path/filepath"
	"strings"
	"unicode"

	"tiaowen/corpus/date"
	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/script"
)

// isOffice reports whether the lines of a title, from line first on, can be the office above the title: they name no document.
func (p *reading) isOffice(title []string, first int) bool {
	whole := joinTitle(title, false)
	return len(title) > 0 && p.Lines[first].Level == 0 && !letterhead.NamesDocument(whole) && script.Short(whole, 40)
}

// plainTitle is a title without the colon behind it and the title marks around it.
func plainTitle(title string) string {
	title = strings.TrimSuffix(title, "：")
	for _, subject := range [...]string{"主题：", "主题:", "Subject: "} { // of a message
		title = strings.TrimLeftFunc(strings.TrimPrefix(title, subject), script.IsBlank)
	}
	if inner, ok := strings.CutPrefix(title, "《"); ok && strings.Index(inner, "》") == len(inner)-len("》") {
		return strings.TrimSuffix(inner, "》")
	}
	return title
}

// readTitle reads the lines of a title from line i on, the line that it begins on and the one behind it.
// Where there is nothing but a title, its last line is text.
func (p *reading) readTitle(i int) (title []string, first, end int) {
	first = i
	for i < len(p.Lines) && (i == first && p.beginsTitle(i) || i > first && p.continuesTitle(i, first, title)) {
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

// beginsTitle reports whether a title can begin on line i.
func (p *reading) beginsTitle(i int) bool {
	l := p.Lines[i]
	switch {
	case l.Level == 1 && l.Label.Unit == label.None:
		return true
	case !p.isPlain(i), l.Level > 1 && !p.letterheadMarked(i) && !p.isHighest(i), p.opensRun(i):
		return false
	case i == p.cover && p.headsList(i):
		return true
	}
	return p.readsAsTitle(i, true)
}

// continuesTitle reports whether line i belongs to the title that begins on line first and reads so far as title.
func (p *reading) continuesTitle(i, first int, title []string) bool {
	l := p.Lines[i]
	switch {
	case l.Level == 0 && p.goesOnTitle(i, title):
		return true
	case l.Level == 1 && l.Label.Unit == label.None:
		return p.Lines[i-1].Level == 1
	case !p.isPlain(i), l.Level > 1, p.opensRun(i):
		return false
	case p.isPart(i, first):
		return true
	case p.endsTitle(i, first, title):
		return false
	}
	return p.readsAsTitle(i, aboutOpen(append(title, p.Words(i))))
}

// isHighest reports whether line i, the first below the letterhead, is the one heading of the highest level: ## 处罚标准 of a page without # .
func (p *reading) isHighest(i int) bool {
	for k, l := range p.Lines {
		if k != i && (k < i && l.Role != line.History || l.Level > 0 && l.Level <= p.Lines[i].Level) {
			return false
		}
	}
	return true
}

// opensRun reports whether the numbers of the text begin on line i, though a label like it could be other words: 1 总则 and 1.1 below
// it, 一不准…… and 二不准…….
func (p *reading) opensRun(i int) bool {
	if i+1 >= len(p.Lines) {
		return false
	}
	one := label.ReadWeak(p.Words(i))
	if one.Number != 1 {
		return false
	}
	switch one.Kind {
	case label.WeakDigit:
		next := label.ReadDecimal(p.Words(i + 1))
		return next.Ordinal[0] == 1 && next.Ordinal[1] == 1
	case label.WeakShi:
		next := label.ReadWeak(p.Words(i + 1))
		return next.Kind == one.Kind && next.Number == 2
	}
	return false
}

// isPlain reports whether line i has no label, is no row of a table, no heading and heads no contents.
func (p *reading) isPlain(i int) bool {
	l := p.Lines[i]
	return !l.Table && !l.Lead && l.Label.Unit == label.None && !letterhead.IsContents(p.Words(i))
}

// readsAsTitle reports whether the words of line i can be those of a title. They may end in 、 where the title is open: the
// lines below close it.
func (p *reading) readsAsTitle(i int, open bool) bool {
	words := p.Words(i)
	if letterhead.IsHeadingWord(words) || IsHistory(p.List, i) || !script.Short(words, letterhead.MaxTitle) || !hasWord(words) {
		return false
	}
	return !script.EndsSentence(words) || open && strings.HasSuffix(words, "、") && p.closesTitle(i)
}

// hasWord reports whether a line has a letter, a digit or a Chinese character: …… has none.
func hasWord(words string) bool {
	return strings.IndexFunc(words, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// isPart reports whether line i is the title of a part that is published by itself: 总则 under 中华人民共和国民法典.
func (p *reading) isPart(i, first int) bool {
	return p.Lines[first].Level == 0 && isPartTitle(p.Words(i)) && i+1 < len(p.Lines) && IsHistory(p.List, i+1)
}

// endsTitle reports whether the title that begins on line first is whole above line i.
func (p *reading) endsTitle(i, first int, title []string) bool {
	switch {
	case p.Lines[first].Level > 0, i-first > 3, letterhead.NamesDocument(script.Plain(p.Words(i - 1))), letterhead.IsField(p.Words(i)):
		return true
	}
	return p.standsAlone(i-1) && !p.namesBelow(i, title)
}

// headsList reports whether line i is a title with a colon: 会议纪律：, and then 1.
func (p *reading) headsList(i int) bool {
	bare, ok := strings.CutSuffix(p.Words(i), "：")
	if !ok || i+1 >= len(p.Lines) || p.Lines[i+1].Label.Number != 1 {
		return false
	}
	return script.Short(bare, 16) && !strings.ContainsAny(bare, "，。；：") && !strings.HasPrefix(bare, "各") && !strings.Contains(bare, "如下")
}

// letterheadMarked reports whether the format calls the letterhead above line i a heading, so
// that the title is one of a lower level.
func (p *reading) letterheadMarked(i int) bool {
	for k := i - 1; k >= p.cover && p.Lines[k].Role == line.History; k-- {
		if p.Lines[k].Level > 0 {
			return true
		}
	}
	return false
}

// goesOnTitle reports whether line i is the rest of a title that is not whole: its last
// line ends in 、, or 关于 opened what 的规定 or another name of a document has to close.
func (p *reading) goesOnTitle(i int, title []string) bool {
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
	return aboutOpen(title) && !IsHistory(p.List, i) && p.closesTitle(i)
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
func (p *reading) closesTitle(i int) bool {
	for k := i; k < len(p.Lines) && k < i+4; k++ {
		words := p.Words(k)
		if p.Lines[k].Label.Unit != label.None && p.Lines[k].Label.Free || !script.Short(words, 60) || script.EndsSentence(words) && !strings.HasSuffix(words, "、") {
			return false
		}
		if closesAbout(words) || k > 0 && strings.HasSuffix(p.Words(k-1), "的") && letterhead.NamesDocument(script.Plain(words)) {
			return true
		}
	}
	return false
}

// namesBelow reports whether line i, below an empty line, is the rest of a title that names no document so far:
// the office, and then 关于……的规定.
func (p *reading) namesBelow(i int, title []string) bool {
	words := p.Words(i)
	return !letterhead.NamesDocument(joinTitle(title, false)) && (letterhead.NamesDocument(script.Plain(words)) || strings.HasPrefix(words, "关于") && p.closesTitle(i))
}

// standsAlone reports whether line i is followed by an empty line.
func (p *reading) standsAlone(i int) bool {
	return i+1 < len(p.Lines) && p.BlankBetween(i, i+1)
}

// isPartTitle reports whether words are the title of a part that is published on its own.
func isPartTitle(words string) bool {
	return script.Short(words, 12) && (strings.HasSuffix(words, "编") || letterhead.IsHeadingWord(words))
}

// titleAgain is the number of lines from i on, at most five, that repeat the title.
func (p *reading) titleAgain(i int, title string) int {
	const state = "中华人民共和国"
	want := strings.TrimPrefix(letterhead.Entry(title), state)
	got := ""
	for n := 1; want != "" && n <= 5 && i+n < len(p.Lines) && len(got) < len(want)+len(state); n++ {
		got += letterhead.Entry(p.Words(i + n - 1))
		if strings.TrimPrefix(got, state) == want {
			return n
		}
	}
	return 0
}

// joinTitle joins the lines of a title. Headings (总则 under 中华人民共和国民法典)
// and what follows a complete title are set off by a blank, a broken line goes on.
func joinTitle(lines []string, headings bool) string {
	if len(lines) == 0 {
		return ""
	}
	title := script.Plain(lines[0])
	for i, l := range lines[1:] {
		if headings || letterhead.NamesDocument(title) && !aboutOpen(lines[:i+1]) || isOfficeAbove(lines, i) || isLetter(script.LastRune(title)) && isLetter(script.FirstRune(l)) {
			title += " "
		}
		title += script.Plain(l)
	}
	return title
}

// isOfficeAbove reports whether lines i and i+1 of a title are two of the offices above 关于.
func isOfficeAbove(lines []string, i int) bool {
	for k, l := range lines {
		if about := strings.Index(l, "关于"); about >= 0 {
			return about == 0 && k > i+1 && strings.ContainsRune(officeEnds, script.LastRune(lines[i]))
		}
	}
	return false
}

// isLetter reports whether r is a letter of an English word.
func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

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
