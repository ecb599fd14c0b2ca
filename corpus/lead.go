package corpus

import "strings"

// leads finds the headings without a label that a text shows by its numbers:
// where these begin anew, again and again, and a short line without a stop stands above
// each 1., that line is the heading of what follows.
func (p *outliner) leads() {
	var ones [ring + 1][]int // lines with a label of number one
	outer := noUnit          // the outermost label of the text
	for i := p.cover; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.label.unit != noUnit && !l.table && (outer == noUnit || l.label.unit < outer) {
			outer = l.label.unit
		}
		if l.label.number == 1 && l.label.unit >= article && !l.table {
			ones[l.label.unit] = append(ones[l.label.unit], i)
		}
	}
	p.lawsExcerpted()
	for u, of := range ones {
		if len(of) < 2 {
			continue
		}
		var heads []int
		for k, i := range of {
			if i > p.cover+1 && p.canLead(i-1, unit(u) == outer) {
				heads = append(heads, i-1)
			} else if k > 0 { // the title may stand above the first
				heads = nil
				break
			}
		}
		if len(heads) >= 2 {
			for _, i := range heads {
				p.lines[i].lead = true
			}
			return
		}
	}
}

// lawsExcerpted finds the names of laws above the articles that are excerpted from each: 《劳动法》,
// where the numbers fall back.
func (p *outliner) lawsExcerpted() {
	var heads []int
	last, groups := 0, 0
	one := false
	for i := p.cover; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.label.unit != article || l.table || !l.label.free {
			continue
		}
		if l.label.number < last || last == 0 {
			groups++
			one = one || l.label.number == 1
			if i > p.cover && p.canLead(i-1, false) && (i-1 > p.cover || groups > 1) {
				heads = append(heads, i-1)
			}
		}
		last = l.label.number
	}
	if groups < 2 || len(heads) < groups-1 || one && len(heads) < groups {
		return
	}
	for _, i := range heads {
		p.lines[i].lead = true
	}
}

// plainHeadings marks the headings of a text that numbers nothing: short lines
// without a stop, again and again, above lines that are sentences.
func (p *outliner) plainHeadings() {
	var heads []int
	for i := p.body; i+1 < len(p.lines); i++ {
		l, next := p.lines[i], p.lines[i+1]
		if l.role == isMarkup || l.level > 0 {
			return
		}
		if !p.canLead(i, false) || !short(p.words(i), 16) || next.table || !endsSentence(p.words(i+1)) || strings.HasSuffix(p.words(i+1), "：") ||
			i > p.body && !endsSentence(p.words(i-1)) {
			continue
		}
		heads = append(heads, i)
	}
	if len(heads) < 2 || len(heads)*6 < len(p.lines)-p.body {
		return
	}
	for _, i := range heads {
		p.lines[i].node = true
	}
}

// canLead reports whether line i can be a heading without a label. It may end in a colon (上课前：)
// where no label stands above those that it heads; elsewhere such a line leads to a list.
func (p *outliner) canLead(i int, outermost bool) bool {
	l, words := p.lines[i], p.words(i)
	if l.label.unit != noUnit || l.level > 0 || l.table || !short(words, 24) {
		return false
	}
	if bare, ok := strings.CutSuffix(words, "："); ok && outermost && short(bare, 8) && !strings.Contains(bare, "下列") && !strings.Contains(bare, "以下") && !strings.Contains(bare, "如下") {
		words = bare
	}
	return !endsSentence(words) && !strings.ContainsAny(words, "。；，：:") &&
		!p.isHistory(i) && !isHeadingWord(words) && attachmentHead(words) == 0 && (i == 0 || attachmentHead(p.words(i-1)) == 0)
}
