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
	for i := p.Body; i < len(p.Lines); i++ {
		if p.Lines[i].Role != line.Markup {
			p.role(&w, i)
		}
	}
}

// role says what line i is.
func (p *Outline) role(w *walk, i int) {
	l := &p.Lines[i]
	switch {
	case l.Table:
	case l.Row && p.Clause == label.Article && l.Label.Unit < label.Article:
		l.Role = line.Heading
		*w = walk{last: w.last, attached: w.attached, anew: true, ended: true, heads: w.heads}
		return
	case l.Row && p.Clause == label.Article:
		l.Role = line.Clause
		*w = walk{last: l.Label, attached: w.attached, heads: w.heads}
		return
	case p.beginsClause(w, i):
		l.Role = line.Clause
		if w.attachment > 0 && p.Clause == label.Article {
			w.attached = p.settle(w.attachment, l.Label.Number == 1)
		}
		*w = walk{last: l.Label, attached: w.attached, heads: w.heads}
	case p.asksBesideClauses(w, i):
		l.Label = label.ReadAsk(p.Words(i))
		l.Label.Unit, l.Label.Number = label.Own, 0 // its number is not that of a clause
		l.Role = line.Clause
	case p.Clause == label.Decimal && p.isDecimalAnnex(w, i):
		l.Role = line.Heading
		*w = walk{last: w.last, anew: true, ended: true, heads: w.heads}
		return
	case i > p.Body && w.depth == 0 && letterhead.AttachmentHead(p.Words(i)) > 0:
		l.Role = line.Attachment
		*w = walk{last: w.last, attached: true, attachment: i, heads: w.heads}
	case p.continuesHeading(i):
		l.Role = line.HeadingRest
		return
	case p.isHeading(w, i):
		l.Role = line.Heading
		w.head(l.Label)
		return
	}
	p.read(w, i)
}

// head takes note of a heading with its label.
func (w *walk) head(l label.Label) {
	*w = walk{last: w.last, attached: w.attached, attachment: w.attachment, anew: true, ended: true, heads: w.heads}
	if l.Unit != label.None {
		w.heads[l.Unit] = l.Number
		clear(w.heads[l.Unit+1:])
	}
}

// beginsClause reports whether line i begins a clause.
func (p *Outline) beginsClause(w *walk, i int) bool {
	l := p.Lines[i]
	if l.Alone && !w.inQuote() && !w.attached {
		return true
	}
	return p.Clause != label.None && l.Label.Unit == p.Clause && p.isClause(w, i)
}

// asksBesideClauses reports whether line i is a question with its answer below, under a heading that holds no clause: a handbook
// whose clauses have numbers closes its chapters with 问：…, 答：….
func (p *Outline) asksBesideClauses(w *walk, i int) bool {
	return w.anew && p.Clause != label.None && p.Clause != label.Own && !w.inQuote() && p.isAsk(i) &&
		i+1 < len(p.Lines) && label.AnswerMark(p.Words(i+1)) > 0
}

// inQuote reports whether the words of another text are quoted here.
func (w *walk) inQuote() bool { return w.depth > 0 || w.amending }

// read takes note of line i, a line of text.
func (p *Outline) read(w *walk, i int) {
	words := p.Words(i)
	w.depth = max(0, w.depth+quotesOpened(words, w.depth > 0))
	w.ended = p.Lines[i].Table || script.EndsSentence(words) || strings.HasSuffix(words, "》")
	announces := endsInColon(words)
	if (announces || w.depth > 0) && amending.Within(words) {
		w.amending = w.amending || announces
		w.quoting = true
	}
	if w.depth > 0 && !p.quoteGoesOn(i, w) {
		w.depth = 0
	}
	w.quoting = w.quoting && w.depth > 0
}

// endsInColon reports whether words lead to what stands below them.
func endsInColon(words string) bool {
	return strings.HasSuffix(words, "：") || strings.HasSuffix(words, ":")
}

// quotesOpened is how many more quotations a line opens than it closes. A quotation of several paragraphs,
// which is open above the line, opens each of them again.
func quotesOpened(words string, open bool) int {
	opened := strings.Count(words, "“") - strings.Count(words, "”")
	if open && strings.HasPrefix(words, "“") {
		opened--
	}
	return opened
}

