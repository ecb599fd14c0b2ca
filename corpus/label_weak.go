package corpus

import (
	"strings"
	"unicode/utf8"
)

// A weak label is one that other words could be as well: "1 范围" beside "1 元",
// 4.1 beside 4.1 米, I. beside I, 一是 beside 一是一. A line alone does not tell; a run
// of them in sequence, in a text without other numbering, does. Only then
// they become labels (see weakScheme and decimals).

// weakKind is the way in which a weak label is written.
type weakKind uint8

const (
	noWeak      weakKind = iota
	weakDigit            // 1 范围
	weakHan              // 一　总则, 一：
	weakShi              // 一是, 其一
	weakOrdinal          // 第一，, 第一款, 首先，
	weakRoman            // I. Ⅱ、 （iii）
	weakUpper            // A. B、
	weakLower            // a) b.
	weakStem             // 甲、 （乙）
	weakAsk              // 问：, Q1：, 问题一：
	weakPoint            // 4.1.2, A.1: decimals of two places and more
)

// weakLabel is a weak label of a line.
type weakLabel struct {
	kind weakKind
	label
}

// readWeakLabel reads the weak label that s, a line without leading blanks, begins with.
func readWeakLabel(s string) weakLabel {
	r, n := utf8.DecodeRuneInString(s)
	if r >= utf8.RuneSelf && !strings.ContainsRune("（问其第首再最甲乙丙丁戊己庚辛壬癸", r) && (r < 'Ⅰ' || r > 'ⅻ') {
		if d, _ := hanDigit(r); d < 0 && digit(r) < 0 {
			return weakLabel{}
		}
	}
	if l := readOrdinalWord(s); l.size > 0 {
		return weakLabel{weakOrdinal, l}
	}
	if l := readAsk(s); l.size > 0 {
		return weakLabel{weakAsk, l}
	}
	if l := readDecimal(s); l.size > 0 {
		return weakLabel{weakPoint, l}
	}
	v, digits, w := readNumber(s)
	if v > 0 {
		return readWeakNumber(s, v, digits, w)
	}
	bracket := r == '（' || r == '('
	from := 0
	if bracket {
		from = n
	}
	if r == '其' {
		if v, digits, w := readNumber(s[n:]); v > 0 && !digits && v < 10 && startsWith(s[n+w:], "，、：") {
			return weakLabel{weakShi, label{number: v, size: n + w + markSize(s[n+w:]), tail: uint8(markSize(s[n+w:])), free: true}}
		}
		return weakLabel{}
	}
	kind, v, w := readLetters(s[from:])
	if kind == noWeak {
		return weakLabel{}
	}
	end := from + w
	r, n = utf8.DecodeRuneInString(s[end:])
	switch {
	case bracket && r != '）' && r != ')':
		return weakLabel{}
	case !bracket && !strings.ContainsRune("．.、)）:：", r):
		if kind != weakRoman || !endsWord(s[end:]) || !strings.ContainsAny(s[:end], "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ") {
			return weakLabel{}
		}
		n = 0
	}
	l := label{number: v, size: end + n}
	if l.free = endsWord(s[l.size:]) || kind == weakStem; !l.free && kind != weakStem {
		if c, _ := utf8.DecodeRuneInString(s[l.size:]); c < utf8.RuneSelf {
			return weakLabel{} // a.m., I.e.
		}
		l.free = true
	}
	return weakLabel{kind, l}
}

// readOrdinalWord reads 第一，, 第一款, 第一点：, 首先，. The number of 最后 is lastOfAll.
func readOrdinalWord(s string) label {
	for number, word := range map[int]string{1: "首先", 2: "其次", 3: "再次", lastOfAll: "最后"} {
		if rest, ok := strings.CutPrefix(s, word); ok && startsWith(rest, "，、：,:") {
			n := markSize(rest)
			return label{number: number, size: len(word) + n, tail: uint8(n), free: true}
		}
	}
	rest, ok := strings.CutPrefix(s, "第")
	if !ok {
		return label{}
	}
	v, _, n := readNumber(rest)
	if n == 0 || v > 99 {
		return label{}
	}
	l := label{number: v, size: len("第") + n}
	rest = rest[n:]
	if startsWith(rest, "款项点则步题类") {
		w := markSize(rest)
		if next := rest[w:]; endsWord(next) || startsWith(next, "：:、，") {
			l.size += w
			l.free = true
			rest = next
		}
	}
	if startsWith(rest, "，、：,:") {
		w := markSize(rest)
		l.size += w
		l.tail = uint8(w)
		l.free = true
	}
	if !l.free {
		return label{}
	}
	return l
}

// lastOfAll is the number of a label that ends a row, whatever its number.
const lastOfAll = maxNumber

// readWeakNumber reads 1 范围, 一　总则, 一：, 一是; v is the number of w bytes that s begins with.
func readWeakNumber(s string, v int, digits bool, w int) weakLabel {
	r, n := utf8.DecodeRuneInString(s[w:])
	l := label{number: v, size: w, free: true}
	switch {
	case digits && v < 1000 && (n == 0 || isBlank(r)):
		return weakLabel{weakDigit, l}
	case digits && v < 1000 && (r == '：' || r == ':') && !startsWith(s[w+n:], "0123456789"):
		l.size, l.tail = w+n, uint8(n)
		return weakLabel{weakDigit, l}
	case !digits && v < 100 && isBlank(r):
		return weakLabel{weakHan, l}
	case !digits && v < 100 && (r == '：' || r == ':'):
		l.size, l.tail = w+n, uint8(n)
		return weakLabel{weakHan, l}
	case !digits && v < 20 && (r == '是' || r == '要'):
		l.size = w + n
		return weakLabel{weakShi, l}
	}
	return weakLabel{}
}

