package corpus

import (
	"strings"
	"unicode/utf8"
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

// isBlank reports whether r shows nothing: white space, the ideographic space,
// zero-width characters, the byte order mark.
func isBlank(r rune) bool {
	switch {
	case r == ' ', r >= '\t' && r <= '\r', r == 0x85, r == 0xA0, r == 0xAD, r == 0x3000, r == 0xFEFF,
		r >= 0x2000 && r <= 0x200F, r >= 0x2028 && r <= 0x202F, r >= 0x205F && r <= 0x2064, r == 0x1680, r == 0x180E:
		return true
	}
	return false
}

// trim moves start and end inwards over blanks.
func trim(s string, start, end int) (int, int) {
	start = skipBlank(s, start, end)
	for end > start {
		r, n := utf8.DecodeLastRuneInString(s[start:end])
		if !isBlank(r) {
			break
		}
		end -= n
	}
	return start, end
}

// skipBlank is the place of the first visible character of s[start:end], or end.
func skipBlank(s string, start, end int) int {
	for start < end {
		r, n := utf8.DecodeRuneInString(s[start:end])
		if !isBlank(r) {
			break
		}
		start += n
	}
	return start
}
