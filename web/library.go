package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/web/address"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// documentsBody is the library: the documents, narrowed and put in order.
type documentsBody struct {
	Params    api.LibraryParams
	List      []libraryRow
	Pager     page.Pager
	Groups    []page.Group
	Sorts     []page.Choice
	Letters   []page.Choice
	Versioned bool // there are versions to compare
	Issuers   bool // some documents name who issued them
}

// libraryRow is a document with its status in the reader's language.
type libraryRow struct {
	api.LibraryDocument
	Said string // its status; "" if it is in force or the status is unknown
}

// documents lists the documents: those of a title, kind, issuer, year, status or folder, in the order asked for.
func (s *site) documents(c echo.Context, v messages.Voice) (*page.Page, error) {
	q := c.QueryParams()
	p := api.LibraryParams{
		Title: strings.TrimSpace(q.Get("title")), Kind: q.Get("kind"), Issuer: q.Get("issuer"), Year: q.Get("year"),
		Status: q.Get("status"), Folder: q.Get("folder"), Sort: q.Get("sort"),
	}
	if !slices.Contains([]string{"title", "date", "clauses"}, p.Sort) {
		p.Sort = ""
	}
	body := documentsBody{Params: p}
	versioned, err := s.Service.Versioned()
	if err != nil {
		return nil, err
	}
	body.Versioned = len(versioned) > 0
	all, err := s.Service.Library(p)
	if err != nil {
		return nil, err
	}
	from, to, pages := page.Paginate(q, all.Total)
	body.Pager = pages
	for _, d := range all.Documents[from:to] {
		row := libraryRow{LibraryDocument: d}
		if d.Status != "" && d.Status != "in_force" && d.Status != "unknown" {
			row.Said = v.Say("status-" + d.Status)
		}
		body.Issuers = body.Issuers || d.Issuer != ""
		body.List = append(body.List, row)
	}
	body.narrow(all, v)
	return page.Part(c, &page.Page{Name: "documents", Title: v.Say("documents"), Body: &body}, "list"), nil
}

// narrow fills in the facets, the orders and the letters.
func (b *documentsBody) narrow(all *api.Library, v messages.Voice) {
	at := func(set func(p *api.LibraryParams)) string {
		p := b.Params
		set(&p)
		return address.Library(p)
	}
	status := func(f api.Facet) string { return v.Say("status-" + f.Value) }
	for _, one := range []struct {
		name   string
		list   []api.Facet
		chosen string
		label  func(api.Facet) string
		set    func(p *api.LibraryParams, value string)
	}{
		{"doc-kind", all.Kinds, b.Params.Kind, plainLabel, func(p *api.LibraryParams, value string) { p.Kind = value }},
		{"doc-issuer", all.Issuers, b.Params.Issuer, plainLabel, func(p *api.LibraryParams, value string) { p.Issuer = value }},
		{"doc-year", all.Years, b.Params.Year, plainLabel, func(p *api.LibraryParams, value string) { p.Year = value }},
		{"doc-status", all.Statuses, b.Params.Status, status, func(p *api.LibraryParams, value string) { p.Status = value }},
		{"doc-folder", all.Folders, b.Params.Folder, plainLabel, func(p *api.LibraryParams, value string) { p.Folder = value }},
	} {
		g, ok := page.GroupOf(v.Say(one.name), one.list, one.chosen, one.label, func(value string) string {
			return at(func(p *api.LibraryParams) { one.set(p, value) })
		})
		if ok {
			b.Groups = append(b.Groups, g)
		}
	}
	for _, order := range []struct{ value, label string }{{"", "sort-import"}, {"title", "sort-title"}, {"date", "sort-newest"}, {"clauses", "sort-clauses"}} {
		b.Sorts = append(b.Sorts, page.Choice{
			Value: order.value, Label: v.Say(order.label), Current: order.value == b.Params.Sort,
			URL: at(func(p *api.LibraryParams) { p.Sort = order.value }),
		})
	}
	for _, l := range all.Letters {
		to := address.Library(b.Params)
		if l.Offset > 0 {
			to += "&offset=" + strconv.Itoa(l.Offset)
		}
		b.Letters = append(b.Letters, page.Choice{Label: l.Letter, URL: to})
	}
}