func markSize(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// readLetters reads a Roman numeral, a letter or a heavenly stem.
func readLetters(s string) (kind weakKind, value, size int) {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r >= 'Ⅰ' && r <= 'Ⅻ':
		return weakRoman, int(r-'Ⅰ') + 1, n
	case r >= 'ⅰ' && r <= 'ⅻ':
		return weakRoman, int(r-'ⅰ') + 1, n
	}
	if i := strings.IndexRune("甲乙丙丁戊己庚辛壬癸", r); i >= 0 && n > 0 {
		return weakStem, i/len("甲") + 1, n
	}
	if v, n := readRoman(s); v > 0 {
		return weakRoman, v, n
	}
	next, _ := utf8.DecodeRuneInString(s[n:])
	if next >= '0' && next <= '9' || next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' {
		return noWeak, 0, 0
	}
	switch {
	case r >= 'A' && r <= 'Z':
		return weakUpper, int(r-'A') + 1, n
	case r >= 'a' && r <= 'z':
		return weakLower, int(r-'a') + 1, n
	}
	return noWeak, 0, 0
}

// readRoman reads a Roman numeral of ASCII letters in one case, at most XXXIX,
// that no other letter follows.
func readRoman(s string) (value, size int) {
	upper := strings.HasPrefix(s, "I") || strings.HasPrefix(s, "V") || strings.HasPrefix(s, "X")
	last := 0
	for size < len(s) {
		c := s[size]
		if !upper {
			c -= 'a' - 'A'
		}
		v := 0
		switch c {
		case 'I':
			v = 1
		case 'V':
			v = 5
		case 'X':
			v = 10
		}
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
	if size < len(s) && (s[size] >= 'a' && s[size] <= 'z' || s[size] >= 'A' && s[size] <= 'Z') || value > 39 || value < 1 {
		return 0, 0
	}
	return value, size
}

// readAsk reads 问：, 问1：, 问题一：, Q：, Q1. and Question 3:. Its number is 0 where none is printed.
func readAsk(s string) label {
	at := 0
	for _, word := range []string{"问题", "问", "Question", "Q"} {
		if strings.HasPrefix(s, word) {
			at = len(word)
			break
		}
	}
	if at == 0 {
		return label{}
	}
	at = skipBlank(s, at, len(s))
	v, _, n := readNumber(s[at:])
	at = skipBlank(s, at+n, len(s))
	r, w := utf8.DecodeRuneInString(s[at:])
	if r != '：' && r != ':' && !(v > 0 && strings.ContainsRune(".．、", r)) || w == 0 {
		return label{}
	}
	return label{number: v, size: at + w, tail: uint8(w), free: true}
}

// answerMark is the size of what opens an answer at the beginning of words: 答：, A1：, 答复:; 0 when nothing does.
func answerMark(words string) int {
	at := 0
	for _, word := range []string{"答复", "回答", "答", "Answer", "A", "解答"} {
		if strings.HasPrefix(words, word) {
			at = len(word)
			break
		}
	}
	if at == 0 {
		return 0
	}
	at = skipBlank(words, at, len(words))
	v, _, n := readNumber(words[at:])
	at = skipBlank(words, at+n, len(words))
	r, w := utf8.DecodeRuneInString(words[at:])
	if r != '：' && r != ':' && !(v > 0 && strings.ContainsRune(".．、", r)) || w == 0 {
		return 0
	}
	return at + w
}

// readEnglish reads Article 3, Section 4., Rule 5, Chapter II, Part One of an
// English text. A word with a small letter behind the number is a reference:
// Article 3 of these Rules.
func readEnglish(s string) label {
	l := label{}
	at := 0
	for _, w := range [...]struct {
		word string
		unit unit
	}{
		{"Article", article}, {"ARTICLE", article}, {"Art.", article}, {"Rule", article}, {"RULE", article}, {"Clause", article}, {"CLAUSE", article},
		{"Regulation", article}, {"Section", part}, {"SECTION", part}, {"Sec.", part}, {"§", part},
		{"Chapter", chapter}, {"CHAPTER", chapter}, {"Part", division}, {"PART", division}, {"Title", book}, {"TITLE", book}, {"Book", book}, {"BOOK", book},
	} {
		if strings.HasPrefix(s, w.word) {
			at, l.unit = len(w.word), w.unit
			break
		}
	}
	if at == 0 {
		return label{}
	}
	from := at
	at = skipBlank(s, at, len(s))
	if at == from && l.unit != part {
		return label{}
	}
	v, digits, n := readNumber(s[at:])
	if v == 0 || !digits {
		if v, n = readRoman(s[at:]); v == 0 {
			v, n = readEnglishNumber(s[at:])
		}
	}
	if v == 0 {
		return label{}
	}
	l.number, l.size = v, at+n
	if r, w := utf8.DecodeRuneInString(s[l.size:]); w > 0 && strings.ContainsRune(".:：—–-", r) {
		l.size += w
		l.tail = uint8(w)
	} else if w > 0 && !isBlank(r) {
		return label{}
	}
	next := skipBlank(s, l.size, len(s))
	if r, w := utf8.DecodeRuneInString(s[next:]); w > 0 && l.tail == 0 && (r >= 'a' && r <= 'z' || r == ',') {
		return label{}
	}
	l.free = true
	return l
}

// readEnglishNumber reads One, Two, … Twelve.
func readEnglishNumber(s string) (value, size int) {
	for i, w := range [...]string{"One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"} {
		if len(s) >= len(w) && strings.EqualFold(s[:len(w)], w) && endsWord(s[len(w):]) {
			return i + 1, len(w)
		}
	}
	return 0, 0
}
