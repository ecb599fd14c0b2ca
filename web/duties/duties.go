// Package duties renders the register of duties: who must, must not and may do what, by when and how often, as a list or
// as a calendar of the year.
//
// [Register] adds its page to a server.
package duties

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	template "github.com/DataDog/datadog-agent/pkg/template/html"
	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/web/address"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// site has the handlers of this package.
type site struct{ *page.Site }

// Register adds the page to e.
func Register(e *echo.Echo, shared *page.Site) {
	s := &site{shared}
	e.GET("/duties", s.Handler(s.duties))
	e.GET("/d/:doc/norms", s.dutiesOf)
}

// Functions are what templates say of the types of this package.
func Functions() template.FuncMap {
	return template.FuncMap{"named": dutyRow.Named}
}

// timeKinds are the values of the time filter.
var timeKinds = []string{"deadline", "frequency", "date"}

// dutyQuery is what the address of the register says.
type dutyQuery struct {
	api.NormParams
	Calendar bool
	Year     int
}

// dutyQueryOf reads an address and ignores what it does not know.
func dutyQueryOf(q url.Values, now time.Time) dutyQuery {
	text := func(name string) string { return strings.TrimSpace(q.Get(name)) }
	d := dutyQuery{
		NormParams: api.NormParams{Document: text("document"), Title: text("title"), Norm: text("norm"), Actor: text("actor"), Time: text("time"), Words: text("q"), Facets: true},
		Calendar:   q.Get("view") == "calendar",
	}
	if !address.IsNorm(d.Norm) {
		d.Norm = ""
	}
	found := false
	for _, t := range timeKinds {
		found = found || t == d.Time
	}
	if !found {
		d.Time = ""
	}
	d.Year, _ = strconv.Atoi(q.Get("year"))
	if d.Year < 1949 || d.Year > 2200 {
		d.Year = now.Year()
	}
	return d
}

// values are the filters as parameters of the API and of this page.
func (d dutyQuery) values() url.Values {
	return address.Values(map[string]string{"document": d.Document, "title": d.Title, "norm": d.Norm, "actor": d.Actor, "time": d.Time, "q": d.Words})
}

// url is the address of the page.
func (d dutyQuery) url() string {
	q := d.values()
	if d.Calendar {
		q.Set("view", "calendar")
		q.Set("year", strconv.Itoa(d.Year))
	}
	return address.With("/duties", q)
}

// dutiesBody is the register of duties.
type dutiesBody struct {
	dutyQuery
	Names      string           // other names of the actor, which are searched too
	Doc        *api.DocumentRef // the only document shown
	Everywhere string
	Kinds      []page.Choice
	Times      []page.Choice
	Views      []page.Choice
	Actors     []page.Choice // those with the most duties first
	More       bool          // there are more actors
	Rows       []dutyRow
	Pager      page.Pager
	Files      []page.File
	Clear      string // the page without filters; "" if there are none

	// The calendar.
	Total  int // duties that fall in the year
	Months []dutyMonth
	Often  int // norms that say how often
	AllOf  string
	Years  []page.Choice
	ICS    string
}

// dutyRow is one duty and its place.
type dutyRow struct {
	api.NormRow
	Quote string // the address that marks its words
}

// Named reports whether the duty's own words say who is bound.
func (r dutyRow) Named() bool {
	return r.Actor != "" && r.Full == "" && strings.Contains(r.Whole, r.Actor)
}

// dutyMonth is a month of the calendar.
type dutyMonth struct {
	Name string
	Days []dutyDay
}

type dutyDay struct {
	Date string // ISO
	Day  int
	Rows []dutyRow
}

// shownActors is how many actors are shown beside the list.
const shownActors = 24

// dutiesOf redirects from the address of a document's register to the register of all duties.
func (s *site) dutiesOf(c echo.Context) error {
	q := address.Values(map[string]string{"document": c.Param("doc"), "norm": c.QueryParam("norm"), "actor": c.QueryParam("actor"), "lang": c.QueryParam("lang")})
	return c.Redirect(http.StatusMovedPermanently, address.With("/duties", q))
}

// duties is the register of who must, must not and may do what, by when and how
// often, as a list or as a year's calendar.
func (s *site) duties(c echo.Context, v messages.Voice) (*page.Page, error) {
	d := dutyQueryOf(c.QueryParams(), time.Now())
	body := &dutiesBody{dutyQuery: d}
	title := v.Say("duties")
	if d.Document != "" {
		doc, err := s.Service.Document(d.Document)
		if err != nil {
			return nil, page.NoDocument(v, err)
		}
		d.Document, body.Document = doc.ID, doc.ID
		body.Doc = &api.DocumentRef{ID: doc.ID, Title: doc.Title}
		all := d
		all.Document = ""
		body.Everywhere = all.url()
		title = v.Say("duties-of", doc.Title)
	}
	if d.Calendar {
		title = v.Say("calendar-of", d.Year)
	}
	offset, _ := strconv.Atoi(c.QueryParam("offset"))
	list, err := s.dutyList(d, offset)
	if err != nil {
		return nil, err
	}
	body.Names = strings.Join(list.Names, "、")
	body.choices(list, v)
	_, _, body.Pager = page.Paginate(c.QueryParams(), list.Total)
	for _, n := range list.Norms {
		body.Rows = append(body.Rows, dutyRowOf(n))
	}
	if d.Calendar {
		if err := body.calendar(s.Service, v); err != nil {
			return nil, err
		}
	}
	out := &page.Page{Name: "duties", Title: title, NoIndex: len(d.values()) > 0, Body: body, Scope: body.Doc}
	return page.Part(c, out, "list"), nil
}

