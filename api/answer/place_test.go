package answer

import (
	"context"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
)

// rule is a text whose numbers begin again in each chapter.
const rule = `值班守则

第一章 值班

第1条 值班人员应当在八时前到岗。

第2条 值班人员不得饮酒。

第二章 处罚

第1条 违反第一章第2条规定的，扣发当月津贴二百元。

第2条 迟到三次以上的，取消评优资格。
`

func ruleAsker(t *testing.T) *Asker {
	t.Helper()
	asker, _ := askerOf(t, "rule.txt", rule)
	return asker
}

// askerOf asks one document, which it parses.
func askerOf(t *testing.T, name, text string) (*Asker, *corpus.Document) {
	t.Helper()
	d, err := corpus.Parse(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	d.ID, _, _ = strings.Cut(name, ".")
	ix, err := index.New([]*corpus.Document{d}, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return New(ix), d
}

// A number is a promise: the answer is from the clause that is named, from every
// one of that number where none is meant alone, or a refusal.
func TestNumberIsAPromise(t *testing.T) {
	asker := ruleAsker(t)
	for _, c := range []struct{ question, holds, reason string }{
		{"第二章第1条", "扣发当月津贴", ""},
		{"第一章第2条", "不得饮酒", ""},
		{"第二章第9条", "", "there is no clause 9"},
		{"第1条", "八时前到岗", ""},
	} {
		r, err := asker.Ask(context.Background(), c.question, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if c.holds == "" {
			if r.Answerable() || !strings.Contains(r.Reason, c.reason) {
				t.Errorf("%s: answered %q, reason %q, want %q in it", c.question, text(r), r.Reason, c.reason)
			}
			continue
		}
		if !strings.Contains(text(r), c.holds) {
			t.Errorf("%s: %q lacks %q (%s)", c.question, text(r), c.holds, r.Reason)
		}
	}
	r, err := asker.Ask(context.Background(), "第1条", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Answers) != 2 || !strings.Contains(r.Note, "name the section") {
		t.Errorf("第1条: %d answers, note %q: both clauses, and the question which", len(r.Answers), r.Note)
	}
}

// TestItemAlone: an item is that of the clause that has it, where no clause is named; a document whose
// clauses have no such item is asked for its clause.
func TestItemAlone(t *testing.T) {
	const text = "种子办法\n第一条 用语的含义是：\n（一）种子，是指籽粒。\n（二）品种，是指植物群体。\n品种应当稳定。\n（三）标签，是指文字说明。\n" +
		"第二条 经营种子应当取得许可。\n第三条 违者处：\n（一）警告；\n（二）罚款。\n第四条 本办法自公布之日起施行。\n"
	asker, d := askerOf(t, "种子.txt", text)
	for asked, want := range map[string]string{
		"第（三）项":     "1 （三）标签，是指文字说明",
		"第三项":       "1 （三）标签，是指文字说明",
		"第（二）项":     "1 （二）品种，是指植物群体。\n品种应当稳定 | 3 （二）罚款",
		"第三条第（二）项":  "3 （二）罚款",
		"第四项":       "4 本办法自公布之日起施行",
		"第（四）项":     "",
		"第二条第（一）项":  "",
		"第（九）项":     "",
		"第三条第（三）项":  "",
		"种子办法第（一）项": "1 （一）种子，是指籽粒 | 3 （一）警告",
	} {
		r, err := asker.Ask(t.Context(), asked, Options{Words: true})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range r.Answers {
			got = append(got, a.Clause.Key+" "+strings.TrimRight(d.Text(a.Span), "。；"))
		}
		if s := strings.Join(got, " | "); s != want {
			t.Errorf("%s: %q, want %q (%s)", asked, s, want, r.Reason)
		}
	}
}

// TestBelow: a question that is a heading's very words is answered with what stands under it, also
// where its words are those of every question.
func TestBelow(t *testing.T) {
	const text = "办公室工作规则\n一、主要职责\n（一）负责文电、会务、机要、档案等工作。\n（二）负责信息公开。\n" +
		"二、内设机构\n办公室设综合科、文秘科、督查科。\n三、主要内容\n文件的收发。\n"
	asker, d := askerOf(t, "规则.txt", text)
	for asked, want := range map[string]string{
		"主要职责是什么":         "负责文电",
		"办公室工作规则的主要职责是什么": "负责文电",
		"内设机构有哪些":         "督查科",
		"主要职责都有哪些":        "负责文电",
		"监督电话是什么":         "",
		"内设机构的负责人有几个":     "",
	} {
		r, err := asker.Ask(t.Context(), asked, Options{Words: true})
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, a := range r.Answers {
			got.WriteString(d.Text(a.Span))
		}
		if (want == "") != (got.Len() == 0) || !strings.Contains(got.String(), want) {
			t.Errorf("%s: %q, want %q (%s)", asked, got.String(), want, r.Reason)
		}
	}
}

// TestAnswerOfAQuestion: a question in the words of the text gets the answer alone; a clause named by its
// number is quoted whole.
func TestAnswerOfAQuestion(t *testing.T) {
	asker, d := askerOf(t, "faq.txt", "图书证办理问答\n1. 问：外地读者怎么办证？\n答：凭身份证在总台办理，当场领取。\n2. 问：图书证丢了怎么补？\n答：到总台挂失，三日后补领。补领收取工本费十元。\n")
	for q, want := range map[string]string{
		"外地读者怎么办证":  "凭身份证在总台办理，当场领取。",
		"图书证丢了怎么补":  "到总台挂失，三日后补领。补领收取工本费十元。",
		"第2条的全文是什么": "问：图书证丢了怎么补？\n答：到总台挂失，三日后补领。补领收取工本费十元。",
	} {
		r, err := asker.Ask(context.Background(), q, Options{Lang: Chinese, Words: true})
		if err != nil {
			t.Fatal(err)
		}
		if !r.Answerable() || d.Text(r.Answers[0].Span) != want {
			t.Errorf("%s: %+v, want %q", q, r, want)
		}
	}
}
