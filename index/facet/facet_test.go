package facet_test

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/collection"
	"tiaowen/index/facet"
)

// archive is a collection of two short texts of different kinds and years.
func archive(t *testing.T) *collection.Collection {
	t.Helper()
	var docs []*corpus.Document
	for _, text := range []string{
		"# 青川市档案管理条例\n\n（2021年3月1日公布）\n\n第一章　总则\n\n第一条　档案应当集中保管。\n\n第二条　任何人不得涂改档案。\n\n第二章　借阅\n\n第三条　借阅档案应当登记。\n",
		"# 青川市公章使用办法\n\n（2023年6月1日公布）\n\n第一条　公章由专人保管。\n\n第二条　使用公章应当登记，不得外借。\n",
	} {
		d, err := corpus.Parse("a.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	c, err := collection.New(docs)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// name is the kind of a clause's document and the clause's number: 条例3.
func name(c *corpus.Clause) string {
	return map[bool]string{true: "条例", false: "办法"}[strings.HasSuffix(c.Document.Title, "条例")] + c.Key
}

func TestPassing(t *testing.T) {
	c := archive(t)
	for _, test := range []struct {
		filter facet.Filter
		want   string
	}{
		{facet.Filter{}, "条例1 条例2 条例3 办法1 办法2"},
		{facet.Filter{Documents: []string{c.Documents()[1].ID}}, "办法1 办法2"},
		{facet.Filter{Documents: []string{"x"}}, ""},
		{facet.Filter{Date: "2022-01-01"}, "条例1 条例2 条例3"},
		{facet.Filter{Section: "借阅"}, "条例3"},
		{facet.Filter{Section: "第一章"}, "条例1 条例2"},
		{facet.Filter{Norm: "forbid"}, "条例2 办法2"},
		{facet.Filter{Kind: "办法"}, "办法1 办法2"},
		{facet.Filter{Year: "2021", Norm: "require"}, "条例1 条例3"},
		{facet.Filter{Phrases: []string{"登记"}, None: []string{"公章"}}, "条例3"},
		{facet.Filter{All: []string{"借阅", "档案"}}, "条例3"},
		{facet.Filter{Titles: []string{"借阅"}}, "条例3"},
	} {
		passes := facet.NewPassing(c, &test.filter)
		var got []string
		for ord, clause := range c.Clauses() {
			if passes.Clause(uint32(ord)) {
				got = append(got, name(clause))
			}
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%+v lets %q through, want %q", test.filter, s, test.want)
		}
		if test.filter.Plain() != (test.want == "条例1 条例2 条例3 办法1 办法2") {
			t.Errorf("%+v is plain: %t", test.filter, test.filter.Plain())
		}
	}
}

// What is counted one by one, by a table, and by an engine is the same.
func TestTally(t *testing.T) {
	c := archive(t)
	first := c.Documents()[0]
	norms := func() []uint8 {
		return []uint8{facet.NormBit("require"), facet.NormBit("forbid"), facet.NormBit("require"), 0, 0}
	}
	one, table, told := facet.NewTally(c, true), facet.NewTally(c, true), facet.NewTally(c, true)
	count := table.Counter(norms)
	for ord := range 3 {
		one.Add(uint32(ord))
		count(ord)
	}
	told.AddDocument(first.ID, 3)
	told.AddDocument("x", 3)
	told.AddNorm("require", 2)
	told.AddNorm("forbid", 1)
	told.AddNorm("x", 1)
	told.AddSection(first.ID, 0, 2)
	told.AddSection(first.ID, 1, 1)
	told.AddSection(first.ID, 9, 1)
	for name, tally := range map[string]*facet.Tally{"one by one": one, "by a table": table, "by an engine": told} {
		if got := tally.Documents(); len(got) != 1 || got[0].Of != first || got[0].N != 3 {
			t.Errorf("%s: documents %v", name, got)
		}
		if got, want := tally.Kinds(), []facet.Counted[string]{{Of: "条例", N: 3}}; !slices.Equal(got, want) {
			t.Errorf("%s: kinds %v", name, got)
		}
		if got, want := tally.Years(), []facet.Counted[string]{{Of: "2021", N: 3}}; !slices.Equal(got, want) {
			t.Errorf("%s: years %v", name, got)
		}
		if got, want := tally.Norms(), []facet.Counted[string]{{"forbid", 1}, {"require", 2}, {"permit", 0}, {"encourage", 0}}; !slices.Equal(got, want) {
			t.Errorf("%s: norms %v", name, got)
		}
		if got := tally.Sections(); len(got) != 2 || got[0].Of.Title != "总则" || got[0].N != 2 || got[1].N != 1 {
			t.Errorf("%s: sections %v", name, got)
		}
	}
	var none *facet.Tally
	if none.Add(0); none.Counter(norms) != nil {
		t.Error("a tally that is none counts")
	}
}
