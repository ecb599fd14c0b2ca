package web

import (
	"strings"

	"tiaowen/api"
)

// facetGroup is one way to narrow what is listed: its values with their counts.
type facetGroup struct {
	Name   string
	Shown  []choice
	Folded []choice // shown on request
}

// shownFacets is how many values of a facet are shown before the others are folded.
const shownFacets = 6

// groupOf lists the values of a facet. A value that is chosen stands alone and leads to the list without it.
// of gives the address of a value, "" for none.
func groupOf(name string, list []api.Facet, chosen string, label func(api.Facet) string, of func(value string) string) (facetGroup, bool) {
	g := facetGroup{Name: name}
	for _, f := range list {
		c := choice{Value: f.Value, Label: label(f), Count: f.Count, URL: of(f.Value)}
		if f.Value == chosen {
			c.Current, c.URL = true, of("")
			g.Shown, g.Folded = []choice{c}, nil
			return g, true
		}
		if len(g.Shown) < shownFacets {
			g.Shown = append(g.Shown, c)
		} else {
			g.Folded = append(g.Folded, c)
		}
	}
	if chosen != "" { // it leaves nothing: it can be taken back
		g.Shown, g.Folded = []choice{{Value: chosen, Label: label(api.Facet{Value: chosen, Label: chosen}), Current: true, URL: of("")}}, nil
	}
	return g, len(g.Shown) > 1 || chosen != ""
}

func plainLabel(f api.Facet) string { return f.Label }

// shortTitle leaves out what so many titles begin with.
func shortTitle(f api.Facet) string { return strings.TrimPrefix(f.Label, "中华人民共和国") }

// count fills in how many clauses each choice leaves: only of the one chosen, if there is one.
func count(choices []choice, facets []api.Facet, chosen string) {
	for i := range choices {
		for _, f := range facets {
			if f.Value == choices[i].Value && (chosen == "" || chosen == f.Value) {
				choices[i].Count = f.Count
			}
		}
	}
}

// narrow fills in what the results can be narrowed by, their orders, and the files that hold them.
func (b *searchBody) narrow(v voice) {
	q := b.question
	q.Offset = 0
	if f := b.Result.Facets; f != nil {
		for _, one := range []struct {
			name   string
			list   []api.Facet
			chosen string
			label  func(api.Facet) string
			set    func(q *question, value string)
		}{
			{"document", f.Documents, "", shortTitle, func(q *question, value string) { q.Document = value }},
			{"doc-kind", f.Kinds, q.Kind, plainLabel, func(q *question, value string) { q.Kind = value }},
			{"doc-year", f.Years, q.Year, plainLabel, func(q *question, value string) { q.Year = value }},
		} {
			if q.Document != "" && one.chosen == "" {
				continue // they are those of one document
			}
			g, ok := groupOf(v.say(one.name), one.list, one.chosen, one.label, func(value string) string {
				to := q
				one.set(&to, value)
				return to.url()
			})
			if ok {
				b.Groups = append(b.Groups, g)
			}
		}
		count(b.Norms, f.Norms, q.Norm)
		count(b.Sections, f.Sections, "")
	}
	for _, order := range []string{"", "date"} {
		to := q
		to.Sort = order
		label := "sort-best"
		if order != "" {
			label = "sort-date"
		}
		b.Orders = append(b.Orders, choice{Value: order, Label: v.say(label), Current: order == q.Sort, URL: to.url()})
	}
	values := q.values()
	values.Set("lang", v.Lang)
	for _, ending := range []string{"csv", "xlsx", "docx"} {
		b.Files = append(b.Files, file{strings.ToUpper(ending), "/api/v1/search." + ending + "?" + values.Encode()})
	}
}
