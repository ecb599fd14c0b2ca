// Package administration renders the pages for those who run the server: the state of the server, uploads, jobs, what
// was not found, tokens and the audit log.
//
// [Register] adds these pages, the sign-in page and the route that signs out.
package administration

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	template "github.com/DataDog/datadog-agent/pkg/template/html"
	"github.com/labstack/echo/v4"

	"tiaowen/api/admin"
	"tiaowen/api/rest"
	"tiaowen/api/rest/access"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// site has the handlers of this package.
type site struct {
	*page.Site
}

// Register adds the pages to e; package rest lets nobody in but administrators. Without an office, each page says that
// administration is off.
func Register(e *echo.Echo, shared *page.Site) {
	s := &site{shared}
	e.GET("/login", s.Handler(s.login))
	e.POST("/login", s.Handler(s.signIn))
	e.GET("/admin", s.Handler(s.overview))
	e.GET("/admin/documents", s.Handler(s.adminDocuments))
	e.GET("/admin/documents/:id", s.Handler(s.adminDocument))
	e.POST("/admin/documents/:id/remove", s.then(func(c echo.Context) (string, error) {
		j, err := rest.AddRemove(c, s.Office, c.Param("id"))
		return jobURL(j), err
	}))
	e.POST("/admin/imports", s.then(func(c echo.Context) (string, error) {
		j, err := rest.Receive(c, s.Office, "", false)
		return jobURL(j), err
	}))
	e.GET("/admin/jobs", s.Handler(s.jobs))
	e.GET("/admin/jobs/:id", s.Handler(s.job))
	e.POST("/admin/jobs/:id/cancel", s.then(func(c echo.Context) (string, error) {
		id, err := rest.JobID(c)
		if err != nil {
			return "", err
		}
		j, err := rest.Cancel(c, s.Office, id)
		if errors.Is(err, admin.ErrEnded) {
			err = nil // it ended while the page was open; the job's page shows how
		}
		return jobURL(j), err
	}))
	e.GET("/admin/backup", func(c echo.Context) error { return rest.Backup(c, s.Office) })
	e.GET("/admin/asked", s.Handler(s.asked))
	e.POST("/admin/asked", s.then(s.setWritten))
	e.GET("/admin/asked/synonyms.txt", func(c echo.Context) error { return rest.Vocabulary(c, s.Office) })
	e.GET("/admin/people", s.Handler(s.people))
	e.POST("/admin/people/:id/revoke", s.then(func(c echo.Context) (string, error) {
		return "/admin/people", rest.Revoke(c, s.Office, c.Param("id"))
	}))
	e.POST("/sign-out", s.then(func(c echo.Context) (string, error) {
		return "/", access.SignOut(c, s.Office, s.secure())
	}))
}

// Functions are what templates say of the types of package admin.
func Functions() template.FuncMap {
	return template.FuncMap{"open": (*admin.Job).Open}
}

func jobURL(j *admin.Job) string {
	if j == nil {
		return "/admin/jobs"
	}
	return "/admin/jobs/" + strconv.FormatInt(j.ID, 10)
}

// secure reports whether the base URL of the operator uses TLS.
func (s *site) secure() bool {
	u, err := url.Parse(s.BaseURL)
	return err == nil && u.Scheme == "https"
}

// then does what a form asks for and redirects to the page that shows the result.
func (s *site) then(do func(c echo.Context) (to string, err error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		to, err := do(c)
		if err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, messages.Of(c.Request()).Link(to))
	}
}

// loginBody is the page on which a person signs in with a token.
type loginBody struct {
	Next    string // the page after that
	Trouble string
}

func (s *site) login(c echo.Context, v messages.Voice) (*page.Page, error) {
	if access.Who(c) != nil { // signed in already: for a link from another site, browsers first withhold the cookie
		return nil, c.Redirect(http.StatusSeeOther, v.Link(access.LocalPath(c.QueryParam("next"), "/admin")))
	}
	if c.Request().Header.Get("Sec-Fetch-Site") == "cross-site" {
		c.Response().Header().Set("Refresh", "0") // requests the page again, now from this site
	}
	return &page.Page{Name: "admin-login", Title: v.Say("admin-sign-in"), NoIndex: true, Body: &loginBody{Next: access.LocalPath(c.QueryParam("next"), "/admin")}}, nil
}

