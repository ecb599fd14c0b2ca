package label

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// A weak label is one that other words could be as well: "1 范围" beside "1 元",
// 4.1 beside 4.1 米, I. beside I, 一是 beside 一是一. A line alone does not tell; a run
// of them in sequence, in a text without other numbering, does. Only then
// they become labels (see weakScheme and decimals).

// WeakKind is the way in which a weak label is written.
type WeakKind uint8

const (
	NoWeak      WeakKind = iota // no label
	WeakDigit                   // 1 范围
	WeakHan                     // 一　总则, 一：
	WeakShi                     // 一是, 其一
	weakOrdinal                 // 第一，, 第一款, 首先，
	weakRoman                   // I. Ⅱ、 （iii）
	weakUpper                   // A. B、
	WeakLower                   // a) b.
	WeakStem                    // 甲、 （乙）
	WeakAsk                     // 问：, Q1：, 问题一：
	WeakPoint                   // 4.1.2, A.1: decimals of two places and more
)

// Weak is a weak label of a line.
type Weak struct {
	Kind WeakKind
	Label
}

// ReadWeak reads the weak label that s, a line without leading blanks, begins with.
func ReadWeak(s string) Weak {
	r, n := utf8.DecodeRuneInString(s)
	if !beginsWeak(r) {
		return Weak{}
	}
	if l := readOrdinalWord(s); l.Size > 0 {
		return Weak{weakOrdinal, l}
	}
	if l := ReadAsk(s); l.Size > 0 {
		return Weak{WeakAsk, l}
	}
	if l := ReadDecimal(s); l.Size > 0 {
		return Weak{WeakPoint, l}
	}
	if v, digits, w := numeral.Read(s); v > 0 {
		return readWeakNumber(s, v, digits, w)
	}
	if r == '其' {
		return readAmong(s, n)
	}
	return readLettered(s)
}

// beginsWeak reports whether a weak label can begin with r. It is there for speed.
func beginsWeak(r rune) bool {
	if r < utf8.RuneSelf || r >= 'Ⅰ' && r <= 'ⅻ' || strings.ContainsRune("（其第首再最甲乙丙丁戊己庚辛壬癸", r) {
		return true
	}
	d, _ := numeral.HanDigit(r)
	return d >= 0 || numeral.Digit(r) >= 0 || askers.First[r] != nil || questions.First[r] != nil
}

// readAmong reads 其一，; n is the size of 其.
func readAmong(s string, n int) Weak {
	v, digits, w := numeral.Read(s[n:])
	if v == 0 || digits || v > 9 || !script.StartsWith(s[n+w:], "，、：") {
		return Weak{}
	}
	mark := markSize(s[n+w:])
	return Weak{WeakShi, Label{Number: v, Size: n + w + mark, Tail: uint8(mark), Free: true}}
}

// readLettered reads I., （iii）, A., b), 甲、 and （乙）.
func readLettered(s string) Weak {
	from, marks := 0, "．.、)）:："
	if script.StartsWith(s, "（(") {
		from, marks = markSize(s), "）)"
	}
	kind, v, w := ReadLetters(s[from:])
	if kind == NoWeak {
		return Weak{}
	}
	end := from + w
	l := Label{Number: v, Size: end, Free: true}
	switch {
	case script.StartsWith(s[end:], marks):
		l.Size += markSize(s[end:])
	case from > 0 || kind != weakRoman || !script.EndsWord(s[end:]) || !strings.ContainsAny(s[:end], "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"):
		return Weak{}
	}
	if rest := s[l.Size:]; kind != WeakStem && !script.EndsWord(rest) && rest[0] < utf8.RuneSelf {
		return Weak{} // a.m., I.e.
	}
	return Weak{kind, l}
}

