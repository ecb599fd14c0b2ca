package answer

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
)

// TestCountedTermAmongMany: a term that counts its members is found word for word where many
// clauses say its noun more often.
func TestCountedTermAmongMany(t *testing.T) {
	var many strings.Builder
	many.WriteString("# 示例省公共设施保障条例\n\n")
	for i := 1; i <= 60; i++ {
		fmt.Fprintf(&many, "第%d条 【两个站的保障】第%d号保障站提供保障。\n\n", i, i)
	}
	var docs []*corpus.Document
	for name, text := range map[string]string{
		"设施.md": many.String(),
		"社区.md": "# 示例社区工作制度\n\n第一条 " + strings.Repeat("社区居民委员会每季度召开例会，会前三日公布议题，会后三日公布结果。", 30) + "社区工作由居民委员会主持，居民小组长协助，楼门长联络，每季度召开一次例会，会前三日公布议题，会后三日公布结果，强化“两个保障”（经费保障和场地保障），每年检查一次。\n\n第二条 居民议事坚持“三个不议”，由议事会主持。\n\n第三条 办理期限为两个工作日。\n",
	} {
		d, err := corpus.Parse(name, []byte(text))
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
	for _, q := range []string{"两个保障是指什么", "什么叫两个保障", "兩個保障是指什麼"} {
		r := ask(q)
		if !r.Answerable() {
			t.Errorf("%s is refused: %s", q, r.Reason)
		} else if c := r.Answers[0].Clause; c.Document.Title != "示例社区工作制度" || c.Number != 1 {
			t.Errorf("%s is answered from %s", q, c.Cite())
		}
	}
	if r := ask("三个不议是什么意思"); r.Answerable() || len(r.Related) == 0 || r.Related[0].Clause.Number != 2 {
		t.Errorf("a term that is used and not explained: %+v", r)
	}
}
