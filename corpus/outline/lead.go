package outline

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/front"
	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/script"
)

// leads finds the headings without a label that a text shows by its numbers:
// where these restart, again and again, and a short line without a stop stands above
// each 1., that line is the heading of what follows.
func (p *Outline) leads() {
	ones, outer := p.firstLabels()
	p.lawsExcerpted()
	for u, of := range ones {
		if heads := p.headsAbove(of, label.Unit(u) == outer); len(heads) > 1 {
			p.markLeads(heads)
			return
		}
	}
}

// firstLabels gives the lines with a label of number one, by their unit, and the outermost label of the text.
func (p *Outline) firstLabels() (ones [label.Ring + 1][]int, outer label.Unit) {
	for i := p.cover; i < len(p.Lines); i++ {
		l := p.Lines[i]
		u := l.Label.Unit
		if u == label.None || l.Table {
			continue
		}
		if outer == label.None || u < outer {
			outer = u
		}
		if l.Label.Number == 1 && u >= label.Article {
			ones[u] = append(ones[u], i)
		}
	}
	return ones, outer
}

// headsAbove gives the lines that can head those lines, one each; the title may stand above the first one. It gives
// nil when one of the others has none.
func (p *Outline) headsAbove(lines []int, outermost bool) []int {
	var heads []int
	for k, i := range lines {
		if i > p.cover+1 && p.canLead(i-1, outermost) {
			heads = append(heads, i-1)
		} else if k > 0 {
			return nil
		}
	}
	return heads
}

// markLeads makes headings of lines.
func (p *Outline) markLeads(lines []int) {
	for _, i := range lines {
		p.Lines[i].Lead = true
	}
}

// lawsExcerpted finds the names of laws above the articles that are excerpted from each: 《劳动法》,
// where the numbers fall back.
func (p *Outline) lawsExcerpted() {
	groups := p.articleGroups()
	var heads []int
	one := false // a group begins with 第一条
	for k, i := range groups {
		one = one || p.Lines[i].Label.Number == 1
		if i > p.cover && p.canLead(i-1, false) && (i-1 > p.cover || k > 0) {
			heads = append(heads, i-1)
		}
	}
	need := len(groups) - 1
	if one {
		need = len(groups)
	}
	if len(groups) > 1 && len(heads) >= need {
		p.markLeads(heads)
	}
}

// articleGroups gives the lines of the articles whose number is lower than the one before, of those below the name
// of a law, and of the first one.
func (p *Outline) articleGroups() (first []int) {
	last := 0
	for i := p.cover; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Label.Unit != label.Article || l.Table || !l.Label.Free {
			continue
		}
		if l.Label.Number < last || last == 0 || i > p.cover && isLawName(p.Words(i-1)) {
			first = append(first, i)
		}
		last = l.Label.Number
	}
	return first
}

// isLawName reports whether a line is the name of a law and no more: 《广告法》, 《广告法》（节选）, 《广告法》有关规定.
func isLawName(words string) bool {
	name, rest, found := strings.Cut(words, "》")
	if !found || !strings.HasPrefix(name, "《") || !script.Short(words, 60) {
		return false
	}
	rest = strings.TrimFunc(rest, func(r rune) bool { return script.IsBlank(r) || strings.ContainsRune("（）()：", r) })
	return rest == "" || script.Short(rest, 8) && !strings.ContainsAny(rest, "，。；、《第")
}

// plainHeadings marks the headings of a text that numbers nothing: short lines
// without a stop, again and again, above lines that are sentences.
func (p *Outline) plainHeadings() {
	var heads []int
	for i := p.Body; i+1 < len(p.Lines); i++ {
		if l := p.Lines[i]; l.Role == line.Markup || l.Level > 0 {
			return
		}
		if p.canLead(i, false) && shortHeading(p.Words(i)) && p.isSentence(i+1) && p.endsAbove(i) {
			heads = append(heads, i)
		}
	}
	if len(heads) >= 2 && len(heads)*6 >= len(p.Lines)-p.Body {
		p.markNodes(heads)
	}
}

