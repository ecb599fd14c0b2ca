package table

import (
	"fmt"
	"strings"
	"testing"

	"tiaowen/corpus"
)

func TestTables(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a.txt", "差旅标准\n第一条 标准如下：\n级别\t省会\t其他\n处级\t450元\t350元\n其他人员\t400元\t300元\n第二条 超出自理。\n", "标准如下：|1|级别,省会,其他|处级,450元,350元|其他人员,400元,300元"},
		{"a.md", "# 裁量基准\n\n| 序号 | 违法行为 | 标准 |\n| --- | --- | --- |\n| 1 | 乱倒垃圾 | |\n| 2 | 占道 | 罚款 |\n", "|1|序号,违法行为,标准|1,乱倒垃圾,|2,占道,罚款"},
		{"a.txt", "名单\n1. 成员：\n张三\t主任\n李四\t科员\n2. 职责见后。\n", "成员：|0|张三,主任|李四,科员"},
		{"a.txt", "办法\n第一条\t甲。\n第二条\t乙。\n", ""},
	} {
		d, err := corpus.Parse(tt.name, []byte(tt.text))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range d.Clauses {
			for _, table := range Of(c) {
				got = append(got, d.Text(table.Caption), fmt.Sprint(table.Head))
				for _, row := range table.Rows {
					var cells []string
					for _, cell := range row.Cells {
						cells = append(cells, d.Text(cell))
					}
					got = append(got, strings.Join(cells, ","))
				}
			}
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("%s: %s, want %s", strings.SplitN(tt.text, "\n", 2)[0], s, tt.want)
		}
	}
}
