package layout

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// place puts the pieces of the pages on lines: line numbers in the margin are
// taken off, columns told apart, cells set into rows.
func (d *Document) place(pages []page) {
	d.dropLineNumbers(pages)
	for i := range pages {
		p := &pages[i]
		p.lines = p.layOut()
		p.pieces = nil
	}
}

// layOut makes lines of the pieces of a page, from top to bottom, column by
// column.
func (p *page) layOut() []textLine {
	pieces := join(inLine(p.pieces))
	var lines []textLine
	for _, c := range p.columns(pieces, 0, 0) {
		s := stack{page: p, number: c.number, column: c.number}
		lines = append(lines, s.lines(c.pieces)...)
	}
	return lines
}

// A raised digit is kept between these two signs until it is known whether a
// footnote belongs to it.
const (
	noteStart = "\x0e"
	noteEnd   = "\x0f"
)

// inLine moves a piece that the file writes behind its line to where it stands.
func inLine(pieces []piece) []piece {
	const most = 200 // pieces of a line that are looked through
	out := make([]piece, 0, len(pieces))
	for _, p := range pieces {
		at := len(out)
		for k := len(out) - 1; k >= 0 && k >= len(out)-most; k-- {
			q := out[k]
			if math.Abs(q.base-p.base) > 0.3*min(q.size, p.size) {
				break
			}
			if q.left < p.right-0.2*p.size {
				// p stands behind q; is there room before the next one?
				if p.left < q.right-0.2*p.size {
					at = len(out)
				}
				break
			}
			at = k
		}
		out = slices.Insert(out, at, p)
	}
	return out
}

// join joins pieces that stand side by side without room between them, and puts
// raised digits into the words that they stand at.
func join(pieces []piece) []piece {
	out := make([]piece, 0, len(pieces))
	raised := false // the last piece that was joined
	for _, p := range pieces {
		if n := len(out); n > 0 {
			prev := &out[n-1]
			if prev.raises(p) {
				prev.text += noteStart + p.text + noteEnd
				prev.right, prev.open = p.right, p.open
				raised = true
				continue
			}
			if prev.meets(p, raised) {
				prev.append(p)
				raised = false
				continue
			}
		}
		out = append(out, p)
		raised = false
	}
	return out
}

// isNear reports whether p begins where q ends.
func (q *piece) isNear(p piece) bool {
	gap, most := p.left-q.right, q.size
	if wholeLabel().MatchString(q.text) {
		most /= 2 // what is farther away is set off by a tab
	}
	return gap > -0.6*q.size && gap < most
}

// raises reports whether p is the mark of a note that stands raised behind q.
func (q *piece) raises(p piece) bool {
	up := p.base - q.base
	return up > 0.15*q.size && up < 0.9*q.size && p.size < 0.8*q.size && q.isNear(p) && isNoteMark(p.text)
}

// meets reports whether p goes on the line of q without room between them; raised says
// that q ends with the mark of a note, behind which there is more.
func (q *piece) meets(p piece, raised bool) bool {
	if math.Abs(p.base-q.base) >= 0.3*min(q.size, p.size) {
		return false
	}
	gap := p.left - q.right
	return q.isNear(p) || raised && gap > -0.6*p.size && gap < p.size
}

// append adds p to the words of q. The size of the line is that of most of its words.
func (q *piece) append(p piece) {
	if separate(*q, p) {
		q.text += " "
	}
	q.text += p.text
	q.right, q.open = p.right, p.open
	if visibleLen(p.text)*2 > visibleLen(q.text) {
		q.size, q.base = p.size, p.base
	}
}

// separate reports whether a blank stands between two pieces that are close.
func separate(a, b piece) bool {
	gap := b.left - a.right
	last, _ := utf8.DecodeLastRuneInString(a.text)
	first, _ := utf8.DecodeRuneInString(b.text)
	switch {
	case a.open || b.typed:
		return last != ' ' && first != ' '
	case wide(last) || wide(first):
		return gap > 0.3*a.size || gap > 0.1*a.size && len(a.text) < 48 && setOffLabel().MatchString(a.text)
	}
	return b.apart && gap > 0.1*a.size || gap > 0.3*a.size
}

