package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/study"
)

// studyRequest is the body of POST /api/v1/study.
type studyRequest struct {
	api.StudyParams
	Format string `json:"format"` // see study.Formats; "" is json
}

// formatNames are the values of the format parameter.
func formatNames() []string {
	names := make([]string, len(study.Formats))
	for i, f := range study.Formats {
		names[i] = f.Name
	}
	return names
}

// study answers GET: what is chosen is in the address, so that it can be sent on.
func (r routes) study(c echo.Context) error {
	q := read(c)
	req := studyRequest{
		StudyParams: api.StudyParams{
			Document: q.word("document"), Clauses: q.list("clauses"), Sections: q.list("sections"),
			Query: q.word("q"), Norm: q.oneOf("norm", normNames), Term: q.word("term"),
			Kinds: q.list("kinds"), Count: q.number("count", api.DefaultCount, 1, study.MaxQuestions),
			Seed: uint64(q.number("seed", 0, 0, 1<<32-1)),
			Plan: q.word("plan"), Copies: q.number("copies", 0, 2, api.MaxCopies), Only: q.list("only"), Without: q.list("without"),
		},
		Format: q.oneOf("format", formatNames()),
	}
	if err := q.done(); err != nil {
		return err
	}
	return r.sendStudy(c, req)
}

// list reads values parted by commas.
func (q *query) list(name string) []string {
	var out []string
	for _, one := range strings.Split(q.word(name), ",") {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

// postStudy answers POST, for baskets that are too long for an address.
func (r routes) postStudy(c echo.Context) error {
	if err := read(c).done(); err != nil {
		return err
	}
	var sent *studyRequest
	body := json.NewDecoder(c.Request().Body)
	body.DisallowUnknownFields()
	err := body.Decode(&sent)
	if err == nil && sent == nil {
		err = errors.New("it is null")
	}
	if err == nil {
		if _, more := body.Token(); more != io.EOF {
			err = errors.New("there is more text after the object")
		}
	}
	var he *echo.HTTPError
	if errors.As(err, &he) { // the body is too large
		return he
	}
	if err != nil {
		return &api.ParamError{Param: "body", Detail: "it is not a JSON object with the fields of this route: " + shorten(err.Error()), Fixes: []string{`{"clauses": ["cyzd/18-21"], "format": "xlsx"}`}}
	}
	req := *sent
	for _, s := range slices.Concat([]string{req.Document, req.Query, req.Norm, req.Term, req.Plan}, req.Clauses, req.Sections, req.Only, req.Without) {
		if utf8.RuneCountInString(s) > api.MaxQuery {
			return &api.ParamError{Param: "body", Detail: fmt.Sprintf("a value is longer than %d characters", api.MaxQuery), Fixes: []string{"one clause or section is one value"}}
		}
	}
	return r.sendStudy(c, req)
}

// sendStudy makes the kit and answers with the file.
func (r routes) sendStudy(c echo.Context, req studyRequest) error {
	if req.Format == "" {
		req.Format = "json"
	}
	f, ok := study.FormatOf(req.Format)
	if !ok {
		return &api.ParamError{Param: "format", Detail: fmt.Sprintf("%q is not one of its values", shorten(req.Format)), Fixes: []string{"one of " + strings.Join(formatNames(), ", ")}}
	}
	req.Reading = f.Reading
	kit, err := r.svc.Study(c.Request().Context(), req.StudyParams)
	if err != nil {
		return err
	}
	return SendKit(c, kit, f, r.base(c))
}

// SendKit answers with a kit as a file. base is scheme and host for the links in it.
func SendKit(c echo.Context, kit *study.Kit, f study.Format, base string) error {
	var file bytes.Buffer
	if err := f.Write(&file, kit, base); err != nil {
		var unfit *study.UnfitError
		if errors.As(err, &unfit) {
			return &api.ParamError{Param: "format", Detail: unfit.Error(), Fixes: []string{"format=json"}}
		}
		return err
	}
	h := c.Response().Header()
	if f.Name != "json" {
		h.Set(echo.HeaderContentDisposition, `attachment; filename="tiaowen-`+f.Name+ending(f.File)+`"; filename*=UTF-8''`+url.PathEscape(f.FileName(kit)))
	}
	h.Set(echo.HeaderCacheControl, "no-cache")
	h.Set(echo.HeaderContentLength, strconv.Itoa(file.Len()))
	return c.Blob(http.StatusOK, f.Type, file.Bytes())
}

// ending is the last part of a file name: .docx.
func ending(name string) string { return name[strings.LastIndexByte(name, '.'):] }
