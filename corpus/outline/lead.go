package outline

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/script"
)

// leads finds the headings without a label that a text shows by its numbers:
// where these restart, again and again, and a short line without a stop stands above
// each 1., that line is the heading of what follows.
func (p *Outline) leads() {
	var ones [label.Ring + 1][]int // lines with a label of number one
	outer := label.None            // the outermost label of the text
	for i := p.cover; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Label.Unit != label.None && !l.Table && (outer == label.None || l.Label.Unit < outer) {
			outer = l.Label.Unit
		}
		if l.Label.Number == 1 && l.Label.Unit >= label.Article && !l.Table {
			ones[l.Label.Unit] = append(ones[l.Label.Unit], i)
		}
	}
	p.lawsExcerpted()
	for u, of := range ones {
		if len(of) < 2 {
			continue
		}
		var heads []int
		for k, i := range of {
			if i > p.cover+1 && p.canLead(i-1, label.Unit(u) == outer) {
				heads = append(heads, i-1)
			} else if k > 0 { // the title may stand above the first
				heads = nil
				break
			}
		}
		if len(heads) >= 2 {
			for _, i := range heads {
				p.Lines[i].Lead = true
			}
			return
		}
	}
}

// lawsExcerpted finds the names of laws above the articles that are excerpted from each: 《劳动法》,
// where the numbers fall back.
func (p *Outline) lawsExcerpted() {
	var heads []int
	last, groups := 0, 0
	one := false
	for i := p.cover; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Label.Unit != label.Article || l.Table || !l.Label.Free {
			continue
		}
		if l.Label.Number < last || last == 0 {
			groups++
			one = one || l.Label.Number == 1
			if i > p.cover && p.canLead(i-1, false) && (i-1 > p.cover || groups > 1) {
				heads = append(heads, i-1)
			}
		}
		last = l.Label.Number
	}
	if groups < 2 || len(heads) < groups-1 || one && len(heads) < groups {
		return
	}
	for _, i := range heads {
		p.Lines[i].Lead = true
	}
}

// plainHeadings marks the headings of a text that numbers nothing: short lines
// without a stop, again and again, above lines that are sentences.
func (p *Outline) plainHeadings() {
	var heads []int
	for i := p.body; i+1 < len(p.Lines); i++ {
		l, next := p.Lines[i], p.Lines[i+1]
		if l.Role == line.Markup || l.Level > 0 {
			return
		}
		if !p.canLead(i, false) || !shortHeading(p.Words(i)) || next.Table || !script.EndsSentence(p.Words(i+1)) || strings.HasSuffix(p.Words(i+1), "：") ||
			i > p.body && !script.EndsSentence(p.Words(i-1)) && !isField(p.Words(i-1)) {
			continue
		}
		heads = append(heads, i)
	}
	if len(heads) < 2 || len(heads)*6 < len(p.Lines)-p.body {
		return
	}
	for _, i := range heads {
		p.Lines[i].Node = true
	}
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
	for i := p.body; i < len(p.Lines); i++ {
		l, words := p.Lines[i], p.Words(i)
		if l.Role == line.Markup || l.Table || l.Level > 0 || !isQuestion(words) {
			continue
		}
		if n := len(asks); n > 0 && asks[n-1] == i-1 || i+1 == len(p.Lines) || p.Lines[i+1].Table || isQuestion(p.Words(i+1)) || !script.EndsSentence(p.Words(i+1)) {
			return // a question that is not answered: the text asks in passing
		}
		if i > p.body && !script.EndsSentence(p.Words(i-1)) {
			return
		}
		asks = append(asks, i)
	}
	if len(asks) < 2 || len(asks)*5 < len(p.Lines)-p.body {
		return
	}
	for _, i := range asks {
		p.Lines[i].Label = label.Label{Unit: label.Own}
	}
	p.Clause = label.Own
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
	if l.Label.Unit != label.None || l.Level > 0 || l.Table || !script.Short(words, 24) {
		return false
	}
	if bare, ok := strings.CutSuffix(words, "："); ok && outermost && script.Short(bare, 8) && !strings.Contains(bare, "下列") && !strings.Contains(bare, "以下") && !strings.Contains(bare, "如下") {
		words = bare
	}
	return !script.EndsSentence(words) && !strings.ContainsAny(words, "。；，：:") &&
		!p.isHistory(i) && !letterhead.IsHeadingWord(words) && letterhead.AttachmentHead(words) == 0 && (i == 0 || letterhead.AttachmentHead(p.Words(i-1)) == 0)
}
