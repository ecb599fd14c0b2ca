package corpus

import (
	"strings"

	"tiaowen/corpus/reader"
)

// A file from an office often holds more than one document: the notice or the
// order, the rules that it issues, and a table or a form behind them. Where one ends and
// the next begins, the text says itself: the notice names in 《》 what stands below
// under that very title, and 附件1 stands alone on a line.

// piece is a document of a file: lines [start, end), of which the first cover lines are the notice
// that it came under.
type piece struct {
	start, cover, end int
}

// pieces finds the documents of a text. It is one in nearly every file.
func (p *outliner) pieces() []piece {
	n := len(p.lines)
	whole := []piece{{0, 0, n}}
	title, body := p.title, p.body
	if !hosts(title) {
		return whole
	}
	names := quotedNames(nil, title)
	issued, cut := p.cuts(title, body, names)
	if len(cut) == 0 {
		return whole
	}
	var found []piece
	start := 0
	for k, at := range append(cut, n) {
		cover := 0
		if k > 0 && len(found) > 0 && issued[cut[k-1]] {
			last := found[len(found)-1]
			if _, lastBody := p.titleOf(last.start+last.cover, last.end); p.announces(last) && !p.numbersItself(max(lastBody, last.start), last.end) {
				cover = last.end - last.start
				start = last.start
				found = found[:len(found)-1]
			}
		}
		found = append(found, piece{start, cover, at})
		start = at
	}
	return found
}

// cuts finds the lines on which further documents begin, and which of these the document in front issues.
func (p *outliner) cuts(title string, body int, names []string) (issued map[int]bool, cut []int) {
	issued = map[int]bool{}
	signed := -1 // the line of the date that ends the document in front
	hosting, from := true, 0
	for i := body; i < len(p.lines); i++ {
		l, words := p.lines[i], p.words(i)
		if signed < from && l.label.unit == noUnit && isDateLine(words) {
			signed = i
		}
		if strings.Contains(words, "《") {
			names = quotedNames(names, words)
		}
		end := 0
		switch {
		case l.table || l.label.unit != noUnit:
			continue
		case p.headsAttachment(i, signed >= from || !p.datedBelow(i)):
			end = i + 1
			if size := attachmentHead(words); size == len(words) && i+1 < len(p.lines) {
				if k, ok := p.blockAt(i+1, names); ok {
					issued[i] = true
					end = k
				}
			} else if matchesName(bareTitle(words[size:]), names) {
				issued[i] = true
			}
		case hosting && i > from:
			k, ok := p.blockAt(i, names)
			if !ok {
				continue
			}
			issued[i] = true
			end = k
		default:
			continue
		}
		cut = append(cut, i)
		from = i
		next, _ := p.titleOf(i, len(p.lines))
		issued[i] = issued[i] || matchesName(bareTitle(next), names)
		hosting = hosts(next)
		i = end - 1
	}
	return issued, cut
}

// titleOf is the title of the text in lines [start, end), and where its body begins.
func (p *outliner) titleOf(start, end int) (title string, body int) {
	t := &outliner{name: p.name, text: &reader.Text{}, source: p.source, lines: append([]line(nil), p.lines[start:min(end, start+40)]...)}
	for i := range t.lines {
		t.lines[i].role = isText
	}
	t.front()
	return t.title, start + t.body
}

// hosts reports whether a title is that of a document that hands on others.
func hosts(title string) bool {
	for strings.HasSuffix(title, "）") || strings.HasSuffix(title, ")") {
		i := strings.LastIndexAny(title, "（(")
		if i <= 0 {
			break
		}
		title = strings.TrimRight(title[:i], " \u3000")
	}
	for _, name := range [...]string{"公告", "令", "通知", "函", "通告", "决定", "决议", "批复", "命令", "答复"} {
		if strings.HasSuffix(title, name) {
			return true
		}
	}
	return false
}

// announces reports whether the document in front of others says that it publishes them.
func (p *outliner) announces(c piece) bool {
	for i := c.start; i < c.end && i < c.start+60; i++ {
		words := p.words(i)
		for _, verb := range [...]string{"印发", "公布", "发布", "颁布", "转发", "下发", "颁发", "刊登", "公告如下"} {
			if strings.Contains(words, verb) {
				return true
			}
		}
	}
	return false
}

// numbersItself reports whether lines [from, to) have clauses of their own: labels one and two of a unit.
// The list of what is attached has none.
func (p *outliner) numbersItself(from, to int) bool {
	var last [ring + 1]int
	list := false
	for i := from; i < to; i++ {
		words, l := p.words(i), p.lines[i].label
		if attachmentHead(words) > 0 || strings.HasPrefix(words, "附件") {
			list = true
			continue
		}
		if l.unit < article {
			list = list && l.unit == noUnit && short(words, 40) && !endsSentence(words)
			continue
		}
		if list && (l.unit == digitDot || l.unit == hanComma) && !endsSentence(words) {
			continue
		}
		if l.number == last[l.unit]+1 {
			if last[l.unit]++; last[l.unit] == 2 {
				return true
			}
		}
	}
	return false
}