// quoteGoesOn reports whether a quotation that is open at the end of line i goes
// on below. It does when it is closed there; but unless it is the wording of another
// text, it does not reach over a label or a heading. A mark that was lost would
// otherwise swallow the rest of the text.
func (p *Outline) quoteGoesOn(i int, w *walk) bool {
	if w.depth == 1 && strings.Count(p.Words(i), `"`)%2 == 1 {
		return false // closed by a mark of another shape
	}
	p.countQuotes()
	depth := w.depth
	limit := min(len(p.Lines), i+quoteLines)
	for k := i + 1; k < limit; k++ {
		if !w.quoting && !w.amending && p.endsQuote(k) {
			return false
		}
		if depth += int(p.quotes[k]); depth <= 0 {
			return true
		}
	}
	return false
}

// countQuotes counts the quotations that each line opens or closes, once.
func (p *Outline) countQuotes() {
	if p.quotes != nil {
		return
	}
	p.quotes = make([]int16, len(p.Lines))
	for k := range p.Lines {
		p.quotes[k] = int16(min(max(quotesOpened(p.Words(k), true), -999), 999))
	}
}

// endsQuote reports whether line i, a heading or a label that is not quoted itself, ends a quotation whose closing mark was lost.
func (p *Outline) endsQuote(i int) bool {
	l := p.Lines[i]
	return !strings.HasPrefix(p.Words(i), "“") && (l.Level > 0 || l.Label.Unit != label.None && l.Label.Unit <= p.Clause)
}

// quoteLines is the longest quotation that is looked for, in lines.
const quoteLines = 400

// isDecimalAnnex reports whether line i is 附录A or the like, a heading in a text of decimals, and
// reads the lines of its title below it.
func (p *Outline) isDecimalAnnex(w *walk, i int) bool {
	l := &p.Lines[i]
	words := p.Words(i)
	if l.Table || !script.Short(words, 60) || script.EndsSentence(words) {
		return false
	}
	mark, size := annexMark(words)
	if size == 0 {
		return false
	}
	l.Label = label.Label{Unit: label.Annex, Size: size, Free: true}
	w.last = label.Label{Ordinal: label.Ordinal{label.LetterPlace + uint16(max(mark, 'A')-'A')}}
	for k := i + 1; k < len(p.Lines) && k < i+4 && p.goesOnAnnex(k); k++ {
		p.Lines[k].Role = line.HeadingRest
	}
	return true
}

// annexMark reads the letter or the first digit of 附录A, 附 录 1, 附录二, and its size with what stands before it, 0 for other words.
func annexMark(words string) (mark rune, size int) {
	rest := words
	for _, head := range [...]string{"附", "录"} {
		var ok bool
		if rest, ok = strings.CutPrefix(rest, head); !ok {
			return 0, 0
		}
		rest = strings.TrimLeftFunc(rest, script.IsBlank)
	}
	mark, n := utf8.DecodeRuneInString(rest)
	if n == 0 || !isAnnexMark(mark) || n < len(rest) && !script.EndsWord(rest[n:]) && !script.StartsWith(rest[n:], "（(：") {
		return 0, 0
	}
	return mark, len(words) - len(rest) + n
}

// isAnnexMark reports whether a character can tell an annex from others: A, 1, 二.
func isAnnexMark(r rune) bool {
	return r >= 'A' && r <= 'Z' || numeral.Digit(r) >= 0 || strings.ContainsRune("一二三四五六七八九十", r)
}

// goesOnAnnex reports whether line i can be a line of the title of an annex: few words without a label.
func (p *Outline) goesOnAnnex(i int) bool {
	l, words := p.Lines[i], p.Words(i)
	return l.Label.Unit == label.None && !l.Table && !script.EndsSentence(words) && script.Short(words, 40) && !isCaption(words)
}

// isCaption reports whether words are the name of a table or a figure: 表A.1 服务记录表.
func isCaption(words string) bool {
	for _, kind := range [...]string{"表", "图"} {
		if rest, ok := strings.CutPrefix(words, kind); ok {
			r, n := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, script.IsBlank))
			return n > 0 && (r >= 'A' && r <= 'Z' || numeral.Digit(r) >= 0)
		}
	}
	return false
}

