package corpus

import (
	"strings"
	"unicode/utf8"
)

// role is what a line is in its document.
type role uint8

const (
	isText role = iota
	isTitle
	isHistory
	isMarkup
	isHeading
	isHeadingRest // the second line of a heading that was broken
	isClause
	isAttachment // begins an attachment
)

// walk is what is known on the way through the lines.
type walk struct {
	last       label // of the last clause
	depth      int   // quotations that are open, counted from the last clause on
	amending   bool  // the last text announced the wording of another document
	ended      bool  // the line before ended a sentence, or was none
	attached   bool  // in an attachment
	attachment int   // the line that heads it, 0 once an article was found below it
	anew       bool  // a heading stands between the last clause and here

	heads [ring + 1]int // the number of the last heading of each unit, within the heading above it
}

// roles says of each line what it is. Only the labels of the unit that is cited
// make clauses, and of those the ones that are due: a quoted or wrapped 第三条 is text.
func (p *parser) roles() {
	w := walk{ended: true}
	for i := p.body; i < len(p.lines); i++ {
		l := &p.lines[i]
		if l.role == isMarkup {
			continue
		}
		words := p.words(i)
		switch {
		case l.table:
		case l.label.unit == p.clause && p.clause != noUnit && p.isClause(&w, i):
			l.role = isClause
			if w.attachment > 0 && p.clause == article {
				w.attached = p.settle(w.attachment, l.label.number == 1)
			}
			w = walk{last: l.label, attached: w.attached, heads: w.heads}
		case i > p.body && w.depth == 0 && attachmentHead(words) > 0:
			l.role = isAttachment
			w = walk{last: w.last, attached: true, attachment: i, heads: w.heads}
		case p.continuesHeading(i):
			l.role = isHeadingRest
			continue
		case p.isHeading(&w, i):
			l.role = isHeading
			w = walk{last: w.last, attached: w.attached, attachment: w.attachment, anew: true, ended: true, heads: w.heads}
			if u := l.label.unit; u != noUnit {
				w.heads[u] = l.label.number
				clear(w.heads[u+1:])
			}
			continue
		}
		w.read(words)
	}
}

// read takes note of a line of text.
func (w *walk) read(words string) {
	opened := strings.Count(words, "“")
	if w.depth > 0 && strings.HasPrefix(words, "“") {
		opened-- // a quotation of several paragraphs opens each of them
	}
	w.depth = max(0, w.depth+opened-strings.Count(words, "”"))
	w.ended = endsSentence(words) || strings.HasSuffix(words, "》")
	if strings.HasSuffix(words, "：") || strings.HasSuffix(words, ":") {
		for _, verb := range []string{"修改为", "改为", "内容如下", "增加", "修正如下", "规定如下"} {
			w.amending = w.amending || strings.Contains(words, verb)
		}
	}
}

// isClause reports whether line i, whose label is of the unit that is cited, begins a clause.
func (p *parser) isClause(w *walk, i int) bool {
	l, last := p.lines[i].label, w.last
	rest := p.source[p.lines[i].start+l.size : p.lines[i].end]
	next := l.number == last.number+1 && l.sub == 0 || l.number == last.number && l.sub == last.sub+1
	if p.clause != article {
		switch {
		case w.attached:
			return false
		case next:
			return true
		case l.number == 1:
			return w.depth == 0 && !w.amending && (w.anew || w.ended)
		}
		return w.depth == 0 && !w.amending && w.ended && l.number > last.number && (last.number == 0 || l.number <= last.number+5)
	}
	switch {
	case (w.depth > 0 || w.amending) && !next:
		return false
	case next && l.free:
		return true
	case goesOn(rest):
		return false
	case next:
		return w.ended || strings.HasPrefix(rest, "【") || w.last.number == 0
	}
	return w.ended || w.anew || last.number == 0
}

// goesOn reports whether rest, behind 第三条, makes a reference of it: 第三条规定的, 第三条第二款.
func goesOn(rest string) bool {
	rest = strings.TrimLeftFunc(rest, isBlank)
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune("第的、和及与或至到之款项中所，。；：", r) || strings.HasPrefix(rest, "规定") || strings.HasPrefix(rest, "以")
}
