package pinyin

import (
	"slices"
	"strings"
	"testing"
)

// A word is found by its pinyin however this is typed: without gaps, with blanks, with apostrophes, in capitals,
// with tones as digits behind each syllable.
func TestTypedInEveryWay(t *testing.T) {
	for _, word := range []string{"巡察", "三会一课", "旅客", "女职工", "西安", "保险", "略微", "全面从严治党", "档案", "儿童"} {
		spelling := Sounds(word, 1)[0]
		syllables := strings.Fields(spelling)
		for _, typed := range []string{
			strings.Join(syllables, ""), spelling, strings.Join(syllables, "'"), strings.Join(syllables, "-"), strings.ToUpper(spelling),
			strings.Join(syllables, "1") + "5", strings.Join(syllables, "4 ") + "4", strings.ReplaceAll(spelling, "v", "ü"), strings.ReplaceAll(spelling, "v", "u:"),
			strings.ReplaceAll(spelling, "v", "u\u0308"), strings.ReplaceAll(spelling, "v", "Ǚ"),
		} {
			ways, ok := Syllables(typed)
			if !ok || !slices.ContainsFunc(ways, func(way []string) bool { return slices.Equal(way, syllables) }) {
				t.Errorf("%s, typed %q, is read %q", word, typed, ways)
			}
		}
		// Half typed: the last syllable is a piece of itself.
		last := syllables[len(syllables)-1]
		for n := 1; n < len(last); n++ {
			if ways, ok := Syllables(spelling[:len(spelling)-n]); !ok {
				t.Errorf("%s, typed up to %q, is read %q", word, spelling[:len(spelling)-n], ways)
			}
		}
	}
}

// Dots belong to u alone; what is not a pinyin is refused, not read as something else.
func TestUmlaut(t *testing.T) {
	for typed, want := range map[string]string{
		"lü": "lv", "LǙ": "Lv", "lu:": "lv", "lu\u0308": "lv", "l:u": "lu", "luo:": "luo", "\u0308": "", "ü": "v", "uu:": "uv", "u::": "v", "巡ü": "巡v",
	} {
		if got := vForUmlaut(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
	for _, typed := range []string{"5", "a1 5", " 1", "a6", "a.b", "ａ＋", strings.Repeat("a ", 65), strings.Repeat("ü", 200)} {
		if ways, ok := Syllables(typed); ok {
			t.Errorf("%q is read %q", typed, ways)
		}
	}
}

// The cuts of a row of letters spell it, are all different, and come with the fewest syllables first.
func TestCuts(t *testing.T) {
	for _, s := range []string{"xianguojia", "fangannei", "zhuangzhuangzhuang", "luoguan", "aaaaaaaaaaaaaaaaaaaa", "quanguorenda", "bu"} {
		ways := wholeSyllables(s)
		if len(ways) == 0 || len(ways) > mostCuts {
			t.Errorf("%s has %d cuts", s, len(ways))
		}
		seen := make(map[string]bool)
		for i, way := range ways {
			cut := strings.Join(way, " ")
			if strings.Join(way, "") != s || seen[cut] || i > 0 && len(way) < len(ways[i-1]) {
				t.Errorf("%s: %q is cut %d of %q", s, cut, i, ways)
			}
			seen[cut] = true
			for _, syllable := range way {
				if !pinyins().has(syllable) {
					t.Errorf("%s: %s is no syllable", s, syllable)
				}
			}
		}
	}
	if ways := wholeSyllables("xq"); ways != nil {
		t.Errorf("xq is cut into %q", ways)
	}
}
