package outline

import (
	"strings"

	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/script"
)

// Heading reports whether line i is a heading.
func (p *Outline) isHeading(w *walk, i int) bool {
	l, words := p.Lines[i], p.Words(i)
	u := l.Label.Unit
	if w.depth > 0 || w.amending {
		// Quoted headings are text; but a quotation that was never closed must
		// not swallow the document: a heading that is due, or the article that
		// is due below it, proves that the quotation has ended.
		switch {
		case p.Clause == label.Article && p.nextArticle(i) != w.last.Number+1:
			return false
		case p.Clause != label.Article && l.Level == 0 && (u == label.None || l.Label.Number != w.heads[u]+1):
			return false
		}
	}
	switch {
	case l.Lead, u == label.None && l.Level == 0 && p.issues(i):
		return true
	case letterhead.IsHeadingWord(words) && p.Clause != label.None && w.ended:
		p.Lines[i].Level = 0 // 序言 holds no 第一章, whatever the format says
		return true
	case l.Node:
		return true
	case u == label.Decimal && p.Clause == label.Decimal:
		return false
	case l.Level > 0 && u > p.Clause && p.Clause > label.Article:
		return false // ### （一）进门 below ## 三、要求, which is a clause
	case l.Level > 0:
		return script.Short(words, letterhead.MaxTitle)
	case letterhead.IsHeadingWord(words):
		return w.ended
	case u > label.None && u < label.Article && p.broken(i):
		return w.ended
	case u == label.None || p.Clause == label.None && u > label.Article || !p.headless(i):
		return u > label.Article && u < p.Clause && !w.attached
	case u < label.Article:
		return script.Short(words, 60) && (l.Label.Free || !label.GoesOn(words[l.Label.Size:])) && (w.ended || p.abovesArticle(i, w.last.Number) || l.Label.Free && l.Label.Number == w.heads[u]+1)
	case u < p.Clause:
		return !w.attached
	}
	return p.Clause == label.Article && w.ended && p.abovesArticle(i, w.last.Number)
}

// issues reports whether line i is the title of the document that a notice
// hands on: 关于印发《……办法》的通知, its text, then 办法 and 第一章 or 第一条.
func (p *Outline) issues(i int) bool {
	if p.Clause != label.Article || i == p.body || !script.Short(p.Words(i), 60) || !letterhead.NamesDocument(p.Words(i)) {
		return false
	}
	for k := i + 1; k < len(p.Lines) && k < i+5; k++ {
		if l := p.Lines[k].Label; l.Unit != label.None {
			if l.Unit > label.Article || l.Number != 1 {
				return false
			}
			p.Lines[i].Label.Unit = label.Annex
			return true
		}
		if script.EndsSentence(p.Words(k)) {
			return false
		}
	}
	return false
}

// abovesArticle reports whether line i is a heading such as 一、一般规定: few
// words right above the article that follows number last, or above such a heading.
func (p *Outline) abovesArticle(i, last int) bool {
	if i+1 == len(p.Lines) || !script.Short(p.Words(i), 40) || !p.headless(i) {
		return false
	}
	l, next := p.Lines[i].Label, p.Lines[i+1].Label
	if next.Unit == label.Article {
		excerpt := l.Unit < label.Article && l.Free && next.Free && next.Number > last // the numbers jump
		return next.Number == last+1 || next.Number == 1 || excerpt
	}
	return next.Unit > l.Unit && p.abovesArticle(i+1, last)
}

// broken reports whether line i is a heading that was broken at a 、.
func (p *Outline) broken(i int) bool {
	return p.Clause == label.Article && strings.HasSuffix(p.Words(i), "、") && script.Short(p.Words(i), 60) && i+2 < len(p.Lines) &&
		script.Short(p.Words(i+1), 40) && p.headless(i+1) && p.Lines[i+2].Label.Unit == label.Article
}

// continuesHeading reports whether line i is the rest of a heading broken in
// two: few words between a heading with a label and an article, or （试行） under a title.
func (p *Outline) continuesHeading(i int) bool {
	if i > p.body && p.Lines[i-1].Role == line.Heading && p.Lines[i-1].Label.Unit == label.Annex {
		words := p.Words(i)
		return p.Lines[i].Label.Unit == label.None && (strings.HasPrefix(words, "（") || strings.HasPrefix(words, "(")) && script.EndsBracket(words) && script.Short(words, 60)
	}
	if p.Clause != label.Article || i == p.body || i+1 >= len(p.Lines) || !script.Short(p.Words(i), 40) || !p.headless(i) {
		return false
	}
	above, l, below := p.Lines[i-1], p.Lines[i], p.Lines[i+1]
	return above.Role == line.Heading && above.Label.Unit != label.None && l.Label.Unit == label.None && l.Level == 0 && below.Label.Unit == label.Article
}

// nextArticle is the number of the first article below line i, or 0.
func (p *Outline) nextArticle(i int) int {
	if p.next == nil {
		p.next = make([]int, len(p.Lines)+1)
		for k := len(p.Lines) - 1; k >= 0; k-- {
			p.next[k] = p.next[k+1]
			if l := p.Lines[k].Label; l.Unit == label.Article {
				p.next[k] = l.Number
			}
		}
	}
	return p.next[i+1]
}
