package corpus

import "strings"

// leads finds the headings without a label that a text shows by its numbers:
// where these begin anew, again and again, and a short line without a stop stands above
// each 1., that line is the heading of what follows.
func (p *parser) leads() {
	for _, u := range [...]unit{article, hanComma, digitDot, hanParen, digitParen, ring} {
		var heads []int
		ones, first := 0, true
		for i := p.cover; i < len(p.lines); i++ {
			if l := p.lines[i]; l.label.unit != u || l.label.number != 1 || l.table {
				continue
			}
			ones++
			switch {
			case i > p.cover+1 && p.canLead(i-1):
				heads = append(heads, i-1)
			case !first: // the title may stand above the first
				heads, ones = nil, 1<<30
			}
			first = false
		}
		if len(heads) >= 2 && len(heads) >= ones-1 {
			for _, i := range heads {
				p.lines[i].lead = true
			}
			return
		}
	}
}

// canLead reports whether line i can be a heading without a label.
func (p *parser) canLead(i int) bool {
	l, words := p.lines[i], p.words(i)
	return l.label.unit == noUnit && l.level == 0 && !l.table && short(words, 24) && !endsSentence(words) && !strings.ContainsAny(words, "。；，：:") &&
		!p.isHistory(i) && !isHeadingWord(words) && attachmentHead(words) == 0 && (i == 0 || attachmentHead(p.words(i-1)) == 0)
}
