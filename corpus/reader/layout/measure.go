package layout

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
	between := func(from, to float64) (lines int) {
		for d, n := range distances {
			if float64(d) > from && float64(d) < to {
				lines += n
			}
		}
		return lines
	}
	all := between(0.9*size, 5*size)
	line := shortestUsual(distances, size, all)
	if line == 0 || float64(line) > 2.5*size {
		return 0
	}
	if wider := between(1.2*float64(line)+1, 5*size); wider*10 < all || wider < 2 {
		return 0
	}
	return float64(line)
}

// shortestUsual is the shortest distance of lines that one in twelve of all has, about,
// and most of these exactly; 0 for none.
func shortestUsual(distances map[int]int, size float64, all int) int {
	line := 0
	for d := range distances {
		if float64(d) <= 0.9*size || line > 0 && d > line {
			continue
		}
		if n := distances[d-1] + distances[d] + distances[d+1]; n*12 >= all && distances[d]*2 >= n {
			line = d
		}
	}
	return line
}

// findMargins finds where lines of the body's size begin and end.
func (m *measures) findMargins(pages []page) {
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
			if math.Abs(l.size-m.size) <= 0.15*m.size {
				e.add(l)
			}
		}
	}
	for s, e := range found {
		m.margins[s] = e.margin(s, m.size)
	}
}

// ends counts where the lines of a setting begin and end, in steps of 3 points.
type ends struct {
	lefts, rights map[int]int
	ended         map[int]int // of rights, those that end a sentence
	lines         int
	width         float64 // of the page
}

func (e *ends) add(l *textLine) {
	right := int(math.Round(l.right / 3))
	e.lines++
	e.lefts[int(math.Round(l.left/3))]++
	e.rights[right]++
	if endsSentence(l.text) {
		e.ended[right]++
	}
}

// margin is where most lines begin and end.
func (e *ends) margin(s setting, size float64) margin {
	at := outermost(e.rights, e.lines, true)
	left, right := 3*float64(outermost(e.lefts, e.lines, false)), 3*float64(at)
	edge := e.width - left
	if s.column > 0 || right >= edge-2.5*size {
		return margin{left, right}
	}
	support, ended := e.rights[at-1]+e.rights[at]+e.rights[at+1], e.ended[at-1]+e.ended[at]+e.ended[at+1]
	// A text of a few short lines does not show its margin: then it is
	// taken to be as wide as the other one. Where most lines that reach the
	// margin end a sentence there, it is none: they are equally long.
	if e.lines < 40 && (support < 3 || support*4 < e.lines) || ended*3 > support*2 {
		right = edge
	}
	return margin{left, right}
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
