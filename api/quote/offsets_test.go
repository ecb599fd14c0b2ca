package quote

import (
	"testing"
	"unicode/utf8"

	"tiaowen/corpus"
)

// Every end of a finding and of what it cites has its number of code points, in whatever order they come.
func TestCodePoints(t *testing.T) {
	const text = "据𠮷府《办法》，“应当”。"
	span := func(from, to int) corpus.Span { return corpus.Span{Start: from, End: to} }
	source := span(len("据𠮷府"), len("据𠮷府《办法》"))
	list := []Finding{{Span: span(len("据𠮷府《办法》，"), len(text)), Source: &source}, {Span: span(0, len("据𠮷"))}}
	got := CodePoints(text, list)
	for at, n := range got {
		if want := utf8.RuneCountInString(text[:at]); n != want {
			t.Errorf("%d code points before byte %d, want %d", n, at, want)
		}
	}
	if len(got) != 6 {
		t.Errorf("%d offsets are known, want 6", len(got))
	}
}
