package corpus

import (
	"strings"
	"unicode/utf8"
)

// role is what a line is in its document.
type role uint8

const (
	isText role = iota
	isTitle
	isHistory
	isMarkup
	isHeading
	isHeadingRest // the second line of a heading that was broken
	isClause
	isAttachment // begins an attachment
)

// scheme chooses the unit that is cited: 条 where there are any, else the
// outermost labels that carry text instead of standing as headings above others.
func (p *parser) scheme() {
	var count, heads [ring + 1]int
	for i := p.body; i < len(p.lines); i++ {
		u := p.lines[i].label.unit
		count[u]++
		if u > article && p.headless(i) {
			heads[u]++
		}
	}
	if count[article] > 0 {
		p.clause = article
		return
	}
	for u := hanComma; u <= digitParen; u++ {
		if count[u] < 2 || !p.isSeries(u) {
			continue
		}
		p.clause = u
		if heads[u]*5 < count[u]*3 || !p.holdsOthers(u) {
			return
		}
	}
}

// isSeries reports whether the labels of unit u number the text: most follow
// one another or start anew, and where the format marks headings without
// labels, most of those hold some.
func (p *parser) isSeries(u unit) bool {
	labels, due := 0, 0
	headings, holding := 0, 0
	last, waiting := 0, false
	for _, l := range p.lines[p.body:] {
		switch {
		case l.label.unit == u:
			labels++
			if l.label.number == last+1 || l.label.number == 1 {
				due++
			}
			last = l.label.number
			if waiting {
				holding++
				waiting = false
			}
		case l.level > 1 && l.label.unit == noUnit:
			headings++
			waiting = true
		}
	}
	return due*2 > labels && (headings < 3 || holding*2 > headings)
}

// headless reports whether line i could be a heading: short, and no sentence.
func (p *parser) headless(i int) bool {
	words := p.words(i)
	return !endsSentence(words) && short(words, maxTitle)
}

// holdsOthers reports whether most labels of unit u have labels of a deeper
// unit below them, and whether those are clauses: 1. that runs on through the
// sections is, 1. that starts anew in each is an item of its section.
func (p *parser) holdsOthers(u unit) bool {
	sections, holding := 0, 0
	waiting := false // the last label of u has held none so far
	inner := noUnit
	last, anew := 0, 0
	for _, l := range p.lines[p.body:] {
		v := l.label.unit
		switch {
		case v == u:
			sections++
			waiting = true
		case v > u && v <= digitParen && sections > 0:
			if waiting {
				holding++
				waiting = false
			}
			if inner == noUnit {
				inner = v
			}
			if v == inner {
				if l.label.number == 1 && last > 0 {
					anew++
				}
				last = l.label.number
			}
		}
	}
	if holding*2 < sections {
		return false
	}
	return inner == hanParen || anew*2 < holding
}

// splitShared gives an article that stands in the middle of a paragraph, behind
// a full stop and with the number that is due, a line of its own.
func (p *parser) splitShared() {
	if p.clause != article {
		return
	}
	last := 0
	var split []line
	for i := p.body; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.label.unit == article {
			last = l.label.number
		}
		for at := l.start + l.label.size; last > 0 && !l.table; {
			k := strings.Index(p.source[at:l.end], "第")
			if k < 0 {
				break
			}
			at += k
			if at > l.start+l.label.size && p.behindStop(l.start, at) {
				if found := readLabel(p.source[at:l.end]); found.unit == article && found.number == last+1 && found.free {
					if split == nil {
						split = append(make([]line, 0, len(p.lines)+32), p.lines[:i]...)
					}
					_, end := trim(p.source, l.start, at)
					split = append(split, line{start: l.start, end: end, label: l.label, role: l.role})
					l = line{start: at, end: l.end, label: found}
					last = found.number
				}
			}
			at += len("第")
		}
		if split != nil {
			split = append(split, l)
		}
	}
	if split != nil {
		p.lines = split
	}
}

// behindStop reports whether the words of source[start:at] end a sentence.
func (p *parser) behindStop(start, at int) bool {
	_, end := trim(p.source, start, at)
	for _, stop := range []string{"。", "；", "”", "）", "："} {
		if strings.HasSuffix(p.source[start:end], stop) {
			return true
		}
	}
	return false
}

// walk is what is known on the way through the lines.
type walk struct {
	last       label // of the last clause
	depth      int   // quotations that are open, counted from the last clause on
	amending   bool  // the last text announced the wording of another document
	ended      bool  // the line before ended a sentence, or was none
	attached   bool  // in an attachment
	attachment int   // the line that heads it, 0 once an article was found below it
	anew       bool  // a heading stands between the last clause and here

	heads [ring + 1]int // the number of the last heading of each unit, within the heading above it
}

