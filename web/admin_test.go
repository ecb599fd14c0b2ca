package web_test

import (
	"bytes"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"tiaowen/api/admin"
	"tiaowen/api/rest"
	"tiaowen/api/rest/access"
	"tiaowen/web"
)

const ruleText = "测试办法\n\n（2024年1月1日发布）\n\n第一条 为了测试，制定本办法。\n第二条 单位应当如实报告。\n第四条 本办法自发布之日起施行。\n"

// administered is a server with administration, and a token for it.
func administered(t *testing.T) (s *server, office *admin.Office, secret string) {
	t.Helper()
	office, err := admin.Open(filepath.Join(t.TempDir(), "data"), admin.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		office.Run(t.Context())
	}()
	t.Cleanup(func() {
		<-done
		_ = office.Close()
	})
	if secret, _, err = office.AddToken(t.Context(), "王芳", admin.Admin, time.Time{}); err != nil {
		t.Fatal(err)
	}
	return serve(t, rest.Options{Office: office, CountAsked: true}, web.Options{Office: office}), office, secret
}

// file writes a file to be uploaded.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A server without a data directory says how administration is switched on.
func TestAdminOff(t *testing.T) {
	s := measures(t)
	for _, address := range []string{"/admin", "/admin/people", "/login"} {
		page := ask(t, s.Config.Handler, get(address), http.StatusNotFound)
		has(t, page, "管理功能没有打开", "tiaowen token add --data", "</html>")
	}
	has(t, ask(t, s.Config.Handler, get("/nothing"), http.StatusNotFound), "没有这个页面")
}

// signIn shows a token at the page that asks for it.
func (b *tab) signIn(secret string) {
	b.Helper()
	b.wait(`document.querySelector("#token")`)
	eval[bool](b, `(document.querySelector("#token").focus(), true)`)
	b.insert(secret)
	b.click("main button")
}

// upload chooses files in the first form of the page and sends it.
func (b *tab) upload(paths ...string) {
	b.Helper()
	b.do(chromedp.SetUploadFiles("input[type=file]", paths))
	b.click("form[data-upload] button")
	b.wait(`location.pathname.startsWith("/admin/jobs/") && !document.querySelector("[data-job]")`)
}

func TestAdminPages(t *testing.T) {
	s, office, secret := administered(t)
	b := open(t, s)
	b.visit("/admin/jobs?x=1")
	b.signIn(secret[:len(secret)-1])
	b.wait(`document.querySelector(".notice")`)
	b.signIn(secret)
	b.wait(`location.pathname === "/admin/jobs" && location.search === "?x=1"`) // where it was meant to lead

	// Files go in; each has its report, with its doubtful places.
	b.visit("/admin")
	b.upload(file(t, "办法.txt", ruleText), file(t, "空.txt", ""))
	if got := b.text(".reports"); !strings.Contains(got, "第二条之后是第四条") || !strings.Contains(got, "失败") || !strings.Contains(got, "测试办法") {
		t.Errorf("the report says %q", got)
	}
	b.visit("/admin/documents")
	b.click("table a")
	b.wait(`location.pathname.startsWith("/admin/documents/")`)
	place := eval[string](b, "location.pathname")

	// Another file takes the document's place.
	b.upload(file(t, "新.txt", strings.Replace(ruleText, "测试办法", "测试管理办法", 1)))
	if got := b.text(".reports"); !strings.Contains(got, "替换") || !strings.Contains(got, "测试管理办法") {
		t.Errorf("the report of the replacement says %q", got)
	}
	b.visit(place)
	if got := b.text("h1"); got != "测试管理办法" {
		t.Errorf("the document is called %q", got)
	}

	// What was not found becomes a vocabulary.
	b.visit("/?q=%E7%AC%AC99%E6%9D%A1")
	b.visit("/admin/asked")
	if got := b.text(".missed"); !strings.Contains(got, "第99条") {
		t.Errorf("not found: %q", got)
	}
	eval[bool](b, `(document.querySelector("input[name=written]").focus(), true)`)
	b.insert("最后一条")
	b.click(".do button")
	b.wait(`document.querySelector("input[name=before]").value === "最后一条"`)
	if got := eval[string](b, `fetch("/admin/asked/synonyms.txt").then(r => r.text())`); !strings.Contains(got, "第99条 -> 最后一条") {
		t.Errorf("the vocabulary: %q", got)
	}

	b.visit(place)
	b.click(`form[action$="/remove"] button`)
	b.wait(`location.pathname.startsWith("/admin/jobs/") && !document.querySelector("[data-job]")`)
	if list, err := office.Documents(); err != nil || len(list) != 0 {
		t.Errorf("%d documents are left, %v", len(list), err)
	}
	b.visit("/admin/people")
	if got := b.text("main"); !strings.Contains(got, "sign-in") || !strings.Contains(got, "remove") || strings.Contains(got, secret) {
		t.Errorf("the log says %q", got)
	}
	// The token that is revoked is the one in use: that is the end.
	b.click(`form[action$="/revoke"] button`)
	b.wait(`document.querySelector("h1").innerText !== "人员与记录"`)
	if office.Enabled() {
		t.Error("the token is still in force")
	}
}

