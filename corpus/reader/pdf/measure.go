package pdf

import (
	"math"
	"unicode/utf8"
)

// measures are the body's: where its lines begin and end, how far apart they
// are, and whether paragraphs are indented.
type measures struct {
	margins map[setting]margin
	step    int // 2 where odd and even pages may have other margins
	size    float64
	leading float64
	indents bool
	spaced  float64 // the distance from line to line within a paragraph, where more room stands between paragraphs; else 0
	full    float64 // room in ems that may be left at the end of a line within a paragraph
}

// setting is what has margins of its own: the column of pages of one width, and
// of one side where margins may be mirrored.
type setting struct{ side, column, width int }

type margin struct{ left, right float64 }

// of is the margin of a line on a page.
func (m *measures) of(page int, p *page, l *textLine) margin {
	return m.margins[m.setting(page, p, l)]
}

func (m *measures) setting(page int, p *page, l *textLine) setting {
	return setting{page % m.step, l.column, int(math.Round(p.width / 10))}
}

func bodySize(pages []page) float64 {
	sizes := map[int]int{}
	for _, p := range pages {
		for _, l := range p.lines {
			sizes[int(math.Round(l.size*2))] += utf8.RuneCountInString(l.text)
		}
	}
	return max(float64(commonest(sizes))/2, 1)
}

// leadings counts the distances from line to line, in points.
func leadings(pages []page) map[int]int {
	counts := map[int]int{}
	for _, p := range pages {
		for i, l := range p.lines {
			if i > 0 && p.lines[i-1].column == l.column {
				if gap := p.lines[i-1].base - l.base; gap > 0 {
					counts[int(math.Round(gap))]++
				}
			}
		}
	}
	return counts
}

func measure(pages []page) measures {
	m := measures{size: bodySize(pages), leading: float64(commonest(leadings(pages))), step: 1, margins: map[setting]margin{}}
	if lineCount(pages) > 120 {
		m.step = 2
	}
	m.findMargins(pages)
	indented, justified, lines := 0, 0, 0
	for i := range pages {
		p := &pages[i]
		for k := range p.lines {
			l := &p.lines[k]
			at := m.of(i, p, l)
			lines++
			if in := (l.left - at.left) / m.size; in > 1.4 && in < 2.7 {
				indented++
			}
			// Justified lines end at the margin; only a paragraph's last one does not.
			if math.Abs(at.right-l.right) < 0.5*m.size {
				justified++
			}
		}
	}
	m.indents = indented*12 > lines
	if !m.indents {
		m.spaced = paragraphSpacing(leadings(pages), m.size)
	}
	m.full = 2.3
	if justified*10 > lines*3 {
		m.full = 1.1
	}
	return m
}

// paragraphSpacing finds whether paragraphs are set off by room: then the shortest
// distance of lines that is usual is that within paragraphs.
func paragraphSpacing(distances map[int]int, size float64) float64 {
	all := 0
	for d, n := range distances {
		if float64(d) > 0.9*size && float64(d) < 5*size {
			all += n
		}
	}
	line := 0
	for d := range distances {
		if n := distances[d-1] + distances[d] + distances[d+1]; float64(d) > 0.9*size && n*12 >= all && distances[d]*2 >= n && (line == 0 || d < line) {
			line = d
		}
	}
	if line == 0 || float64(line) > 2.5*size {
		return 0
	}
	wider := 0
	for d, n := range distances {
		if float64(d) > 1.2*float64(line)+1 && float64(d) < 5*size {
			wider += n
		}
	}
	if wider*10 < all || wider < 2 {
		return 0
	}
	return float64(line)
}

// findMargins finds where lines of the body's size begin and end.
func (m *measures) findMargins(pages []page) {
	type ends struct {
		lefts, rights map[int]int // in steps of 3 points
		ended         map[int]int // of rights, those that end a sentence
		lines         int
		width         float64 // of the page
	}
	found := map[setting]*ends{}
	for i := range pages {
		p := &pages[i]
		for k := range p.lines {
			l := &p.lines[k]
			s := m.setting(i, p, l)
			e := found[s]
			if e == nil {
				e = &ends{map[int]int{}, map[int]int{}, map[int]int{}, 0, p.width}
				found[s] = e
			}
			if math.Abs(l.size-m.size) > 0.15*m.size {
				continue
			}
			e.lines++
			e.lefts[int(math.Round(l.left/3))]++
			e.rights[int(math.Round(l.right/3))]++
			if endsSentence(l.text) {
				e.ended[int(math.Round(l.right/3))]++
			}
		}
	}
	for s, e := range found {
		at := outermost(e.rights, e.lines, true)
		left, right := 3*float64(outermost(e.lefts, e.lines, false)), 3*float64(at)
		// A text of a few short lines does not show its margin: then it is
		// taken to be as wide as the other one.
		edge := e.width - left
		if support := e.rights[at-1] + e.rights[at] + e.rights[at+1]; s.column == 0 && e.lines < 40 && right < edge-2.5*m.size && (support < 3 || support*4 < e.lines) {
			right = edge
		}
		// Where most lines that reach the margin end a sentence there, it is none:
		// they are equally long.
		support, ended := e.rights[at-1]+e.rights[at]+e.rights[at+1], e.ended[at-1]+e.ended[at]+e.ended[at+1]
		if s.column == 0 && ended*3 > support*2 && right < edge-2.5*m.size {
			right = edge
		}
		m.margins[s] = margin{left, right}
	}
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