// headsAttachment reports whether line i heads an attachment that follows, and is no
// entry of the list of attachments. signed says that the document in front has ended.
func (p *outliner) headsAttachment(i int, signed bool) bool {
	words := p.words(i)
	size := attachmentHead(words)
	if size == 0 || !signed || i+1 >= len(p.lines) || strings.HasPrefix(words, "附录") {
		return false
	}
	next := p.words(i + 1)
	if size < len(words) {
		rest := strings.TrimLeftFunc(words[size:], isBlank)
		return readLabel(rest).unit == noUnit && attachmentHead(next) == 0 && !isDateLine(next)
	}
	return attachmentHead(next) == 0 && !isDateLine(next)
}

// datedBelow reports whether the date that ends a document stands below line i, before anything is attached.
func (p *outliner) datedBelow(i int) bool {
	for k := i + 1; k < len(p.lines) && k < i+30; k++ {
		if isDateLine(p.words(k)) {
			return true
		}
		if l := p.lines[k].label; l.unit == article || l.unit == chapter || p.lines[k].table {
			return false
		}
	}
	return false
}

// blockAt reports whether a title that was announced stands from line i on, and where it ends.
func (p *outliner) blockAt(i int, names []string) (end int, ok bool) {
	whole := ""
	for k := i; k < len(p.lines) && k < i+5; k++ {
		words := p.words(k)
		if isDateLine(words) || attachmentHead(words) > 0 || k == i && p.isHistory(k) {
			return 0, false
		}
		if p.lines[k].table || p.lines[k].label.unit != noUnit && (k == i || p.lines[k].label.free) || strings.HasPrefix(words, "《") && strings.HasSuffix(words, "》") || endsSentence(words) && !strings.HasSuffix(words, "、") || !short(words, 80) {
			return 0, false
		}
		whole += bareTitle(words)
		if len(whole) >= len("四个字的") && matchesName(whole, names) && (p.begins(k+1) || p.titled(k+1, names)) {
			return k + 1, true
		}
	}
	return 0, false
}

// titled reports whether a title that was announced stands on line i, or on it and the ones
// below, again.
func (p *outliner) titled(i int, names []string) bool {
	whole := ""
	for k := i; k < len(p.lines) && k < i+4 && short(p.words(k), 80); k++ {
		if whole += bareTitle(p.words(k)); matchesName(whole, names) {
			return true
		}
	}
	return false
}

// begins reports whether line i can stand right below the title of a document.
func (p *outliner) begins(i int) bool {
	if i >= len(p.lines) || isDateLine(p.words(i)) && i+1 == len(p.lines) {
		return false
	}
	l, words := p.lines[i], p.words(i)
	return l.table || l.label.unit != noUnit && l.label.number == 1 || p.isHistory(i) && !isDateLine(words) || isDateLine(words) && i+1 < len(p.lines) && attachmentHead(p.words(i+1)) == 0 ||
		isHeadingWord(words) || endsSentence(words) || strings.HasPrefix(words, "（") || isContents(words) || l.level > 0
}

// quotedNames adds the names in 《》 of words, as bareTitle gives them.
func quotedNames(names []string, words string) []string {
	for {
		i := strings.Index(words, "《")
		if i < 0 {
			break
		}
		words = words[i+len("《"):]
		depth, end := 1, -1
		for k, r := range words {
			switch r {
			case '《':
				depth++
			case '》':
				depth--
			}
			if depth == 0 {
				end = k
				break
			}
		}
		if end < 0 {
			break
		}
		if name := bareTitle(words[:end]); len(name) > len("三个字") {
			names = append(names, name)
		}
		words = words[end:]
	}
	for _, verb := range [...]string{"印发", "公布", "发布", "颁布", "转发", "下发"} {
		if _, rest, ok := strings.Cut(words, verb); ok {
			if i := strings.LastIndex(rest, "的"); i > 0 && !strings.Contains(rest, "《") && hosts(rest) {
				names = append(names, bareTitle(rest[:i]))
			}
		}
	}
	return names
}

// bareTitle is a title without blanks and title marks.
func bareTitle(title string) string {
	return strings.Map(func(r rune) rune {
		if isBlank(r) || strings.ContainsRune("《》〈〉<>“”", r) {
			return -1
		}
		return r
	}, title)
}

// matchesName reports whether a title is one of the names, the office in front aside.
func matchesName(title string, names []string) bool {
	for _, name := range names {
		if title == name || strings.HasSuffix(title, name) && short(title[:len(title)-len(name)], 30) || strings.HasSuffix(name, title) && namesDocument(title) && short(name[:len(name)-len(title)], 30) {
			return true
		}
	}
	return false
}

// readCover says of the first n lines, the notice or announcement that the text came under, what they
// are: its title, its number and its date are history, its words a passage.
func (p *outliner) readCover(n int) {
	p.cover = n
	if n == 0 {
		return
	}
	t := &outliner{name: p.name, text: &reader.Text{}, source: p.source, lines: append([]line(nil), p.lines[:n]...)}
	t.front()
	p.coverTitle = t.title
	t.signature(n)
	for i := range t.lines {
		switch t.lines[i].role {
		case isTitle, isHistory:
			p.lines[i].role = isHistory
		default:
			p.lines[i].role = isCover
		}
	}
}
