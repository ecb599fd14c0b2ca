// Package label reads the printed numbers with which headings, clauses and items begin: 第二十条,
// 一、, （三）, 4.1.2, Article 5.
//
// [Read] reads a label that is one wherever it stands. [ReadWeak] reads a label that other words could
// be as well (1 范围 beside 1 元): a run of them in sequence, not one alone, numbers a text.
// [ReadDecimal] reads numbers with points. To add a way of numbering, add its unit to [Unit] or its kind to
// [WeakKind], and read it in the one place that reads its first character.
package label

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// Unit is the kind of a label, outermost first: 编 holds 章, 一、 holds （一）.
type Unit uint8

const (
	None       Unit = iota
	Annex           // 附件一, where it holds articles of its own
	book            // 第一编, 第一篇
	subbook         // 第一分编
	division        // 第一部分, Part I
	Chapter         // 第一章, Chapter I
	Part            // 第一节, Section 1 above articles
	Article         // 第一条, Article 1
	Decimal         // 4.1.2, and the 4 above it, in a text that is numbered so
	Own             // the labels of a text that has no others: I. 甲、 一是 问：
	HanComma        // 一、
	HanParen        // （一）
	DigitDot        // 1. 1．1、
	DigitParen      // （1） 1）
	Ring            // ①
)

var unitNames = [...]string{book: "编", subbook: "分编", division: "部分", Chapter: "章", Part: "节", Article: "条", Ring: ""}

// Name is the unit as it stands in a label: 章 of 第一章; "" for units without a word.
func (u Unit) Name() string { return unitNames[u] }

// Label is the printed number at the beginning of a line.
type Label struct {
	Unit   Unit
	Number int  // 1 to Max
	Sub    int  // 1 for 第一百二十条之一, else 0
	Size   int  // bytes from the beginning of the line, blanks inside included
	Free   bool // a blank or the end of the line follows: no word goes on from the label

	head, Tail uint8   // bytes of size in front of and behind what is printed as the label: 【 and 】, ：
	Ordinal    Ordinal // 4, 1, 2 of a label in the decimal way; its first place is 0 for others
}

// Read reads the label that s, a line without leading blanks, begins with.
// Labels that other words could be as well are read by [ReadWeak].
func Read(s string) Label {
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
		return Label{Unit: Ring, Number: int(r-'①') + 1, Size: n, Free: true}
	case r >= '㉑' && r <= '㉟':
		return Label{Unit: Ring, Number: int(r-'㉑') + 21, Size: n, Free: true}
	case r >= '❶' && r <= '❿':
		return Label{Unit: Ring, Number: int(r-'❶') + 1, Size: n, Free: true}
	case r >= '⑴' && r <= '⒇':
		return Label{Unit: DigitParen, Number: int(r-'⑴') + 1, Size: n, Free: true}
	case r >= '⒈' && r <= '⒛':
		return Label{Unit: DigitDot, Number: int(r-'⒈') + 1, Size: n, Free: true}
	case r >= '㈠' && r <= '㈩':
		return Label{Unit: HanParen, Number: int(r-'㈠') + 1, Size: n, Free: true}
	case r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '§':
		return readEnglish(s)
	}
	v, digits, n := numeral.Read(s)
	if v == 0 {
		return Label{}
	}
	r, w := utf8.DecodeRuneInString(s[n:])
	l := Label{Number: v, Size: n + w}
	switch {
	case digits && (r == '.' || r == '．' || r == '、'):
		l.Unit = DigitDot
		if c, _ := utf8.DecodeRuneInString(s[l.Size:]); numeral.Digit(c) >= 0 && r != '、' {
			return Label{} // 1.5 is a quantity, 5.1.1 a number of the decimal kind
		}
	case digits && (r == '）' || r == ')'):
		l.Unit = DigitParen
	case !digits && (r == '）' || r == ')'):
		l.Unit = HanParen
	case !digits && (r == '、' || r == '．' || r == '.'):
		l.Unit = HanComma
	default:
		return Label{}
	}
	l.Free = script.EndsWord(s[l.Size:])
	return l
}

