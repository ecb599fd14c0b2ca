package spelling

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/index/stopword"
)

// What stands in a text is never taken for a slip: no piece of a sentence between two marks is corrected.
func TestTextIsRight(t *testing.T) {
	d := corpus.Measures()
	sp := spellerOf(t, []*corpus.Document{d})
	pieces := 0
	for _, c := range d.Clauses {
		for _, piece := range strings.FieldsFunc(c.Text(), func(r rune) bool { return !gram.IsHan(r) }) {
			folded := gram.Fold(piece)
			if n := utf8.RuneCountInString(folded); n < 2 || n > maxQuery {
				continue
			}
			pieces++
			if got := sp.Correct(Query{Text: piece, Folded: folded}); got != "" {
				t.Errorf("%s is corrected to %s", piece, got)
			}
		}
	}
	if pieces < 300 {
		t.Errorf("only %d pieces were looked at", pieces)
	}
}

// Slips in short queries and in sentences, and what is like one and is none.
func TestSlips(t *testing.T) {
	sp := spellerOf(t, []*corpus.Document{corpus.Measures()})
	for _, test := range []struct{ typed, want string }{
		{"形式主意", "形式主义"}, // of the same sound
		{"民主集中治", "民主集中制"},
		{"三会一颗", "三会一课"},
		{"民集主中制", "民主集中制"}, // two changed places
		{"民主集制", "民主集中制"},  // one missing
		{"披萨饼", ""},        // of which no text speaks
		{"今天天气怎么样", ""},
		{"干部", ""},
		{"什么是", ""},
	} {
		if got := sp.misspelled(Query{Text: test.typed, Folded: test.typed}); got != test.want {
			t.Errorf("%s: %q, want %q", test.typed, got, test.want)
		}
	}
}

// Places that are known to be right, and the words in which people ask, are no slips.
func TestRightIn(t *testing.T) {
	const text = "什么是从严执党"
	marked := func(right []bool) string {
		var b strings.Builder
		for i, r := range text {
			if !right[i] {
				b.WriteRune(r)
			}
		}
		return b.String()
	}
	right, asks := rightIn(Query{Folded: text})
	if !asks || strings.Contains(marked(right), "什么") || !strings.HasSuffix(marked(right), "从严执党") {
		t.Errorf("left to look at: %q, asks: %v", marked(right), asks)
	}
	at := strings.Index(text, "执党")
	if right, _ = rightIn(Query{Folded: text, Right: []Place{{at, len(text)}}}); !strings.HasSuffix(marked(right), "从严") {
		t.Errorf("left to look at: %q", marked(right))
	}
	if right, asks = rightIn(Query{Folded: "从严执党"}); asks || slices.Contains(right, true) {
		t.Error("a query without a word that asks")
	}
	if !stopword.Is("什么") {
		t.Fatal("什么 asks nothing")
	}
}

// Rows of Chinese characters that may be slips: digits, letters, marks and what is right part them.
func TestHanRuns(t *testing.T) {
	for _, test := range []struct {
		text  string
		right []string
		want  []string
	}{
		{"从严执党", nil, []string{"从严执党"}},
		{"从严20执党,好", nil, []string{"从严", "执党", "好"}},
		{"从严执党", []string{"严"}, []string{"从", "执党"}},
		{"从严执党", []string{"从严执党"}, nil},
		{"abc 20", nil, nil},
		{"", nil, nil},
	} {
		right := make([]bool, len(test.text))
		for _, piece := range test.right {
			at := strings.Index(test.text, piece)
			for i := range piece {
				right[at+i] = true
			}
			for i := at; i < at+len(piece); i++ {
				right[i] = true
			}
		}
		var got []string
		for start, end := range hanRuns(test.text, right) {
			got = append(got, test.text[start:end])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q without %q: %q, want %q", test.text, test.right, got, test.want)
		}
		for range hanRuns(test.text, right) {
			break // a caller may stop at the first
		}
	}
}

// Letters are read as pinyin, whole or initials, and put back between what stands around them.
func TestPinyinQueries(t *testing.T) {
	sp := spellerOf(t, []*corpus.Document{corpus.Measures()})
	for _, test := range []struct{ typed, want string }{
		{"sanhuiyike", "三会一课"},
		{"SHYK", "三会一课"},
		{"什么是sanhuiyike？", "什么是三会一课?"},
		{"xingshizhuyi", "形式主义"},
		{"congyanzhidang xingshizhuyi", "从严治党 形式主义"},
		{"hello world", ""},
		{"zzzzzz", ""},
		{"三会一课", ""},
		{"", ""},
	} {
		got, ok := sp.Pinyin(test.typed)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("%q: %q %v, want %q", test.typed, got, ok, test.want)
		}
	}
}
