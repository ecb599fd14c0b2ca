package naming

import (
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/reference"
)

func TestClauses(t *testing.T) {
	d, err := corpus.Parse("x.txt", []byte("路灯条例\n\n第一章 总则\n\n第一条 甲。\n\n第二条 乙。\n\n第二条之一 丙。\n\n第二章 罚则\n\n第三条 丁。\n\n第四条 戊。\n"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"第三条": "第三条", "第一至三条": "第一条 第二条 第二条之一 第三条", "第二条之一": "第二条之一", "第二条": "第二条",
		"最后一条": "第四条", "最后两条": "第三条 第四条", "倒数第二条": "第三条", "第二章": "第三条 第四条", "第九条": "", "第二款": "",
	} {
		var got []string
		for _, r := range reference.All(text) {
			for _, c := range Clauses(d, r) {
				got = append(got, c.Label)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s names %q, want %q", text, got, want)
		}
	}
}
