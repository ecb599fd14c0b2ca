package corpus

import (
	"strings"
	"unicode/utf8"
)

// attachmentHead is the size of what heads an attachment at the beginning of
// words: 附件, 附件一：, 附表2, 附：; 0 when words are none.
func attachmentHead(words string) int {
	rest, ok := strings.CutPrefix(words, "附")
	if !ok || !short(words, 60) || strings.ContainsAny(words, "。；，") {
		return 0
	}
	for _, kind := range []string{"件", "表", "录", "图", ""} {
		after, ok := strings.CutPrefix(rest, kind)
		if !ok {
			continue
		}
		at := skipBlank(after, 0, len(after))
		blank := at > 0
		if _, _, n := readNumber(after[at:]); n > 0 && kind != "" {
			at += n
			next := skipBlank(after, at, len(after))
			blank = next > at
			at = next
		}
		r, n := utf8.DecodeRuneInString(after[at:])
		switch {
		case strings.ContainsRune("：:、.．", r) && n > 0:
			return len(words) - len(after) + at + n
		case at == len(after) || blank:
			if kind != "" {
				return len(words) - len(after) + at
			}
		}
		return 0
	}
	return 0
}

// settle decides what the line that looks like the head of an attachment is, now
// that an article stands below it: a heading when the articles begin anew, with the line
// below it when it says no more than 附件; text when they go on.
func (p *parser) settle(i int, anew bool) (attached bool) {
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
func (p *parser) signatures() {
	p.forms()
	for i := p.body + 1; i < len(p.lines); i++ {
		if l := p.lines[i]; l.role == isAttachment || l.role == isForm && p.lines[i-1].role != isForm || l.label.unit == annex {
			p.signature(i)
		}
	}
	p.signature(len(p.lines))
}

// forms marks the lines for names, seals and dates with which a contract ends: 甲方（盖章）：, 日期：.
func (p *parser) forms() {
	end := len(p.lines)
	from := end
	if last := end - 1; last > p.body && isDateLine(p.words(last)) && p.lines[last].role == isText && isFormLine(p.words(last-1)) {
		from = last
		if p.doc.Date == "" {
			p.doc.Date, _ = readDate(strings.Trim(p.words(last), "（）()"))
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

// isFormLine reports whether words are a line to be filled in or signed: 甲方（盖章）：  乙方（盖章）：.
func isFormLine(words string) bool {
	if !short(words, 80) || strings.ContainsAny(words, "。；") {
		return false
	}
	if strings.Join(strings.FieldsFunc(words, isBlank), "") == "年月日" {
		return true
	}
	for _, name := range [...]string{"甲方", "乙方", "丙方", "日期", "法定代表人", "授权代表", "委托代理人", "代表人", "签字", "签名", "签约", "盖章", "签订日期", "签订地点", "地址", "电话", "联系电话", "开户行", "开户银行", "账号", "出租方", "承租方", "申请人", "负责人", "单位（公章）", "（盖章", "年　月　日", "承诺人", "责任人"} {
		if rest, ok := strings.CutPrefix(words, name); ok {
			return strings.ContainsAny(rest, "：:") || strings.Contains(rest, "章")
		}
	}
	return false
}

// signature marks a date, and the lines of the office above it, right above line end.
func (p *parser) signature(end int) {
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
	if p.doc.Date == "" {
		p.doc.Date = iso
	}
}

// isNotice reports whether a line under the date says how the document is handed on.
func isNotice(words string) bool {
	return strings.HasPrefix(words, "（此件") || strings.HasPrefix(words, "(此件") || strings.HasPrefix(words, "抄送") || strings.HasPrefix(words, "主题词") ||
		strings.HasPrefix(words, "分送") || strings.HasPrefix(words, "抄报") || strings.HasPrefix(words, "（联系人") || strings.HasSuffix(words, "日印发") && short(words, 60)
}
