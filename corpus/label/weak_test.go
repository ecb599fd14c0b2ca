package label

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReadWeak(t *testing.T) {
	for _, tt := range []struct {
		text           string
		kind           WeakKind
		number, length int // length in code points
	}{
		{"1 范围", WeakDigit, 1, 1},
		{"1", WeakDigit, 1, 1},
		{"999　术语", WeakDigit, 999, 3},
		{"1000 术语", NoWeak, 0, 0},
		{"3：范围", WeakDigit, 3, 2},
		{"8:30 开会", NoWeak, 0, 0},
		{"1元", NoWeak, 0, 0},
		{"一　总则", WeakHan, 1, 1},
		{"十二：罚则", WeakHan, 12, 3},
		{"一百 总则", NoWeak, 0, 0},
		{"一", NoWeak, 0, 0},
		{"一是加强领导", WeakShi, 1, 2},
		{"二要落实责任", WeakShi, 2, 2},
		{"二十是上限", NoWeak, 0, 0},
		{"其一，加强领导", WeakShi, 1, 3},
		{"其二、落实责任", WeakShi, 2, 3},
		{"其一加强领导", NoWeak, 0, 0},
		{"其他人员", NoWeak, 0, 0},
		{"第一，加强领导", weakOrdinal, 1, 3},
		{"第二款：甲", weakOrdinal, 2, 4},
		{"第三步　甲", weakOrdinal, 3, 3},
		{"第三步骤", NoWeak, 0, 0},
		{"首先，甲", weakOrdinal, 1, 3},
		{"最后：甲", weakOrdinal, LastOfAll, 3},
		{"首先要说明", NoWeak, 0, 0},
		{"I. Scope", weakRoman, 1, 2},
		{"XIV、甲", weakRoman, 14, 4},
		{"（iii）甲", weakRoman, 3, 5},
		{"Ⅱ 甲", weakRoman, 2, 1},
		{"Ⅻ、甲", weakRoman, 12, 2},
		{"（Ⅱ甲", NoWeak, 0, 0},
		{"I am", NoWeak, 0, 0},
		{"I.e. this", NoWeak, 0, 0},
		{"A. 甲", weakUpper, 1, 2},
		{"Z、甲", weakUpper, 26, 2},
		{"b) 乙", WeakLower, 2, 2},
		{"(c) 丙", WeakLower, 3, 3},
		{"(c. 丙", NoWeak, 0, 0},
		{"a.m.", NoWeak, 0, 0},
		{"AB. 甲", NoWeak, 0, 0},
		{"甲、值班", WeakStem, 1, 2},
		{"（癸）值班", WeakStem, 10, 3},
		{"甲方：某某公司", NoWeak, 0, 0},
		{"问：怎么办？", WeakAsk, 0, 2},
		{"问题三：怎么办？", WeakAsk, 3, 4},
		{"Q1. Why?", WeakAsk, 1, 3},
		{"Q. Why?", weakUpper, 17, 2},
		{"问题不大", NoWeak, 0, 0},
		{"4.1 门窗", WeakPoint, 4, 3},
		{"A.1 门窗", WeakPoint, 0, 3},
		{"值班人员", NoWeak, 0, 0},
		{"", NoWeak, 0, 0},
	} {
		got := ReadWeak(tt.text)
		if length := utf8.RuneCountInString(tt.text[:got.Size]); got.Kind != tt.kind || got.Number != tt.number || length != tt.length {
			t.Errorf("ReadWeak(%q) = kind %d, number %d, %d characters; want %d, %d, %d", tt.text, got.Kind, got.Number, length, tt.kind, tt.number, tt.length)
		}
	}
}

