// Package pieces finds the documents of a file. A file from an office often holds more than one: the notice or the
// order, the rules that it issues, and a table or a form behind them. The text itself says where one ends
// and the next begins: the notice names a title in 《》 that stands below, or 附件1 stands alone on a line.
// Start with [Find].
package pieces

import (
	_ "embed"
	"slices"
	"strings"

	"tiaowen/corpus/date"
	"tiaowen/corpus/front"
	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/reader"
	"tiaowen/corpus/script"
	"tiaowen/corpus/wordlist"
)

// Piece is a document of a file: lines [Start, End). The first Cover of them are the notice that the
// document came under.
type Piece struct {
	Start, Cover, End int
}

// file is a file while its documents are looked for.
type file struct {
	*line.List
	name string
}

// Find finds the documents of a file. name is the name of the file, and first the front of its first document. Nearly
// every file holds one document.
func Find(name string, lines *line.List, first front.Front) []Piece {
	p := &file{lines, name}
	n := len(p.Lines)
	whole := []Piece{{0, 0, n}}
	if !hosts(first.Title) {
		return whole
	}
	issued, cut := p.cuts(first.Body, quotedNames(nil, first.Title))
	if len(cut) == 0 {
		return whole
	}
	var found []Piece
	start := 0
	for k, at := range append(cut, n) {
		cover := 0
		if k > 0 && len(found) > 0 && issued[cut[k-1]] {
			last := found[len(found)-1]
			if _, lastBody := p.titleOf(last.Start+last.Cover, last.End); p.announces(last) && !p.numbersItself(max(lastBody, last.Start), last.End) {
				cover = last.End - last.Start
				start = last.Start
				found = found[:len(found)-1]
			}
		}
		found = append(found, Piece{start, cover, at})
		start = at
	}
	return found
}

// cuts finds the lines on which further documents begin, and which of these the document in front issues.
func (p *file) cuts(body int, names []string) (issued map[int]bool, cut []int) {
	issued = map[int]bool{}
	signed := -1 // the line of the date that ends the document in front
	hosting, from := true, 0
	var announced []string // by the document in front, and not found so far
	for i := body; i < len(p.Lines); i++ {
		l, words := p.Lines[i], p.Words(i)
		if signed < from && l.Label.Unit == label.None && date.IsAlone(words) {
			signed = i
		}
		if strings.Contains(words, "《") {
			names = quotedNames(names, words)
		}
		end := 0
		switch {
		case l.Table || l.Label.Unit != label.None:
			continue
		case p.headsAttachment(i, signed >= from || !p.datedBelow(i)):
			end, issued[i] = p.attachmentAt(i, names)
		case hosting && i > from, len(announced) > 0:
			among := names
			if !hosting {
				among = announced
			}
			k, ok := p.blockAt(i, among)
			if !ok || !hosting && !p.numbersAnew(k) {
				continue
			}
			issued[i] = true
			end = k
		default:
			continue
		}
		if len(cut) == 0 {
			announced = slices.Clone(names)
		}
		cut = append(cut, i)
		from = i
		next, _ := p.titleOf(i, len(p.Lines))
		announced = slices.DeleteFunc(announced, func(name string) bool { return matchesName(bareTitle(next), []string{name}) })
		issued[i] = issued[i] || matchesName(bareTitle(next), names)
		hosting = hosts(next)
		i = end - 1
	}
	return issued, cut
}

// numbersAnew reports whether the numbers of a text begin on line i, or below the history that begins there.
func (p *file) numbersAnew(i int) bool {
	for k := i; k < len(p.Lines) && k < i+4; k++ {
		if l := p.Lines[k].Label; l.Unit != label.None {
			return l.Number == 1
		}
		if !front.IsHistory(p.List, k) {
			return false
		}
	}
	return false
}

// attachmentAt gives the line behind the head of the attachment that begins on line i, and behind its title where that was
// announced: 附件 and 用车办法. issued says that it was.
func (p *file) attachmentAt(i int, names []string) (end int, issued bool) {
	words := p.Words(i)
	size := letterhead.AttachmentHead(words)
	if size < len(words) || i+1 == len(p.Lines) {
		return i + 1, matchesName(bareTitle(words[size:]), names)
	}
	if end, issued = p.blockAt(i+1, names); issued {
		return end, true
	}
	return i + 1, false
}

// titleOf is the title of the text in lines [start, end), and where its body begins.
func (p *file) titleOf(start, end int) (title string, body int) {
	f := front.Read(p.name, &reader.Text{}, p.Piece(start, min(end, start+40)), 0)
	return f.Title, start + f.Body
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
	return handsOn.Ends(title) > 0
}

// announces reports whether the document in front of others says that it publishes them.
func (p *file) announces(c Piece) bool {
	for i := c.Start; i < c.End && i < c.Start+60; i++ {
		if announcing.Within(p.Words(i)) {
			return true
		}
	}
	return false
}

// numbersItself reports whether lines [from, to) have separate clauses: labels one and two of a unit.
// The list of what is attached has none.
func (p *file) numbersItself(from, to int) bool {
	var last [label.Ring + 1]int
	list := false
	for i := from; i < to; i++ {
		words, l := p.Words(i), p.Lines[i].Label
		if letterhead.AttachmentHead(words) > 0 || strings.HasPrefix(words, "附件") {
			list = true
			continue
		}
		if l.Unit < label.Article {
			list = list && l.Unit == label.None && script.Short(words, 40) && !script.EndsSentence(words)
			continue
		}
		if list && (l.Unit == label.DigitDot || l.Unit == label.HanComma) && !script.EndsSentence(words) {
			continue
		}
		if l.Number == last[l.Unit]+1 {
			if last[l.Unit]++; last[l.Unit] == 2 {
				return true
			}
		}
	}
	return false
}

