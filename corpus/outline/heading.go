package outline

import (
	"strings"

	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/script"
)

// isHeading reports whether line i is a heading.
func (p *Outline) isHeading(w *walk, i int) bool {
	l, words := p.Lines[i], p.Words(i)
	u := l.Label.Unit
	if w.inQuote() && !p.endsQuotation(w, i) {
		return false
	}
	named := letterhead.IsHeadingWord(words)
	switch {
	case l.Lead, u == label.None && l.Level == 0 && p.issues(i):
		return true
	case named && p.Clause != label.None && w.ended:
		if !p.holdsPlain(i) {
			p.Lines[i].Level = 0 // 序言 holds no 第一章, whatever the format says
		}
		return true
	case l.Node:
		return true
	case u == label.Decimal && p.Clause == label.Decimal:
		return false
	case l.Level > 0:
		return !p.belowClause(u) && script.Short(words, letterhead.MaxTitle)
	case named || p.broken(i):
		return w.ended
	}
	return p.labelHeads(w, i)
}

// holdsPlain reports whether the next heading that the format marks below line i is one without a label of a deeper level: ## 总则, ### 原则.
func (p *Outline) holdsPlain(i int) bool {
	level := p.Lines[i].Level
	for k := i + 1; level > 0 && k < len(p.Lines); k++ {
		if l := p.Lines[k]; l.Level > 0 {
			return l.Level > level && l.Label.Unit == label.None
		}
	}
	return false
}

// belowClause reports whether headings with labels of unit u are items of clauses: ### （一）进门 below ## 三、要求, which is a clause.
func (p *Outline) belowClause(u label.Unit) bool { return u > p.Clause && p.Clause > label.Article }

// endsQuotation reports whether the heading of line i ends what is quoted. Quoted headings are text; but a
// quotation that was never closed must not swallow the document: a heading that is due,
// or the article that is due below it, proves that the quotation has ended.
func (p *Outline) endsQuotation(w *walk, i int) bool {
	if p.Clause == label.Article {
		return p.nextArticle(i) == w.last.Number+1
	}
	l := p.Lines[i]
	return l.Level > 0 || l.Label.Unit != label.None && l.Label.Number == w.heads[l.Label.Unit]+1
}

// labelHeads reports whether line i is a heading by its label, or by the article below it.
func (p *Outline) labelHeads(w *walk, i int) bool {
	l := p.Lines[i].Label
	switch u := l.Unit; {
	case u == label.None:
		return false
	case u > label.Article && u < p.Clause:
		return !w.attached
	case p.Clause == label.None && u > label.Article || !p.headless(i):
		return false
	case u < label.Article:
		return p.unitHeads(w, i)
	}
	return p.Clause == label.Article && w.ended && p.abovesArticle(i, w.last.Number)
}

// unitHeads reports whether line i, with a label such as 第二章, is a heading, and no reference.
func (p *Outline) unitHeads(w *walk, i int) bool {
	l, words := p.Lines[i].Label, p.Words(i)
	if !script.Short(words, 60) || !l.Free && label.GoesOn(words[l.Size:]) {
		return false
	}
	return w.ended || p.abovesArticle(i, w.last.Number) || l.Free && l.Number == w.heads[l.Unit]+1
}

// issues reports whether line i is the title of the document that a notice
// hands on: 关于印发《……办法》的通知, its text, then 办法 and 第一章 or 第一条.
func (p *Outline) issues(i int) bool {
	if p.Clause != label.Article || i == p.Body || !namesIssued(p.Words(i)) {
		return false
	}
	for k := i + 1; k < len(p.Lines) && k < i+5; k++ {
		switch l := p.Lines[k].Label; {
		case l.Unit != label.None:
			if l.Unit > label.Article || l.Number != 1 {
				return false
			}
			p.Lines[i].Label.Unit = label.Annex
			return true
		case script.EndsSentence(p.Words(k)):
			return false
		}
	}
	return false
}

// namesIssued reports whether words can be the title of a document that is handed on.
func namesIssued(words string) bool {
	return script.Short(words, 60) && letterhead.NamesDocument(words)
}

// abovesArticle reports whether line i is a heading such as 一、一般规定: few
// words right above the article that follows number last, or above such a heading.
func (p *Outline) abovesArticle(i, last int) bool {
	if i+1 == len(p.Lines) || !script.Short(p.Words(i), 40) || !p.headless(i) {
		return false
	}
	l, next := p.Lines[i].Label, p.Lines[i+1].Label
	if next.Unit == label.Article {
		return next.Number == last+1 || next.Number == 1 || headsExcerpt(l, next, last)
	}
	return next.Unit > l.Unit && p.abovesArticle(i+1, last)
}

// headsExcerpt reports whether a heading l stands above an article of an excerpt, whose numbers jump.
func headsExcerpt(l, article label.Label, last int) bool {
	return l.Unit < label.Article && l.Free && article.Free && article.Number > last
}

// broken reports whether line i is a heading such as 第二章 that was broken at a 、.
func (p *Outline) broken(i int) bool {
	words, u := p.Words(i), p.Lines[i].Label.Unit
	if p.Clause != label.Article || u == label.None || u >= label.Article || i+2 >= len(p.Lines) {
		return false
	}
	return strings.HasSuffix(words, "、") && script.Short(words, 60) && script.Short(p.Words(i+1), 40) && p.headless(i+1) && p.Lines[i+2].Label.Unit == label.Article
}

// continuesHeading reports whether line i is the rest of a heading broken in
// two: few words between a heading with a label and an article, or （试行） under a title.
func (p *Outline) continuesHeading(i int) bool {
	if i == p.Body || p.Lines[i-1].Role != line.Heading || p.Lines[i].Label.Unit != label.None {
		return false
	}
	above, l, words := p.Lines[i-1], p.Lines[i], p.Words(i)
	if above.Label.Unit == label.Annex {
		return script.StartsWith(words, "（(") && script.EndsBracket(words) && script.Short(words, 60)
	}
	if p.Clause != label.Article || i+1 >= len(p.Lines) || p.Lines[i+1].Label.Unit != label.Article {
		return false
	}
	return above.Label.Unit != label.None && l.Level == 0 && script.Short(words, 40) && p.headless(i)
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
