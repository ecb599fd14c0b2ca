package rest

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"tiaowen/api/admin"
	"tiaowen/api/rest/access"
	"tiaowen/index/store"
)

// newOffice opens the office of a new data directory, which works until the test is over.
func newOffice(t testing.TB) *admin.Office {
	t.Helper()
	return newOfficeOf(t, filepath.Join(t.TempDir(), "data"))
}

// newOfficeOf is an office of a data directory.
func newOfficeOf(t testing.TB, data string) *admin.Office {
	t.Helper()
	o, err := admin.Open(data, admin.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		o.Run(t.Context())
	}()
	t.Cleanup(func() { // the context of the test is done by now
		<-done
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

func newToken(t testing.TB, o *admin.Office, role admin.Role) string {
	t.Helper()
	secret, _, err := o.AddToken(t.Context(), "王芳", role, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// form is a body with files, and fields before them.
func form(t testing.TB, fields, files map[string]string) (body *bytes.Buffer, kind string) {
	t.Helper()
	body = new(bytes.Buffer)
	w := multipart.NewWriter(body)
	for name, value := range fields {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range files {
		f, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(f, content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return body, w.FormDataContentType()
}

const lawText = "测试办法\n\n（2024年1月1日发布）\n\n第一条 为了测试，制定本办法。\n第二条 单位应当如实报告。\n第四条 本办法自发布之日起施行。\n"

// What administration really answers is what is described.
func TestAdministration(t *testing.T) {
	openapi3filter.RegisterBodyDecoder("application/x-tar", openapi3filter.FileBodyDecoder)
	data := filepath.Join(t.TempDir(), "data")
	o := newOfficeOf(t, data)
	e := newServer(t, Options{Office: o})
	secret := newToken(t, o, admin.Admin)
	doc := spec(t)
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	ask := func(method, target string, status int, body io.Reader, kind string) *httptest.ResponseRecorder {
		t.Helper()
		req := httptest.NewRequest(method, target, body)
		req.Header.Set("Authorization", "Bearer "+secret)
		if kind != "" {
			req.Header.Set("Content-Type", kind)
		}
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, req)
		if rec.Code != status {
			t.Fatalf("%s %s: status %d, want %d: %s", method, target, rec.Code, status, rec.Body)
		}
		found, params, err := router.FindRoute(req)
		if err != nil {
			t.Fatal(err)
		}
		input := &openapi3filter.ResponseValidationInput{
			RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: found},
			Status:                 rec.Code, Header: rec.Header(), Options: &openapi3filter.Options{IncludeResponseStatus: true},
		}
		input.SetBodyBytes(rec.Body.Bytes())
		if err := openapi3filter.ValidateResponse(t.Context(), input); err != nil {
			t.Errorf("%s %s: %v", method, target, err)
		}
		seen[method+" "+found.Path] = true
		return rec
	}
	// watch waits for the job that an answer names.
	watch := func(rec *httptest.ResponseRecorder) *admin.Job {
		t.Helper()
		var j admin.Job
		for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
			if err := json.Unmarshal(ask("GET", rec.Header().Get("Location"), 200, nil, "").Body.Bytes(), &j); err != nil {
				t.Fatal(err)
			}
			if !j.Open() {
				return &j
			}
		}
		t.Fatalf("the job is still %s", j.State)
		return nil
	}

	ask("GET", "/api/v1/admin/status", 200, nil, "") // of an empty directory
	ask("GET", "/api/v1/admin/documents", 200, nil, "")
	body, kind := form(t, nil, map[string]string{"办法.txt": lawText, "empty.txt": ""})
	j := watch(ask("POST", importsPath, 202, body, kind))
	if j.State != admin.Done || len(j.Reports) != 2 {
		t.Fatalf("the import: %+v", j)
	}
	var id string
	for _, r := range j.Reports {
		if r.ID != "" {
			id = r.ID
			if len(r.Gaps) != 1 {
				t.Errorf("the gap is not reported: %+v", r)
			}
		}
	}
	if rec := ask("GET", "/api/v1/admin/documents", 200, nil, ""); !strings.Contains(rec.Body.String(), id) {
		t.Errorf("the document is not listed: %s", rec.Body)
	}
	ask("GET", "/api/v1/admin/status", 200, nil, "")
	body, kind = form(t, nil, map[string]string{"b.txt": lawText})
	if j := watch(ask("POST", importsPath+"?strict=1", 202, body, kind)); j.Reports[0].Status != "refused" {
		t.Errorf("a strict import: %+v", j.Reports)
	}
	body, kind = form(t, nil, map[string]string{"b.txt": strings.Replace(lawText, "测试", "新测试", 1)})
	if j := watch(ask("POST", importsPath+"?replace="+id, 202, body, kind)); j.Reports[0].Status != "replaced" || j.Reports[0].ID != id {
		t.Errorf("a replacement: %+v", j.Reports)
	}
	body, kind = form(t, nil, map[string]string{"b.txt": "x", "c.txt": "y"})
	ask("POST", importsPath+"?replace="+id, 400, body, kind)
	body, kind = form(t, map[string]string{"strict": "1"}, nil)
	ask("POST", importsPath, 400, body, kind)
	ask("POST", importsPath, 400, strings.NewReader("{}"), "application/json")

	ask("GET", "/api/v1/admin/jobs?limit=2", 200, nil, "")
	ask("GET", "/api/v1/admin/jobs?limit=0", 400, nil, "")
	ask("GET", "/api/v1/admin/jobs/99", 404, nil, "")
	ask("DELETE", "/api/v1/admin/jobs/1", 409, nil, "") // it has ended
	ask("DELETE", "/api/v1/admin/jobs/99", 404, nil, "")
	other, err := store.OpenWriter(data, false, store.Options{}) // the next job waits for this one
	if err != nil {
		t.Fatal(err)
	}
	body, kind = form(t, nil, map[string]string{"d.txt": lawText})
	rec := ask("POST", importsPath, 202, body, kind)
	ask("DELETE", rec.Header().Get("Location"), 200, nil, "")
	if j := watch(rec); j.State != admin.Cancelled {
		t.Errorf("a job that was cancelled: %+v", j)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}

	o.Count(admin.Refused, "密码怎么重置")
	ask("PUT", "/api/v1/admin/vocabulary", 204, strings.NewReader(`{"said": "裸辞", "written": "辞去公职"}`), "application/json")
	ask("PUT", "/api/v1/admin/vocabulary", 400, strings.NewReader(`{"said": ""}`), "application/json")
	if rec := ask("GET", "/api/v1/admin/vocabulary", 200, nil, ""); !strings.Contains(rec.Body.String(), "裸辞 -> 辞去公职") {
		t.Errorf("the vocabulary: %s", rec.Body)
	}
	if rec := ask("GET", "/api/v1/admin/asked?days=1", 200, nil, ""); !strings.Contains(rec.Body.String(), "密码怎么重置") {
		t.Errorf("asked: %s", rec.Body)
	}

	tape := tar.NewReader(ask("GET", "/api/v1/admin/backup", 200, nil, "").Body)
	files := 0
	for _, err := tape.Next(); err != io.EOF; _, err = tape.Next() {
		if files++; err != nil {
			t.Fatal(err)
		}
	}
	if files < 5 {
		t.Errorf("the backup holds %d files", files)
	}

	if j := watch(ask("DELETE", "/api/v1/admin/documents/"+id, 202, nil, "")); j.State != admin.Done {
		t.Errorf("the removal: %+v", j)
	}
	ask("DELETE", "/api/v1/admin/documents/"+id, 404, nil, "")

	_, reader, err := o.AddToken(t.Context(), "李雷", admin.Read, time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	ask("DELETE", "/api/v1/admin/tokens/"+reader.ID, 204, nil, "")
	ask("DELETE", "/api/v1/admin/tokens/nothere", 404, nil, "")
	if rec := ask("GET", "/api/v1/admin/tokens", 200, nil, ""); strings.Contains(rec.Body.String(), secret[len(secret)-20:]) {
		t.Errorf("the tokens' secrets are listed: %s", rec.Body)
	}
	rec = ask("GET", "/api/v1/admin/audit?limit=100", 200, nil, "")
	for _, action := range []string{`"import"`, `"replace"`, `"remove"`, `"backup"`, `"cancel"`, `"token-revoke"`, `"vocabulary"`} {
		if !strings.Contains(rec.Body.String(), `"action":`+action) {
			t.Errorf("the audit log lacks %s: %s", action, rec.Body)
		}
	}
	if rec := get(e, "/metrics"); !strings.Contains(rec.Body.String(), "tiaowen_import_failures_total 2") {
		t.Error("/metrics does not count the files that failed and were refused")
	}
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			if access.Administers(path) && !seen[method+" "+path] {
				t.Errorf("no answer of %s %s was checked", method, path)
			}
		}
	}
}

// Nobody administers without a token for it, whatever the route.
func TestAccess(t *testing.T) {
	o := newOffice(t)
	e := newServer(t, Options{Office: o})
	without := newServer(t, Options{})
	routes := 0
	each := func(use func(method, target string)) {
		for _, r := range e.Routes() {
			if access.Administers(r.Path) {
				routes++
				use(r.Method, strings.ReplaceAll(r.Path, ":id", "1"))
			}
		}
	}
	each(func(method, target string) {
		for _, h := range []http.Handler{e, without} {
			if rec := do(h, method, target, nil); rec.Code != 404 {
				t.Errorf("%s %s without a token for it anywhere: status %d", method, target, rec.Code)
			}
		}
	})
	secret, reader := newToken(t, o, admin.Admin), newToken(t, o, admin.Read)
	expired, _, err := o.AddToken(t.Context(), "x", admin.Admin, time.Now().Add(-time.Second))
	if err != nil {
		t.Fatal(err)
	}
	each(func(method, target string) {
		for _, test := range []struct {
			name   string
			header map[string]string
			status int
		}{
			{"nothing", nil, 401},
			{"a wrong token", map[string]string{"Authorization": "Bearer " + secret[:len(secret)-1]}, 401},
			{"an expired token", map[string]string{"Authorization": "Bearer " + expired}, 401},
			{"a token to read", map[string]string{"Authorization": "Bearer " + reader}, 403},
			{"a password", map[string]string{"Authorization": "Basic YWRtaW46YWRtaW4="}, 401},
			{"a cookie of nobody", map[string]string{"Cookie": "tiaowen=x; __Host-tiaowen=x"}, 401},
			{"a token as cookie", map[string]string{"Cookie": "tiaowen=" + secret}, 401},
			{"a user's header", map[string]string{"X-Remote-User": "root"}, 401},
		} {
			rec := do(e, method, target, test.header)
			if rec.Code != test.status {
				t.Errorf("%s %s with %s: status %d, want %d", method, target, test.name, rec.Code, test.status)
			}
			if rec.Code == 401 && rec.Header().Get("WWW-Authenticate") == "" {
				t.Errorf("%s %s: 401 does not say how", method, target)
			}
		}
	})
	if routes < 30 {
		t.Errorf("only %d routes were tried", routes)
	}
}

// Where reading is closed, what a balancer and the sign-in need is open, and nothing else.
func TestClosed(t *testing.T) {
	o := newOffice(t)
	e := newServer(t, Options{Office: o, Access: access.Rules{Closed: true}})
	reader := map[string]string{"Authorization": "Bearer " + newToken(t, o, admin.Read)}
	for _, r := range e.Routes() {
		if access.Administers(r.Path) {
			continue
		}
		target := strings.NewReplacer(":id", "cyzd", ":number", "1").Replace(r.Path)
		rec := do(e, r.Method, target, nil)
		if want := open(r.Path); (rec.Code != 401) != want {
			t.Errorf("%s %s without a token: status %d", r.Method, target, rec.Code)
		}
		if rec := do(e, r.Method, target, reader); rec.Code == 401 || rec.Code == 403 {
			t.Errorf("%s %s with a token: status %d", r.Method, target, rec.Code)
		}
	}
	if rec := do(newServer(t, Options{Access: access.Rules{Closed: true}}), "GET", "/api/v1/documents", reader); rec.Code != 401 {
		t.Errorf("where no token can be checked: status %d", rec.Code)
	}
}

// A proxy's header counts from the proxy's address alone.
func TestProxyUser(t *testing.T) {
	o := newOffice(t)
	newToken(t, o, admin.Admin)
	e := newServer(t, Options{Office: o, Access: access.Rules{
		Closed: true, UserHeader: "X-Remote-User", Proxies: []netip.Prefix{netip.MustParsePrefix("10.1.2.0/24"), netip.MustParsePrefix("::1/128")}, Admins: []string{"wangfang"},
	}})
	for _, test := range []struct {
		from, user, target string
		status             int
	}{
		{"10.1.2.3:999", "lilei", "/api/v1/documents", 200}, {"[::1]:999", "lilei", "/api/v1/documents", 200}, {"[::ffff:10.1.2.3]:999", "lilei", "/api/v1/documents", 200},
		{"10.1.3.3:999", "lilei", "/api/v1/documents", 401}, {"127.0.0.1:999", "wangfang", "/api/v1/admin/status", 401}, {"", "wangfang", "/api/v1/admin/status", 401},
		{"10.1.2.3:999", "", "/api/v1/documents", 401}, {"10.1.2.3:999", "lilei", "/api/v1/admin/status", 403}, {"10.1.2.3:999", "wangfang", "/api/v1/admin/status", 200},
	} {
		req := httptest.NewRequest("GET", test.target, nil)
		req.RemoteAddr = test.from
		req.Header.Set("X-Remote-User", test.user)
		req.Header.Set("X-Forwarded-For", "10.1.2.3")
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, req)
		if rec.Code != test.status {
			t.Errorf("%s from %s as %q: status %d, want %d", test.target, test.from, test.user, rec.Code, test.status)
		}
	}
	// A page of another site makes the browser of an administrator send something.
	req := httptest.NewRequest("DELETE", "/api/v1/admin/jobs/1", nil)
	req.RemoteAddr = "10.1.2.3:999"
	req.Header.Set("X-Remote-User", "wangfang")
	rec := httptest.NewRecorder()
	if e.ServeHTTP(rec, req); rec.Code != 403 {
		t.Errorf("without what a page of ours knows: status %d", rec.Code)
	}
}

// What a browser's session sends counts only if a page of this server made it.
func TestForged(t *testing.T) {
	o := newOffice(t)
	e := newServer(t, Options{Office: o})
	cookie, who, ok := o.SignIn(newToken(t, o, admin.Admin))
	if !ok {
		t.Fatal("no session")
	}
	body, kind := form(t, nil, map[string]string{"a.txt": lawText})
	first, firstKind := form(t, map[string]string{access.FormField: o.Form(who)}, map[string]string{"a.txt": lawText})
	for _, test := range []struct {
		name, method, target, body, kind string
		header                           map[string]string
		status                           int
	}{
		{"reading", "GET", "/api/v1/admin/status", "", "", nil, 200},
		{"no value", "DELETE", "/api/v1/admin/jobs/1", "", "", nil, 403},
		{"a wrong value", "DELETE", "/api/v1/admin/jobs/1", "", "", map[string]string{access.FormHeader: o.Form(&admin.Identity{Session: "another"})}, 403},
		{"another site", "DELETE", "/api/v1/admin/jobs/1", "", "", map[string]string{access.FormHeader: o.Form(who), "Sec-Fetch-Site": "cross-site"}, 403},
		{"another origin", "DELETE", "/api/v1/admin/jobs/1", "", "", map[string]string{access.FormHeader: o.Form(who), "Origin": "https://evil.example"}, 403},
		{"this site", "DELETE", "/api/v1/admin/jobs/1", "", "", map[string]string{access.FormHeader: o.Form(who), "Sec-Fetch-Site": "same-origin"}, 404},
		{"an upload without", "POST", importsPath, body.String(), kind, nil, 403},
		{"an upload with the header", "POST", importsPath, body.String(), kind, map[string]string{access.FormHeader: o.Form(who)}, 202},
		{"an upload with the field", "POST", importsPath, first.String(), firstKind, nil, 202},
		{"an upload with a wrong header", "POST", importsPath, body.String(), kind, map[string]string{access.FormHeader: "x"}, 403},
	} {
		req := httptest.NewRequest(test.method, test.target, strings.NewReader(test.body))
		req.AddCookie(&http.Cookie{Name: "tiaowen", Value: cookie})
		if test.kind != "" {
			req.Header.Set("Content-Type", test.kind)
		}
		for name, value := range test.header {
			req.Header.Set(name, value)
		}
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, req)
		if rec.Code != test.status {
			t.Errorf("%s: status %d, want %d: %s", test.name, rec.Code, test.status, rec.Body)
		}
	}
}

// An upload may be slower than other requests, and leaves nothing behind when it breaks off.
func TestUploadBreaksOff(t *testing.T) {
	o := newOffice(t)
	e := newServer(t, Options{Office: o})
	secret := newToken(t, o, admin.Admin)
	body, kind := form(t, nil, map[string]string{"a.txt": strings.Repeat(lawText, 1000)})
	for _, cut := range []int{0, 10, 200, body.Len() / 2, body.Len() - 3} {
		req := httptest.NewRequest("POST", importsPath, bytes.NewReader(body.Bytes()[:cut]))
		req.Header.Set("Content-Type", kind)
		req.Header.Set("Authorization", "Bearer "+secret)
		rec := httptest.NewRecorder()
		if e.ServeHTTP(rec, req); rec.Code != 400 {
			t.Errorf("cut off at %d: status %d: %s", cut, rec.Code, rec.Body)
		}
	}
	jobs, err := o.Jobs(t.Context(), 10)
	if err != nil || len(jobs) != 0 {
		t.Errorf("%d jobs, %v", len(jobs), err)
	}
	status, err := o.Status(t.Context())
	left, _ := filepath.Glob(filepath.Join(status.Directory, "admin", "uploads", "*"))
	if err != nil || len(left) != 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// What is asked and not found is counted: in the metrics without its words, and with them where the operator allows it.
func TestAskedIsCounted(t *testing.T) {
	for _, allowed := range []bool{true, false} {
		o := newOffice(t)
		e := newServer(t, Options{Office: o, CountAsked: allowed})
		for _, target := range []string{"ask?q=第20条禁止什么", "ask?q=第99条", "ask?q=第99条", "search?q=zzzz", "search?q=党员", "search?q=zzzz&document=cyzd", "search?q=党员&offset=1000"} {
			path, query, _ := strings.Cut(target, "?")
			values, err := url.ParseQuery(query)
			if err != nil {
				t.Fatal(err)
			}
			if rec := get(e, "/api/v1/"+path+"?"+values.Encode()); rec.Code != 200 {
				t.Fatalf("%s: status %d", target, rec.Code)
			}
		}
		body := get(e, "/metrics").Body.String()
		for _, want := range []string{"\ntiaowen_refusals_total 2\n", "\ntiaowen_empty_searches_total 1\n"} {
			if !strings.Contains(body, want) {
				t.Errorf("/metrics lacks %q", want)
			}
		}
		if strings.Contains(body, "zzzz") {
			t.Error("/metrics tells what was asked")
		}
		list, err := o.Asked(t.Context(), 1, 10)
		if err != nil {
			t.Fatal(err)
		}
		if !allowed {
			if len(list.Asked)+len(list.Days) != 0 {
				t.Errorf("counted without leave: %+v", list)
			}
			continue
		}
		if len(list.Refused) != 1 || list.Refused[0].Text != "第99条" || list.Refused[0].Count != 2 || len(list.Nothing) != 1 || list.Nothing[0].Text != "zzzz" || len(list.Asked) != 4 {
			t.Errorf("counted %+v", list)
		}
	}
}
