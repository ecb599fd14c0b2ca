package index

import (
	"context"
	"strings"
	"testing"

	"tiaowen/corpus"
)

func TestCitedClausesGain(t *testing.T) {
	law, err := corpus.Parse("土地租赁法(2020-01-01).md", []byte("# 土地租赁法\n\n第一条 出租人应当交付土地。\n\n第二条 承租人应当支付租金。\n\n第三条 租金的支付期限由双方约定。\n"))
	if err != nil {
		t.Fatal(err)
	}
	reading, err := corpus.Parse("关于租金的解释(2021-01-01).md", []byte("# 关于租金的解释\n\n第一条 承租人拖着租金不给，出租人请求支付租金的，依照《土地租赁法》第三条处理。\n\n第二条 本解释自公布之日起施行。\n"))
	if err != nil {
		t.Fatal(err)
	}
	ix, err := New([]*corpus.Document{law, reading}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	search := func() (order []string, why string) {
		q, err := ix.Parse("拖着租金不给")
		if err != nil {
			t.Fatal(err)
		}
		q.Why = true
		hits, _, err := ix.Search(context.Background(), q, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hits {
			order = append(order, h.Clause.ID())
			if h.Clause == law.Clauses[2] {
				why = strings.Join(h.Why, "\n")
			}
		}
		return order, why
	}
	cold, why := search()
	if !strings.Contains(why, "《关于租金的解释》第一条 cites it") {
		t.Errorf("article 3 gained nothing by the reading that cites it: %s", why)
	}
	ix.recent = newRecent()
	ix.Warm()
	if warm, _ := search(); strings.Join(warm, " ") != strings.Join(cold, " ") {
		t.Errorf("warm the order is %v, cold %v", warm, cold)
	}
}
