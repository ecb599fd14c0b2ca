package corpus

import (
	"strings"
)

// scheme chooses the unit that is cited: 条 where there are any, else the
// outermost labels that carry text instead of standing as headings above others.
func (p *parser) scheme() {
	var count, heads [ring + 1]int
	for i := p.body; i < len(p.lines); i++ {
		u := p.lines[i].label.unit
		count[u]++
		if u > article && p.headless(i) {
			heads[u]++
		}
	}
	if count[article] > 0 {
		p.clause = article
		return
	}
	for u := hanComma; u <= digitParen; u++ {
		if count[u] < 2 || !p.isSeries(u) {
			continue
		}
		p.clause = u
		if heads[u]*5 < count[u]*3 || !p.holdsOthers(u) {
			return
		}
	}
}

// headless reports whether line i could be a heading: short, and no sentence.
func (p *parser) headless(i int) bool {
	words := p.words(i)
	return !endsSentence(words) && short(words, maxTitle)
}

// isSeries reports whether the labels of unit u number the text: most follow
// one another or start anew, and where the format marks headings without
// labels, most of those hold some.
func (p *parser) isSeries(u unit) bool {
	labels, due := 0, 0
	headings, holding := 0, 0
	last, waiting := 0, false
	for _, l := range p.lines[p.body:] {
		switch {
		case l.label.unit == u:
			labels++
			if l.label.number == last+1 || l.label.number == 1 {
				due++
			}
			last = l.label.number
			if waiting {
				holding++
				waiting = false
			}
		case l.level > 1 && l.label.unit == noUnit:
			headings++
			waiting = true
		}
	}
	return due*2 > labels && (headings < 3 || holding*2 > headings)
}

// holdsOthers reports whether most labels of unit u have labels of a deeper
// unit below them, and whether those are clauses: 1. that runs on through the
// sections is, 1. that starts anew in each is an item of its section.
func (p *parser) holdsOthers(u unit) bool {
	sections, holding := 0, 0
	waiting := false // the last label of u has held none so far
	inner := noUnit
	last, anew := 0, 0
	for _, l := range p.lines[p.body:] {
		v := l.label.unit
		switch {
		case v == u:
			sections++
			waiting = true
		case v > u && v <= digitParen && sections > 0:
			if waiting {
				holding++
				waiting = false
			}
			if inner == noUnit {
				inner = v
			}
			if v == inner {
				if l.label.number == 1 && last > 0 {
					anew++
				}
				last = l.label.number
			}
		}
	}
	if holding*2 < sections {
		return false
	}
	return inner == hanParen || anew*2 < holding
}

// splitShared gives an article that stands in the middle of a paragraph, behind
// a full stop and with the number that is due, a line of its own.
func (p *parser) splitShared() {
	if p.clause != article {
		return
	}
	last := 0
	var split []line
	for i := p.body; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.label.unit == article {
			last = l.label.number
		}
		for at := l.start + l.label.size; last > 0 && !l.table; {
			k := strings.Index(p.source[at:l.end], "第")
			if k < 0 {
				break
			}
			at += k
			if at > l.start+l.label.size && p.behindStop(l.start, at) {
				if found := readLabel(p.source[at:l.end]); found.unit == article && found.number == last+1 && found.free {
					if split == nil {
						split = append(make([]line, 0, len(p.lines)+32), p.lines[:i]...)
					}
					_, end := trim(p.source, l.start, at)
					split = append(split, line{start: l.start, end: end, label: l.label, role: l.role})
					l = line{start: at, end: l.end, label: found}
					last = found.number
				}
			}
			at += len("第")
		}
		if split != nil {
			split = append(split, l)
		}
	}
	if split != nil {
		p.lines = split
	}
}

// behindStop reports whether the words of source[start:at] end a sentence.
func (p *parser) behindStop(start, at int) bool {
	_, end := trim(p.source, start, at)
	for _, stop := range []string{"。", "；", "”", "）", "："} {
		if strings.HasSuffix(p.source[start:end], stop) {
			return true
		}
	}
	return false
}
