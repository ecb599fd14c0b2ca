package rest

import (
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/admin"
	"tiaowen/api/rest/access"
	"tiaowen/index/store"
)

// adminRoutes are the handlers of administration. [access.Guard] lets nobody else in.
type adminRoutes struct{ office *admin.Office }

// The routes that stream a whole file: their bodies and answers are never held in memory.
const (
	importsPath = "/api/v1/admin/imports"
	importsPage = "/admin/imports"
	backupPath  = "/api/v1/admin/backup"
	backupPage  = "/admin/backup"
)

// streamed tells routes whose handlers take care of the body by themselves.
func streamed(route string) bool {
	return route == importsPath || route == importsPage || route == backupPath || route == backupPage
}

func registerAdmin(e *echo.Echo, office *admin.Office) {
	r := adminRoutes{office}
	e.GET("/api/v1/admin/status", r.status)
	e.GET("/api/v1/admin/documents", r.documents)
	e.DELETE("/api/v1/admin/documents/:id", r.remove)
	e.POST(importsPath, r.imports)
	e.GET("/api/v1/admin/jobs", r.jobs)
	e.GET("/api/v1/admin/jobs/:id", r.job)
	e.DELETE("/api/v1/admin/jobs/:id", r.cancel)
	e.GET(backupPath, r.backup)
	e.GET("/api/v1/admin/tokens", r.tokens)
	e.DELETE("/api/v1/admin/tokens/:id", r.revoke)
	e.GET("/api/v1/admin/audit", r.audit)
	e.GET("/api/v1/admin/asked", r.asked)
	e.GET("/api/v1/admin/vocabulary", r.vocabulary)
	e.PUT("/api/v1/admin/vocabulary", r.setWritten)
}

func (r adminRoutes) status(c echo.Context) error {
	if err := read(c).done(); err != nil {
		return err
	}
	return reply(c)(r.office.Status(c.Request().Context()))
}

func (r adminRoutes) documents(c echo.Context) error {
	if err := read(c).done(); err != nil {
		return err
	}
	entries, err := r.office.Documents()
	if entries == nil {
		entries = []store.Entry{}
	}
	return reply(c)(struct {
		Total     int           `json:"total"`
		Documents []store.Entry `json:"documents"`
	}{len(entries), entries}, err)
}

// Record notes in the audit log what whoever asks is about to do. Where that
// cannot be noted, it must not be done.
func Record(c echo.Context, office *admin.Office, action, what string) error {
	return office.Record(admin.Entry{Who: access.Who(c).Name, From: c.RealIP(), Action: action, What: what})
}

// note adds to the audit log what asks for no permission: it changes nothing, or it has been done.
func note(c echo.Context, office *admin.Office, action, what, result string) {
	office.Note(admin.Entry{Who: access.Who(c).Name, From: c.RealIP(), Action: action, What: what, Result: result})
}

func (r adminRoutes) remove(c echo.Context) error {
	id, err := step(c, "id")
	if err != nil {
		return err
	}
	if err := read(c).done(); err != nil {
		return err
	}
	j, err := AddRemove(c, r.office, id)
	if err != nil {
		return err
	}
	return accepted(c, j)
}

// AddRemove makes a job that removes a document, on behalf of whoever asks.
func AddRemove(c echo.Context, office *admin.Office, id string) (*admin.Job, error) {
	if err := Record(c, office, admin.Remove, id); err != nil {
		return nil, err
	}
	j, err := office.AddRemove(c.Request().Context(), access.Who(c).Name, []string{id})
	if store.Is(err, store.NoDocument) {
		return nil, &api.NotFoundError{Detail: "there is no document " + strconv.Quote(id), Fixes: []string{"GET /api/v1/admin/documents lists the ids"}}
	}
	return j, err
}

// accepted answers with a job that has been added.
func accepted(c echo.Context, j *admin.Job) error {
	c.Response().Header().Set(echo.HeaderLocation, "/api/v1/admin/jobs/"+strconv.FormatInt(j.ID, 10))
	return c.JSON(http.StatusAccepted, j)
}

func (r adminRoutes) imports(c echo.Context) error {
	q := read(c)
	replaces, strict := q.word("replace"), q.flag("strict")
	if err := q.done(); err != nil {
		return err
	}
	j, err := Receive(c, r.office, replaces, strict)
	if err != nil {
		return err
	}
	return accepted(c, j)
}

// Limits of an upload.
const (
	maxUploads  = 1 << 30          // bytes of the files of one job
	maxFields   = 20               // fields of a form beside its files
	patience    = 30 * time.Second // for the next piece of a file
	uploadChunk = 256 << 10
)

