// Package web renders the service for people: pages that work without JavaScript
// and get instant search with it, and a widget for other sites.
//
// [Register] adds all pages to a server. The search page, the list of documents, the basket, the widget and the
// pages that check quotations and compare versions are here; the packages below have the others. A request goes
// handler → page.Page → template. Everything is embedded in the binary; no page contacts another host.
package web

import (
	"embed"
	"net/http"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/admin"
	"tiaowen/web/administration"
	"tiaowen/web/duties"
	"tiaowen/web/page"
	"tiaowen/web/reading"
	"tiaowen/web/studykit"
)

//go:embed templates static
var files embed.FS

// Options are what an operator decides about the pages. The zero value is fine.
type Options struct {
	FrameAncestors []string      // origins that may frame /embed, as in CSP ("https://www.example.cn"); none means this server alone
	Contact        string        // email address of the person who maintains the texts; with "", readers save a file instead
	BaseURL        string        // scheme and host that opensearch.xml names; "" takes them from the request
	SignOut        string        // address at which users whom a proxy names sign out; "" shows them no such link
	Office         *admin.Office // administers the documents; nil for a server without administration
}

// site has the handlers of this package.
type site struct {
	*page.Site
	frameAncestors []string
}

// Register adds the pages and the widget to e. It wraps the error handler that
// e has at that moment: errors on pages become pages, all others stay with it.
func Register(e *echo.Echo, svc *api.Service, opts Options) {
	shared := page.New(svc, opts.BaseURL, files, functions())
	shared.Office, shared.SignOut = opts.Office, opts.SignOut
	s := &site{shared, opts.FrameAncestors}

	e.GET("/", s.Handler(s.home))
	e.GET("/d/", s.Handler(s.documents))
	e.GET("/d", func(c echo.Context) error { return c.Redirect(http.StatusMovedPermanently, "/d/") })
	e.GET("/compare", s.Handler(s.compare))
	e.GET("/quotes", s.Handler(s.quotes))
	e.POST("/quotes", s.Handler(s.checkQuotes))
	e.GET("/basket", s.Handler(s.basket))
	e.GET("/suggest", s.suggest)
	e.GET("/embed", s.Handler(s.frame))
	e.GET("/embed.js", s.script)
	e.GET("/embed.css", s.style)
	e.GET("/embed/find", s.find)
	e.GET("/opensearch.xml", s.openSearch)
	e.GET("/static/:hash/:name", s.Static)
	e.GET("/favicon.ico", func(c echo.Context) error { return c.Redirect(http.StatusFound, s.Asset("icon.svg")) })

	reading.Register(e, shared, opts.Contact)
	duties.Register(e, shared)
	studykit.Register(e, shared)
	administration.Register(e, shared)

	shared.HandleErrors(e, opts.Office != nil)
}
