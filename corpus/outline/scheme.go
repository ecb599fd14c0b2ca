package outline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/date"
	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// scheme chooses the unit that is cited: 条 where there are any, else decimals,
// else the outermost labels that carry text instead of standing as headings above
// others. Where no label is plain, weak ones may number the text.
func (p *Outline) scheme() {
	count, heads := p.countLabels()
	if p.articleScheme(&count) {
		p.Clause = label.Article
		p.sectionsAmong()
		return
	}
	if p.decimals() {
		p.Clause = label.Decimal
		return
	}
	p.Clause = p.outermost(count, heads)
	if p.asksBelow() {
		return
	}
	p.outerLabels()
	for _, try := range [...]func(){p.weakScheme, p.patternScheme, p.bareQuestions, p.plainHeadings} {
		if try(); p.Clause != label.None {
			return
		}
	}
}

// counts are numbers of labels, by their unit.
type counts [label.Ring + 1]int

// countLabels counts the labels of each unit, and those on lines that could be headings.
func (p *Outline) countLabels() (all, heads counts) {
	for i := p.Body; i < len(p.Lines); i++ {
		if p.Lines[i].Role == line.Markup {
			continue
		}
		u := p.Lines[i].Label.Unit
		all[u]++
		if u > label.Article && p.headless(i) {
			heads[u]++
		}
	}
	return all, heads
}

// articleScheme reports whether articles number the text, those that are written as Section 1 among them.
func (p *Outline) articleScheme(count *counts) bool {
	if count[label.Article] > 0 {
		p.oneLanguage()
		p.commaArticles()
	} else if count[label.Part] > 1 && p.englishSections() {
		count[label.Article], count[label.Part] = count[label.Part], 0
	}
	return count[label.Article] > 0 && p.hasArticles()
}

// outermost is the outermost unit whose labels carry text: 一、, 1. or （一）, or the innermost one whose
// labels follow one another where all stand above others.
func (p *Outline) outermost(count, heads counts) (unit label.Unit) {
	for u := label.HanComma; u <= label.Ring; u++ {
		if count[u] < 2 || !p.isSeries(u) {
			continue
		}
		unit = u
		if heads[u]*5 < count[u]*3 || !p.holdsOthers(u) {
			break
		}
	}
	return unit
}

// outerLabels makes headings of labels that a text puts above its clauses though they mostly stand below them:
// 1. 总则, and then 一、. They come before the first clause, are not sentences, and each holds clauses.
func (p *Outline) outerLabels() {
	if p.Clause < label.HanComma || p.Clause >= label.DigitParen {
		return
	}
	for u := p.Clause + 1; u <= label.DigitParen; u++ {
		if heads := p.holders(u); len(heads) > 1 {
			p.markNodes(heads)
			return
		}
	}
}

// holders gives the lines with labels of unit u when each of them, counted from one, is a heading that holds clauses, and nil otherwise.
func (p *Outline) holders(u label.Unit) (heads []int) {
	holds := true // the last of them holds a clause
	first := true // no clause stands above
	for i := p.Body; i < len(p.Lines); i++ {
		l := p.Lines[i]
		switch {
		case l.Role == line.Markup || l.Table:
		case l.Label.Unit == p.Clause:
			first = first && len(heads) > 0
			holds = true
		case l.Label.Unit == u:
			if !first || !holds || l.Label.Number != len(heads)+1 || !p.isShortHead(i) {
				return nil
			}
			heads = append(heads, i)
			holds = false
		}
	}
	if !holds {
		return nil
	}
	return heads
}

// isShortHead reports whether line i could be a heading of few words.
func (p *Outline) isShortHead(i int) bool { return p.headless(i) && script.Short(p.Words(i), 40) }

// markNodes makes headings of lines.
func (p *Outline) markNodes(lines []int) {
	for _, i := range lines {
		p.Lines[i].Node = true
	}
}

// asksBelow lets questions number a text whose labels stand above several of them each, as headings: 一、社保, 问：….
func (p *Outline) asksBelow() bool {
	if p.Clause == label.None {
		return false
	}
	var heads, asks []int
	for i := p.Body; i < len(p.Lines); i++ {
		l := p.Lines[i]
		switch {
		case l.Label.Unit == p.Clause:
			if !p.isShortHead(i) {
				return false
			}
			heads = append(heads, i)
		case len(heads) > 0 && p.isAsk(i):
			asks = append(asks, i)
		}
	}
	if len(asks) < max(2, len(heads)) {
		return false
	}
	p.markNodes(heads)
	for _, i := range asks {
		p.Lines[i].Label = label.ReadAsk(p.Words(i))
		p.Lines[i].Label.Unit = label.Own
	}
	p.Clause = label.Own
	return true
}

