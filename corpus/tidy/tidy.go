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
	if t.Format == "pdf" || len(lines) > line.Max || !showsPages(out.Source, lines) {
		return &out, lines, nil // the reader of PDF knows the pages itself
	}
	w := rewriter{text: &out, lines: rawLines(lines)}
	w.pageMarks()
	w.numberedHeads()
	w.runningHeads()
	w.rules()
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
	if strings.IndexByte(s, '\v') < 0 && strings.IndexByte(s, '\f') < 0 && !strings.Contains(s, "\u0085") && !strings.Contains(s, "\u2028") && !strings.Contains(s, "\u2029") &&
		(strings.IndexByte(s, '\r') < 0 || strings.Count(s, "\r") == strings.Count(s, "\r\n")) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch r {
		case '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
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

// rawLine is a line that shows something.
type rawLine struct {
	start, end int  // its visible characters
	drop       bool // is furniture
	join       bool // goes on from the line before it
	page       bool // a page number
	marked     bool // a heading or in a table, as the format says
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

// isPageMark reports whether a line is a page number and cannot be anything
// else: — 1 —, 第 12 页 共 30 页, Page 3 of 10.
func isPageMark(words string) bool {
	if !script.Short(words, 24) {
		return false
	}
	s := strings.Join(strings.FieldsFunc(words, script.IsBlank), "")
	if lower := strings.ToLower(s); strings.HasPrefix(lower, "page") {
		rest := strings.TrimPrefix(lower, "page")
		_, _, n := numeral.ReadDigits(rest)
		rest = rest[n:]
		if n == 0 {
			return false
		}
		for _, of := range []string{"of", "/"} {
			if after, ok := strings.CutPrefix(rest, of); ok {
				_, _, n = numeral.ReadDigits(after)
				rest = after[n:]
			}
		}
		return rest == ""
	}
	inner := strings.Trim(s, "-－—–─·•.")
	if inner == "" {
		return false
	}
	dashes := inner != s && !isStopRune(inner) && len(s)-len(inner) >= 2 && strings.IndexAny(s, "-－—–─·•.") == 0
	if _, _, n := numeral.ReadDigits(inner); n == len(inner) {
		return dashes && len(inner) <= 4
	}
	if rest, ok := strings.CutPrefix(inner, "第"); ok {
		_, _, n := numeral.Read(rest)
		rest, ok = strings.CutPrefix(rest[n:], "页")
		if n == 0 || !ok {
			return false
		}
		rest = strings.TrimLeft(rest, "，,/（(")
		if rest == "" {
			return true
		}
		rest, ok = strings.CutPrefix(rest, "共")
		_, _, n = numeral.Read(rest)
		return ok && n > 0 && strings.Trim(rest[n:], "）)") == "页"
	}
	if rest, ok := strings.CutPrefix(inner, "共"); ok {
		_, _, n := numeral.Read(rest)
		rest, ok = strings.CutPrefix(rest[n:], "页")
		if n == 0 || !ok {
			return false
		}
		rest = strings.TrimLeft(rest, "，,/（(")
		rest, ok = strings.CutPrefix(rest, "第")
		_, _, n = numeral.Read(rest)
		return ok && n > 0 && strings.Trim(rest[n:], "）)") == "页"
	}
	return false
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
			w.lines[i].page = true
			w.drop(i)
		} else if v, _, n := numeral.ReadDigits(words); n == len(words) && v > 0 && v < 5000 {
			bare = append(bare, i)
		}
	}
	number := func(i int) int { v, _, _ := numeral.ReadDigits(w.words(i)); return v }
	counts := len(bare) >= 3
	for k := 1; k < len(bare); k++ {
		if number(bare[k]) != number(bare[k-1])+1 || bare[k]-bare[k-1] < 4 {
			counts = false
		}
	}
	if counts {
		for _, i := range bare {
			w.lines[i].page = true
			w.drop(i)
		}
	}
}

// runningHeads drops the lines that stand beside the page numbers again and
// again, the same but for their digits. The first line of the text, where no
// page number stands before, goes with them when a title follows it.
func (w *rewriter) runningHeads() {
	count := map[string][]int{}
	note := func(i int) {
		if i < 0 || i >= len(w.lines) || w.lines[i].drop || !script.Short(w.words(i), 60) || script.EndsSentence(w.words(i)) {
			return
		}
		key := withoutDigits(w.words(i))
		if key != "" {
			count[key] = append(count[key], i)
		}
	}
	pages := 0
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
	if pages < 2 {
		return
	}
	for key, at := range count {
		if len(at) < 2 && !(len(at) == 1 && at[0] > 0 && withoutDigits(w.words(0)) == key) || len(at)*2 < pages-1 {
			continue
		}
		if l := label.Read(w.words(at[0])); l.Unit != label.None {
			continue
		}
		for _, i := range at {
			if i > 0 {
				w.drop(i)
			}
		}
		if first := 0; withoutDigits(w.words(first)) == key && len(w.lines) > 1 {
			if next := w.words(1); label.Read(next).Unit == label.None && !script.EndsSentence(next) && script.Short(next, letterhead.MaxTitle) {
				w.drop(first)
			}
		}
	}
}

