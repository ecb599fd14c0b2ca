// Package layout makes paragraphs of characters that stand at places on pages, as PDF and OFD
// files keep them: it finds lines, columns, rows of tables and paragraphs, and leaves out headers,
// footers, page numbers, watermarks, footnotes and tables of contents.
//
// A reader fills a [Page] for each page of a file, in the order of the file; [Compose] gives the
// [Document]. The way from characters to paragraphs: piece.go joins characters into pieces of a
// line, place.go pieces into lines, columns and rows; furniture.go takes off what is not text;
// measure.go finds margins and distances, and layout.go joins lines into paragraphs.
package layout

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The reasons for refusing a document. Errors of [Compose] wrap one of them.
var (
	ErrEmpty       = errors.New("nothing on its pages")
	ErrScan        = errors.New("no text layer")
	ErrUnreadable  = errors.New("fonts without character codes")
	ErrTooMuchText = errors.New("too much text")
)

// Document is the text of a file.
type Document struct {
	Paragraphs  []Paragraph
	Pages       int
	Furniture   Dropped // headers, footers and page numbers
	Contents    Dropped // lines of a table of contents with page numbers
	Slanted     Dropped // lines that do not run along an edge of the page: watermarks
	LineNumbers Dropped // numbers of lines in the margin
	Notes       Dropped // footnotes, and their numbers in the text
	Pictures    []int   // pages, counted from 1, that hold something and no text
}

// Dropped is what was left out.
type Dropped struct {
	Lines int
	Words []string // the first words of some, each different
}

const (
	droppedShown = 3  // lines whose first words are kept
	droppedWords = 16 // code points of each
)

func (d *Dropped) add(words string) {
	d.Lines++
	words = strings.Join(strings.FieldsFunc(words, func(r rune) bool { return unicode.IsSpace(r) || r < 0x20 }), " ")
	if r := []rune(words); len(r) > droppedWords {
		words = string(r[:droppedWords]) + "…"
	}
	if words != "" && len(d.Words) < droppedShown && !slices.Contains(d.Words, words) {
		d.Words = append(d.Words, words)
	}
}

// Paragraph is one paragraph, or one row of a table.
type Paragraph struct {
	Text  string
	Size  float64 // of its characters, points
	Title bool
	Row   bool // cells are separated by tabs
}

// compose makes paragraphs of the lines of the pages.
func (d *Document) compose(pages []page) error {
	if err := d.survey(pages); err != nil {
		return err
	}
	d.dropFurniture(pages)
	left := 0
	for _, p := range pages {
		n := p.length()
		left += n
		if n == 0 && p.objects > 0 && len(p.slanted) == 0 {
			d.Pictures = append(d.Pictures, p.number)
		}
	}
	// A scanner's stamp or a page number on every picture is not a text layer.
	if left < 2*len(pages) || left < 200 && len(d.Pictures)*2 > len(pages) {
		return ErrScan
	}
	d.dropContents(pages)
	d.dropOnlyHeader(pages)
	d.dropNotes(pages)
	d.paragraphs(pages)
	return nil
}

// survey counts the pages and what stands aslant on them. It refuses a document without
// anything, and one of whose characters too many are unknown.
func (d *Document) survey(pages []page) error {
	chars, unknown, objects := 0, 0, 0
	for _, p := range pages {
		d.Pages = max(d.Pages, p.number)
		for _, words := range p.slanted {
			d.Slanted.add(words)
		}
		chars += p.chars
		unknown += p.unknown
		objects += p.objects
	}
	switch {
	case objects == 0 && chars == 0:
		return ErrEmpty
	case chars > 0 && unknown*10 > chars*3:
		return fmt.Errorf("%w: %d of %d characters", ErrUnreadable, unknown, chars)
	}
	return nil
}

// length is the number of characters on the lines of the page.
func (p *page) length() int {
	n := 0
	for _, l := range p.lines {
		n += utf8.RuneCountInString(l.text)
	}
	return n
}

// spot is a line with what its place says.
type spot struct {
	textLine
	page int
	margin
	hang float64 // where the label of its paragraph stands, when its words are set off by a tab, else -1
}

// paragraphs joins the lines.
func (d *Document) paragraphs(pages []page) {
	m := measure(pages)
	title := d.titleLines(pages, m)
	prev := spot{page: -1, hang: -1}
	for i := range pages {
		p := &pages[i]
		for j := range p.lines {
			l := spot{textLine: p.lines[j], page: i, margin: m.of(i, p, &p.lines[j]), hang: -1}
			next := Paragraph{Text: strings.TrimSpace(l.text), Size: l.size, Title: i == 0 && title[j], Row: strings.Contains(l.text, "\t")}
			if n := len(d.Paragraphs); n > 0 && d.Paragraphs[n-1].goesOn(next, &m, prev, l) {
				d.Paragraphs[n-1].Text = glue(d.Paragraphs[n-1].Text, l.text)
				l.hang = prev.hang
			} else {
				d.Paragraphs = append(d.Paragraphs, next)
				if l.textLine.hang > 0 {
					l.hang = l.textLine.left
				}
			}
			prev = l
		}
	}
}

