// Package tidy removes what paper leaves in a text: page numbers, running heads, rules, and line ends
// at the width of a page. Start with [Text]; [LeftOut] reports what it leaves out.
package tidy

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/date"
	"tiaowen/corpus/label"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/reader"
	"tiaowen/corpus/script"
	"tiaowen/corpus/span"
)

// What a text that was scanned, printed or copied page by page has and its
// author did not write: page numbers, running heads, ruled lines, and line
// ends at the width of the page. They would stand inside clauses, so they go
// before the text is divided; what goes is reported. A text without signs of
// pages is left as it is, byte for byte.

// Text gives the text without them, its lines where they are known, and the lines that were left out.
func Text(t *reader.Text) (tidied *reader.Text, lines []line.Line, left []string) {
	out := *t
	out.Source = evenLineEnds(t.Source)
	lines = line.Split(out.Source)
	plain := t.Format == "txt"
	if t.Format == "pdf" || len(lines) > line.Max || !plain && !showsPages(out.Source, lines) {
		return &out, lines, nil // the reader of PDF knows the pages itself
	}
	w := rewriter{text: &out, lines: rawLines(lines)}
	if plain {
		w.frames()
		w.pageEnds()
	}
	w.pageMarks()
	w.numberedHeads()
	w.runningHeads()
	w.rules()
	if plain {
		w.tables()
	}
	w.unwrap()
	if !w.changes {
		return &out, lines, nil
	}
	tidied, left = w.rewrite()
	return tidied, nil, left
}

// showsPages reports whether a text can have signs of pages: a line that may be a page number or a rule, or no
// line that is wider than a page. It is there for speed.
func showsPages(source string, lines []line.Line) bool {
	wide := false
	for _, l := range lines {
		if l.End-l.Start > 4*maxColumns {
			wide = true
			continue
		}
		if l.End-l.Start <= 96 {
			switch c := source[l.Start]; {
			case c >= '0' && c <= '9', c == '-', c == '_', c == '*', c == '=', c == '~', c == 'P', c == 'p', c == 0xEF:
				return true
			case c == 0xE2, c == 0xC2: // — ━ · and the like
				return true
			case c == 0xE5 && strings.HasPrefix(source[l.Start:], "共"), strings.HasSuffix(source[:l.End], "页"), source[l.End-1] == '-':
				return true
			}
		}
	}
	return !wide
}

