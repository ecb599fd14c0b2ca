package outline

import (
	"strings"

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
	for i := p.body; i < len(p.Lines) && i < p.body+12; i++ {
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
		if i == p.body {
			p.body = end
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
			if _, ok := again[bare(words)]; !ok {
				again[bare(words)] = i
			}
		}
	}
	end, last := first, first
	for end < len(p.Lines) && script.Short(p.Words(end), 60) && again[bare(p.Words(end))] > max(last, end) {
		last = again[bare(p.Words(end))]
		end++
	}
	return min(end, last)
}

// untilAgain is where the first entry of a headed list stands again, when every line before
// is an entry: an entry that differs from its heading by a character does not end the list.
func (p *Outline) untilAgain(first int) int {
	if first >= len(p.Lines) || p.Lines[first].Label.Unit == label.None && !hasLeader(p.Words(first)) {
		return first
	}
	want := bare(p.Words(first))
	for i := first + 1; i < len(p.Lines) && i < first+2000; i++ {
		if bare(p.Words(i)) == want {
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
	case hasLeader(words):
		return true
	case u == label.None && !letterhead.IsHeadingWord(bare(words)) && letterhead.AttachmentHead(words) == 0:
		return false
	}
	return !script.EndsSentence(words)
}

// hasLeader reports whether words end with dots that lead to the number of a page: 范围………1, 前言 ..... II.
func hasLeader(words string) bool {
	entry := strings.TrimRight(words, pageNumber)
	return len(entry) < len(words) && (strings.HasSuffix(entry, "…") || strings.HasSuffix(entry, "...") || strings.HasSuffix(entry, "···"))
}

// pageNumber are the characters of the number of a page, the blanks around it and its brackets.
const pageNumber = "0123456789IVX \t\u3000-—()（）"

// bare is an entry of a table of contents without blanks, dots and page number.
func bare(entry string) string {
	if hasLeader(entry) {
		entry = strings.TrimRight(entry, pageNumber)
	}
	entry = strings.TrimRight(entry, "0123456789 .·…\t\u3000-—()（）")
	return strings.Join(strings.FieldsFunc(entry, script.IsBlank), "")
}
