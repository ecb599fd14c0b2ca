// Package label reads the printed numbers with which headings, clauses and items begin: 第二十条,
// 一、, （三）, 4.1.2, Article 5.
//
// [Read] reads a label that is one wherever it stands. [ReadWeak] reads a label that other words could
// be as well (1 范围 beside 1 元): a run of them in sequence, not one alone, numbers a text.
// [ReadDecimal] reads numbers with points. To add a way of numbering, add its unit to [Unit] or its kind to
// [WeakKind], and read it in the one place that reads its first character.
package label

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
	"tiaowen/corpus/wordlist"
)

// Unit is the kind of a label, outermost first: 编 holds 章, 一、 holds （一）.
type Unit uint8

const (
	None       Unit = iota // no label
	Annex                  // 附件一, where it holds articles of its own
	book                   // 第一编, 第一篇
	subbook                // 第一分编
	division               // 第一部分, Part I
	Chapter                // 第一章, Chapter I
	Part                   // 第一节, Section 1 above articles
	Article                // 第一条, Article 1
	Decimal                // 4.1.2, and the 4 above it, in a text that is numbered so
	Own                    // the labels of a text that has no others: I. 甲、 一是 问：
	HanComma               // 一、
	HanParen               // （一）
	DigitDot               // 1. 1．1、
	DigitParen             // （1） 1）
	Ring                   // ①
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

	Part       uint8   // bytes of Size that name a part of the article: 第一款第二项 of 第九十九条第一款第二项
	head, Tail uint8   // bytes of size in front of and behind what is printed as the label: 【 and 】, ：
	Ordinal    Ordinal // 4, 1, 2 of a label in the decimal way; its first place is 0 for others
}

// Read reads the label that s, a line without leading blanks, begins with.
// Labels that other words could be as well are read by [ReadWeak].
func Read(s string) Label {
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case '第', '笫': // U+7B2B is what scanners make of 第
		return readUnit(s, n)
	case '（', '(':
		if strings.HasPrefix(s[n:], "第") {
			return readBracketed(s, n)
		}
		return readParen(s, n)
	case '【', '[', '〔', '［':
		return readBracketed(s, n)
	}
	if isLatin(r) || r == '§' {
		return readEnglish(s)
	}
	if l := readEnclosed(r, n); l.Unit != None {
		return l
	}
	return readNumber(s)
}

