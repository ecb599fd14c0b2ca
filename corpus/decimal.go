package corpus

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// ordinal is the places of a number in the decimal way: 4, 1, 2 of 4.1.2. It
// ends before the first 0. A.1 begins with letterPlace plus the letter's number.
type ordinal [6]uint16

const (
	maxOrdinal  = 9999  // of one place
	letterPlace = 10000 // A of A.1 is 10001
)

// depth is how many places there are.
func (o ordinal) depth() int {
	for i, v := range o {
		if v == 0 {
			return i
		}
	}
	return len(o)
}

// follows reports whether o is due behind last: its first child (4.1 → 4.1.1),
// its next sibling (4.1.2) or that of one of its parents (4.2, 5), also with first
// children where their parents carry no label of their own (3.4 → 4.1).
func (o ordinal) follows(last ordinal) bool {
	n, m := o.depth(), last.depth()
	same := 0
	for same < n && same < m && o[same] == last[same] {
		same++
	}
	switch {
	case m == 0:
		same = 1 // the first label of all: its first place is as it is
		if o[0]%letterPlace != 1 {
			return false
		}
	case same == m: // a child
	case same == n: // a parent again
		return false
	case o[same] == last[same]+1, o[same] == letterPlace+1 && last[same] < letterPlace && same == 0:
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

// after reports whether o comes behind last in the order of numbers.
func (o ordinal) after(last ordinal) bool {
	for i := range o {
		if o[i] != last[i] {
			return o[i] > last[i]
		}
	}
	return false
}

// String is the number as it is printed: 4.1.2, A.1.
func (o ordinal) String() string {
	var b strings.Builder
	for i := range o.depth() {
		if i > 0 {
			b.WriteByte('.')
		}
		if o[i] > letterPlace {
			b.WriteByte('A' + byte(o[i]-letterPlace-1))
		} else {
			b.WriteString(strconv.Itoa(int(o[i])))
		}
	}
	return b.String()
}

// places is the ordinal as a list.
func (o ordinal) places() []int {
	list := make([]int, o.depth())
	for i := range list {
		list[i] = int(o[i])
	}
	return list
}

// readDecimal reads 4.1, 4.1.2, 1．2．3, A.1 and 2.2A, of two places and more.
func readDecimal(s string) label {
	var o ordinal
	at, n := 0, 0
	if len(s) > 0 && s[0] >= 'A' && s[0] <= 'Z' {
		o[0], at, n = letterPlace+uint16(s[0]-'A')+1, 1, 1
	}
	for n < len(o) {
		if n > 0 {
			r, w := utf8.DecodeRuneInString(s[at:])
			if r != '.' && r != '．' {
				break
			}
			if c, _ := utf8.DecodeRuneInString(s[at+w:]); digit(c) < 0 {
				break // 1.1. ends with a point
			}
			at += w
		}
		v, _, w := readDigits(s[at:])
		if w == 0 || v == 0 || v > maxOrdinal {
			break
		}
		o[n] = uint16(v)
		at += w
		n++
	}
	if n < 2 {
		return label{}
	}
	l := label{unit: decimal, number: int(o[0]), size: at, ordinal: o}
	if l.number > letterPlace {
		l.number = 0
	}
	if at < len(s) && s[at] >= 'A' && s[at] <= 'Z' && (at+1 == len(s) || s[at+1] == ' ' || s[at+1] >= utf8.RuneSelf) {
		l.sub = int(s[at]-'A') + 1
		l.size++
	}
	r, w := utf8.DecodeRuneInString(s[l.size:])
	if w > 0 && strings.ContainsRune(".．、：:", r) {
		l.size += w
		l.tail = uint8(w)
	} else if w > 0 && (r == '%' || r == '％' || r == '-' || r == '~' || r == '～' || r == '/' || r == '×' || r == '*' || r == '℃' || digit(r) >= 0) {
		return label{}
	}
	l.free = endsWord(s[l.size:]) || l.tail > 0
	return l
}
