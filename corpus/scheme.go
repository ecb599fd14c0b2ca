package corpus

import (
	"strings"
	"unicode/utf8"
)

// scheme chooses the unit that is cited: 条 where there are any, else decimals,
// else the outermost labels that carry text instead of standing as headings above
// others. Where no label is plain, weak ones may number the text.
func (p *outliner) scheme() {
	var count, heads [ring + 1]int
	for i := p.body; i < len(p.lines); i++ {
		if p.lines[i].role == isMarkup {
			continue
		}
		u := p.lines[i].label.unit
		count[u]++
		if u > article && p.headless(i) {
			heads[u]++
		}
	}
	if count[article] > 0 {
		p.oneLanguage()
		p.commaArticles()
	}
	if count[part] > 1 && count[article] == 0 && p.englishSections() {
		count[article], count[part] = count[part], 0
	}
	if count[article] > 0 && p.hasArticles() {
		p.clause = article
		p.sectionsAmong()
		return
	}
	if p.decimals() {
		p.clause = decimal
		return
	}
	for u := hanComma; u <= ring; u++ {
		if count[u] < 2 || !p.isSeries(u) {
			continue
		}
		p.clause = u
		if heads[u]*5 < count[u]*3 || !p.holdsOthers(u) {
			break
		}
	}
	if p.asksBelow() {
		return
	}
	p.outerLabels()
	p.weakScheme()
	if p.clause == noUnit {
		p.patternScheme()
	}
	if p.clause == noUnit {
		p.plainHeadings()
	}
}

// outerLabels makes headings of labels that a text puts above its clauses though they mostly stand below them:
// 1. 总则, and then 一、. They come before the first clause, are no sentences, and each holds clauses.
func (p *outliner) outerLabels() {
	if p.clause < hanComma || p.clause >= digitParen {
		return
	}
	for u := p.clause + 1; u <= digitParen; u++ {
		var heads []int
		holds := true // the last of them holds a clause
		clauses := 0
		for i := p.body; i < len(p.lines); i++ {
			l := p.lines[i]
			switch {
			case l.role == isMarkup || l.table:
			case l.label.unit == p.clause:
				clauses++
				holds = true
			case l.label.unit == u:
				if len(heads) == 0 && clauses > 0 || !holds || l.label.number != len(heads)+1 || !p.headless(i) || !short(p.words(i), 40) {
					heads = nil
					i = len(p.lines)
					break
				}
				heads = append(heads, i)
				holds = false
			}
		}
		if len(heads) < 2 || !holds {
			continue
		}
		for _, i := range heads {
			p.lines[i].node = true
		}
		return
	}
}

// asksBelow lets questions number a text whose labels stand above several of them each, as headings: 一、社保, 问：….
func (p *outliner) asksBelow() bool {
	if p.clause == noUnit {
		return false
	}
	var heads, asks []int
	for i := p.body; i < len(p.lines); i++ {
		l := p.lines[i]
		switch {
		case l.label.unit == p.clause:
			if !p.headless(i) || !short(p.words(i), 40) {
				return false
			}
			heads = append(heads, i)
		case l.label.unit == noUnit && !l.table && len(heads) > 0 && readAsk(p.words(i)).size > 0:
			asks = append(asks, i)
		}
	}
	if len(asks) < 2 || len(asks) < len(heads) {
		return false
	}
	for _, i := range heads {
		p.lines[i].node = true
	}
	for _, i := range asks {
		p.lines[i].label = readAsk(p.words(i))
		p.lines[i].label.unit = own
	}
	p.clause = own
	return true
}