func visibleLen(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

var noteMark = pattern(`^[\[［〔(（]?(?:\d{1,3}|[①-⑳]|\*{1,3})[\])］〕）]?$`)

func isNoteMark(s string) bool { return noteMark().MatchString(strings.TrimSpace(s)) }

// column is a part of a page in which lines run from its left to its right.
type column struct {
	pieces []piece
	number int // 0 for the whole width
}

const deepest = 2 // columns within columns: three or four side by side

// columns divides pieces where an empty strip runs down the page between lines
// that reach it from both sides. Pieces that cross the strip, as titles do, cut
// the page into bands that are read one after the other. In a table the cells
// are short: there the strip is none.
func (p *page) columns(pieces []piece, number, depth int) []column {
	whole := []column{{pieces, number}}
	if depth == deepest || len(pieces) < 12 {
		return whole
	}
	strip, ok := gutter(pieces)
	if !ok || p.isTable(strip, strip, pieces) {
		return whole
	}
	across, bands := cutBands(pieces, strip)
	var out columnList
	for i, b := range bands {
		if len(b.left) > 0 && len(b.right) > 0 && len(b.left)+len(b.right) > 4 {
			out.addAll(p.columns(b.left, 2*number+1, depth+1))
			out.addAll(p.columns(b.right, 2*number+2, depth+1))
		} else {
			out.add(append(b.left, b.right...), number)
		}
		if i < len(across) {
			out.add(across[i:i+1], number)
		}
	}
	return out
}

// band is what stands on both sides of a strip, between two lines that cross it.
type band struct{ left, right []piece }

// cutBands cuts pieces into bands, from top to bottom: those above the first line that
// crosses the strip, those above the second, … across are the lines between the bands.
func cutBands(pieces []piece, strip float64) (across []piece, bands []band) {
	var rest []piece
	for _, p := range pieces {
		if p.left < strip && p.right > strip {
			across = append(across, p)
		} else {
			rest = append(rest, p)
		}
	}
	slices.SortStableFunc(across, func(a, b piece) int { return cmp.Compare(b.base, a.base) })
	bands = make([]band, len(across)+1)
	for _, p := range rest {
		i := 0
		for i < len(across) && across[i].base > p.base {
			i++
		}
		if p.right <= strip {
			bands[i].left = append(bands[i].left, p)
		} else {
			bands[i].right = append(bands[i].right, p)
		}
	}
	return across, bands
}

// columnList is columns in the order in which they are read; neighbours of one number
// are one.
type columnList []column

func (l *columnList) add(pieces []piece, number int) {
	if len(pieces) == 0 {
		return
	}
	if n := len(*l); n > 0 && (*l)[n-1].number == number {
		(*l)[n-1].pieces = append((*l)[n-1].pieces, pieces...)
		return
	}
	*l = append(*l, column{slices.Clone(pieces), number})
}

func (l *columnList) addAll(columns []column) {
	for _, c := range columns {
		l.add(c.pieces, c.number)
	}
}

// gutter finds the strip between two columns of text.
func gutter(pieces []piece) (x float64, ok bool) {
	left, right, size := math.Inf(1), math.Inf(-1), 0.0
	for _, p := range pieces {
		left, right = min(left, p.left), max(right, p.right)
		size += p.size / float64(len(pieces))
	}
	step := (right - left) / gutterSteps
	if !(step > 0) || right-left < 16*size {
		return 0, false
	}
	var covered [gutterSteps + 1]int
	at := func(x float64) int { return min(max(int((x-left)/step), 0), gutterSteps) }
	for _, p := range pieces {
		covered[at(p.left)]++
		covered[at(p.right)]--
	}
	middle, width, across := emptiest(covered[:])
	if float64(width)*step < 0.8*size {
		return 0, false
	}
	x = left + middle*step
	return x, fills(pieces, x, across)
}

const gutterSteps = 400 // parts of a page's width that are looked at

// emptiest is the middle and the width of the widest strip that the fewest pieces cross,
// away from the edges; across is how many do. In begins are the pieces that begin at a
// place, less those that end there.
func emptiest(begins []int) (middle float64, width, across int) {
	sum, from, run := 0, 0, 0
	across = math.MaxInt
	for i, n := range begins {
		sum += n
		if i < gutterSteps/4 || i > gutterSteps*3/4 {
			continue
		}
		if sum < across {
			across, from, run, width = sum, i, 0, 0
		}
		if sum != across {
			continue
		}
		if i != from+run {
			from, run = i, 0
		}
		if run++; run > width {
			width, middle = run, float64(from)+float64(run)/2
		}
	}
	return middle, width, across
}

// fills reports whether the pieces on both sides of x are lines of text, many of
// them reaching the end of their column.
func fills(pieces []piece, x float64, across int) bool {
	var left, right []piece
	for _, p := range pieces {
		if p.right <= x {
			left = append(left, p)
		}
		if p.left >= x {
			right = append(right, p)
		}
	}
	left, right = linesOf(left), linesOf(right)
	return isColumn(left, pieces[0].size) && isColumn(right, pieces[0].size) && across*4 <= len(left)+len(right)
}

// linesOf makes a piece of those that stand on one line, from top to bottom.
func linesOf(pieces []piece) []piece {
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(b.base, a.base) })
	lines := pieces[:0]
	for _, p := range pieces {
		if n := len(lines); n > 0 && lines[n-1].base-p.base < 0.3*p.size {
			l := &lines[n-1]
			l.text, l.left, l.right = l.text+p.text, min(l.left, p.left), max(l.right, p.right)
			continue
		}
		lines = append(lines, p)
	}
	return lines
}

