package eval

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/api"
	"tiaowen/corpus"
)

// self asks a document about itself and prints the report.
func self(t *testing.T, d *corpus.Document) *SelfReport {
	t.Helper()
	svc, err := api.Of(d)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Self(t.Context(), svc, d.ID, 0, "zh")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	r.Write(&text, "zh", true)
	t.Log("\n" + text.String())
	return r
}

func parse(t *testing.T, name, text string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The measures text and a statute answer for themselves. The statute is the law
// on notaries as published; laws have no copyright (Copyright Law of China, article 5).
func TestSelf(t *testing.T) {
	law, err := os.ReadFile("testdata/公证法.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		document *corpus.Document
		made     map[string]int // questions of a kind, at least
		percent  float64        // found, at least
	}{
		{corpus.Measures(), map[string]int{selfNumber: 38, selfTitle: 38, selfSection: 11, selfForbid: 40, selfTime: 2, selfQuantity: 3}, 97},
		{parse(t, "公证法.md", string(law)), map[string]int{selfNumber: 47, selfSection: 7, selfForbid: 12, selfQuantity: 10}, 90},
	} {
		r := self(t, test.document)
		for kind, n := range test.made {
			if r.ByKind[kind] == nil || r.ByKind[kind].Of < n {
				t.Errorf("%s: %+v questions of the kind %s, want %d", r.Title, r.ByKind[kind], kind, n)
			}
		}
		if r.All.Percent() < test.percent || r.All.Of-r.All.Right != len(r.Missing) {
			t.Errorf("%s: %.1f%% of %d found, %d missing; want %.0f%%", r.Title, r.All.Percent(), r.All.Of, len(r.Missing), test.percent)
		}
	}
}

// rules is a document with everything that questions are made of.
const rules = `# 仓库管理办法

## 第一章 总则

第一条 仓库管理员应当每季度盘点1次账目。

第二条 仓库管理员不得有下列行为：

（一）擅自挪用库存物资的；

（二）泄露货主信息和出入库记录；

（三）违反前款规定。

第三条 仓库应当在收到货物之日起3日内登记入册。不准擅自挪用库存物资。

## 第二章 附则

第四条 本办法自2024年1月1日起施行。
`

func TestSelfQuestions(t *testing.T) {
	d := parse(t, "rules.md", rules)
	list := func(perClause int) (lines []string, leftOut int) {
		questions, leftOut := SelfQuestions(d, perClause)
		for _, q := range questions {
			line := q.Kind + ": " + q.Q
			for _, p := range q.Places {
				line += " | " + p.Clause.Key
			}
			lines = append(lines, line)
		}
		return lines, leftOut
	}
	got, leftOut := list(0)
	want := []string{
		"number: 第一条 | 1",
		"how often: 仓库管理员应当账目多久一次 | 1",
		"quantity: 仓库管理员应当每季度盘点多少次账目 | 1",
		"number: 第二条 | 2",
		"forbid: 擅自挪用库存物资可以吗 | 2 | 3",
		"forbid: 泄露货主信息和出入库记录可以吗 | 2",
		"number: 第三条 | 3",
		"quantity: 仓库应当在收到货物之日起多少日内登记入册 | 3",
		"number: 第四条 | 4",
		"section: 第一章 总则 | 1 | 2 | 3",
		"section: 第二章 附则 | 4",
	}
	if diff := cmp.Diff(want, got); diff != "" || leftOut != 0 {
		t.Errorf("questions, %d left out (-want +got):\n%s", leftOut, diff)
	}
	again, _ := list(0)
	if diff := cmp.Diff(got, again); diff != "" {
		t.Errorf("made again the questions differ:\n%s", diff)
	}
	if few, leftOut := list(1); len(few) != 4+2 || leftOut != len(want)-len(few)+1 { // one is asked for two clauses
		t.Errorf("one a clause: %d questions, %d left out", len(few), leftOut)
	}
}

// What does not come is told with what came instead.
func TestSelfMissing(t *testing.T) {
	d := parse(t, "rules.md", rules)
	c := d.Clause("2")
	q := SelfQuestion{Kind: selfForbid, Q: "吃饭可以吗", Places: []Place{{c, corpus.Span{Start: c.Body.Start, End: c.Body.Start + len("仓库")}}}}
	span := func(key string, start, end int) api.AnswerSpan {
		c := api.ClauseOf(d.Clause(key))
		return api.AnswerSpan{Clause: c, Start: start, End: end, Text: string([]rune(c.Text)[start:end])}
	}
	whole := func(key string) api.AnswerSpan { return span(key, 0, len([]rune(d.Clause(key).Text()))) }
	for name, test := range map[string]struct {
		kind    string
		answers []api.AnswerSpan
		found   bool
	}{
		"nothing":             {selfForbid, nil, false},
		"another clause":      {selfForbid, []api.AnswerSpan{whole("1")}, false},
		"other words":         {selfForbid, []api.AnswerSpan{span("2", 2, 5)}, false},
		"words that touch":    {selfForbid, []api.AnswerSpan{span("2", 1, 5)}, true},
		"the third clause":    {selfForbid, []api.AnswerSpan{whole("1"), whole("1"), whole("3"), whole("2")}, true},
		"the fourth clause":   {selfForbid, []api.AnswerSpan{whole("1"), whole("3"), whole("4"), whole("2")}, false},
		"part, want whole":    {selfNumber, []api.AnswerSpan{span("2", 1, 2)}, false},
		"the whole":           {selfNumber, []api.AnswerSpan{whole("2")}, true},
		"the section's only":  {selfSection, []api.AnswerSpan{whole("2")}, true},
		"not all the section": {selfSection, []api.AnswerSpan{whole("1")}, false},
	} {
		q.Kind = test.kind
		if found := q.found(&api.Answer{Answerable: len(test.answers) > 0, Answers: test.answers}); found != test.found {
			t.Errorf("%s: found is %t", name, found)
		}
	}
	q.Kind = selfForbid
	r := &SelfReport{
		Title: d.Title, All: Ratio{1, 3}, First: Ratio{1, 1}, ByKind: map[string]*Ratio{selfNumber: {1, 1}, selfForbid: {0, 2}}, LeftOut: 2,
		Missing: []Missing{
			{q, came(&api.Answer{Reason: "no such matter"})},
			{q, came(&api.Answer{Answerable: true, Answers: []api.AnswerSpan{whole("3"), whole("4"), whole("1"), whole("2")}})},
		},
	}
	var text strings.Builder
	r.Write(&text, "en", false)
	want := `仓库管理办法
      1 /     1  100.0%  number
      0 /     2    0.0%  forbid
3 questions, 1 found (33.3%)
1 of them by the first answer (100.0%), sections excluded
2 more were not asked, because their clauses have too many questions
not found:
  第二条 [forbid] 吃饭可以吗
    → no such matter
  第二条 [forbid] 吃饭可以吗
    → 第三条 仓库应当在收到货物之日起3日内登记入册。不准擅自挪用库存物资… | 第四条 本办法自2024年1月1日起施行。 | 第一条 仓库管理员应当每季度盘点1次账目。 | …
`
	if diff := cmp.Diff(want, text.String()); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestSelfOfNoDocument(t *testing.T) {
	svc, err := api.Of(corpus.Measures())
	if err != nil {
		t.Fatal(err)
	}
	var missing *api.NotFoundError
	if _, err := Self(t.Context(), svc, "nothere", 0, "en"); !errors.As(err, &missing) {
		t.Errorf("a document that is not there gives %v", err)
	}
}

func TestHead(t *testing.T) {
	long := strings.Repeat("长", maxAsked)
	for text, want := range map[string]string{
		"":         "",
		"、短句。":     "短句",
		"一行\n二行":   "一行",
		long:       long,
		long + "长": "",
		"第一个成员、" + long + "、最后一个":       "第一个成员",
		"甲乙丙丁戊、己庚辛壬癸，" + long + "：其余部分": "甲乙丙丁戊、己庚辛壬癸",
	} {
		if got := head(text); got != want {
			t.Errorf("head(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestQuantity(t *testing.T) {
	for words, want := range map[string]string{
		"处五年以上十年以下有期徒刑": "处多少年以上多少年以下有期徒刑",
		"股东人数不得超过200人":  "股东人数不得超过多少人",
		"依照第五条第二款处理":    "依照第五条第二款处理",
		"第三年开始缴纳":       "第三年开始缴纳",
		"处1.5倍罚款":       "处多少倍罚款",
		"增强“四个意识”":      "增强“四个意识”",
		"十八届三中全会":       "十八届三中全会",
		"30日内答复":        "多少日内答复",
		"每两年检查一次，不满十八周岁的，十五个工作日内": "每多少年检查多少次，不满多少周岁的，多少个工作日内",
	} {
		if got := quantity().ReplaceAllString(words, "${1}多少${2}"); got != want {
			t.Errorf("%s becomes %s, want %s", words, got, want)
		}
	}
}

// TestSelfLaws prints the figures of each document of a folder, asked by itself.
func TestSelfLaws(t *testing.T) {
	folder := os.Getenv("TIAOWEN_LAWS")
	if folder == "" || os.Getenv("TIAOWEN_EVAL") != "" {
		t.Skip("TIAOWEN_LAWS is not set, or TIAOWEN_EVAL is: a folder of laws that are asked about themselves")
	}
	var all Ratio
	eachLaw(t, folder, func(d *corpus.Document) {
		r := self(t, d)
		all.Right += r.All.Right
		all.Of += r.All.Of
	})
	fmt.Printf("%d of %d found (%.1f%%)\n", all.Right, all.Of, all.Percent())
}
