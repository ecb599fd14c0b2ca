package label

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// Ordinal is the places of a number in the decimal way: 4, 1, 2 of 4.1.2. It
// ends before the first 0. A.1 begins with letterPlace plus the letter's number.
type Ordinal [6]uint16

const (
	MaxOrdinal  = 9999  // of one place
	LetterPlace = 10000 // A of A.1 is 10001
)

// Depth is how many places there are.
func (o Ordinal) Depth() int {
	for i, v := range o {
		if v == 0 {
			return i
		}
	}
	return len(o)
}

// Follows reports whether o is due behind last: its first child (4.1 → 4.1.1),
// its next sibling (4.1.2) or that of one of its parents (4.2, 5), also with first
// children where their parents carry no label of their own (3.4 → 4.1). A number
// also follows itself: texts print one twice by a slip, and both are labels.
func (o Ordinal) Follows(last Ordinal) bool {
	n, m := o.Depth(), last.Depth()
	same := 0
	for same < n && same < m && o[same] == last[same] {
		same++
	}
	switch {
	case m == 0:
		same = 1 // the first label of all: its first place is as it is
		if o[0]%LetterPlace != 1 {
			return false
		}
	case same == m: // a child, or the same number again
	case same == n: // a parent again
		return false
	case o[same] == last[same]+1, o[same] == LetterPlace+1 && last[same] < LetterPlace && same == 0:
		same++
	default:
		return false
	}
	for ; same < n; same++ {
		if o[same] != 1 {
			return false
		}
	}
	return true
}

// After reports whether o comes behind last in the order of numbers.
func (o Ordinal) After(last Ordinal) bool {
	for i := range o {
		if o[i] != last[i] {
			return o[i] > last[i]
		}
	}
	return false
}

// String is the number as it is printed: 4.1.2, A.1.
func (o Ordinal) String() string {
	var b strings.Builder
	for i := range o.Depth() {
		if i > 0 {
			b.WriteByte('.')
		}
		if o[i] > LetterPlace {
			b.WriteByte('A' + byte(o[i]-LetterPlace-1))
		} else {
			b.WriteString(strconv.Itoa(int(o[i])))
		}
	}
	return b.String()
}

// Places is the ordinal as a list.
func (o Ordinal) Places() []int {
	list := make([]int, o.Depth())
	for i := range list {
		list[i] = int(o[i])
	}
	return list
}

// ReadDecimal reads 4.1, 4.1.2, 1．2．3, A.1, A1, A-01, 2.2A and 3-1, of two places and more. A blank or a mark follows A1 and A-01.
func ReadDecimal(s string) Label {
	o, size := readOrdinal(s)
	if o.Depth() < 2 {
		return readDashOrdinal(s)
	}
	l := Label{Unit: Decimal, Number: int(o[0]), Size: size, Ordinal: o}
	if l.Number > LetterPlace {
		l.Number = 0
	}
	if c, ok := letterBehind(s[l.Size:]); ok {
		l.Sub = int(c-'A') + 1
		l.Size++
	}
	r, w := utf8.DecodeRuneInString(s[l.Size:])
	switch {
	case w == 0:
	case strings.ContainsRune(".．、：:", r):
		l.Size += w
		l.Tail = uint8(w)
	case strings.ContainsRune("%％-~～/×*℃", r) || numeral.Digit(r) >= 0:
		return Label{} // a quantity
	}
	l.Free = script.EndsWord(s[l.Size:]) || l.Tail > 0
	if !l.Free && o[0] > LetterPlace && !script.StartsWith(s[1:], ".．") {
		return Label{} // A4纸
	}
	return l
}

// readDashOrdinal reads 1-1 and 3-2-1, behind which a blank or a mark stands: 1-3人 is a quantity, 2024-1-5 a date.
func readDashOrdinal(s string) Label {
	var o Ordinal
	size, n := 0, 0
	for n < 3 {
		v, _, w := numeral.ReadDigits(s[size:])
		if v == 0 || v > 99 {
			return Label{}
		}
		o[n] = uint16(v)
		size += w
		n++
		if !script.StartsWith(s[size:], "-－") {
			break
		}
		size += markSize(s[size:])
	}
	l := Label{Unit: Decimal, Number: int(o[0]), Size: size, Ordinal: o, Free: true}
	if script.StartsWith(s[size:], "、：:") {
		w := markSize(s[size:])
		l.Size += w
		l.Tail = uint8(w)
	} else if !script.EndsWord(s[size:]) {
		return Label{}
	}
	if n < 2 {
		return Label{}
	}
	return l
}

// readOrdinal reads as many places as there are, and gives their size in bytes.
func readOrdinal(s string) (o Ordinal, size int) {
	n := 0
	if len(s) > 0 && s[0] >= 'A' && s[0] <= 'Z' {
		o[0], size, n = LetterPlace+uint16(s[0]-'A')+1, 1, 1
	}
	for ; n < len(o); n++ {
		if n > 0 {
			point, marks := 0, ".．"
			coded := n == 1 && o[0] > LetterPlace
			if coded {
				marks = ".．-－"
			}
			if script.StartsWith(s[size:], marks) {
				point = markSize(s[size:])
			}
			if point == 0 && !coded || !beginsWithDigit(s[size+point:]) {
				break // 1.1. ends with a point
			}
			size += point
		}
		v, _, w := numeral.ReadDigits(s[size:])
		if v == 0 || v > MaxOrdinal {
			break
		}
		o[n] = uint16(v)
		size += w
	}
	return o, size
}

// Code returns a folded label of a letter and a number in one form, because people write it in several: A-01, A.1 and A1
// all become a1. It returns other labels unchanged.
func Code(folded string) string {
	rest := strings.TrimLeft(folded[min(1, len(folded)):], ".-")
	if folded == "" || folded[0] < 'a' || folded[0] > 'z' || !beginsWithDigit(rest) {
		return folded
	}
	return folded[:1] + strings.TrimLeft(rest, "0")
}

// letterBehind is the capital letter of a clause that was put in later, A of 2.2A 门窗; no word
// begins with it.
func letterBehind(s string) (letter byte, ok bool) {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return 0, false
	}
	return s[0], len(s) == 1 || s[1] == ' ' || s[1] >= utf8.RuneSelf
}
