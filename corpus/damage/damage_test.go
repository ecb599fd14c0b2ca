package damage

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus/span"
)

// slips lists what is found in a text: the words, and what they should be.
func slips(source string) (list []string) {
	for _, r := range Find(source, span.Span{End: len(source)}, ReadHabits(source)) {
		list = append(list, source[r.Start:r.End]+"→"+r.Likely)
	}
	return list
}

func TestFind(t *testing.T) {
	for _, tt := range []struct{ source, want string }{
		// Two stops: the one that divides less goes, and the ASCII one before any other.
		{"各单位要落实责任。，并报送材料。", "，→"},
		{"各单位要落实责任，。并报送材料。", "，→"},
		{"各单位要落实责任.。并报送材料。", ".→"},
		{"各单位要落实责任。,并报送材料。", ",→"},
		{"要落实责任！？并报送材料。", ""},
		{"要落实责任...并报送材料。", ""},
		{"see a.b.c,; and so on", ""},
		// An ASCII stop between Chinese words.
		{"各单位要落实责任,并报送材料，不得迟延，不得隐瞒，不得遗漏，不得拒绝。", ",→，"},
		{"（一）甲,（二）乙，丙，丁，戊，己。", ",→，"},
		{"比例为3:1，不得超过。", ""},
		{"甲,乙,丙,丁。", ""}, // what the whole text does is no slip
		// Specks.
		{"各单位要落实责任•，并报送材料。", "•→"},
		{"各单位要落实责任。·并报送材料。", "·→"},
		{"约翰·史密斯签署。", ""},
		{"各单'位要落实。", "'→"},
		{"各'单位'要落实。", ""},
		{"各'单位'要落'实。", "'→ '→ '→"},
		// Radicals look like characters.
		{"⼈员应当登记。", "⼈→人"},
		{"⺟亲", "⺟→母"},
		// Quotation marks.
		{"落实“四个意识〃，做到到位。", "〃→”"},
		{"落实“四个意识\"，做到到位。", "\"→”"},
		{"落实“四个意识，做到到位。", "，→”，"},
		{"落实“四个意识七做到到位。", "七→”，"},
		{"落实“十五大”和“七项要求”。", ""},
		{"指出：“各单位要按照规定落实责任，并且报送材料。", "。→。”"},
		{"“甲乙”和“丙丁，“戊己”。", "，→”，"},
		{"“第一段。\n“第二段。”", ""}, // a quotation of several paragraphs opens each
		{"他说\"甲\"和\"乙\"。", ""},
		{"落实“各单位应当按照规定的要求落实责任并且按时报送材料〃", ""}, // too far away
		{"说“甲乙丙丁戊己庚辛壬癸子“丙丁，戊。", "，→”，"},
		{"落实“四个意识七项要求。", "。→”。"},
		{"落实“甲七做到。", "。→”。"},
		{"“各单位要按照规定落实责任，并且报送\n下一段。", "，→，”"},
		{"“甲", ""},
		{"”甲", ""},
		{"", ""},
	} {
		if got := strings.Join(slips(tt.source), " "); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.source, got, tt.want)
		}
	}
}

// Only the span is looked at, and its neighbours do not count.
func TestFindSpan(t *testing.T) {
	source := "甲。，乙。。丙，，丁"
	from := strings.Index(source, "乙")
	to := strings.Index(source, "丙")
	got := Find(source, span.Span{Start: from, End: to}, ReadHabits(source))
	if len(got) != 1 || got[0].Start < from || got[0].End > to {
		t.Errorf("%v is found between %d and %d", got, from, to)
	}
	if got := Find(source, span.Span{Start: from, End: from}, ReadHabits(source)); len(got) > 0 {
		t.Errorf("in nothing: %v", got)
	}
}

// Every reason is worded in both languages, and the slips are in order and apart.
func TestReasons(t *testing.T) {
	source := "甲应当登记。，乙落实“四个意识〃，丙应•，当⼈员登记,不得拖延，应'当报送，落实“两个维护七做到，说：“各单位要按照规定落实责任并且报送材料。\n落实“三会一课，做到。"
	seen := make(map[string]bool)
	end := 0
	for _, r := range Find(source, span.Span{End: len(source)}, ReadHabits(source)) {
		if r.Start < end {
			t.Errorf("%v overlaps the one before it", r)
		}
		end = r.End
		seen[r.Reason] = true
		if r.Chinese() == r.Reason || r.Chinese() == "" {
			t.Errorf("%q has no Chinese", r.Reason)
		}
	}
	for reason := range chineseReasons {
		if !seen[reason] {
			t.Errorf("no slip is found of the kind %q", reason)
		}
	}
	if got := (Repair{Reason: "other"}).Chinese(); got != "other" {
		t.Errorf("an unknown reason is %q in Chinese", got)
	}
}

func TestReadHabits(t *testing.T) {
	h := ReadHabits("甲,乙,丙，丁；戊；己;“庚”\"辛\"\"壬\"")
	var habits []byte
	for c := range byte(len(h)) {
		if h[c] {
			habits = append(habits, c)
		}
	}
	if want := []byte{'"', ','}; !slices.Equal(habits, want) {
		t.Errorf("habits are %q, want %q", habits, want)
	}
}

// Slips lie in the span, in order and apart, and end where characters end.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"落实“四个意识，做到。，", "“七七七七", "''''", "。。。", "“\n“\n“", "⼀⼀", "\xff“\xff。", "“甲乙七丙"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		end := 0
		for _, r := range Find(source, span.Span{End: len(source)}, ReadHabits(source)) {
			if r.Start < end || r.End <= r.Start || r.End > len(source) {
				t.Fatalf("%q: %v after %d", source, r, end)
			}
			end = r.End
			if _, ok := chineseReasons[r.Reason]; !ok || r.Likely == source[r.Start:r.End] {
				t.Fatalf("%q: %+v", source, r)
			}
		}
	})
}