// Receive takes the files of a form, straight to the disk, and makes a job of
// them. replaces and strict may also be fields of the form, before the files.
func Receive(c echo.Context, office *admin.Office, replaces string, strict bool) (*admin.Job, error) {
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return nil, &api.ParamError{Param: "body", Detail: "it is not a form with files", Fixes: []string{"curl -F file=@law.docx"}}
	}
	up, err := office.NewUpload()
	if err != nil {
		return nil, err
	}
	defer func() { up.Discard() }() // nothing is there any more once it is a job's
	who := access.Who(c)
	f := incoming{
		office: office, up: up, who: who, left: maxUploads, replaces: replaces, strict: strict,
		proven: who.Session == "" || c.Request().Header.Get(access.FormHeader) != "",
	}
	if err := f.read(c, parts); err != nil {
		return nil, err
	}
	names := up.Names()
	switch {
	case !f.proven:
		return nil, access.ErrForged
	case len(names) == 0:
		return nil, &api.ParamError{Param: "file", Detail: "the form contains no file", Fixes: []string{"curl -F file=@law.docx"}}
	case f.replaces != "" && len(names) > 1:
		return nil, &api.ParamError{Param: "replace", Detail: "only one file can replace a document", Fixes: []string{"send the other files without replace"}}
	}
	action, what := admin.Import, strings.Join(names, ", ")
	if f.replaces != "" {
		action, what = "replace", f.replaces+" by "+what
	}
	if err := Record(c, office, action, shortenTo(what, 500)); err != nil {
		return nil, err
	}
	j, err := office.AddImport(c.Request().Context(), who.Name, up, f.replaces, f.strict)
	if err != nil {
		note(c, office, action, shortenTo(what, 500), "not done: "+err.Error())
	}
	return j, err
}

// incoming is a form with files that is being received.
type incoming struct {
	office   *admin.Office
	up       *admin.Upload
	who      *admin.Identity
	proven   bool  // it comes from a page of this server, or from no page
	left     int64 // bytes that its files may still have
	replaces string
	strict   bool
}

// read takes the parts of a form in their order.
func (f *incoming) read(c echo.Context, parts *multipart.Reader) error {
	for fields := 0; ; fields++ {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil || fields > maxFields+10_000 {
			return uploadError(err, "the form cannot be read to its end", "send the files again")
		}
		if part.FileName() == "" {
			err = f.field(part)
		} else {
			err = f.file(c, part)
		}
		if err != nil {
			return err
		}
	}
}

// field takes a field that is not a file.
func (f *incoming) field(part *multipart.Part) error {
	value, err := io.ReadAll(io.LimitReader(part, 1000))
	if err != nil {
		return uploadError(err, "the form cannot be read to its end", "send the files again")
	}
	switch part.FormName() {
	case access.FormField:
		f.proven = f.office.CheckForm(f.who, string(value))
	case "replace":
		f.replaces = string(value)
	case "strict":
		f.strict = string(value) != "" && string(value) != "0"
	}
	return nil
}

// file keeps a file, unless the form is forged.
func (f *incoming) file(c echo.Context, part *multipart.Part) error {
	if !f.proven {
		return access.ErrForged
	}
	n, err := keep(c, f.up, part.FileName(), part, f.left)
	f.left -= n
	return err
}

// keep writes a file of a form to the disk. A client may be slow, as long as
// something comes.
func keep(c echo.Context, up *admin.Upload, name string, from io.Reader, left int64) (n int64, err error) {
	f, err := up.Create(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	control := http.NewResponseController(c.Response())
	for {
		// A connection that knows no deadlines has none that must be moved.
		_ = control.SetReadDeadline(time.Now().Add(patience))
		_ = control.SetWriteDeadline(time.Now().Add(2 * patience))
		one, err := io.CopyN(f, from, uploadChunk)
		if n += one; n > left {
			return n, echo.ErrStatusRequestEntityTooLarge
		}
		if err == io.EOF {
			return n, f.Close()
		}
		if err != nil {
			return n, uploadError(err, "the file cannot be received to its end", "send it again")
		}
	}
}

func (r adminRoutes) jobs(c echo.Context) error {
	q := read(c)
	limit := q.number("limit", 50, 1, 500)
	if err := q.done(); err != nil {
		return err
	}
	jobs, err := r.office.Jobs(c.Request().Context(), limit)
	return reply(c)(struct {
		Jobs []*admin.Job `json:"jobs"`
	}{jobs}, err)
}

// JobID reads the number of a job in the path.
func JobID(c echo.Context) (int64, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return 0, noJob(c)
	}
	return id, nil
}

func noJob(c echo.Context) error {
	return &api.NotFoundError{Detail: "there is no job " + strconv.Quote(shorten(c.Param("id"))), Fixes: []string{"GET /api/v1/admin/jobs lists them"}}
}

func (r adminRoutes) job(c echo.Context) error {
	id, err := JobID(c)
	if err != nil {
		return err
	}
	if err := read(c).done(); err != nil {
		return err
	}
	j, err := r.office.Job(c.Request().Context(), id)
	if errors.Is(err, admin.ErrNotFound) {
		return noJob(c)
	}
	return reply(c)(j, err)
}

func (r adminRoutes) cancel(c echo.Context) error {
	id, err := JobID(c)
	if err != nil {
		return err
	}
	if err := read(c).done(); err != nil {
		return err
	}
	return reply(c)(Cancel(c, r.office, id))
}

