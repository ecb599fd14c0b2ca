package numeral

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// What is read is a prefix of the text, ends between characters and is in range; figures are in order and
// are found again in what they are written as.
func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"", "二十", "一百零八条", "1万2千", "二o二三", "两百五", "百分之三点五", "1,234,567元", "3.5万", "99999999999", "twenty-first", "one hundred and eight", "12th", "十十", "万", "\xff二"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		read := func(name string, n, size int, over bool) {
			if size < 0 || size > len(s) || n < 0 || n > MaxTyped || size < len(s) && utf8.ValidString(s) && !utf8.RuneStart(s[size]) {
				t.Fatalf("%s(%q) = %d, %d", name, s, n, size)
			}
			if size == 0 && (n != 0 || over) {
				t.Fatalf("%s(%q) read nothing and says %d, %v", name, s, n, over)
			}
		}
		n, size, over := ReadTyped(s)
		read("ReadTyped", n, size, over)
		n, size, over = ReadEnglish(s)
		read("ReadEnglish", n, size, over)
		n, _, size = Read(s)
		read("Read", n, size, false)
		if n > Max {
			t.Fatalf("Read(%q) = %d, above %d", s, n, Max)
		}
		if _, ok := Roman(s); ok && strings.Trim(s, "ivxlc") != "" {
			t.Fatalf("Roman(%q)", s)
		}
		at := 0
		for _, fig := range Figures(s) {
			if fig.Start < at || fig.End <= fig.Start || fig.End > len(s) {
				t.Fatalf("Figures(%q): [%d,%d) after %d", s, fig.Start, fig.End, at)
			}
			at = fig.End
			for _, w := range fig.Writings {
				if strings.Contains(w, "点") && !strings.Contains(w, "分之") {
					continue // 三点五 may be a time of the day, and is read as two numbers
				}
				again := Figures(w)
				if len(again) != 1 || again[0].Value != fig.Value {
					t.Fatalf("Figures(%q): %v is written %q, which reads as %v", s, fig.Value, w, again)
				}
			}
		}
	})
}

// A number is read to its end, in characters as in words, and what follows is left.
func TestReadEnds(t *testing.T) {
	for _, c := range []struct {
		text    string
		n, size int
	}{
		{"一百一十", 110, 12}, {"一百一十五条", 115, 15}, {"十万零三", 100_003, 12}, {"1.5", 1, 1}, {"2十", 20, 4}, {"三5", 3, 3}, {"5三", 5, 1}, {"二o二o", 2020, 8}, {"o三", 0, 0}, {"一百零", 100, 6}, {"三万亿", 30_000, 6},
	} {
		if n, size, _ := ReadTyped(c.text); n != c.n || size != c.size {
			t.Errorf("ReadTyped(%q) = %d, %d, want %d, %d", c.text, n, size, c.n, c.size)
		}
	}
	for _, c := range []struct {
		text    string
		n, size int
	}{
		{"two hundred", 200, 11}, {"two hundredth", 200, 13}, {"two hundred and", 200, 11}, {"two hundred and five", 205, 20}, {"two hundred five", 205, 16}, {"three and five", 3, 5}, {"twenty zero", 20, 6}, {"forty-second", 42, 12}, {"eleventh", 11, 8}, {"21stx", 21, 2}, {"hundred", 0, 0}, {"1000000000", MaxTyped, 10},
	} {
		if n, size, _ := ReadEnglish(c.text); n != c.n || size != c.size {
			t.Errorf("ReadEnglish(%q) = %d, %d, want %d, %d", c.text, n, size, c.n, c.size)
		}
	}
}
