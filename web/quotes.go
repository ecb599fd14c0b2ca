package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/rest"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// quotesBody is the page where quotations are checked.
type quotesBody struct {
	Text    string // the typed text, to edit again
	File    string // name of the file that was checked
	Trouble string // why the text could not be checked
	Report  *api.QuoteReport
	Summary string
	Rows    []quoteRow
}

// quoteRow is a finding with its verdict in words.
type quoteRow struct {
	api.QuoteFinding
	Word string
}

// quotes is the empty form.
func (s *site) quotes(_ echo.Context, v messages.Voice) (*page.Page, error) {
	return &page.Page{Name: "quotes", Title: v.Say("quotes"), Body: &quotesBody{}}, nil
}

// checkQuotes checks the text or file of the form, and shows the findings or sends a file.
func (s *site) checkQuotes(c echo.Context, v messages.Voice) (*page.Page, error) {
	body := &quotesBody{}
	out := &page.Page{Name: "quotes", Title: v.Say("quotes"), NoIndex: true, Body: body}
	up, err := rest.ReadUpload(c)
	if format := c.FormValue("format"); err == nil && (format == "docx" || format == "report") {
		err = rest.SendQuotes(c, s.Service, up, format, v.Lang)
		if err == nil {
			return nil, nil
		}
	}
	if err == nil {
		body.File = up.Name
		if up.File == nil {
			body.Text = up.Text
		}
		body.Report, err = s.Service.Quotes(c.Request().Context(), up.Text, v.Lang)
	}
	if err != nil {
		if body.Trouble = quotesTrouble(v, err); body.Trouble == "" {
			return nil, err
		}
		out.Status = http.StatusBadRequest
		return out, nil
	}
	body.Summary = body.Report.Summary(v.Lang)
	for _, f := range body.Report.Findings {
		body.Rows = append(body.Rows, quoteRow{f, f.VerdictWord(v.Lang)})
	}
	return out, nil
}

// quotesTrouble says what is wrong with the text or file of the form; "" if the error has another cause.
func quotesTrouble(v messages.Voice, err error) string {
	var (
		refused *rest.UploadError
		bad     *api.ParamError
	)
	switch {
	case errors.As(err, &refused):
		return v.Choose(refused.Chinese(), refused.Error())
	case errors.As(err, &bad) && bad.Param == "format":
		return v.Say("quotes-no-docx")
	case errors.As(err, &bad) && bad.Param == "text":
		return v.Say("quotes-no-text")
	}
	return ""
}
