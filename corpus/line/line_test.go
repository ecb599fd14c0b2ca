package line

import (
	"strings"
	"testing"

	"tiaowen/corpus/script"
)

// Lines are in order, show something, and all that lies between them is blank.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{"", "\n", "a", "　a　\n\n b\r\nc", "\ufeff甲\n\u200b\n乙", "\xff\n\xff", "a\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		at := 0
		for _, l := range Split(source) {
			if l.Start < at || l.End <= l.Start || l.End > len(source) {
				t.Fatalf("%q: a line from %d to %d, after %d", source, l.Start, l.End, at)
			}
			if between := strings.TrimFunc(source[at:l.Start], script.IsBlank); between != "" {
				t.Fatalf("%q: %q is in no line", source, between)
			}
			if strings.Contains(source[l.Start:l.End], "\n") || script.EndsWord(source[l.Start:]) {
				t.Fatalf("%q: the line %q", source, source[l.Start:l.End])
			}
			at = l.End
		}
		if rest := strings.TrimFunc(source[at:], script.IsBlank); rest != "" {
			t.Fatalf("%q: %q is in no line", source, rest)
		}
	})
}

// A text that asks for more lines than any document has gets no more than the limit, and one.
func TestSplitLimit(t *testing.T) {
	if n := len(Split(strings.Repeat("a\n", Max+1000))); n != Max+1 {
		t.Errorf("%d lines", n)
	}
}

// A piece can be given roles that the list does not get.
func TestList(t *testing.T) {
	source := "甲\n乙\n\n丙\n"
	l := &List{Source: source, Lines: Split(source)}
	l.SetRole(0, 2, Title)
	piece := l.Piece(1, 3)
	piece.SetRole(1, 2, History)
	if piece.Words(0) != "乙" || piece.Words(1) != "丙" || piece.Lines[0].Role != Text || piece.Lines[1].Role != History {
		t.Errorf("piece %+v", piece.Lines)
	}
	if l.Lines[0].Role != Title || l.Lines[1].Role != Title || l.Lines[2].Role != Text {
		t.Errorf("list %+v", l.Lines)
	}
	if l.BlankBetween(0, 1) || !l.BlankBetween(1, 2) {
		t.Error("an empty line stands between 乙 and 丙 alone")
	}
}
