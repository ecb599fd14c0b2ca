// Package line cuts a text into lines and holds what is known of each: its label, its level, and the
// [Role] that it has in its document. Start with [Split]; a [List] is lines with their source.
package line

import (
	"strings"

	"tiaowen/corpus/label"
	"tiaowen/corpus/script"
)

// Line is one physical line of the source: its visible characters and the label they begin with.
type Line struct {
	Start, End int         // the visible characters: blanks at both ends left out; start == end on an empty line
	Level      int         // heading level given by the format (1 is outermost), 0 for text
	Role       Role        // what it is in its document
	Label      label.Label // what the line begins with; Label.Unit is label.None for plain words
	Table      bool        // in a table
	Node       bool        // a heading above others in the decimal way, see package outline
	Alone      bool        // a clause that stands among the headings: 四、 above no items
	Item       bool        // an item of a clause, whatever its label; Label is that of no line
	Lead       bool        // a heading without a label, see package outline
	Row        bool        // a row that is a clause or a heading, whose label stands in a cell at RowLabel; Label.Size is 0
	RowLabel   int
}

// List is the lines of a source.
type List struct {
	Source string
	Lines  []Line
}

// Words is the line i as written.
func (l *List) Words(i int) string { return l.Source[l.Lines[i].Start:l.Lines[i].End] }

// SetRole gives lines [from, to) a role.
func (l *List) SetRole(from, to int, role Role) {
	for i := from; i < to; i++ {
		l.Lines[i].Role = role
	}
}

// Piece is lines [from, to) with a copy of what is known of them, and the role Text: to try how they would be read alone.
func (l *List) Piece(from, to int) *List {
	piece := &List{Source: l.Source, Lines: append([]Line(nil), l.Lines[from:to]...)}
	piece.SetRole(0, len(piece.Lines), Text)
	return piece
}

// BlankBetween reports whether an empty line stands between lines i and k.
func (l *List) BlankBetween(i, k int) bool {
	return strings.Count(l.Source[l.Lines[i].End:l.Lines[k].Start], "\n") > 1
}

// Split cuts source at line ends. Empty lines are left out. It stops soon after Max.
func Split(source string) []Line {
	lines := make([]Line, 0, min(Max, 16+len(source)/120))
	for at := 0; at < len(source) && len(lines) <= Max; {
		end := len(source)
		next := end
		if i := strings.IndexByte(source[at:], '\n'); i >= 0 {
			end = at + i
			next = end + 1
		}
		start, stop := script.Trim(source, at, end)
		if start < stop {
			lines = append(lines, Line{Start: start, End: stop})
		}
		at = next
	}
	return lines
}

// Max bounds the memory that a text can ask for; the longest law has 4,000 lines.
const Max = 500_000

// Role is what a line is in its document.
type Role uint8

// The roles of a line.
const (
	Text        Role = iota // goes on with what stands above it
	Title                   // of the document
	History                 // when the text was passed, published and changed
	Markup                  // is not content: a contents list, a comment
	Heading                 // of a section
	HeadingRest             // the second line of a heading that was broken
	Clause                  // begins a clause
	Attachment              // begins an attachment
	Cover                   // words of the notice or announcement that the text came under
	Form                    // the lines for names and seals at the end of a contract
)