// oneLanguage lets the articles of one language number a text in two: those that
// come first. The others are words of the clauses above them.
func (p *outliner) oneLanguage() {
	var count [2]int
	first := -1
	language := func(i int) int {
		if p.source[p.lines[i].start] < utf8.RuneSelf {
			return 1
		}
		return 0
	}
	for i := p.body; i < len(p.lines); i++ {
		if p.lines[i].label.unit == article {
			count[language(i)]++
			if first < 0 {
				first = language(i)
			}
		}
	}
	if count[0] == 0 || count[1] == 0 {
		return
	}
	for i := p.body; i < len(p.lines); i++ {
		if u := p.lines[i].label.unit; u != noUnit && u <= article && language(i) != first && p.source[p.lines[i].start] != '[' {
			p.lines[i].label = label{}
		}
	}
}

// commaArticles reads 第一条，按时作息 and 第一条。按时作息: the mark sets the label off where the articles,
// from the first on, all have one.
func (p *outliner) commaArticles() {
	due := 1
	for i := p.body; i < len(p.lines); i++ {
		l := p.lines[i].label
		if l.unit != article {
			continue
		}
		if l.number != due || !startsWith(p.words(i)[l.size:], "，。") {
			return
		}
		due++
	}
	if due < 3 {
		return
	}
	for i := p.body; i < len(p.lines); i++ {
		if l := &p.lines[i].label; l.unit == article {
			l.size += len("，")
			l.tail = uint8(len("，"))
			l.free = true
		}
	}
}

// hasArticles reports whether the articles of a text number it. A few that begin
// anywhere, beside points 一、二、, are words that the text quotes.
func (p *outliner) hasArticles() bool {
	articles, first, points, last := 0, 0, 0, 0
	for i := p.body; i < len(p.lines); i++ {
		switch l := p.lines[i].label; {
		case l.unit == article && (l.free || !goesOn(p.source[p.lines[i].start+l.size:p.lines[i].end])):
			if articles++; articles == 1 {
				first = l.number
			}
		case l.unit == hanComma && l.number == last+1:
			points++
			last++
		}
	}
	return articles > 0 && (first == 1 || articles > 2 || points < 2 || points < articles)
}

// englishSections makes articles of the Section 1, Section 2 of a text that has
// no others, when they follow one another.
func (p *outliner) englishSections() bool {
	last, n := 0, 0
	for _, l := range p.lines[p.body:] {
		if l.label.unit == part && p.source[l.start] < 0xE0 {
			if l.label.number != last+1 {
				return false
			}
			last++
			n++
		}
	}
	if n < 2 {
		return false
	}
	for i := p.body; i < len(p.lines); i++ {
		if l := &p.lines[i]; l.label.unit == part && p.source[l.start] < 0xE0 {
			l.label.unit = article
		}
	}
	return true
}

// sectionsAmong makes an article of a Section 4 that holds a sentence and goes on behind Article 3.
func (p *outliner) sectionsAmong() {
	last := 0
	for i := p.body; i < len(p.lines); i++ {
		l := &p.lines[i]
		switch {
		case l.label.unit == article:
			last = l.label.number
		case l.label.unit == part && l.label.number == last+1 && p.source[l.start] < utf8.RuneSelf && endsSentence(p.words(i)):
			l.label.unit = article
			last++
		}
	}
}

// weakScheme lets weak labels number a text, or stand as headings above the clauses
// that it has: the first kind, in the order of the text, whose labels count from one.
func (p *outliner) weakScheme() {
	var kinds [weakPoint + 1][]int
	weak := map[int]label{}
	firstClause := len(p.lines)
	for i := p.body; i < len(p.lines); i++ {
		l := p.lines[i]
		if p.clause != noUnit && l.label.unit == p.clause {
			firstClause = min(firstClause, i)
		}
		if l.label.unit != noUnit || l.table || l.lead || l.role == isMarkup {
			continue
		}
		if w := readWeakLabel(p.words(i)); w.kind != noWeak {
			kinds[w.kind] = append(kinds[w.kind], i)
			weak[i] = w.label
		}
	}
	best := noWeak
	for kind, at := range kinds {
		kind := weakKind(kind)
		if kind == weakPoint || len(at) == 0 || p.clause != noUnit && at[0] > firstClause {
			continue
		}
		at = p.weakRun(kind, at, weak)
		if kinds[kind] = at; len(at) < 2 || p.clause == noUnit && kind != weakAsk && !p.numbersHeadings(at) || p.clause != noUnit && !p.weakHeads(at) {
			continue
		}
		if best == noWeak || at[0] < kinds[best][0] {
			best = kind
		}
	}
	if best == noWeak {
		return
	}
	for _, i := range kinds[best] {
		l := weak[i]
		l.unit = own
		p.lines[i].label = l
	}
	if p.clause == noUnit {
		p.clause = own
	}
}

