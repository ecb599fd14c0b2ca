package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
)

// documentsBody is the library: the documents, narrowed and put in order.
type documentsBody struct {
	Params    api.LibraryParams
	List      []libraryRow
	Pager     pager
	Groups    []facetGroup
	Sorts     []choice
	Letters   []choice
	Versioned bool // there are versions to compare
	Issuers   bool // some documents name who issued them
}

// libraryRow is a document with its status in the reader's language.
type libraryRow struct {
	api.LibraryDocument
	Said string // its status, "" where it is in force or nobody says
}

// documents lists the documents: those of a title, kind, issuer, year, status or folder, in the order asked for.
func (s *site) documents(c echo.Context, v voice) (*page, error) {
	q := c.QueryParams()
	p := api.LibraryParams{
		Title: strings.TrimSpace(q.Get("title")), Kind: q.Get("kind"), Issuer: q.Get("issuer"), Year: q.Get("year"),
		Status: q.Get("status"), Folder: q.Get("folder"), Sort: q.Get("sort"),
	}
	if !slices.Contains([]string{"title", "date", "clauses"}, p.Sort) {
		p.Sort = ""
	}
	body := documentsBody{Params: p}
	versioned, err := s.svc.Versioned()
	if err != nil {
		return nil, err
	}
	body.Versioned = len(versioned) > 0
	all, err := s.svc.Library(p)
	if err != nil {
		return nil, err
	}
	from, to, pages := paginate(q, all.Total, v)
	body.Pager = pages
	for _, d := range all.Documents[from:to] {
		row := libraryRow{LibraryDocument: d}
		if d.Status != "" && d.Status != "in_force" && d.Status != "unknown" {
			row.Said = v.say("status-" + d.Status)
		}
		body.Issuers = body.Issuers || d.Issuer != ""
		body.List = append(body.List, row)
	}
	body.narrow(all, v)
	return part(c, &page{Name: "documents", Title: v.say("documents"), Body: &body}, "list"), nil
}

// narrow fills in the facets, the orders and the letters.
func (b *documentsBody) narrow(all *api.Library, v voice) {
	address := func(set func(p *api.LibraryParams)) string {
		p := b.Params
		set(&p)
		return libraryURL(p)
	}
	status := func(f api.Facet) string { return v.say("status-" + f.Value) }
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
		g, ok := groupOf(v.say(one.name), one.list, one.chosen, one.label, func(value string) string {
			return address(func(p *api.LibraryParams) { one.set(p, value) })
		})
		if ok {
			b.Groups = append(b.Groups, g)
		}
	}
	for _, order := range []struct{ value, label string }{{"", "sort-import"}, {"title", "sort-title"}, {"date", "sort-newest"}, {"clauses", "sort-clauses"}} {
		b.Sorts = append(b.Sorts, choice{
			Value: order.value, Label: v.say(order.label), Current: order.value == b.Params.Sort,
			URL: address(func(p *api.LibraryParams) { p.Sort = order.value }),
		})
	}
	for _, l := range all.Letters {
		to := libraryURL(b.Params)
		if l.Offset > 0 {
			to += "&offset=" + strconv.Itoa(l.Offset)
		}
		b.Letters = append(b.Letters, choice{Label: l.Letter, URL: to})
	}
}

// libraryURL is the address of a choice of documents.
func libraryURL(p api.LibraryParams) string {
	q := url.Values{}
	for name, value := range map[string]string{
		"title": p.Title, "kind": p.Kind, "issuer": p.Issuer, "year": p.Year, "status": p.Status, "folder": p.Folder, "sort": p.Sort,
	} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return "/d/"
	}
	return "/d/?" + q.Encode()
}
