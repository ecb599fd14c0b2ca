// Package page renders pages: what a handler passes to a template, how that becomes HTML, and how an error becomes a
// page.
//
// A [Site] has the service, the templates and the static files. [Site.Handler] makes an Echo handler of a function that
// gives a [Page]. A [Choice], a [Group] of choices, a [Pager] and a [File] are parts that many pages have.
package page

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	template "github.com/DataDog/datadog-agent/pkg/template/html"
	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/admin"
	"tiaowen/api/rest"
	"tiaowen/api/rest/access"
	"tiaowen/api/rest/gate"
	"tiaowen/web/messages"
)

// Site is what every handler needs.
type Site struct {
	Service *api.Service
	BaseURL string // scheme and host of addresses that leave the site; "" takes them from the request

	Office  *admin.Office // knows who is signed in; nil where nobody can be
	SignOut string        // where users whom a proxy names sign out; "" shows them no such link

	assets *assets
	drawn  map[messages.Voice]func() pages
}

// New makes a site. files holds the folders templates and static; more are functions for the templates beside those
// that all pages use.
func New(svc *api.Service, baseURL string, files fs.FS, more template.FuncMap) *Site {
	a := loadAssets(files)
	return &Site{Service: svc, BaseURL: baseURL, assets: a, drawn: loadTemplates(files, a, more)}
}

// Page is what a handler hands to a template.
type Page struct {
	Name     string // the template
	Part     string // a block of the template to draw alone; "" draws the whole page
	Status   int    // 0 means 200
	Title    string // of the window; "" is the name of the site
	Query    string // what is in the search box
	Scope    *api.DocumentRef
	Switches []messages.Switch
	Session  *Session // filled in when the page is drawn; nil if there is no session to end
	NoIndex  bool     // for results and errors
	Bare     bool     // without header and footer: the frame
	Body     any
}

// Session is how the reader of a page signs out: with a form, or at an address of the proxy.
type Session struct {
	Who  string
	Form string // the secret that the form must send back
	URL  string // the address of the proxy; then there is no form
}

// session tells how a user signs out. It is nil for a program that sends its token with each request.
func (s *Site) session(who *admin.Identity) *Session {
	switch {
	case who == nil || s.Office == nil:
		return nil
	case who.Proxied && s.SignOut != "":
		return &Session{Who: who.Name, URL: s.SignOut}
	case who.Proxied || who.Session == "":
		return nil
	}
	return &Session{Who: who.Name, Form: s.Office.Form(who)}
}

// Handler adapts a function that gives a page to Echo; a nil page says that the function has answered by itself. Errors
// go on to the error handler, so that the log of requests has them.
func (s *Site) Handler(h func(c echo.Context, v messages.Voice) (*Page, error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := h(c, messages.Of(c.Request()))
		if err != nil || p == nil {
			return err
		}
		return s.draw(c, p)
	}
}

// draw executes the template into memory first, so that a page is sent whole or not at all.
func (s *Site) draw(c echo.Context, p *Page) error {
	v := messages.Of(c.Request())
	t := s.drawn[v]()[p.Name]
	block := "layout"
	if p.Part != "" {
		block = p.Part
	}
	p.Switches = messages.Switches(c.Request().URL, v)
	p.Session = s.session(access.Who(c))
	var buf bytes.Buffer
	if err := t.ExecuteTemplate(&buf, block, p); err != nil {
		return fmt.Errorf("draw %s: %w", p.Name, err)
	}
	h := c.Response().Header()
	h.Add("Vary", "Accept-Language")
	h.Set("Content-Language", v.Lang)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	status := p.Status
	if status == 0 {
		status = http.StatusOK
	}
	return c.HTMLBlob(status, buf.Bytes())
}

// Base is scheme and host of addresses that leave the site.
func (s *Site) Base(c echo.Context) string {
	if s.BaseURL != "" {
		return strings.TrimSuffix(s.BaseURL, "/")
	}
	return c.Scheme() + "://" + c.Request().Host
}

// Part lets the page's script fetch a block of the template alone: the one that the parameter part names.
func Part(c echo.Context, p *Page, block string) *Page {
	if c.QueryParam("part") == block {
		p.Part = block
	}
	return p
}

// HandleErrors wraps the error handler that e has at this moment: errors on pages become pages, all others stay with
// it. login says that readers without a token are led to the page where they sign in.
func (s *Site) HandleErrors(e *echo.Echo, login bool) {
	next := e.HTTPErrorHandler
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		if c.Response().Committed || !isPage(c.Request()) {
			next(err, c)
			return
		}
		v := messages.Of(c.Request())
		if errors.Is(err, access.ErrUnknown) && login {
			to := url.Values{"next": {c.Request().URL.RequestURI()}}
			if c.Request().Method != http.MethodGet {
				to = nil
			}
			if c.Redirect(http.StatusSeeOther, v.Link("/login?"+to.Encode())) == nil {
				return
			}
		}
		if s.draw(c, errorPage(v, err)) != nil {
			next(err, c)
		}
	}
}

// isPage tells a person's browser from a program.
func isPage(r *http.Request) bool {
	return !strings.HasPrefix(r.URL.Path, "/api/") && r.URL.Path != "/embed/find" &&
		r.URL.Path != "/suggest" && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// errorBody says what is wrong in one line, and where to go.
type errorBody struct {
	Line string
	Hint string
}

// errorPage words an error for a person. The cause stays in the log.
func errorPage(v messages.Voice, err error) *Page {
	var own *Worded
	if errors.As(err, &own) && own.Page != nil {
		return own.Page
	}
	status := rest.ProblemOf(err).Status
	body := errorBody{Line: ErrorLine(v, status), Hint: v.Say("error-hint")}
	if own != nil {
		body.Line = own.Line
	}
	switch {
	case errors.Is(err, gate.ErrBusy):
		body.Line = v.Say("error-busy")
	case rest.NotWritable(err):
		body.Line = v.Say("error-fixed")
	case errors.Is(err, access.ErrAdminOff):
		body.Line = v.Say("error-admin-off")
	}
	return &Page{Name: "error", Status: status, Title: body.Line, NoIndex: true, Body: body}
}

// ErrorLine is one line about an HTTP status.
func ErrorLine(v messages.Voice, status int) string {
	if line := v.Say("error-" + strconv.Itoa(status)); line != "" {
		return line
	}
	if status < http.StatusInternalServerError {
		return v.Say("error-400")
	}
	return v.Say("error-500")
}

// Worded is an error that a handler has put into the reader's language, as a line or as a whole page.
type Worded struct {
	Line string
	Page *Page
	Err  error
}

func (e *Worded) Error() string { return e.Err.Error() }
func (e *Worded) Unwrap() error { return e.Err }

// NoDocument says in the reader's language that a document is missing; other errors stay as they are.
func NoDocument(v messages.Voice, err error) error {
	var missing *api.NotFoundError
	if !errors.As(err, &missing) {
		return err
	}
	return &Worded{Line: v.Say("no-document"), Err: err}
}
