package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"tiaowen/api"
	"tiaowen/api/rest"
	"tiaowen/corpus"
	"tiaowen/web"
)

// hostile is a document that tries to become markup wherever it is shown.
const (
	evil    = `<x-evil onclick=alert(1)>"'<script>window.evil=1</script><img src=x onerror=window.evil=1></x-evil>`
	hostile = "# 标题" + evil + "\n\n第一章　章名" + evil + "\n\n第一条　单位不得" + evil + "隐瞒，应当报告。\n\n第二条　" + evil + "\n"
)

func hostileDocument(t *testing.T) *corpus.Document {
	d := load(t, "hostile.txt", strings.Replace(hostile, "# ", "", 1))
	if !strings.Contains(d.Title, "<script>") {
		t.Fatalf("the title lost its script before it reached a page: %q", d.Title)
	}
	return d
}

// Script, style and markup in a document, a title or a query stay text on every page and in the widget.
func TestInjection(t *testing.T) {
	d := hostileDocument(t)
	s := serve(t, rest.Options{}, web.Options{}, d)
	b := open(t, s)
	q := url.QueryEscape(evil)
	base := "/d/" + url.PathEscape(d.ID)
	for _, path := range []string{
		"/", "/?q=" + q, "/?q=%E5%8D%95%E4%BD%8D", "/?q=%E7%AC%AC%E4%B8%80%E6%9D%A1", "/?q=1&document=" + url.QueryEscape(d.ID) + "&section=" + q, "/?q=1&document=" + q,
		"/?q=" + q + "&norm=" + q + "&offset=" + q + "&lang=" + q, "/d/", "/d/?title=" + q, base, base + "/c/1", base + "/c/1?quote=0-3", base + "/c/" + q, "/duties", "/duties?document=" + q, "/duties?actor=" + q + "&q=" + q + "&title=" + q, "/duties?view=calendar&year=" + q,
		"/duties?norm=" + q + "&time=" + q, "/d/" + q, "/" + q, "//" + q, "/embed?q=" + q, base + "/terms",
	} {
		b.visit(path)
		if eval[bool](b, `"evil" in window || !!document.querySelector("x-evil, img:not([width='168']), style, [onclick], [onerror], script:not([src])")`) {
			t.Errorf("%s: the markup came alive", path)
		}
		if eval[bool](b, `Array.from(document.links).some(a => new URL(a.href).host !== location.host || a.protocol === "javascript:")`) {
			t.Errorf("%s: a link leads away", path)
		}
	}
	b.visit(base + "/c/1")
	if got := b.text("#words"); !strings.Contains(got, evil) {
		t.Errorf("the words are not shown as published: %q", got)
	}
	b.visit("/")
	b.focus()
	b.insert(evil)
	b.wait(`document.title.includes("x-evil")`)
	if eval[bool](b, `"evil" in window || !!document.querySelector("x-evil, img, style")`) {
		t.Error("instant search: the markup came alive")
	}
}

func TestInjectionWidget(t *testing.T) {
	_, h, b := portal(t, false, hostileDocument(t))
	b.visit(h.URL + "/")
	b.wait(shadow("inline", ".frame") + ".offsetParent")
	eval[bool](b, `(`+shadow("inline", ".input")+`.focus(), true)`)
	b.insert("单位隐瞒" + evil)
	b.wait(shadow("inline", ".results .title"))
	if eval[bool](b, `"evil" in window || !!`+shadow("inline", "x-evil, img, style, script")) {
		t.Error("the markup came alive")
	}
	if got := eval[string](b, shadow("inline", ".results")+`.textContent`); !strings.Contains(got, "<x-evil") {
		t.Errorf("the words are not shown as published: %q", got)
	}
}

// Whatever is in an address, the answer is a whole page or a plain refusal, and no failure.
func FuzzPages(f *testing.F) {
	for _, seed := range []string{
		"/?q=第20条", "/?q=+text:*&norm=forbid&offset=-1", "/?q=/.*/&document=cyzd&section=六", "/?q=\xff&lang=xx", "/?q=a&offset=99999999999999999999",
		"/d/cyzd/c/第九百九十九条", "/d/cyzd/c/20?quote=9999-99999", "/d/cyzd/norms?actor=%00&offset=7", "/duties?actor=%00&offset=7&year=99999", "/d/cyzd/terms?name=%zz", "/d//c//", "/embed?q=<b>", "/embed/find?q=", "//host/path", "/static/x/../app.js", "/d/?title=%E4",
	} {
		f.Add(seed)
	}
	svc, err := api.Of(corpus.Measures())
	if err != nil {
		f.Fatal(err)
	}
	e := rest.New(svc, rest.Options{})
	web.Register(e, svc, web.Options{})
	f.Fuzz(func(t *testing.T, target string) {
		u, err := url.Parse(target)
		if err != nil || len(target) > 4000 {
			return
		}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL = &url.URL{Path: "/" + strings.TrimLeft(u.Path, "/"), RawQuery: u.RawQuery}
		r.Header.Set("Accept", "text/html")
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Errorf("%q: status %d", target, w.Code)
		}
		if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && !strings.Contains(r.URL.RawQuery, "part") &&
			!strings.HasSuffix(strings.TrimSpace(w.Body.String()), "</html>") {
			t.Errorf("%q: half a page", target)
		}
	})
}

// The browser's search box leads to this server, whatever name it was asked by.
func TestOpenSearch(t *testing.T) {
	for _, c := range []struct{ base, host, want string }{
		{"", "", `/?q={searchTerms}"`},
		{"https://law.example.cn", "", `template="https://law.example.cn/?q={searchTerms}"`},
		{"", `a"><x-evil>`, ""},
	} {
		s := serve(t, rest.Options{}, web.Options{BaseURL: c.base})
		q, err := http.NewRequest(http.MethodGet, s.URL+"/opensearch.xml", nil)
		if err != nil {
			t.Fatal(err)
		}
		if c.host != "" {
			q.Host = c.host
		}
		r, err := http.DefaultClient.Do(q)
		if err != nil {
			continue // the client itself refuses such a host
		}
		body, err := io.ReadAll(r.Body)
		_ = r.Body.Close()
		if err != nil || !strings.Contains(string(body), c.want) || strings.Contains(string(body), "<x-evil") {
			t.Errorf("%v: %v %s", c, err, body)
		}
	}
}

// Every answer carries the policy, whatever it is.
func TestHeaders(t *testing.T) {
	s := measures(t)
	for _, path := range append([]string{"/embed.js", "/embed.css", "/opensearch.xml", "/embed/find?q=1", "/embed/find"}, paths...) {
		r, err := http.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
		policy := r.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: headers %v", path, r.Header)
		}
		if foreign := strings.HasPrefix(path, "/embed"); foreign != (r.Header.Get("Cross-Origin-Resource-Policy") == "cross-origin") && r.StatusCode < 400 {
			t.Errorf("%s: Cross-Origin-Resource-Policy %q", path, r.Header.Get("Cross-Origin-Resource-Policy"))
		}
	}
}