// isClause reports whether line i, whose label is of the unit that is cited, begins a clause.
func (p *Outline) isClause(w *walk, i int) bool {
	switch {
	case p.Clause == label.Decimal:
		return !p.Lines[i].Node
	case p.Clause == label.Own && p.Lines[i].Label.Number == 0:
		return true
	case p.Clause == label.Article:
		return p.isArticle(w, i)
	}
	return p.isPoint(w, p.Lines[i].Label)
}

// isNext reports whether a label is the one that is due behind last: 第三条 or 第二条之一 behind 第二条,
// 第三条第二款 behind 第三条第一款.
func isNext(l, last label.Label) bool {
	if l.Number == last.Number && l.Sub == last.Sub {
		return l.Part > 0 && last.Part > 0
	}
	return l.Number == last.Number+1 && l.Sub == 0 || l.Number == last.Number && l.Sub == last.Sub+1
}

// isPoint reports whether a label 一、 or 1. begins a clause: the one that is due, the first of a new
// series, or, behind the end of a sentence, one that leaves out a few numbers.
func (p *Outline) isPoint(w *walk, l label.Label) bool {
	last := w.last.Number
	switch {
	case w.attached:
		return false
	case isNext(l, w.last):
		return true
	case w.inQuote():
		return false
	case l.Number == 1:
		return w.anew || w.ended
	}
	return w.ended && l.Number > last && (last == 0 || l.Number <= last+5)
}

// isArticle reports whether the label 第三条 of line i begins a clause, and is no reference whose line was broken before it.
func (p *Outline) isArticle(w *walk, i int) bool {
	l := p.Lines[i].Label
	rest := p.Source[p.Lines[i].Start+l.Size : p.Lines[i].End]
	next := p.isNextArticle(w.last, i)
	free := l.Free && !label.RefersOn(rest)
	switch {
	case free && w.opensAttachment(l, i):
		return true
	case w.inQuote() && !next, l.Part > 0 && !w.ended && !w.anew:
		return false
	case next:
		return free || p.isDue(w, l, rest)
	case l.Free && !free, !l.Free && label.GoesOn(rest):
		return false
	}
	return w.ended || w.anew || w.last.Number == 0 || w.jumps(l, free)
}

// isDue reports whether the article that is due, with rest behind its label and no blank between, begins a clause.
func (p *Outline) isDue(w *walk, l label.Label, rest string) bool {
	switch {
	case p.tight():
		return !label.RefersOn(rest) && !label.NamesPart(rest)
	case l.Free || label.GoesOn(rest):
		return false
	}
	return w.ended || strings.HasPrefix(rest, "【") || w.last.Number == 0
}

// jumps reports whether an article goes on behind a gap in the numbers, as in an excerpt.
func (w *walk) jumps(l label.Label, free bool) bool {
	return free && !w.attached && l.Number > w.last.Number
}

// opensAttachment reports whether article l of line i is the first one of an attachment whose head stands right above.
func (w *walk) opensAttachment(l label.Label, i int) bool {
	return w.attachment > 0 && l.Number == 1 && i-w.attachment <= 3
}

// isNextArticle reports whether the article of line i is due behind last.
func (p *Outline) isNextArticle(last label.Label, i int) bool {
	l := p.Lines[i].Label
	if l.Ordinal[0] > 0 {
		return l.Ordinal.Follows(last.Ordinal)
	}
	if last.Sub > 0 && l.Number == last.Number+1 && l.Sub == 1 && l.Size > 0 && strings.ContainsAny(p.Words(i)[:l.Size], "-－–") {
		return true // 第2-1条 behind 第1-3条
	}
	return isNext(l, last)
}

// tight reports whether most articles of the text have no blank behind their label.
func (p *Outline) tight() bool {
	if p.tightness == 0 {
		free, all := 0, 0
		for _, l := range p.Lines[p.Body:] {
			if l.Label.Unit != label.Article {
				continue
			}
			all++
			if l.Label.Free {
				free++
			}
		}
		p.tightness = -1
		if free*2 < all {
			p.tightness = 1
		}
	}
	return p.tightness > 0
}
