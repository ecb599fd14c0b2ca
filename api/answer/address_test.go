package answer

import (
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
)

const opinion = `关于加强窗口服务的实施意见

一、总体要求
（一）指导思想。把方便群众办事放在首位。
（二）基本原则。坚持公开透明。
1.坚持首问负责。
2.坚持限时办结。
二、重点任务
（一）精简材料
1．减少证明。证明事项不得超过三项。
2．减少表格。
（1）表格不超过两页；
（2）同一信息不重复填写。
（二）改进作风
1．严禁工作时间离岗。
`

func TestAddress(t *testing.T) {
	d, err := corpus.Parse("意见.txt", []byte(opinion))
	if err != nil {
		t.Fatal(err)
	}
	other, err := corpus.Parse("办法.txt", []byte("值班管理办法\n第一条 值班人员不得离岗。\n第二条 节假日安排两人值班。\n"))
	if err != nil {
		t.Fatal(err)
	}
	coded, err := corpus.Parse("手册.txt", []byte("琴行手册\n\nA1 开门　早上九点开门。\nA2 关门　晚上九点关门，不得提前。\nB1 试琴　试琴前洗手。\n"))
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.New([]*corpus.Document{d, other, coded}, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	asker := New(ix)
	for question, want := range map[string]string{
		"二、（一）":             "1~2 精简材料\n1．减少证明。证明事项不得超过三项。\n2．减少表格。\n（1）表格不超过两页；\n（2）同一信息不重复填写。",
		"二（二）1":             "2~2 1．严禁工作时间离岗",
		"二、（一）2.":           "1~2 2．减少表格。\n（1）表格不超过两页；\n（2）同一信息不重复填写",
		"二、（一）2.（1）":        "1~2 （1）表格不超过两页",
		"二、（一）2说的是什么":       "1~2 2．减少表格。\n（1）表格不超过两页；\n（2）同一信息不重复填写",
		"窗口服务的意见一（二）2":      "2 2.坚持限时办结",
		"二（三）":              "",
		"A2说的是什么":           "A.2 关门　晚上九点关门，不得提前。",
		"琴行手册B1":            "B.1 试琴　试琴前洗手。",
		"A2禁止什么":            "A.2 不得提前",
		"A-02说的是什么":         "A.2 关门　晚上九点关门，不得提前。",
		"A9说的是什么":           "",
		"A2纸的事怎么说":          "",
		"二、（一）证明事项不得超过几项":   "1~2 证明事项不得超过三项",
		"值班管理办法里二、（一）说的是什么": "",
	} {
		r, err := asker.Ask(t.Context(), question, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(r.Answers) > 0 {
			a := r.Answers[len(r.Answers)-1]
			got = a.Clause.Key + " " + a.Clause.Document.Text(a.Span)
		}
		if got != want {
			t.Errorf("%s: %q, want %q (%s)", question, got, want, r.Reason)
		}
	}
}
