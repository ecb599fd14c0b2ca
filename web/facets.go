package web

import (
	"strings"

	"tiaowen/api"
	"tiaowen/web/address"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

func plainLabel(f api.Facet) string { return f.Label }

// shortTitle leaves out 中华人民共和国, with which many titles begin.
func shortTitle(f api.Facet) string { return strings.TrimPrefix(f.Label, "中华人民共和国") }

// count fills in how many clauses remain with each choice; if one is chosen, only for that one.
func count(choices []page.Choice, facets []api.Facet, chosen string) {
	for i := range choices {
		for _, f := range facets {
			if f.Value == choices[i].Value && (chosen == "" || chosen == f.Value) {
				choices[i].Count = f.Count
			}
		}
	}
}

// narrow fills in the filters of the results, their orders, and the files to download.
func (b *searchBody) narrow(v messages.Voice) {
	q := b.Question
	q.Offset = 0
	if f := b.Result.Facets; f != nil {
		for _, one := range []struct {
			name   string
			list   []api.Facet
			chosen string
			label  func(api.Facet) string
			set    func(q *address.Question, value string)
		}{
			{"document", f.Documents, "", shortTitle, func(q *address.Question, value string) { q.Document = value }},
			{"doc-kind", f.Kinds, q.Kind, plainLabel, func(q *address.Question, value string) { q.Kind = value }},
			{"doc-year", f.Years, q.Year, plainLabel, func(q *address.Question, value string) { q.Year = value }},
		} {
			if q.Document != "" && one.chosen == "" {
				continue // all results are from one document
			}
			g, ok := page.GroupOf(v.Say(one.name), one.list, one.chosen, one.label, func(value string) string {
				to := q
				one.set(&to, value)
				return to.URL()
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
		b.Orders = append(b.Orders, page.Choice{Value: order, Label: v.Say(label), Current: order == q.Sort, URL: to.URL()})
	}
	values := q.Values()
	values.Set("lang", v.Lang)
	for _, ending := range []string{"csv", "xlsx", "docx"} {
		b.Files = append(b.Files, page.File{Name: strings.ToUpper(ending), URL: "/api/v1/search." + ending + "?" + values.Encode()})
	}
}