// numberedHeads drops running heads with the number of the page on the same line: 某某章程   第2页. What they say
// besides names the text where nothing else does.
func (w *rewriter) numberedHeads() {
	count := map[string][]int{}
	for i := range w.lines {
		words := w.words(i)
		if end, _ := utf8.DecodeLastRuneInString(words); end != '页' && numeral.Digit(end) < 0 && !strings.ContainsRune("-—－–·）)", end) {
			continue
		}
		fields := strings.FieldsFunc(words, script.IsBlank)
		if len(fields) < 2 || !script.Short(words, 120) || script.EndsSentence(words) {
			continue
		}
		last := fields[len(fields)-1]
		if !isPageMark(last) && !isPageMark(strings.Join(fields[1:], "")) {
			continue
		}
		count[fields[0]] = append(count[fields[0]], i)
	}
	for head, at := range count {
		if len(at) < 2 {
			continue
		}
		for _, i := range at {
			w.lines[i].page = true
			w.drop(i)
		}
		if at[0] == 0 && w.text.Title == "" {
			w.text.Title = head
		}
	}
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
	widest, widths := 0, make([]int, len(w.lines))
	for i := range w.lines {
		if w.lines[i].drop || w.lines[i].marked {
			continue
		}
		words := w.words(i)
		if len(words) > 4*maxColumns {
			return
		}
		widths[i] = columns(words)
		widest = max(widest, widths[i])
	}
	if widest > maxColumns || widest < 16 {
		return
	}
	full, open := 0, 0
	for i := 0; i+1 < len(w.lines); i++ {
		k := w.below(i)
		if k < 0 || w.lines[i].drop || w.lines[i].marked || !w.goesOnBelow(i, k) {
			continue
		}
		open++
		if widths[i]*5 >= widest*4 && (strings.ContainsAny(w.words(i), "，、；,") || label.Read(w.words(i)).Unit != label.None || strings.Contains(w.words(i), " ") && w.words(i)[0] < utf8.RuneSelf) {
			full++
		}
	}
	if full < 2 || full*2 < open {
		return
	}
	for i := 0; i+1 < len(w.lines); i++ {
		if w.lines[i].drop || w.lines[i].marked {
			continue
		}
		k := w.below(i)
		if k < 0 || !w.goesOnBelow(i, k) {
			continue
		}
		words := w.words(i)
		if widths[i]*5 >= widest*4 || k > i+1 || strings.ContainsAny(words, "，；：") && !script.EndsSentence(words) {
			w.lines[k].join, w.changes = true, true
		}
	}
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
	if w.lines[k].marked || strings.ContainsRune(a, '\t') || strings.ContainsRune(b, '\t') {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(a)
	if strings.ContainsRune("。；：！？;:!?）)》", r) || r == '.' && !script.IsHan(script.FirstRune(b)) || r == '”' {
		return false
	}
	if k == i+1 {
		gap := w.text.Source[w.lines[i].end:w.lines[k].start]
		if strings.Count(gap, "\n") > 1 || strings.ContainsRune(gap, '\u3000') || strings.HasSuffix(gap, "  ") || strings.HasSuffix(gap, "\t") {
			return false // an empty line or an indent begins a paragraph
		}
	}
	if l := label.Read(b); l.Unit != label.None && !(l.Unit <= label.Article && !l.Free && label.GoesOn(b[l.Size:])) {
		return false
	}
	if weak := label.ReadWeak(b); weak.Kind != label.NoWeak && weak.Kind != label.WeakStem && weak.Free {
		return false
	}
	if label.AnswerMark(b) > 0 || letterhead.AttachmentHead(b) > 0 || letterhead.IsContents(b) || letterhead.IsContents(a) {
		return false
	}
	if l := label.Read(a); l.Unit > label.None && l.Unit < label.Article {
		return false // a heading ends where its line ends
	}
	if iso, rest := date.Read(strings.Trim(b, "（）()")); iso != "" && strings.TrimFunc(rest, script.IsBlank) == "" {
		return false
	}
	return !strings.HasPrefix(b, "（") && !strings.HasPrefix(b, "【") && !strings.HasPrefix(b, "|")
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

// rewrite makes the text without what is dropped, lines that belong together
// joined, and moves what points into it.
func (w *rewriter) rewrite() (*reader.Text, []string) {
	t := w.text
	old := t.Source
	b := make([]byte, 0, len(old))
	type step struct{ old, now int } // old[step.old:] stands at now, up to the next step
	steps := []step{{0, 0}}
	at := 0
	var left []string
	for i, l := range w.lines {
		switch {
		case l.drop:
			left = append(left, w.words(i))
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
		default:
			continue
		}
		steps = append(steps, step{at, len(b)})
	}
	t.Source = string(append(b, old[at:]...))
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

// LeftOut words the lines that tidy left out.
func LeftOut(left []string) (english, chinese string) {
	first := script.Abridge(left[0], 20)
	if len(left) == 1 {
		return fmt.Sprintf("a line of page furniture was left out: “%s”", first), fmt.Sprintf("略去页眉、页码或分隔线 1 行：“%s”", first)
	}
	second := script.Abridge(left[1], 20)
	return fmt.Sprintf("%d lines of page furniture were left out: “%s”, “%s”, …", len(left), first, second), fmt.Sprintf("略去页眉、页码或分隔线 %d 行：“%s”“%s”等", len(left), first, second)
}

func isStopRune(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && script.IsStop(r)
}