// isColumn reports whether lines are text: enough of them reach the right end, and
// enough have the marks of sentences.
func isColumn(lines []piece, size float64) bool {
	from, to := math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		from, to = min(from, l.left), max(to, l.right)
	}
	full, prose := 0, 0
	for _, l := range lines {
		if l.right > to-0.15*(to-from) {
			full++
		}
		if strings.ContainsAny(l.text, "，。；、：") {
			prose++
		}
	}
	n := len(lines)
	return n >= 5 && full >= 4 && full*3 >= n && prose*3 >= n && to-from >= 6*size
}

// cell is words that stand together in a row, perhaps on several lines.
type cell struct {
	lines                    []piece
	left, right, top, bottom float64
}

func newCell(p piece) cell {
	return cell{[]piece{p}, p.left, p.right, p.base, p.base}
}

func (c *cell) add(p piece) {
	c.lines = append(c.lines, p)
	c.left, c.right = min(c.left, p.left), max(c.right, p.right)
	c.top, c.bottom = max(c.top, p.base), min(c.bottom, p.base)
}

func (c *cell) text() string {
	s := c.lines[0].text
	for _, l := range c.lines[1:] {
		s = glue(s, l.text)
	}
	return s
}

// mostCellLines bounds the lines of a cell: what is longer is a column of text.
const mostCellLines = 15

// row is a line, or cells side by side.
type row struct {
	cells  []cell
	top    float64
	size   float64
	column int
	flow   int
}

// stack makes lines of pieces that stand in one column.
type stack struct {
	page   *page
	number int // of the column
	rows   []row
	column int     // of the lines that are being read: of this one, or of a part of it
	flow   int     // counts the parts of the page that are read one after the other
	edge   float64 // where the right one of two columns begins
}