// roles says of each line what it is. Only the labels of the unit that is cited
// make clauses, and of those the ones that are due: a quoted or wrapped 第三条 is text.
func (p *parser) roles() {
	w := walk{ended: true}
	for i := p.body; i < len(p.lines); i++ {
		l := &p.lines[i]
		if l.role == isMarkup {
			continue
		}
		words := p.words(i)
		switch {
		case l.table:
		case l.label.unit == p.clause && p.clause != noUnit && p.isClause(&w, i):
			l.role = isClause
			if w.attachment > 0 && p.clause == article {
				w.attached = p.settle(w.attachment, l.label.number == 1)
			}
			w = walk{last: l.label, attached: w.attached, heads: w.heads}
		case i > p.body && w.depth == 0 && attachmentHead(words) > 0:
			l.role = isAttachment
			w = walk{last: w.last, attached: true, attachment: i, heads: w.heads}
		case p.continuesHeading(i):
			l.role = isHeadingRest
			continue
		case p.isHeading(&w, i):
			l.role = isHeading
			w = walk{last: w.last, attached: w.attached, attachment: w.attachment, anew: true, ended: true, heads: w.heads}
			if u := l.label.unit; u != noUnit {
				w.heads[u] = l.label.number
				clear(w.heads[u+1:])
			}
			continue
		}
		w.read(words)
	}
}

// settle decides what the line that looks like the head of an attachment is, now
// that an article stands below it: a heading when the articles begin anew, with the line
// below it when it says no more than 附件; text when they go on.
func (p *parser) settle(i int, anew bool) (attached bool) {
	l := &p.lines[i]
	if !anew {
		l.role = isText
		return false
	}
	l.role = isHeading
	l.label = label{unit: annex, size: attachmentHead(p.words(i))}
	below := &p.lines[i+1]
	if title := below.label.unit == annex || below.role == isText && below.label.unit == noUnit && p.headless(i+1); title && l.start+l.label.size == l.end {
		below.role = isHeadingRest
	}
	return true
}

// read takes note of a line of text.
func (w *walk) read(words string) {
	opened := strings.Count(words, "“")
	if w.depth > 0 && strings.HasPrefix(words, "“") {
		opened-- // a quotation of several paragraphs opens each of them
	}
	w.depth = max(0, w.depth+opened-strings.Count(words, "”"))
	w.ended = endsSentence(words) || strings.HasSuffix(words, "》")
	if strings.HasSuffix(words, "：") || strings.HasSuffix(words, ":") {
		for _, verb := range []string{"修改为", "改为", "内容如下", "增加", "修正如下", "规定如下"} {
			w.amending = w.amending || strings.Contains(words, verb)
		}
	}
}

// isClause reports whether line i, whose label is of the unit that is cited, begins a clause.
func (p *parser) isClause(w *walk, i int) bool {
	l, last := p.lines[i].label, w.last
	rest := p.source[p.lines[i].start+l.size : p.lines[i].end]
	next := l.number == last.number+1 && l.sub == 0 || l.number == last.number && l.sub == last.sub+1
	if p.clause != article {
		switch {
		case w.attached:
			return false
		case next:
			return true
		case l.number == 1:
			return w.depth == 0 && !w.amending && (w.anew || w.ended)
		}
		return w.depth == 0 && !w.amending && w.ended && l.number > last.number && (last.number == 0 || l.number <= last.number+5)
	}
	switch {
	case (w.depth > 0 || w.amending) && !next:
		return false
	case next && l.free:
		return true
	case goesOn(rest):
		return false
	case next:
		return w.ended || strings.HasPrefix(rest, "【") || w.last.number == 0
	}
	return w.ended || w.anew || last.number == 0
}

// goesOn reports whether rest, behind 第三条, makes a reference of it: 第三条规定的, 第三条第二款.
func goesOn(rest string) bool {
	rest = strings.TrimLeftFunc(rest, isBlank)
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune("第的、和及与或至到之款项中所，。；：", r) || strings.HasPrefix(rest, "规定") || strings.HasPrefix(rest, "以")
}