// isAsk reports whether line i begins with 问： or the like.
func (p *Outline) isAsk(i int) bool {
	l := p.Lines[i]
	return l.Label.Unit == label.None && !l.Table && label.ReadAsk(p.Words(i)).Size > 0
}

// oneLanguage lets the articles of one language number a text in two: those that
// come first. The others are words of the clauses above them.
func (p *Outline) oneLanguage() {
	latin, han := p.isLatin, func(i int) bool { return !p.isLatin(i) }
	firstLatin, firstHan := p.firstArticle(latin), p.firstArticle(han)
	if firstLatin < 0 || firstHan < 0 {
		return
	}
	for i := p.Body; i < len(p.Lines); i++ {
		if u := p.Lines[i].Label.Unit; u != label.None && u <= label.Article && p.isLatin(i) != (firstLatin < firstHan) && p.Source[p.Lines[i].Start] != '[' {
			p.Lines[i].Label = label.Label{}
		}
	}
}

// isLatin reports whether line i begins with a character of ASCII: Article 1, not 第一条.
func (p *Outline) isLatin(i int) bool { return p.Source[p.Lines[i].Start] < utf8.RuneSelf }

// firstArticle is the first line with the label of an article of which is holds, or -1.
func (p *Outline) firstArticle(is func(i int) bool) int {
	for i := p.Body; i < len(p.Lines); i++ {
		if p.Lines[i].Label.Unit == label.Article && is(i) {
			return i
		}
	}
	return -1
}

// commaArticles reads 第一条，按时作息 and 第一条。按时作息: the mark sets the label off where the articles,
// from the first on, all have one.
func (p *Outline) commaArticles() {
	due := 1
	for i := p.Body; i < len(p.Lines); i++ {
		l := p.Lines[i].Label
		if l.Unit != label.Article {
			continue
		}
		if l.Number != due || !script.StartsWith(p.Words(i)[l.Size:], "，。") {
			return
		}
		due++
	}
	if due < 3 {
		return
	}
	for i := p.Body; i < len(p.Lines); i++ {
		if l := &p.Lines[i].Label; l.Unit == label.Article {
			l.Size += len("，")
			l.Tail = uint8(len("，"))
			l.Free = true
		}
	}
}

// hasArticles reports whether the articles of a text number it. A few that begin
// anywhere, beside points 一、二、, are words that the text quotes.
func (p *Outline) hasArticles() bool {
	articles, first, points, last := 0, 0, 0, 0
	for i := p.Body; i < len(p.Lines); i++ {
		switch l := p.Lines[i].Label; {
		case l.Unit == label.Article && (l.Free || !label.GoesOn(p.Words(i)[l.Size:])):
			if articles++; articles == 1 {
				first = l.Number
			}
		case l.Unit == label.HanComma && l.Number == last+1:
			points++
			last++
		}
	}
	quoted := first != 1 && articles <= 2 && points >= max(2, articles)
	return articles > 0 && !quoted
}

// englishSections makes articles of the Section 1, Section 2 of a text that has
// no others, when they follow one another.
func (p *Outline) englishSections() bool {
	last, n := 0, 0
	for _, l := range p.Lines[p.Body:] {
		if l.Label.Unit == label.Part && p.Source[l.Start] < 0xE0 {
			if l.Label.Number != last+1 {
				return false
			}
			last++
			n++
		}
	}
	if n < 2 {
		return false
	}
	for i := p.Body; i < len(p.Lines); i++ {
		if l := &p.Lines[i]; l.Label.Unit == label.Part && p.Source[l.Start] < 0xE0 {
			l.Label.Unit = label.Article
		}
	}
	return true
}

// sectionsAmong makes an article of a Section 4 that holds a sentence and goes on behind Article 3.
func (p *Outline) sectionsAmong() {
	last := 0
	for i := p.Body; i < len(p.Lines); i++ {
		l := &p.Lines[i]
		switch {
		case l.Label.Unit == label.Article:
			last = l.Label.Number
		case l.Label.Unit == label.Part && l.Label.Number == last+1 && p.Source[l.Start] < utf8.RuneSelf && script.EndsSentence(p.Words(i)):
			l.Label.Unit = label.Article
			last++
		}
	}
}

