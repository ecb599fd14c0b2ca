package answer

import (
	"context"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
)

// TestNamedClause: what a clause says that is named by its number is stated, whatever of it is asked for.
func TestNamedClause(t *testing.T) {
	texts := map[string]string{
		"decimal":  "仓库管理规范\n\n1 范围\n本规范适用于各仓库。\n2 要求\n2.1 一般要求\n2.1.1 门窗应当完好。\n2.1.2 空箱应当在十五日内退回。\n2.2 安全\n2.2.1 禁止在库内充电。\n2.2.2 钥匙可以由值班员保管。\n",
		"amending": "关于修改《仓库管理办法》的决定\n\n一、将第三条修改为：“仓库每月盘点一次。”\n二、增加一条，作为第七条：“禁止在库内充电。”\n三、删去第九条。\n本决定自2026年7月1日起施行。\n",
		"english":  "Regulations on Storage\n\nArticle 1 These Regulations apply to all stores.\n\nArticle 2 Each store shall be counted monthly. Keys may be kept at home.\n\nArticle 3 Nobody may charge batteries in a store.\n",
		"labels":   "关于仓库工作的意见\n\n一、总体要求\n（一）思路。守住安全。\n（二）原则。预防为主。\n1.先查后改。\n2.边查边改。\n二、任务\n（一）盘点\n1．每月盘点。\n2．公布结果。\n（二）防火\n1．严禁充电。\n",
		"figures":  "借阅规定\n第一条 图书借期三十日，可以续借。\n第二条 逾期归还的，每日付费一角。押金为一百元。\n第三条 读者应当爱护图书。\n",
	}
	for _, test := range []struct{ text, question, want string }{
		{"decimal", "2.2.1禁止什么", "stated 2.2.1 禁止在库内充电"},
		{"decimal", "2.1.2要求什么", "stated 2.1.2 空箱应当在十五日内退回"},
		{"decimal", "2.2.2允许什么", "stated 2.2.2 钥匙可以由值班员保管"},
		{"amending", "新增的第七条是什么", "stated 二、 增加一条，作为第七条：“禁止在库内充电。”"},
		{"amending", "修改后的第三条是什么", "stated 一、 将第三条修改为：“仓库每月盘点一次。”"},
		{"english", "what does article 3 forbid", "stated Article 3 Nobody may charge batteries in a store"},
		{"english", "what does article 2 require", "stated Article 2 Each store shall be counted monthly"},
		{"english", "what does article 2 allow", "stated Article 2 Keys may be kept at home"},
		{"english", "what does article 2 forbid", "likely Article 2 Each store shall be counted monthly. Keys may be kept at home."},
		{"labels", "（二）", "stated （二） 原则。预防为主。\n1.先查后改。\n2.边查边改 | （二） 防火\n1．严禁充电。"},
		{"figures", "第一条规定的借期是多久", "stated 第一条 图书借期三十日，可以续借"},
		{"figures", "第二条的押金多少钱", "stated 第二条 押金为一百元"},
		{"figures", "第三条的借期多久", "likely 第三条 读者应当爱护图书"},
	} {
		d, err := corpus.Parse(test.text+".txt", []byte(texts[test.text]))
		if err != nil {
			t.Fatal(err)
		}
		ix, err := index.New([]*corpus.Document{d}, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := New(ix).Ask(context.Background(), test.question, Options{Lang: Chinese, Words: true})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range r.Answers {
			got = append(got, a.Clause.Label+" "+strings.TrimSuffix(d.Text(a.Span), "。"))
		}
		if s := string(r.Grade) + " " + strings.Join(got, " | "); strings.Trim(s, "。.") != strings.Trim(test.want, "。.") {
			t.Errorf("%s: %s (%s), want %s", test.question, s, r.Reason, test.want)
		}
		ix.Close()
	}
}