// Without scripts the pages do the same.
func TestAdminWithoutScripts(t *testing.T) {
	s, office, secret := administered(t)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	page := func(method, path, kind string, body io.Reader) (string, *http.Response) {
		t.Helper()
		req, err := http.NewRequest(method, s.URL+path, body)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept", "text/html")
		if kind != "" {
			req.Header.Set("Content-Type", kind)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		text, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(text), res
	}
	const formType = "application/x-www-form-urlencoded"
	if _, res := page("GET", "/admin", "", nil); res.Request.URL.Path != "/login" {
		t.Errorf("a stranger at /admin is led to %s", res.Request.URL)
	}
	if _, res := page("POST", "/login", formType, strings.NewReader(url.Values{"token": {"x"}}.Encode())); res.StatusCode != 401 || len(res.Cookies()) != 0 {
		t.Errorf("a wrong token: status %d, cookies %v", res.StatusCode, res.Cookies())
	}
	login := url.Values{"token": {secret}, "next": {"//evil.example/"}}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	_, res := page("POST", "/login", formType, strings.NewReader(login.Encode()))
	if res.StatusCode != 303 || res.Header.Get("Location") != "/admin" || len(res.Cookies()) != 1 {
		t.Fatalf("sign-in: status %d, to %q, cookies %v", res.StatusCode, res.Header.Get("Location"), res.Cookies())
	}
	if c := res.Cookies()[0]; !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" || c.MaxAge <= 0 {
		t.Errorf("the cookie: %v", c)
	}
	client.CheckRedirect = nil

	text, _ := page("GET", "/admin", "", nil)
	form := regexp.MustCompile(`name="form" value="([^"]+)"`).FindStringSubmatch(text)
	if form == nil {
		t.Fatalf("no form: %s", text)
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("form", form[1])
	f, err := w.CreateFormFile("file", "办法.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(f, ruleText)
	_ = w.Close()
	text, res = page("POST", "/admin/imports", w.FormDataContentType(), bytes.NewReader(body.Bytes()))
	if res.StatusCode != 200 || !strings.HasPrefix(res.Request.URL.Path, "/admin/jobs/") {
		t.Fatalf("the upload: status %d at %s: %s", res.StatusCode, res.Request.URL, text)
	}
	for end := time.Now().Add(20 * time.Second); !strings.Contains(text, "第二条之后是第四条"); text, _ = page("GET", res.Request.URL.Path, "", nil) {
		if time.Now().After(end) {
			t.Fatalf("the job's page: %s", text)
		}
	}
	// What no page of this server sent is refused on every form.
	for _, path := range []string{"/admin/imports", "/admin/jobs/1/cancel", "/admin/documents/x/remove", "/admin/asked", "/admin/people/x/revoke", "/sign-out"} {
		kind, forged := formType, "form=x&said=a&written=b&before="
		if path == "/admin/imports" {
			kind, forged = w.FormDataContentType(), strings.Replace(body.String(), form[1], "x", 1)
		}
		if text, res := page("POST", path, kind, strings.NewReader(forged)); res.StatusCode != 403 || !strings.Contains(text, "</html>") {
			t.Errorf("POST %s with a forged form: status %d", path, res.StatusCode)
		}
	}
	if list, err := office.Jobs(t.Context(), 10); err != nil || len(list) != 1 {
		t.Errorf("%d jobs, %v", len(list), err)
	}
	// A job that has ended while its page was open is shown, not reported as an error.
	if text, res := page("POST", "/admin/jobs/1/cancel", formType, strings.NewReader("form="+url.QueryEscape(form[1]))); res.StatusCode != 200 || res.Request.URL.Path != "/admin/jobs/1" || !strings.Contains(text, "完成") {
		t.Errorf("the cancellation of an ended job: status %d at %s: %s", res.StatusCode, res.Request.URL, text)
	}
	if _, res := page("POST", "/sign-out", formType, strings.NewReader("form="+url.QueryEscape(form[1]))); res.StatusCode != 200 {
		t.Errorf("sign-out: status %d", res.StatusCode)
	}
	if _, res := page("GET", "/admin", "", nil); res.Request.URL.Path != "/login" {
		t.Errorf("after signing out /admin leads to %s", res.Request.URL)
	}
}

// Whoever has a session signs out on every page. A user whom a proxy names does where the proxy says, or nowhere: a button that
// changes nothing is not shown.
func TestSignOutShown(t *testing.T) {
	_, office, secret := administered(t)
	reader, _, err := office.AddToken(t.Context(), "李雷", admin.Read, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	cookie := func(secret string) string {
		value, _, ok := office.SignIn(secret)
		if !ok {
			t.Fatal("no session")
		}
		return "tiaowen=" + value
	}
	const form, oauth = `<form action="/sign-out" method="post">`, "/oauth2/sign_out?rd=/"
	for _, test := range []struct{ path, signOut, header, value, has, lacks string }{
		{"/admin", "", "X-Remote-User", "wangfang", ">wangfang</span>", "退出"},
		{"/admin", oauth, "X-Remote-User", "wangfang", `<a href="/oauth2/sign_out?rd=/" title="wangfang">退出</a>`, form},
		{"/d/cyzd", oauth, "X-Remote-User", "lilei", `<a href="/oauth2/sign_out?rd=/" title="lilei">退出</a>`, form},
		{"/d/cyzd", "", "X-Remote-User", "lilei", "条文", "退出"},
		{"/admin", "https://login.example.cn/logout", "X-Remote-User", "wangfang", `<a href="https://login.example.cn/logout" title="wangfang">退出</a>`, form},
		{"/admin", oauth, "Cookie", cookie(secret), form, "oauth2"},
		{"/", oauth, "Cookie", cookie(reader), form, "oauth2"},
		{"/d/cyzd", "", "Authorization", "Bearer " + reader, "条文", "退出"},
	} {
		proxied := access.Rules{Closed: true, UserHeader: "X-Remote-User", Proxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Admins: []string{"wangfang"}}
		s := serve(t, rest.Options{Office: office, Access: proxied}, web.Options{Office: office, SignOut: test.signOut})
		req, err := http.NewRequest("GET", s.URL+test.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept", "text/html")
		req.Header.Set(test.header, test.value)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(res.Body)
		res.Body.Close()
		if kept := res.Header.Get("Cache-Control"); kept != "no-store" {
			t.Errorf("%s as %s may be stored: %q", test.path, test.value, kept)
		}
		if err != nil || res.StatusCode != 200 || !strings.Contains(string(text), test.has) || strings.Contains(string(text), test.lacks) {
			t.Errorf("%s, %q, %s: status %d, %v, want %q and no %q: %s", test.path, test.signOut, test.value, res.StatusCode, err, test.has, test.lacks, text)
		}
	}
}

// A reader who signed in with a token signs out on any page, and then reads nothing until the next sign-in.
func TestReaderSignsOut(t *testing.T) {
	_, office, _ := administered(t)
	secret, _, err := office.AddToken(t.Context(), "李雷", admin.Read, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, rest.Options{Office: office, Access: access.Rules{Closed: true}}, web.Options{Office: office})
	b := open(t, s)
	b.visit("/d/cyzd?lang=en")
	b.signIn(secret)
	b.wait(`location.pathname === "/d/cyzd"`)
	for _, width := range []int64{1280, 390, 320} {
		b.size(width, 844)
		if wide := eval[float64](b, "document.documentElement.scrollWidth"); wide > float64(width) {
			t.Errorf("with the button the page is %v pixels wide on a screen of %d", wide, width)
		}
		if high := eval[float64](b, `document.querySelector(".tools form button").getBoundingClientRect().height`); high < 24 {
			t.Errorf("at %d pixels the button is %v high", width, high)
		}
	}
	b.visit("/d/nothing?lang=en") // an error, as a page, has the button too
	b.click(".tools form button")
	b.wait(`location.pathname === "/login" && document.documentElement.lang === "en" && !document.querySelector(".tools form")`)
	b.visit("/d/cyzd")
	b.wait(`location.pathname === "/login"`)
	b.visit("/")
	b.signIn(secret)
	b.wait(`location.pathname === "/" && document.querySelector(".tools form")`)
}

// brokenWords gives the words and dates in tables that stand on more than one line, but for names of files.
const brokenWords = `[...document.querySelectorAll(".admin table td:not(.long), .admin table th.short, .admin thead th")].flatMap(cell => {
	const found = [];
	for (let walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), n; n = walk.nextNode();)
		for (const m of n.data.matchAll(/\d{4}-\d\d-\d\d|\w+|\p{Script=Han}+/gu)) {
			const word = document.createRange();
			word.setStart(n, m.index);
			word.setEnd(n, m.index + m[0].length);
			if (new Set([...word.getClientRects()].map(r => Math.round(r.top))).size > 1) found.push(m[0]);
		}
	return found;
}).join(" ")`

// The pages of administration meet the same rules as all others, and markup in what strangers gave stays text.
func TestAdminAccess(t *testing.T) {
	source := axe(t)
	s, office, secret := administered(t)
	b := openFor(t, s)
	b.visit("/login")
	for _, v := range b.violations(source) {
		t.Errorf("/login: %s", v)
	}
	b.signIn(secret)
	b.wait(`location.pathname === "/admin"`)
	long := strings.Repeat("关于进一步加强和规范", 5)
	b.upload(file(t, "a<script>window.evil=1<⧸script>"+long+".txt", strings.Replace(ruleText, "测试", "测试"+evil, 1)), file(t, "空.txt", ""))
	office.Count(admin.Refused, "x "+evil[:40])
	office.Count(admin.Nothing, "裸辞")
	list, err := office.Documents()
	if err != nil || len(list) != 1 {
		t.Fatalf("%d documents, %v", len(list), err)
	}
	for _, lang := range []string{"zh", "en"} {
		for _, path := range []string{"/admin", "/admin/documents", "/admin/documents/" + url.PathEscape(list[0].ID), "/admin/jobs", "/admin/jobs/1", "/admin/asked", "/admin/people"} {
			b.visit(path + "?lang=" + lang)
			for _, v := range b.violations(source) {
				t.Errorf("%s in %s: %s", path, lang, v)
			}
			if eval[bool](b, `"evil" in window || !!document.querySelector("x-evil, img, style, [onclick], script:not([src])")`) {
				t.Errorf("%s: markup came alive", path)
			}
			if broken := eval[string](b, brokenWords); broken != "" {
				t.Errorf("%s in %s: words or dates of a table are broken: %s", path, lang, broken)
			}
			b.size(390, 844)
			if wide := eval[float64](b, "document.documentElement.scrollWidth"); wide > 390 {
				t.Errorf("%s in %s is %v pixels wide on a phone", path, lang, wide)
			}
			b.size(1280, 900)
		}
	}
}
