package locate

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index"
)

// guard is a text whose numbers begin again in each chapter.
const guard = `值班守则

第一章 值班

第1条 值班人员应当遵守下列规定：
（一）八时前到岗；
（二）不得饮酒。

第2条 值班人员不得离岗。

第二章 处罚

第1条 离岗的，扣发当月津贴。

第2条 迟到三次以上的，取消评优资格。

第3条 本守则自公布之日起施行。
`

func parsed(t *testing.T, name, text string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// reference reads the only reference of some words.
func reference(t *testing.T, words string) question.Reference {
	t.Helper()
	refs := question.References(index.Fold(words))
	if len(refs) != 1 {
		t.Fatalf("%s: %d references", words, len(refs))
	}
	return refs[0]
}

// begins gives how the clauses begin, the words before the first comma of each.
func begins(cs []*corpus.Clause) string {
	var out []string
	for _, c := range cs {
		head, _, _ := strings.Cut(c.Text(), "，")
		out = append(out, strings.TrimSuffix(strings.SplitN(head, "\n", 2)[0], "。"))
	}
	return strings.Join(out, "|")
}

// A number names every clause that has it, a range all between its ends, and a place counted from the end the last ones.
func TestClausesNamed(t *testing.T) {
	d := parsed(t, "守则.txt", guard)
	for words, want := range map[string]string{
		"第1条":    "值班人员应当遵守下列规定：|离岗的",
		"第二至三条":  "值班人员不得离岗|迟到三次以上的|本守则自公布之日起施行",
		"最后一条":   "本守则自公布之日起施行",
		"倒数第二条":  "迟到三次以上的",
		"第九条":    "",
		"第九百九十条": "",
	} {
		if got := begins(Clauses(reference(t, words), d)); got != want {
			t.Errorf("%s: %s, want %s", words, got, want)
		}
	}
}

// A number alone names a clause only where one clause has it, and nothing else is said.
func TestNamed(t *testing.T) {
	d := parsed(t, "守则.txt", guard)
	for words, want := range map[string]bool{"3": true, "第三条": true, "clause 3": true, "1": false, "第三条怎么说": false, "4": false, "": false} {
		if c := Named(d, words); (c != nil) != want {
			t.Errorf("%q: %v", words, c)
		}
	}
}

// What no document has is said by number, and a range that runs past the end as a range.
func TestMissing(t *testing.T) {
	docs := []*corpus.Document{parsed(t, "守则.txt", guard)}
	for words, want := range map[string][]string{
		"第2条":   nil,
		"第九条":   {"9"},
		"第2至9条": {"4–9"},
		"第2至4条": {"4"},
	} {
		if got := Missing(reference(t, words), docs); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
}

// A reference goes down to the item; the section that a number names has its clauses.
func TestPartsAndSections(t *testing.T) {
	d := parsed(t, "守则.txt", guard)
	item := reference(t, "第1条第二项")
	span, ok := Part(d.Clauses[0], item.Parts)
	if !ok || !strings.Contains(d.Text(span), "不得饮酒") {
		t.Errorf("第二项: %v %q", ok, d.Text(span))
	}
	if _, ok := Part(d.Clauses[0], reference(t, "第1条第五项").Parts); ok {
		t.Error("第五项 is found")
	}
	sections := Sections(reference(t, "第二章"), d)
	if got := begins(InSections([]*corpus.Document{d}, sections)); got != "离岗的|迟到三次以上的|本守则自公布之日起施行" {
		t.Errorf("第二章: %s", got)
	}
	if Within(d.Clauses[0], sections) || !Within(d.Clauses[2], sections) {
		t.Error("a clause of the first chapter stands in the second, or one of the second does not")
	}
	if len(Sections(reference(t, "第七章"), d)) != 0 || len(Outermost(d)) != 2 {
		t.Error("there are two chapters")
	}
}

// Labels lead to a clause, an item or a section, from the outer to the inner one.
func TestAddressed(t *testing.T) {
	d := parsed(t, "意见.txt", "关于改进服务的意见\n\n一、总体要求\n\n坚持便民。\n\n二、主要任务\n\n（一）精简材料。\n1．减少证明。\n2．减少表格。\n（二）改进作风。\n1．严禁离岗。\n")
	for labels, want := range map[string]string{"二 (一) 2": "减少表格", "二 (二) 1": "严禁离岗", "二 (三)": "", "三": ""} {
		got := ""
		if all := Addressed(d, strings.Fields(labels)); len(all) > 0 {
			got = d.Text(all[0].Span)
		}
		if (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", labels, got, want)
		}
	}
}

// A decision tells by the old number and by the new one what becomes of a clause; the
// text that it quotes names none.
func TestAmendingClauses(t *testing.T) {
	d := parsed(t, "决定.md", "# 关于修改《示例市公园管理办法》的决定\n\n一、将第八条修改为：“依照第二十条开放。”\n\n二、将第十二条改为第十三条。\n\n三、第三十条的执行情况另行通报。\n")
	for words, want := range map[string]int{"第八条": 1, "第十二条": 1, "第十三条": 1, "第二十条": 0, "第三十条": 0} {
		if got := Amending(reference(t, words), Articles(d)); len(got) != want {
			t.Errorf("%s: %s", words, begins(got))
		}
	}
}