// lines makes lines. Where the file goes back up and to the right, the words
// stand beside those before them: they are the next cell of a row, or the next
// column.
func (s *stack) lines(pieces []piece) []textLine {
	for _, p := range pieces {
		s.add(p)
	}
	rows := s.rows
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.flow, b.flow), cmp.Compare(b.top, a.top))
	})
	lines := make([]textLine, 0, len(rows))
	for i := 0; i < len(rows); i++ {
		r := rows[i]
		// Pieces of one line that the file writes at different times.
		for i+1 < len(rows) && r.joins(rows[i+1]) {
			r.cells = append(r.cells, rows[i+1].cells...)
			i++
		}
		lines = append(lines, r.line())
	}
	return lines
}

func (s *stack) newRow(p piece) row {
	if s.column != s.number && p.left < s.edge { // below the columns
		s.column = s.number
		s.flow++
	}
	return row{cells: []cell{newCell(p)}, top: p.base, size: p.size, column: s.column, flow: s.flow}
}

func (s *stack) add(p piece) {
	n := len(s.rows)
	if n == 0 {
		s.rows = append(s.rows, s.newRow(p))
		return
	}
	last := &s.rows[n-1]
	c := &last.cells[len(last.cells)-1]
	below := c.lines[len(c.lines)-1]
	size := min(below.size, p.size)
	switch {
	case math.Abs(p.base-below.base) < 0.3*size && p.left > below.right-0.6*size:
		last.cells = append(last.cells, newCell(p))
	case last.goesOn(p):
		c.add(p)
	case p.base > below.base+0.3*size && p.left >= c.right-0.3*size && beside(s.rows, p):
		if from := s.columnBeside(p); from >= 0 {
			s.divide(from, p)
			return
		}
		s.gather(p)
	default:
		s.rows = append(s.rows, s.newRow(p))
	}
}

// goesOn reports whether p is the next line of the row's last cell.
func (r *row) goesOn(p piece) bool {
	n := len(r.cells)
	if n < 2 {
		return false
	}
	c := &r.cells[n-1]
	above := c.lines[len(c.lines)-1]
	if p.base >= above.base || above.base-p.base >= 2*min(above.size, p.size) || !above.isSize(p) {
		return false
	}
	return p.left > r.cells[n-2].right && len(c.lines) < mostCellLines && (len(c.lines) > 1 || c.overlaps(p)) && r.wraps(p)
}

// isSize reports whether two pieces are set in one size.
func (q *piece) isSize(p piece) bool { return math.Abs(p.size-q.size) < 0.12*max(p.size, q.size) }

func (c *cell) overlaps(p piece) bool { return p.left < c.right && p.right > c.left }

// wraps reports whether p may be the next line of the row's last cell.
func (r *row) wraps(p piece) bool {
	first := &r.cells[0]
	// What stands behind the number of a paragraph is its words, and no cell.
	if len(r.cells) == 2 && wholeLabel().MatchString(strings.TrimSpace(first.text())) {
		return false
	}
	// A line of text under a row reaches back under its first cell.
	return p.left > first.right
}

// beside reports whether p may stand beside the last rows: no line above them is
// lower than p.
func beside(rows []row, p piece) bool {
	n := len(rows)
	r := rows[n-1]
	if p.base < r.top+0.3*p.size {
		return true
	}
	if len(r.cells) > 1 || p.left <= r.cells[0].right {
		return false
	}
	for i := n - 2; i >= 0 && rows[i].flow == r.flow; i-- {
		above := rows[i]
		if above.top > p.base-0.3*p.size {
			return true
		}
		// A line on the way up: a part of the same cell, or p is far above.
		if len(above.cells) > 1 || above.cells[0].right > p.left+0.3*p.size {
			return false
		}
	}
	return p.base < r.top+float64(mostCellLines)*1.6*p.size
}