// weakScheme lets weak labels number a text, or stand as headings above the clauses
// that it has: the first kind, in the order of the text, whose labels count from one.
func (p *Outline) weakScheme() {
	kinds, weak, firstClause := p.weakLabels()
	var best []int
	for kind, at := range kinds {
		kind := label.WeakKind(kind)
		if kind == label.WeakPoint || len(at) < 2 || at[0] > firstClause {
			continue
		}
		at = p.weakRun(kind, at, weak)
		if len(at) > 1 && p.servesAs(kind, at) && (best == nil || at[0] < best[0]) {
			best = at
		}
	}
	for _, i := range best {
		l := weak[i]
		l.Unit = label.Own
		p.Lines[i].Label = l
	}
	if best != nil && p.Clause == label.None {
		p.Clause = label.Own
	}
}

// weakLabels gives the lines with weak labels, by their kind, these labels by the line, and the line of the first clause.
func (p *Outline) weakLabels() (kinds [label.WeakPoint + 1][]int, weak map[int]label.Label, firstClause int) {
	weak = map[int]label.Label{}
	firstClause = len(p.Lines)
	for i := p.Body; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if p.Clause != label.None && l.Label.Unit == p.Clause {
			firstClause = min(firstClause, i)
		}
		if l.Label.Unit != label.None || l.Table || l.Lead || l.Role == line.Markup {
			continue
		}
		if w := label.ReadWeak(p.Words(i)); w.Kind != label.NoWeak {
			kinds[w.Kind] = append(kinds[w.Kind], i)
			weak[i] = w.Label
		}
	}
	return kinds, weak, firstClause
}

// servesAs reports whether lines with weak labels of a kind number the text, or head the clauses that it has.
func (p *Outline) servesAs(kind label.WeakKind, at []int) bool {
	if p.Clause != label.None {
		return p.weakHeads(at)
	}
	return kind == label.WeakAsk || p.numbersHeadings(at)
}

// numbersHeadings reports whether the lines number a text whose headings the format
// marks: most of these, where there are some, hold one.
func (p *Outline) numbersHeadings(at []int) bool {
	headings, holding := 0, 0
	waiting := false
	next := 0
	for i := p.Body; i < len(p.Lines); i++ {
		switch {
		case next < len(at) && at[next] == i:
			next++
			if waiting {
				holding++
				waiting = false
			}
		case p.Lines[i].Level > 1:
			headings++
			waiting = true
		}
	}
	return headings < 3 || holding*2 > headings
}

// weakRun is those of the lines whose weak labels count from one, or restart. It is
// nil when most do not. Questions need no numbers.
func (p *Outline) weakRun(kind label.WeakKind, at []int, weak map[int]label.Label) []int {
	if kind == label.WeakAsk && !slices.ContainsFunc(at, func(i int) bool { return weak[i].Number > 0 }) {
		return at
	}
	var run []int
	last := 0
	for _, i := range at {
		n := weak[i].Number
		if n == label.LastOfAll && last > 0 {
			n = last + 1
			l := weak[i]
			l.Number = n
			weak[i] = l
		}
		if n == last+1 || n == 1 && last != 1 {
			run = append(run, i)
			last = n
		}
	}
	if len(run)*3 < len(at)*2 {
		return nil
	}
	return run
}

// weakHeads reports whether the lines are headings: short, each above a clause that restarts.
func (p *Outline) weakHeads(at []int) bool {
	for n, i := range at {
		next := i + 1
		for next < len(p.Lines) && p.Lines[next].Label.Unit == label.None {
			next++
		}
		if !p.headless(i) || !script.Short(p.Words(i), 40) || next == len(p.Lines) || n+1 < len(at) && next > at[n+1] || p.Lines[next].Label.Unit != p.Clause {
			return false
		}
	}
	return true
}

// headless reports whether line i could be a heading: short, and no sentence.
func (p *Outline) headless(i int) bool {
	words := p.Words(i)
	return !script.EndsSentence(words) && script.Short(words, letterhead.MaxTitle)
}

// isSeries reports whether the labels of unit u number the text: most follow
// one another or restart, and where the format marks headings without
// labels, most of those hold some.
func (p *Outline) isSeries(u label.Unit) bool {
	labels, due := 0, 0
	headings, holding := 0, 0
	last, waiting := 0, false
	for _, l := range p.Lines[p.Body:] {
		switch {
		case l.Label.Unit == u:
			labels++
			if l.Label.Number == last+1 || l.Label.Number == 1 {
				due++
			}
			last = l.Label.Number
			if waiting {
				holding++
				waiting = false
			}
		case l.Level > 1 && l.Label.Unit == label.None:
			headings++
			waiting = true
		}
	}
	return due*2 > labels && (headings < 3 || holding*2 > headings)
}

