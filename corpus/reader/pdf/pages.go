package pdf

import "fmt"

// Page takes the text of a page that another format than PDF places: [Compose]
// makes paragraphs of it as of a PDF's. Distances are points, from the left and
// lower edge of the page.
type Page struct {
	page page
	set  setter
}

// NewPage begins the page with this number, counted from 1.
func NewPage(number int, width, height float64) *Page {
	p := &Page{page: page{number: number, width: width, height: height}}
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

// Add takes a run, in the order of the file.
func (p *Page) Add(r Run) {
	if len(r.Runes) == 0 || len(r.Left) < len(r.Runes) || len(r.Right) < len(r.Runes) {
		return
	}
	p.page.objects++
	b := func(i int) box { return box{r.Left[i], r.Right[i], r.Base + 0.8*r.Size, r.Base - 0.2*r.Size} }
	p.set.begin(way{quarters: r.Quarters & 3, slanted: r.Slanted}, r.Size, r.Size, r.Base, b(0), box{0, p.page.width, p.page.height, 0})
	for i, c := range r.Runes {
		p.set.add(c, b(i))
	}
	p.set.flush()
}

// Object counts a picture or a drawing on the page.
func (p *Page) Object() { p.page.objects++ }

// Characters is how many characters the page has so far.
func (p *Page) Characters() int { return p.page.chars }

// Compose makes paragraphs of the text of pages. Its errors wrap [ErrEmpty],
// [ErrScan], [ErrUnreadable] or [ErrTooMuchText].
func Compose(pages []*Page) (*Document, error) {
	var all []page
	chars := 0
	for _, p := range pages {
		if chars += p.page.chars; chars > maxChars {
			return nil, fmt.Errorf("%w: more than %d characters", ErrTooMuchText, maxChars)
		}
		all = append(all, p.set.pages()...)
	}
	d := &Document{}
	d.place(all)
	if err := d.compose(all); err != nil {
		return nil, err
	}
	return d, nil
}
