package outline

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// walk is what is known on the way through the lines.
type walk struct {
	last       label.Label // of the last clause
	depth      int         // quotations that are open, counted from the last clause on
	quoting    bool        // the quotation that is open is the wording of another text
	amending   bool        // the last text announced the wording of another document
	ended      bool        // the line before ended a sentence, or was none
	attached   bool        // in an attachment
	attachment int         // the line that heads it, 0 once an article was found below it
	anew       bool        // a heading stands between the last clause and here

	heads [label.Ring + 1]int // the number of the last heading of each unit, within the heading above it
}

// roles says of each line what it is. Only the labels of the unit that is cited
// make clauses, and of those the ones that are due: a quoted or wrapped 第三条 is text.
func (p *Outline) roles() {
	w := walk{ended: true}
	for i := p.body; i < len(p.Lines); i++ {
		l := &p.Lines[i]
		if l.Role == line.Markup {
			continue
		}
		words := p.Words(i)
		switch {
		case l.Table:
		case l.Row && p.Clause == label.Article && l.Label.Unit < label.Article:
			l.Role = line.Heading
			w = walk{last: w.last, attached: w.attached, anew: true, ended: true, heads: w.heads}
			continue
		case l.Row && p.Clause == label.Article:
			l.Role = line.Clause
			w = walk{last: l.Label, attached: w.attached, heads: w.heads}
			continue
		case l.Alone && w.depth == 0 && !w.amending && !w.attached, l.Label.Unit == p.Clause && p.Clause != label.None && p.isClause(&w, i):
			l.Role = line.Clause
			if w.attachment > 0 && p.Clause == label.Article {
				w.attached = p.settle(w.attachment, l.Label.Number == 1)
			}
			w = walk{last: l.Label, attached: w.attached, heads: w.heads}
		case p.Clause == label.Decimal && p.isDecimalAnnex(&w, i):
			l.Role = line.Heading
			w = walk{last: w.last, anew: true, ended: true, heads: w.heads}
			continue
		case i > p.body && w.depth == 0 && letterhead.AttachmentHead(words) > 0:
			l.Role = line.Attachment
			w = walk{last: w.last, attached: true, attachment: i, heads: w.heads}
		case p.continuesHeading(i):
			l.Role = line.HeadingRest
			continue
		case p.isHeading(&w, i):
			l.Role = line.Heading
			w = walk{last: w.last, attached: w.attached, attachment: w.attachment, anew: true, ended: true, heads: w.heads}
			if u := l.Label.Unit; u != label.None {
				w.heads[u] = l.Label.Number
				clear(w.heads[u+1:])
			}
			continue
		}
		p.read(&w, i)
	}
}

