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
	p.forms(len(p.Lines))
	for i := p.body + 1; i < len(p.Lines); i++ {
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
	from := end
	if last := end - 1; last > p.body && date.IsAlone(p.Words(last)) && p.Lines[last].Role == line.Text && letterhead.IsFormLine(p.Words(last-1)) {
		from = last
		if p.Date == "" {
			p.Date, _ = date.Read(strings.Trim(p.Words(last), "（）()"))
		}
	}
	for from-1 > p.body && end-from < maxForms && p.isForm(from-1, from == end) {
		from--
	}
	if end-from < 2 && !(end-from == 1 && strings.Contains(p.Words(from), "章")) {
		return
	}
	for i := from; i < end; i++ {
		p.Lines[i].Role = line.Form
	}
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

// signature marks a date, and the lines of the office above it, right above line end.
func (p *Outline) signature(end int) {
	last := end - 1
	for n := 0; last > p.body && n < 5 && letterhead.IsNotice(p.Words(last)); n++ {
		last--
	}
	if last <= p.body || p.Lines[last].Role != line.Text || p.Lines[last].Table {
		return
	}
	iso, rest := date.Read(strings.Trim(p.Words(last), "（）()"))
	if iso == "" || strings.TrimFunc(rest, script.IsBlank) != "" {
		return
	}
	from := last
	for n := 0; n < 6 && from-1 > p.body; n++ {
		l, words := p.Lines[from-1], p.Words(from-1)
		if l.Role != line.Text || l.Table || l.Label.Unit != label.None || script.EndsSentence(words) || !script.Short(words, 30) || strings.HasPrefix(words, "此") || strings.HasPrefix(words, "特此") {
			break
		}
		from--
	}
	for i := from; i < end; i++ {
		p.Lines[i].Role = line.History
	}
	if p.Date == "" {
		p.Date = iso
	}
}
