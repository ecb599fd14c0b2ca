package outline

import (
	"tiaowen/corpus/line"
	"tiaowen/corpus/reader"
)

// readCover says of the first n lines, the notice or announcement that the text came under, what they
// are: its title, its number and its date are history, its words a passage.
func (p *Outline) readCover(n int) {
	p.cover = n
	if n == 0 {
		return
	}
	t := &Outline{name: p.name, text: &reader.Text{}, List: *p.Piece(0, n)}
	t.readFront()
	p.CoverTitle = t.Title
	t.signature(n)
	for i := range t.Lines {
		switch t.Lines[i].Role {
		case line.Title, line.History:
			p.Lines[i].Role = line.History
		default:
			p.Lines[i].Role = line.Cover
		}
	}
}
