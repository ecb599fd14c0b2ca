package web

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"tiaowen/api/rest"
	"tiaowen/web/address"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// How many clauses and how many sentences of an answer the widget lists.
const (
	widgetHits    = 6
	widgetAnswers = 12
)

// script serves the widget: one file, at an address that never changes.
func (s *site) script(c echo.Context) error { return s.forOthers(c, "embed.js") }

// style serves the style sheet that the widget links inside its shadow root.
func (s *site) style(c echo.Context) error { return s.forOthers(c, "embed.css") }

// forOthers sends a file that pages of other origins may load.
func (s *site) forOthers(c echo.Context, name string) error {
	c.Response().Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	return s.Send(c, name, "public, max-age=3600")
}

// find is the widget's one request for each pause in typing: the answer and the hits together.
func (s *site) find(c echo.Context) error {
	q := address.Of(c.QueryParams())
	q.Limit, q.Lang = widgetHits, messages.Of(c.Request()).Lang
	found, err := s.ask(c.Request().Context(), q)
	if err != nil {
		return err
	}
	if q == (address.Question{Query: q.Query, Limit: q.Limit, Lang: q.Lang}) {
		rest.Note(c, q.Query, true, found.Result, found.Answer)
	}
	if a := found.Answer; a != nil && len(a.Answers) > widgetAnswers {
		a.Answers = a.Answers[:widgetAnswers]
	}
	h := c.Response().Header()
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Cache-Control", "no-cache")
	body, err := json.Marshal(found)
	if err != nil {
		return err
	}
	return c.JSONBlob(http.StatusOK, body)
}

// frame is the widget as a separate page, for sites that cannot add a script.
func (s *site) frame(c echo.Context, v messages.Voice) (*page.Page, error) {
	ancestors := "'self'"
	if len(s.frameAncestors) > 0 {
		ancestors += " " + strings.Join(s.frameAncestors, " ")
	}
	h := c.Response().Header()
	h.Del("X-Frame-Options")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Content-Security-Policy", strings.Replace(rest.Policy, "frame-ancestors 'none'", "frame-ancestors "+ancestors, 1))
	p, err := s.home(c, v)
	if err != nil {
		return nil, err
	}
	p.Bare, p.NoIndex = true, true
	return p, nil
}

// openSearch describes the search box to browsers.
func (s *site) openSearch(c echo.Context) error {
	base := s.BaseURL
	if base == "" {
		base = c.Scheme() + "://" + c.Request().Host
	}
	v := messages.Of(c.Request())
	type address struct {
		Type     string `xml:"type,attr"`
		Rel      string `xml:"rel,attr,omitempty"`
		Template string `xml:"template,attr"`
	}
	out, err := xml.MarshalIndent(struct {
		XMLName       xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName     string
		Description   string
		InputEncoding string
		Image         string
		URL           []address `xml:"Url"`
	}{
		ShortName:     v.Say("site"),
		Description:   v.Say("site") + " " + v.Say("site-what"),
		InputEncoding: "UTF-8",
		Image:         base + s.Asset("icon.svg"),
		URL: []address{
			{"text/html", "results", base + "/?q={searchTerms}"},
			{"application/x-suggestions+json", "suggestions", base + "/suggest?q={searchTerms}"},
		},
	}, "", "  ")
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "application/opensearchdescription+xml; charset=utf-8", append([]byte(xml.Header), out...))
}