func TestReadDecimal(t *testing.T) {
	for _, tt := range []struct {
		text   string
		places []int
		sub    int
		tail   int
		free   bool
	}{
		{"4.1 门窗", []int{4, 1}, 0, 0, true},
		{"4.1.2门窗", []int{4, 1, 2}, 0, 0, false},
		{"1．2．3　门窗", []int{1, 2, 3}, 0, 0, true},
		{"1.2.3.4.5.6 门窗", []int{1, 2, 3, 4, 5, 6}, 0, 0, true},
		{"A.1 门窗", []int{LetterPlace + 1, 1}, 0, 0, true},
		{"C.2.1", []int{LetterPlace + 3, 2, 1}, 0, 0, true},
		{"A1 门窗", []int{LetterPlace + 1, 1}, 0, 0, true},
		{"B12：门窗", []int{LetterPlace + 2, 12}, 0, 3, true},
		{"A1.2 门窗", []int{LetterPlace + 1, 1, 2}, 0, 0, true},
		{"A-01 门窗", []int{LetterPlace + 1, 1}, 0, 0, true},
		{"G－12：门窗", []int{LetterPlace + 7, 12}, 0, 3, true},
		{"A-01门窗", nil, 0, 0, false},
		{"A4纸", nil, 0, 0, false},
		{"2.2A 门窗", []int{2, 2}, 1, 0, true},
		{"2.2C门窗", []int{2, 2}, 3, 0, false},
		{"2.2AB", []int{2, 2}, 0, 0, false},
		{"4.1. 门窗", []int{4, 1}, 0, 1, true},
		{"4.1：门窗", []int{4, 1}, 0, 3, true},
		{"4 门窗", nil, 0, 0, false},
		{"4. 门窗", nil, 0, 0, false},
		{"4.0 门窗", nil, 0, 0, false},
		{"4.10000 门窗", nil, 0, 0, false},
		{"1.5%", nil, 0, 0, false},
		{"1.5×2.0", nil, 0, 0, false},
		{"1.5~2.0米", nil, 0, 0, false},
		{"1.5℃", nil, 0, 0, false},
		{"门窗", nil, 0, 0, false},
	} {
		got := ReadDecimal(tt.text)
		if !slices.Equal(got.Ordinal.Places(), tt.places) || got.Sub != tt.sub || int(got.Tail) != tt.tail || got.Free != tt.free || (got.Unit == Decimal) != (tt.places != nil) {
			t.Errorf("ReadDecimal(%q) = %+v", tt.text, got)
		}
	}
}

func TestCode(t *testing.T) {
	for folded, want := range map[string]string{"a-01": "a1", "a.1": "a1", "a1": "a1", "b-12": "b12", "a.1.2": "a1.2", "4.1": "4.1", "(一)": "(一)", "a": "a", "": ""} {
		if got := Code(folded); got != want {
			t.Errorf("Code(%q) = %q, want %q", folded, got, want)
		}
	}
}

// In a text that is numbered without a gap, each number follows the one before it and none of the
// earlier ones.
func TestFollows(t *testing.T) {
	numbers := strings.Fields("1.1 1.1.1 1.1.2 1.2 2.1 2.2.1 2.2.2 3.1.1 4 4.1 A.1 A.1.1 A.2 B.1")
	read := func(s string) Ordinal {
		if s == "4" {
			return Ordinal{4}
		}
		return ReadDecimal(s).Ordinal
	}
	last := Ordinal{}
	for i, s := range numbers {
		o := read(s)
		if o.String() != s {
			t.Errorf("%s is printed as %s", s, o)
		}
		if !o.Follows(last) {
			t.Errorf("%s does not follow %s", o, last)
		}
		if i > 0 && (!o.After(last) || last.After(o) || o.After(o)) {
			t.Errorf("the order of %s and %s", last, o)
		}
		if !o.Follows(o) {
			t.Errorf("%s, printed twice, is a label once", o)
		}
		for _, earlier := range numbers[:i] {
			if read(earlier).Follows(o) {
				t.Errorf("%s follows %s", earlier, o)
			}
		}
		last = o
	}
	for _, tt := range []struct{ last, next string }{{"1.1", "1.3"}, {"1.1", "1.1.2"}, {"1.1", "3.1"}, {"2.1", "2.2.2"}, {"A.1", "C.1"}, {"A.1", "1.1"}} {
		if read(tt.next).Follows(read(tt.last)) {
			t.Errorf("%s follows %s, with a gap", tt.next, tt.last)
		}
	}
}

