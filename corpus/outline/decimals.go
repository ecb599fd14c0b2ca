package outline

import (
	"unicode/utf8"

	"tiaowen/corpus/label"
	"tiaowen/corpus/line"
	"tiaowen/corpus/script"
)

// decimals finds out whether a text is numbered in the decimal way, and gives
// the lines that are: 4.1.2 with the 4.1 and the 4 above it. A number without a point
// counts as the 4 above 4.1 when most of its kind do stand above such numbers, or 一、二、 do.
//
// A number that has others below it and no sentence behind it is a heading.
func (p *Outline) decimals() bool {
	points := map[int]label.Label{} // by line
	var at []int
	for i := p.Body; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Label.Unit != label.None || l.Table || l.Role == line.Markup {
			continue
		}
		if c := p.Source[l.Start]; c < '0' || c > '9' && (c < 'A' || c > 'Z') && c < utf8.RuneSelf {
			continue
		}
		if i > p.Body && label.AnswerMark(p.Words(i)) > 0 && label.ReadAsk(p.Words(i-1)).Size > 0 {
			continue // A1： below Q1：
		}
		if d := label.ReadDecimal(p.Source[l.Start:l.End]); d.Size > 0 && (d.Free || !label.GoesOn(p.Source[l.Start+d.Size:l.End])) {
			points[i] = d
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return false
	}
	tops := p.decimalTops(at, points)
	outer := p.outerHeads(tops)
	accepted := p.walkDecimals(at, points, tops, outer)
	n := 0
	for i := range accepted {
		if _, ok := points[i]; ok {
			n++
		}
	}
	if n < 2 || n*2 < len(at) || p.numberFew(accepted) {
		return false
	}
	p.placeDecimals(accepted)
	for i, l := range outer {
		p.Lines[i].Label, p.Lines[i].Node = l, true
	}
	return true
}

// walkDecimals takes the labels that are due, from the top of the text to its end.
func (p *Outline) walkDecimals(at []int, points, tops, outer map[int]label.Label) map[int]label.Label {
	accepted := map[int]label.Label{}
	var last label.Label
	next := 0
	anew := false // a heading such as 第二部分 stands above: the numbers may begin with 1 again
	for i := p.Body; i < len(p.Lines); i++ {
		l, point := points[i]
		if point {
			next++
		} else if l = tops[i]; l.Unit == label.None {
			anew = anew || p.headsPart(i) || outer[i].Unit != label.None
			continue
		}
		if anew && l.Ordinal[0] == 1 {
			last = label.Label{}
		}
		var below label.Ordinal // of the next label with a point
		if next < len(at) {
			below = points[at[next]].Ordinal
		}
		if point && p.pointIsDue(i, l, last, below) || !point && p.topIsDue(i, l, last.Ordinal, below) {
			accepted[i] = l
			last = l
			anew = false
		}
	}
	return accepted
}

// outerHeads are the headings 一、目的 or 一　目的 that stand above numbers which begin with 1 below each of them: they count from
// one, and none is a sentence. tops are the labels that stand in the decimal way.
func (p *Outline) outerHeads(tops map[int]label.Label) map[int]label.Label {
	heads := map[int]label.Label{}
	for i := p.Body; i < len(p.Lines); i++ {
		l := p.Lines[i]
		head := l.Label
		if head.Unit == label.None && tops[i].Unit == label.None {
			if w := label.ReadWeak(p.Words(i)); w.Kind == label.WeakHan {
				head = w.Label
				head.Unit = label.HanComma
			}
		}
		switch {
		case l.Table, l.Role == line.Markup, head.Unit != label.HanComma:
			continue
		case tops[i].Unit != label.None, head.Number != len(heads)+1, !p.isShortHead(i):
			return nil
		}
		heads[i] = head
	}
	if len(heads) < 2 {
		return nil
	}
	return heads
}

// headsPart reports whether line i is a heading such as 第二部分 or 第三章, below which numbers may restart.
func (p *Outline) headsPart(i int) bool {
	l := p.Lines[i]
	return l.Label.Unit > label.Annex && l.Label.Unit < label.Article && l.Role != line.Markup && p.headless(i) && script.Short(p.Words(i), 40)
}