// evenLineEnds writes \n where a line ends in CR alone, in a vertical tab, a
// form feed or one of Unicode's separators. CR LF stays.
func evenLineEnds(s string) string {
	if !hasOddLineEnds(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch r {
		case '\r':
			if strings.HasPrefix(s[i:], "\r\n") {
				b.WriteByte('\r')
			} else {
				b.WriteByte('\n')
			}
		case '\v', '\f', 0x85, 0x2028, 0x2029:
			b.WriteByte('\n')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hasOddLineEnds looks for each character by itself, which is faster than looking at every character once.
func hasOddLineEnds(s string) bool {
	for _, end := range []string{"\v", "\f", "\u0085", "\u2028", "\u2029"} {
		if strings.Contains(s, end) {
			return true
		}
	}
	return strings.Contains(s, "\r") && strings.Count(s, "\r") != strings.Count(s, "\r\n")
}

// rawLine is a line that shows something.
type rawLine struct {
	start, end int         // its visible characters
	drop       bool        // is furniture
	join       bool        // goes on from the line before it
	page       bool        // a page number
	marked     bool        // a heading or in a table, as the format says
	cells      []line.Line // of a row of a table in plain text
}

func rawLines(lines []line.Line) []rawLine {
	raw := make([]rawLine, len(lines))
	for i, l := range lines {
		raw[i].start, raw[i].end = l.Start, l.End
	}
	return raw
}

type rewriter struct {
	text    *reader.Text
	lines   []rawLine
	changes bool
}

func (w *rewriter) words(i int) string { return w.text.Source[w.lines[i].start:w.lines[i].end] }

func (w *rewriter) drop(i int) {
	w.lines[i].drop, w.changes = true, true
}

// pageDashes stand around a page number: — 1 —, - 1 -, · 1 ·.
const pageDashes = "-－—–─·•."

// isPageMark reports whether a line is a page number and cannot be anything
// else: — 1 —, 第 12 页 共 30 页, Page 3 of 10.
func isPageMark(words string) bool {
	if !script.Short(words, 24) {
		return false
	}
	s := strings.Join(strings.FieldsFunc(words, script.IsBlank), "")
	if rest, ok := strings.CutPrefix(strings.ToLower(s), "page"); ok {
		return isCountOf(rest)
	}
	inner := strings.Trim(s, pageDashes)
	if _, _, n := numeral.ReadDigits(inner); inner == "" || n == len(inner) {
		return inner != "" && isBetweenDashes(s, inner)
	}
	if rest, ok := cutPages(inner, "第"); ok {
		return rest == "" || endsPages(rest, "共")
	}
	rest, ok := cutPages(inner, "共")
	return ok && endsPages(rest, "第")
}

// isCountOf reports whether words are 3, 3of10 or 3/10.
func isCountOf(words string) bool {
	_, _, n := numeral.ReadDigits(words)
	if n == 0 {
		return false
	}
	words = words[n:]
	for _, of := range []string{"of", "/"} {
		if after, ok := strings.CutPrefix(words, of); ok {
			_, _, n = numeral.ReadDigits(after)
			words = after[n:]
		}
	}
	return words == ""
}

// isBetweenDashes reports whether s is a short number, inner, between dashes.
func isBetweenDashes(s, inner string) bool {
	return len(inner) <= 4 && len(s)-len(inner) >= 2 && strings.IndexAny(s, pageDashes) == 0
}

// cutPages cuts 第12页 or 共30页 off the beginning of words, with the marks behind it.
func cutPages(words, before string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(words, before)
	if !ok {
		return "", false
	}
	_, _, n := numeral.Read(rest)
	rest, ok = strings.CutPrefix(rest[n:], "页")
	return strings.TrimLeft(rest, "，,/（("), ok && n > 0
}

// endsPages reports whether words are 共30页 or 第12页, perhaps with a bracket at the end.
func endsPages(words, before string) bool {
	rest, ok := strings.CutPrefix(words, before)
	_, _, n := numeral.Read(rest)
	return ok && n > 0 && strings.Trim(rest[n:], "）)") == "页"
}

// pageMarks drops page numbers: those that can be nothing else, and bare numbers
// that count on by one through the text.
func (w *rewriter) pageMarks() {
	var bare []int // lines that are a number and nothing more
	for i := range w.lines {
		words := w.words(i)
		if len(words) > 80 {
			continue
		}
		if isPageMark(words) {
			w.dropPages([]int{i})
		} else if v, _, n := numeral.ReadDigits(words); n == len(words) && v > 0 && v < 5000 {
			bare = append(bare, i)
		}
	}
	if w.countOn(bare) {
		w.dropPages(bare)
	}
}

// countOn reports whether lines are page numbers by what they have in common: each is one more
// than the one before it, some lines below it.
func (w *rewriter) countOn(lines []int) bool {
	number := func(i int) int { v, _, _ := numeral.ReadDigits(w.words(i)); return v }
	for k := 1; k < len(lines); k++ {
		if number(lines[k]) != number(lines[k-1])+1 || lines[k]-lines[k-1] < 4 {
			return false
		}
	}
	return len(lines) >= 3
}

// dropPages drops lines that are page numbers or have one.
func (w *rewriter) dropPages(lines []int) {
	for _, i := range lines {
		w.lines[i].page = true
		w.drop(i)
	}
}

// runningHeads drops the lines that stand beside the page numbers again and
// again, the same but for their digits. The first line of the text, where no
// page number stands before, goes with them when a title follows it.
func (w *rewriter) runningHeads() {
	heads, pages := w.besidePages()
	if pages < 2 {
		return
	}
	first := withoutDigits(w.words(0))
	for key, at := range heads {
		again := len(at) >= 2 || at[0] > 0 && first == key
		if !again || len(at)*2 < pages-1 || label.Read(w.words(at[0])).Unit != label.None {
			continue
		}
		for _, i := range at {
			if i > 0 {
				w.drop(i)
			}
		}
		if first == key && len(w.lines) > 1 && canBeTitle(w.words(1)) {
			w.drop(0)
		}
	}
}

// besidePages lists the lines right beside page numbers by their words without digits, and counts the
// page numbers.
func (w *rewriter) besidePages() (lines map[string][]int, pages int) {
	lines = make(map[string][]int)
	note := func(i int) {
		if i < 0 || i >= len(w.lines) || w.lines[i].drop || !script.Short(w.words(i), 60) || script.EndsSentence(w.words(i)) {
			return
		}
		if key := withoutDigits(w.words(i)); key != "" {
			lines[key] = append(lines[key], i)
		}
	}
	for i := range w.lines {
		if !w.lines[i].page {
			continue
		}
		pages++
		// What stands right below a page number heads the next page, what stands
		// right above it may be a footer.
		if i+1 == len(w.lines) || !w.lines[i+1].page {
			note(i + 1)
		}
		if i > 0 && !w.lines[i-1].page {
			note(i - 1)
		}
	}
	return lines, pages
}

// canBeTitle reports whether a line can be the title of a text.
func canBeTitle(words string) bool {
	return label.Read(words).Unit == label.None && !script.EndsSentence(words) && script.Short(words, letterhead.MaxTitle)
}

// numberedHeads drops running heads with the number of the page on the same line: 某某章程   第2页. What they say
// besides names the text where nothing else does.
func (w *rewriter) numberedHeads() {
	count := map[string][]int{}
	for i := range w.lines {
		if head := numberedHead(w.words(i)); head != "" {
			count[head] = append(count[head], i)
		}
	}
	for head, at := range count {
		if len(at) < 2 {
			continue
		}
		w.dropPages(at)
		if at[0] == 0 && w.text.Title == "" {
			w.text.Title = head
		}
	}
}

// numberedHead is the first word of a line that has a page number behind it; "" for every other line.
func numberedHead(words string) string {
	if end := script.LastRune(words); end != '页' && numeral.Digit(end) < 0 && !strings.ContainsRune("-—－–·）)", end) {
		return ""
	}
	fields := strings.FieldsFunc(words, script.IsBlank)
	if len(fields) < 2 || !script.Short(words, 120) || script.EndsSentence(words) {
		return ""
	}
	if !isPageMark(fields[len(fields)-1]) && !isPageMark(strings.Join(fields[1:], "")) {
		return ""
	}
	return fields[0]
}

// withoutDigits is a line in which every number is #, blanks left out.
func withoutDigits(words string) string {
	var b strings.Builder
	last := ' '
	for _, r := range words {
		switch {
		case script.IsBlank(r):
			continue
		case numeral.Digit(r) >= 0:
			if last != '#' {
				b.WriteByte('#')
			}
			last = '#'
			continue
		}
		b.WriteRune(r)
		last = r
	}
	if b.String() == "#" {
		return ""
	}
	return b.String()
}

// rules drops lines that are drawn and not written: ━━━━, ------, ★★★.
func (w *rewriter) rules() {
	for i := range w.lines {
		if words := w.words(i); isRule(words) {
			w.drop(i)
		}
	}
}

func isRule(words string) bool {
	n := 0
	for _, r := range words {
		if script.IsBlank(r) {
			continue
		}
		if !strings.ContainsRune("━─—–-－=＝_＿﹏～~┄┅┈┉═*＊★☆◆◇●■□▪", r) {
			return false
		}
		n++
	}
	return n >= 3
}

// frames drops the lines between the rows of a table in plain text.
func (w *rewriter) frames() {
	for i := range w.lines {
		if isFrame(w.words(i)) {
			w.drop(i)
		}
	}
}

// columns is the width of words on paper: 2 for a Chinese character, 1 for a Latin one.
func columns(words string) int {
	n := 0
	for _, r := range words {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}

// maxColumns is the widest line of a page. What is wider was not broken at a page's width.
const maxColumns = 110

// unwrap finds out whether lines end at the width of a page instead of where
// paragraphs end, and joins what belongs together. Sign of it is that no line
// is wider than a page, and that of the lines that end within a sentence most are
// about as wide as the widest.
func (w *rewriter) unwrap() {
	w.markFormat()
	widths, widest := w.measure()
	if widest > maxColumns || widest < 16 {
		return
	}
	wide := func(i int) bool { return widths[i]*5 >= widest*4 }
	full, open := 0, 0
	for i := range w.lines {
		if w.goesOn(i) < 0 {
			continue
		}
		open++
		if wide(i) && w.isProse(i) {
			full++
		}
	}
	if full < 2 || full*2 < open {
		return
	}
	for i := range w.lines {
		k := w.goesOn(i)
		if k < 0 {
			continue
		}
		words := w.words(i)
		if wide(i) || k > i+1 || strings.ContainsAny(words, "，；：") && !script.EndsSentence(words) {
			w.lines[k].join, w.changes = true, true
		}
	}
}

// measure gives the columns of each line that stays, and of the widest of them.
func (w *rewriter) measure() (widths []int, widest int) {
	widths = make([]int, len(w.lines))
	for i := range w.lines {
		if w.lines[i].drop || w.lines[i].marked {
			continue
		}
		words := w.words(i)
		if len(words) > 4*maxColumns {
			return widths, maxColumns + 1
		}
		widths[i] = columns(words)
		widest = max(widest, widths[i])
	}
	return widths, widest
}

// goesOn is the line that can be the rest of line i; -1 where none can.
func (w *rewriter) goesOn(i int) int {
	if w.lines[i].drop || w.lines[i].marked {
		return -1
	}
	k := w.below(i)
	if k < 0 || !w.goesOnBelow(i, k) {
		return -1
	}
	return k
}

// isProse reports whether a line is part of a sentence rather than of a list or a form.
func (w *rewriter) isProse(i int) bool {
	words := w.words(i)
	return strings.ContainsAny(words, "，、；,") || label.Read(words).Unit != label.None || strings.Contains(words, " ") && words[0] < utf8.RuneSelf
}

// below is the next line that stays, or -1.
func (w *rewriter) below(i int) int {
	for k := i + 1; k < len(w.lines); k++ {
		if !w.lines[k].drop {
			return k
		}
	}
	return -1
}

// goesOnBelow reports whether line k, the next below i, can be the rest of line
// i: i ends within a sentence, and k begins nothing.
func (w *rewriter) goesOnBelow(i, k int) bool {
	a, b := w.words(i), w.words(k)
	switch {
	case w.lines[k].marked || strings.ContainsRune(a, '\t') || strings.ContainsRune(b, '\t'):
		return false
	case k == i+1 && beginsParagraph(w.text.Source[w.lines[i].end:w.lines[k].start]):
		return false
	}
	return !endsLine(a, b) && !beginsLine(b)
}

// beginsParagraph reports whether what stands between two lines is an empty line or an indent.
func beginsParagraph(gap string) bool {
	return strings.Count(gap, "\n") > 1 || strings.ContainsRune(gap, '\u3000') || strings.HasSuffix(gap, "  ") || strings.HasSuffix(gap, "\t")
}

// endsLine reports whether a line ends where its sentence or its heading ends; next is the line below it.
func endsLine(words, next string) bool {
	switch r := script.LastRune(words); {
	case strings.ContainsRune("。；：！？;:!?）)》”", r):
		return true
	case r == '.' && !script.IsHan(script.FirstRune(next)):
		return true
	}
	l := label.Read(words)
	return l.Unit > label.None && l.Unit < label.Article || letterhead.IsContents(words)
}

// beginsLine reports whether words begin a clause, an item or another thing of their own.
func beginsLine(words string) bool {
	if l := label.Read(words); l.Unit != label.None && (l.Unit > label.Article || l.Free || !label.GoesOn(words[l.Size:])) {
		return true
	}
	if weak := label.ReadWeak(words); weak.Kind != label.NoWeak && weak.Kind != label.WeakStem && weak.Free {
		return true
	}
	return label.AnswerMark(words) > 0 || letterhead.AttachmentHead(words) > 0 || letterhead.IsContents(words) ||
		isDate(words) || script.StartsWith(words, "（【|")
}

// isDate reports whether words are a date, perhaps in brackets, and nothing else.
func isDate(words string) bool {
	iso, rest := date.Read(strings.Trim(words, "（）()"))
	return iso != "" && strings.TrimFunc(rest, script.IsBlank) == ""
}

// markFormat notes which lines the format calls headings or rows of tables.
func (w *rewriter) markFormat() {
	spans := make([]span.Span, 0, len(w.text.Headings)+len(w.text.Tables))
	for _, h := range w.text.Headings {
		spans = append(spans, span.Span(h.Span))
	}
	mark := func(spans []span.Span) {
		for i := range w.lines {
			for len(spans) > 0 && spans[0].End <= w.lines[i].start {
				spans = spans[1:]
			}
			if len(spans) > 0 && spans[0].Start < w.lines[i].end {
				w.lines[i].marked = true
			}
		}
	}
	mark(spans)
	spans = spans[:0]
	for _, t := range w.text.Tables {
		spans = append(spans, span.Span(t))
	}
	mark(spans)
}

// step says that what stood at old stands at now, up to the next step.
type step struct{ old, now int }

// rewrite makes the text without what is dropped, lines that belong together
// joined, and moves what points into it.
func (w *rewriter) rewrite() (*reader.Text, []string) {
	t := w.text
	source, steps, left := w.cut()
	t.Source = source
	move := func(offset int) int {
		k := sort.Search(len(steps), func(k int) bool { return steps[k].old > offset }) - 1
		now := steps[k].now + offset - steps[k].old
		if k+1 < len(steps) {
			now = min(now, steps[k+1].now)
		}
		return min(now, len(t.Source))
	}
	moved := make([]reader.Heading, 0, len(t.Headings))
	for _, h := range t.Headings {
		if h.Start, h.End = move(h.Start), move(h.End); h.Start < h.End {
			moved = append(moved, h)
		}
	}
	t.Headings = moved
	tables := make([]reader.Span, 0, len(t.Tables))
	for _, s := range t.Tables {
		if s.Start, s.End = move(s.Start), move(s.End); s.Start < s.End {
			tables = append(tables, s)
		}
	}
	t.Tables = tables
	t.Body = move(t.Body)
	return t, left
}

// cut makes the new source, and lists where its parts stood and which lines were left out.
func (w *rewriter) cut() (source string, steps []step, left []string) {
	old := w.text.Source
	b := make([]byte, 0, len(old))
	steps = []step{{0, 0}}
	at := 0
	for i, l := range w.lines {
		switch {
		case l.drop:
			if !isFrame(w.words(i)) {
				left = append(left, w.words(i))
			}
			b = append(b, old[at:l.start]...)
			at = l.end
			if nl := strings.IndexByte(old[at:], '\n'); nl >= 0 && strings.TrimFunc(old[at:at+nl], script.IsBlank) == "" {
				at += nl + 1
			}
		case l.join:
			// Blanks at the end of the line before go with the line end.
			b = bytes.TrimRightFunc(append(b, old[at:l.start]...), script.IsBlank)
			at = l.start
			if last := b[len(b)-1]; last < utf8.RuneSelf && old[at] < utf8.RuneSelf {
				b = append(b, ' ')
			}
		case l.cells != nil:
			b = append(b, old[at:l.start]...)
			for k, c := range l.cells {
				if k > 0 {
					b = append(b, '\t')
				}
				steps = append(steps, step{c.Start, len(b)})
				b = append(b, old[c.Start:c.End]...)
			}
			at = l.end
		default:
			continue
		}
		steps = append(steps, step{at, len(b)})
	}
	return string(append(b, old[at:]...)), steps, left
}

// LeftOut words the lines that tidy left out.
func LeftOut(left []string) (english, chinese string) {
	first := script.Abridge(left[0], 20)
	if len(left) == 1 {
		return fmt.Sprintf("a line of page furniture was left out: “%s”", first), fmt.Sprintf("略去页眉、页码或分隔线 1 行：“%s”", first)
	}
	second := script.Abridge(left[1], 20)
	return fmt.Sprintf("%d lines of page furniture were left out: “%s”, “%s”, …", len(left), first, second), fmt.Sprintf("略去页眉、页码或分隔线 %d 行：“%s”“%s”等", len(left), first, second)
}
