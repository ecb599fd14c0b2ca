package label

import (
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
	NoWeak      WeakKind = iota
	WeakDigit            // 1 范围
	weakHan              // 一　总则, 一：
	weakShi              // 一是, 其一
	weakOrdinal          // 第一，, 第一款, 首先，
	weakRoman            // I. Ⅱ、 （iii）
	weakUpper            // A. B、
	WeakLower            // a) b.
	WeakStem             // 甲、 （乙）
	WeakAsk              // 问：, Q1：, 问题一：
	WeakPoint            // 4.1.2, A.1: decimals of two places and more
)

// Weak is a weak label of a line.
type Weak struct {
	Kind WeakKind
	Label
}

// ReadWeak reads the weak label that s, a line without leading blanks, begins with.
func ReadWeak(s string) Weak {
	r, n := utf8.DecodeRuneInString(s)
	if r >= utf8.RuneSelf && !strings.ContainsRune("（问其第首再最甲乙丙丁戊己庚辛壬癸", r) && (r < 'Ⅰ' || r > 'ⅻ') {
		if d, _ := numeral.HanDigit(r); d < 0 && numeral.Digit(r) < 0 {
			return Weak{}
		}
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
	v, digits, w := numeral.Read(s)
	if v > 0 {
		return readWeakNumber(s, v, digits, w)
	}
	bracket := r == '（' || r == '('
	from := 0
	if bracket {
		from = n
	}
	if r == '其' {
		if v, digits, w := numeral.Read(s[n:]); v > 0 && !digits && v < 10 && script.StartsWith(s[n+w:], "，、：") {
			return Weak{weakShi, Label{Number: v, Size: n + w + markSize(s[n+w:]), Tail: uint8(markSize(s[n+w:])), Free: true}}
		}
		return Weak{}
	}
	kind, v, w := ReadLetters(s[from:])
	if kind == NoWeak {
		return Weak{}
	}
	end := from + w
	r, n = utf8.DecodeRuneInString(s[end:])
	switch {
	case bracket && r != '）' && r != ')':
		return Weak{}
	case !bracket && !strings.ContainsRune("．.、)）:：", r):
		if kind != weakRoman || !script.EndsWord(s[end:]) || !strings.ContainsAny(s[:end], "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ") {
			return Weak{}
		}
		n = 0
	}
	l := Label{Number: v, Size: end + n}
	if l.Free = script.EndsWord(s[l.Size:]) || kind == WeakStem; !l.Free && kind != WeakStem {
		if c, _ := utf8.DecodeRuneInString(s[l.Size:]); c < utf8.RuneSelf {
			return Weak{} // a.m., I.e.
		}
		l.Free = true
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
	r, n := utf8.DecodeRuneInString(s[w:])
	l := Label{Number: v, Size: w, Free: true}
	switch {
	case digits && v < 1000 && (n == 0 || script.IsBlank(r)):
		return Weak{WeakDigit, l}
	case digits && v < 1000 && (r == '：' || r == ':') && !script.StartsWith(s[w+n:], "0123456789"):
		l.Size, l.Tail = w+n, uint8(n)
		return Weak{WeakDigit, l}
	case !digits && v < 100 && script.IsBlank(r):
		return Weak{weakHan, l}
	case !digits && v < 100 && (r == '：' || r == ':'):
		l.Size, l.Tail = w+n, uint8(n)
		return Weak{weakHan, l}
	case !digits && v < 20 && (r == '是' || r == '要'):
		l.Size = w + n
		return Weak{weakShi, l}
	}
	return Weak{}
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
	if next >= '0' && next <= '9' || next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' {
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

// ReadAsk reads 问：, 问1：, 问题一：, Q：, Q1. and Question 3:. Its number is 0 where none is printed.
func ReadAsk(s string) Label {
	at := 0
	for _, word := range []string{"问题", "问", "Question", "Q"} {
		if strings.HasPrefix(s, word) {
			at = len(word)
			break
		}
	}
	if at == 0 {
		return Label{}
	}
	at = script.SkipBlank(s, at, len(s))
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
	at = script.SkipBlank(words, at, len(words))
	v, _, n := numeral.Read(words[at:])
	at = script.SkipBlank(words, at+n, len(words))
	r, w := utf8.DecodeRuneInString(words[at:])
	if r != '：' && r != ':' && !(v > 0 && strings.ContainsRune(".．、", r)) || w == 0 {
		return 0
	}
	return at + w
}

// readEnglish reads Article 3, Section 4., Rule 5, Chapter II, Part One of an
// English text. A word with a small letter behind the number is a reference:
// Article 3 of these Rules.
func readEnglish(s string) Label {
	l := Label{}
	at := 0
	for _, w := range [...]struct {
		word string
		unit Unit
	}{
		{"Article", Article}, {"ARTICLE", Article}, {"Art.", Article}, {"Rule", Article}, {"RULE", Article}, {"Clause", Article}, {"CLAUSE", Article},
		{"Regulation", Article}, {"Section", Part}, {"SECTION", Part}, {"Sec.", Part}, {"§", Part},
		{"Chapter", Chapter}, {"CHAPTER", Chapter}, {"Part", division}, {"PART", division}, {"Title", book}, {"TITLE", book}, {"Book", book}, {"BOOK", book},
	} {
		if strings.HasPrefix(s, w.word) {
			at, l.Unit = len(w.word), w.unit
			break
		}
	}
	if at == 0 {
		return Label{}
	}
	from := at
	at = script.SkipBlank(s, at, len(s))
	if at == from && l.Unit != Part {
		return Label{}
	}
	v, digits, n := numeral.Read(s[at:])
	if v == 0 || !digits {
		if v, n = ReadRoman(s[at:]); v == 0 {
			v, n = readEnglishNumber(s[at:])
		}
	}
	if v == 0 {
		return Label{}
	}
	l.Number, l.Size = v, at+n
	if r, w := utf8.DecodeRuneInString(s[l.Size:]); w > 0 && strings.ContainsRune(".:：—–-", r) {
		l.Size += w
		l.Tail = uint8(w)
	} else if w > 0 && !script.IsBlank(r) {
		return Label{}
	}
	next := script.SkipBlank(s, l.Size, len(s))
	if r, w := utf8.DecodeRuneInString(s[next:]); w > 0 && l.Tail == 0 && (r >= 'a' && r <= 'z' || r == ',') {
		return Label{}
	}
	l.Free = true
	return l
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