// holdsOthers reports whether most labels of unit u have labels of a deeper
// unit below them, and whether those are clauses: 1. that runs on through the
// sections is, and so is one that restarts below each 一、 and is a sentence. Else
// 1. that restarts is an item of its section. Sections at the end that are a
// sentence and hold nothing, 四、本通知自……起施行。, do not count against it: each is a clause itself.
func (p *Outline) holdsOthers(u label.Unit) bool {
	h := holding{inner: label.None}
	for i := p.Body; i < len(p.Lines); i++ {
		l := p.Lines[i].Label
		switch {
		case l.Unit == u:
			h.section(i, script.EndsSentence(p.Words(i)))
		case l.Unit > u && l.Unit <= label.DigitParen && h.sections > 0:
			h.below(l, script.EndsSentence(p.Words(i)))
		}
	}
	if h.holding*2 < h.sections {
		return false
	}
	if h.inner == label.HanParen || h.anew*2 < h.holding {
		return true
	}
	if u != label.HanComma || !h.sentences() {
		return false
	}
	for _, i := range h.tail {
		p.Lines[i].Alone = true
	}
	return true
}

// holding counts what labels of a unit, the sections, hold.
type holding struct {
	sections, holding int
	waiting           bool       // the last section has held nothing so far
	inner             label.Unit // of the first label below a section
	last, anew        int        // the last number of the inner unit; how often it restarts
	all, stops        int        // labels of the inner unit; those whose line ends as a sentence
	tail              []int      // the lines of sections behind the last inner label that are sentences
}

// section takes note of a section on line i.
func (h *holding) section(i int, sentence bool) {
	h.sections++
	h.waiting = true
	if sentence {
		h.tail = append(h.tail, i)
	}
}

// below takes note of a label below a section.
func (h *holding) below(l label.Label, sentence bool) {
	if h.waiting {
		h.holding++
		h.waiting = false
	}
	h.tail = h.tail[:0]
	if h.inner == label.None {
		h.inner = l.Unit
	}
	if l.Unit != h.inner {
		return
	}
	if l.Number == 1 && h.last > 0 {
		h.anew++
	}
	h.last = l.Number
	h.all++
	if sentence {
		h.stops++
	}
}

// sentences reports whether 1. that restarts below each 一、 is a clause: nearly all are sentences, and every section holds some or is one.
func (h *holding) sentences() bool {
	return h.inner == label.DigitDot && h.holding+len(h.tail) == h.sections && h.stops*5 >= h.all*4
}

// openLine cuts a text that stands on one line, or whose first clauses do: in front of
// the 第一条, 一、 or 1. that begins its numbering, and in front of what is due
// behind it.
func (p *Outline) openLine() {
	if len(p.Lines)-p.Body > 6 {
		return
	}
	for i := p.cover; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Label.Unit != label.None && l.Label.Number == 1 {
			if at := p.inlineRun(l.Start+l.Label.Size, l.End, l.Label.Unit, 2); len(at) > 0 {
				p.cutLine(i, at)
			}
			return
		}
		if l.Table {
			continue
		}
		for _, u := range []label.Unit{label.Article, label.HanComma, label.DigitDot} {
			if at := p.inlineRun(l.Start, l.End, u, 1); len(at) > 1 {
				p.cutLine(i, at)
				if i < p.Body || i == p.cover { // the title stands in front of it
					for k := p.cover; k < len(p.Lines); k++ {
						p.Lines[k].Role = line.Text
					}
					p.readFront()
				}
				return
			}
		}
	}
}

// inlineRun is where labels of unit u, from number first on, stand in source[start:end], each behind a stop or a blank.
func (p *Outline) inlineRun(start, end int, u label.Unit, first int) []int {
	var found []int
	for at := start; at < end; {
		r, n := utf8.DecodeRuneInString(p.Source[at:end])
		begins := r == '第' || numeral.Digit(r) >= 0
		if d, _ := numeral.HanDigit(r); d >= 0 {
			begins = true
		}
		tight := len(found) == 0 && first == 1 && at > start && p.behindWord(start, at) // 管理制度1.物资入库须验收
		if !begins || at > start && !tight && !p.opensInline(start, at) {
			at += n
			continue
		}
		if l := label.Read(p.Source[at:end]); l.Unit == u && l.Number == first+len(found) && (u != label.Article || l.Free || !label.GoesOn(p.Source[at+l.Size:end])) {
			if at > start {
				found = append(found, at)
			} else {
				return nil
			}
			n = l.Size
		}
		at += n
	}
	if len(found) > 0 && len(found) < 3 && !p.opensInline(start, found[0]) {
		return nil
	}
	return found
}

