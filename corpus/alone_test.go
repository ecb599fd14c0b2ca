package corpus

import (
	"strings"
	"testing"
)

// A section at the end that is one sentence is a clause beside the sections, and the items of
// the others stay clauses. A section in the middle without items leaves the items what they were.
func TestSentenceSectionAtTheEnd(t *testing.T) {
	const head = "关于规范仓库管理的通知\n\n一、出入库\n1. 物品入库应当登记。\n2. 物品出库应当签字。\n\n"
	const second = "二、盘点\n1. 每月盘点一次。\n2. 账物不符的，应当查明原因。\n\n"
	const third = "三、钥匙\n1. 钥匙由专人保管。\n2. 钥匙不得转借。\n\n"
	for _, test := range []struct{ name, text, labels string }{
		{"none", head + second, "1. 2. 1. 2."},
		{"one", head + second + "三、本通知自2024年3月1日起施行。\n", "1. 2. 1. 2. 三、"},
		{"two of five", head + second + third + "四、本通知由后勤处解释。\n五、本通知自2024年3月1日起施行。\n", "1. 2. 1. 2. 1. 2. 四、 五、"},
		{"half of them", head + second + "三、本通知由后勤处解释。\n四、本通知自2024年3月1日起施行。\n", "一、 二、 三、 四、"},
		{"in the middle", head + "二、仓库内严禁烟火。\n\n" + strings.Replace(second, "二", "三", 1), "一、 二、 三、"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, err := Parse("a.txt", []byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			var labels []string
			keys := map[string]bool{}
			for _, c := range d.Clauses {
				if c.Kind == Article {
					labels = append(labels, c.Label)
				}
				if keys[c.Key] {
					t.Errorf("key %s occurs twice", c.Key)
				}
				keys[c.Key] = true
			}
			if got := strings.Join(labels, " "); got != test.labels {
				t.Errorf("clauses %s, want %s", got, test.labels)
			}
			if len(d.Report.Gaps) > 0 {
				t.Errorf("gaps %q", d.Report.Gaps)
			}
			var whole strings.Builder
			for _, leaf := range d.Leaves {
				whole.WriteString(d.Source[leaf.Start:leaf.End])
			}
			if whole.String() != d.Source {
				t.Errorf("leaves hold %q", whole.String())
			}
		})
	}
}
