package rest

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"strings"
	"time"

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

// The most norms that one file holds. A spreadsheet of more opens slowly and a
// document of more has thousands of pages.
const (
	maxSheetNorms    = 100_000
	maxDocumentNorms = 5_000
)

// norms reads the filters of the register.
func (q *query) norms() api.NormParams {
	return api.NormParams{
		Document: q.word("document"), Title: q.word("title"), Norm: q.oneOf("norm", normNames), Actor: q.word("actor"),
		Time: q.oneOf("time", timeNames), Words: q.word("q"), Versions: q.oneOf("versions", []string{"all"}) == "all",
	}
}

// tooMany refuses a file of too many norms.
func tooMany(total, most int) error {
	if total <= most {
		return nil
	}
	return &api.ParamError{Param: "document", Detail: fmt.Sprintf("%d norms exceed the limit of %d for one file", total, most),
		Fixes: []string{"narrow by document, norm, actor, time or q", "take norms.csv or GET /api/v1/norms by pages"}}
}

func (r routes) normsFile(f fileKind) echo.HandlerFunc {
	return func(c echo.Context) error {
		q := read(c)
		p, lang := q.norms(), q.language(c)
		if err := q.done(); err != nil {
			return err
		}
		p.Limit = maxSheetNorms
		list, err := r.svc.Norms(p)
		if err != nil {
			return err
		}
		if err := tooMany(list.Total, maxSheetNorms); err != nil {
			return err
		}
		return r.download(c, f, p.Document, sheet.Norms(list, lang, r.base(c)))
	}
}

// normsDocument sends the register as a document to print.
func (r routes) normsDocument(c echo.Context) error {
	q := read(c)
	p, lang := q.norms(), q.language(c)
	if err := q.done(); err != nil {
		return err
	}
	p.Limit = maxDocumentNorms
	list, err := r.svc.Norms(p)
	if err != nil {
		return err
	}
	if err := tooMany(list.Total, maxDocumentNorms); err != nil {
		return err
	}
	name, title, note := "norms", "Duties and prohibitions", fmt.Sprintf("%d entries", list.Total)
	if lang == "zh" {
		name, title, note = "职责清单", "职责清单", fmt.Sprintf("共%d项", list.Total)
	}
	for _, filter := range []string{p.Actor, sheet.NormName(p.Norm, lang), p.Words} {
		if filter != "" {
			note += "；" + filter
		}
	}
	if p.Document != "" {
		name = p.Document + "-" + name
		if len(list.Norms) > 0 {
			title = "《" + list.Norms[0].Clause.Document.Title + "》" + title
		}
	}
	var b bytes.Buffer
	if err := sheet.WriteNormsDOCX(&b, list, lang, title, note); err != nil {
		return err
	}
	return sendNamed(c, name+".docx", DOCXType, b.Bytes())
}

// icsType is the media type of calendars.
const icsType = "text/calendar; charset=utf-8"

// normsCalendar sends what is due in a year as a calendar.
func (r routes) normsCalendar(c echo.Context) error {
	q := read(c)
	p, lang := q.norms(), q.language(c)
	year := q.number("year", time.Now().Year(), 1949, 2200)
	if err := q.done(); err != nil {
		return err
	}
	calendar, err := r.svc.Calendar(p, year)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("duties %d", year)
	if lang == "zh" {
		name = fmt.Sprintf("职责日历 %d", year)
	}
	var b bytes.Buffer
	if err := sheet.WriteICS(&b, calendar, name, r.base(c)); err != nil {
		return err
	}
	return sendNamed(c, strings.ReplaceAll(name, " ", "-")+".ics", icsType, b.Bytes())
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
	return sendNamed(c, name, f.mediaType, b.Bytes())
}

// sendNamed sends a file to be saved.
func sendNamed(c echo.Context, name, mediaType string, body []byte) error {
	// FormatMediaType writes what is not ASCII as RFC 2231 and 6266 want it.
	c.Response().Header().Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return sendAs(c, mediaType, body)
}
