package corpus

import (
	"strings"
	"unicode/utf8"
)

// unit is the kind of a label, outermost first: 编 holds 章, 一、 holds （一）.
type unit uint8

const (
	noUnit     unit = iota
	annex           // 附件一, where it holds articles of its own
	book            // 第一编, 第一篇
	subbook         // 第一分编
	division        // 第一部分, Part I
	chapter         // 第一章, Chapter I
	part            // 第一节, Section 1 above articles
	article         // 第一条, Article 1
	decimal         // 4.1.2, and the 4 above it, in a text that is numbered so
	own             // the labels of a text that has no others: I. 甲、 一是 问：
	hanComma        // 一、
	hanParen        // （一）
	digitDot        // 1. 1．1、
	digitParen      // （1） 1）
	ring            // ①
)

var unitNames = [...]string{book: "编", subbook: "分编", division: "部分", chapter: "章", part: "节", article: "条", ring: ""}

// name is the unit as it stands in a label: 章 of 第一章; "" for units without a word.
func (u unit) name() string { return unitNames[u] }

// label is the printed number at the beginning of a line.
type label struct {
	unit   unit
	number int  // 1 to maxNumber
	sub    int  // 1 for 第一百二十条之一, else 0
	size   int  // bytes from the beginning of the line, blanks inside included
	free   bool // a blank or the end of the line follows: no word goes on from the label

	head, tail uint8   // bytes of size in front of and behind what is printed as the label: 【 and 】, ：
	ordinal    ordinal // 4, 1, 2 of a label in the decimal way; its first place is 0 for others
}

// readLabel reads the label that s, a line without leading blanks, begins with.
// Labels that other words could be as well are read by [readWeakLabel].
func readLabel(s string) label {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == '第' || r == '笫': // U+7B2B is what scanners make of 第
		return readUnit(s, n)
	case r == '（' || r == '(':
		if strings.HasPrefix(s[n:], "第") {
			return readBracketed(s, n)
		}
		return readParen(s, n)
	case r == '【' || r == '[' || r == '〔' || r == '［':
		return readBracketed(s, n)
	case r >= '①' && r <= '⑳':
		return label{unit: ring, number: int(r-'①') + 1, size: n, free: true}
	case r >= '㉑' && r <= '㉟':
		return label{unit: ring, number: int(r-'㉑') + 21, size: n, free: true}
	case r >= '❶' && r <= '❿':
		return label{unit: ring, number: int(r-'❶') + 1, size: n, free: true}
	case r >= '⑴' && r <= '⒇':
		return label{unit: digitParen, number: int(r-'⑴') + 1, size: n, free: true}
	case r >= '⒈' && r <= '⒛':
		return label{unit: digitDot, number: int(r-'⒈') + 1, size: n, free: true}
	case r >= '㈠' && r <= '㈩':
		return label{unit: hanParen, number: int(r-'㈠') + 1, size: n, free: true}
	case r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '§':
		return readEnglish(s)
	}
	v, digits, n := readNumber(s)
	if v == 0 {
		return label{}
	}
	r, w := utf8.DecodeRuneInString(s[n:])
	l := label{number: v, size: n + w}
	switch {
	case digits && (r == '.' || r == '．' || r == '、'):
		l.unit = digitDot
		if c, _ := utf8.DecodeRuneInString(s[l.size:]); digit(c) >= 0 && r != '、' {
			return label{} // 1.5 is a quantity, 5.1.1 a number of the decimal kind
		}
	case digits && (r == '）' || r == ')'):
		l.unit = digitParen
	case !digits && (r == '）' || r == ')'):
		l.unit = hanParen
	case !digits && (r == '、' || r == '．' || r == '.'):
		l.unit = hanComma
	default:
		return label{}
	}
	l.free = endsWord(s[l.size:])
	return l
}