// columnBeside is the first of the last rows when these are a column of text, and
// p begins the next one: lines, most of them full, and no table drawn around them. Else it is -1.
func (s *stack) columnBeside(p piece) int {
	from := len(s.rows)
	left, right := math.Inf(1), math.Inf(-1)
	for from > 0 && s.rows[from-1].isBeside(p, s.flow) {
		c := &s.rows[from-1].cells[0]
		left, right = min(left, c.left), max(right, c.right)
		from--
	}
	rows := s.rows[from:]
	if len(rows) < 3 || right-left < 6*p.size || !areText(rows, right) || s.page.isTable(right, p.left, piecesOf(rows)) {
		return -1
	}
	return from
}

// isBeside reports whether a row is one cell to the left of p, not above it, and in the
// part of the page that is being read.
func (r *row) isBeside(p piece, flow int) bool {
	return len(r.cells) == 1 && r.cells[0].right <= p.left+0.3*p.size && r.top <= p.base+0.6*p.size && r.flow == flow
}

// areText reports whether rows of one cell are lines of text: half of them reach the
// right end, and they have the marks of sentences.
func areText(rows []row, right float64) bool {
	full, prose := 0, false
	for _, r := range rows {
		if r.cells[0].right > right-1.5*r.size {
			full++
		}
		prose = prose || strings.ContainsAny(r.cells[0].text(), "，。；")
	}
	return prose && full*2 >= len(rows)
}

func piecesOf(rows []row) []piece {
	var out []piece
	for _, r := range rows {
		for _, c := range r.cells {
			out = append(out, c.lines...)
		}
	}
	return out
}

// divide makes the last rows a column, and lets p begin the one beside it.
func (s *stack) divide(from int, p piece) {
	side := 2*s.number + 1
	if s.column != s.number {
		side = s.column
	}
	s.flow++
	for i := from; i < len(s.rows); i++ {
		s.rows[i].column, s.rows[i].flow = side, s.flow
	}
	s.flow++
	s.column, s.edge = side+1, p.left-2*p.size
	s.rows = append(s.rows, s.newRow(p))
}

// isTable reports whether lines are drawn between and around pieces: one that
// runs down between left and right, and one across it.
func (p *page) isTable(left, right float64, pieces []piece) bool {
	if len(p.rules) == 0 || len(pieces) == 0 {
		return false
	}
	room, size := Box{Left: left, Right: right, Top: math.Inf(-1), Bottom: math.Inf(1)}, 0.0
	for _, q := range pieces {
		room.Top, room.Bottom, size = max(room.Top, q.base+q.size), min(room.Bottom, q.base), max(size, q.size)
	}
	down, across := false, false
	for _, r := range p.rules {
		if r.runsDown(room, size) {
			down = true
		} else if r.runsAcross(room, size) {
			across = true
		}
	}
	return down && across
}

// runsDown reports whether a line is drawn down through a room, or within two characters
// of the given size beside it.
func (r *Box) runsDown(room Box, size float64) bool {
	return r.Right-r.Left <= 3 && r.Left > room.Left-2*size && r.Right < room.Right+2*size && r.Bottom < room.Top && r.Top > room.Bottom
}

// runsAcross reports whether a line is drawn across the middle of a room, or within two
// characters of the given size above or below it.
func (r *Box) runsAcross(room Box, size float64) bool {
	middle := (room.Left + room.Right) / 2
	return r.Top-r.Bottom <= 3 && r.Left < middle+size && r.Right > middle-size && r.Bottom > room.Bottom-2*size && r.Top < room.Top+2*size
}

