package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	pageNumber = pattern(`^(?:[-—–－―·•~～\s]*(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[０-９]{1,4})[-—–－―·•~～\s]*|第\s*[\d一二三四五六七八九十百]+\s*页(?:\s*[,，/]?\s*共\s*[\d一二三四五六七八九十百]+\s*页)?|\d{1,4}\s*/\s*\d{1,4}|(?i:page)\s+\d+(?:\s+of\s+\d+)?)$`)
	digit      = pattern(`[\d０-９]+`)
	leaderLine = pattern(`^.{1,80}?(?:[.．·…]\s*){5,}\s*[-—（(]?\s*\d{1,4}\s*[-—）)]?$`)

	// What browsers print at the foot and the head of a page.
	printedFoot = pattern(`^(?:(?:https?|file|about|chrome|blob|data):\S*(?:\s+\d{1,4}\s*/\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4})$`)
	printedHead = pattern(`^\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?,?\s+(?:上午|下午)?\d{1,2}:\d\d(?::\d\d)?(?:[\s\x{202F}]?[AP]M)?(?:\s.{0,200})?$`)
)

const edgeOfPages = 0.14 // of a page's height: where headers and footers stand

// place is words at a height of a page.
type place struct {
	words    string
	at, size int // height in steps of 6 points; size in points
}

func placeOf(l *textLine, words string, step int) place {
	return place{words, int(l.base/6) + step, int(math.Round(l.size))}
}

// count counts words at a height once for each page.
type count map[place]int

func (c count) page(lines []textLine, words func(*textLine) string) {
	once := map[place]bool{}
	for i := range lines {
		k := placeOf(&lines[i], words(&lines[i]), 0)
		if k.words != "" && !once[k] {
			once[k] = true
			c[k]++
		}
	}
}

// of is how many pages have the words of l at its height: the step of 6 points may
// fall between two equal lines.
func (c count) of(l *textLine, words string) int {
	return c[placeOf(l, words, -1)] + c[placeOf(l, words, 0)] + c[placeOf(l, words, 1)]
}

// dropFurniture takes headers, footers and page numbers off the pages. A page
// number is known by its form and place; other lines by coming back at the same
// height of at least a third of the pages (odd and even pages may differ). At
// the edge of a page the digits of a line may differ, if it stands apart from
// the text and does not begin with a number as paragraphs do. Words that come
// back within the text are a watermark when most pages have them at one place.
func (d *Document) dropFurniture(pages []page) {
	b := backdrop{pages: len(pages), same: count{}, alike: count{}, body: bodySize(pages), leading: float64(commonest(leadings(pages)))}
	for _, p := range pages {
		b.same.page(p.lines, exact)
		b.alike.page(p.lines, masked)
	}
	b.marks = overprints(pages, b.body)
	for i := range pages {
		p := &pages[i]
		drop, over := b.judge(p)
		n := 0
		p.lines = slices.DeleteFunc(p.lines, func(l textLine) bool {
			n++
			if drop[n-1] {
				d.Furniture.add(l.text)
			} else if over[n-1] {
				d.Slanted.add(l.text)
			}
			return drop[n-1] || over[n-1]
		})
	}
}

// exact are the words of a line by which it is known again.
func exact(l *textLine) string { return squeeze(l.text) }

// masked are the words of a line whose digits may differ; "" for a line without digits
// or one that begins with a number as paragraphs do.
func masked(l *textLine) string {
	if digit().MatchString(l.text) && !startsNumbered(l.text) {
		return digit().ReplaceAllString(squeeze(l.text), "#")
	}
	return ""
}

// overprints are the large words that lie over others somewhere.
func overprints(pages []page, body float64) map[string]bool {
	marks := map[string]bool{}
	for i := range pages {
		for k := range pages[i].lines {
			if l := &pages[i].lines[k]; l.size > 1.5*body && pages[i].overprinted(k) {
				marks[exact(l)] = true
			}
		}
	}
	return marks
}

// backdrop is what comes back on the pages of a document.
type backdrop struct {
	pages         int
	same, alike   count           // lines by their exact and their masked words
	body, leading float64         // of the text
	marks         map[string]bool // large words that lie over others
}

// often is on how many pages a line at the edge comes back that is furniture.
func (b *backdrop) often() int { return max(2, (b.pages+2)/3) }

// judge tells which lines of a page are furniture, and which lie over others. A line
// whose digits differ is furniture only when no text stands between it and the edge, so
// that each half of the page is judged from the edge on.
func (b *backdrop) judge(p *page) (drop, over []bool) {
	drop, over = make([]bool, len(p.lines)), make([]bool, len(p.lines))
	top, bottom := p.outer()
	printed := p.isPrinted(bottom)
	last := len(p.lines) - 1
	decide := func(at, beyond int) {
		l := &p.lines[at]
		outermost := l.base >= top-1 || l.base <= bottom+1
		switch {
		case b.isMark(p, at):
			over[at] = true
		case !p.atEdge(l):
			drop[at] = b.isWatermark(p, at)
		case outermost && isPageNumber(l, printed), b.comesBack(l):
			drop[at] = true
		case b.comesBackCounted(p, at):
			drop[at] = beyond < 0 || beyond > last || drop[beyond]
		}
	}
	for at := range p.lines {
		if p.lines[at].base >= p.height/2 {
			decide(at, at-1)
		}
	}
	for at := last; at >= 0; at-- {
		if p.lines[at].base < p.height/2 {
			decide(at, at+1)
		}
	}
	return drop, over
}

