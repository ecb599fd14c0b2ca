package corpus

import "strings"

// leads finds the headings without a label that a text shows by its numbers:
// where these begin anew, again and again, and a short line without a stop stands above
// each 1., that line is the heading of what follows.
func (p *parser) leads() {
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

// canLead reports whether line i can be a heading without a label. It may end in a colon (上课前：)
// where no label stands above those that it heads; elsewhere such a line leads to a list.
func (p *parser) canLead(i int, outermost bool) bool {
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
