package corpus

import "strings"

// findGaps reports numbers that are missing or stand twice, and a text that
// breaks off. Numbers that start anew in another section are no repeats.
func (d *Document) findGaps() {
	var last *Clause
	for _, c := range d.Clauses {
		if c.Kind != Article {
			continue
		}
		switch {
		case last == nil && c.Number > 1:
			d.gap("the numbering begins with "+c.Label, "编号从"+c.Label+"开始")
		case last == nil:
		case c.Number == last.Number && c.Sub == last.Sub:
			d.gap(c.Label+" stands twice", c.Label+"重复出现")
		case c.Number > last.Number+1,
			c.Number < last.Number && !(c.Number == 1 && c.Section != last.Section):
			d.gap(c.Label+" follows "+last.Label, last.Label+"之后是"+c.Label)
		}
		last = c
	}
	if last != nil && last.Index == len(d.Clauses)-1 && d.breaksOff() {
		d.gap("the text may break off: "+last.Label+" does not end with a full stop", "文本可能不完整："+last.Label+"末尾没有句号")
	}
}

func (d *Document) gap(english, chinese string) {
	d.Report.Gaps = append(d.Report.Gaps, english)
	d.Report.GapsChinese = append(d.Report.GapsChinese, chinese)
}

// breaksOff reports whether the last clause ends without a mark where most clauses have one.
func (d *Document) breaksOff() bool {
	ended := 0
	for _, c := range d.Clauses {
		if stops(c.Text()) {
			ended++
		}
	}
	last := d.Clauses[len(d.Clauses)-1]
	return ended*2 >= len(d.Clauses)-1 && len(d.Clauses) > 1 && !stops(last.Text()) && len(last.Parts) < 2
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
