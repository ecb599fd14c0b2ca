package index

import (
	"testing"

	"tiaowen/corpus"
)

// What is not in force any more stands below what took its place, even where
// the query names it.
func TestRepealedRanksBelow(t *testing.T) {
	const body = "第一条 为了规范路灯的建设和维护，保障照明，制定本条例。\n\n第二条 路灯损坏的，维护单位应当在二十四小时内修复。\n\n"
	var docs []*corpus.Document
	for _, src := range []string{
		"江城市路灯条例\n\n2005年1月1日 通过\n\n" + body + "第三条 本条例自2005年3月1日起施行。\n",
		"江城市照明条例\n\n2020年1月1日 通过\n\n" + body + "第三条 本条例自2020年3月1日起施行。《江城市路灯条例》同时废止。\n",
	} {
		d, err := corpus.Parse("x.txt", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	ix, err := New(docs, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for _, query := range []string{"路灯损坏 修复", "江城市路灯条例 路灯损坏"} {
		q, err := ix.Parse(query)
		if err != nil {
			t.Fatal(err)
		}
		hits, _, err := ix.Search(t.Context(), q, 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(hits) < 2 || hits[0].Clause.ID() != docs[1].ID+"/2" || hits[1].Clause.ID() != docs[0].ID+"/2" {
			t.Errorf("%s: %v", query, hits)
			for _, h := range hits {
				t.Log(h.Clause.ID(), h.Score)
			}
		}
	}
	if by := ix.Citations().By(docs[0].Clauses[0]); len(by) != 0 {
		t.Errorf("%v cites a clause that nobody cites", by)
	}
}

// Who looks for words of a law wants the law, not the decision that put them there.
func TestAmendingDecisionRanksBelow(t *testing.T) {
	var docs []*corpus.Document
	for _, src := range []string{
		"关于修改《江城市照明条例》的决定\n\n2022年1月1日 通过\n\n第一条 将第二条修改为：“路灯损坏的，维护单位应当在十二小时内修复。”\n\n第二条 本决定自公布之日起施行。\n",
		"江城市照明条例\n\n2020年1月1日 通过\n\n2022年1月1日 修正\n\n第一条 为了规范路灯的建设，制定本条例。\n\n第二条 路灯损坏的，维护单位应当在十二小时内修复。\n\n第三条 本条例自2020年3月1日起施行。\n",
	} {
		d, err := corpus.Parse("x.txt", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	ix, err := New(docs, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	q, err := ix.Parse("路灯损坏 十二小时内修复")
	if err != nil {
		t.Fatal(err)
	}
	hits, _, err := ix.Search(t.Context(), q, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(hits) < 2 || hits[0].Clause.ID() != docs[1].ID+"/2" {
		t.Errorf("the first hit is %s", hits[0].Clause.ID())
	}
}