// readUnit reads 第X编, 第X分编, 第X部分, 第X章, 第X节, 第X条, 第X条之Y and 第X-Y条; n is the size of 第.
func readUnit(s string, n int) Label {
	n = script.SkipBlank(s, n, len(s))
	v, _, w := readSpaced(s[n:])
	if v == 0 {
		if v, w = ReadRoman(s[n:]); v == 0 { // 第I部
			return Label{}
		}
	}
	l := Label{Number: v}
	n = script.SkipBlank(s, n+w, len(s))
	if r, w := utf8.DecodeRuneInString(s[n:]); r == '-' || r == '－' || r == '–' || r == '.' || r == '．' {
		sub, digits, size := numeral.Read(s[n+w:])
		if !digits || sub == 0 || sub > 99 {
			return Label{}
		}
		if l.Sub = sub; r == '.' || r == '．' {
			l.Sub, l.Ordinal = 0, Ordinal{uint16(min(v, MaxOrdinal)), uint16(sub)}
		}
		n = script.SkipBlank(s, n+w+size, len(s))
	}
	r, w := utf8.DecodeRuneInString(s[n:])
	switch r {
	case '编', '篇', '編':
		l.Unit = book
	case '部':
		l.Unit = division
		if r2, w2 := utf8.DecodeRuneInString(s[n+w:]); r2 == '分' {
			w += w2
		} else if !script.EndsWord(s[n+w:]) {
			return Label{} // 第一部法律
		}
	case '分':
		r2, w2 := utf8.DecodeRuneInString(s[n+w:])
		if r2 != '编' && r2 != '編' {
			return Label{}
		}
		l.Unit = subbook
		w += w2
	case '章':
		l.Unit = Chapter
	case '节', '節':
		l.Unit = Part
	case '条', '條':
		l.Unit = Article
	default:
		return Label{}
	}
	if l.Unit != Article && (l.Sub > 0 || l.Ordinal[0] > 0) {
		return Label{}
	}
	l.Size = n + w
	at := script.SkipBlank(s, l.Size, len(s))
	if r, w := utf8.DecodeRuneInString(s[at:]); r == '之' {
		at = script.SkipBlank(s, at+w, len(s))
		if v, _, w := numeral.Read(s[at:]); v > 0 && v < 100 {
			l.Sub = v
			l.Size = at + w
		}
	}
	l.Free = script.EndsWord(s[l.Size:])
	if l.Unit == Article {
		l.closeWithMark(s)
	}
	return l
}

// closeWithMark takes the mark that sets a label off from its words into the
// label: 第一条：, 第一条、, 第一条 ：, 第一条——. 第一条、第二条 is the beginning of a list.
func (l *Label) closeWithMark(s string) {
	at := script.SkipBlank(s, l.Size, len(s))
	r, w := utf8.DecodeRuneInString(s[at:])
	switch r {
	case '：', ':':
	case '—', '–', '－', '-':
		for n := w; strings.HasPrefix(s[at+w:], s[at:at+n]); {
			w += n
		}
	case '、', '.', '．':
		if at > l.Size {
			return
		}
	default:
		return
	}
	next, _ := utf8.DecodeRuneInString(s[script.SkipBlank(s, at+w, len(s)):])
	if r != '：' && r != ':' && (next == '第' || numeral.Digit(next) >= 0) {
		return
	}
	l.Tail += uint8(at + w - l.Size)
	l.Size = at + w
	l.Free = true
}

// readBracketed reads 【第一条】; n is the size of the bracket. 【目的】 is not a label.
func readBracketed(s string, n int) Label {
	at := script.SkipBlank(s, n, len(s))
	r, w := utf8.DecodeRuneInString(s[at:])
	if r != '第' {
		return Label{}
	}
	l := readUnit(s[at:], w)
	if l.Unit == None {
		return Label{}
	}
	end := script.SkipBlank(s, at+l.Size, len(s))
	r, w = utf8.DecodeRuneInString(s[end:])
	if r != '】' && r != ']' && r != '〕' && r != '］' && r != '）' && r != ')' {
		return Label{}
	}
	l.head = uint8(at)
	l.Tail = uint8(end + w - at - l.Size)
	l.Size = end + w
	l.Free = true
	return l
}

// readParen reads （一）, (一), （1）, (1); n is the size of the bracket.
func readParen(s string, n int) Label {
	n = script.SkipBlank(s, n, len(s))
	v, digits, w := numeral.Read(s[n:])
	if v == 0 {
		return Label{}
	}
	n = script.SkipBlank(s, n+w, len(s))
	r, w := utf8.DecodeRuneInString(s[n:])
	if r != '）' && r != ')' {
		return Label{}
	}
	l := Label{Unit: HanParen, Number: v, Size: n + w, Free: true}
	if digits {
		l.Unit = DigitParen
	}
	return l
}

// readSpaced is Read for a numeral whose characters may stand apart: 第 十 二 条.
func readSpaced(s string) (value int, arabic bool, size int) {
	value, arabic, size = numeral.Read(s)
	if size == 0 || script.SkipBlank(s, size, len(s)) == size {
		return value, arabic, size
	}
	var whole []byte
	at := 0
	for at < len(s) && len(whole) < 24 {
		r, n := utf8.DecodeRuneInString(s[at:])
		if d, _ := numeral.HanDigit(r); d < 0 && numeral.Digit(r) < 0 {
			if !script.IsBlank(r) {
				break
			}
			at += n
			continue
		}
		whole = append(whole, s[at:at+n]...)
		at += n
		size = at
	}
	value, arabic, n := numeral.Read(string(whole))
	if n != len(whole) {
		return 0, false, 0
	}
	return value, arabic, size
}
