package answer

import (
	"context"
	"os"
	"strings"
	"testing"
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
		"二、将第十二条改为第十三条，修改为：“在公园内垂钓的，处二百元罚款。”\n\n三、删去第十五条。\n\n" +
		"四、将第二十条第一款中的“五百元”修改为“一千元”。\n\n本决定自2025年1月1日起施行。\n"
	const moved = "# 差旅费办法修订对照表\n\n| 修订前 | 修订后 |\n| --- | --- |\n| 第八条 三十日内报销。 | 第九条 依照第八条审批的，十五日内报销。 |\n|  | 第八条 出差应当事先审批。 |\n\n其他条款不变。\n"
	for text, cases := range map[string][][]string{
		string(table): {
			{"第六条怎么修改", "严禁饮酒"}, {"第五条改成什么了", "严禁饮酒"}, {"第八条有什么变化", "（删除）"}, {"第七条", "远程办公"}, {"第九条怎么修改", ""},
		},
		decision: {
			{"第八条怎么修改", "六时至二十二时"}, {"第十二条有什么变化", "垂钓"}, {"第二十条第一款怎么处理", "一千元"}, {"第十五条第二款", "删去第十五条"}, {"第15条怎么改的", "删去第十五条"}, {"第九条怎么修改", ""},
			{"第二十条修改为什么", "一千元"}, {"第十二条改为第几条", "第十三条"},
		},
		// The new 第八条 is another clause than the old one, which is 第九条 now.
		moved: {
			{"第八条怎么修改", "十五日内报销", "出差应当事先审批"}, {"第九条怎么修改", "十五日内报销"}, {"第八条", "出差应当事先审批"},
		},
	} {
		asker, d := askerOf(t, "修订.md", text)
		for _, c := range cases {
			r, err := asker.Ask(context.Background(), c[0], Options{Lang: Chinese, Words: true})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range r.Answers {
				got = append(got, d.Text(a.Span))
			}
			switch want := c[1:]; {
			case want[0] == "":
				if r.Answerable() {
					t.Errorf("%s: %q", c[0], got)
				}
			case r.Grade != Stated || len(got) != len(want):
				t.Errorf("%s: %+v, answers %q", c[0], r, got)
			default:
				for i := range want {
					if !strings.Contains(got[i], want[i]) {
						t.Errorf("%s: answer %q, want %q in it", c[0], got[i], want[i])
					}
				}
			}
		}
	}
}
