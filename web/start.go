package web

import (
	"math"
	"slices"
	"strings"

	"tiaowen/api"
)

// latestShown is how many of the newest documents the search page names at first.
const latestShown = 8

// startBody is the search page before anything is asked.
type startBody struct {
	Documents int
	Only      *api.DocumentInfo  // the document, when there is but one
	Sections  []choice           // its outermost sections
	Latest    []api.DocumentInfo // the newest
	Examples  []choice
}

// start says what there is to search: the outline of an only document, or the number of them.
func (s *site) start(v voice) (*startBody, error) {
	list, err := s.svc.Documents(math.MaxInt32, 0)
	if err != nil {
		return nil, err
	}
	b := &startBody{Documents: list.Total, Latest: list.Documents}
	if list.Total == 0 {
		return b, nil
	}
	slices.SortStableFunc(b.Latest, func(x, y api.DocumentInfo) int { return strings.Compare(y.Date, x.Date) })
	b.Latest = b.Latest[:min(latestShown, list.Total)]
	first := b.Latest[0]
	if list.Total == 1 {
		b.Only = &first
		if d, err := s.svc.Document(first.ID); err == nil {
			for _, n := range outlineOf(d, nil) {
				b.Sections = append(b.Sections, choice{Value: n.Extent(), Label: n.Name, URL: v.link(first.URL + "#" + n.Anchor)})
			}
		}
	}
	for _, d := range b.Latest {
		if b.Examples = s.examples(d, list.Total > 1, v); b.Examples != nil {
			break
		}
	}
	return b, nil
}

// examples shows by a document's own words what can be asked: what a clause
// forbids, a section, a title; nil where the document forbids nothing. Among
// many documents the clause is named with its document.
func (s *site) examples(d api.DocumentInfo, many bool, v voice) []choice {
	list, err := s.svc.Norms(api.NormParams{Document: d.ID, Norm: "forbid"})
	if err != nil || len(list.Norms) == 0 {
		return nil
	}
	seen := map[string]int{}
	busiest := list.Norms[0].Clause
	for _, n := range list.Norms {
		if seen[n.Clause.ID]++; n.Clause.Number != nil && seen[n.Clause.ID] > seen[busiest.ID] {
			busiest = n.Clause
		}
	}
	if busiest.Number == nil {
		return nil
	}
	words := []string{busiest.Name + "禁止什么"}
	if many {
		words[0] = d.Title + busiest.Name
	}
	if len(busiest.Path) > 0 && busiest.Path[0].Title != "" {
		words = append(words, busiest.Path[0].Title)
	}
	if busiest.Title != "" {
		words = append(words, busiest.Title)
	}
	var out []choice
	for _, w := range words {
		out = append(out, choice{Value: w, Label: w, URL: v.link(question{Query: w}.url())})
	}
	return out
}
