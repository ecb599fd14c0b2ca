package corpus

import (
	"unicode/utf8"
)

// decimals finds out whether a text is numbered in the decimal way, and gives
// the lines that are: 4.1.2 with the 4.1 and the 4 above it. A number without a point
// counts as the 4 above 4.1 when most of its kind do stand above such numbers, or 一、二、 do.
//
// A number that has others below it and no sentence behind it is a heading.
func (p *outliner) decimals() bool {
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
func (p *outliner) walkDecimals(at []int, points map[int]label) map[int]label {
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
func (p *outliner) endsLine(i int) bool {
	return endsSentence(p.words(i)) || p.lines[i].table || short(p.words(i), 40)
}

// decimalTops are the labels that can stand above those with a point: 1 范围,
// 1. 总则 or 一、总则, whichever kind has most of its numbers above a number that
// begins with it.
func (p *outliner) decimalTops(at []int, points map[int]label) map[int]label {
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
func (p *outliner) placeDecimals(accepted map[int]label) {
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
