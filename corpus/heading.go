package corpus

import (
	"strings"
)

// isHeading reports whether line i is a heading.
func (p *outliner) isHeading(w *walk, i int) bool {
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
	case l.lead, u == noUnit && l.level == 0 && p.issues(i):
		return true
	case isHeadingWord(words) && p.clause != noUnit && w.ended:
		p.lines[i].level = 0 // 序言 holds no 第一章, whatever the format says
		return true
	case l.node:
		return true
	case u == decimal && p.clause == decimal:
		return false
	case l.level > 0 && u > p.clause && p.clause > article:
		return false // ### （一）进门 below ## 三、要求, which is a clause
	case l.level > 0:
		return short(words, maxTitle)
	case isHeadingWord(words):
		return w.ended
	case u > noUnit && u < article && p.broken(i):
		return w.ended
	case u == noUnit || p.clause == noUnit && u > article || !p.headless(i):
		return u > article && u < p.clause && !w.attached
	case u < article:
		return short(words, 60) && (l.label.free || !goesOn(words[l.label.size:])) && (w.ended || p.abovesArticle(i, w.last.number) || l.label.free && l.label.number == w.heads[u]+1)
	case u < p.clause:
		return !w.attached
	}
	return p.clause == article && w.ended && p.abovesArticle(i, w.last.number)
}

// issues reports whether line i is the title of the document that a notice
// hands on: 关于印发《……办法》的通知, its text, then 办法 and 第一章 or 第一条.
func (p *outliner) issues(i int) bool {
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
func (p *outliner) abovesArticle(i, last int) bool {
	if i+1 == len(p.lines) || !short(p.words(i), 40) || !p.headless(i) {
		return false
	}
	l, next := p.lines[i].label, p.lines[i+1].label
	if next.unit == article {
		return next.number == last+1 || next.number == 1
	}
	return next.unit > l.unit && p.abovesArticle(i+1, last)
}

// broken reports whether line i is a heading that was broken at a 、.
func (p *outliner) broken(i int) bool {
	return p.clause == article && strings.HasSuffix(p.words(i), "、") && short(p.words(i), 60) && i+2 < len(p.lines) &&
		short(p.words(i+1), 40) && p.headless(i+1) && p.lines[i+2].label.unit == article
}

// continuesHeading reports whether line i is the rest of a heading broken in
// two: few words between a heading with a label and an article, or （试行） under a title.
func (p *outliner) continuesHeading(i int) bool {
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
func (p *outliner) nextArticle(i int) int {
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
