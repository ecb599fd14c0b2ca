package outline

import (
	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/script"
)

// contents marks a table of contents: the entries that stand together above the
// text and come again in it, in the same order, and the line 目录 above them.
//
// The list that 目录 heads is looked for before the labels are, the others, which take a knowledge of these, after.
func (p *Outline) contents(withHead bool) {
	for i := p.Body; i < len(p.Lines) && i < p.Body+12; i++ {
		headed := letterhead.IsContents(p.Words(i))
		if headed != withHead || p.Lines[i].Role == line.Markup {
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
			p.Lines[k].Role = line.Markup
		}
		if i == p.Body {
			p.Body = end
		}
		return
	}
}

// isRun reports whether three headings with labels stand together from line i on.
func (p *Outline) isRun(i int) bool {
	if i+3 > len(p.Lines) {
		return false
	}
	for k := i; k < i+3; k++ {
		if u := p.Lines[k].Label.Unit; u == label.None || u == label.Article || u == p.Clause || !p.headless(k) {
			return false
		}
	}
	return true
}

// entries is the end of the entries of a table of contents that begins on line first.
func (p *Outline) entries(first int) int {
	again := map[string]int{} // where an entry stands for the last time
	for i := len(p.Lines) - 1; i >= first; i-- {
		if words := p.Words(i); p.Lines[i].Label.Unit != label.Article && script.Short(words, 60) {
			if _, ok := again[letterhead.Entry(words)]; !ok {
				again[letterhead.Entry(words)] = i
			}
		}
	}
	end, last := first, first
	for end < len(p.Lines) && script.Short(p.Words(end), 60) && again[letterhead.Entry(p.Words(end))] > max(last, end) {
		last = again[letterhead.Entry(p.Words(end))]
		end++
	}
	return min(end, last)
}

// untilAgain is where the first entry of a headed list stands again, when every line before
// is an entry: an entry that differs from its heading by a character does not end the list.
func (p *Outline) untilAgain(first int) int {
	if first >= len(p.Lines) || p.Lines[first].Label.Unit == label.None && !letterhead.HasLeader(p.Words(first)) {
		return first
	}
	want := letterhead.Entry(p.Words(first))
	for i := first + 1; i < len(p.Lines) && i < first+2000; i++ {
		if letterhead.Entry(p.Words(i)) == want {
			return i
		}
		if !p.isEntry(i) {
			return first
		}
	}
	return first
}

// isEntry reports whether line i can be an entry of a table of contents.
func (p *Outline) isEntry(i int) bool {
	words := p.Words(i)
	switch u := p.Lines[i].Label.Unit; {
	case u == label.Article || !script.Short(words, 60):
		return false
	case letterhead.HasLeader(words):
		return true
	case u == label.None && !letterhead.IsHeadingWord(letterhead.Entry(words)) && letterhead.AttachmentHead(words) == 0:
		return false
	}
	return !script.EndsSentence(words)
}
