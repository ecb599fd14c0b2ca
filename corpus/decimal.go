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

// decimals finds out whether a text is numbered in the decimal way, and gives
// the lines that are: 4.1.2 with the 4.1 and the 4 above it. A number without a point
// counts as the 4 above 4.1 when most of its kind do stand above such numbers, or 一、二、 do.
//
// A number that has others below it and no sentence behind it is a heading.
func (p *parser) decimals() bool {
	points := map[int]label{} // by line
	var at []int
	for i := p.body; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.label.unit != noUnit || l.table || l.role == isMarkup {
			continue
		}
		if c := p.source[l.start]; c < '0' || c > '9' && (c < 'A' || c > 'Z') && c < utf8.RuneSelf {
			continue
		}
		if d := readDecimal(p.source[l.start:l.end]); d.size > 0 && (d.free || !goesOn(p.source[l.start+d.size:l.end])) {
			points[i] = d
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return false
	}
	accepted := p.walkDecimals(at, points)
	n := 0
	for i := range accepted {
		if _, ok := points[i]; ok {
			n++
		}
	}
	if n < 2 || n*2 < len(at) {
		return false
	}
	p.placeDecimals(accepted)
	return true
}

// walkDecimals takes the labels that are due, from the top of the text to its end.
func (p *parser) walkDecimals(at []int, points map[int]label) map[int]label {
	tops := p.decimalTops(at, points)
	accepted := map[int]label{}
	var last ordinal
	sub, next := 0, 0
	for i := p.body; i < len(p.lines); i++ {
		l, point := points[i]
		if point {
			next++
		} else if l = tops[i]; l.unit == noUnit {
			continue
		}
		var below ordinal // of the next label with a point
		if next < len(at) {
			below = points[at[next]].ordinal
		}
		o := l.ordinal
		switch {
		case point && o.follows(last):
		case point && o == last && l.sub == sub+1:
		case point && l.free && o.after(last) && (o[0] <= last[0]+3 || last[0] == 0) && (i == p.body || p.endsLine(i-1)):
		case !point && o.follows(last) && (below[0] == o[0] || p.headless(i) && l.free || below[0] != last[0]):
		case !point && below[0] == o[0] && below[1] == 1 && o.after(last) && p.headless(i): // an excerpt
		default:
			continue
		}
		accepted[i] = l
		last, sub = o, l.sub
	}
	return accepted
}

// endsLine reports whether line i ends what it says, so that a label may follow.
func (p *parser) endsLine(i int) bool {
	return endsSentence(p.words(i)) || p.lines[i].table || short(p.words(i), 40)
}

// decimalTops are the labels that can stand above those with a point: 1 范围,
// 1. 总则 or 一、总则, whichever kind has most of its numbers above a number that
// begins with it.
func (p *parser) decimalTops(at []int, points map[int]label) map[int]label {
	const digits = 0
	kinds := [...]map[int]label{digits: {}, 1: {}, 2: {}}
	votes := [len(kinds)]int{}
	next := 0
	for i := p.body; i < len(p.lines); i++ {
		for next < len(at) && at[next] <= i {
			next++
		}
		kind, l := -1, p.lines[i].label
		switch {
		case p.lines[i].table, p.lines[i].role == isMarkup:
		case l.unit == digitDot:
			kind = 1
		case l.unit == hanComma && p.headless(i):
			kind = 2
		case l.unit == noUnit:
			if w := readWeakLabel(p.words(i)); w.kind == weakDigit {
				kind, l = digits, w.label
			}
		}
		if kind < 0 || l.number > maxOrdinal {
			continue
		}
		l.unit, l.ordinal = decimal, ordinal{uint16(l.number)}
		kinds[kind][i] = l
		if next < len(at) && points[at[next]].ordinal[0] == l.ordinal[0] && points[at[next]].ordinal[1] == 1 {
			votes[kind]++
		}
	}
	best := 0
	for kind, n := range votes {
		if n > votes[best] {
			best = kind
		}
	}
	if votes[best] == 0 {
		return nil
	}
	return kinds[best]
}

// placeDecimals gives the lines their labels, and marks those that are headings.
func (p *parser) placeDecimals(accepted map[int]label) {
	last := -1
	for i := p.body; i < len(p.lines); i++ {
		l, ok := accepted[i]
		if !ok {
			continue
		}
		p.lines[i].label = l
		depth := l.ordinal.depth()
		p.lines[i].node = depth == 1 && p.headless(i)
		if last >= 0 {
			above := p.lines[last].label.ordinal
			if depth > above.depth() && p.headless(last) {
				p.lines[last].node = true
			}
		}
		last = i
	}
}
