package figure

import (
	"slices"
	"strings"
	"testing"
)

func TestQuantities(t *testing.T) {
	for _, test := range []struct{ word, source, want string }{
		{"三分之二", "", "二分之一 四分之三 三分之一 五分之四 四分之一 五分之一"},
		{"三日", "", ""},
		{"七十二小时", "", ""},
		{"一百零三年", "", "-"},
		{"十七周岁", "", "-"},
	} {
		got := nearQuantities(readQuantity(test.word), test.source)
		if test.want == "-" {
			if got != nil {
				t.Errorf("%s: %q, want none", test.word, got)
			}
			continue
		}
		if test.want != "" {
			want := strings.Fields(test.want)
			slices.Sort(want)
			sorted := slices.Clone(got)
			slices.Sort(sorted)
			if !slices.Equal(sorted, want) {
				t.Errorf("%s: %q, want %q", test.word, sorted, want)
			}
		}
		if len(got) < 3 || slices.Contains(got, test.word) {
			t.Errorf("%s: %q", test.word, got)
		}
		for _, o := range got {
			q := readQuantity(o)
			if q.unit != "分之" && !slices.Contains(ladderOf(q.unit), q.value) {
				t.Errorf("%s: %s is no figure of a law", test.word, o)
			}
		}
	}
	if left, right := "处五万元以上", "以下的罚款"; inRange(left, right, readQuantity("二十万元"), "三万元") || !inRange(left, right, readQuantity("二十万元"), "五十万元") {
		t.Error("an upper bound below the lower one is no option")
	}
	for text, want := range map[string]int{"三": 3, "十五": 15, "二十": 20, "一百二十": 120, "两": 2, "二百": 200, "2021": 2021, "三三": 0, "": 0} {
		if got, _ := valueOf(text); got != want {
			t.Errorf("%s is %d, want %d", text, got, want)
		}
	}
	for _, n := range []int{1, 10, 15, 20, 45, 100, 120, 180, 200, 500, 1000} {
		if got, _ := valueOf(measured(n, "日")); got != n {
			t.Errorf("%d is written %s", n, measured(n, "日"))
		}
	}
}

// What counts something is found; dates, ordinals and fixed expressions are not.
func TestIn(t *testing.T) {
	for text, want := range map[string]string{
		"应当在三日内或者15个工作日内答复":    "三日 15个工作日",
		"处五万元以上二十万元以下罚款":       "五万元 二十万元",
		"由三分之二以上的成员同意":         "三分之二",
		"每三年评估一次":              "三年 一次",
		"2021年3月5日公布":          "",
		"第三人或者多次违法的":           "",
		"五年以来":                 "",
		"依照第二十条处百分之三的费用，不超过一人": "百分之三",
		"": "",
	} {
		var got []string
		for _, at := range In(text) {
			got = append(got, text[at.Start:at.End])
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s: %q, want %q", text, g, want)
		}
	}
}

// Other figures keep the unit, the digits and the bounds beside them.
func TestOthers(t *testing.T) {
	for _, c := range []struct {
		text, left, right, source string
		first                     string // some of those two steps away at most
		never                     string
	}{
		{"15日", "应当在", "内", "", "10日 20日", "十日"},
		{"三日", "自受理之日起", "内", "", "二日 五日", "三日"},
		{"三个月", "为", "", "两个月", "两个月 六个月", "二个月"},
		{"二十万元", "处十万元以上", "以下罚款", "", "三十万元", "五万元"},
		{"五万元", "处", "以上二十万元以下罚款", "", "三万元 十万元", "二十万元"},
		{"五万元", "处", "至十万元罚款", "", "三万元", "十万元"},
	} {
		got := Others(c.text, c.left, c.right, c.source)
		for _, want := range strings.Fields(c.first) {
			if i := slices.Index(got, want); i < 0 || i > 3 {
				t.Errorf("%s%s%s: %q, want %s among the first", c.left, c.text, c.right, got, want)
			}
		}
		if slices.Contains(got, c.never) {
			t.Errorf("%s%s%s: %q has %s", c.left, c.text, c.right, got, c.never)
		}
	}
}

// A figure may be answered in digits or in Chinese; a share or a word only as it stands.
func TestAccepted(t *testing.T) {
	for answer, want := range map[string]string{
		"三日": "三日 3日", "15日": "15日 十五日", "2年": "2年 两年", "两个月": "两个月 2个月",
		"三分之二": "三分之二", "百分之十": "百分之十", "一百二十日": "一百二十日", "三日内": "三日内", "主管机关": "主管机关",
	} {
		if got := strings.Join(Accepted(answer), " "); got != want {
			t.Errorf("%s: %q, want %q", answer, got, want)
		}
	}
}

func TestDigitsAndPeriods(t *testing.T) {
	if a, b := Digits("每年至少一次，在三日内"), Digits("每年至少1次，在3日内"); a != b {
		t.Errorf("%q and %q", a, b)
	}
	if a, b := Digits("三五年"), "三五年"; a != b {
		t.Errorf("two numbers side by side became %q", a)
	}
	for text, want := range map[string]bool{"三日": true, "六个月": true, "24小时": true, "三次": false, "三万元": false, "三分之二": false, "其他": false} {
		if IsPeriod(text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
}