// numbersHeadings reports whether the lines number a text whose headings the format
// marks: most of these, where there are some, hold one.
func (p *outliner) numbersHeadings(at []int) bool {
	headings, holding := 0, 0
	waiting := false
	next := 0
	for i := p.body; i < len(p.lines); i++ {
		switch {
		case next < len(at) && at[next] == i:
			next++
			if waiting {
				holding++
				waiting = false
			}
		case p.lines[i].level > 1:
			headings++
			waiting = true
		}
	}
	return headings < 3 || holding*2 > headings
}

// weakRun is those of the lines whose weak labels count from one, or begin anew. It is
// nil when most do not.
func (p *outliner) weakRun(kind weakKind, at []int, weak map[int]label) []int {
	if kind == weakAsk {
		numbered := 0
		for _, i := range at {
			if weak[i].number > 0 {
				numbered++
			}
		}
		if numbered == 0 {
			return at
		}
	}
	var run []int
	last := 0
	for _, i := range at {
		n := weak[i].number
		if n == lastOfAll && last > 0 {
			n = last + 1
			l := weak[i]
			l.number = n
			weak[i] = l
		}
		if n == last+1 || n == 1 && (last > 1 || last == 0) {
			run = append(run, i)
			last = n
		}
	}
	if len(run)*3 < len(at)*2 {
		return nil
	}
	return run
}

// weakHeads reports whether the lines are headings: short, each above a clause that begins anew.
func (p *outliner) weakHeads(at []int) bool {
	for n, i := range at {
		next := i + 1
		for next < len(p.lines) && p.lines[next].label.unit == noUnit {
			next++
		}
		if !p.headless(i) || !short(p.words(i), 40) || next == len(p.lines) || n+1 < len(at) && next > at[n+1] || p.lines[next].label.unit != p.clause {
			return false
		}
	}
	return true
}

// headless reports whether line i could be a heading: short, and no sentence.
func (p *outliner) headless(i int) bool {
	words := p.words(i)
	return !endsSentence(words) && short(words, maxTitle)
}