// gather makes the row in which p is the next cell: the last rows, as far as
// they are lines of one cell beside it.
func (s *stack) gather(p piece) {
	rows := s.rows
	n := len(rows)
	if last := &rows[n-1]; len(last.cells) > 1 {
		last.cells = append(last.cells, newCell(p))
		last.top = max(last.top, p.base)
		return
	}
	from := n - 1
	for from > 0 && n-from < mostCellLines && rows[from-1].isCellLine(&rows[from], p) {
		from--
	}
	// Lines above the new cell belong to the row only when they stand with those
	// beside it.
	for from < n-1 && rows[from].top > p.base+1.6*p.size {
		from++
	}
	if n-from >= mostCellLines || rows[from].top > p.base+float64(mostCellLines)*1.6*p.size {
		s.rows = append(rows, s.newRow(p))
		return
	}
	joined := rows[from]
	for _, r := range rows[from+1 : n] {
		joined.cells[0].add(r.cells[0].lines[0])
	}
	joined.cells = append(joined.cells, newCell(p))
	joined.top = max(joined.top, p.base)
	s.rows = append(rows[:from], joined)
}

// isCellLine reports whether a row is a line of the cell that goes on with the row below,
// to the left of p.
func (r *row) isCellLine(below *row, p piece) bool {
	c := &r.cells[0]
	gap := r.top - below.top
	return len(r.cells) == 1 && c.right <= p.left && gap > 0 && gap <= 1.7*below.size && below.cells[0].overlaps(c.lines[0])
}

// joins reports whether row b stands on the line of r, to its right.
func (r *row) joins(b row) bool {
	last := &r.cells[len(r.cells)-1]
	return len(last.lines) == 1 && len(b.cells[0].lines) == 1 &&
		math.Abs(r.top-b.top) < 0.3*min(r.size, b.size) && b.cells[0].left >= last.right-0.1*r.size
}

// wholeLabel matches what is a label and nothing else.
var wholeLabel = pattern(`^(?:第\s*[一二三四五六七八九十百千零〇○\d]+\s*(?:[编章节条]|分编|部分)(?:之[一二三四五六七八九十]+)?|[（(][一二三四五六七八九十百\d]{1,4}[)）]|[一二三四五六七八九十百]{1,5}[、.．]|\d{1,4}[.．、)）]|\d{1,3}(?:[.．]\d{1,3}){1,5}[.．]?|[①-⑳]|附[件录表]\s*[一二三四五六七八九十\d]*[：:]?)$`)

// line makes a line of a row.
func (r *row) line() textLine {
	first, last := &r.cells[0], &r.cells[len(r.cells)-1]
	l := textLine{left: first.left, right: last.right, base: r.top, size: r.size, column: r.column}
	n := 0
	for i := range r.cells {
		c := &r.cells[i]
		words := c.text()
		if k := visibleLen(words); k > n {
			n, l.size = k, c.lines[0].size
		}
		l.text += r.separator(i) + words
	}
	if r.isLabelled() && r.gap(1) > 0.5*first.lines[0].size {
		l.hang = last.left
	}
	if len(last.lines) == 1 && len(first.lines) == 1 {
		l.base = first.lines[0].base
	}
	return l
}

// gap is the room before cell i, which is not the first.
func (r *row) gap(i int) float64 { return r.cells[i].left - r.cells[i-1].right }

// isLabelled reports whether a row is the number of a paragraph, set off by a tab, and
// its words.
func (r *row) isLabelled() bool {
	first := &r.cells[0]
	return len(r.cells) == 2 && len(first.lines) == 1 && r.gap(1) > 0.3*first.lines[0].size && wholeLabel().MatchString(strings.TrimSpace(first.text()))
}

// separator is what stands before cell i: a tab between the cells of a table.
func (r *row) separator(i int) string {
	if i == 0 {
		return ""
	}
	before := &r.cells[i-1]
	gap, size := r.gap(i), before.lines[0].size
	switch {
	case r.isLabelled():
		return " "
	case gap > 2*size && !r.spaced(), len(r.cells[i].lines) > 1, len(before.lines) > 1:
		return "\t"
	case gap > 0.3*size:
		return " "
	}
	return ""
}

