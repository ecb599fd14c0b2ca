package layout

import "fmt"

// Page takes the text of one page as a file places it: runs of characters by [Page.Add], or
// characters one by one by [Page.Begin] and [Page.Put]. Distances are points, from the left and
// lower edge of the page.
type Page struct {
	page   page
	set    setter
	room   Box    // as the file places it
	sheets []page // once it is finished
}

// NewPage begins the page with this number, counted from 1. room is where its edges are.
func NewPage(number int, room Box) *Page {
	p := &Page{page: page{number: number, width: room.Right - room.Left, height: room.Top - room.Bottom}, room: room}
	p.set.page = &p.page
	return p
}

// Run is characters in a line, one after the other. Text that runs upwards has
// one quarter turn, upside down two, downwards three.
type Run struct {
	Runes       []rune
	Left, Right []float64 // of each character, along the line, on the page turned so that the line is upright
	Base        float64   // the line that they stand on, on that page
	Size        float64
	Quarters    int
	Slanted     bool // it does not run along an edge of the page
}

// Add takes a run, in the order of the file, and counts it as an object.
func (p *Page) Add(r Run) {
	if len(r.Runes) == 0 || len(r.Left) < len(r.Runes) || len(r.Right) < len(r.Runes) {
		return
	}
	p.page.objects++
	b := func(i int) Box { return Box{r.Left[i], r.Right[i], r.Base + 0.8*r.Size, r.Base - 0.2*r.Size} }
	p.set.begin(Way{Quarters: r.Quarters & 3, Slanted: r.Slanted}, r.Size, r.Size, r.Base, b(0), p.room)
	for i, c := range r.Runes {
		p.set.add(c, b(i))
	}
	p.set.flush()
}

// Objects counts texts, pictures and drawings on the page.
func (p *Page) Objects(n int) { p.page.objects += n }

// Follows reports whether a character at b goes on the run that was begun last. font is the size
// of its font as the file gives it.
func (p *Page) Follows(b Box, font float64) bool { return p.set.follows(b, font) }

// Begin begins a run of characters with that at b. font is the size of the font as the file gives
// it, size that of the characters; base is the line that they stand on, on the page turned so that
// the line is upright.
func (p *Page) Begin(w Way, font, size, base float64, b Box) {
	p.set.begin(w, font, size, base, w.Turn(b, p.room), p.room)
}

// Put adds a character at b to the run that was begun last.
func (p *Page) Put(r rune, b Box) { p.set.add(r, p.set.open.way.Turn(b, p.room)) }

// Gap says that the characters before and behind are set apart.
func (p *Page) Gap() { p.set.blank() }

// Break ends the run, as the end of a line does.
func (p *Page) Break() { p.set.flush() }

// Finish ends the page. Where words stand side by side, it asks for the thin lines and the edges
// of boxes that are drawn on the page, turned as text is that runs that way: they tell a table
// from columns of text. rules may be nil.
func (p *Page) Finish(rules func(Way) []Box) {
	p.set.flush()
	p.sheets = p.set.pages()
	if first := &p.sheets[0]; rules != nil && sideBySide(first.pieces) {
		first.rules = rules(Way{Quarters: first.turned})
	}
}

// Characters is how many characters the page has so far; once it is finished, without those that
// are left out since they run another way.
func (p *Page) Characters() int {
	if p.sheets != nil {
		return p.sheets[0].chars
	}
	return p.page.chars
}

// MaxCharacters is the largest number of characters of a document. The longest code has 200,000.
const MaxCharacters = 5_000_000

// Compose makes paragraphs of the text of pages. It finishes those that are not finished. Its
// errors wrap [ErrEmpty], [ErrScan], [ErrUnreadable] or [ErrTooMuchText].
func Compose(pages []*Page) (*Document, error) {
	var all []page
	chars := 0
	for _, p := range pages {
		if chars += p.Characters(); chars > MaxCharacters {
			return nil, fmt.Errorf("%w: more than %d characters", ErrTooMuchText, MaxCharacters)
		}
		if p.sheets == nil {
			p.Finish(nil)
		}
		all = append(all, p.sheets...)
	}
	d := &Document{}
	d.place(all)
	if err := d.compose(all); err != nil {
		return nil, err
	}
	return d, nil
}