// readOrdinalWord reads 第一，, 第一款, 第一点：, 首先，. The number of 最后 is lastOfAll.
func readOrdinalWord(s string) Label {
	for number, word := range map[int]string{1: "首先", 2: "其次", 3: "再次", LastOfAll: "最后"} {
		if rest, ok := strings.CutPrefix(s, word); ok && script.StartsWith(rest, "，、：,:") {
			n := markSize(rest)
			return Label{Number: number, Size: len(word) + n, Tail: uint8(n), Free: true}
		}
	}
	rest, ok := strings.CutPrefix(s, "第")
	if !ok {
		return Label{}
	}
	v, _, n := numeral.Read(rest)
	if n == 0 || v > 99 {
		return Label{}
	}
	l := Label{Number: v, Size: len("第") + n}
	rest = rest[n:]
	if script.StartsWith(rest, "款项点则步题类") {
		w := markSize(rest)
		if next := rest[w:]; script.EndsWord(next) || script.StartsWith(next, "：:、，") {
			l.Size += w
			l.Free = true
			rest = next
		}
	}
	if script.StartsWith(rest, "，、：,:") {
		w := markSize(rest)
		l.Size += w
		l.Tail = uint8(w)
		l.Free = true
	}
	if !l.Free {
		return Label{}
	}
	return l
}

// LastOfAll is the number of a label that ends a row, whatever its number.
const LastOfAll = numeral.Max

// readWeakNumber reads 1 范围, 一　总则, 一：, 一是; v is the number of w bytes that s begins with.
func readWeakNumber(s string, v int, digits bool, w int) Weak {
	kind, limit := WeakHan, 100
	if digits {
		kind, limit = WeakDigit, 1000
	}
	if v >= limit {
		return Weak{}
	}
	l := Label{Number: v, Size: w, Free: true}
	r, n := utf8.DecodeRuneInString(s[w:])
	switch {
	case n == 0:
		if !digits {
			return Weak{}
		}
	case script.IsBlank(r):
	case r == '：' || r == ':':
		if digits && script.StartsWith(s[w+n:], "0123456789") {
			return Weak{} // 8:30
		}
		l.Size, l.Tail = w+n, uint8(n)
	case (r == '是' || r == '要') && !digits && v < 20:
		kind, l.Size = WeakShi, w+n
	case r == '不' && !digits && v < 20 && script.StartsWith(s[w+n:], "准得许能可"):
		kind = WeakShi
	default:
		return Weak{}
	}
	return Weak{kind, l}
}

func markSize(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// ReadLetters reads a Roman numeral, a letter or a heavenly stem.
func ReadLetters(s string) (kind WeakKind, value, size int) {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r >= 'Ⅰ' && r <= 'Ⅻ':
		return weakRoman, int(r-'Ⅰ') + 1, n
	case r >= 'ⅰ' && r <= 'ⅻ':
		return weakRoman, int(r-'ⅰ') + 1, n
	}
	if i := strings.IndexRune("甲乙丙丁戊己庚辛壬癸", r); i >= 0 && n > 0 {
		return WeakStem, i/len("甲") + 1, n
	}
	if v, n := ReadRoman(s); v > 0 {
		return weakRoman, v, n
	}
	next, _ := utf8.DecodeRuneInString(s[n:])
	if next >= '0' && next <= '9' || isLatin(next) {
		return NoWeak, 0, 0
	}
	switch {
	case r >= 'A' && r <= 'Z':
		return weakUpper, int(r-'A') + 1, n
	case r >= 'a' && r <= 'z':
		return WeakLower, int(r-'a') + 1, n
	}
	return NoWeak, 0, 0
}

// ReadRoman reads a Roman numeral of ASCII letters in one case, at most XXXIX,
// that no other letter follows.
func ReadRoman(s string) (value, size int) {
	upper := strings.HasPrefix(s, "I") || strings.HasPrefix(s, "V") || strings.HasPrefix(s, "X")
	last := 0
	for size < len(s) {
		v := romanDigit(s[size], upper)
		if v == 0 {
			break
		}
		value += v
		if last > 0 && last < v {
			value -= 2 * last
		}
		last = v
		size++
	}
	if size < len(s) && isLatin(rune(s[size])) || value > 39 || value < 1 {
		return 0, 0
	}
	return value, size
}

// romanDigit is the value of I, V or X, or of i, v or x; 0 for every other character.
func romanDigit(c byte, upper bool) int {
	if !upper {
		c -= 'a' - 'A'
	}
	switch c {
	case 'I':
		return 1
	case 'V':
		return 5
	case 'X':
		return 10
	}
	return 0
}

