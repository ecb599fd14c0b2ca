package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// piece is a run of characters that stand side by side in one size.
type piece struct {
	text        string
	left, right float64
	base        float64
	size        float64
	apart       bool // a gap was found between it and the piece before
	typed       bool // a blank stands before it
	open        bool // a blank stands behind it
}

// setter takes characters, in the order of the file, and makes pieces of them.
type setter struct {
	page    *page
	open    *run
	gap     bool // a gap was found behind the last character
	typed   bool // a run of nothing but blanks was before
	turned  [4][]piece
	slant   strings.Builder
	written [4]int // characters
}

// run is a piece that is being set.
type run struct {
	way       Way
	font      float64 // size of the font as the file gives it
	size      float64
	base      float64
	room      Box // of the page
	last      Box // of the last character, on the turned page
	left      float64
	runes     []rune
	places    []Box
	blanks    []bool // a gap was found before the character
	beginning bool   // a gap was found before the run
}

// follows reports whether a character with the room b, on the page as the file
// has it, goes on the open run.
func (s *setter) follows(b Box, font float64) bool {
	o := s.open
	if o == nil || o.way.Slanted || font < 0.92*o.font || font > 1.08*o.font {
		return false
	}
	t := o.way.Turn(b, o.room)
	gap := t.Left - o.last.Right
	// Of some fonts the room of a character is the bounds of its shape: that of 一
	// is far from the line it stands on.
	level := t.Bottom > o.last.Bottom-0.3*o.size && t.Bottom < o.last.Bottom+0.3*o.size ||
		t.Bottom > o.base-0.45*o.size && t.Top < o.base+1.25*o.size
	return level && gap > -0.6*o.size && gap < o.size
}

func (s *setter) begin(w Way, font, size, base float64, b, room Box) {
	gap := s.gap
	s.flush()
	s.open = &run{way: w, font: font, size: size, base: base, room: room, left: b.Left, last: b, beginning: gap}
}

func (s *setter) blank() { s.gap = true }

func (s *setter) add(r rune, b Box) {
	o := s.open
	if o.way.Slanted {
		s.slant.WriteRune(r)
		return
	}
	s.page.chars++
	r, known := readable(r)
	if !known {
		s.page.unknown++
	}
	// A leaning character reaches to the right of the room that it takes.
	if o.way.Lean != 0 {
		b.Right -= min(max(o.way.Lean, 0)*(b.Top-o.base), (b.Right-b.Left)/2)
	}
	o.last = b
	o.runes, o.places, o.blanks = append(o.runes, r), append(o.places, b), append(o.blanks, s.gap)
	s.gap = false
}

// readable is a character as it is written in a text; known is false when the font does
// not tell which it is.
func readable(r rune) (as rune, known bool) {
	switch {
	case r == 0:
		return unicode.ReplacementChar, false
	case r == unicode.ReplacementChar || unicode.Is(unicode.Co, r):
		return r, false
	case r == 2 || r == 0xFFFE: // how PDFium writes a hyphen at a line's end
		return '-', true
	case r < 0x20 || r == 0xA0:
		return ' ', true
	}
	return r, true
}

// flush ends the open run.
func (s *setter) flush() {
	o := s.open
	s.open, s.gap = nil, false
	if o == nil || o.way.Slanted {
		return
	}
	if words := strings.TrimSpace(s.slant.String()); words != "" {
		s.page.slanted = append(s.page.slanted, words)
	}
	s.slant.Reset()
	pieces := o.pieces()
	if len(pieces) == 0 {
		s.typed = len(o.runes) > 0
		return
	}
	pieces[0].typed = pieces[0].typed || s.typed
	s.typed = false
	s.turned[o.way.Quarters] = append(s.turned[o.way.Quarters], pieces...)
	s.written[o.way.Quarters] += len(o.runes)
}

// pieces makes pieces of a run: blanks at its ends are left out, and it is divided
// where a gap is wider than the others. The file may fill the gap later: programs
// write what stands in another font, such as quotation marks, behind the rest of the line.
func (o *run) pieces() []piece {
	start, end := o.trim()
	if start == end {
		return nil
	}
	size := o.emSize(start, end)
	spacing := o.spacing(start, end)
	var out []piece
	from := start
	for i := start + 1; i <= end; i++ {
		if i < end && !o.apart(i, size, spacing) && !o.setsOff(from, i, size, spacing) {
			continue
		}
		out = append(out, piece{
			text: string(o.runes[from:i]), base: o.base, size: size, left: o.places[from].Left, right: o.places[i-1].Right,
			apart: from == start && o.beginning || o.blanks[from], typed: from == start && start > 0, open: i == end && end < len(o.runes),
		})
		from = i
	}
	return out
}

