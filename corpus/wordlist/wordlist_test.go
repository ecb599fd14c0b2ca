package wordlist

import (
	"slices"
	"testing"
)

func TestRead(t *testing.T) {
	f := Read("# a comment\n\n[one]\n甲 乙\n  丙\n# 丁\n[two]\n戊\n")
	if got := f.Words("one"); !slices.Equal(got, []string{"甲", "乙", "丙"}) {
		t.Errorf("one: %q", got)
	}
	if got := f.Words("two"); !slices.Equal(got, []string{"戊"}) {
		t.Errorf("two: %q", got)
	}
	f = Read("[phrases]\nwhich_law 甲.\n[pairs]\n天/日 岁/周岁\n[characters]\n甲乙 丙\n[words]\n第 第一\n")
	if got := f.Set("phrases"); len(got) != 2 || !got["which law"] {
		t.Errorf("set: %v", got)
	}
	if got := f.Pairs("pairs"); !slices.Equal(got, [][2]string{{"天", "日"}, {"岁", "周岁"}}) {
		t.Errorf("pairs: %q", got)
	}
	if got := f.Characters("characters"); got != "甲乙丙" {
		t.Errorf("characters: %q", got)
	}
	if got := f.Alternation("words") + f.Alternation("phrases"); got != `(?:第一|第)(?:which law|甲\.)` {
		t.Errorf("alternation: %q", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("a list that the file does not have is given")
		}
	}()
	f.List("three")
}

func TestList(t *testing.T) {
	l := New("应", "应当", "及时")
	for _, tt := range []struct {
		text, after, before string
		begins, ends        int
		within              bool
	}{
		{"应当登记", "登记", "应当登记", 6, 0, true}, // the longest word is taken
		{"应及时登记", "登记", "应及时登记", 3, 0, true},
		{"应当、及时", "", "应当、", 6, 6, true}, // 、 between words goes with them
		{"登记", "登记", "登记", 0, 0, false},
		{"", "", "", 0, 0, false},
	} {
		if n := l.Begins(tt.text); n != tt.begins {
			t.Errorf("%s begins with %d bytes of a word, want %d", tt.text, n, tt.begins)
		}
		if n := l.Ends(tt.text); n != tt.ends {
			t.Errorf("%s ends with %d bytes of a word, want %d", tt.text, n, tt.ends)
		}
		if l.Within(tt.text) != tt.within {
			t.Errorf("%s: within is %v", tt.text, !tt.within)
		}
		if got := l.After(tt.text); got != tt.after {
			t.Errorf("%s: after is %s, want %s", tt.text, got, tt.after)
		}
		if got := l.Before(tt.text); got != tt.before {
			t.Errorf("%s: before is %s, want %s", tt.text, got, tt.before)
		}
	}
}
