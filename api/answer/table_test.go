package answer

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// TestTableHeadCounts: the words of the row that names the columns count for the rows below
// it, and an answer from a row quotes it too.
func TestTableHeadCounts(t *testing.T) {
	const text = "# 器材室借用收费办法\n\n第一条 借用器材按下表收费：\n\n| 器材 | 教职工 | 校外单位 |\n| --- | --- | --- |\n| 投影仪 | 免费 | 每天八十元 |\n" +
		"| 音响 | 每天二十元 | 每天一百五十元 |\n\n第二条 损坏器材应当按原价赔偿。\n\n第三条 器材室每周一闭馆。\n"
	asker, d := askerOf(t, "器材.md", text)
	r, err := asker.Ask(context.Background(), "校外单位借音响收费多少", Options{Lang: Chinese, Words: true})
	if err != nil {
		t.Fatal(err)
	}
	var quoted []string
	for _, a := range r.Answers {
		quoted = append(quoted, d.Text(a.Span))
	}
	if len(quoted) < 2 || !strings.Contains(quoted[0], "一百五十元") || !strings.Contains(strings.Join(quoted, "\n"), "器材\t教职工\t校外单位") {
		t.Errorf("%s %q %s", r.Grade, quoted, r.Reason)
	}
}

// A question that names a row is answered with that row and the head, one that names a column with the whole table.
func TestTables(t *testing.T) {
	texts := map[string]string{
		"差旅.md": "# 差旅费管理办法\n\n第一条 出差应当事先审批。\n\n第二条 住宿费限额按照下表执行（元/人·天）：\n\n| 级别 | 省会城市 | 其他城市 |\n| --- | --- | --- |\n" +
			"| 厅局级 | 500 | 400 |\n| 处级 | 450 | 350 |\n| 其他人员 | 400 | 300 |\n\n第三条 超标准的部分自理。\n",
		"水费.txt":  "水费收取办法\n\n第一条 水费按月收取。\n第二条 水费单价如下：\n用户类别\t2024年\t2025年\n居民\t2.1元\t2.3元\n工业\t3.4元\t3.9元\n第三条 欠费的加收滞纳金。\n",
		"合并.txt":  "讲课费支付办法\n\n第一条 讲课费从培训经费中列支。\n第二条 讲课费按课时支付，标准如下：\n职称\t付酬标准\n校内\t校外\n院士\t1500元\t3000元\n教授\t1000元\t2000元\n讲师\t500元\t1000元\n第三条 讲课费不得重复领取。\n",
		"纵向.txt":  "会议费管理办法\n\n第一条 会议应当事先报批。\n第二条 会议费标准见下表。\n会议类别\t费用项目\t限额\n一类会议\t住宿费\t500元\n\t伙食费\t150元\n二类会议\t住宿费\t400元\n\t伙食费\t130元\n第三条 会议不得发放纪念品。\n",
		"农机.txt":  "农机租用办法\n\n第一条 社员可以租用农机。\n第二条 租用农机交押金，标准如下表：\n农机\t押金\n无人机\t500元\n羊毛剪\t80元\n羊\t90元\n第三条 押金在还机时退还。\n",
		"无表头.txt": "停车收费办法\n\n第一条 停车场由物业管理。\n第二条 停车费如下表：\n小型车\t5元\n大型车\t10元\n第三条 残疾人免费停车。\n",
	}
	for _, tc := range []struct {
		file, ask string
		want      []string // the answers, their tabs as /
	}{
		{"差旅.md", "处级在省会城市住宿费多少", []string{"处级/450/350", "级别/省会城市/其他城市"}},
		{"差旅.md", "处级和厅局级的住宿费限额", []string{"厅局级/500/400", "处级/450/350", "级别/省会城市/其他城市"}},
		{"差旅.md", "住宿费限额是多少", []string{"住宿费限额按照下表执行（元/人·天）：\n\n级别/省会城市/其他城市\n厅局级/500/400\n处级/450/350\n其他人员/400/300"}},
		{"差旅.md", "其他城市", []string{"住宿费限额按照下表执行（元/人·天）：\n\n级别/省会城市/其他城市\n厅局级/500/400\n处级/450/350\n其他人员/400/300"}},
		{"水费.txt", "2025年工业水费单价多少", []string{"工业/3.4元/3.9元", "用户类别/2024年/2025年"}},
		{"合并.txt", "教授校外讲课费多少", []string{"教授/1000元/2000元", "职称/付酬标准", "校内/校外"}},
		{"纵向.txt", "二类会议伙食费限额多少", []string{"二类会议", "伙食费/130元", "会议类别/费用项目/限额"}},
		{"农机.txt", "无人机押金多少", []string{"无人机/500元", "农机/押金"}},
		{"农机.txt", "一个人租用农机交多少押金", []string{"租用农机交押金，标准如下表：\n农机/押金\n无人机/500元\n羊毛剪/80元\n羊/90元"}}, // 人 does not name 无人机
		{"农机.txt", "租用羊交多少押金", []string{"羊/90元", "农机/押金"}},
		{"无表头.txt", "大型车停车费多少", []string{"大型车/10元"}},
	} {
		asker, d := askerOf(t, tc.file, texts[tc.file])
		r, err := asker.Ask(context.Background(), tc.ask, Options{Lang: Chinese, Words: true})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range r.Answers {
			got = append(got, strings.ReplaceAll(d.Text(a.Span), "\t", "/"))
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q; %s", tc.ask, got, tc.want, r.Reason)
		}
	}
}

// A question that is a heading of the text is answered with what stands below it, although all of its words are common; and one about a
// clause in English with the sentence that forbids.
func TestHeadingsThatAsk(t *testing.T) {
	for _, tc := range []struct{ file, text, ask, want string }{
		{"问答.md", "# 落户问答\n\n## 本科生能落户吗？\n\n能。毕业两年内可以落户。\n\n## 需要多长时间？\n\n十五个工作日内办结。\n", "需要多长时间", "十五个工作日内办结。"},
		{"问答.md", "# 落户问答\n\n## 本科生能落户吗？\n\n能。毕业两年内可以落户。\n\n## 需要多长时间？\n\n十五个工作日内办结。\n", "本科生能落户吗？", "能。毕业两年内可以落户。"},
		{"rules.txt", "Office Rules\n\nArticle 1 These rules bind all staff.\nArticle 2 No employee may take supplies home.\nArticle 3 Each department files a plan.\n", "what does article 2 forbid", "No employee may take supplies home."},
	} {
		asker, d := askerOf(t, tc.file, tc.text)
		r, err := asker.Ask(context.Background(), tc.ask, Options{Lang: Chinese, Words: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Answers) != 1 || d.Text(r.Answers[0].Span) != tc.want {
			t.Errorf("%s: %d answers, %s", tc.ask, len(r.Answers), r.Reason)
		}
	}
}