// trim is the run without the blanks at its ends: runes[start:end].
func (o *run) trim() (start, end int) {
	start, end = 0, len(o.runes)
	for start < end && unicode.IsSpace(o.runes[start]) {
		start++
	}
	for end > start && unicode.IsSpace(o.runes[end-1]) {
		end--
	}
	return start, end
}

// setsOff reports whether the characters from one on are a label that a tab sets off from
// character i.
func (o *run) setsOff(from, i int, size, spacing float64) bool {
	return i-from < 12 && o.places[i].Left-o.places[i-1].Right-spacing > 0.1*size && setOffLabel().MatchString(string(o.runes[from:i]))
}

// emSize is the size of the characters. That of the font is a measure of its
// maker; Chinese characters are as wide as high, unless their room is only that
// of their shape: of some characters the widest tells.
func (o *run) emSize(start, end int) float64 {
	widest, n := 0.0, 0
	for i := start; i < end && n < 20; i++ {
		if unicode.Is(unicode.Han, o.runes[i]) {
			widest = max(widest, o.places[i].Right-o.places[i].Left)
			n++
		}
	}
	if o.way.Lean != 0 || widest <= 0 || n < 3 && widest < o.size || math.Abs(widest-o.size) < 0.15*o.size {
		return o.size
	}
	return widest
}

// setOffLabel matches the label of an article or a heading, which a tab may set
// off by little room.
var setOffLabel = pattern(`^第[一二三四五六七八九十百千零〇○\d]+(?:[编章节条]|分编|部分)(?:之[一二三四五六七八九十]+)?$`)

// spacing is the room that is set between all characters of a run.
func (o *run) spacing(start, end int) float64 {
	var gaps []float64
	for i := start + 1; i < end; i++ {
		gaps = append(gaps, o.places[i].Left-o.places[i-1].Right)
	}
	if len(gaps) < 2 {
		return 0
	}
	slices.Sort(gaps)
	return max(gaps[(len(gaps)-1)/2], 0)
}

// apart reports whether character i is set off from the one before by a blank
// that the file does not write. Programs set a quarter of a character between
// Chinese characters and letters or digits by themselves: no blank was typed
// there.
func (o *run) apart(i int, size, spacing float64) bool {
	before, r := o.runes[i-1], o.runes[i]
	if unicode.IsSpace(before) || unicode.IsSpace(r) {
		return false
	}
	gap := o.places[i].Left - o.places[i-1].Right - spacing
	if wide(before) || wide(r) {
		return gap > 0.3*size
	}
	return o.blanks[i] && gap > 0.1*size || gap > 0.3*size
}

// wide reports whether r is a Chinese character or mark.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r == '“' || r == '”' || r == '…' || r == '—' || r == '·'
}

// pages are the page as most of its text runs and, where much runs another
// way, pages for that. A few turned words (装订线) are left out with the
// slanted ones.
func (s *setter) pages() []page {
	if words := strings.TrimSpace(s.slant.String()); words != "" {
		s.page.slanted = append(s.page.slanted, words)
	}
	all := 0
	for _, n := range s.written {
		all += n
	}
	most := slices.Index(s.written[:], slices.Max(s.written[:]))
	pages := []page{*s.page}
	for i, pieces := range s.turned {
		width, height := s.page.width, s.page.height
		if i%2 == 1 {
			width, height = height, width
		}
		switch {
		case i == most:
			pages[0].pieces, pages[0].width, pages[0].height, pages[0].turned = pieces, width, height, i
		case s.written[i]*5 >= all && s.written[i] >= 20 || s.written[i] >= 200:
			pages = append(pages, page{number: s.page.number, width: width, height: height, pieces: pieces, turned: i})
		default:
			for _, p := range pieces {
				pages[0].slanted = append(pages[0].slanted, p.text)
			}
			pages[0].chars -= s.written[i]
		}
	}
	return pages
}
