package pdf

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Document is the text of a PDF.
type Document struct {
	Paragraphs []Paragraph
	Pages      int
	Furniture  int   // lines left out as header, footer or page number
	Contents   int   // lines left out as an automatic table of contents
	Rotated    int   // lines left out because they do not run from left to right: watermarks
	Pictures   []int // pages, counted from 1, that hold something and no text
}

// Paragraph is one paragraph, or one row of a table.
type Paragraph struct {
	Text  string
	Size  float64 // of its characters, points
	Title bool
	Row   bool // cells are separated by tabs
}

// compose puts the lines of the pages together.
func compose(pages []page) (*Document, error) {
	d := &Document{Pages: len(pages)}
	chars, unknown, objects := 0, 0, 0
	for i := range pages {
		p := &pages[i]
		p.lines = sameBase(p.lines)
		d.Rotated += p.rotated
		chars += p.chars
		unknown += p.unknown
		objects += p.objects
	}
	switch {
	case objects == 0 && chars == 0:
		return nil, ErrEmpty
	case chars > 0 && unknown*10 > chars*3:
		return nil, fmt.Errorf("%w: %d of %d characters", ErrUnreadable, unknown, chars)
	}
	d.Furniture = dropFurniture(pages)
	left := 0
	for i, p := range pages {
		n := 0
		for _, l := range p.lines {
			n += utf8.RuneCountInString(l.text)
		}
		left += n
		if n == 0 && p.objects > 0 {
			d.Pictures = append(d.Pictures, i+1)
		}
	}
	// A scanner's stamp or a page number on every picture is no text layer.
	if left < 2*len(pages) || left < 200 && len(d.Pictures)*2 > len(pages) {
		return nil, ErrScan
	}
	d.Contents = dropContents(pages)
	d.Furniture += dropOnlyHeader(pages)
	d.paragraphs(pages)
	return d, nil
}