// isMark reports whether a line is large words over others, here or on other pages.
func (b *backdrop) isMark(p *page, at int) bool {
	l := &p.lines[at]
	return b.marks[exact(l)] && l.size > 1.5*b.body && (b.same.of(l, exact(l)) > 1 || p.overprinted(at))
}

// isWatermark reports whether a line within the text lies over others at one place of
// most pages.
func (b *backdrop) isWatermark(p *page, at int) bool {
	l := &p.lines[at]
	n := b.same.of(l, exact(l))
	return b.pages > 2 && n*3 >= b.pages*2 && n > 2 && p.overprinted(at)
}

// comesBack reports whether the very words of a line stand at its height of many pages. A
// sentence must come back on more of them.
func (b *backdrop) comesBack(l *textLine) bool {
	n := b.same.of(l, exact(l))
	return b.pages > 1 && n >= b.often() && (!endsSentence(strings.TrimSpace(l.text)) || n >= max(3, b.pages/2))
}

// comesBackCounted reports whether a line that stands apart comes back with other digits.
func (b *backdrop) comesBackCounted(p *page, at int) bool {
	l := &p.lines[at]
	words := masked(l)
	return b.pages > 1 && words != "" && b.alike.of(l, words) >= b.often() && !endsSentence(strings.TrimSpace(l.text)) && p.standsApart(at, b.leading)
}

// atEdge reports whether a line stands where headers and footers do.
func (p *page) atEdge(l *textLine) bool {
	return l.base < p.height*edgeOfPages || l.base+l.size > p.height*(1-edgeOfPages)
}

// isPageNumber reports whether a line is written like the number of a page or, on a page
// that a browser printed, like its address or date.
func isPageNumber(l *textLine, printed bool) bool {
	words := strings.TrimSpace(l.text)
	return pageNumber().MatchString(words) || printed && (printedFoot().MatchString(words) || printedHead().MatchString(words))
}

// isPrinted reports whether a browser printed the page: it puts the address, or
// the page's number of so many, at its foot.
func (p *page) isPrinted(bottom float64) bool {
	for _, l := range p.lines {
		if l.base <= bottom+1 && l.base < p.height*edgeOfPages && printedFoot().MatchString(strings.TrimSpace(l.text)) {
			return true
		}
	}
	return false
}

// outer is where the second line from the top and the second from the bottom
// stand, columns side by side.
func (p *page) outer() (top, bottom float64) {
	var bases []float64
	for _, l := range p.lines {
		bases = append(bases, l.base)
	}
	slices.Sort(bases)
	bases = slices.CompactFunc(bases, func(a, b float64) bool { return math.Abs(a-b) < 2 })
	if len(bases) == 0 {
		return 0, 0
	}
	return bases[max(0, len(bases)-2)], bases[min(1, len(bases)-1)]
}

// standsApart reports whether line i is set off from the text beside it: by
// more than the distance of lines, or by another size.
func (p *page) standsApart(i int, leading float64) bool {
	l := p.lines[i]
	inner := i + 1
	if l.base < p.height/2 {
		inner = i - 1
	}
	if inner < 0 || inner >= len(p.lines) {
		return false
	}
	b := p.lines[inner]
	return !sameSize(l, b) || math.Abs(l.base-b.base) > 1.3*max(leading, l.size)
}

// overprinted reports whether line i lies over or under another one.
func (p *page) overprinted(i int) bool {
	l := p.lines[i]
	for k := max(0, i-8); k < len(p.lines) && k <= i+8; k++ {
		o := p.lines[k]
		if k == i || sameSize(l, o) || o.right <= l.left || o.left >= l.right {
			continue
		}
		top, bottom := min(l.base+0.85*l.size, o.base+0.85*o.size), max(l.base-0.1*l.size, o.base-0.1*o.size)
		if top-bottom > 0.5*min(l.size, o.size) {
			return true
		}
	}
	return false
}

// numbered matches how a line begins that is one of a numbered list.
var numbered = pattern(`^\s*(?:第\s*[一二三四五六七八九十百千零〇○\d]+\s*(?:[编章节条]|分编|部分)|[（(][一二三四五六七八九十百\d]{1,4}[)）]|[一二三四五六七八九十百]{1,5}[、.．]|\d{1,4}(?:[.．]\d{1,3})*(?:[.．、)）]|[\s\x{3000}]+\p{Han})|[①-⑳])`)

func startsNumbered(s string) bool { return numbered().MatchString(s) }

