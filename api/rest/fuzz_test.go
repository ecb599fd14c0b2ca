package rest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"unicode/utf8"
)

// FuzzRequest: whatever is in a path and a query, the answer is JSON in
// UTF-8, its status is one of those described, and nothing fails inside.
func FuzzRequest(f *testing.F) {
	e := newServer(f, Options{})
	for _, seed := range [][2]string{
		{"/api/v1/ask", "q=%E7%AC%AC20%E6%9D%A1%E7%A6%81%E6%AD%A2%E4%BB%80%E4%B9%88"},
		{"/api/v1/ask", "q=%ff%00&q"},
		{"/api/v1/search", "q=%2Btext:*&limit=100&offset=10000&norm=forbid&section=6&why=1"},
		{"/api/v1/search", "q=%22%E4%B8%A4%E9%9D%A2%E4%BA%BA%22&date=2024-01-01"},
		{"/api/v1/suggest", "q=dang"},
		{"/api/v1/documents/cyzd", ""},
		{"/api/v1/documents/cyzd/clauses/\u7b2c\u4e8c\u5341\u6761", ""},
		{"/api/v1/documents/%2e%2e/clauses/\xff", "\x00"},
		{"/api/v1/norms", "actor=%E5%85%9A"},
		{"//api/v1", ";"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, path, query string) {
		if len(path) > 1000 || len(query) > 20_000 {
			t.Skip()
		}
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.URL = &url.URL{Path: path, RawQuery: query}
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, req)
		body := rec.Body.Bytes()
		switch rec.Code {
		case http.StatusOK, http.StatusBadRequest, http.StatusNotFound:
		default:
			t.Fatalf("%q?%q: status %d: %s", path, query, rec.Code, body)
		}
		if path != "/metrics" && !json.Valid(body) || !utf8.Valid(body) {
			t.Fatalf("%q?%q: the answer is no JSON in UTF-8: %q", path, query, body)
		}
	})
}
