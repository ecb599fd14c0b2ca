package reading

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// filesOf links to a register as files, with the filters of the page.
func filesOf(register string, q url.Values) []page.File {
	for key := range q {
		if q.Get(key) == "" {
			q.Del(key)
		}
	}
	var out []page.File
	for _, ending := range []string{"csv", "xlsx"} {
		out = append(out, page.File{Name: strings.ToUpper(ending), URL: "/api/v1/" + register + "." + ending + "?" + q.Encode()})
	}
	return out
}

// termsBody is the list of the names that a document uses.
type termsBody struct {
	Doc    *api.DocumentRef
	Filter string // part of a name
	Rows   []termRow
	Pager  page.Pager
	Files  []page.File
}

// termRow is one term: its meaning, if the text states it, and its places.
type termRow struct {
	api.TermRow
	Places []place
}

// place is a clause that uses a term, and how often.
type place struct {
	Name string
	URL  string
	N    int
}

// terms lists 四个意识, 三会一课 and what a statute defines, in the order of their first use.
func (s *site) terms(c echo.Context, v messages.Voice) (*page.Page, error) {
	d, err := s.Service.Document(c.Param("doc"))
	if err != nil {
		return nil, page.NoDocument(v, err)
	}
	body := termsBody{Doc: &api.DocumentRef{ID: d.ID, Title: d.Title}, Filter: strings.TrimSpace(c.QueryParam("name"))}
	list, err := s.Service.Terms(api.TermParams{Document: d.ID, Query: body.Filter})
	if err != nil {
		return nil, err
	}
	from, to, p := page.Paginate(c.QueryParams(), list.Total)
	for _, t := range list.Terms[from:to] {
		body.Rows = append(body.Rows, termRow{t, placesOf(t, v)})
	}
	body.Pager = p
	body.Files = filesOf("terms", url.Values{"document": {d.ID}, "q": {body.Filter}, "lang": {v.Lang}})
	return page.Part(c, &page.Page{Name: "terms", Title: v.Say("terms-of", d.Title), Scope: body.Doc, Body: &body}, "list"), nil
}

// placesOf joins the uses of a term in each clause; the link leads to the first of them.
func placesOf(t api.TermRow, v messages.Voice) []place {
	var out []place
	last := ""
	for _, u := range t.Uses {
		switch {
		case u.Clause == nil: // in a heading
		case u.Clause.ID == last:
			out[len(out)-1].N++
		default:
			last = u.Clause.ID
			name := u.Clause.Name
			if name == "" {
				name = v.Say("passage")
			}
			out = append(out, place{name, fmt.Sprintf("%s?quote=%d-%d", u.Clause.URL, u.Start, u.End), 1})
		}
	}
	return out
}