// noteStarts matches how a footnote begins.
var noteStarts = pattern(`^\s*\x0e?[\[［〔(（]?(\d{1,3}|[①-⑳]|\*{1,3})[\])］〕）.．、]?\x0f?[\s\x{3000}]*\S`)

// dropNotes takes off footnotes: small print at the foot of a page that begins
// with a mark that stands raised in the text above. Their marks go with them;
// other raised digits stay.
func (d *Document) dropNotes(pages []page) {
	body := bodySize(pages)
	waiting := waitingMarks{} // marks without a note so far
	for i := range pages {
		p := &pages[i]
		start := waiting.firstNote(p, body)
		for _, l := range p.lines[start:] {
			mark, ok := waiting.noteOf(l)
			if !ok {
				continue
			}
			d.Notes.add(l.text)
			removeMark(pages[max(0, i-1):i+1], mark)
			delete(waiting, mark)
		}
		p.lines = p.lines[:start]
	}
	for i := range pages {
		for k := range pages[i].lines {
			l := &pages[i].lines[k]
			l.text = strings.NewReplacer(noteStart, "", noteEnd, "").Replace(l.text)
		}
	}
}

// waitingMarks are raised marks whose footnote has not come yet.
type waitingMarks map[string]bool

// noteOf is the mark that a line begins with, if a footnote with it is waited for.
func (w waitingMarks) noteOf(l textLine) (mark string, ok bool) {
	m := noteStarts().FindStringSubmatch(l.text)
	if m == nil {
		return "", false
	}
	return m[1], w[m[1]]
}

// firstNote adds the marks of a page, and is its first line of footnotes: of the small
// print at its foot, the first that begins with one of the marks.
func (w waitingMarks) firstNote(p *page, body float64) int {
	for _, l := range p.lines {
		for _, mark := range raisedMarks(l.text) {
			w[mark] = true
		}
	}
	start := len(p.lines)
	for start > 0 && p.lines[start-1].size <= 0.92*body {
		start--
	}
	for _, l := range p.lines[start:] {
		// The mark in the text may not be raised: it stands behind a stop.
		if m := noteStarts().FindStringSubmatch(l.text); m != nil && !w[m[1]] && raise(p.lines[:start], m[1]) {
			w[m[1]] = true
		}
	}
	for start < len(p.lines) {
		if _, ok := w.noteOf(p.lines[start]); ok {
			break
		}
		start++
	}
	return start
}

// raise finds a mark that stands behind a stop at the end of a line, or before
// more words, and marks it as raised.
func raise(lines []textLine, mark string) bool {
	for i := range lines {
		l := &lines[i]
		for at := 0; ; {
			k := strings.Index(l.text[at:], mark)
			if k < 0 {
				break
			}
			k += at
			at = k + len(mark)
			before, _ := utf8.DecodeLastRuneInString(l.text[:k])
			after, n := utf8.DecodeRuneInString(l.text[at:])
			if strings.ContainsRune("。；，”）》", before) && (n == 0 || unicode.Is(unicode.Han, after)) {
				l.text = l.text[:k] + noteStart + mark + noteEnd + l.text[at:]
				return true
			}
		}
	}
	return false
}

var raised = pattern(noteStart + `[^\x0f]*` + noteEnd)

func raisedMarks(s string) []string {
	if !strings.Contains(s, noteStart) {
		return nil
	}
	marks := raised().FindAllString(s, -1)
	for i := range marks {
		marks[i] = bareMark(marks[i])
	}
	return marks
}

// bareMark is a mark without what encloses it.
func bareMark(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r < 0x20 || strings.ContainsRune("[]［］〔〕()（）", r)
	})
}

// removeMark takes a raised mark out of the lines of some pages.
func removeMark(pages []page, mark string) {
	for i := range pages {
		for k := range pages[i].lines {
			l := &pages[i].lines[k]
			if strings.Contains(l.text, noteStart) {
				l.text = raised().ReplaceAllStringFunc(l.text, func(s string) string {
					if bareMark(s) == mark {
						return ""
					}
					return s
				})
			}
		}
	}
}

// dropOnlyHeader takes off the header of a document of one page: nothing comes
// back there, but it says in small print what the line below says in large.
func (d *Document) dropOnlyHeader(pages []page) {
	if len(pages) != 1 || len(pages[0].lines) < 3 {
		return
	}
	header, title := pages[0].lines[0], ""
	for _, l := range pages[0].lines[1:min(4, len(pages[0].lines))] {
		title += squeeze(l.text)
		if header.size < 0.8*l.size && squeeze(header.text) == title {
			d.Furniture.add(header.text)
			pages[0].lines = pages[0].lines[1:]
			return
		}
	}
}

// dropContents takes off the lines of a table of contents that end in a leader
// and a page number.
func (d *Document) dropContents(pages []page) {
	for i := range pages {
		pages[i].lines = slices.DeleteFunc(pages[i].lines, func(l textLine) bool {
			if leaderLine().MatchString(l.text) {
				d.Contents.add(l.text)
				return true
			}
			return false
		})
	}
}
