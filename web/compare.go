package web

import (
	"errors"
	"net/url"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/web/address"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// compareBody is the page of two versions side by side.
type compareBody struct {
	Result  *api.Comparison // nil if nothing is chosen
	Summary string
	Only    bool   // only the changes
	Switch  string // the address with the other choice of Only
	File    string // the same as DOCX
	Choices []versionPair
}

// versionPair is two versions that follow each other.
type versionPair struct {
	Title, From, To string
	URL             string
}

// compare is the page of two versions side by side. Without a choice it lists
// the documents with several versions.
func (s *site) compare(c echo.Context, v messages.Voice) (*page.Page, error) {
	p := api.CompareParams{From: c.QueryParam("from"), To: c.QueryParam("to"), Changes: c.QueryParam("changes") == "1"}
	body := &compareBody{Only: p.Changes}
	out := &page.Page{Name: "compare", Title: v.Say("compare"), NoIndex: true, Body: body}
	if p.From == "" && p.To == "" {
		all, err := s.Service.Versioned()
		if err != nil {
			return nil, err
		}
		for _, versions := range all {
			for i := 0; i+1 < len(versions); i++ {
				body.Choices = append(body.Choices, pairOf(versions[i+1], versions[i]))
			}
		}
		return out, nil
	}
	r, err := s.Service.Compared(p)
	var missing *api.NotFoundError
	switch {
	case errors.As(err, &missing):
		return nil, page.NoDocument(v, err)
	case err != nil:
		return nil, err
	}
	body.Result = api.ComparisonOf(r, p.Changes, v.Lang)
	body.Summary = r.Summary(v.Lang)
	q := url.Values{"from": {p.From}, "to": {p.To}}
	if !p.Changes {
		q.Set("changes", "1")
	}
	body.Switch = "/compare?" + q.Encode()
	q.Del("changes")
	if p.Changes {
		q.Set("changes", "1")
	}
	q.Set("lang", v.Lang)
	body.File = "/api/v1/compare.docx?" + q.Encode()
	out.Title = v.Say("compare-of", r.To.Title)
	return out, nil
}

func pairOf(from, to api.DocumentInfo) versionPair {
	return versionPair{to.Title, from.Date, to.Date, address.Compare(from.ID, to.ID)}
}
