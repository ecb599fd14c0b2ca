package library

import (
	"fmt"
	"strings"
	"testing"

	"tiaowen/api/reply"
)

// stock is a library of three kinds.
func stock() []Document {
	one := func(id, title, date string, clauses int, kind, status string) Document {
		return Document{DocumentInfo: reply.DocumentInfo{ID: id, Title: title, Date: date, Clauses: clauses}, Kind: kind, Status: status, Year: date[:4], Letter: strings.ToUpper(id[:1])}
	}
	return []Document{
		one("d1", "档案法", "2020-06-20", 53, "法律", "in_force"),
		one("b1", "保密法", "2024-02-27", 65, "法律", "in_force"),
		one("b2", "保安条例", "2009-10-13", 53, "条例", "amended"),
		one("a1", "安全办法", "2024-01-01", 8, "办法", "in_force"),
	}
}

// ids joins the ids of documents.
func ids(docs []Document) string {
	var out []string
	for _, d := range docs {
		out = append(out, d.ID)
	}
	return strings.Join(out, " ")
}

// counted writes facets as 法律2 条例1.
func counted(facets []reply.Facet) string {
	var out []string
	for _, f := range facets {
		out = append(out, fmt.Sprint(f.Value, f.Count))
	}
	return strings.Join(out, " ")
}

// The documents of a choice are listed; the values of a facet are counted over all that the other choices leave.
func TestFacetsCountOtherChoices(t *testing.T) {
	for _, test := range []struct {
		p                  Params
		docs, kinds, years string
	}{
		{Params{}, "d1 b1 b2 a1", "法律2 办法1 条例1", "2024 2020 2009"},
		{Params{Kind: "法律"}, "d1 b1", "法律2 办法1 条例1", "2024 2020"},
		{Params{Kind: "法律", Year: "2024"}, "b1", "办法1 法律1", "2024 2020"},
		{Params{Kind: "法律", Status: "amended"}, "", "条例1", ""},
		{Params{Folder: "无"}, "", "", ""},
	} {
		got := List(stock(), test.p)
		var years []string
		for _, f := range got.Years {
			years = append(years, f.Value)
		}
		if ids(got.Documents) != test.docs || counted(got.Kinds) != test.kinds || strings.Join(years, " ") != test.years || got.Total != len(got.Documents) {
			t.Errorf("%+v: %q of %d, kinds %s, years %q", test.p, ids(got.Documents), got.Total, counted(got.Kinds), years)
		}
	}
}

// Each order sorts, and a page is cut out of the sorted list, wherever it begins.
func TestOrdersAndPages(t *testing.T) {
	for _, test := range []struct {
		p    Params
		want string
	}{
		{Params{Sort: "title"}, "a1 b2 b1 d1"},
		{Params{Sort: "date"}, "b1 a1 d1 b2"},
		{Params{Sort: "clauses"}, "b1 d1 b2 a1"},
		{Params{Sort: "clauses", Limit: 2, Offset: 1}, "d1 b2"},
		{Params{Limit: 2, Offset: 3}, "a1"},
		{Params{Limit: 2, Offset: 9}, ""},
		{Params{Limit: 2, Offset: -1}, "d1 b1"},
	} {
		got := List(stock(), test.p)
		if ids(got.Documents) != test.want || got.Total != 4 {
			t.Errorf("%+v: %q of %d, want %q of 4", test.p, ids(got.Documents), got.Total, test.want)
		}
	}
	if letters := List(stock(), Params{Sort: "title"}).Letters; len(letters) != 3 || letters[1] != (Letter{"B", 1}) || letters[2] != (Letter{"D", 3}) {
		t.Errorf("the letters begin at %v", letters)
	}
}
