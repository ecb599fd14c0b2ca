package label

import "testing"

func TestReadLabel(t *testing.T) {
	for _, tt := range []struct {
		text string
		want Label
	}{
		{"第二十条 甲", Label{Unit: Article, Number: 20, Free: true}},
		{"第一百二十四 条采用", Label{Unit: Article, Number: 124}},
		{"第一百二十条之一　甲", Label{Unit: Article, Number: 120, Sub: 1, Free: true}},
		{"第一百二十条之十二", Label{Unit: Article, Number: 120, Sub: 12, Free: true}},
		{"笫四条 甲", Label{Unit: Article, Number: 4, Free: true}},
		{"第２０条 甲", Label{Unit: Article, Number: 20, Free: true}},
		{"第 20 条 甲", Label{Unit: Article, Number: 20, Free: true}},
		{"第一千二百六十条 甲", Label{Unit: Article, Number: 1260, Free: true}},
		{"第一〇三条 甲", Label{Unit: Article, Number: 103, Free: true}},
		{"第廿一条 甲", Label{Unit: Article, Number: 21, Free: true}},
		{"第卅条 甲", Label{Unit: Article, Number: 30, Free: true}},
		{"第二条之间 甲", Label{Unit: Article, Number: 2}},
		{"第一编　总则", Label{Unit: book, Number: 1, Free: true}},
		{"第二分编 通则", Label{Unit: subbook, Number: 2, Free: true}},
		{"第三章总则", Label{Unit: Chapter, Number: 3}},
		{"第十节", Label{Unit: Part, Number: 10, Free: true}},
		{"第三人可以", Label{}},
		{"第一审程序", Label{}},
		{"第条", Label{}},
		{"第零条", Label{}},
		{"第99999999999999999999条", Label{}},
		{"十一、甲", Label{Unit: HanComma, Number: 11}},
		{"一．甲", Label{Unit: HanComma, Number: 1}},
		{"（三）甲", Label{Unit: HanParen, Number: 3, Free: true}},
		{"(十二)甲", Label{Unit: HanParen, Number: 12, Free: true}},
		{"㈡甲", Label{Unit: HanParen, Number: 2, Free: true}},
		{"38.甲", Label{Unit: DigitDot, Number: 38}},
		{"３８．甲", Label{Unit: DigitDot, Number: 38}},
		{"3、甲", Label{Unit: DigitDot, Number: 3}},
		{"1.5倍", Label{}},
		{"5.1.1 重伤", Label{}},
		{"2020年", Label{}},
		{"20人", Label{}},
		{"（1）甲", Label{Unit: DigitParen, Number: 1, Free: true}},
		{"2）甲", Label{Unit: DigitParen, Number: 2}},
		{"⑶甲", Label{Unit: DigitParen, Number: 3, Free: true}},
		{"④甲", Label{Unit: Ring, Number: 4, Free: true}},
		{"（试行）", Label{}},
		{"（2019年）", Label{}},
		{"一些", Label{}},
		{"", Label{}},
	} {
		got := Read(tt.text)
		got.Size = 0
		if got != tt.want {
			t.Errorf("Read(%q) = %+v, want %+v", tt.text, got, tt.want)
		}
	}
}

// A number that the words of a point begin with makes no quantity of its label where a series shows it.
func TestReadPoint(t *testing.T) {
	for words, want := range map[string]string{
		"1.6月8日放假": "1.", "12．30人以上": "12．", "1.5": "", "1.5 米": "", "1.5.2 检查": "", "1.休假": "", "一.6月": "", "100.6月": "", "": "",
	} {
		if l := ReadPoint(words); words[:l.Size] != want || (l.Unit == DigitDot) != (want != "") {
			t.Errorf("%s: %q", words, words[:l.Size])
		}
	}
}
