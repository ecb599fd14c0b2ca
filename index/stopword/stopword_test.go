package stopword

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMarks(t *testing.T) {
	for _, test := range []struct{ text, marked, sure string }{
		{"什么是裸官", "什么是", "什么"},
		{"请问从严治党怎么办", "请问从怎么办", "请问怎么办"},
		{"gdp是多少", "是多少", "多少"},
		{"裸官", "", ""},
		{"", "", ""},
	} {
		for i, marks := range [][]bool{Marks(test.text), SureMarks(test.text)} {
			var got strings.Builder
			for at, is := range marks {
				if is {
					got.WriteByte(test.text[at])
				}
			}
			if want := [...]string{test.marked, test.sure}[i]; got.String() != want {
				t.Errorf("%s: %q, want %q", test.text, got.String(), want)
			}
		}
	}
}

// Every word of the file can be met.
func TestWords(t *testing.T) {
	if len(words()) < 140 || !Is("怎么办") || Is("裸官") || Is("#") {
		t.Errorf("%d words", len(words()))
	}
	for w := range words() {
		if len(w) > longest || len(w) != utf8.RuneCountInString(w)*len("谁") {
			t.Errorf("%s is never met", w)
		}
	}
}
