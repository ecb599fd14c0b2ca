package question

import (
	"fmt"
	"testing"

	"tiaowen/index"
)

func TestAmounts(t *testing.T) {
	for text, want := range map[string]string{
		"买五千块的东西找谁批":   "五千块 money 5000",
		"一次存一百二十万现金":   "一百二十万 money 1200000",
		"三十万的设备":       "三十万 money 300000",
		"16岁的高中生能开户吗":  "16岁 age 16",
		"能带五岁的娃去吗":     "五岁 age 5",
		"晚上六点了孩子没人接":   "六点 clock 1080",
		"早上8:30到行不行":   "8:30 clock 510",
		"请3天假":         "3天 days 3",
		"住满两个月":        "两个月 days 60",
		"烧到37.5度":      "37.5度 degrees 37.5",
		"3.5万元":        "3.5万元 money 35000",
		"打九五折":         "九五折 discount 9.5",
		"打8折":          "8折 discount 8",
		"零点五小时":        "零点五小时 days 0.02083333",
		"一个月多少钱":       "",
		"2026年3月1日起施行": "",
		"第二十条":         "",
	} {
		got := ""
		folded := index.Fold(text)
		for _, a := range Amounts(folded) {
			got += fmt.Sprintf("%s %s %.7g", folded[a.Start:a.End], a.Kind, a.Value)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestRanges(t *testing.T) {
	for _, c := range []struct {
		text    string
		in, out []string
	}{
		{"3000元以上2万元以下的，由主席审批", []string{"三千元", "5000块", "两万元"}, []string{"2999元", "三万元"}},
		{"不满1万元", []string{"9999元"}, []string{"一万元", "10000元"}},
		{"50万元以上不满200万元", []string{"50万元", "一百万元"}, []string{"二百万元", "49万元"}},
		{"未满十六周岁的，由监护人代办", []string{"15岁"}, []string{"16岁", "16天"}},
		{"年满十八周岁", []string{"18岁", "40岁"}, []string{"17岁"}},
		{"8:00至12:00、14:00至18:00", []string{"上午九点", "下午三点"}, []string{"13:00", "晚上七点"}},
		{"超过三十日的", []string{"31天"}, []string{"30天"}},
		{"3至5日", []string{"4天"}, []string{"6天", "2天"}},
		{"2-3万元", []string{"25000元"}, []string{"2.5元"}},
		{"体温超过37.3℃的", []string{"37.5度"}, []string{"37度"}},
		{"10万元（含）以上", []string{"12万元"}, []string{"9万元"}},
	} {
		ranges := Ranges(index.Fold(c.text))
		holds := func(amount string) bool {
			for _, r := range ranges {
				if r.Holds(Amounts(index.Fold(amount))[0]) {
					return true
				}
			}
			return false
		}
		for _, a := range c.in {
			if !holds(a) {
				t.Errorf("%s does not hold %s: %v", c.text, a, ranges)
			}
		}
		for _, a := range c.out {
			if holds(a) {
				t.Errorf("%s holds %s: %v", c.text, a, ranges)
			}
		}
	}
	for text, limit := range map[string]bool{"不得超过三十日": true, "应当在三日内": true, "满三日的": false} {
		if r := Ranges(text); len(r) != 1 || r[0].Limit != limit {
			t.Errorf("%s: %v", text, r)
		}
	}
}
