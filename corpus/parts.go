package corpus

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/label"
	"tiaowen/corpus/line"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// divideClause makes the paragraphs and items of a clause. Each line without a label
// that does not go on from a wrapped one is a paragraph (款); a labelled line is an item of the paragraph above it,
// and labels of a deeper unit make items of that item. A line without a label between
// two items belongs to the first of them. In a paragraph that no
// labelled line follows, items may stand within the text: （一）……；（二）…….
func divideClause(source string, body Span, lines []line.Line, scratch *[]label.Label) []Part {
	d := divider{source: source, lines: lines, heads: itemLabels(source, body, lines, scratch)}
	for i, l := range lines {
		words := Span{Start: max(l.Start, body.Start), End: l.End}
		if words.Start > l.Start { // the label of the clause itself
			if words.Start, words.End = script.Trim(source, words.Start, words.End); words.Len() <= 0 {
				continue
			}
		}
		d.add(i, words)
	}
	for i := range d.parts {
		if len(d.parts[i].Parts) == 0 {
			d.parts[i].Parts = inlineItems(source, d.parts[i].Span)
		}
	}
	return d.parts
}

// divider is a clause while it is divided.
type divider struct {
	source  string
	lines   []line.Line
	heads   []label.Label // of the lines, see itemLabels
	parts   []Part        // paragraphs so far
	several int           // items that have separate paragraphs
}

// add gives line i its place; words are the line without the label of the clause.
func (d *divider) add(i int, words Span) {
	switch {
	case d.heads[i].Unit != label.None:
		d.item(d.heads[i], words)
	case d.continues(i):
		extend(&d.parts[len(d.parts)-1], words.End)
	default:
		d.parts = append(d.parts, Part{Kind: Paragraph, Number: len(d.parts) + 1, Span: words})
	}
}

// item adds an item to the last paragraph, or to a first one that begins with it.
func (d *divider) item(head label.Label, words Span) {
	if len(d.parts) == 0 {
		d.parts = append(d.parts, Part{Kind: Paragraph, Number: 1, Span: words})
	}
	paragraph := &d.parts[len(d.parts)-1]
	paragraph.End = words.End
	addItem(d.source, paragraph, head, words.Start, words.End)
}

// continues reports whether line i, which has no label, goes on with what stands above it: a paragraph that was wrapped, or
// an item of several paragraphs.
func (d *divider) continues(i int) bool {
	switch {
	case len(d.parts) == 0:
		return false
	case wrapped(d.source, d.lines[i-1], d.lines[i]):
		return true
	case d.lines[i].Table || len(d.parts[len(d.parts)-1].Parts) == 0:
		return false
	}
	between, last := amongItems(d.heads, d.lines, i)
	if between && d.heads[i-1].Unit != label.None {
		d.several++
	}
	return between || last && d.several > 0 && d.several == countItems(d.heads[:i])-1
}

// itemLabels reads the label of each line of a clause: those below 条, and two that number the
// items of a clause where they follow one another: 3.1 and a).
// scratch is room for them, which the next call uses again.
func itemLabels(source string, body Span, lines []line.Line, scratch *[]label.Label) []label.Label {
	heads := append((*scratch)[:0], make([]label.Label, len(lines))...)
	*scratch = heads
	letter := 0
	var place label.Ordinal
	for i, l := range lines {
		head := l.Label
		start := l.Start
		if l.Item {
			head = label.Read(source[start:l.End])
		}
		if start < body.Start { // the label of the clause itself
			if start = script.SkipBlank(source, body.Start, l.End); start >= l.End {
				continue
			}
			head = label.Read(source[start:l.End])
		}
		switch {
		case l.Table:
			head = label.Label{}
		case head.Unit == label.None && start < l.End && source[start] < utf8.RuneSelf:
			if d := label.ReadDecimal(source[start:l.End]); d.Size > 0 && d.Free && label.AnswerMark(source[start:l.End]) == 0 && d.Ordinal.Depth() > 1 && (d.Ordinal.Follows(place) || place[0] == 0 && d.Ordinal[1] == 1) {
				place = d.Ordinal
				d.Number = int(d.Ordinal[d.Ordinal.Depth()-1])
				head = d
			} else if w := label.ReadWeak(source[start:l.End]); w.Kind == label.WeakLower && (w.Number == letter+1 || w.Number == 1) {
				letter = w.Number
				head = w.Label
				head.Unit = label.Ring
			}
		case head.Unit < label.Decimal, head.Unit == label.Own:
			head = label.Label{}
		}
		heads[i] = head
	}
	return heads
}

