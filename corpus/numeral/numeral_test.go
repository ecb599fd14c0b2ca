package numeral

import "testing"

// A label and a number that somebody types are read by different rules: a label
// is printed in full, people leave the last unit out.
func TestReadTyped(t *testing.T) {
	for _, c := range []struct {
		text         string
		label, typed int
		size         int // of what is read as typed
	}{
		{"一百零三条", 103, 103, 12},
		{"一百二", 102, 120, 9},
		{"两百五十元", 250, 250, 12},
		{"二〇二三年", 2023, 2023, 12},
		{"廿一条", 21, 21, 6},
		{"贰拾贰条", 22, 22, 9},
		{"20条", 20, 20, 2},
		{"1万2千", 1, 12000, 8},
		{"三百万元", 300, 3_000_000, 9},
		{"一千零五十", 1050, 1050, 15},
		{"条", 0, 0, 0},
		{"", 0, 0, 0},
		{"第二十条", 0, 0, 0},
	} {
		if n, _, _ := Read(c.text); n != c.label {
			t.Errorf("Read(%q) = %d, want %d", c.text, n, c.label)
		}
		if n, size, over := ReadTyped(c.text); n != c.typed || size != c.size || over {
			t.Errorf("ReadTyped(%q) = %d, %d, %v, want %d, %d", c.text, n, size, over, c.typed, c.size)
		}
	}
	if n, size, over := ReadTyped("999999999999"); n != MaxTyped || size != 12 || !over {
		t.Errorf("a number out of range is %d, %d, %v", n, size, over)
	}
	if _, _, size := Read("100000"); size != 0 {
		t.Error("a label has a number above Max")
	}
}

func TestReadEnglish(t *testing.T) {
	for text, want := range map[string]struct{ n, size int }{
		"twenty-first clause":     {21, len("twenty-first")},
		"one hundred and eight":   {108, len("one hundred and eight")},
		"108th":                   {108, len("108th")},
		"20 clauses":              {20, len("20")},
		"twelfth":                 {12, len("twelfth")},
		"clause":                  {0, 0},
		"one hundred and a":       {100, len("one hundred")},
		"ninety nine red balloon": {99, len("ninety nine")},
	} {
		if n, size, over := ReadEnglish(text); n != want.n || size != want.size || over {
			t.Errorf("ReadEnglish(%q) = %d, %d, %v, want %v", text, n, size, over, want)
		}
	}
	for word, want := range map[string]int{"iv": 4, "xcix": 99, "vi": 6, "iiii": 0, "c": 0, "clause": 0, "": 0} {
		if n, ok := Roman(word); ok != (want > 0) || ok && n != want {
			t.Errorf("Roman(%q) = %d, %v, want %d", word, n, ok, want)
		}
	}
}

// Read reads every number below 10,000 as Han writes it.
func TestHanRead(t *testing.T) {
	for n := 0; n < 10_000; n++ {
		if got, arabic, size := Read(Han(n)); got != n || arabic || size != len(Han(n)) {
			t.Fatalf("%d is written %s and read as %d", n, Han(n), got)
		}
	}
	if Han(-1) != "-1" || Han(MaxTyped+1) != "1000000000" {
		t.Error("a number out of range is not written in digits")
	}
}
