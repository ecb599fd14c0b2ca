package corpus

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
)

// findGaps reports numbers that are missing or stand twice, and a text that
// breaks off. Numbers that restart in another section are not repeats.
func (d *Document) findGaps() {
	var last *Clause
	for _, c := range d.Clauses {
		if c.Kind != Article || c.isRow() { // a table of amendments has those that change
			continue
		}
		d.findGap(last, c)
		last = c
	}
	if last != nil && last.Index == len(d.Clauses)-1 && d.breaksOff() {
		d.gap("the text may be incomplete: "+last.Label+" does not end with a full stop", "文本可能不完整："+last.Label+"末尾没有句号")
	}
}

// findGap reports that clause c is not due behind last, or is not the first one when last is nil.
func (d *Document) findGap(last, c *Clause) {
	switch {
	case last == nil:
		if c.beginsLate() {
			d.gap("the numbering begins with "+c.Label, "编号从"+c.Label+"开始")
		}
	case d.isDue(last, c):
	case len(c.Ordinal) == 0 && c.Number == last.Number && c.Sub == last.Sub:
		d.gap(c.Label+" occurs twice", c.Label+"重复出现")
	default:
		d.gap(c.Label+" follows "+last.Label, last.Label+"之后是"+c.Label)
	}
}

// beginsLate reports whether the number of the first clause is not the first one.
func (c *Clause) beginsLate() bool {
	if n := len(c.Ordinal); n > 0 {
		o := c.ordinal()
		return o[n-1] > 1 && o[0] > 1
	}
	return c.Number > 1
}

// isDue reports whether clause c may follow last: it is the next one, an inserted one, or the first one of a section.
func (d *Document) isDue(last, c *Clause) bool {
	switch {
	case len(c.Ordinal) > 0:
		return d.followsOn(last, c) || c.ordinal().Follows(label.Ordinal{}) && partOf(c) != partOf(last)
	case standsBeside(last, c), c.Number == 1 && c.Section != last.Section && last.Number >= 1:
		return true
	case c.Number == last.Number:
		return c.Sub != last.Sub || c.NamesPart() && last.NamesPart()
	}
	return c.Number == last.Number+1
}

// partOf is the 第二部分, 第三章 or 一、 that a clause stands in, nil where it stands in none: decimals restart there.
func partOf(c *Clause) *Section {
	s := c.Section
	for s != nil && (s.Label == "" || s.Label[0] < utf8.RuneSelf) {
		s = s.Parent
	}
	return s
}

// isRow reports whether a clause is a row of a table of amendments: its label stands in a cell,
// the first one or one behind a tab.
func (c *Clause) isRow() bool {
	before, _, found := strings.Cut(c.Text(), c.Label)
	before = strings.TrimRight(before, " ")
	return found && (before == "" || strings.HasSuffix(before, "\t"))
}

// standsBeside reports whether c is the clause that is due behind the section that last ends: 四、 behind 三、 and its items.
func standsBeside(last, c *Clause) bool {
	s := last.Section
	for s != nil && s != c.Section && s.Parent != c.Section {
		s = s.Parent
	}
	return s != nil && s != c.Section && c.Number == s.Number+1
}

// followsOn reports whether a decimal is due behind another, the sections between them
// counted: 3.4, then section 4, then 4.1.
func (d *Document) followsOn(last, c *Clause) bool {
	o, before := c.ordinal(), last.ordinal()
	if o.Follows(before) || o == before && c.Sub == last.Sub+1 {
		return true
	}
	// A section that holds a passage alone has no clause: 1 范围, 2 引用文件, then 3.1.
	for n := before[0] + 1; n < o[0]; n++ {
		found := false
		for _, s := range d.Sections {
			found = found || s.Depth == 0 && s.Number == int(n)
		}
		if !found {
			return false
		}
	}
	return o[0] > before[0] && o.Follows(label.Ordinal{o[0] - 1})
}

func (d *Document) gap(english, chinese string) {
	d.Report.Gaps = append(d.Report.Gaps, english)
	d.Report.GapsChinese = append(d.Report.GapsChinese, chinese)
}

// breaksOff reports whether the last clause ends without a mark where most clauses have one, and the one before it has.
func (d *Document) breaksOff() bool {
	if n := len(d.Clauses); n > 1 && !stops(d.Clauses[n-2].Text()) {
		return false
	}
	ended := 0
	for _, c := range d.Clauses {
		if stops(c.Text()) {
			ended++
		}
	}
	last := d.Clauses[len(d.Clauses)-1]
	return ended*2 >= len(d.Clauses)-1 && len(d.Clauses) > 1 && !stops(last.Text()) && len(last.Parts) < 2 && !endsInField(last.Text())
}

// endsInField reports whether the last line of a text is a field: 联系电话：0391-1234567.
func endsInField(text string) bool {
	last := text[strings.LastIndexByte(text, '\n')+1:]
	return len(last) < len(text) && letterhead.IsField(last)
}

// stops reports whether text ends as a finished text does.
func stops(text string) bool {
	for _, mark := range []string{"。", "！", "？", "；", ".", "”", "’", "）", ")", "》"} {
		if strings.HasSuffix(text, mark) {
			return true
		}
	}
	return false
}