func isLatin(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

// enclosed are the characters that are a number and its marks in one: ①, ⑴, ⒈, ㈠.
var enclosed = [...]struct {
	first, last rune
	number      int // of the first
	unit        Unit
}{
	{'①', '⑳', 1, Ring}, {'㉑', '㉟', 21, Ring}, {'❶', '❿', 1, Ring},
	{'⑴', '⒇', 1, DigitParen}, {'⒈', '⒛', 1, DigitDot}, {'㈠', '㈩', 1, HanParen},
}

// readEnclosed reads the label that is r, of n bytes.
func readEnclosed(r rune, n int) Label {
	if r < '①' || r > '㉟' { // most characters
		return Label{}
	}
	for _, e := range enclosed {
		if r >= e.first && r <= e.last {
			return Label{Unit: e.unit, Number: int(r-e.first) + e.number, Size: n, Free: true}
		}
	}
	return Label{}
}

// readNumber reads 一、, 一）, 1. and 1）.
func readNumber(s string) Label {
	v, digits, n := numeral.Read(s)
	if !digits && script.StartsWith(s[n:], dashes) {
		if dashed, size := readDashed(s); dashed > 0 && strings.HasPrefix(s[size:], "、") {
			v, n = dashed, size
		}
	}
	if v == 0 {
		return Label{}
	}
	if digits {
		if n, ok := readKeycap(s, n); ok {
			return Label{Unit: DigitDot, Number: v, Size: n, Free: true}
		}
	}
	r, w := utf8.DecodeRuneInString(s[n:])
	l := Label{Unit: unitOfMark(r, digits), Number: v, Size: n + w}
	if l.Unit == None || l.Unit == DigitDot && r != '、' && beginsWithDigit(s[l.Size:]) {
		return Label{} // 1.5 is a quantity, 5.1.1 a number of the decimal kind
	}
	l.Free = script.EndsWord(s[l.Size:])
	return l
}

// readKeycap reports whether a key is drawn around the digit in front of place n, as messages have it: 1️⃣. It gives the place behind it.
func readKeycap(s string, n int) (end int, ok bool) {
	rest := strings.TrimPrefix(s[n:], "\uFE0F")
	behind, ok := strings.CutPrefix(rest, "\u20E3")
	return len(s) - len(behind), ok
}

// ReadPoint reads the 1. of 1.6月8日放假, which [Read] takes for a quantity: behind the point stand digits and a
// Chinese character. Only a series shows that it is a label.
func ReadPoint(s string) Label {
	v, _, n := numeral.ReadDigits(s)
	if v == 0 || v > 99 || !script.StartsWith(s[n:], ".．") {
		return Label{}
	}
	size := n + markSize(s[n:])
	_, _, digits := numeral.ReadDigits(s[size:])
	if digits == 0 || !script.IsHan(script.FirstRune(s[size+digits:])) {
		return Label{}
	}
	return Label{Unit: DigitDot, Number: v, Size: size}
}

// unitOfMark is the unit of a number in digits or in Chinese that a mark ends.
func unitOfMark(mark rune, digits bool) Unit {
	switch mark {
	case '）', ')':
		if digits {
			return DigitParen
		}
		return HanParen
	case '、', '．', '.':
		if digits {
			return DigitDot
		}
		return HanComma
	}
	return None
}

func beginsWithDigit(s string) bool { return numeral.Digit(script.FirstRune(s)) >= 0 }

// readUnit reads 第X编, 第X分编, 第X部分, 第X章, 第X节, 第X条, 第X条之Y and 第X-Y条; n is the size of 第.
func readUnit(s string, n int) Label {
	l, n := readCount(s, script.SkipBlank(s, n, len(s)))
	if l.Number == 0 {
		return Label{}
	}
	unit, w := readUnitWord(s[n:])
	if unit == None || unit != Article && (l.Sub > 0 || l.Ordinal[0] > 0) {
		return Label{}
	}
	l.Unit, l.Size = unit, n+w
	l.readInserted(s)
	l.Free = script.EndsWord(s[l.Size:])
	if l.Unit == Article {
		l.closeWithMark(s)
	}
	return l
}

// readCount reads the number of a unit from n on, 二十, 20, II, 3-1 or 3.1, and says where its unit
// begins. The number of the label is 0 where there is none.
func readCount(s string, n int) (l Label, end int) {
	v, arabic, w := readSpaced(s[n:])
	if !arabic && script.StartsWith(s[script.SkipBlank(s, n+w, len(s)):], dashes) {
		if dashed, size := readDashed(s[n:]); dashed > 0 && script.StartsWith(s[n+size:], "编编篇章节节条条") {
			l.Number = dashed
			return l, n + size
		}
	}
	if v == 0 {
		v, w = ReadRoman(s[n:]) // 第I部
	}
	if v == 0 {
		return Label{}, 0
	}
	l.Number = v
	n = script.SkipBlank(s, n+w, len(s))
	point := script.StartsWith(s[n:], ".．")
	if !point && !script.StartsWith(s[n:], "-－–") {
		return l, n
	}
	n += markSize(s[n:])
	sub, digits, size := numeral.Read(s[n:])
	if !digits || sub == 0 || sub > 99 {
		return Label{}, 0
	}
	if point {
		l.Ordinal = Ordinal{uint16(min(v, MaxOrdinal)), uint16(sub)}
	} else {
		l.Sub = sub
	}
	return l, script.SkipBlank(s, n+size, len(s))
}

// dashes are what scanners make of 一.
const dashes = "-－—–―─"

// readDashed reads a number in which scanning left a dash for 一: 第-条, 十-、, （二十 -）. It gives the size in bytes, blanks
// behind the number included; 0 where the number is none as Chinese texts write it.
func readDashed(s string) (value, size int) {
	var whole []byte
	dash := false
	for size < len(s) && len(whole) < 24 {
		r, n := utf8.DecodeRuneInString(s[size:])
		d, _ := numeral.HanDigit(r)
		switch {
		case script.IsBlank(r):
		case strings.ContainsRune(dashes, r):
			whole = append(whole, "一"...)
			dash = true
		case d >= 0:
			whole = append(whole, s[size:size+n]...)
		default:
			n = 0
		}
		if n == 0 {
			break
		}
		size += n
	}
	value, _, n := numeral.Read(string(whole))
	if !dash || n != len(whole) || numeral.Han(value) != string(whole) {
		return 0, 0
	}
	return value, size
}

// readUnitWord reads the word of a unit and its size in bytes.
func readUnitWord(s string) (Unit, int) {
	r, w := utf8.DecodeRuneInString(s)
	switch r {
	case '编', '篇', '編':
		return book, w
	case '部':
		if strings.HasPrefix(s[w:], "分") {
			return division, w + len("分")
		}
		if script.EndsWord(s[w:]) { // not 第一部法律
			return division, w
		}
	case '分':
		if script.StartsWith(s[w:], "编編") {
			return subbook, w + len("编")
		}
	case '章':
		return Chapter, w
	case '节', '節':
		return Part, w
	case '条', '條':
		return Article, w
	}
	return None, 0
}

// readInserted takes 之一 of 第一百二十条之一 into the label.
func (l *Label) readInserted(s string) {
	at := script.SkipBlank(s, l.Size, len(s))
	if !strings.HasPrefix(s[at:], "之") {
		return
	}
	at = script.SkipBlank(s, at+len("之"), len(s))
	if v, _, w := numeral.Read(s[at:]); v > 0 && v < 100 {
		l.Sub, l.Size = v, at+w
	}
}

// closeWithMark takes the mark that sets a label off from its words into the
// label: 第一条：, 第一条、, 第一条 ：, 第一条——. 第一条、第二条 is the beginning of a list.
func (l *Label) closeWithMark(s string) {
	at := script.SkipBlank(s, l.Size, len(s))
	r, w := utf8.DecodeRuneInString(s[at:])
	switch r {
	case '：', ':', '|', '｜', '│':
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
	next := s[script.SkipBlank(s, at+w, len(s)):]
	if strings.ContainsRune("—–－-、.．", r) && (strings.HasPrefix(next, "第") || beginsWithDigit(next)) {
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
	if w == 0 || !strings.ContainsRune("】]〕］）)", r) {
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
	if !digits && script.StartsWith(s[n+w:], dashes) {
		v, w = readDashed(s[n:])
	}
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

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

var lists = wordlist.Read(wordsFile)

// words.txt describes each list.
var (
	askers    = lists.List("askers")
	questions = lists.List("questions")
	answers   = lists.List("answers")
	refersOn  = lists.List("refersOn")
)
