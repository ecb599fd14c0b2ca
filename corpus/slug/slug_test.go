package slug

import "testing"

func TestDocumentID(t *testing.T) {
	for _, tt := range []struct{ title, date, want string }{
		{"推进全面从严治党工作措施", "", "cyzd"},
		{"中华人民共和国民法典", "2020-05-28", "minfadian-20200528"},
		{"中华人民共和国民法典 总则", "", "minfadian-zongze"},
		{"中华人民共和国刑法修正案（十二）", "2023-12-29", "xingfaxiuzhengan-12-20231229"},
		{"最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）", "", "zgf-symfdhyjtbjs-1"},
		{"Rules 2024 (draft)", "", "rules-2024-draft"},
		{"《》", "", "d1h6u8wc"},
	} {
		if got := ID(tt.title, tt.date); got != tt.want {
			t.Errorf("ID(%q, %q) = %q, want %q", tt.title, tt.date, got, tt.want)
		}
	}
}
