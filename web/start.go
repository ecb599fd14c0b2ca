package web

import (
	"math"
	"slices"
	"strings"

	"tiaowen/api"
	"tiaowen/web/address"
	"tiaowen/web/messages"
	"tiaowen/web/page"
	"tiaowen/web/reading"
)

// latestShown is how many of the newest documents the search page names at first.
const latestShown = 8

// startBody is the search page before a question.
type startBody struct {
	Documents int
	Clauses   int                // of all documents
	Only      *api.DocumentInfo  // the document, if there is only one
	Sections  []page.Choice      // its outermost sections
	Latest    []api.DocumentInfo // the newest
	Examples  []page.Choice      // questions that the documents answer
}

// start fills in what can be searched: the outline of a single document, or the number of documents.
func (s *site) start(v messages.Voice) (*startBody, error) {
	list, err := s.Service.Documents(math.MaxInt32, 0)
	if err != nil {
		return nil, err
	}
	b := &startBody{Documents: list.Total, Latest: list.Documents}
	_, b.Clauses, _ = s.Service.Size()
	if list.Total == 0 {
		return b, nil
	}
	slices.SortStableFunc(b.Latest, func(x, y api.DocumentInfo) int { return strings.Compare(y.Date, x.Date) })
	b.Latest = b.Latest[:min(latestShown, list.Total)]
	first := b.Latest[0]
	if list.Total == 1 {
		b.Only = &first
		if d, err := s.Service.Document(first.ID); err == nil {
			for _, n := range reading.OutlineOf(d, nil) {
				b.Sections = append(b.Sections, page.Choice{Value: n.Extent(), Label: n.Name, URL: v.Link(first.URL + "#" + n.Anchor)})
			}
		}
	}
	asks, err := s.Service.Examples()
	if err != nil {
		return nil, err
	}
	for _, w := range asks {
		b.Examples = append(b.Examples, page.Choice{Value: w, Label: w, URL: v.Link(address.Question{Query: w}.URL())})
	}
	return b, nil
}
