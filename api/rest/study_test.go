package rest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tiaowen/api/study"
)

// post sends a body to the study route.
func post(h http.Handler, body string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodPost, "/api/v1/study", strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec
}

// The body of POST and the address of GET ask for the same.
func TestStudyPostIsGet(t *testing.T) {
	e := newServer(t, Options{})
	for _, f := range study.Formats {
		a := get(e, "/api/v1/study?clauses=18-20,25&kinds=single,judge&count=30&seed=4&format="+f.Name)
		b := post(e, fmt.Sprintf(`{"clauses": ["18-20", "25"], "kinds": ["single", "judge"], "count": 30, "seed": 4, "format": %q}`, f.Name))
		if a.Code != http.StatusOK || b.Code != http.StatusOK || !bytes.Equal(a.Body.Bytes(), b.Body.Bytes()) {
			t.Errorf("%s: GET %d with %d bytes, POST %d with %d bytes", f.Name, a.Code, a.Body.Len(), b.Code, b.Body.Len())
		}
		if got := a.Header().Get("Content-Type"); got != f.Type {
			t.Errorf("%s is sent as %q", f.Name, got)
		}
		if saved := strings.Contains(a.Header().Get("Content-Disposition"), "filename*=UTF-8''%E6%8E%A8"); saved != (f.Name != "json") {
			t.Errorf("%s is saved as %q", f.Name, a.Header().Get("Content-Disposition"))
		}
	}
}

func TestStudyRefuses(t *testing.T) {
	e := newServer(t, Options{})
	many := make([]string, 3000)
	for i := range many {
		many[i] = "99"
	}
	long, err := json.Marshal(map[string]any{"clauses": many})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		body   string
		status int
		word   string
	}{
		{``, 400, "JSON object"},
		{`[]`, 400, "JSON object"},
		{`null`, 400, "null"},
		{`{"clauses": "20"}`, 400, "JSON object"},
		{`{"clause": ["20"]}`, 400, "clause"},
		{`{"clauses": ["20"]} {}`, 400, "after the object"},
		{`{"clauses": ["` + strings.Repeat("长", 2001) + `"]}`, 400, "longer"},
		{`{"clauses": ["99"]}`, 404, "no clause 99"},
		{string(long), 404, "no clause 99"},
		{`{"count": -1}`, 400, "count"},
		{`{"kinds": ["zzz"]}`, 400, "kind"},
		{`{"format": "pdf"}`, 400, "pdf"},
		{`{"clauses": ["preamble"], "format": "aiken"}`, 400, "aiken"},
		{`{"term": "` + strings.Repeat("x", 2_000_000) + `"}`, 413, "too large"},
	} {
		rec := post(e, test.body)
		p := problemIn(t, rec)
		if rec.Code != test.status || !strings.Contains(p.Detail, test.word) {
			t.Errorf("%.60s: status %d, %q; want %d, %q", test.body, rec.Code, p.Detail, test.status, test.word)
		}
	}
}