// isSeries reports whether the labels of unit u number the text: most follow
// one another or start anew, and where the format marks headings without
// labels, most of those hold some.
func (p *outliner) isSeries(u unit) bool {
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
func (p *outliner) holdsOthers(u unit) bool {
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

// openLine cuts a text that stands on one line, or whose first clauses do: in front of
// the 第一条, 一、 or 1. that begins its numbering, and in front of what is due
// behind it.
func (p *outliner) openLine() {
	if len(p.lines)-p.body > 6 {
		return
	}
	for i := p.cover; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.label.unit != noUnit && l.label.number == 1 {
			if at := p.inlineRun(l.start+l.label.size, l.end, l.label.unit, 2); len(at) > 0 {
				p.cutLine(i, at)
			}
			return
		}
		if l.table {
			continue
		}
		for _, u := range []unit{article, hanComma, digitDot} {
			if at := p.inlineRun(l.start, l.end, u, 1); len(at) > 1 {
				p.cutLine(i, at)
				if i < p.body || i == p.cover { // the title stands in front of it
					for k := p.cover; k < len(p.lines); k++ {
						p.lines[k].role = isText
					}
					p.front()
				}
				return
			}
		}
	}
}

// inlineRun is where labels of unit u, from number first on, stand in source[start:end], each behind a stop or a blank.
func (p *outliner) inlineRun(start, end int, u unit, first int) []int {
	var found []int
	for at := start; at < end; {
		r, n := utf8.DecodeRuneInString(p.source[at:end])
		begins := r == '第' || digit(r) >= 0
		if d, _ := hanDigit(r); d >= 0 {
			begins = true
		}
		if !begins || at > start && !p.opensInline(start, at) {
			at += n
			continue
		}
		if l := readLabel(p.source[at:end]); l.unit == u && l.number == first+len(found) && (u != article || l.free || !goesOn(p.source[at+l.size:end])) {
			if at > start {
				found = append(found, at)
			} else {
				return nil
			}
			n = l.size
		}
		at += n
	}
	return found
}

// opensInline reports whether a label may stand at place at of a line that begins at start.
func (p *outliner) opensInline(start, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(p.source[start:at])
	return isBlank(r) || strings.ContainsRune("。；！？：;", r)
}

// cutLine cuts line i in front of each place.
func (p *outliner) cutLine(i int, at []int) {
	whole := p.lines[i]
	lines := append([]line(nil), p.lines[:i]...)
	start, head := whole.start, whole.label
	for k := 0; k <= len(at); k++ {
		stop := whole.end
		if k < len(at) {
			stop = at[k]
		}
		if from, end := trim(p.source, start, stop); from < end {
			lines = append(lines, line{start: from, end: end, label: head, level: whole.level})
			whole.level = 0
		}
		if k < len(at) {
			start = at[k]
			head = readLabel(p.source[start:whole.end])
		}
	}
	p.lines = append(lines, p.lines[i+1:]...)
	p.next = nil
}

// splitShared gives a clause that stands in the middle of a paragraph, behind
// a full stop and with the number that is due, a line of its own: articles, and
// other clauses behind the indent of a paragraph.
func (p *outliner) splitShared() {
	mark := "第"
	switch p.clause {
	case article:
	case hanComma:
		mark = "、"
	default:
		return
	}
	last := 0
	var split []line
	for i := p.body; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.label.unit == p.clause {
			last = l.label.number
		}
		for at := l.start + l.label.size; last > 0 && !l.table; {
			k := strings.Index(p.source[at:l.end], mark)
			if k < 0 {
				break
			}
			at += k
			from := at
			if p.clause != article {
				from = numberBefore(p.source[:at], at)
			}
			if from > l.start+l.label.size && p.behindStop(l.start, from) && (p.clause == article || p.indented(l.start, from)) {
				if found := readLabel(p.source[from:l.end]); found.unit == p.clause && found.number == last+1 && (found.free || p.clause != article) {
					if split == nil {
						split = append(make([]line, 0, len(p.lines)+32), p.lines[:i]...)
					}
					_, end := trim(p.source, l.start, from)
					split = append(split, line{start: l.start, end: end, label: l.label, role: l.role})
					l = line{start: from, end: l.end, label: found}
					last = found.number
				}
			}
			at += len(mark)
		}
		if split != nil {
			split = append(split, l)
		}
	}
	if split != nil {
		p.lines = split
		p.next = nil
	}
}

// indented reports whether the indent of a paragraph stands in front of place at.
func (p *outliner) indented(start, at int) bool {
	gap := p.source[start:at]
	return strings.HasSuffix(gap, "\u3000") || strings.HasSuffix(gap, "  ") || strings.HasSuffix(gap, "\t")
}

// behindStop reports whether the words of source[start:at] end a sentence.
func (p *outliner) behindStop(start, at int) bool {
	_, end := trim(p.source, start, at)
	for _, stop := range []string{"。", "；", "”", "）", "："} {
		if strings.HasSuffix(p.source[start:end], stop) {
			return true
		}
	}
	return false
}
