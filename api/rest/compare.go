package rest

import (
	"bytes"
	"mime"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
)

// DOCXType is the media type of Word documents.
const DOCXType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// compareParams reads what both routes take.
func compareParams(c echo.Context) (p api.CompareParams, lang string, err error) {
	q := read(c)
	p = api.CompareParams{From: q.text("from"), To: q.text("to"), Changes: q.flag("changes")}
	lang = q.language(c)
	return p, lang, q.done()
}

func (r routes) compare(c echo.Context) error {
	p, lang, err := compareParams(c)
	if err != nil {
		return err
	}
	return reply(c)(r.svc.Compare(p, lang))
}

// compareFile answers with the table of three columns.
func (r routes) compareFile(c echo.Context) error {
	p, lang, err := compareParams(c)
	if err != nil {
		return err
	}
	result, err := r.svc.Compared(p)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := result.WriteDOCX(&b, lang, p.Changes); err != nil {
		return err
	}
	name := p.From + "-" + p.To + ".docx"
	c.Response().Header().Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return sendAs(c, DOCXType, b.Bytes())
}
