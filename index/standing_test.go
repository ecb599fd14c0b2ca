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
	if by := ix.Citing(docs[0].Clauses[0]); len(by) != 0 {
		t.Errorf("%v cites a clause that nobody cites", by)
	}
}
