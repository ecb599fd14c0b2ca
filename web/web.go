// Package web draws the service for people: pages that work without JavaScript
// and get instant search with it, and a widget for other sites.
//
// A request goes handler → page struct → template. Everything is embedded in
// the binary; no page asks another host for anything.
package web

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/admin"
	"tiaowen/api/rest"
	"tiaowen/api/rest/gate"
)

//go:embed templates static
var files embed.FS

// Options are what an operator decides about the pages. The zero value is fine.
type Options struct {
	FrameAncestors []string      // origins that may frame /embed, as in CSP ("https://www.example.cn"); none means this server alone
	Contact        string        // email address of the person who maintains the texts; with "", readers save a file instead
	BaseURL        string        // scheme and host that opensearch.xml names; "" takes them from the request
	Office         *admin.Office // administers the documents; nil for a server without administration
}

// site is what every handler needs.
type site struct {
	svc    *api.Service
	opts   Options
	assets *assets
	drawn  map[voice]func() pages
}

// Register adds the pages and the widget to e. It wraps the error handler that
// e has at that moment: errors on pages become pages, all others stay with it.
func Register(e *echo.Echo, svc *api.Service, opts Options) {
	s := &site{svc: svc, opts: opts, assets: loadAssets()}
	s.drawn = loadTemplates(s.assets)

	e.GET("/", s.page(s.home))
	e.GET("/d/", s.page(s.documents))
	e.GET("/d/:doc", s.page(s.document))
	e.GET("/d/:doc/norms", s.dutiesOf)
	e.GET("/d/:doc/terms", s.page(s.terms))

	e.GET("/d/:doc/c/:key", s.page(s.clause))
	e.GET("/d/:doc/c/:key/qr.png", s.clauseCode)
	e.GET("/d", func(c echo.Context) error { return c.Redirect(http.StatusMovedPermanently, "/d/") })
	e.GET("/duties", s.page(s.duties))
	e.GET("/compare", s.page(s.compare))
	e.POST("/study", s.page(s.studyBank))
	e.GET("/quotes", s.page(s.quotes))
	e.POST("/quotes", s.page(s.checkQuotes))
	e.GET("/study", s.page(s.study))
	e.GET("/study/practice", s.page(s.studyPractice))
	e.GET("/study/print", s.page(s.studyPrint))
	e.GET("/basket", s.page(s.basket))
	e.GET("/suggest", s.suggest)
	e.GET("/embed", s.page(s.frame))
	e.GET("/embed.js", s.script)
	e.GET("/embed.css", s.style)
	e.GET("/embed/find", s.find)
	e.GET("/opensearch.xml", s.openSearch)
	e.GET("/static/:hash/:name", s.static)
	e.GET("/favicon.ico", func(c echo.Context) error { return c.Redirect(http.StatusFound, s.assets.url("icon.svg")) })

	s.registerAdmin(e)

	next := e.HTTPErrorHandler
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		if c.Response().Committed || !isPage(c.Request()) {
			next(err, c)
			return
		}
		if errors.Is(err, rest.ErrUnknown) && opts.Office != nil {
			to := url.Values{"next": {c.Request().URL.RequestURI()}}
			if c.Request().Method != http.MethodGet {
				to = nil
			}
			if c.Redirect(http.StatusSeeOther, voiceOf(c.Request()).link("/login?"+to.Encode())) == nil {
				return
			}
		}
		if s.draw(c, errorPage(voiceOf(c.Request()), err)) != nil {
			next(err, c)
		}
	}
}

// isPage tells a person's browser from a program.
func isPage(r *http.Request) bool {
	return !strings.HasPrefix(r.URL.Path, "/api/") && r.URL.Path != "/embed/find" &&
		r.URL.Path != "/suggest" && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// page is what a handler hands to a template.
type page struct {
	Name     string // the template
	Part     string // a block of the template to draw alone; "" draws the whole page
	Status   int    // 0 means 200
	Title    string // of the window; "" is the name of the site
	Query    string // what is in the search box
	Scope    *api.DocumentRef
	Switches []langSwitch
	NoIndex  bool // for results and errors
	Bare     bool // without header and footer: the frame
	Body     any
}

// page adapts a handler that returns a page to Echo. Errors go on to the error
// handler, so that the log of requests sees them.
func (s *site) page(h func(c echo.Context, v voice) (*page, error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := h(c, voiceOf(c.Request()))
		if err != nil || p == nil { // nil: the handler has answered by itself
			return err
		}
		return s.draw(c, p)
	}
}

// draw executes the template into memory first, so that a page is whole or not sent at all.
func (s *site) draw(c echo.Context, p *page) error {
	v := voiceOf(c.Request())
	t := s.drawn[v]()[p.Name]
	block := "layout"
	if p.Part != "" {
		block = p.Part
	}
	p.Switches = switches(c.Request().URL, v)
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

// errorBody says what is wrong in one line, and where to go.
type errorBody struct {
	Line string
	Hint string
}

// errorPage words an error for a person. The cause stays in the log.
func errorPage(v voice, err error) *page {
	var own *worded
	if errors.As(err, &own) && own.page != nil {
		return own.page
	}
	status := rest.ProblemOf(err).Status
	body := errorBody{Line: errorLine(v, status), Hint: v.say("error-hint")}
	if own != nil {
		body.Line = own.line
	}
	switch {
	case errors.Is(err, gate.ErrBusy):
		body.Line = v.say("error-busy")
	case rest.NotWritable(err):
		body.Line = v.say("error-fixed")
	case errors.Is(err, rest.ErrAdminOff):
		body.Line = v.say("error-admin-off")
	}
	return &page{Name: "error", Status: status, Title: body.Line, NoIndex: true, Body: body}
}

// errorLine is one line about an HTTP status.
func errorLine(v voice, status int) string {
	if line := v.say("error-" + strconv.Itoa(status)); line != "" {
		return line
	}
	if status < http.StatusInternalServerError {
		return v.say("error-400")
	}
	return v.say("error-500")
}

// worded is an error that a handler has put into the reader's language, as a line or as a whole page.
type worded struct {
	line string
	page *page
	err  error
}

func (e *worded) Error() string { return e.err.Error() }
func (e *worded) Unwrap() error { return e.err }
