package layout

// page is what stands on a page. Text that is turned by a quarter against the
// rest of its page stands on a separate page behind it.
type page struct {
	number  int // counted from 1
	width   float64
	height  float64
	pieces  []piece    // as the file writes them, until they are laid out
	rules   []Box      // thin lines and edges of boxes; only of pages where words stand side by side
	turned  int        // quarter turns against the file's page
	lines   []textLine // from top to bottom
	objects int        // text, pictures and drawings
	slanted []string   // what does not run along an edge of the page, such as watermarks; not in lines
	chars   int        // characters of the lines
	unknown int        // characters among them whose code the font does not tell
}

// textLine is a line of a page. Distances are points from the left and lower
// edge of the page as it is read.
type textLine struct {
	text        string // cells of a row are separated by tabs
	left, right float64
	base        float64 // the line that its characters stand on
	size        float64 // of its characters
	hang        float64 // where the words behind a label begin that are set off by a tab, else 0
	column      int     // 0 for the whole width of the page, else the column, counted from 1
}

// Box is a place on a page: the distances of its edges from the left and lower edge, in points.
type Box struct{ Left, Right, Top, Bottom float64 }

// sideBySide reports whether the file goes back up and to the right: to the next
// cell of a table, or the next column.
func sideBySide(pieces []piece) bool {
	for i := 1; i < len(pieces); i++ {
		if a, b := pieces[i-1], pieces[i]; b.left > a.right && b.base > a.base+0.3*a.size {
			return true
		}
	}
	return false
}

// Way is how text runs on a page: which way, and how far it leans. Chinese
// fonts have no italics, so that programs lean the upright ones: their lines
// run from left to right all the same.
type Way struct {
	Quarters int     // turns by 90 degrees, counter-clockwise
	Slanted  bool    // it does not run along an edge of the page
	Lean     float64 // to the right, for each unit of height
}

// Turn gives the place of b on the page as it is read by one who turns it so
// that text that runs this way is upright.
func (w Way) Turn(b, room Box) Box {
	switch w.Quarters {
	case 1:
		return Box{b.Bottom - room.Bottom, b.Top - room.Bottom, room.Right - b.Left, room.Right - b.Right}
	case 2:
		return Box{room.Right - b.Right, room.Right - b.Left, room.Top - b.Bottom, room.Top - b.Top}
	case 3:
		return Box{room.Top - b.Top, room.Top - b.Bottom, b.Right - room.Left, b.Left - room.Left}
	}
	return Box{b.Left - room.Left, b.Right - room.Left, b.Top - room.Bottom, b.Bottom - room.Bottom}
}