// goesOn reports whether the line l, which would begin the paragraph next, goes on with
// the paragraph whose last line is prev.
func (p *Paragraph) goesOn(next Paragraph, m *measures, prev, l spot) bool {
	if p.Title && next.Title {
		return true
	}
	if p.Title || next.Title || p.Row || next.Row {
		return false
	}
	return m.continues(prev, l) || open(p.Text) && sameSize(prev.textLine, l.textLine)
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
		if !isLetterhead(l) {
			largest = max(largest, l.size)
		}
	}
	if largest < 1.2*m.size {
		return nil
	}
	title := map[int]bool{}
	for j, l := range lines {
		if l.size > 0.95*largest && !isLetterhead(l) {
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

func isLetterhead(l textLine) bool { return letterhead().MatchString(squeeze(l.text)) }

var letterhead = pattern(`(?:文件|公报|简报|通报)$`)

// continues reports whether line b goes on with the paragraph that line a
// belongs to.
func (m *measures) continues(a, b spot) bool {
	if !sameSize(a.textLine, b.textLine) || m.isFarBelow(a, b) {
		return false
	}
	j := m.joint(a, b)
	switch {
	case j.hangs(), j.isHeading():
		return !newStart().MatchString(b.text)
	case j.isCentred(), newStart().MatchString(b.text):
		return false
	}
	if goes, told := j.bySpacing(); told {
		return goes
	}
	if !m.indents {
		return j.full && !(j.labelled && j.ended)
	}
	return j.byIndent()
}

// isFarBelow reports whether b, a line of the same column, stands farther below a than
// the next line does, or not below it.
func (m *measures) isFarBelow(a, b spot) bool {
	if a.page != b.page || a.column != b.column {
		return false
	}
	gap := a.base - b.base
	return gap <= 0 || m.leading > 0 && gap > 1.7*max(m.leading, a.size)
}

// joint is two lines that follow one another. Distances are in ems.
type joint struct {
	m               *measures
	a, b            spot
	short, bShort   float64 // room left at the ends of a and b
	aIndent, indent float64 // of a and b
	labelled        bool    // b begins with a label
	ended           bool    // a ends a sentence
	full            bool    // a reaches the margin, or comes nearer where a sentence ends with it
}

func (m *measures) joint(a, b spot) joint {
	j := joint{
		m: m, a: a, b: b,
		short:   (a.margin.right - a.textLine.right) / m.size,
		bShort:  (b.margin.right - b.textLine.right) / m.size,
		aIndent: (a.textLine.left - a.margin.left) / m.size,
		indent:  (b.textLine.left - b.margin.left) / m.size,

		labelled: label().MatchString(b.text), ended: endsSentence(a.text),
	}
	j.full = j.short < m.full
	if j.ended {
		j.full = j.short < m.full/2 // a sentence that ends here may well be the last
	}
	return j
}

// hangs reports whether b hangs beside or below the words of a number that is set off by
// a tab.
func (j *joint) hangs() bool {
	return j.a.hang >= 0 && !j.labelled && !startsNumbered(j.b.text) && j.short < j.m.full &&
		j.b.textLine.left > j.a.hang+0.8*j.m.size-j.b.margin.left+j.a.margin.left
}

// isHeading reports whether the lines are the heading of a chapter over two centred lines.
func (j *joint) isHeading() bool {
	return chapter().MatchString(j.a.text) && j.short < 2.3 && math.Abs(j.aIndent-j.short) < 1.5 && j.indent > 1.2 && math.Abs(j.indent-j.bShort) < 1.5
}

// isCentred reports whether one of the lines is centred: such lines are headings, whole by
// themselves.
func (j *joint) isCentred() bool {
	centred := func(indent, short float64) bool { return indent > 2.7 && short > 1.5 && math.Abs(indent-short) < 1.5 }
	return centred(j.aIndent, j.short) || centred(j.indent, j.bShort)
}

// bySpacing decides by the room between the lines, where paragraphs are set off by it;
// told is false where it says nothing.
func (j *joint) bySpacing() (goes, told bool) {
	if j.m.spaced == 0 || j.a.page != j.b.page || j.a.column != j.b.column {
		return false, false
	}
	if j.a.base-j.b.base > 1.15*j.m.spaced+1 {
		return false, true
	}
	// Without more room a full line goes on, though a sentence ends with it.
	return true, j.short < j.m.full && !j.labelled
}

// byIndent decides by where the lines begin and end.
func (j *joint) byIndent() bool {
	switch {
	case j.indent > 1.2:
		// An indented line begins a paragraph, unless a sentence runs into it
		// from a full line: the second line of a hanging item.
		return j.full && !j.ended && !j.labelled && j.indent > j.aIndent-0.5 && j.indent < 6
	case j.labelled && (j.ended || !j.full):
		return false
	case j.full:
		return true
	}
	// A line may end early before a long number or word; but not a heading.
	return j.short < 7 && !j.ended && !label().MatchString(j.a.text)
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