// sameBase joins pieces that stand side by side: cells of a row, or words that
// the file places one by one.
func sameBase(lines []textLine) []textLine {
	var out []textLine
	for _, l := range lines {
		if n := len(out); n > 0 {
			prev := &out[n-1]
			if math.Abs(prev.base-l.base) < 0.3*prev.size && l.left >= prev.right-0.1*prev.size {
				switch gap := l.left - prev.right; {
				case gap > 2*prev.size:
					prev.text += "\t" + l.text
				case gap > 0.3*prev.size:
					prev.text += " " + l.text
				default:
					prev.text += l.text
				}
				prev.right = l.right
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

var (
	pageNumber  = pattern(`^(?:[-—–－―·•~～\s]*(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[０-９]{1,4})[-—–－―·•~～\s]*|第\s*[\d一二三四五六七八九十百]+\s*页(?:\s*[,，/]?\s*共\s*[\d一二三四五六七八九十百]+\s*页)?|\d{1,4}\s*/\s*\d{1,4}|(?i:page)\s+\d+(?:\s+of\s+\d+)?)$`)
	digit       = pattern(`[\d０-９]+`)
	leaderLine  = pattern(`^.{1,80}?(?:[.．·…]\s*){5,}\s*[-—（(]?\s*\d{1,4}\s*[-—）)]?$`)
	edgeOfPages = 0.14 // of a page's height: where headers and footers stand
)

// dropFurniture takes headers, footers and page numbers off the pages and
// returns how many lines these were. A page number is known by its form and
// place; other lines by coming back, digits aside, at the same height of at
// least a third of the pages (odd and even pages may differ).
func dropFurniture(pages []page) int {
	type place struct {
		words    string
		at, size int // height in steps of 6 points; size in points
	}
	seen := map[place]int{}
	key := func(l textLine, step int) place {
		return place{digit().ReplaceAllString(squeeze(l.text), "#"), int(l.base/6) + step, int(math.Round(l.size))}
	}
	edge := func(p page, l textLine) bool {
		return l.base < p.height*edgeOfPages || l.base+l.size > p.height*(1-edgeOfPages)
	}
	for _, p := range pages {
		once := map[place]bool{}
		for _, l := range p.lines {
			if edge(p, l) && !once[key(l, 0)] {
				once[key(l, 0)] = true
				seen[key(l, 0)]++
			}
		}
	}
	often := max(2, (len(pages)+2)/3)
	dropped := 0
	for i := range pages {
		p := &pages[i]
		last := len(p.lines) - 1
		n := 0
		p.lines = slices.DeleteFunc(p.lines, func(l textLine) bool {
			at := n
			n++
			if !edge(*p, l) {
				return false
			}
			if (at <= 1 || at >= last-1) && pageNumber().MatchString(strings.TrimSpace(l.text)) {
				dropped++
				return true
			}
			// The step of 6 points may fall between two equal lines.
			if len(pages) > 1 && seen[key(l, -1)]+seen[key(l, 0)]+seen[key(l, 1)] >= often {
				dropped++
				return true
			}
			return false
		})
	}
	return dropped
}

// dropOnlyHeader takes off the header of a document of one page: nothing comes
// back there, but it says in small print what the line below says in large.
func dropOnlyHeader(pages []page) int {
	if len(pages) != 1 || len(pages[0].lines) < 3 {
		return 0
	}
	header, title := pages[0].lines[0], ""
	for _, l := range pages[0].lines[1:min(4, len(pages[0].lines))] {
		title += squeeze(l.text)
		if header.size < 0.8*l.size && squeeze(header.text) == title {
			pages[0].lines = pages[0].lines[1:]
			return 1
		}
	}
	return 0
}

// dropContents takes off the lines of a table of contents that end in a leader
// and a page number.
func dropContents(pages []page) int {
	dropped := 0
	for i := range pages {
		pages[i].lines = slices.DeleteFunc(pages[i].lines, func(l textLine) bool {
			if leaderLine().MatchString(l.text) {
				dropped++
				return true
			}
			return false
		})
	}
	return dropped
}

// measures are the body's: where its lines begin and end on a page, how far
// apart they are, and whether paragraphs are indented.
type measures struct {
	left, right []float64 // by page
	size        float64
	leading     float64
	indents     bool
	full        float64 // room in ems that may be left at the end of a line within a paragraph
}

func measure(pages []page) measures {
	var m measures
	sizes, leadings := map[int]int{}, map[int]int{}
	for _, p := range pages {
		for i, l := range p.lines {
			sizes[int(math.Round(l.size*2))] += utf8.RuneCountInString(l.text)
			if i > 0 {
				if gap := p.lines[i-1].base - l.base; gap > 0 {
					leadings[int(math.Round(gap))]++
				}
			}
		}
	}
	m.size = max(float64(commonest(sizes))/2, 1)
	m.leading = float64(commonest(leadings))
	m.left, m.right = make([]float64, len(pages)), make([]float64, len(pages))
	step := 1
	if lines := lineCount(pages); lines > 120 {
		step = 2 // margins of odd and even pages may be mirrored
	}
	for side := range min(step, len(pages)) {
		lefts, rights := map[int]int{}, map[int]int{}
		lines := 0
		for i := side; i < len(pages); i += step {
			for _, l := range pages[i].lines {
				if math.Abs(l.size-m.size) > 0.15*m.size {
					continue
				}
				lines++
				lefts[int(math.Round(l.left/3))]++
				rights[int(math.Round(l.right/3))]++
			}
		}
		at := outermost(rights, lines, true)
		left, right := 3*float64(outermost(lefts, lines, false)), 3*float64(at)
		// A text of a few short lines does not show its margin: then it is
		// taken to be as wide as the other one.
		edge := pages[side].width - left
		if support := rights[at-1] + rights[at] + rights[at+1]; lines < 40 && right < edge-2.5*m.size && (support < 3 || support*4 < lines) {
			right = edge
		}
		for i := side; i < len(pages); i += step {
			m.left[i], m.right[i] = left, right
		}
	}
	indented, lines := 0, 0
	for i, p := range pages {
		for _, l := range p.lines {
			lines++
			if in := (l.left - m.left[i]) / m.size; in > 1.4 && in < 2.7 {
				indented++
			}
		}
	}
	m.indents = indented*12 > lines
	// Justified lines end at the margin; only a paragraph's last one does not.
	justified := 0
	for i, p := range pages {
		for _, l := range p.lines {
			if math.Abs(m.right[i]-l.right) < 0.5*m.size {
				justified++
			}
		}
	}
	m.full = 2.3
	if justified*10 > lines*3 {
		m.full = 1.1
	}
	return m
}

func lineCount(pages []page) int {
	n := 0
	for _, p := range pages {
		n += len(p.lines)
	}
	return n
}

// commonest is the key with the highest count, the larger of two equal ones.
func commonest(counts map[int]int) int {
	best := 0
	for k, n := range counts {
		if n > counts[best] || n == counts[best] && k > best {
			best = k
		}
	}
	return best
}

// outermost is the smallest, or largest, key that at least one in 20 lines
// has, neighbours counted in.
func outermost(counts map[int]int, lines int, largest bool) int {
	best, found := 0, false
	for k := range counts {
		if n := counts[k-1] + counts[k] + counts[k+1]; n*20 < lines {
			continue
		}
		if !found || largest && k > best || !largest && k < best {
			best, found = k, true
		}
	}
	return best
}

// paragraphs joins the lines.
func (d *Document) paragraphs(pages []page) {
	m := measure(pages)
	title := d.titleLines(pages, m)
	var prev textLine
	prevPage := -1
	for i, p := range pages {
		for j, l := range p.lines {
			row := strings.Contains(l.text, "\t")
			isTitle := i == 0 && title[j]
			n := len(d.Paragraphs)
			switch {
			case isTitle && n > 0 && d.Paragraphs[n-1].Title,
				n > 0 && !row && !isTitle && !d.Paragraphs[n-1].Row && !d.Paragraphs[n-1].Title && (m.continues(prev, prevPage, l, i) || open(d.Paragraphs[n-1].Text) && sameSize(prev, l)):
				d.Paragraphs[n-1].Text = glue(d.Paragraphs[n-1].Text, l.text)
			default:
				d.Paragraphs = append(d.Paragraphs, Paragraph{Text: strings.TrimSpace(l.text), Size: l.size, Title: isTitle, Row: row})
			}
			prev, prevPage = l, i
		}
	}
}

// open reports whether a paragraph cannot end here: a title in 《》 is not
// closed, or the （2019年…通过） under a title, centred over two lines.
func open(s string) bool {
	if i := strings.LastIndex(s, "《"); i >= 0 && len(s)-i < 200 && strings.LastIndex(s, "》") < i {
		return true
	}
	return strings.HasPrefix(s, "（") && len(s) < 600 && !label().MatchString(s) &&
		strings.Count(s, "（")+strings.Count(s, "(") > strings.Count(s, "）")+strings.Count(s, ")")
}

func sameSize(a, b textLine) bool { return math.Abs(a.size-b.size) <= 0.12*max(a.size, b.size) }

// titleLines are the lines of the first page that are set largest, clearly
// larger than the body, and are not the letterhead (…文件).
func (d *Document) titleLines(pages []page, m measures) map[int]bool {
	if len(pages) == 0 {
		return nil
	}
	lines := pages[0].lines
	largest := 0.0
	for _, l := range lines {
		if l.size > largest && !letterhead().MatchString(squeeze(l.text)) {
			largest = l.size
		}
	}
	if largest < 1.2*m.size {
		return nil
	}
	title := map[int]bool{}
	for j, l := range lines {
		if l.size > 0.95*largest && !letterhead().MatchString(squeeze(l.text)) {
			title[j] = true
		} else if len(title) > 0 {
			break
		}
	}
	if len(title) > 5 {
		return nil
	}
	return title
}

var letterhead = pattern(`(?:文件|公报|简报|通报)$`)

// continues reports whether line b, on page pb, goes on with the paragraph that
// line a, on page pa, belongs to.
func (m *measures) continues(a textLine, pa int, b textLine, pb int) bool {
	if !sameSize(a, b) {
		return false
	}
	if pa == pb {
		gap := a.base - b.base
		if gap <= 0 || m.leading > 0 && gap > 1.7*max(m.leading, a.size) {
			return false
		}
	}
	em := m.size
	short := (m.right[pa] - a.right) / em // room left at the end of a
	indent := (b.left - m.left[pb]) / em
	aIndent := (a.left - m.left[pa]) / em
	switch {
	// A heading of a chapter over two centred lines.
	case chapter().MatchString(a.text) && short < 2.3 && math.Abs(aIndent-short) < 1.5 && indent > 1.2 && math.Abs(indent-(m.right[pb]-b.right)/em) < 1.5:
		return !newStart().MatchString(b.text)
	// Centred lines are headings, whole by themselves.
	case aIndent > 2.7 && short > 1.5 && math.Abs(aIndent-short) < 1.5:
		return false
	case indent > 2.7 && math.Abs(indent-(m.right[pb]-b.right)/em) < 1.5 && m.right[pb]-b.right > 1.5*em:
		return false
	}
	if newStart().MatchString(b.text) {
		return false
	}
	ended := endsSentence(a.text)
	full := short < m.full
	if ended {
		full = short < m.full/2 // a sentence that ends here may well be the last
	}
	labelled := label().MatchString(b.text)
	if !m.indents {
		return full && !(labelled && ended)
	}
	switch {
	case indent > 1.2:
		// An indented line begins a paragraph, unless a sentence runs into it
		// from a full line: the second line of a hanging item.
		return full && !ended && !labelled && indent > aIndent-0.5 && indent < 6
	case labelled && (ended || !full):
		return false
	case full:
		return true
	}
	// A line may end early before a long number or word; but not a heading.
	return short < 7 && !ended && !label().MatchString(a.text)
}

// newStart matches what begins a paragraph wherever it stands: the label of an
// article with the blank that a cross-reference does not have, a dated line of
// a law's history.
var newStart = pattern(`^\s*(?:第\s?[一二三四五六七八九十百千零〇○\d]+\s?[编章节条](?:之[一二三四五六七八九十]+)?[\s\x{3000}]|\d{4}年\d{1,2}月\d{1,2}日[\s\x{3000}])`)

var chapter = pattern(`^第\s*[一二三四五六七八九十百\d]+\s*[编章节]`)

// label matches how a numbered paragraph or a heading begins.
var label = pattern(`^\s*(?:第\s*[一二三四五六七八九十百千零〇○\d]+\s*[编章节条](?:之[一二三四五六七八九十]+)?(?:[\s\x{3000}]|$)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.．、](?:\D|$)|附件)`)

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, `”’"'）)》〉】 `))
	return strings.ContainsRune("。；：！？;:!?", r)
}

// glue joins two lines of a paragraph: words of letters and digits by a blank,
// all else directly.
func glue(a, b string) string {
	a, b = strings.TrimRightFunc(a, unicode.IsSpace), strings.TrimSpace(b)
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if latin(last) && latin(first) {
		return a + " " + b
	}
	return a + b
}

func latin(r rune) bool {
	return r < 0x2E80 && (unicode.IsLetter(r) || strings.ContainsRune(`,.;:!?)"`, r))
}

// squeeze drops white space.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// pattern is a regular expression that is compiled when it is first used.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
