package gram_test

import (
	"fmt"
	"slices"
	"testing"

	"tiaowen/corpus/numeral"
	"tiaowen/index/gram"
)

func ExampleEach() {
	text := gram.Fold("罰款300元")
	gram.Each(text, func(start, end int) { fmt.Print(text[start:end], " ") })
	// Output: 罚 款 罚款 300 元
}

func ExampleOf() {
	fmt.Println(gram.Of("班子成员"), gram.Of("成员"), gram.Of("_班子成员"))
	// Output: [班子 子成 成员] [成员] [_班子成员]
}

func TestEach(t *testing.T) {
	for text, want := range map[string][]string{
		"":      nil,
		"，。":    nil,
		"党":     {"党"},
		"党章":    {"党", "章", "党章"},
		"党，章":   {"党", "章"},
		"3号文":   {"3", "号", "文", "号文"},
		"gdp增速": {"gdp", "增", "速", "增速"},
		"2024年": {"2024", "年"},
		"𠮷日":    {"𠮷", "日", "𠮷日"},
		"\xff党": {"党"},
	} {
		var got []string
		gram.Each(text, func(start, end int) { got = append(got, text[start:end]) })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestLongest(t *testing.T) {
	for term, want := range map[string][]string{
		"党":      {"党"},
		"干部":     {"干部"},
		"四个意识":   {"四个", "个意", "意识"},
		"gdp":    {"gdp"},
		"3号文":    {"3", "号文"},
		"两学 一做":  {"两学", "一做"},
		"“亲”“清”": {"亲", "清"},
	} {
		if got := gram.Longest(term); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", term, got, want)
		}
	}
}

func TestOf(t *testing.T) {
	for word, want := range map[string][]string{
		"":           {""},
		"，":          {"，"},
		"四个意识":       {"四个", "个意", "意识"},
		"_四个意识":      {"_四个意识"},
		"四个 _300元 党": {"四个", "_300元", "党"},
	} {
		if got := gram.Of(word); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

// A figure is one term, however it is written.
func TestFigure(t *testing.T) {
	for text, want := range map[string]string{
		"罚款300万元": "3000000元", "罚款三百万元": "3000000元", "300, 以下": "300",
	} {
		figures := numeral.Figures(gram.Fold(text))
		if len(figures) != 1 {
			t.Fatalf("%s: %d figures", text, len(figures))
		}
		if got := gram.Figure(gram.Fold(text), figures[0]); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestEnds(t *testing.T) {
	for _, test := range []struct {
		text        string
		width       int
		first, last rune
		beginsHan   bool
	}{
		{"", 0, 0xFFFD, 0xFFFD, false},
		{"a条", 1, 'a', '条', false},
		{"条a", 3, '条', 'a', true},
		{"〇", 3, '〇', '〇', true},
		{"𠮷", 4, '𠮷', '𠮷', true},
		{"é条", 2, 'é', '条', false},
	} {
		if gram.Width(test.text) != test.width || gram.First(test.text) != test.first || gram.Last(test.text) != test.last || gram.BeginsHan(test.text) != test.beginsHan {
			t.Errorf("%q: %d %q %q %t", test.text, gram.Width(test.text), gram.First(test.text), gram.Last(test.text), gram.BeginsHan(test.text))
		}
	}
}
