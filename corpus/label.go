package corpus

import (
	"strconv"
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

// endsWord reports whether s begins with a blank or is empty.
func endsWord(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == 0 || isBlank(r)
}

// maxNumber is the highest value a printed label can have.
const maxNumber = 99999

// readNumber reads the Chinese or Arabic numeral that s begins with: 二十, 一百零三,
// 二〇, 廿一, 20, ２０. It returns the value, whether it was written in Arabic
// digits, and its size in bytes, 0 when there is none or it is above maxNumber.
func readNumber(s string) (value int, arabic bool, size int) {
	if r, _ := utf8.DecodeRuneInString(s); digit(r) >= 0 {
		return readDigits(s)
	}
	var sum, current int // 一百二: sum 100, current 2
	ten := false         // a power of ten was read: 二十, not 二〇
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		d, power := hanDigit(r)
		switch {
		case d < 0:
			n = 0
		case power == 1 && ten:
			current = d
		case power == 1:
			current = current*10 + d
		case power == 10 && d > 1: // 廿, 卅, 卌
			sum, current, ten = sum+d*10, 0, true
		default:
			sum, current, ten = sum+max(current, 1)*power, 0, true
		}
		if n == 0 {
			break
		}
		size += n
		if sum+current > maxNumber {
			return 0, false, 0
		}
	}
	return sum + current, false, size
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

func readDigits(s string) (value int, arabic bool, size int) {
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		d := digit(r)
		if d < 0 {
			break
		}
		value = value*10 + d
		size += n
		if value > maxNumber {
			return 0, true, 0
		}
	}
	return value, true, size
}

// digit is the value of an ASCII or full-width digit, or -1.
func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}

// hanDigit is the value of a Chinese numeral character and the power of ten it
// stands for: 二 is 2, 1; 百 is 1, 100; 廿 is 2, 10. The value is -1 for other characters.
func hanDigit(r rune) (d, power int) {
	switch r {
	case '〇', '零', '○':
		return 0, 1
	case '一', '壹', '⼀':
		return 1, 1
	case '二', '两', '贰', '貳', '⼆':
		return 2, 1
	case '三', '叁', '參':
		return 3, 1
	case '四', '肆':
		return 4, 1
	case '五', '伍':
		return 5, 1
	case '六', '陆', '陸':
		return 6, 1
	case '七', '柒':
		return 7, 1
	case '八', '捌', '⼋':
		return 8, 1
	case '九', '玖':
		return 9, 1
	case '十', '拾', '⼗':
		return 1, 10
	case '廿':
		return 2, 10
	case '卅':
		return 3, 10
	case '卌':
		return 4, 10
	case '百', '佰':
		return 1, 100
	case '千', '仟':
		return 1, 1000
	}
	return -1, 0
}

// hanNumber writes n, 1 to 99, in Chinese: 三, 十二, 二十.
func hanNumber(n int) string {
	const digits = "零一二三四五六七八九"
	one := func(d int) string { return digits[d*len("零") : (d+1)*len("零")] }
	switch {
	case n < 0 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return one(n)
	}
	text := "十"
	if n >= 20 {
		text = one(n/10) + text
	}
	if n%10 > 0 {
		text += one(n % 10)
	}
	return text
}
