package web

import (
	"encoding/json"
	"net/http"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/web/address"
	"tiaowen/web/messages"
)

// shownHints is how many completions a search box offers.
const shownHints = 8

// suggest completes what the visitor types, for the search boxes of the pages and for that of the browser. The answer
// has the form of OpenSearch Suggestions 1.1: the typed words, the completions, their descriptions and their addresses.
func (s *site) suggest(c echo.Context) error {
	v := messages.Of(c.Request())
	typed := c.QueryParam("q")
	if !utf8.ValidString(typed) || utf8.RuneCountInString(typed) > api.MaxQuery {
		typed = ""
	}
	found, err := s.Service.Suggest(c.Request().Context(), typed, shownHints)
	if err != nil {
		return err
	}
	texts, kinds, urls := []string{}, []string{}, []string{}
	for _, one := range found.Suggestions {
		to := one.URL
		if to == "" {
			to = address.Question{Query: one.Text}.URL()
		}
		texts, kinds, urls = append(texts, one.Text), append(kinds, v.Say("hint-"+one.Kind)), append(urls, v.Link(to))
	}
	body, err := json.Marshal([]any{typed, texts, kinds, urls})
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Add("Vary", "Accept-Language")
	h.Set("Cache-Control", "private, max-age=60")
	return c.Blob(http.StatusOK, "application/x-suggestions+json; charset=utf-8", body)
}
