package corpus

import "testing"

func TestReadLabel(t *testing.T) {
	for _, tt := range []struct {
		text string
		want label
	}{
		{"第二十条 甲", label{unit: article, number: 20, free: true}},
		{"第一百二十四 条采用", label{unit: article, number: 124}},
		{"第一百二十条之一　甲", label{unit: article, number: 120, sub: 1, free: true}},
		{"第一百二十条之十二", label{unit: article, number: 120, sub: 12, free: true}},
		{"笫四条 甲", label{unit: article, number: 4, free: true}},
		{"第２０条 甲", label{unit: article, number: 20, free: true}},
		{"第 20 条 甲", label{unit: article, number: 20, free: true}},
		{"第一千二百六十条 甲", label{unit: article, number: 1260, free: true}},
		{"第一〇三条 甲", label{unit: article, number: 103, free: true}},
		{"第廿一条 甲", label{unit: article, number: 21, free: true}},
		{"第卅条 甲", label{unit: article, number: 30, free: true}},
		{"第二条之间 甲", label{unit: article, number: 2}},
		{"第一编　总则", label{unit: book, number: 1, free: true}},
		{"第二分编 通则", label{unit: subbook, number: 2, free: true}},
		{"第三章总则", label{unit: chapter, number: 3}},
		{"第十节", label{unit: part, number: 10, free: true}},
		{"第三人可以", label{}},
		{"第一审程序", label{}},
		{"第条", label{}},
		{"第零条", label{}},
		{"第99999999999999999999条", label{}},
		{"十一、甲", label{unit: hanComma, number: 11}},
		{"一．甲", label{unit: hanComma, number: 1}},
		{"（三）甲", label{unit: hanParen, number: 3, free: true}},
		{"(十二)甲", label{unit: hanParen, number: 12, free: true}},
		{"㈡甲", label{unit: hanParen, number: 2, free: true}},
		{"38.甲", label{unit: digitDot, number: 38}},
		{"３８．甲", label{unit: digitDot, number: 38}},
		{"3、甲", label{unit: digitDot, number: 3}},
		{"1.5倍", label{}},
		{"5.1.1 重伤", label{}},
		{"2020年", label{}},
		{"20人", label{}},
		{"（1）甲", label{unit: digitParen, number: 1, free: true}},
		{"2）甲", label{unit: digitParen, number: 2}},
		{"⑶甲", label{unit: digitParen, number: 3, free: true}},
		{"④甲", label{unit: ring, number: 4, free: true}},
		{"（试行）", label{}},
		{"（2019年）", label{}},
		{"一些", label{}},
		{"", label{}},
	} {
		got := readLabel(tt.text)
		got.size = 0
		if got != tt.want {
			t.Errorf("readLabel(%q) = %+v, want %+v", tt.text, got, tt.want)
		}
	}
}
