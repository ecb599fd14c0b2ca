package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
)

// rowsPerPage is how many rows of a register or a list stand on one page.
const rowsPerPage = 200

// pager leads through a long table.
type pager struct {
	From, To, Total int // counted from 1
	Previous, Next  string
}

// paginate cuts [0, total) at offset and keeps the other parameters of the request in its links.
func paginate(q url.Values, total int, v voice) (from, to int, p pager) {
	from, _ = strconv.Atoi(q.Get("offset"))
	if from < 0 || from >= total {
		from = 0
	}
	to = min(from+rowsPerPage, total)
	at := func(offset int) string {
		w := url.Values{}
		for key := range q {
			if key != "offset" && key != "part" && q.Get(key) != "" {
				w.Set(key, q.Get(key))
			}
		}
		if offset > 0 {
			w.Set("offset", strconv.Itoa(offset))
		}
		return "?" + w.Encode()
	}
	p = pager{From: min(from+1, total), To: to, Total: total}
	if from > 0 {
		p.Previous = at(max(0, from-rowsPerPage))
	}
	if to < total {
		p.Next = at(to)
	}
	return from, to, p
}

// file is a register to take away.
type file struct{ Name, URL string }

// filesOf leads to a register, filtered like the page, as files.
func filesOf(register string, q url.Values) []file {
	for key := range q {
		if q.Get(key) == "" {
			q.Del(key)
		}
	}
	var out []file
	for _, ending := range []string{"csv", "xlsx"} {
		out = append(out, file{strings.ToUpper(ending), "/api/v1/" + register + "." + ending + "?" + q.Encode()})
	}
	return out
}

// part lets the page's script fetch a table alone.
func part(c echo.Context, p *page, block string) *page {
	if c.QueryParam("part") == block {
		p.Part = block
	}
	return p
}

// termsBody is the list of the names that a document uses.
type termsBody struct {
	Doc    *api.DocumentRef
	Filter string // part of a name
	Rows   []termRow
	Pager  pager
	Files  []file
}

// termRow is one term: what it means where the text says so, and where it stands.
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
func (s *site) terms(c echo.Context, v voice) (*page, error) {
	d, err := s.svc.Document(c.Param("doc"))
	if err != nil {
		return nil, noDocument(v, err)
	}
	body := termsBody{Doc: &api.DocumentRef{ID: d.ID, Title: d.Title}, Filter: strings.TrimSpace(c.QueryParam("name"))}
	list, err := s.svc.Terms(api.TermParams{Document: d.ID, Query: body.Filter})
	if err != nil {
		return nil, err
	}
	from, to, p := paginate(c.QueryParams(), list.Total, v)
	for _, t := range list.Terms[from:to] {
		body.Rows = append(body.Rows, termRow{t, placesOf(t, v)})
	}
	body.Pager = p
	body.Files = filesOf("terms", url.Values{"document": {d.ID}, "q": {body.Filter}, "lang": {v.Lang}})
	return part(c, &page{Name: "terms", Title: v.say("terms-of", d.Title), Scope: body.Doc, Body: &body}, "list"), nil
}

// placesOf joins the uses of a term in each clause; the link leads to the first of them.
func placesOf(t api.TermRow, v voice) []place {
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
				name = v.say("passage")
			}
			out = append(out, place{name, fmt.Sprintf("%s?quote=%d-%d", u.Clause.URL, u.Start, u.End), 1})
		}
	}
	return out
}
