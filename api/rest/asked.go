package rest

import (
	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/admin"
)

// asking is what a request asked, and what came of it.
type asking struct {
	text    string
	typing  bool // somebody may still be typing it
	refused bool
	nothing bool
}

// askingKey is where a request's context keeps that.
const askingKey = "asking"

// Note leaves with a request what it asked and what came of it, to be counted
// when it has been answered: a search, an answer, or both of one question;
// either may be nil. typing tells of words that somebody may still be typing. A
// search that finds nothing within a document or a section says nothing of the
// words, so narrowed ones are not noted.
func Note(c echo.Context, text string, typing bool, found *api.SearchResult, a *api.Answer) {
	c.Set(askingKey, &asking{
		text: text, typing: typing,
		refused: a != nil && !a.Answerable && !a.Reading.Words,
		nothing: found != nil && found.Total == 0,
	})
}

// count counts what a request asked: in the metrics without the words, and with
// them in the office, where the operator allows it.
func (m *metrics) count(c echo.Context) {
	a, ok := c.Get(askingKey).(*asking)
	if !ok {
		return
	}
	kinds := []string{admin.Asked}
	if a.refused {
		m.refused.Inc()
		kinds = append(kinds, admin.Refused)
	}
	if a.nothing {
		m.nothing.Inc()
		kinds = append(kinds, admin.Nothing)
	}
	switch {
	case m.office == nil:
	case a.typing:
		m.office.CountTyped(kinds, a.text)
	default:
		for _, kind := range kinds {
			m.office.Count(kind, a.text)
		}
	}
}