// dutyList gives the duties of a page; the first page if the offset is after the last duty. A calendar needs only the
// filters of the list.
func (s *site) dutyList(d dutyQuery, offset int) (*api.NormList, error) {
	p := d.NormParams
	p.Limit, p.Offset = page.Rows, offset
	if d.Calendar {
		p.Limit, p.Offset = 1, 0
	}
	list, err := s.Service.Norms(p)
	if err == nil && len(list.Norms) == 0 && list.Total > 0 {
		p.Offset = 0
		return s.Service.Norms(p)
	}
	return list, err
}

func dutyRowOf(n api.NormRow) dutyRow {
	return dutyRow{n, n.Clause.URL + "?quote=" + strconv.Itoa(n.Start) + "-" + strconv.Itoa(n.End)}
}

// choices fills in the filters with their counts.
func (b *dutiesBody) choices(list *api.NormList, v messages.Voice) {
	pick := func(current, all, prefix string, counts []api.NormCount) []page.Choice {
		out := []page.Choice{{Label: v.Say(all), Current: current == ""}}
		for _, c := range counts {
			out = append(out, page.Choice{Value: c.Value, Label: v.Say(prefix + c.Value), Current: c.Value == current, Count: c.Count})
		}
		return out
	}
	b.Kinds = pick(b.Norm, "norm-all", "norm-", list.Facets.Norms)
	b.Times = pick(b.Time, "time-all", "time-", list.Facets.Times)
	for i, c := range list.Facets.Actors {
		if i == shownActors {
			b.More = true
			break
		}
		to := b.dutyQuery
		to.Actor = c.Value
		b.Actors = append(b.Actors, page.Choice{Value: c.Value, Count: c.Count, Label: c.Label, URL: to.url(), Current: c.Value == b.Actor})
	}
	for _, calendar := range []bool{false, true} {
		to := b.dutyQuery
		to.Calendar = calendar
		label := "duties-list"
		if calendar {
			label = "duties-calendar"
		}
		b.Views = append(b.Views, page.Choice{Label: v.Say(label), URL: to.url(), Current: calendar == b.Calendar})
	}
	bare := dutyQuery{Calendar: b.Calendar, Year: b.Year}
	bare.Document = b.Document
	if bare.url() != b.url() {
		b.Clear = bare.url()
	}
	q := b.values()
	q.Set("lang", v.Lang)
	for _, ending := range []string{"csv", "xlsx", "docx"} {
		b.Files = append(b.Files, page.File{Name: strings.ToUpper(ending), URL: "/api/v1/norms." + ending + "?" + q.Encode()})
	}
	q.Set("year", strconv.Itoa(b.Year))
	b.ICS = "/api/v1/norms.ics?" + q.Encode()
	for _, t := range list.Facets.Times {
		if t.Value == "frequency" {
			b.Often = t.Count
		}
	}
}

// calendar fills in the months of the year.
func (b *dutiesBody) calendar(svc *api.Service, v messages.Voice) error {
	p := b.NormParams
	p.Facets = p.Document != "" // with facets, the service uses its register of all documents; without, it would read the document again
	year, err := svc.Calendar(p, b.Year)
	if err != nil {
		return err
	}
	for m := range 12 {
		b.Months = append(b.Months, dutyMonth{Name: v.Say("calendar-month", m+1)})
	}
	for _, day := range year.Days {
		one := dutyDay{Date: day.Date.Format(time.DateOnly), Day: day.Date.Day()}
		for _, n := range day.Norms {
			one.Rows = append(one.Rows, dutyRowOf(n))
		}
		b.Total += len(one.Rows)
		month := &b.Months[day.Date.Month()-1]
		month.Days = append(month.Days, one)
	}
	for y := b.Year - 1; y <= b.Year+1; y++ {
		to := b.dutyQuery
		to.Year = y
		b.Years = append(b.Years, page.Choice{Label: v.Say("calendar-year", y), URL: to.url(), Current: y == b.Year})
	}
	often := b.dutyQuery
	often.Calendar, often.Time = false, "frequency"
	b.AllOf = often.url()
	return nil
}
