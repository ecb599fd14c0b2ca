package corpus

import "strings"

// leads finds the headings without a label that a text shows by its numbers:
// where these begin anew, again and again, and a short line without a stop stands above
// each 1., that line is the heading of what follows.
func (p *parser) leads() {
	var ones [ring + 1][]int // lines with a label of number one
	for i := p.cover; i < len(p.lines); i++ {
		if l := p.lines[i]; l.label.number == 1 && l.label.unit >= article && !l.table {
			ones[l.label.unit] = append(ones[l.label.unit], i)
		}
	}
	for _, of := range ones {
		if len(of) < 2 {
			continue
		}
		var heads []int
		for k, i := range of {
			if i > p.cover+1 && p.canLead(i-1) {
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

// canLead reports whether line i can be a heading without a label.
func (p *parser) canLead(i int) bool {
	l, words := p.lines[i], p.words(i)
	return l.label.unit == noUnit && l.level == 0 && !l.table && short(words, 24) && !endsSentence(words) && !strings.ContainsAny(words, "。；，：:") &&
		!p.isHistory(i) && !isHeadingWord(words) && attachmentHead(words) == 0 && (i == 0 || attachmentHead(p.words(i-1)) == 0)
}
