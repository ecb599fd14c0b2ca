package corpus

import (
	"strings"
)

// settle decides what the line that looks like the head of an attachment is, now
// that an article stands below it: a heading when the articles begin anew, with the line
// below it when it says no more than 附件; text when they go on.
func (p *outliner) settle(i int, anew bool) (attached bool) {
	l := &p.lines[i]
	if !anew {
		l.role = isText
		return false
	}
	l.role = isHeading
	l.label = label{unit: annex, size: attachmentHead(p.words(i))}
	below := &p.lines[i+1]
	if title := below.label.unit == annex || below.role == isText && below.label.unit == noUnit && p.headless(i+1); title && l.start+l.label.size == l.end {
		below.role = isHeadingRest
	}
	return true
}

// signatures marks the office and the date that end a document or stand above what is
// attached or handed on.
func (p *outliner) signatures() {
	p.forms()
	for i := p.body + 1; i < len(p.lines); i++ {
		if l := p.lines[i]; l.role == isAttachment || l.role == isForm && p.lines[i-1].role != isForm || l.label.unit == annex {
			p.signature(i)
		}
	}
	p.signature(len(p.lines))
}

// forms marks the lines for names, seals and dates with which a contract ends: 甲方（盖章）：, 日期：.
func (p *outliner) forms() {
	end := len(p.lines)
	from := end
	if last := end - 1; last > p.body && isDateLine(p.words(last)) && p.lines[last].role == isText && isFormLine(p.words(last-1)) {
		from = last
		if p.date == "" {
			p.date, _ = readDate(strings.Trim(p.words(last), "（）()"))
		}
	}
	for from-1 > p.body && end-from < 16 {
		l, words := p.lines[from-1], p.words(from-1)
		if l.role != isText || l.table || l.label.unit != noUnit || !isFormLine(words) && !(from < end && isDateLine(words)) {
			break
		}
		from--
	}
	if end-from < 2 && !(end-from == 1 && strings.Contains(p.words(from), "章")) {
		return
	}
	for i := from; i < end; i++ {
		p.lines[i].role = isForm
	}
}

// signature marks a date, and the lines of the office above it, right above line end.
func (p *outliner) signature(end int) {
	last := end - 1
	for n := 0; last > p.body && n < 5 && isNotice(p.words(last)); n++ {
		last--
	}
	if last <= p.body || p.lines[last].role != isText || p.lines[last].table {
		return
	}
	iso, rest := readDate(strings.Trim(p.words(last), "（）()"))
	if iso == "" || strings.TrimFunc(rest, isBlank) != "" {
		return
	}
	from := last
	for n := 0; n < 6 && from-1 > p.body; n++ {
		l, words := p.lines[from-1], p.words(from-1)
		if l.role != isText || l.table || l.label.unit != noUnit || endsSentence(words) || !short(words, 30) || strings.HasPrefix(words, "此") || strings.HasPrefix(words, "特此") {
			break
		}
		from--
	}
	for i := from; i < end; i++ {
		p.lines[i].role = isHistory
	}
	if p.date == "" {
		p.date = iso
	}
}
