package answer

import (
	"context"
	"os"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
)

// TestAmending: what becomes of a clause is answered from the row of a table of
// amendments and from the clause of a decision that amends it, by its old number
// and by its new one.
func TestAmending(t *testing.T) {
	table, err := os.ReadFile("../../corpus/testdata/修订对照表四栏.md")
	if err != nil {
		t.Fatal(err)
	}
	const decision = "# 关于修改《示例市公园管理办法》的决定\n\n决定对《示例市公园管理办法》作如下修改：\n\n一、将第八条修改为：“公园每日开放时间为六时至二十二时。”\n\n" +
		"二、将第十二条改为第十三条，修改为：“在公园内垂钓的，处二百元罚款。”\n\n三、删去第十五条。\n\n本决定自2025年1月1日起施行。\n"
	for text, cases := range map[string][][2]string{
		string(table): {
			{"第六条怎么修改", "严禁饮酒"}, {"第五条改成什么了", "严禁饮酒"}, {"第八条有什么变化", "（删除）"}, {"第七条", "远程办公"}, {"第九条怎么修改", ""},
		},
		decision: {
			{"第八条怎么修改", "六时至二十二时"}, {"第十二条有什么变化", "垂钓"}, {"第15条怎么改的", "删去第十五条"}, {"第九条怎么修改", ""},
		},
	} {
		d, err := corpus.Parse("修订.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		ix, err := index.New([]*corpus.Document{d}, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer ix.Close()
		for _, c := range cases {
			r, err := New(ix).Ask(context.Background(), c[0], Options{Lang: Chinese, Words: true})
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case c[1] == "":
				if r.Answerable() {
					t.Errorf("%s: %s", c[0], d.Text(r.Answers[0].Span))
				}
			case !r.Answerable() || r.Grade != Stated || len(r.Answers) != 1 || !strings.Contains(d.Text(r.Answers[0].Span), c[1]):
				t.Errorf("%s: %+v", c[0], r)
			}
		}
	}
}