// read takes note of line i, a line of text.
func (p *Outline) read(w *walk, i int) {
	words := p.Words(i)
	opened, closed := strings.Count(words, "“"), strings.Count(words, "”")
	if w.depth > 0 && strings.HasPrefix(words, "“") {
		opened-- // a quotation of several paragraphs opens each of them
	}
	w.depth = max(0, w.depth+opened-closed)
	w.ended = p.Lines[i].Table || script.EndsSentence(words) || strings.HasSuffix(words, "》")
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
func (p *Outline) quoteGoesOn(i int, w *walk) bool {
	if w.depth == 1 && strings.Count(p.Words(i), `"`)%2 == 1 {
		return false // closed by a mark of another shape
	}
	if p.quotes == nil {
		p.quotes = make([]int16, len(p.Lines))
		for k := range p.Lines {
			words := p.Words(k)
			opened := strings.Count(words, "“")
			if strings.HasPrefix(words, "“") {
				opened--
			}
			p.quotes[k] = int16(min(max(opened-strings.Count(words, "”"), -999), 999))
		}
	}
	depth := w.depth
	limit := min(len(p.Lines), i+quoteLines)
	for k := i + 1; k < limit; k++ {
		l := p.Lines[k]
		if !w.quoting && !w.amending && !strings.HasPrefix(p.Words(k), "“") && (l.Level > 0 || l.Label.Unit != label.None && l.Label.Unit <= p.Clause) {
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
func (p *Outline) isDecimalAnnex(w *walk, i int) bool {
	l := &p.Lines[i]
	words := p.Words(i)
	rest, ok := strings.CutPrefix(words, "附")
	if !ok || l.Table || !script.Short(words, 60) || script.EndsSentence(words) {
		return false
	}
	rest = strings.TrimLeftFunc(rest, script.IsBlank)
	if rest, ok = strings.CutPrefix(rest, "录"); !ok {
		return false
	}
	rest = strings.TrimLeftFunc(rest, script.IsBlank)
	r, n := utf8.DecodeRuneInString(rest)
	if n == 0 || (r < 'A' || r > 'Z') && numeral.Digit(r) < 0 && !script.StartsWith(rest, "一二三四五六七八九十") || n < len(rest) && !script.EndsWord(rest[n:]) && !script.StartsWith(rest[n:], "（(：") {
		return false
	}
	l.Label = label.Label{Unit: label.Annex, Size: len(words) - len(rest) + n, Free: true}
	w.last = label.Label{Ordinal: label.Ordinal{label.LetterPlace + uint16(max(r, 'A')-'A')}}
	for k := i + 1; k < len(p.Lines) && k < i+4; k++ {
		if b := p.Words(k); p.Lines[k].Label.Unit != label.None || p.Lines[k].Table || script.EndsSentence(b) || !script.Short(b, 40) {
			break
		}
		p.Lines[k].Role = line.HeadingRest
	}
	return true
}

// Clause reports whether line i, whose label is of the unit that is cited, begins a clause.
func (p *Outline) isClause(w *walk, i int) bool {
	l, last := p.Lines[i].Label, w.last
	rest := p.source[p.Lines[i].Start+l.Size : p.Lines[i].End]
	next := l.Number == last.Number+1 && l.Sub == 0 || l.Number == last.Number && l.Sub == last.Sub+1
	if p.Clause == label.Decimal {
		return !p.Lines[i].Node
	}
	if p.Clause == label.Own && l.Number == 0 {
		return true
	}
	if p.Clause != label.Article {
		switch {
		case w.attached:
			return false
		case next:
			return true
		case l.Number == 1:
			return w.depth == 0 && !w.amending && (w.anew || w.ended)
		}
		return w.depth == 0 && !w.amending && w.ended && l.Number > last.Number && (last.Number == 0 || l.Number <= last.Number+5)
	}
	if last.Sub > 0 && l.Number == last.Number+1 && l.Sub == 1 && l.Size > 0 && strings.ContainsAny(p.Words(i)[:l.Size], "-－–") {
		next = true // 第2-1条 behind 第1-3条
	}
	if l.Ordinal[0] > 0 {
		next = l.Ordinal.Follows(last.Ordinal)
	}
	free := l.Free && !label.RefersOn(rest)
	switch {
	case w.attachment > 0 && l.Number == 1 && i-w.attachment <= 3 && free:
		return true // the articles of an attachment
	case (w.depth > 0 || w.amending) && !next:
		return false
	case next && free:
		return true
	case next && p.tight():
		return !label.RefersOn(rest) && !label.NamesPart(rest)
	case l.Free && !free, !l.Free && label.GoesOn(rest):
		return false
	case next:
		return w.ended || strings.HasPrefix(rest, "【") || w.last.Number == 0
	case free && !w.attached && l.Number > last.Number:
		return true // an excerpt: the numbers jump
	}
	return w.ended || w.anew || last.Number == 0
}

// tight reports whether most articles of the text have no blank behind their label.
func (p *Outline) tight() bool {
	if p.tightness == 0 {
		p.tightness = -1
		free, all := 0, 0
		for _, l := range p.Lines[p.body:] {
			if l.Label.Unit == label.Article {
				all++
				if l.Label.Free {
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