// isHeading reports whether line i is a heading.
func (p *parser) isHeading(w *walk, i int) bool {
	l, words := p.lines[i], p.words(i)
	u := l.label.unit
	if w.depth > 0 || w.amending {
		// Quoted headings are text; but a quotation that was never closed must
		// not swallow the document: a heading that is due, or the article that
		// is due below it, proves that the quotation has ended.
		switch {
		case p.clause == article && p.nextArticle(i) != w.last.number+1:
			return false
		case p.clause != article && l.level == 0 && (u == noUnit || l.label.number != w.heads[u]+1):
			return false
		}
	}
	switch {
	case u == noUnit && l.level == 0 && p.issues(i):
		return true
	case isHeadingWord(words) && p.clause != noUnit && w.ended:
		p.lines[i].level = 0 // 序言 holds no 第一章, whatever the format says
		return true
	case l.level > 0:
		return short(words, maxTitle)
	case isHeadingWord(words):
		return w.ended
	case u == noUnit || p.clause == noUnit && u > article || !p.headless(i):
		return u > article && u < p.clause && !w.attached
	case u < article:
		return short(words, 60) && (l.label.free || !goesOn(words[l.label.size:])) && (w.ended || p.abovesArticle(i, w.last.number))
	case u < p.clause:
		return !w.attached
	}
	return p.clause == article && w.ended && p.abovesArticle(i, w.last.number)
}

// issues reports whether line i is the title of the document that a notice
// hands on: 关于印发《……办法》的通知, its text, then 办法 and 第一章 or 第一条.
func (p *parser) issues(i int) bool {
	if p.clause != article || i == p.body || !short(p.words(i), 60) || !namesDocument(p.words(i)) {
		return false
	}
	for k := i + 1; k < len(p.lines) && k < i+5; k++ {
		if l := p.lines[k].label; l.unit != noUnit {
			if l.unit > article || l.number != 1 {
				return false
			}
			p.lines[i].label.unit = annex
			return true
		}
		if endsSentence(p.words(k)) {
			return false
		}
	}
	return false
}

// abovesArticle reports whether line i is a heading such as 一、一般规定: few
// words right above the article that follows number last, or above such a heading.
func (p *parser) abovesArticle(i, last int) bool {
	if i+1 == len(p.lines) || !short(p.words(i), 40) || !p.headless(i) {
		return false
	}
	l, next := p.lines[i].label, p.lines[i+1].label
	if next.unit == article {
		return next.number == last+1 || next.number == 1
	}
	return next.unit > l.unit && p.abovesArticle(i+1, last)
}

// continuesHeading reports whether line i is the rest of a heading broken in
// two: few words between a heading with a label and an article, or （试行） under a title.
func (p *parser) continuesHeading(i int) bool {
	if i > p.body && p.lines[i-1].role == isHeading && p.lines[i-1].label.unit == annex {
		words := p.words(i)
		return p.lines[i].label.unit == noUnit && (strings.HasPrefix(words, "（") || strings.HasPrefix(words, "(")) && endsBracket(words) && short(words, 60)
	}
	if p.clause != article || i == p.body || i+1 >= len(p.lines) || !short(p.words(i), 40) || !p.headless(i) {
		return false
	}
	above, l, below := p.lines[i-1], p.lines[i], p.lines[i+1]
	return above.role == isHeading && above.label.unit != noUnit && l.label.unit == noUnit && l.level == 0 && below.label.unit == article
}

// nextArticle is the number of the first article below line i, or 0.
func (p *parser) nextArticle(i int) int {
	if p.next == nil {
		p.next = make([]int, len(p.lines)+1)
		for k := len(p.lines) - 1; k >= 0; k-- {
			p.next[k] = p.next[k+1]
			if l := p.lines[k].label; l.unit == article {
				p.next[k] = l.number
			}
		}
	}
	return p.next[i+1]
}

// attachmentHead is the size of what heads an attachment at the beginning of
// words: 附件, 附件一：, 附表2, 附：; 0 when words are none.
func attachmentHead(words string) int {
	rest, ok := strings.CutPrefix(words, "附")
	if !ok || !short(words, 60) || strings.ContainsAny(words, "。；，") {
		return 0
	}
	for _, kind := range []string{"件", "表", "录", "图", ""} {
		after, ok := strings.CutPrefix(rest, kind)
		if !ok {
			continue
		}
		at := skipBlank(after, 0, len(after))
		blank := at > 0
		if _, _, n := readNumber(after[at:]); n > 0 && kind != "" {
			at += n
			next := skipBlank(after, at, len(after))
			blank = next > at
			at = next
		}
		r, n := utf8.DecodeRuneInString(after[at:])
		switch {
		case strings.ContainsRune("：:、.．", r) && n > 0:
			return len(words) - len(after) + at + n
		case at == len(after) || blank:
			if kind != "" {
				return len(words) - len(after) + at
			}
		}
		return 0
	}
	return 0
}
