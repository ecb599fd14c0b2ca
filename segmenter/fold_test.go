package segmenter

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, c := range [][2]string{
		{"", ""},
		{"全面从严治党", "全面从严治党"},
		{"ＧＤＰ　增长５％，", "gdp 增长5%,"},
		{"嚴格執行黨內法規", "严格执行党内法规"},
		{"顯著的著名 答覆與覆蓋 瞭解", "显着的着名 答复与复盖 了解"},
		{"衞生 教育/敎育 囯家", "卫生 教育/教育 国家"},
		{"笫二十条", "第二十条"},
		{"⺠法⻓", "民法长"},
		{"⼀⼆", "一二"},
		{"\uF900\u9FA5", "岂龥"},
		{"第①条㈠Ⅵ№20", "第1条(一)vi#20"},
		{"“四唯”‘两面人’「三會」『一課』", "\"四唯\"'两面人'\"三会\"\"一课\""},
		{"18—21–3－4", "18-21-3-4"},
		{"a\u200bb\u00adc\ufeffd", "abcd"},
		{"a\u2002b\u00a0c\td\r\ne\x00f", "a b c d \ne f"},
		{"\ue000党\U000f0000", " 党 "},
		{"\xff党\xe5\x85", " 党  "},
		{"Xúnchá İ ß ÀÉ", "xuncha i ß ae"},
		{"各族·买买提•艾力・", "各族·买买提·艾力·"},
		{"ﾊﾝ한국어", "ハン한국어"},
	} {
		got, m := Fold(c[0])
		if got != c[1] {
			t.Errorf("Fold(%q) = %q, want %q", c[0], got, c[1])
		}
		checkMap(t, c[0], got, m)
	}
	if _, m := Fold("全面从严治党"); m != nil {
		t.Error("what does not change has a map")
	}
	if _, m := Fold("嚴格ABC"); m != nil {
		t.Error("what keeps its places has a map")
	}
}

// checkMap holds the law of the Map: places of characters go to places of
// characters, in order, and a folded character is what the text's folds to.
func checkMap(t *testing.T, text, folded string, m *Map) {
	t.Helper()
	boundary := func(i int) bool {
		if i == 0 || i == len(text) {
			return true
		}
		// Broken bytes are characters of one byte, so walk.
		for at := 0; at <= i; {
			if at == i {
				return true
			}
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
		}
		return false
	}
	if m == nil && len(text) != len(folded) {
		t.Fatalf("%q became %q without a map", text, folded)
	}
	before := 0
	for at, r := range folded {
		end := at + utf8.RuneLen(r)
		a, b := m.Span(at, end)
		if a < 0 || b > len(text) || a >= b || !boundary(a) || !boundary(b) {
			t.Fatalf("%q, folded %q: [%d,%d) goes to [%d,%d)", text, folded, at, end, a, b)
		}
		if a < before && a != m.Start(at-1) {
			t.Fatalf("%q, folded %q: %d goes back to %d", text, folded, at, a)
		}
		part, _ := Fold(text[a:b])
		found := false
		for _, p := range part {
			found = found || p == r
		}
		if !found {
			t.Fatalf("%q: %q at %d goes to %q, which folds to %q", text, r, at, text[a:b], part)
		}
		before = b
	}
	if got := m.Start(len(folded)); got > len(text) || !boundary(got) {
		t.Fatalf("%q: the end goes to %d", text, got)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "ＡＢ嚴\u200b", "⒒½", "\xff\xfe党", "İı", "“”…—", "ǅ", "\u0344ΐ", "가\u1160", "\ufdfa", "䴉𫝈"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded, m := Fold(text)
		if !utf8.ValidString(folded) {
			t.Fatalf("Fold(%q) = %q is broken", text, folded)
		}
		if again, _ := Fold(folded); again != folded {
			t.Fatalf("Fold(%q) = %q, folded again %q", text, folded, again)
		}
		checkMap(t, text, folded, m)
	})
}

func BenchmarkFold(b *testing.B) {
	text, err := os.ReadFile("../corpus/measures/measures.txt")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Fold(string(text))
	}
}

// Folded may say that a text is changed which is not, never the other way
// round; what laws are written in must not take the longer way.
func TestFolded(t *testing.T) {
	if text := "第二十条　（一）党员“四个意识”，至少1次；《民法典》…——"; !Folded(strings.ReplaceAll(text, "　", "")) {
		t.Errorf("%s is folded the longer way", text)
	}
	for r := rune(0); r < 1<<17; r++ {
		char := string(r)
		if folded, _ := Fold(char); Folded(char) && folded != char && (folded == "" || strings.IndexFunc(char+folded, IsWord) >= 0) {
			t.Errorf("%q becomes %q and is said to stay", char, folded)
		}
	}
	for _, text := range []string{"ABC", "黨員", "１０", "\xff", "\u200b"} {
		if Folded(text) {
			t.Errorf("%q is said to stay", text)
		}
	}
}