// amongItems reports whether line i, which has no label, stands between an item
// and the one that follows it in number; last says that no item stands below.
func amongItems(heads []label.Label, lines []line.Line, i int) (between, last bool) {
	above := i - 1
	for above >= 0 && heads[above].Unit == label.None {
		above--
	}
	below := i + 1
	for below < len(heads) && heads[below].Unit == label.None {
		below++
	}
	if above < 0 {
		return false, false
	}
	for k := above; k <= min(below, len(lines)-1); k++ {
		if lines[k].Table {
			return false, false
		}
	}
	if below == len(heads) {
		return false, true
	}
	for k := above; k >= 0; k-- { // the last item of the unit
		if heads[k].Unit == heads[below].Unit {
			return heads[below].Number == heads[k].Number+1 && heads[k].Ordinal.Depth() == heads[below].Ordinal.Depth(), false
		}
	}
	return false, false
}

func countItems(heads []label.Label) int {
	n := 0
	for _, h := range heads {
		if h.Unit != label.None {
			n++
		}
	}
	return n
}

// wrapped reports whether line b goes on with the paragraph of line a: text
// that was broken at a fixed width, without indent, within a sentence.
func wrapped(source string, a, b line.Line) bool {
	if gap := source[a.End:b.Start]; gap != "\n" && gap != "\r\n" || a.Table || b.Table {
		return false
	}
	words := source[a.Start:a.End]
	for _, stop := range []string{"。", "；", "：", "！", "？", ";", ":", "”"} {
		if strings.HasSuffix(words, stop) {
			return false
		}
	}
	return !script.Short(words, 19)
}

// extend makes a part and the last parts in it reach to end.
func extend(p *Part, end int) {
	for {
		p.End = end
		if len(p.Parts) == 0 {
			return
		}
		p = &p.Parts[len(p.Parts)-1]
	}
}

// addItem hangs an item below the last part whose unit is above its own.
func addItem(source string, in *Part, head label.Label, start, end int) {
	kind := Item
	for len(in.Parts) > 0 {
		last := &in.Parts[len(in.Parts)-1]
		if above := itemUnit(last.Label); above > head.Unit || above == head.Unit && (head.Unit != label.Decimal || strings.Count(last.Label, ".") >= head.Ordinal.Depth()-1) {
			break
		}
		last.End = end
		in, kind = last, SubItem
	}
	in.Parts = append(in.Parts, Part{
		Kind: kind, Number: head.Number, Label: label.Printed(source[start:], head), Span: Span{Start: start, End: end},
	})
}

// itemUnit is the unit of an item's label.
func itemUnit(words string) label.Unit {
	if l := label.Read(words); l.Unit != label.None {
		return l.Unit
	}
	if label.ReadDecimal(words).Size > 0 {
		return label.Decimal
	}
	return label.Ring
}

// inlineItems finds items that stand within one paragraph, numbered from one on
// in one way, each behind a stop.
func inlineItems(source string, s Span) []Part {
	if !hasFirstItem(source[s.Start:s.End]) {
		return nil
	}
	var items []Part
	var of label.Unit
	for at := s.Start; at < s.End; {
		k := strings.IndexAny(source[at:s.End], "：:；;。，（(①②③④⑤⑥⑦⑧⑨")
		if k < 0 {
			break
		}
		at += k
		head := label.Read(source[at:s.End])
		if head.Unit < label.HanParen || head.Number != len(items)+1 || of != label.None && head.Unit != of || !afterStop(source[s.Start:at]) {
			at++
			continue
		}
		if len(items) > 0 {
			_, items[len(items)-1].End = script.Trim(source, items[len(items)-1].Start, at)
		}
		of = head.Unit
		items = append(items, Part{Kind: Item, Number: head.Number, Label: source[at : at+head.Size], Span: Span{Start: at, End: s.End}})
		at += head.Size
	}
	if len(items) < 2 {
		return nil
	}
	return items
}

// hasFirstItem reports whether words hold a label of number one; it is there for speed.
func hasFirstItem(words string) bool {
	for _, first := range [...]string{"一）", "一)", "1）", "1)", "１）", "①", "㈠", "⑴"} {
		if strings.Contains(words, first) {
			return true
		}
	}
	return false
}

// afterStop reports whether words end with a stop, or are none.
func afterStop(words string) bool {
	words = strings.TrimRightFunc(words, script.IsBlank)
	for _, stop := range []string{"：", ":", "；", ";", "。", "，", "“"} {
		if strings.HasSuffix(words, stop) {
			return true
		}
	}
	return words == ""
}