// behindWord reports whether a Chinese character stands in front of place at of a line that begins at start, and no number.
func (p *Outline) behindWord(start, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(p.Source[start:at])
	d, _ := numeral.HanDigit(r)
	return script.IsHan(r) && d < 0 && r != '第'
}

// opensInline reports whether a label may stand at place at of a line that begins at start.
func (p *Outline) opensInline(start, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(p.Source[start:at])
	return script.IsBlank(r) || strings.ContainsRune("。；！？：;", r)
}

// cutLine cuts line i in front of each place.
func (p *Outline) cutLine(i int, at []int) {
	whole := p.Lines[i]
	lines := append([]line.Line(nil), p.Lines[:i]...)
	start, head := whole.Start, whole.Label
	for k := 0; k <= len(at); k++ {
		stop := whole.End
		if k < len(at) {
			stop = at[k]
		}
		if from, end := script.Trim(p.Source, start, stop); from < end {
			lines = append(lines, line.Line{Start: from, End: end, Label: head, Level: whole.Level})
			whole.Level = 0
		}
		if k < len(at) {
			start = at[k]
			head = label.Read(p.Source[start:whole.End])
		}
	}
	p.Lines = append(lines, p.Lines[i+1:]...)
	p.next = nil
}

// splitShared gives a clause that stands in the middle of a paragraph, behind
// a full stop and with the number that is due, a separate line: articles, and
// other clauses behind the indent of a paragraph.
func (p *Outline) splitShared() {
	p.splitJumps()
	if p.Clause != label.Article && p.Clause != label.HanComma {
		return
	}
	last := 0
	var split []line.Line
	for i := p.Body; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Label.Unit == p.Clause {
			last = l.Label.Number
		}
		for last > 0 && !l.Table {
			at, found := p.sharedClause(l, last+1)
			if at == 0 {
				break
			}
			if split == nil {
				split = append(make([]line.Line, 0, len(p.Lines)+32), p.Lines[:i]...)
			}
			_, end := script.Trim(p.Source, l.Start, at)
			split = append(split, line.Line{Start: l.Start, End: end, Label: l.Label, Role: l.Role})
			l = line.Line{Start: at, End: l.End, Label: found}
			last = found.Number
		}
		if split != nil {
			split = append(split, l)
		}
	}
	if split != nil {
		p.Lines = split
		p.next = nil
	}
}

// splitJumps gives points that stand on one line a line each, where the numbers of the lines jump over them: 1. …；2. … above 3.
func (p *Outline) splitJumps() {
	if p.Clause != label.HanComma && p.Clause != label.DigitDot {
		return
	}
	split := false
	for i := p.Body; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Label.Unit != p.Clause || l.Table {
			continue
		}
		next := i + 1
		for next < len(p.Lines) && p.Lines[next].Label.Unit != p.Clause {
			next++
		}
		at := p.inlineRun(l.Start+l.Label.Size, l.End, p.Clause, l.Label.Number+1)
		if next < len(p.Lines) && p.Lines[next].Label.Number != l.Label.Number+len(at)+1 || next == len(p.Lines) && !split {
			continue
		}
		if len(at) > 0 {
			p.cutLine(i, at)
			split = true
		}
	}
}

// sharedClause finds the clause with a number within a line, where it begins and its label; 0 when there is none.
func (p *Outline) sharedClause(l line.Line, number int) (at int, found label.Label) {
	articles := p.Clause == label.Article
	mark := "第"
	if !articles {
		mark = "、"
	}
	for at := l.Start + l.Label.Size; ; at += len(mark) {
		k := strings.Index(p.Source[at:l.End], mark)
		if k < 0 {
			return 0, label.Label{}
		}
		at += k
		from := at
		if !articles {
			from = date.NumberBefore(p.Source[:at], at)
		}
		if from <= l.Start+l.Label.Size || !p.behindStop(l.Start, from) || !articles && !p.indented(l.Start, from) {
			continue
		}
		if found := label.Read(p.Source[from:l.End]); found.Unit == p.Clause && found.Number == number && (found.Free || !articles) {
			return from, found
		}
	}
}

// indented reports whether the indent of a paragraph stands in front of place at.
func (p *Outline) indented(start, at int) bool {
	gap := p.Source[start:at]
	return strings.HasSuffix(gap, "\u3000") || strings.HasSuffix(gap, "  ") || strings.HasSuffix(gap, "\t")
}

// behindStop reports whether the words of source[start:at] end a sentence.
func (p *Outline) behindStop(start, at int) bool {
	_, end := script.Trim(p.Source, start, at)
	for _, stop := range []string{"。", "；", "”", "）", "："} {
		if strings.HasSuffix(p.Source[start:end], stop) {
			return true
		}
	}
	return false
}