func (s *site) signIn(c echo.Context, v messages.Voice) (*page.Page, error) {
	next := access.LocalPath(c.FormValue("next"), "/admin")
	who, err := access.SignIn(c, s.Office, c.FormValue("token"), s.secure())
	if errors.Is(err, access.ErrUnknown) {
		return &page.Page{Name: "admin-login", Status: http.StatusUnauthorized, Title: v.Say("admin-sign-in"), NoIndex: true, Body: &loginBody{next, v.Say("admin-no-token")}}, nil
	}
	if err != nil {
		return nil, err
	}
	if who.Role != admin.Admin && next == "/admin" {
		next = "/"
	}
	return nil, c.Redirect(http.StatusSeeOther, v.Link(next))
}

// adminBody is what every page of administration has.
type adminBody struct {
	Form string // the secret that forms must send back
	Who  string
	Here string // the current part of administration
}

// inner makes a page of administration.
func (s *site) inner(c echo.Context, v messages.Voice, name string) (*page.Page, adminBody) {
	who := access.Who(c)
	return &page.Page{Name: "admin-" + name, Title: v.Say("admin-" + name), NoIndex: true}, adminBody{s.Office.Form(who), who.Name, name}
}

// overviewBody is the first page: what is loaded, its size and age, and the form for uploads.
type overviewBody struct {
	adminBody
	Status   *admin.Status
	Doubtful int
	Pending  int // texts that are not searched by meaning yet
	Size     string
	Changed  string
	Jobs     []jobRow
}

func (s *site) overview(c echo.Context, v messages.Voice) (*page.Page, error) {
	p, b := s.inner(c, v, "overview")
	status, err := s.Office.Status(c.Request().Context())
	if err != nil {
		return nil, err
	}
	jobs, err := s.Office.Jobs(c.Request().Context(), 5)
	if err != nil {
		return nil, err
	}
	have, all := s.Service.Encoded()
	p.Body = &overviewBody{b, status, status.Gaps + status.Damage, all - have, fileSize(status.Bytes), minute(status.Changed), jobRows(v, jobs)}
	return p, nil
}

// fileSize words a number of bytes.
func fileSize(bytes int64) string {
	switch {
	case bytes >= 10<<30:
		return fmt.Sprintf("%d GB", bytes>>30)
	case bytes >= 10<<20:
		return fmt.Sprintf("%d MB", bytes>>20)
	case bytes >= 10<<10:
		return fmt.Sprintf("%d kB", bytes>>10)
	}
	return fmt.Sprintf("%d B", bytes)
}

// minute is a time in the server's zone; "" for none.
func minute(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04")
}

// holdingsBody lists every version of every document.
type holdingsBody struct {
	adminBody
	List []holding
}

type holding struct {
	ID, Title, Date, Name, Size, Added string
	Articles, Doubtful                 int // Doubtful are gaps and suspected slips
}

func (s *site) adminDocuments(c echo.Context, v messages.Voice) (*page.Page, error) {
	p, b := s.inner(c, v, "documents")
	rows, err := s.holdings()
	if err != nil {
		return nil, err
	}
	slices.Reverse(rows) // the newest first
	p.Body = &holdingsBody{b, rows}
	return p, nil
}

func (s *site) holdings() (rows []holding, err error) {
	entries, err := s.Office.Documents()
	for _, e := range entries {
		rows = append(rows, holding{e.ID, e.Title, e.Date, e.Name, fileSize(e.Size), minute(&e.Added), e.Articles, e.Gaps + e.Damage})
	}
	return rows, err
}

// holdingBody is one document, with its other versions.
type holdingBody struct {
	adminBody
	Doc      holding
	Versions []holding
}

func (s *site) adminDocument(c echo.Context, v messages.Voice) (*page.Page, error) {
	p, b := s.inner(c, v, "document")
	rows, err := s.holdings()
	if err != nil {
		return nil, err
	}
	body := &holdingBody{adminBody: b}
	for _, r := range rows {
		if r.ID == c.Param("id") {
			body.Doc = r
		}
	}
	if body.Doc.ID == "" {
		return nil, echo.ErrNotFound
	}
	for _, r := range rows {
		if r.Title == body.Doc.Title {
			body.Versions = append(body.Versions, r)
		}
	}
	p.Title, body.Here, p.Body = body.Doc.Title, "documents", body
	return p, nil
}

// jobRow is a job in the reader's language.
type jobRow struct {
	*admin.Job
	What  string // kind and files
	State string
	Step  string // of a running job
	Began string
	Took  string
	Why   string // why it failed
}

func jobRows(v messages.Voice, jobs []*admin.Job) (rows []jobRow) {
	for _, j := range jobs {
		rows = append(rows, jobRowOf(v, j))
	}
	return rows
}