func TestReadEnglish(t *testing.T) {
	for _, tt := range []struct {
		text   string
		unit   Unit
		number int
	}{
		{"Article 5", Article, 5},
		{"Article 5. Duties", Article, 5},
		{"ARTICLE XII Duties", Article, 12},
		{"Art. 3: Duties", Article, 3},
		{"Rule 7 — Duties", Article, 7},
		{"§ 12 Duties", Part, 12},
		{"§12 Duties", Part, 12},
		{"Section 4.", Part, 4},
		{"Chapter II", Chapter, 2},
		{"PART ONE", division, 1},
		{"Title Twelve", book, 12},
		{"Article 3 of these Rules", None, 0},
		{"Article 3, paragraph 2", None, 0},
		{"Article5", None, 0},
		{"Article 5th", None, 0},
		{"Article", None, 0},
		{"Part of the staff", None, 0},
		{"Partial 1", None, 0},
	} {
		if got := Read(tt.text); got.Unit != tt.unit || got.Number != tt.number {
			t.Errorf("Read(%q) = unit %d, number %d; want %d, %d", tt.text, got.Unit, got.Number, tt.unit, tt.number)
		}
	}
}

// What sets a label off from its words is not printed with it.
func TestPrinted(t *testing.T) {
	for _, tt := range []struct{ text, printed, rest string }{
		{"第一条：值班", "第一条", "值班"},
		{"第一条——值班", "第一条", "值班"},
		{"第一条、值班", "第一条", "值班"},
		{"第一条、第二条", "第一条", "、第二条"},
		{"第一条、2款", "第一条", "、2款"},
		{"【第三条】值班", "第三条", "值班"},
		{"（第三章）", "第三章", ""},
		{"第 十 二 条 值班", "第 十 二 条", " 值班"},
		{"第3-2条 值班", "第3-2条", " 值班"},
		{"第3.2条 值班", "第3.2条", " 值班"},
		{"第二条\n之一 值班", "第二条之一", " 值班"},
		{"第II部分 值班", "第II部分", " 值班"},
		{"（一）值班", "（一）", "值班"},
	} {
		l := Read(tt.text)
		if got := Printed(tt.text, l); got != tt.printed || tt.text[l.Size:] != tt.rest {
			t.Errorf("%q is printed %q with %q behind it, want %q, %q", tt.text, got, tt.text[l.Size:], tt.printed, tt.rest)
		}
	}
	for _, text := range []string{"【目的】", "【第三条", "第3-0条", "第3-100条", "第三章之", "第3.2章", "第一部法律", "第一分局"} {
		if l := Read(text); l.Unit != None && !strings.HasPrefix(text, "第三章") {
			t.Errorf("%q is read as %+v", text, l)
		}
	}
}

func TestAnswerMark(t *testing.T) {
	for _, tt := range []struct {
		text string
		want string
	}{
		{"答：可以。", "答："}, {"答复: 可以。", "答复:"}, {"A1：可以。", "A1："}, {"A 2. Yes", "A 2."}, {"解答　：可以", "解答　："},
		{"A. 可以", ""}, {"答案在后", ""}, {"可以", ""}, {"答", ""},
	} {
		if n := AnswerMark(tt.text); tt.text[:n] != tt.want {
			t.Errorf("AnswerMark(%q) is %q, want %q", tt.text, tt.text[:n], tt.want)
		}
	}
}

// No line makes a label longer than itself, cut a character in two, or count below 0.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"第一百二十条之一：甲", "【第三条】", "4.1.2A. x", "（iii）", "第3-2条", "问题三：", "Article XII.", "\xff第", "第\xff条", "一\u3000", "最后，", "①", "A.", "（", "其一，", "第一条————", "1.2.3.4.5.6.7"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, l := range map[string]Label{"Read": Read(s), "ReadWeak": ReadWeak(s).Label, "ReadDecimal": ReadDecimal(s), "ReadAsk": ReadAsk(s)} {
			if l.Size < 0 || l.Size > len(s) || int(l.head)+int(l.Tail) > l.Size || l.Number < 0 || l.Sub < 0 {
				t.Fatalf("%s(%q) = %+v", name, s, l)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[:l.Size]) {
				t.Fatalf("%s(%q) ends within a character: %+v", name, s, l)
			}
			if l.Size == 0 && l != (Label{}) {
				t.Fatalf("%s(%q) is a label of no bytes: %+v", name, s, l)
			}
			if got := Printed(s, l); len(got) > l.Size {
				t.Fatalf("%s(%q) is printed %q", name, s, got)
			}
		}
		if n := AnswerMark(s); n < 0 || n > len(s) {
			t.Fatalf("AnswerMark(%q) = %d", s, n)
		}
	})
}