// endsAbove reports whether what stands above line i has ended: a sentence, or a field such as 岗位名称：前台.
func (p *Outline) endsAbove(i int) bool {
	return i == p.Body || script.EndsSentence(p.Words(i-1)) || isField(p.Words(i-1))
}

// isSentence reports whether line i is a sentence that leads to nothing below it.
func (p *Outline) isSentence(i int) bool {
	return !p.Lines[i].Table && script.EndsSentence(p.Words(i)) && !strings.HasSuffix(p.Words(i), "：")
}

// shortHeading reports whether words are few enough for a heading without a label. A heading in
// two languages (开放时间 Opening hours) may have as many words again.
func shortHeading(words string) bool {
	own := strings.TrimRightFunc(words, func(r rune) bool { return r < utf8.RuneSelf })
	return script.Short(words, 16) || own != "" && script.Short(own, 16) && script.Short(words, 48)
}

// isField reports whether a line gives one thing that has a name: 岗位名称：前台, 时间：3月4日.
func isField(words string) bool {
	name, value, found := strings.Cut(words, "：")
	return found && value != "" && name != "" && script.Short(name, 8) && !strings.ContainsAny(name, "，。；“”")
}

// bareQuestions lets questions number a text that numbers nothing: short lines that end in a
// question mark, again and again, each above the lines of its answer. The text begins with the
// first of them, or what stands above it is a passage of its own.
func (p *Outline) bareQuestions() {
	var asks []int
	for i := p.Body; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Role == line.Markup || l.Table || l.Level > 0 || !isQuestion(p.Words(i)) {
			continue
		}
		if n := len(asks); n > 0 && asks[n-1] == i-1 || !p.isAnswered(i) {
			return // the text asks in passing
		}
		asks = append(asks, i)
	}
	if len(asks) < 2 || len(asks)*5 < len(p.Lines)-p.Body {
		return
	}
	for _, i := range asks {
		p.Lines[i].Label = label.Label{Unit: label.Own}
	}
	p.Clause = label.Own
}

// isAnswered reports whether the question of line i stands by itself above a sentence.
func (p *Outline) isAnswered(i int) bool {
	if i > p.Body && !script.EndsSentence(p.Words(i-1)) || i+1 == len(p.Lines) {
		return false
	}
	below := p.Words(i + 1)
	return !p.Lines[i+1].Table && !isQuestion(below) && script.EndsSentence(below)
}

// isQuestion reports whether a line is one short question.
func isQuestion(words string) bool {
	bare, full := strings.CutSuffix(words, "？")
	if !full {
		bare, full = strings.CutSuffix(words, "?")
	}
	return full && bare != "" && script.Short(words, letterhead.MaxTitle) && !strings.ContainsAny(bare, "？?。；：“")
}

// canLead reports whether line i can be a heading without a label. It may end in a colon (上课前：)
// where no label stands above those that it heads; elsewhere such a line leads to a list.
func (p *Outline) canLead(i int, outermost bool) bool {
	l, words := p.Lines[i], p.Words(i)
	if l.Label.Unit != label.None || l.Level > 0 || l.Table || !script.Short(words, 24) && !isLawName(words) {
		return false
	}
	if bare, ok := strings.CutSuffix(words, "："); ok && outermost && script.Short(bare, 8) && !listing.Within(bare) {
		words = bare
	}
	if script.EndsSentence(words) || strings.ContainsAny(words, "。；，：:") {
		return false
	}
	return !front.IsHistory(&p.List, i) && !letterhead.IsHeadingWord(words) && letterhead.AttachmentHead(words) == 0 && !p.belowAttachmentHead(i)
}

// belowAttachmentHead reports whether 附件1 stands right above line i, which is its title.
func (p *Outline) belowAttachmentHead(i int) bool {
	return i > 0 && letterhead.AttachmentHead(p.Words(i-1)) > 0
}