// ReadAsk reads 问：, 问1：, 问题一：, Q：, Q1. and Question 3:. Its number is 0 where none is printed.
func ReadAsk(s string) Label {
	asker := 0
	if n := askers.Begins(s); n > 0 && strings.HasPrefix(strings.TrimPrefix(s[n:], "提"), "问") {
		asker = len(s) - len(strings.TrimPrefix(s[n:], "提"))
	}
	n := questions.Begins(s[asker:])
	if n == 0 {
		return Label{}
	}
	at := script.SkipBlank(s, asker+n, len(s))
	v, _, n := numeral.Read(s[at:])
	at = script.SkipBlank(s, at+n, len(s))
	r, w := utf8.DecodeRuneInString(s[at:])
	if r != '：' && r != ':' && !(v > 0 && strings.ContainsRune(".．、", r)) || w == 0 {
		return Label{}
	}
	return Label{Number: v, Size: at + w, Tail: uint8(w), Free: true}
}

// AnswerMark is the size of what opens an answer at the beginning of words: 答：, A1：, 答复:; 0 when nothing does.
func AnswerMark(words string) int {
	at := answers.Begins(words)
	if at == 0 {
		return 0
	}
	at = script.SkipBlank(words, at, len(words))
	v, _, n := numeral.Read(words[at:])
	at = script.SkipBlank(words, at+n, len(words))
	r, w := utf8.DecodeRuneInString(words[at:])
	if r != '：' && r != ':' && !(v > 0 && strings.ContainsRune(".．、", r)) || w == 0 {
		return 0
	}
	return at + w
}

type englishUnit struct {
	word string
	unit Unit
}

// englishUnits are the words before the number of a label, and their units.
var englishUnits = []englishUnit{
	{"Article", Article}, {"ARTICLE", Article}, {"Art.", Article}, {"Rule", Article}, {"RULE", Article}, {"Clause", Article}, {"CLAUSE", Article},
	{"Regulation", Article}, {"Section", Part}, {"SECTION", Part}, {"Sec.", Part}, {"§", Part},
	{"Chapter", Chapter}, {"CHAPTER", Chapter}, {"Part", division}, {"PART", division}, {"Title", book}, {"TITLE", book}, {"Book", book}, {"BOOK", book},
}

// readEnglish reads Article 3, Section 4., Rule 5, Chapter II, Part One of an
// English text. A word with a small letter behind the number is a reference:
// Article 3 of these Rules.
func readEnglish(s string) Label {
	i := slices.IndexFunc(englishUnits, func(u englishUnit) bool { return strings.HasPrefix(s, u.word) })
	if i < 0 {
		return Label{}
	}
	from, unit := len(englishUnits[i].word), englishUnits[i].unit
	at := script.SkipBlank(s, from, len(s))
	if at == from && unit != Part {
		return Label{}
	}
	v, n := readEnglishCount(s[at:])
	if v == 0 {
		return Label{}
	}
	l := Label{Unit: unit, Number: v, Size: at + n, Free: true}
	if script.StartsWith(s[l.Size:], ".:：—–-") {
		l.Tail = uint8(markSize(s[l.Size:]))
		l.Size += int(l.Tail)
	} else if !script.EndsWord(s[l.Size:]) {
		return Label{}
	}
	next := script.FirstRune(s[script.SkipBlank(s, l.Size, len(s)):])
	if l.Tail == 0 && (next >= 'a' && next <= 'z' || next == ',') {
		return Label{}
	}
	return l
}

// readEnglishCount reads 3, II and Two.
func readEnglishCount(s string) (value, size int) {
	if v, digits, n := numeral.Read(s); v > 0 && digits {
		return v, n
	}
	if v, n := ReadRoman(s); v > 0 {
		return v, n
	}
	return readEnglishNumber(s)
}

// readEnglishNumber reads One, Two, … Twelve.
func readEnglishNumber(s string) (value, size int) {
	for i, w := range [...]string{"One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"} {
		if len(s) >= len(w) && strings.EqualFold(s[:len(w)], w) && script.EndsWord(s[len(w):]) {
			return i + 1, len(w)
		}
	}
	return 0, 0
}
