package collection_test

import (
	"slices"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/collection"
)

func parse(t *testing.T, sources ...string) (docs []*corpus.Document) {
	t.Helper()
	for _, source := range sources {
		d, err := corpus.Parse("x.txt", []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

const body = "第一条 为了规范路灯的建设，制定本条例。\n\n第二条 路灯损坏的，维护单位应当修复。\n\n"

// Versions, authority and ordinals of documents that know of one another.
func TestCollection(t *testing.T) {
	docs := parse(t,
		"江城市路灯条例\n\n2005年1月1日 通过\n\n"+body+"第三条 本条例自2005年3月1日起施行。\n",
		"江城市路灯条例\n\n2015年1月1日 通过\n\n"+body+"第三条 本条例自2015年3月1日起施行。\n",
		"江城市养犬条例\n\n2018年1月1日 通过\n\n第一条 遛犬遵守《江城市路灯条例》。\n",
		"关于修改《江城市养犬条例》的决定\n\n2022年1月1日 通过\n\n第一条 将第一条修改为：“遛犬须牵绳。”\n",
	)
	docs[1].ID += "-2015"
	c, err := collection.New(docs)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Clauses()) != 8 || c.Clause(docs[2].ID+"/1") != docs[2].Clauses[0] || c.Clause("x/1") != nil || c.Document("x") != nil {
		t.Errorf("%d clauses, or others than were given", len(c.Clauses()))
	}
	for ord, clause := range c.Clauses() {
		at, ok := c.Position(clause.Document.ID)
		from, to := c.Range(at)
		if c.Ordinal(clause) != uint32(ord) || !ok || c.PositionOf(uint32(ord)) != at || uint32(ord) < from || uint32(ord) >= to {
			t.Errorf("%s has the ordinal %d in [%d,%d), want %d", clause.ID(), c.Ordinal(clause), from, to, ord)
		}
	}
	if c.Current(docs[0]) || !c.Current(docs[1]) || !c.Current(docs[2]) || !c.Outdated().Has(0) || c.Outdated().Has(3) {
		t.Error("the older version is not the one that is left out")
	}
	if got := c.Versions(docs[0]); !slices.Equal(got, []*corpus.Document{docs[1], docs[0]}) || c.Versions(docs[2]) != nil || len(c.Versioned()) != 1 {
		t.Errorf("the versions are %v", got)
	}
	for date, want := range map[string][]bool{
		"2004-01-01": {true, true, true, true},
		"2010-01-01": {false, true, true, true},
		"2020-01-01": {true, false, false, true},
	} {
		if got := c.NotOf(date); !slices.Equal(got, want) {
			t.Errorf("not of %s: %v, want %v", date, got, want)
		}
	}
	if c.Cited(docs[1]) <= 0 || c.Cited(docs[2]) <= 0 || c.Cited(docs[3]) != collection.Amending {
		t.Errorf("cited: %v %v %v", c.Cited(docs[1]), c.Cited(docs[2]), c.Cited(docs[3]))
	}
	if want := []string{"条例", "条例", "条例", "决定"}; !slices.Equal(c.Kinds(), want) {
		t.Errorf("kinds: %q", c.Kinds())
	}
}

func TestTwice(t *testing.T) {
	docs := parse(t, "江城市路灯条例\n\n"+body)
	if _, err := collection.New([]*corpus.Document{docs[0], docs[0]}); err == nil {
		t.Error("two documents of one id are taken")
	}
}
