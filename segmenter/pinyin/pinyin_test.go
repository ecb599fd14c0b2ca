package pinyin

import (
	"os"
	"slices"
	"strings"
	"testing"

	"tiaowen/segmenter"
)

func TestSyllables(t *testing.T) {
	for _, c := range [][2]string{
		{"mianzigongcheng", "mian zi gong cheng / mi an zi gong cheng"},
		{"san hui yi ke", "san hui yi ke"},
		{"sanhuiyike", "san hui yi ke"},
		{"xuncha huitoukan", "xun cha hui tou kan"},
		{"XunChá", "xun cha"},
		{"xian", "xian / xi an"},
		{"xi'an", "xi an"},
		{"luse", "lu se"},
		{"lǜshi", "lv shi"},
		{"lvshi", "lv shi"},
		{"lu:4shi1", "lv shi"},
		{"cong2yan2 zhi4dang3", "cong yan zhi dang"},
		{"mzjzz", "m z j z z"},
		{"zhsh", "zh sh"},
		{"mianzig", "mian zi g / mi an zi g"},
		{"mianzigongch", "mian zi gong ch / mi an zi gong ch"},
		{"fangan", "fang an / fan gan"},
		{"luoguan", "luo guan / luo gu an / lu o guan / lu o gu an"},
		{"ｘｕｎｃｈａ", "xun cha"},
		{"clause", ""},
		{"iiii", ""},
		{"巡察", ""},
		{"", ""},
		{"5", ""},
		{"a+b", ""},
		{strings.Repeat("a", 65), ""},
	} {
		ways, ok := Syllables(c[0])
		var got []string
		for _, w := range ways {
			got = append(got, strings.Join(w, " "))
		}
		if s := strings.Join(got, " / "); s != c[1] || ok != (c[1] != "") {
			t.Errorf("Syllables(%q) = %q, %v, want %q", c[0], s, ok, c[1])
		}
	}
}

func TestSounds(t *testing.T) {
	if got := strings.Join(Sounds("巡察", 4), ", "); got != "xun cha" {
		t.Errorf("Sounds(巡察) = %s", got)
	}
	if got := Sounds("银行", 8); !strings.Contains(strings.Join(got, ","), "yin hang") || len(got) > 8 {
		t.Errorf("Sounds(银行) = %v", got)
	}
	if Sounds("a", 4) != nil || Sounds("", 4) != nil {
		t.Error("what has no reading has a sound")
	}
	for _, pair := range []string{"党挡", "执治", "查察", "裸锣", "行航", "行形"} {
		r := []rune(pair)
		if !SameSound(r[0], r[1]) {
			t.Errorf("%s do not sound the same", pair)
		}
	}
	if SameSound('党', '国') || SameSound('a', 'a') {
		t.Error("党 and 国 sound the same")
	}
	// The measures text can be read aloud.
	measures, err := os.ReadFile("../../corpus/measures/measures.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range fold(string(measures)) {
		if r >= 0x4E00 && r <= 0x9FFF && Readings(r) == nil {
			t.Errorf("%c has no reading", r)
		}
	}
}

func fold(s string) string {
	folded, _ := segmenter.Fold(s)
	return folded
}

func spelled(ways [][]string) (out []string) {
	for _, way := range ways {
		out = append(out, strings.Join(way, " "))
	}
	return out
}

func FuzzSyllables(f *testing.F) {
	f.Add("mianzigongcheng", "面子工程")
	f.Add("xi'an lü3:", "西安")
	f.Add("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "啊")
	f.Fuzz(func(t *testing.T, latin, word string) {
		ways, ok := Syllables(latin)
		if ok != (len(ways) > 0) || len(ways) > mostCuts {
			t.Fatalf("Syllables(%q) = %d ways, %v", latin, len(ways), ok)
		}
		if s, _ := letters(latin); ok {
			for _, way := range ways {
				if strings.Join(way, "") != strings.ReplaceAll(s, " ", "") {
					t.Fatalf("Syllables(%q) = %v", latin, way)
				}
			}
		}
		// Syllables cuts what Sounds spells into the same syllables, unless it is too long or holds a rare one.
		for _, s := range Sounds(word, 3) {
			if ways, ok := Syllables(s); ok && !slices.Contains(spelled(ways), s) {
				t.Fatalf("%q is spelled %q and cut into %v", word, s, ways)
			}
		}
	})
}

func BenchmarkPinyinOpen(b *testing.B) {
	for b.Loop() {
		readPinyin()
	}
}