func jobRowOf(v messages.Voice, j *admin.Job) jobRow {
	r := jobRow{Job: j, State: v.Say("admin-job-" + string(j.State)), Began: minute(&j.Created), Why: v.Choose(j.DetailChinese, j.Detail)}
	kind := j.Kind
	if j.Replaces != "" {
		kind = "replace"
	}
	r.What = v.Say("admin-kind-" + kind)
	const shown = 3
	for i, f := range j.Files {
		if i == shown {
			r.What += v.Say("admin-more", len(j.Files)-shown)
			break
		}
		if i > 0 {
			r.What += v.Say("admin-comma")
		} else {
			r.What += " "
		}
		r.What += f
	}
	if j.Stage != "" && j.State == admin.Running {
		r.Step = v.Say("admin-stage-"+j.Stage, j.Done, j.Total)
	}
	if j.Started != nil && j.Ended != nil {
		r.Took = v.Say("admin-seconds", int(j.Ended.Sub(*j.Started).Seconds()))
	}
	return r
}

type jobsBody struct {
	adminBody
	Jobs []jobRow
}

func (s *site) jobs(c echo.Context, v messages.Voice) (*page.Page, error) {
	p, b := s.inner(c, v, "jobs")
	jobs, err := s.Office.Jobs(c.Request().Context(), 100)
	p.Body = &jobsBody{b, jobRows(v, jobs)}
	return p, err
}

// jobBody is one job with the report of each file.
type jobBody struct {
	adminBody
	Job     jobRow
	Reports []reportRow
}

func (s *site) job(c echo.Context, v messages.Voice) (*page.Page, error) {
	p, b := s.inner(c, v, "job")
	id, err := rest.JobID(c)
	if err != nil {
		return nil, err
	}
	j, err := s.Office.Job(c.Request().Context(), id)
	if errors.Is(err, admin.ErrNotFound) {
		return nil, echo.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	b.Here = "jobs"
	body := &jobBody{adminBody: b, Job: jobRowOf(v, j)}
	for _, r := range j.Reports {
		body.Reports = append(body.Reports, reportOf(v, r))
	}
	p.Title, p.Body = body.Job.What, body
	return p, nil
}

// askedBody lists what was searched for and not found.
type askedBody struct {
	adminBody
	List *admin.AskedList
}

// askedShown is how many words of each kind the page lists, over askedDays.
const (
	askedShown = 50
	askedDays  = 30
)

func (s *site) asked(c echo.Context, v messages.Voice) (*page.Page, error) {
	p, b := s.inner(c, v, "asked")
	list, err := s.Office.Asked(c.Request().Context(), askedDays, askedShown)
	p.Body = &askedBody{b, list}
	return p, err
}

// setWritten stores what the texts say instead of the words of each changed row.
func (s *site) setWritten(c echo.Context) (string, error) {
	form, err := c.FormParams()
	if err != nil {
		return "", err
	}
	said, written, before := form["said"], form["written"], form["before"]
	for i := range min(len(said), len(written), len(before)) {
		if written[i] == before[i] {
			continue
		}
		if err := rest.SetWritten(c, s.Office, said[i], written[i]); err != nil {
			return "", err
		}
	}
	return "/admin/asked", nil
}

// peopleBody lists who may do what, and who did what.
type peopleBody struct {
	adminBody
	Tokens []tokenRow
	Audit  []auditRow
}

type tokenRow struct {
	*admin.Token
	RoleWord, Until string
	InForce         bool
}

type auditRow struct {
	admin.Entry
	At string
}

func (s *site) people(c echo.Context, v messages.Voice) (*page.Page, error) {
	p, b := s.inner(c, v, "people")
	tokens, err := s.Office.Tokens(c.Request().Context())
	if err != nil {
		return nil, err
	}
	body := &peopleBody{adminBody: b}
	for _, t := range tokens {
		row := tokenRow{t, v.Say("admin-role-" + string(t.Role)), v.Say("admin-never"), s.Office.InForce(t)}
		switch {
		case t.Revoked != nil:
			row.Until = v.Say("admin-revoked", minute(t.Revoked))
		case t.Expires != nil:
			row.Until = minute(t.Expires)
		}
		body.Tokens = append(body.Tokens, row)
	}
	entries, err := s.Office.Audit(100)
	for _, e := range entries {
		body.Audit = append(body.Audit, auditRow{e, minute(&e.Time)})
	}
	p.Body = body
	return p, err
}
