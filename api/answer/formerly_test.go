package answer

import (
	"context"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
)

// TestFormerly: what an older version says and the newest does not is refused,
// with the reason and the old clause. What both say is answered from the newest.
func TestFormerly(t *testing.T) {
	var docs []*corpus.Document
	for _, v := range []struct{ year, fare string }{{"2019", "；家属乘车须购买两元车票"}, {"2024", ""}} {
		text := "# 示例市班车管理办法\n\n第一条 为了规范班车运行，制定本办法。\n\n第二条 班车早上七点三十分从东门发车。\n\n" +
			"第三条 乘坐班车应当出示工作证" + v.fare + "。\n\n第四条 本办法自" + v.year + "年3月1日起施行。\n"
		d, err := corpus.Parse("示例市班车管理办法("+v.year+"-03-01).md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	ask := func(q string) *Result {
		r, err := New(ix).Ask(context.Background(), q, Options{Lang: Chinese, Words: true})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := ask("家属乘车票价多少")
	if r.Answerable() || !strings.Contains(r.Reason, "旧版本") || !strings.Contains(r.Reason, "2019") || len(r.Related) == 0 || r.Related[0].Clause.Document.Date != "2019-03-01" {
		t.Errorf("the fare of 2019: %+v", r)
	}
	if r := ask("班车几点发车"); !r.Answerable() || r.Answers[0].Clause.Document.Date != "2024-03-01" {
		t.Errorf("the hour of both versions: %+v", r)
	}
	if r := ask("班车司机的工资是多少"); r.Answerable() || strings.Contains(r.Reason, "旧版本") {
		t.Errorf("what no version says: %+v", r)
	}
}
