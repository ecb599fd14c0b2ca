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
	Clauses   int                // of all documents
	Only      *api.DocumentInfo  // the document, when there is but one
	Sections  []choice           // its outermost sections
	Latest    []api.DocumentInfo // the newest
	Examples  []choice           // questions that the documents answer
}

// start says what there is to search: the outline of an only document, or the number of them.
func (s *site) start(v voice) (*startBody, error) {
	list, err := s.svc.Documents(math.MaxInt32, 0)
	if err != nil {
		return nil, err
	}
	b := &startBody{Documents: list.Total, Latest: list.Documents}
	_, b.Clauses, _ = s.svc.Size()
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
	asks, err := s.svc.Examples()
	if err != nil {
		return nil, err
	}
	for _, w := range asks {
		b.Examples = append(b.Examples, choice{Value: w, Label: w, URL: v.link(question{Query: w}.url())})
	}
	return b, nil
}
