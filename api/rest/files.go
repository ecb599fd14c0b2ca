package rest

import (
	"bytes"
	"io"
	"mime"
	"strings"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/sheet"
)

// fileKind is a way to write a register as a file.
type fileKind struct {
	ending    string
	mediaType string
	write     func(*sheet.Table, io.Writer) error
}

var fileKinds = []fileKind{
	{".csv", sheet.CSVType, (*sheet.Table).CSV},
	{".xlsx", sheet.XLSXType, (*sheet.Table).XLSX},
}

func (r routes) normsFile(f fileKind) echo.HandlerFunc {
	return func(c echo.Context) error {
		q := read(c)
		p := api.NormParams{Document: q.word("document"), Norm: q.oneOf("norm", normNames), Actor: q.word("actor")}
		lang := q.language(c)
		if err := q.done(); err != nil {
			return err
		}
		list, err := r.svc.Norms(p)
		if err != nil {
			return err
		}
		return r.download(c, f, p.Document, sheet.Norms(list, lang, r.base(c)))
	}
}

func (r routes) termsFile(f fileKind) echo.HandlerFunc {
	return func(c echo.Context) error {
		q := read(c)
		p := api.TermParams{Document: q.word("document"), Query: q.word("q")}
		lang := q.language(c)
		if err := q.done(); err != nil {
			return err
		}
		list, err := r.svc.Terms(p)
		if err != nil {
			return err
		}
		return r.download(c, f, p.Document, sheet.Terms(list, lang, r.base(c)))
	}
}

func (r routes) citationsFile(f fileKind) echo.HandlerFunc {
	return func(c echo.Context) error {
		q := read(c)
		p := api.CitationParams{Document: q.word("document"), Title: q.word("title")}
		lang := q.language(c)
		if err := q.done(); err != nil {
			return err
		}
		list, err := r.svc.Citations(p)
		if err != nil {
			return err
		}
		return r.download(c, f, p.Document, sheet.Citations(list, lang, r.base(c)))
	}
}

// base is what addresses in a file begin with: away from the site they must be whole.
func (r routes) base(c echo.Context) string {
	if r.baseURL != "" {
		return strings.TrimSuffix(r.baseURL, "/")
	}
	return c.Scheme() + "://" + c.Request().Host
}

// download sends a table as a file to be saved, named after its document.
func (r routes) download(c echo.Context, f fileKind, document string, t *sheet.Table) error {
	name := t.Name + f.ending
	if document != "" {
		name = document + "-" + name
	}
	var b bytes.Buffer
	if err := f.write(t, &b); err != nil {
		return err
	}
	// FormatMediaType writes what is not ASCII as RFC 2231 and 6266 want it.
	c.Response().Header().Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return sendAs(c, f.mediaType, b.Bytes())
}
