package reading

import (
	"net/http"
	"net/url"
	"strings"

	template "github.com/DataDog/datadog-agent/pkg/template/html"
	"github.com/labstack/echo/v4"
	"rsc.io/qr"

	"tiaowen/api"
	"tiaowen/web/messages"
)

// What a page shows below the text of a clause: its duties, its address as a QR
// code, and a way to report errors in the text.

// normHere is a duty of the clause shown.
type normHere struct {
	api.NormRow
	When []string // how often and by when, as the text says it
}

func normsHere(rows []api.NormRow) []normHere {
	out := make([]normHere, len(rows))
	for i, n := range rows {
		out[i].NormRow = n
		for _, when := range []string{n.Frequency, n.Deadline} {
			if when != "" {
				out[i].When = append(out[i].When, when)
			}
		}
	}
	return out
}

// clauseCode is the address of a clause as a QR code.
func (s *site) clauseCode(c echo.Context) error {
	d, err := s.Service.Document(c.Param("doc"))
	if err != nil {
		return err
	}
	view, err := s.Service.Clause(d.ID, c.Param("key"))
	if err != nil {
		return err
	}
	code, err := qr.Encode(s.Base(c)+view.Clause.URL, qr.M)
	if err != nil {
		return echo.ErrNotFound // the address is too long for a code
	}
	c.Response().Header().Set("Cache-Control", "no-cache")
	return c.Blob(http.StatusOK, "image/png", code.PNG())
}

// reportMail is a link that starts an email about the text of a clause.
func (s *site) reportMail(c echo.Context, v messages.Voice, clause *api.Clause) template.URL {
	labels := strings.Split(v.Say("report-labels"), "|")
	body := labels[0] + clause.Cite + "\r\n" + labels[1] + s.Base(c) + clause.URL + "\r\n" + labels[3]
	escape := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	to := strings.ReplaceAll(escape(s.contact), "%40", "@")
	return template.URL("mailto:" + to + "?subject=" + escape(v.Say("report-subject", clause.Cite)) + "&body=" + escape(body))
}
