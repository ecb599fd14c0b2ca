package numeral

import (
	"fmt"
	"strings"
	"testing"
)

func TestFigures(t *testing.T) {
	for text, want := range map[string]string{
		"罚款300万元":    "300万 is 3000000, otherwise 三百万",
		"三百万元":       "三百万 is 3000000, otherwise 300万",
		"3,000,000元": "3,000,000 is 3000000, otherwise 三百万",
		"1.5万元":      "1.5万 is 15000, otherwise 一万五千",
		"一万五千元":      "一万五千 is 15000, otherwise 15000",
		"10%":        "10% is 10%, otherwise 百分之十",
		"百分之三十":      "百分之三十 is 30%, otherwise 30%",
		"百分之零点五":     "百分之零点五 is 0.5%, otherwise 0.5%",
		"1.50%":      "1.50% is 1.5%, otherwise 百分之一点五",
		"万分之五":       "万分之五 is 5‱, otherwise 5‱",
		"满十六周岁":      "十六 is 16, otherwise 16",
		"15日":        "15 is 15, otherwise 十五",
		"两年以上3年以下":   "两 is 2, otherwise 2; 3 is 3, otherwise 三",
		"零点一克":       "零点一 is 0.1, otherwise 0.1",
		"一点五倍":       "一点五 is 1.5, otherwise 1.5",
		"二点五万元":      "二点五万 is 25000, otherwise 二万五千",
		"0.25元":      "0.25 is 0.25, otherwise 零点二五",
		"扣零点五分":      "零点五 is 0.5, otherwise 0.5",
		"八点五十分":      "八 is 8, otherwise 8; 五十 is 50, otherwise 50",
		"八点五分":       "八 is 8, otherwise 8; 五 is 5, otherwise 5",
		"零点至六点":      "零 is 0, otherwise 0; 六 is 6, otherwise 6",
		"三点一线":       "三 is 3, otherwise 3; 一 is 1, otherwise 1",
		"没有数字":       "",
	} {
		var got []string
		for _, f := range Figures(text) {
			got = append(got, fmt.Sprintf("%s is %s, otherwise %s", text[f.Start:f.End], f.Canonical, f.Other))
			// Each writing is read as the same figure.
			for _, w := range append(f.Writings, f.Other) {
				if same := Figures(w); len(same) != 1 || same[0].Canonical != f.Canonical || same[0].Value != f.Value || same[0].End != len(w) {
					t.Errorf("%s: its writing %s is read %v", text, w, same)
				}
			}
		}
		if got := strings.Join(got, "; "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// A number in characters reads as itself.
func TestHan(t *testing.T) {
	for n := 0; n < 120_000; n += 1 + n/97 {
		if got, size, over := ReadTyped(Han(n)); over || size != len(Han(n)) || got != n {
			t.Fatalf("%d is written %s and read as %d", n, Han(n), got)
		}
	}
	for _, n := range []int{10_010_000, 120_003_005, 999_999_999, 100_000_000} {
		if got, size, over := ReadTyped(Han(n)); over || size != len(Han(n)) || got != n {
			t.Errorf("%d is written %s and read as %d", n, Han(n), got)
		}
	}
}
