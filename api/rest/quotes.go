package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/sheet"
	"tiaowen/corpus/reader"
	"tiaowen/index/store"
)

// Upload is a text or a file that a client sent to be checked.
type Upload struct {
	Name string // of the file; "" for words that were typed
	Text string // the words of it
	File []byte // the file itself; nil for words that were typed
	DOCX bool   // it is a Word document
}

// ReadUpload reads the body of a request: JSON with a text, a form with a text or
// a file, or the bytes of a file.
func ReadUpload(c echo.Context) (*Upload, error) {
	kind, _, err := mime.ParseMediaType(c.Request().Header.Get(echo.HeaderContentType))
	if err != nil {
		kind = echo.MIMEOctetStream
	}
	switch kind {
	case echo.MIMEApplicationJSON:
		var body struct {
			Text string `json:"text"`
		}
		d := json.NewDecoder(c.Request().Body)
		d.DisallowUnknownFields()
		if err := d.Decode(&body); err != nil {
			return nil, uploadError(err, "it is not a JSON object with the fields of this route", `{"text": "《民法典》第五十四条规定：“……”"}`)
		}
		return &Upload{Text: body.Text}, blank(body.Text)
	case echo.MIMEMultipartForm, echo.MIMEApplicationForm:
		return readForm(c)
	}
	src, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return nil, uploadError(err, "it cannot be read", "send the file again")
	}
	return readFile("file", src)
}

// readForm takes the file of a form, or the text where there is none.
func readForm(c echo.Context) (*Upload, error) {
	head, err := c.FormFile("file")
	switch {
	case errors.Is(err, http.ErrMissingFile), errors.Is(err, http.ErrNotMultipart), err == nil && head.Size == 0:
		text := c.FormValue("text")
		return &Upload{Text: text}, blank(text)
	case err != nil:
		return nil, uploadError(err, "the form cannot be read", "send a field named file or text")
	}
	f, err := head.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return readFile(filepath.Base(strings.ReplaceAll(head.Filename, `\`, "/")), src)
}

// readFile takes the words out of a file.
func readFile(name string, src []byte) (*Upload, error) {
	text, err := reader.Read(name, src)
	var refused *reader.Error
	if errors.As(err, &refused) {
		return nil, &UploadError{refused}
	}
	if err != nil {
		return nil, err
	}
	return &Upload{Name: name, Text: text.Source, File: src, DOCX: text.Format == "docx"}, nil
}

// UploadError is a file that cannot be read; clients get it as a wrong parameter.
type UploadError struct{ Refused *reader.Error }

func (e *UploadError) Error() string { return e.Refused.Error() }

// Chinese is Error in Chinese.
func (e *UploadError) Chinese() string { return e.Refused.Chinese() }

// Unwrap gives the error as the API words it.
func (e *UploadError) Unwrap() error {
	return &api.ParamError{Param: "file", Detail: e.Refused.Message(), Fixes: []string{e.Refused.Hint()}}
}

// uploadError words what is wrong with a body, unless it is too large.
func uploadError(err error, detail, fix string) error {
	var he *echo.HTTPError
	if errors.As(err, &he) {
		return he
	}
	if store.Is(err, store.DiskFull, store.NotWritable) {
		return err
	}
	return &api.ParamError{Param: "body", Detail: detail, Fixes: []string{fix}}
}

func blank(text string) error {
	if strings.TrimSpace(text) == "" {
		return &api.ParamError{Param: "text", Detail: "it contains no text", Fixes: []string{"paste the text, or send a " + reader.Listed("en") + " file"}}
	}
	return nil
}

// quoteFormats are the values of the format parameter.
var quoteFormats = []string{"json", "docx", "report"}

// quotes checks the quotations of a text.
func (r routes) quotes(c echo.Context) error {
	q := read(c)
	format, lang := q.oneOf("format", quoteFormats), q.language(c)
	if err := q.done(); err != nil {
		return err
	}
	up, err := ReadUpload(c)
	if err != nil {
		return err
	}
	return SendQuotes(c, r.svc, up, format, lang)
}

// SendQuotes answers with the findings as JSON (""), as a report, or as the
// Word document that was sent with a comment at each of them.
func SendQuotes(c echo.Context, svc *api.Service, up *Upload, format, lang string) error {
	ctx := c.Request().Context()
	if format == "docx" {
		if !up.DOCX {
			return &api.ParamError{Param: "format", Detail: "comments can only be put into a Word document", Fixes: []string{"send a .docx file, or take format=report"}}
		}
		out, err := svc.AnnotateDOCX(ctx, up.File, lang)
		if err != nil {
			return err
		}
		return sendDOCX(c, strings.TrimSuffix(up.Name, filepath.Ext(up.Name))+"-quotes.docx", out)
	}
	report, err := svc.Quotes(ctx, up.Text, lang)
	if err != nil {
		return err
	}
	if format != "report" {
		return reply(c)(report, nil)
	}
	var b bytes.Buffer
	if err := sheet.WriteQuotesDOCX(&b, report, lang); err != nil {
		return err
	}
	return sendDOCX(c, "quotes-report.docx", b.Bytes())
}

func sendDOCX(c echo.Context, name string, file []byte) error {
	return sendNamed(c, name, DOCXType, file)
}