// Cancel ends a job, on behalf of whoever asks. The error is [admin.ErrEnded] where it has ended.
func Cancel(c echo.Context, office *admin.Office, id int64) (*admin.Job, error) {
	if err := Record(c, office, "cancel", "job "+strconv.FormatInt(id, 10)); err != nil {
		return nil, err
	}
	j, err := office.Cancel(c.Request().Context(), id)
	if errors.Is(err, admin.ErrNotFound) {
		return nil, noJob(c)
	}
	if errors.Is(err, admin.ErrEnded) {
		note(c, office, "cancel", "job "+strconv.FormatInt(id, 10), "not done: "+err.Error())
	}
	return j, err
}

func (r adminRoutes) backup(c echo.Context) error {
	if err := read(c).done(); err != nil {
		return err
	}
	return Backup(c, r.office)
}

// Backup sends a backup as a file.
func Backup(c echo.Context, office *admin.Office) error {
	note(c, office, "backup", "", "") // a disk that is full or failing is a reason for a backup
	res := c.Response()
	res.Header().Set(echo.HeaderContentType, "application/x-tar")
	res.Header().Set(echo.HeaderContentDisposition, `attachment; filename="tiaowen-`+time.Now().Format("20060102-1504")+`.tar"`)
	if c.Request().Method == http.MethodHead {
		return c.NoContent(http.StatusOK)
	}
	err := office.Backup(c.Request().Context(), &patient{res, http.NewResponseController(res)})
	if err != nil && res.Committed {
		// The client must see that the file is not whole.
		panic(http.ErrAbortHandler)
	}
	return err
}

// patient lets a client be slow, as long as it reads.
type patient struct {
	io.Writer
	control *http.ResponseController
}

func (p *patient) Write(b []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(2 * patience))
	return p.Writer.Write(b)
}

func (r adminRoutes) tokens(c echo.Context) error {
	if err := read(c).done(); err != nil {
		return err
	}
	list, err := r.office.Tokens(c.Request().Context())
	return reply(c)(struct {
		Tokens []*admin.Token `json:"tokens"`
	}{list}, err)
}

func (r adminRoutes) revoke(c echo.Context) error {
	id, err := step(c, "id")
	if err != nil {
		return err
	}
	if err := read(c).done(); err != nil {
		return err
	}
	if err := Revoke(c, r.office, id); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// Revoke ends a token, on behalf of whoever asks.
func Revoke(c echo.Context, office *admin.Office, id string) error {
	if err := Record(c, office, "token-revoke", shorten(id)); err != nil {
		return err
	}
	_, err := office.Revoke(c.Request().Context(), id)
	if errors.Is(err, admin.ErrNotFound) {
		return &api.NotFoundError{Detail: "there is no token " + strconv.Quote(shorten(id)), Fixes: []string{"GET /api/v1/admin/tokens lists them"}}
	}
	return err
}

func (r adminRoutes) audit(c echo.Context) error {
	q := read(c)
	limit := q.number("limit", 100, 1, 10_000)
	if err := q.done(); err != nil {
		return err
	}
	entries, err := r.office.Audit(limit)
	return reply(c)(struct {
		Entries []admin.Entry `json:"entries"`
	}{entries}, err)
}

func (r adminRoutes) asked(c echo.Context) error {
	q := read(c)
	days, limit := q.number("days", 30, 1, 90), q.number("limit", 50, 1, 1000)
	if err := q.done(); err != nil {
		return err
	}
	return reply(c)(r.office.Asked(c.Request().Context(), days, limit))
}

func (r adminRoutes) vocabulary(c echo.Context) error {
	if err := read(c).done(); err != nil {
		return err
	}
	return Vocabulary(c, r.office)
}

// Vocabulary sends the file for --synonyms.
func Vocabulary(c echo.Context, office *admin.Office) error {
	var b strings.Builder
	if err := office.Vocabulary(c.Request().Context(), &b); err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="synonyms.txt"`)
	return c.Blob(http.StatusOK, "text/plain; charset=utf-8", []byte(b.String()))
}

func (r adminRoutes) setWritten(c echo.Context) error {
	if err := read(c).done(); err != nil {
		return err
	}
	var body struct {
		Said    string `json:"said"`
		Written string `json:"written"`
	}
	d := json.NewDecoder(c.Request().Body)
	d.DisallowUnknownFields()
	if err := d.Decode(&body); err != nil {
		return uploadError(err, "it is not a JSON object with the fields of this route", `{"said": "裸辞", "written": "辞去公职"}`)
	}
	if err := SetWritten(c, r.office, body.Said, body.Written); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// SetWritten notes what the texts say for something that people say, on behalf of whoever asks.
func SetWritten(c echo.Context, office *admin.Office, said, written string) error {
	if strings.TrimSpace(said) == "" || len(said) > 500 || len(written) > 500 {
		return &api.ParamError{Param: "said", Detail: "it is empty or too long", Fixes: []string{`{"said": "裸辞", "written": "辞去公职"}`}}
	}
	if err := Record(c, office, "vocabulary", said+" -> "+written); err != nil {
		return err
	}
	return office.SetWritten(c.Request().Context(), said, written)
}