// headsAttachment reports whether line i heads an attachment that follows, and is no
// entry of the list of attachments. signed says that the document in front has ended.
func (p *file) headsAttachment(i int, signed bool) bool {
	words := p.Words(i)
	size := letterhead.AttachmentHead(words)
	if size == 0 || !signed || i+1 >= len(p.Lines) || strings.HasPrefix(words, "附录") {
		return false
	}
	next := p.Words(i + 1)
	if size < len(words) {
		rest := strings.TrimLeftFunc(words[size:], script.IsBlank)
		return label.Read(rest).Unit == label.None && letterhead.AttachmentHead(next) == 0 && !date.IsAlone(next)
	}
	return letterhead.AttachmentHead(next) == 0 && !date.IsAlone(next)
}

// datedBelow reports whether the date that ends a document stands below line i, before anything is attached.
func (p *file) datedBelow(i int) bool {
	for k := i + 1; k < len(p.Lines) && k < i+30; k++ {
		if date.IsAlone(p.Words(k)) {
			return true
		}
		if l := p.Lines[k].Label; l.Unit == label.Article || l.Unit == label.Chapter || p.Lines[k].Table {
			return false
		}
	}
	return false
}

// blockAt reports whether a title that was announced stands from line i on, and where it ends.
func (p *file) blockAt(i int, names []string) (end int, ok bool) {
	whole := ""
	for k := i; k < len(p.Lines) && k < i+5; k++ {
		if !p.canTitle(k, k == i) {
			return 0, false
		}
		whole += bareTitle(p.Words(k))
		if len(whole) >= len("四个字的") && matchesName(whole, names) && (p.begins(k+1) || p.titled(k+1, names)) {
			return k + 1, true
		}
	}
	return 0, false
}

// canTitle reports whether line i can be a line of the title of a document that was announced, perhaps the first one.
func (p *file) canTitle(i int, first bool) bool {
	l, words := p.Lines[i], p.Words(i)
	switch {
	case l.Table, !script.Short(words, 80), date.IsAlone(words), letterhead.AttachmentHead(words) > 0:
		return false
	case l.Label.Unit != label.None && (first || l.Label.Free), first && front.IsHistory(p.List, i):
		return false
	case strings.HasPrefix(words, "《") && strings.HasSuffix(words, "》"):
		return false
	}
	return !script.EndsSentence(words) || strings.HasSuffix(words, "、")
}

// titled reports whether a title that was announced stands on line i, or on it and the ones
// below, again.
func (p *file) titled(i int, names []string) bool {
	whole := ""
	for k := i; k < len(p.Lines) && k < i+4 && script.Short(p.Words(k), 80); k++ {
		if whole += bareTitle(p.Words(k)); matchesName(whole, names) {
			return true
		}
	}
	return false
}

// begins reports whether line i can stand right below the title of a document.
func (p *file) begins(i int) bool {
	if i >= len(p.Lines) {
		return false
	}
	l, words := p.Lines[i], p.Words(i)
	switch {
	case date.IsAlone(words):
		if i+1 == len(p.Lines) {
			return false
		}
		if letterhead.AttachmentHead(p.Words(i+1)) == 0 {
			return true
		}
	case front.IsHistory(p.List, i):
		return true
	}
	return l.Table || l.Level > 0 || l.Label.Number == 1 && l.Label.Unit != label.None || letterhead.IsHeadingWord(words) || script.EndsSentence(words) || letterhead.IsContents(words) || strings.HasPrefix(words, "（")
}

// quotedNames adds the names in 《》 of words, as bareTitle gives them, and what they say is issued: 印发办公用房管理办法的通知.
func quotedNames(names []string, words string) []string {
	for {
		_, rest, ok := strings.Cut(words, "《")
		if !ok {
			break
		}
		words = rest
		end := closingTitle(words)
		if end < 0 {
			break
		}
		if name := bareTitle(words[:end]); len(name) > len("三个字") {
			names = append(names, name)
		}
		words = words[end:]
	}
	for _, verb := range issuing {
		_, rest, ok := strings.Cut(words, verb)
		if !ok {
			continue
		}
		if i := strings.LastIndex(rest, "的"); i > 0 && !strings.Contains(rest, "《") && hosts(rest) {
			names = append(names, bareTitle(rest[:i]))
		}
	}
	return names
}

// closingTitle is where the title that words stand in closes, titles within it aside, or -1.
func closingTitle(words string) int {
	depth := 1
	for k, r := range words {
		switch r {
		case '《':
			depth++
		case '》':
			depth--
		}
		if depth == 0 {
			return k
		}
	}
	return -1
}

// bareTitle is a title without blanks and title marks.
func bareTitle(title string) string {
	return strings.Map(func(r rune) rune {
		if script.IsBlank(r) || strings.ContainsRune("《》〈〉<>“”", r) {
			return -1
		}
		return r
	}, title)
}

// matchesName reports whether a title is one of the names, the office in front aside.
func matchesName(title string, names []string) bool {
	for _, name := range names {
		if title == name || strings.HasSuffix(title, name) && script.Short(title[:len(title)-len(name)], 30) || strings.HasSuffix(name, title) && letterhead.NamesDocument(title) && script.Short(name[:len(name)-len(title)], 30) {
			return true
		}
	}
	return false
}

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists      = wordlist.Read(wordsFile)
	handsOn    = lists.List("handsOn")
	announcing = lists.List("announcing")
	issuing    = lists.Words("issuing")
)
