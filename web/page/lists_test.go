package page

import (
	"net/url"
	"testing"

	"tiaowen/api"
)

// A pager shows each row once, and keeps the other parameters of the request.
func TestPaginate(t *testing.T) {
	for _, c := range []struct {
		query          string
		total          int
		from, to       int
		previous, next string
	}{
		{"", 0, 0, 0, "", ""},
		{"", 200, 0, 200, "", ""},
		{"", 201, 0, 200, "", "?offset=200"},
		{"offset=200&q=a&part=list&empty=", 450, 200, 400, "?q=a", "?offset=400&q=a"},
		{"offset=400", 450, 400, 450, "?offset=200", ""},
		{"offset=100", 450, 100, 300, "?", "?offset=300"},
		{"offset=450", 450, 0, 200, "", "?offset=200"}, // behind the last row
		{"offset=-5", 10, 0, 10, "", ""},
		{"offset=x", 10, 0, 10, "", ""},
	} {
		q, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		from, to, p := Paginate(q, c.total)
		if from != c.from || to != c.to || p.Previous != c.previous || p.Next != c.next || p.Total != c.total || p.To != c.to || p.From != min(c.from+1, c.total) {
			t.Errorf("%q of %d: %d to %d, %+v", c.query, c.total, from, to, p)
		}
	}
}

// A facet shows its first values and folds the others; a value that is chosen is listed alone and leads back.
func TestGroupOf(t *testing.T) {
	var eight []api.Facet
	for _, v := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		eight = append(eight, api.Facet{Value: v, Label: "the " + v, Count: 2})
	}
	label := func(f api.Facet) string { return f.Label }
	of := func(value string) string { return "/" + value }
	for _, c := range []struct {
		name          string
		list          []api.Facet
		chosen        string
		shown, folded int
		ok            bool
		first         string
	}{
		{"nothing", nil, "", 0, 0, false, ""},
		{"one value narrows nothing", eight[:1], "", 1, 0, false, "/a"},
		{"two", eight[:2], "", 2, 0, true, "/a"},
		{"eight", eight, "", 6, 2, true, "/a"},
		{"chosen", eight, "h", 1, 0, true, "/"},
		{"chosen and gone", eight[:2], "z", 1, 0, true, "/"},
	} {
		g, ok := GroupOf("n", c.list, c.chosen, label, of)
		if ok != c.ok || len(g.Shown) != c.shown || len(g.Folded) != c.folded {
			t.Errorf("%s: %d shown, %d folded, %v", c.name, len(g.Shown), len(g.Folded), ok)
			continue
		}
		if len(g.Shown) > 0 && (g.Shown[0].URL != c.first || g.Shown[0].Current != (c.chosen != "")) {
			t.Errorf("%s: the first is %+v", c.name, g.Shown[0])
		}
	}
}
