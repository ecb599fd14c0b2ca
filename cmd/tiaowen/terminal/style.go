package terminal

import (
	"fmt"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// Style draws on a terminal and leaves the words alone elsewhere.
type Style struct{ On bool }

// Style is that of the output: on for a terminal, unless the environment says NO_COLOR or TERM=dumb.
func (t *Terminal) Style() Style {
	f, ok := t.Stdout.(*os.File)
	return Style{ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))}
}

func (s Style) wrap(code, text string) string {
	text = Visible(text)
	if !s.On || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// Bold draws a text in bold type.
func (s Style) Bold(text string) string { return s.wrap("1", text) }

// Dim draws a text fainter than others.
func (s Style) Dim(text string) string { return s.wrap("2", text) }

// Mark draws a text in bold type and another colour.
func (s Style) Mark(text string) string { return s.wrap("1;33", text) }

// Visible drops the control characters of a document or a query, which a terminal would obey. Line ends and tabs
// stay.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
}

// Plain is s on one line: blanks become spaces, what cannot be printed becomes U+FFFD. Titles and file names come from
// strangers.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsPrint(r):
			return r
		}
		return '\uFFFD'
	}, s)
}

// Dated is a title with the date of its version.
func Dated(title, date string) string {
	if date == "" {
		return Plain(title)
	}
	return fmt.Sprintf("%s (%s)", Plain(title), date)
}

// Indent keeps the paragraphs of a text below their clause.
func Indent(text string) string {
	lines := strings.Split(text, "\n")
	out := lines[:0]
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, "    "+line)
		}
	}
	return strings.Join(out, "\n")
}