// readUnit reads 第X编, 第X分编, 第X部分, 第X章, 第X节, 第X条, 第X条之Y and 第X-Y条; n is the size of 第.
func readUnit(s string, n int) label {
	n = skipBlank(s, n, len(s))
	v, _, w := readSpaced(s[n:])
	if v == 0 {
		if v, w = readRoman(s[n:]); v == 0 { // 第I部
			return label{}
		}
	}
	l := label{number: v}
	n = skipBlank(s, n+w, len(s))
	if r, w := utf8.DecodeRuneInString(s[n:]); r == '-' || r == '－' || r == '–' || r == '.' || r == '．' {
		sub, digits, size := readNumber(s[n+w:])
		if !digits || sub == 0 || sub > 99 {
			return label{}
		}
		if l.sub = sub; r == '.' || r == '．' {
			l.sub, l.ordinal = 0, ordinal{uint16(min(v, maxOrdinal)), uint16(sub)}
		}
		n = skipBlank(s, n+w+size, len(s))
	}
	r, w := utf8.DecodeRuneInString(s[n:])
	switch r {
	case '编', '篇', '編':
		l.unit = book
	case '部':
		l.unit = division
		if r2, w2 := utf8.DecodeRuneInString(s[n+w:]); r2 == '分' {
			w += w2
		} else if !endsWord(s[n+w:]) {
			return label{} // 第一部法律
		}
	case '分':
		r2, w2 := utf8.DecodeRuneInString(s[n+w:])
		if r2 != '编' && r2 != '編' {
			return label{}
		}
		l.unit = subbook
		w += w2
	case '章':
		l.unit = chapter
	case '节', '節':
		l.unit = part
	case '条', '條':
		l.unit = article
	default:
		return label{}
	}
	if l.unit != article && (l.sub > 0 || l.ordinal[0] > 0) {
		return label{}
	}
	l.size = n + w
	at := skipBlank(s, l.size, len(s))
	if r, w := utf8.DecodeRuneInString(s[at:]); r == '之' {
		at = skipBlank(s, at+w, len(s))
		if v, _, w := readNumber(s[at:]); v > 0 && v < 100 {
			l.sub = v
			l.size = at + w
		}
	}
	l.free = endsWord(s[l.size:])
	if l.unit == article {
		l.closeWithMark(s)
	}
	return l
}

// closeWithMark takes the mark that sets a label off from its words into the
// label: 第一条：, 第一条、, 第一条 ：, 第一条——. 第一条、第二条 is the beginning of a list.
func (l *label) closeWithMark(s string) {
	at := skipBlank(s, l.size, len(s))
	r, w := utf8.DecodeRuneInString(s[at:])
	switch r {
	case '：', ':':
	case '—', '–', '－', '-':
		for n := w; strings.HasPrefix(s[at+w:], s[at:at+n]); {
			w += n
		}
	case '、', '.', '．':
		if at > l.size {
			return
		}
	default:
		return
	}
	next, _ := utf8.DecodeRuneInString(s[skipBlank(s, at+w, len(s)):])
	if r != '：' && r != ':' && (next == '第' || digit(next) >= 0) {
		return
	}
	l.tail += uint8(at + w - l.size)
	l.size = at + w
	l.free = true
}

// readBracketed reads 【第一条】; n is the size of the bracket. 【目的】 is no label.
func readBracketed(s string, n int) label {
	at := skipBlank(s, n, len(s))
	r, w := utf8.DecodeRuneInString(s[at:])
	if r != '第' {
		return label{}
	}
	l := readUnit(s[at:], w)
	if l.unit == noUnit {
		return label{}
	}
	end := skipBlank(s, at+l.size, len(s))
	r, w = utf8.DecodeRuneInString(s[end:])
	if r != '】' && r != ']' && r != '〕' && r != '］' && r != '）' && r != ')' {
		return label{}
	}
	l.head = uint8(at)
	l.tail = uint8(end + w - at - l.size)
	l.size = end + w
	l.free = true
	return l
}

// readParen reads （一）, (一), （1）, (1); n is the size of the bracket.
func readParen(s string, n int) label {
	n = skipBlank(s, n, len(s))
	v, digits, w := readNumber(s[n:])
	if v == 0 {
		return label{}
	}
	n = skipBlank(s, n+w, len(s))
	r, w := utf8.DecodeRuneInString(s[n:])
	if r != '）' && r != ')' {
		return label{}
	}
	l := label{unit: hanParen, number: v, size: n + w, free: true}
	if digits {
		l.unit = digitParen
	}
	return l
}

// readSpaced is readNumber for a numeral whose characters may stand apart: 第 十 二 条.
func readSpaced(s string) (value int, arabic bool, size int) {
	value, arabic, size = readNumber(s)
	if size == 0 || skipBlank(s, size, len(s)) == size {
		return value, arabic, size
	}
	var whole []byte
	at := 0
	for at < len(s) && len(whole) < 24 {
		r, n := utf8.DecodeRuneInString(s[at:])
		if d, _ := hanDigit(r); d < 0 && digit(r) < 0 {
			if !isBlank(r) {
				break
			}
			at += n
			continue
		}
		whole = append(whole, s[at:at+n]...)
		at += n
		size = at
	}
	value, arabic, n := readNumber(string(whole))
	if n != len(whole) {
		return 0, false, 0
	}
	return value, arabic, size
}
