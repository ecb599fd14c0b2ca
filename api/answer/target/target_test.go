package target

import (
	"fmt"
	"strings"
	"testing"

	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index"
)

// rules is a text whose clause numbers begin again in each chapter.
const rules = `阅览室管理办法

第一章 开放时间

第一条 阅览室每日八时开放，节假日照常开放。

第二条 下列人员可以提前入馆：
（一）持有教师证的；
（二）参加考试的。

第二章 读者守则

第一条 读者不得携带食品。

第二条 损坏图书的，照价赔偿。

第三章 借书证

第一条 凭身份证到服务台办理。
`

// handbook has headings that ask.
const handbook = `# 借阅手册

## 怎样办理借书证？

凭身份证到服务台办理。

## 可以借几本？

每人三本。

## 逾期收费

每日一角。
`

// notice is a text whose places are named by the labels that lead to them.
const notice = `关于做好图书捐赠工作的通知

一、捐赠范围
（一）旧书。旧书须完好。
1.教材不收。
2.期刊不收。
（二）新书。新书须附发票。
二、捐赠办法
（一）现场捐赠。每周六上午接收。
`

// ask reads a question that is put to some texts, each in a document of its own.
func ask(t *testing.T, text string, sources ...string) Target {
	t.Helper()
	var docs []*corpus.Document
	for i, source := range sources {
		d, err := corpus.Parse(fmt.Sprintf("文件%d.md", i), []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	query, err := ix.ParseTyped(text)
	if err != nil {
		t.Fatal(err)
	}
	return Target{Question: wording.Read(ix, question.Read(ix, query, true)), Docs: docs}
}

func headings(sections []*corpus.Section) string {
	var out []string
	for _, s := range sections {
		out = append(out, s.Title)
	}
	return strings.Join(out, "|")
}

// begins gives the first words of each clause, up to a comma or the end of a line.
func begins(cs []*corpus.Clause) string {
	var out []string
	for _, c := range cs {
		head := strings.FieldsFunc(c.Text(), func(r rune) bool { return strings.ContainsRune("，。：\n", r) })[0]
		out = append(out, head)
	}
	return strings.Join(out, "|")
}

func TestSections(t *testing.T) {
	for text, want := range map[string]string{
		"第二章":       "读者守则",
		"最后一章":      "借书证",
		"读者守则":      "读者守则",
		"开放时间有几条":   "开放时间",
		"读者守则部分有几条": "读者守则",
		"第九章":       "",
		"图书":        "",
	} {
		q := ask(t, text, rules)
		if got := headings(q.Sections()); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// A number names the clauses of all chapters; with a chapter, only the one there.
func TestClauses(t *testing.T) {
	for text, want := range map[string]string{
		"第二条":         "下列人员可以提前入馆|损坏图书的",
		"第二章第二条":      "损坏图书的",
		"第三章第二条":      "",
		"第一章里的第二条第一项": "下列人员可以提前入馆",
		"第九条":         "",
		"食品":          "",
	} {
		q := ask(t, text, rules)
		if got := begins(q.Clauses()); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// What an address names counts before the numbers in the question.
func TestOnly(t *testing.T) {
	q := ask(t, "第二条", rules)
	q.Only = q.Docs[0].Clauses[:1]
	if got := q.Clauses(); len(got) != 1 || got[0] != q.Only[0] {
		t.Errorf("%s", begins(got))
	}
}

func TestTitled(t *testing.T) {
	for text, want := range map[string]bool{"第二章读者守则": true, "第二章赔偿": false} {
		q := ask(t, text, rules)
		if got := q.Titled(q.Sections()); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// Headings wants the whole question to be a heading that asks, Below takes other words that ask.
func TestHeadings(t *testing.T) {
	for text, want := range map[string][2]string{
		"怎样办理借书证？": {"怎样办理借书证？", "凭身份证到服务台办理"},
		"可以借几本":    {"可以借几本？", ""},
		"逾期收费是什么":  {"", "每日一角"},
		"逾期收费多少押金": {"", ""},
		"借书证押金多少？": {"", ""},
	} {
		q := ask(t, text, handbook)
		if got := [2]string{headings(q.Headings()), begins(q.Below())}; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	q := ask(t, "怎样办理借书证？", handbook)
	for len(q.Docs) <= maxHeaded {
		q.Docs = append(q.Docs, q.Docs[0])
	}
	if got := q.Headings(); got != nil {
		t.Errorf("%d documents: %q", len(q.Docs), headings(got))
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"第二条":    "absent [] repeated 3 lacking false",
		"第五条":    "absent [5] repeated 0 lacking false",
		"第1至8条":  "absent [3–8] repeated 3 lacking false",
		"第九条第二款": "absent [9] repeated 0 lacking false",
	} {
		q := ask(t, text, rules)
		found := q.Clauses()
		if text == "第二条" {
			found = append(found, found[0]) // as two chapters have it, and one text twice
		}
		got := fmt.Sprintf("absent %v repeated %d lacking %v", q.Absent(q.ClauseRefs()), Repeated(found), Lacking(q.ClauseRefs(), found) != nil)
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	q := ask(t, "第九条", rules)
	if got := begins(q.Last()); got != "凭身份证到服务台办理" {
		t.Errorf("last: %s", got)
	}
}

// Part gives the item that is named, and Lacking the clause that has no such item.
func TestPart(t *testing.T) {
	for text, want := range map[string]string{
		"第一章第二条第（二）项": "（二）参加考试的。 lacking false",
		"第一章第二条第（五）项": "lacking true",
		"第二章第一条第（五）项": "lacking true",
	} {
		q := ask(t, text, rules)
		c := q.Clauses()[0]
		got := fmt.Sprintf("lacking %v", Lacking(q.ClauseRefs(), []*corpus.Clause{c}) != nil)
		if s := Part(c, q.ClauseRefs()); s != c.Body {
			got = c.Document.Text(s) + " " + got
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"一、（一）2.":        "一、(一)2 [一 (一) 2]: 2.期刊不收 as it stands",
		"图书捐赠通知一（二）":     "一(二) [一 (二)]: 新书 as it stands",
		"一、（二）旧书的要求是什么":  "一、(二) [一 (二)]: 新书 asked about",
		"一、（一）可以捐教材吗":    "一、(一) [一 (一)]: 旧书 asked about",
		"二、（一）3个月内还接收吗":  "二、(一) [二 (一)]: 现场捐赠 asked about",
		"2024.5.1和1.2.3": "2024.5.1 [2024.5.1]: none; 1.2.3 [1.2.3]: none",
		"捐赠范围":           "",
	} {
		q := ask(t, text, notice)
		var out []string
		for _, a := range q.Addresses() {
			found := a.Places(q.Docs, len(a.Labels))
			line := fmt.Sprintf("%s %v: ", a.Number, a.Labels)
			switch {
			case len(found) == 0:
				line += "none"
			case q.AsksOf(&a, found[0]):
				line += firstWords(found[0].Clause.Document.Text(found[0].Span)) + " asked about"
			default:
				line += firstWords(found[0].Clause.Document.Text(found[0].Span)) + " as it stands"
			}
			out = append(out, line)
		}
		if got := strings.Join(out, "; "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func firstWords(s string) string {
	head, _, _ := strings.Cut(s, "。")
	return head
}

// An address that two documents have names places in several.
func TestSeveral(t *testing.T) {
	q := ask(t, "一、（一）", notice, strings.Replace(notice, "图书", "衣物", 1))
	a := q.Addresses()[0]
	if found := a.Places(q.Docs, 2); len(found) != 2 || !Several(found) || Several(found[:1]) {
		t.Errorf("%d places", len(found))
	}
	if found := a.Places(q.Docs[:1], 1); len(found) != 2 || Several(found) {
		t.Errorf("%d places below 一", len(found))
	}
}
