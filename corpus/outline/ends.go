package outline

import (
	"strings"

	"tiaowen/corpus/date"
	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/script"
)

// settle decides what the line that looks like the head of an attachment is, now
// that an article stands below it: a heading when the articles restart, with the line
// below it when it says no more than 附件; text when they go on.
func (p *Outline) settle(i int, anew bool) (attached bool) {
	l := &p.Lines[i]
	if !anew {
		l.Role = line.Text
		return false
	}
	l.Role = line.Heading
	l.Label = label.Label{Unit: label.Annex, Size: letterhead.AttachmentHead(p.Words(i))}
	below := &p.Lines[i+1]
	if title := below.Label.Unit == label.Annex || below.Role == line.Text && below.Label.Unit == label.None && p.headless(i+1); title && l.Start+l.Label.Size == l.End {
		below.Role = line.HeadingRest
	}
	return true
}

// signatures marks the office and the date that end a document or stand above what is
// attached or handed on.
func (p *Outline) signatures() {
	p.forms(p.aboveDistribution(len(p.Lines)))
	for i := p.Body + 1; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Role == line.Attachment {
			p.forms(i)
		}
		if l.Role == line.Attachment || l.Role == line.Form && p.Lines[i-1].Role != line.Form || l.Label.Unit == label.Annex {
			p.signature(i)
		}
	}
	p.signature(len(p.Lines))
}

// forms marks the lines for names, seals and dates with which a contract ends right above line end: 甲方（盖章）：, 日期：.
func (p *Outline) forms(end int) {
	from := p.formDate(end)
	for from-1 > p.Body && end-from < maxForms && p.isForm(from-1, from == end) {
		from--
	}
	if end-from > 1 || end-from == 1 && (strings.Contains(p.Words(from), "章") || letterhead.IsSignatureLine(p.Words(from))) {
		p.SetRole(from, end, line.Form)
	}
}

// formDate reads the date below the last line that is to be filled in, and gives the line that the form goes on above.
func (p *Outline) formDate(end int) (from int) {
	last := end - 1
	if last <= p.Body || p.Lines[last].Role != line.Text || !date.IsAlone(p.Words(last)) || !letterhead.IsFormLine(p.Words(last-1)) {
		return end
	}
	if p.Date == "" {
		p.Date, _ = date.Read(strings.Trim(p.Words(last), "（）()"))
	}
	return last
}

// maxForms is how many lines for names and seals are looked for.
const maxForms = 16

// isForm reports whether line i is to be filled in or signed. A date alone is where it is not the last line.
func (p *Outline) isForm(i int, last bool) bool {
	l, words := p.Lines[i], p.Words(i)
	if l.Role != line.Text || l.Table || l.Label.Unit != label.None {
		return false
	}
	return letterhead.IsFormLine(words) || !last && date.IsAlone(words)
}

// signature marks a date, and the lines of the office above it, right above line end; and the lines that say
// who gets the document.
func (p *Outline) signature(end int) {
	p.aboveDistribution(end)
	last := p.aboveNotices(end - 1)
	if last <= p.Body || p.Lines[last].Role != line.Text || p.Lines[last].Table {
		return
	}
	iso, rest := date.Read(strings.Trim(p.Words(last), "（）()"))
	if iso == "" || strings.TrimFunc(rest, script.IsBlank) != "" {
		if end == len(p.Lines) && p.isOfficeAlone(last) {
			p.SetRole(last, end, line.History)
		}
		return
	}
	from := last
	for from-1 > p.Body && last-from < maxSigners && p.isSigner(from-1) {
		from--
	}
	p.SetRole(from, end, line.History)
	if above := from - 1; above > p.Body && p.isForm(above, false) && letterhead.IsSignatureLine(p.Words(above)) {
		p.Lines[above].Role = line.Form
	}
	if p.Date == "" {
		p.Date = iso
	}
}

// isOfficeAlone reports whether line i, the last one, is the office that signs without a date, below a sentence.
func (p *Outline) isOfficeAlone(i int) bool {
	words := p.Words(i)
	return p.isSigner(i) && letterhead.NamesOffice(words) && p.Lines[i-1].Role != line.Attachment && !endsInColon(p.Words(i-1)) && script.EndsSentence(p.Words(i-1))
}

// aboveDistribution marks the lines right above line end that say who gets the document, and gives the end of what
// stands above them.
func (p *Outline) aboveDistribution(end int) int {
	from := p.aboveNotices(end-1) + 1
	if from >= end || !p.handsOn(from, end) {
		return end
	}
	p.SetRole(from, end, line.History)
	return from
}

// handsOn reports whether lines [from, end) name those who get the document, so that they end it without a date as well.
func (p *Outline) handsOn(from, end int) bool {
	for i := from; i < end; i++ {
		if l := p.Lines[i]; l.Role != line.Text || l.Table || l.Label.Unit != label.None {
			return false
		}
	}
	return letterhead.IsDistribution(p.Words(from))
}

// aboveNotices is the first line from i upwards that does not say how the document is handed on: 抄送：….
func (p *Outline) aboveNotices(i int) int {
	for n := 0; n < 5; n++ {
		switch {
		case i > p.Body && letterhead.IsNotice(p.Words(i)):
			i--
		case i-1 > p.Body && p.goesOnNotice(i):
			i -= 2
		default:
			return i
		}
	}
	return i
}

// goesOnNotice reports whether line i is the rest of the line above, which names those who get the document.
func (p *Outline) goesOnNotice(i int) bool {
	above := p.Words(i - 1)
	return p.Lines[i].Role == line.Text && p.Lines[i].Label.Unit == label.None && letterhead.IsDistribution(above) && !strings.HasSuffix(above, "。") && !script.Short(above, 19)
}

// maxSigners is how many offices or people sign a document.
const maxSigners = 6

// isSigner reports whether line i, above the date, can name the office or the one who signs: few words, and no 特此通知.
func (p *Outline) isSigner(i int) bool {
	l, words := p.Lines[i], p.Words(i)
	if l.Role != line.Text || l.Table || l.Label.Unit != label.None || script.EndsSentence(words) || !script.Short(words, 30) {
		return false
	}
	return !strings.HasPrefix(words, "此") && !strings.HasPrefix(words, "特此") && !letterhead.IsContact(words)
}
