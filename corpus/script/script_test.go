package script

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEndsSentence(t *testing.T) {
	for words, want := range map[string]bool{
		"报送。": true, "报送；": true, "报送。”": true, "报送。）”*": true, "The end.": true, "(see above).": true, "the end. ": true,
		"总则": false, "总则”": false, "V2.": false, "4.1": false, "": false, "”": false, "报送……": false, "What?": true,
	} {
		if got := EndsSentence(words); got != want {
			t.Errorf("EndsSentence(%q) = %t", words, got)
		}
	}
}

func TestPlain(t *testing.T) {
	for title, want := range map[string]string{
		"总　则": "总则", " 总 则 ": "总则", "第一章　总 则": "第一章 总 则", "保密\n规定": "保密 规定", "a b": "ab", "规定": "规定", "": "", "\ufeff规定\u200b": "规定",
	} {
		if got := Plain(title); got != want {
			t.Errorf("Plain(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestShortAndAbridge(t *testing.T) {
	for _, tt := range []struct {
		words   string
		n       int
		short   bool
		abridge string
	}{
		{"", 0, true, ""}, {"条", 0, false, "…"}, {"条文", 2, true, "条文"}, {"条文集", 2, false, "条文…"}, {"abc", 3, true, "abc"}, {"abcd", 3, false, "abc…"}, {"𠀀𠀁", 2, true, "𠀀𠀁"},
	} {
		if got := Short(tt.words, tt.n); got != tt.short {
			t.Errorf("Short(%q, %d) = %t", tt.words, tt.n, got)
		}
		if got := Abridge(tt.words, tt.n); got != tt.abridge {
			t.Errorf("Abridge(%q, %d) = %q, want %q", tt.words, tt.n, got, tt.abridge)
		}
	}
}

// Every opening mark has a partner that closes, and no stop is a mark of either kind.
func TestMarks(t *testing.T) {
	openers := 0
	for r := rune(0); r < 0x10000; r++ {
		if c := CloserOf(r); c != 0 {
			openers++
			if !IsCloser(c) {
				t.Errorf("%c is closed by %c, which is no closing mark", r, c)
			}
			if IsStop(r) || IsHan(r) || IsBlank(r) {
				t.Errorf("%c opens and is something else, too", r)
			}
		}
		if IsStop(r) && !IsLoose(r) {
			t.Errorf("the stop %c belongs to a word", r)
		}
		if IsBlank(r) && IsHan(r) {
			t.Errorf("%c is a blank and a character", r)
		}
	}
	if openers != 11 {
		t.Errorf("there are %d opening marks", openers)
	}
	for r, want := range map[rune]bool{'条': true, '㐀': true, '𠀀': true, '〇': false, 'A': false, '々': false, '一': true} {
		if IsHan(r) != want {
			t.Errorf("IsHan(%c) = %t", r, !want)
		}
	}
}

// What Trim cuts off is blank, and what it leaves begins and ends with something that is not.
func FuzzTrim(f *testing.F) {
	for _, s := range []string{"", "　", " a ", "\u200b总　则\ufeff", "\xff \xff", "条"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		start, end := Trim(s, 0, len(s))
		if start > end {
			t.Fatalf("%q: %d to %d", s, start, end)
		}
		if rest := strings.TrimFunc(s[:start]+s[end:], IsBlank); rest != "" {
			t.Fatalf("%q: %q is cut off", s, rest)
		}
		if in := s[start:end]; in != "" {
			first, _ := utf8.DecodeRuneInString(in)
			last, _ := utf8.DecodeLastRuneInString(in)
			if IsBlank(first) || IsBlank(last) {
				t.Fatalf("%q: %q is left", s, in)
			}
			if EndsWord(in) || first != FirstRune(in) || last != LastRune(in) {
				t.Fatalf("%q begins with a blank", in)
			}
		}
		if got := SkipBlank(s, 0, len(s)); got != start && start != end {
			t.Fatalf("%q: SkipBlank is %d, Trim begins at %d", s, got, start)
		}
	})
}