// spaced reports whether the cells are single characters set far apart: 总 则.
func (r *row) spaced() bool {
	if len(r.cells) > 6 {
		return false
	}
	for i := range r.cells {
		if s := strings.TrimSpace(r.cells[i].text()); utf8.RuneCountInString(s) != 1 || !unicode.Is(unicode.Han, []rune(s)[0]) {
			return false
		}
	}
	return true
}

// dropLineNumbers takes off the numbers in the margin of a draft: outside of
// the text, beside nearly every line or every fifth, counting on from line to line,
// and at the same place of every page.
func (d *Document) dropLineNumbers(pages []page) {
	from, to := math.Inf(1), math.Inf(-1)
	for i := range pages {
		for _, k := range lineNumbers(pages[i].pieces) {
			p := pages[i].pieces[k]
			from, to = min(from, p.left), max(to, p.right)
		}
	}
	if from > to {
		return
	}
	marked := make([][]bool, len(pages))
	for i := range pages {
		marked[i] = numbersBetween(pages[i].pieces, from, to)
		if !slices.Contains(marked[i], true) && len(pages[i].pieces) > 12 {
			return
		}
	}
	for i := range pages {
		kept := pages[i].pieces[:0]
		for k, p := range pages[i].pieces {
			if marked[i][k] {
				d.LineNumbers.add(p.text)
				continue
			}
			kept = append(kept, p)
		}
		pages[i].pieces = kept
	}
}

// numbersBetween tells which pieces are numbers beside the text, at a place of the margin.
func numbersBetween(pieces []piece, from, to float64) []bool {
	marked := make([]bool, len(pieces))
	for _, k := range marginNumbers(pieces) {
		p := pieces[k]
		marked[k] = p.left > from-p.size && p.right < to+p.size
	}
	return marked
}

// marginNumbers are the pieces that are numbers beside the text, from top to bottom.
func marginNumbers(pieces []piece) []int {
	left, right := math.Inf(1), math.Inf(-1)
	for _, p := range pieces {
		if !isNumber(p.text) {
			left, right = min(left, p.left), max(right, p.right)
		}
	}
	var numbers []int
	for i, p := range pieces {
		if isNumber(p.text) && (p.right < left || p.left > right) {
			numbers = append(numbers, i)
		}
	}
	slices.SortStableFunc(numbers, func(a, b int) int { return cmp.Compare(pieces[b].base, pieces[a].base) })
	return numbers
}

// lineNumbers are the pieces of a page that are surely line numbers.
func lineNumbers(pieces []piece) []int {
	numbers := marginNumbers(pieces)
	if len(numbers) < 3 {
		return nil
	}
	step := evenStep(pieces, numbers)
	if step < 1 || step > 20 {
		return nil
	}
	// How many lines have none? A page number and a running head may.
	lines := textLines(pieces, pieces[numbers[0]].size)
	if lines > len(numbers)*step+step+2 || lines+2 < len(numbers) {
		return nil
	}
	return numbers
}

// evenStep is by how much numbers count on from one to the next; 0 when that differs.
func evenStep(pieces []piece, numbers []int) int {
	value := func(i int) int {
		n, _ := strconv.Atoi(strings.TrimSpace(pieces[i].text))
		return n
	}
	step := value(numbers[1]) - value(numbers[0])
	for i := 1; i < len(numbers); i++ {
		if value(numbers[i])-value(numbers[i-1]) != step {
			return 0
		}
	}
	return step
}

// textLines counts the heights at which there is text other than numbers of a size.
func textLines(pieces []piece, size float64) int {
	var bases []float64
	for _, p := range pieces {
		if !isNumber(p.text) {
			bases = append(bases, p.base)
		}
	}
	slices.Sort(bases)
	lines := 0
	for i, b := range bases {
		if i == 0 || b-bases[i-1] > 0.5*size {
			lines++
		}
	}
	return lines
}

var bareNumber = pattern(`^\s*\d{1,5}\s*$`)

func isNumber(s string) bool { return bareNumber().MatchString(s) }