// Find is the part of the clause that path names: 第二款, 第（三）项, 第二款第三项第1目. The number of
// the clause itself may stand in front (第二十条第二款). Where no paragraph is
// named, the items are those of the first paragraph that has any. A clause that is itself labelled as a part,
// 第二十条第二款第三项, is that part.
func (c *Clause) Find(path string) (Part, bool) {
	steps, ok := readPath(path)
	if !ok {
		return Part{}, false
	}
	if own := c.steps(); len(own) > 0 {
		if len(steps) < len(own) || !slices.Equal(steps[:len(own)], own) {
			return Part{}, false
		}
		if steps = steps[len(own):]; len(steps) == 0 {
			last := own[len(own)-1]
			return Part{Kind: last.kind, Number: last.number, Span: c.Body, Parts: c.Parts}, true
		}
	}
	level := c.Parts
	var found Part
	for i, step := range steps {
		if step.kind != Paragraph && i == 0 {
			level = firstItems(c.Parts)
		}
		k := 0
		for k < len(level) && (level[k].Number != step.number || (level[k].Kind == Paragraph) != (step.kind == Paragraph)) {
			k++
		}
		if k == len(level) {
			return Part{}, false
		}
		found, level = level[k], level[k].Parts
	}
	return found, true
}

// NamesPart reports whether the label of the clause goes down to a part of an article, as those of excerpts
// do: 第二十条第二款第三项.
func (c *Clause) NamesPart() bool { return len(c.steps()) > 0 }

// steps are the paragraph and the item that the label of the clause names, nil where it names none.
func (c *Clause) steps() []step {
	if c.Kind != Article || !strings.HasPrefix(c.Label, "第") || strings.Count(c.Label, "第") < 2 {
		return nil
	}
	steps, _ := readPath(c.Label)
	return steps
}

// PartName is how the smallest part that holds s is cited within the clause:
// 第二款第（三）项, or "" where the clause has one paragraph and s stands in no item.
func (c *Clause) PartName(s Span) string {
	var b strings.Builder
	level := c.Parts
	for len(level) > 0 {
		k := 0
		for k < len(level) && !level[k].Contains(s) {
			k++
		}
		if k == len(level) {
			break
		}
		switch p := level[k]; p.Kind {
		case Paragraph:
			if len(level) > 1 {
				fmt.Fprintf(&b, "第%s款", numeral.Han(p.Number))
			}
		case Item:
			fmt.Fprintf(&b, "第%s项", citedLabel(p.Label))
		case SubItem:
			fmt.Fprintf(&b, "第%s目", citedLabel(p.Label))
		}
		level = level[k].Parts
	}
	return b.String()
}

// citedLabel is a label as it stands in a citation: （三） stays, 1. becomes 1.
func citedLabel(label string) string {
	return strings.TrimRight(strings.Join(strings.FieldsFunc(label, script.IsBlank), ""), ".．、")
}

// itemNumber is the value of a number or a label as it stands in a citation: 三, （三）, 3), ③, a), 3.1.
func itemNumber(words string) int {
	if v, _, n := numeral.Read(words); n == len(words) {
		return v
	}
	if l := label.Read(words); l.Unit != label.None && l.Size == len(words) {
		return l.Number
	}
	if d := label.ReadDecimal(words); d.Size == len(words) {
		return int(d.Ordinal[d.Ordinal.Depth()-1])
	}
	bare := strings.TrimLeft(words, "（(")
	if _, v, n := label.ReadLetters(bare); n > 0 && strings.Trim(bare[n:], ")）.．:：、") == "" {
		return v
	}
	return 0
}

func firstItems(paragraphs []Part) []Part {
	for _, p := range paragraphs {
		if len(p.Parts) > 0 {
			return p.Parts
		}
	}
	return nil
}

type step struct {
	kind   PartKind
	number int
}

// readPath reads 第二款第（三）项.
func readPath(path string) (steps []step, ok bool) {
	path = strings.Join(strings.FieldsFunc(path, script.IsBlank), "")
	if i := strings.Index(path, "条"); i >= 0 {
		path = path[i+len("条"):]
		if rest, ok := strings.CutPrefix(path, "之"); ok {
			_, _, n := numeral.Read(rest)
			path = rest[n:]
		}
	}
	for path != "" {
		rest, ok := strings.CutPrefix(path, "第")
		if !ok {
			return nil, false
		}
		at := strings.IndexAny(rest, "款段项目")
		if at <= 0 {
			return nil, false
		}
		number := itemNumber(rest[:at])
		if number == 0 {
			return nil, false
		}
		rest = rest[at:]
		for _, kind := range [...]struct {
			name string
			kind PartKind
		}{{"款", Paragraph}, {"段", Paragraph}, {"项", Item}, {"目", SubItem}} {
			if after, ok := strings.CutPrefix(rest, kind.name); ok {
				steps = append(steps, step{kind.kind, number})
				path = after
				break
			}
		}
	}
	return steps, len(steps) > 0
}