// pointIsDue reports whether a label 4.1 on line i, below the label last, numbers the text. It may leave out numbers, unless the
// next label below goes on from last: 3.5 of 高度不低于3.5 米, where the line was broken, is a quantity.
func (p *Outline) pointIsDue(i int, l, last label.Label, below label.Ordinal) bool {
	o := l.Ordinal
	if o.Follows(last.Ordinal) || o == last.Ordinal && l.Sub == last.Sub+1 {
		return true
	}
	near := o[0] <= last.Ordinal[0]+3
	if last.Ordinal[0] == 0 {
		near = o[0] < label.LetterPlace || script.StartsWith(p.Words(i)[1:], ".．") // A3 and A4 are sizes of paper
	}
	return near && l.Free && o.After(last.Ordinal) && !below.Follows(last.Ordinal) && (i == p.Body || p.endsLine(i-1))
}

// topIsDue reports whether a label without a point on line i, 4 范围, stands above those that begin with its number.
func (p *Outline) topIsDue(i int, l label.Label, last, below label.Ordinal) bool {
	o := l.Ordinal
	if o.Follows(last) {
		return below[0] == o[0] || below[0] != last[0] || p.headless(i) && l.Free
	}
	return below[0] == o[0] && below[1] == 1 && o.After(last) && p.headless(i) // an excerpt
}

// endsLine reports whether line i ends what it says, so that a label may follow.
func (p *Outline) endsLine(i int) bool {
	return script.EndsSentence(p.Words(i)) || p.Lines[i].Table || script.Short(p.Words(i), 40)
}

// decimalTops are the labels that can stand above those with a point: 1 范围,
// 1. 总则 or 一、总则, whichever kind has most of its numbers above a number that
// begins with it.
func (p *Outline) decimalTops(at []int, points map[int]label.Label) map[int]label.Label {
	const digits = 0
	kinds := [...]map[int]label.Label{digits: {}, 1: {}, 2: {}}
	votes := [len(kinds)]int{}
	next := 0
	for i := p.Body; i < len(p.Lines); i++ {
		for next < len(at) && at[next] <= i {
			next++
		}
		kind, l := -1, p.Lines[i].Label
		switch {
		case p.Lines[i].Table, p.Lines[i].Role == line.Markup:
		case l.Unit == label.DigitDot:
			kind = 1
		case l.Unit == label.HanComma && p.headless(i):
			kind = 2
		case l.Unit == label.None:
			if w := label.ReadWeak(p.Words(i)); w.Kind == label.WeakDigit {
				kind, l = digits, w.Label
			}
		}
		if kind < 0 || l.Number > label.MaxOrdinal {
			continue
		}
		l.Unit, l.Ordinal = label.Decimal, label.Ordinal{uint16(l.Number)}
		kinds[kind][i] = l
		if next < len(at) && points[at[next]].Ordinal[0] == l.Ordinal[0] && points[at[next]].Ordinal[1] == 1 {
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

// numberFew reports whether decimals stand below few of the points 一、 of a text: 3.1 below 三、付款 of a contract is an
// item, where most points have none.
func (p *Outline) numberFew(accepted map[int]label.Label) bool {
	points, holding := 0, 0
	waiting := false
	for i := p.Body; i < len(p.Lines); i++ {
		decimal := accepted[i].Ordinal.Depth() > 1
		switch {
		case p.Lines[i].Label.Unit == label.HanComma && p.Lines[i].Role != line.Markup:
			points++
			waiting = true
		case decimal && waiting:
			holding++
			waiting = false
		}
	}
	return holding > 0 && holding*2 < points
}

// placeDecimals gives the lines their labels, and marks those that are headings.
func (p *Outline) placeDecimals(accepted map[int]label.Label) {
	last := -1
	for i := p.Body; i < len(p.Lines); i++ {
		l, ok := accepted[i]
		if !ok {
			continue
		}
		p.Lines[i].Label = l
		depth := l.Ordinal.Depth()
		p.Lines[i].Node = depth == 1 && p.headless(i)
		if last >= 0 {
			above := p.Lines[last].Label.Ordinal
			if depth > above.Depth() && p.headless(last) {
				p.Lines[last].Node = true
			}
		}
		last = i
	}
}
