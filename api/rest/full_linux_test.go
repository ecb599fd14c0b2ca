package rest

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tiaowen/api/admin"
	"tiaowen/api/rest/access"
	"tiaowen/index/store/disk/disktest"
)

// door asks a server and tells what it answered.
type door struct {
	t      *testing.T
	server http.Handler
	secret string
}

// ask gives the status of an answer and the problem in it.
func (d door) ask(method, target string, body io.Reader, kind string) (int, Problem, *httptest.ResponseRecorder) {
	d.t.Helper()
	req := httptest.NewRequest(method, target, body)
	req.Header.Set("Authorization", "Bearer "+d.secret)
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	rec := httptest.NewRecorder()
	d.server.ServeHTTP(rec, req)
	var p Problem
	if strings.HasPrefix(rec.Header().Get("Content-Type"), problemType) {
		if err := json.Unmarshal(rec.Body.Bytes(), &p); err != nil {
			d.t.Errorf("%s %s: %v", method, target, err)
		}
	}
	return rec.Code, p, rec
}

// reads asks for what changes nothing: all of it must be answered, whatever the disk is like.
func (d door) reads(when string) {
	d.t.Helper()
	for _, target := range []string{
		"/api/v1/search?q=" + url.QueryEscape("禁止"), "/api/v1/search?q=" + url.QueryEscape("没有这个词嗎"), "/api/v1/ask?q=" + url.QueryEscape("裸辞要赔钱吗"),
		"/api/v1/documents", "/readyz", "/metrics", "/api/v1/admin/status", "/api/v1/admin/documents", "/api/v1/admin/jobs", "/api/v1/admin/tokens",
		"/api/v1/admin/audit", "/api/v1/admin/asked", "/api/v1/admin/vocabulary", "/api/v1/admin/backup",
	} {
		if status, p, _ := d.ask("GET", target, nil, ""); status != 200 {
			d.t.Errorf("%s: %s: status %d, %s", when, target, status, p.Detail)
		}
	}
}

// writes asks for what changes something: all of it must be refused alike, with words that say what to do.
func (d door) writes(when, token, id string, status int, fix string) {
	d.t.Helper()
	for _, one := range []struct{ method, target, body string }{
		{"POST", importsPath, strings.Repeat(lawText, 200)}, {"POST", importsPath + "?replace=" + id, lawText},
		{"DELETE", "/api/v1/admin/documents/" + id, ""}, {"DELETE", "/api/v1/admin/tokens/" + token, ""},
		{"PUT", "/api/v1/admin/vocabulary", `{"said": "裸辞", "written": "辞去公职"}`},
	} {
		body, kind := io.Reader(strings.NewReader(one.body)), "application/json"
		if one.method == "POST" {
			body, kind = form(d.t, nil, map[string]string{"b.txt": one.body})
		}
		got, p, _ := d.ask(one.method, one.target, body, kind)
		if got != status || len(p.Fixes) != 1 || !strings.Contains(p.Fixes[0], fix) || !strings.Contains(p.Detail, "nothing was changed") {
			d.t.Errorf("%s: %s %s: status %d, %+v", when, one.method, one.target, got, p)
		}
	}
}

// done waits for a job and gives what became of it.
func (d door) done(rec *httptest.ResponseRecorder) admin.Job {
	d.t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		var j admin.Job
		_, _, got := d.ask("GET", rec.Header().Get("Location"), nil, "")
		if err := json.Unmarshal(got.Body.Bytes(), &j); err != nil {
			d.t.Fatalf("%v: %s", err, got.Body)
		}
		if !j.Open() {
			return j
		}
		if time.Now().After(end) {
			d.t.Fatalf("the job is still %s", j.State)
		}
	}
}

// imported imports a file and gives the id of its document.
func (d door) imported(name, text string) string {
	d.t.Helper()
	body, kind := form(d.t, nil, map[string]string{name: text})
	status, p, rec := d.ask("POST", importsPath, body, kind)
	if status != 202 {
		d.t.Fatalf("status %d, %+v", status, p)
	}
	j := d.done(rec)
	if j.State != admin.Done || len(j.Reports) != 1 || j.Reports[0].Status != "added" {
		d.t.Fatalf("%+v", j)
	}
	return j.Reports[0].ID
}

// A server whose disk is full answers every reader, refuses what it cannot keep with 507, and goes on when there is
// room; nothing is lost.
func TestFullDisk(t *testing.T) {
	room := disktest.Small(t, 4096)
	o, err := admin.Open(filepath.Join(room, "data"), admin.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	d := door{t, newServer(t, Options{Office: o, CountAsked: true}), newToken(t, o, admin.Admin)}
	stop := running(t, o)
	id := d.imported("a.txt", lawText)
	stop() // the jobs write too
	before := auditOf(t, o)
	if err := o.Record(admin.Entry{Who: "li", Action: "import", What: strings.Repeat("x", 4000)}); err != nil {
		t.Fatal(err) // the last page of the log is full
	}
	tokens, err := o.Tokens(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	free := disktest.Fill(t, room, 0)
	d.reads("a full disk")
	d.writes("a full disk", tokens[0].ID, id, 507, "free some space")
	d.reads("a full disk")
	if who, ok := o.Check(d.secret); !ok || who.Role != admin.Admin {
		t.Error("the token is not recognised")
	}
	if entries, err := o.Documents(); err != nil || len(entries) != 1 {
		t.Errorf("documents: %v, %v", entries, err)
	}
	free()
	running(t, o)
	d.imported("b.txt", strings.Replace(lawText, "测试", "另一", 1))
	d.reads("a disk with room")
	if after := auditOf(t, o); len(after) <= len(before) || !slices.Equal(after[:len(before)], before) {
		t.Errorf("the audit log was\n%s\nand is\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
	}
	if left, _ := filepath.Glob(filepath.Join(room, "data", "admin", "uploads", "*")); len(left) > 0 {
		t.Errorf("files are left: %v", left)
	}
}

// A server whose data directory is on a read-only file system answers every reader and refuses changes with 503.
func TestReadOnlyFileSystem(t *testing.T) {
	data := t.TempDir()
	first, err := admin.Open(data, admin.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := door{t, newServer(t, Options{Office: first}), newToken(t, first, admin.Admin)}
	stop := running(t, first)
	id := d.imported("a.txt", lawText)
	stop()
	tokens, err := first.Tokens(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	disktest.ReadOnly(t, data)
	o, err := admin.Open(data, admin.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d.server = newServer(t, Options{Office: o, CountAsked: true})
	running(t, o)
	d.reads("a read-only file system")
	d.writes("a read-only file system", tokens[0].ID, id, 503, "read-only")
	closed := newServer(t, Options{Office: o, Access: access.Rules{Closed: true}})
	d.server = closed
	d.reads("a read-only file system and tokens to read")
}

// running lets an office work until stop is called or the test is over.
func running(t *testing.T, o *admin.Office) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() { o.Run(ctx) })
	stop = func() {
		cancel()
		all.Wait()
	}
	t.Cleanup(stop)
	return stop
}

// auditOf gives the audit log, the oldest line first.
func auditOf(t *testing.T, o *admin.Office) (lines []string) {
	t.Helper()
	entries, err := o.Audit(1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range slices.Backward(entries) {
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(line))
	}
	return lines
}
