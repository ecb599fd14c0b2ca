package corpus

import (
	"strings"
)

// contents marks a table of contents: the entries that stand together above the
// text and come again in it, in the same order, and the line 目录 above them.
//
// The list that 目录 heads is looked for before the labels are, the others, which take a knowledge of these, after.
func (p *outliner) contents(withHead bool) {
	for i := p.body; i < len(p.lines) && i < p.body+12; i++ {
		headed := isContents(p.words(i))
		if headed != withHead || p.lines[i].role == isMarkup {
			continue
		}
		first := i
		if headed {
			first++
		} else if !p.isRun(i) {
			continue
		}
		end := p.entries(first)
		if headed {
			end = max(end, p.untilAgain(first))
		}
		if end-first < 3 && !(headed && end > first) {
			continue
		}
		for k := i; k < end; k++ {
			p.lines[k].role = isMarkup
		}
		if i == p.body {
			p.body = end
		}
		return
	}
}

// isRun reports whether three headings with labels stand together from line i on.
func (p *outliner) isRun(i int) bool {
	if i+3 > len(p.lines) {
		return false
	}
	for k := i; k < i+3; k++ {
		if u := p.lines[k].label.unit; u == noUnit || u == article || u == p.clause || !p.headless(k) {
			return false
		}
	}
	return true
}

// entries is the end of the entries of a table of contents that begins on line first.
func (p *outliner) entries(first int) int {
	again := map[string]int{} // where an entry stands for the last time
	for i := len(p.lines) - 1; i >= first; i-- {
		if words := p.words(i); p.lines[i].label.unit != article && short(words, 60) {
			if _, ok := again[bare(words)]; !ok {
				again[bare(words)] = i
			}
		}
	}
	end, last := first, first
	for end < len(p.lines) && short(p.words(end), 60) && again[bare(p.words(end))] > max(last, end) {
		last = again[bare(p.words(end))]
		end++
	}
	return min(end, last)
}

// untilAgain is where the first entry of a headed list stands again, when every line before
// is an entry: an entry that differs from its heading by a character does not end the list.
func (p *outliner) untilAgain(first int) int {
	if first >= len(p.lines) || p.lines[first].label.unit == noUnit {
		return first
	}
	want := bare(p.words(first))
	for i := first + 1; i < len(p.lines) && i < first+2000; i++ {
		words := p.words(i)
		if bare(words) == want {
			return i
		}
		if u := p.lines[i].label.unit; u == article || u == noUnit && !isHeadingWord(bare(words)) && attachmentHead(words) == 0 || !short(words, 60) || endsSentence(words) {
			return first
		}
	}
	return first
}

// bare is an entry of a table of contents without blanks, dots and page number.
func bare(entry string) string {
	entry = strings.TrimRight(entry, "0123456789 .·…\t\u3000-—()（）")
	return strings.Join(strings.FieldsFunc(entry, isBlank), "")
}
