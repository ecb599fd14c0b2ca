package corpus

import (
	"strings"
	"unicode/utf8"
)

// walk is what is known on the way through the lines.
type walk struct {
	last       label // of the last clause
	depth      int   // quotations that are open, counted from the last clause on
	quoting    bool  // the quotation that is open is the wording of another text
	amending   bool  // the last text announced the wording of another document
	ended      bool  // the line before ended a sentence, or was none
	attached   bool  // in an attachment
	attachment int   // the line that heads it, 0 once an article was found below it
	anew       bool  // a heading stands between the last clause and here

	heads [ring + 1]int // the number of the last heading of each unit, within the heading above it
}

// roles says of each line what it is. Only the labels of the unit that is cited
// make clauses, and of those the ones that are due: a quoted or wrapped 第三条 is text.
func (p *outliner) roles() {
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
		case p.clause == decimal && p.isDecimalAnnex(&w, i):
			l.role = isHeading
			w = walk{last: w.last, anew: true, ended: true, heads: w.heads}
			continue
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
		p.read(&w, i)
	}
}

// read takes note of line i, a line of text.
func (p *outliner) read(w *walk, i int) {
	words := p.words(i)
	opened, closed := strings.Count(words, "“"), strings.Count(words, "”")
	if w.depth > 0 && strings.HasPrefix(words, "“") {
		opened-- // a quotation of several paragraphs opens each of them
	}
	w.depth = max(0, w.depth+opened-closed)
	w.ended = p.lines[i].table || endsSentence(words) || strings.HasSuffix(words, "》")
	announces := strings.HasSuffix(words, "：") || strings.HasSuffix(words, ":")
	for _, verb := range [...]string{"修改为", "改为", "内容如下", "增加", "修正如下", "规定如下"} {
		if (announces || w.depth > 0) && strings.Contains(words, verb) {
			w.amending = w.amending || announces
			w.quoting = true
		}
	}
	if w.depth > 0 && !p.quoteGoesOn(i, w) {
		w.depth = 0
	}
	w.quoting = w.quoting && w.depth > 0
}

// quoteGoesOn reports whether a quotation that is open at the end of line i goes
// on below. It does when it is closed there; but unless it is the wording of another
// text, it does not reach over a label or a heading. A mark that was lost would
// otherwise swallow the rest of the text.
func (p *outliner) quoteGoesOn(i int, w *walk) bool {
	if w.depth == 1 && strings.Count(p.words(i), `"`)%2 == 1 {
		return false // closed by a mark of another shape
	}
	if p.quotes == nil {
		p.quotes = make([]int16, len(p.lines))
		for k := range p.lines {
			words := p.words(k)
			opened := strings.Count(words, "“")
			if strings.HasPrefix(words, "“") {
				opened--
			}
			p.quotes[k] = int16(min(max(opened-strings.Count(words, "”"), -999), 999))
		}
	}
	depth := w.depth
	limit := min(len(p.lines), i+quoteLines)
	for k := i + 1; k < limit; k++ {
		l := p.lines[k]
		if !w.quoting && !w.amending && !strings.HasPrefix(p.words(k), "“") && (l.level > 0 || l.label.unit != noUnit && l.label.unit <= p.clause) {
			return false
		}
		if depth += int(p.quotes[k]); depth <= 0 {
			return true
		}
	}
	return false
}

// quoteLines is the longest quotation that is looked for, in lines.
const quoteLines = 400

// isDecimalAnnex reports whether line i is 附录A or the like, a heading in a text of decimals, and
// reads the lines of its title below it.
func (p *outliner) isDecimalAnnex(w *walk, i int) bool {
	l := &p.lines[i]
	words := p.words(i)
	rest, ok := strings.CutPrefix(words, "附")
	if !ok || l.table || !short(words, 60) || endsSentence(words) {
		return false
	}
	rest = strings.TrimLeftFunc(rest, isBlank)
	if rest, ok = strings.CutPrefix(rest, "录"); !ok {
		return false
	}
	rest = strings.TrimLeftFunc(rest, isBlank)
	r, n := utf8.DecodeRuneInString(rest)
	if n == 0 || (r < 'A' || r > 'Z') && digit(r) < 0 && !startsWith(rest, "一二三四五六七八九十") || n < len(rest) && !endsWord(rest[n:]) && !startsWith(rest[n:], "（(：") {
		return false
	}
	l.label = label{unit: annex, size: len(words) - len(rest) + n, free: true}
	w.last = label{ordinal: ordinal{letterPlace + uint16(max(r, 'A')-'A')}}
	for k := i + 1; k < len(p.lines) && k < i+4; k++ {
		if b := p.words(k); p.lines[k].label.unit != noUnit || p.lines[k].table || endsSentence(b) || !short(b, 40) {
			break
		}
		p.lines[k].role = isHeadingRest
	}
	return true
}

// isClause reports whether line i, whose label is of the unit that is cited, begins a clause.
func (p *outliner) isClause(w *walk, i int) bool {
	l, last := p.lines[i].label, w.last
	rest := p.source[p.lines[i].start+l.size : p.lines[i].end]
	next := l.number == last.number+1 && l.sub == 0 || l.number == last.number && l.sub == last.sub+1
	if p.clause == decimal {
		return !p.lines[i].node
	}
	if p.clause == own && l.number == 0 {
		return true
	}
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
	if last.sub > 0 && l.number == last.number+1 && l.sub == 1 && l.size > 0 && strings.ContainsAny(p.words(i)[:l.size], "-－–") {
		next = true // 第2-1条 behind 第1-3条
	}
	if l.ordinal[0] > 0 {
		next = l.ordinal.follows(last.ordinal)
	}
	free := l.free && !refersOn(rest)
	switch {
	case w.attachment > 0 && l.number == 1 && i-w.attachment <= 3 && free:
		return true // the articles of an attachment
	case (w.depth > 0 || w.amending) && !next:
		return false
	case next && free:
		return true
	case next && p.tight():
		return !refersOn(rest) && !namesPart(rest)
	case l.free && !free, !l.free && goesOn(rest):
		return false
	case next:
		return w.ended || strings.HasPrefix(rest, "【") || w.last.number == 0
	case free && !w.attached && l.number > last.number:
		return true // an excerpt: the numbers jump
	}
	return w.ended || w.anew || last.number == 0
}

// tight reports whether most articles of the text have no blank behind their label.
func (p *outliner) tight() bool {
	if p.tightness == 0 {
		p.tightness = -1
		free, all := 0, 0
		for _, l := range p.lines[p.body:] {
			if l.label.unit == article {
				all++
				if l.label.free {
					free++
				}
			}
		}
		if free*2 < all {
			p.tightness = 1
		}
	}
	return p.tightness > 0
}
