package citing_test

import (
	"slices"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/citing"
	"tiaowen/index/collection"
)

// What a clause cites, by which clauses it is cited, before and after all was read.
func TestGraph(t *testing.T) {
	var docs []*corpus.Document
	for _, source := range []string{
		"# 江城市路灯条例\n\n第一条 为了规范路灯的建设，制定本条例。\n\n第二条 路灯损坏的，应当修复。\n\n第三条 违反本条例第二条的，处罚款。\n",
		"# 江城市照明办法\n\n第一条 损坏路灯的，依照《江城市路灯条例》第二条、第三条处理。\n\n第二条 本办法自公布之日起施行。\n",
	} {
		d, err := corpus.Parse("x.md", []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	c, err := collection.New(docs)
	if err != nil {
		t.Fatal(err)
	}
	g := citing.New(c)
	check := func() {
		t.Helper()
		for ord, want := range [][]uint32{nil, nil, {1}, {1, 2}, nil} {
			if got := g.Of(uint32(ord)); !slices.Equal(got, want) {
				t.Errorf("%s cites %v, want %v", c.Clauses()[ord].ID(), got, want)
			}
		}
		for ord, want := range [][]uint32{nil, {2, 3}, {3}, nil, nil} {
			var got []uint32
			for _, by := range g.By(c.Clauses()[ord]) {
				got = append(got, c.Ordinal(by))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s is cited by %v, want %v", c.Clauses()[ord].ID(), got, want)
			}
		}
	}
	check()
	g.Warm(func() bool { return true })
	check()
	g.Warm(func() bool { return false })
	check()
	other := *docs[0]
	other.ID = "x"
	if by := g.By(&corpus.Clause{Document: &other}); by != nil {
		t.Errorf("a clause of another collection is cited by %v", by)
	}
}
