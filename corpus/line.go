package corpus

import (
	"strings"
)

// line is one physical line of the source: its visible characters and the label they begin with.
type line struct {
	start, end int   // the visible characters: blanks at both ends left out; start == end on an empty line
	level      int   // heading level given by the format (1 is outermost), 0 for text
	role       role  // what it is in its document
	label      label // what the line begins with; label.unit is noUnit for plain words
	table      bool  // in a table
	node       bool  // a heading above others in the decimal way, see decimals
	lead       bool  // a heading without a label, see leads
}

// splitLines cuts source at line ends. Empty lines are left out. It stops soon after maxLines.
func splitLines(source string) []line {
	lines := make([]line, 0, min(maxLines, 16+len(source)/120))
	for at := 0; at < len(source) && len(lines) <= maxLines; {
		end := len(source)
		next := end
		if i := strings.IndexByte(source[at:], '\n'); i >= 0 {
			end = at + i
			next = end + 1
		}
		start, stop := trim(source, at, end)
		if start < stop {
			lines = append(lines, line{start: start, end: stop})
		}
		at = next
	}
	return lines
}

// maxLines bounds the memory that a text can ask for; the longest law has 4,000 lines.
const maxLines = 500_000

// role is what a line is in its document.
type role uint8

const (
	isText role = iota
	isTitle
	isHistory
	isMarkup
	isHeading
	isHeadingRest // the second line of a heading that was broken
	isClause
	isAttachment // begins an attachment
	isCover      // words of the notice or announcement that the text came under
	isForm       // the lines for names and seals at the end of a contract
)
