package web_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"tiaowen/api"
	"tiaowen/api/rest"
	"tiaowen/corpus"
	"tiaowen/web"
)

// server is the program's own assembly, and a way to break it.
type server struct {
	*httptest.Server
	mu   sync.Mutex
	seen []string                                          // the address of every request, in order
	trip func(w http.ResponseWriter, r *http.Request) bool // answers in place of the program when it returns true
}

// serve starts the program over documents; without any, over the measures text.
func serve(t *testing.T, ro rest.Options, wo web.Options, docs ...*corpus.Document) *server {
	t.Helper()
	if len(docs) == 0 {
		docs = []*corpus.Document{corpus.Measures()}
	}
	svc, err := api.Of(docs...)
	if err != nil {
		t.Fatal(err)
	}
	e := rest.New(svc, ro)
	web.Register(e, svc, wo)
	whole := rest.Compress(e)
	s := new(server)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.seen = append(s.seen, r.URL.RequestURI())
		trip := s.trip
		s.mu.Unlock()
		if trip != nil && trip(w, r) {
			return
		}
		whole.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// breakWith sets what goes wrong; nil mends the server.
func (s *server) breakWith(trip func(w http.ResponseWriter, r *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trip = trip
}

// asked gives the requests so far whose address holds part.
func (s *server) asked(part string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.seen), func(u string) bool { return !strings.Contains(u, part) })
}

// hangUp ends a connection without an answer.
func hangUp(w http.ResponseWriter) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// browser starts one Chromium for all tests.
var browser = sync.OnceValues(func() (context.Context, error) {
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		return nil, errNoBrowser
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("lang", "zh-CN"))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox)
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), opts...)
	started, _ = chromedp.NewContext(allocator)
	return started, chromedp.Do(started)
})

var errNoBrowser = errors.New("this test needs Chromium: run `make test` as root on Debian, or install it")

// missing skips a test for want of a tool, with a hint; an automatic check must have the tool.
func missing(t *testing.T, hint string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(hint)
	}
	t.Skip(hint)
}

// started is the browser's context once a test has asked for it.
var started context.Context

func TestMain(m *testing.M) {
	code := m.Run()
	if started != nil {
		_ = chromedp.Cancel(started)
	}
	os.Exit(code)
}

// tab is a page of a fresh browser profile. It fails its test when the page
// asks any host but those it may, throws, or breaks its own security policy.
type tab struct {
	*testing.T
	ctx  context.Context
	base string

	mu    sync.Mutex
	bytes map[network.RequestID]float64
}

func open(t *testing.T, s *server, others ...*httptest.Server) *tab {
	t.Helper()
	parent, err := browser()
	if errors.Is(err, errNoBrowser) {
		missing(t, err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 4*time.Minute) // axe alone takes a minute and a half on a busy machine
	t.Cleanup(stop)
	b := &tab{T: t, ctx: ctx, base: s.URL, bytes: map[network.RequestID]float64{}}

	hosts := map[string]bool{hostOf(s.URL): true}
	for _, o := range others {
		hosts[hostOf(o.URL)] = true
	}
	err = chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *network.EventRequestWillBeSent:
			if u, err := url.Parse(ev.Request.URL); err != nil || (u.Scheme != "data" && !hosts[u.Host]) {
				t.Errorf("the page asked another host: %s", ev.Request.URL)
			}
		case *network.EventLoadingFinished:
			b.mu.Lock()
			b.bytes[ev.RequestID] = ev.EncodedDataLength
			b.mu.Unlock()
		case *runtime.EventExceptionThrown:
			text := ev.ExceptionDetails.Text
			if ev.ExceptionDetails.Exception != nil {
				text = ev.ExceptionDetails.Exception.Description
			}
			t.Errorf("the page threw: %s", text)
		case *log.EventEntryAdded:
			if ev.Entry.Source == "security" || strings.Contains(ev.Entry.Text, "Content Security Policy") {
				t.Errorf("the page broke its policy: %s", ev.Entry.Text)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	b.size(1280, 900)
	b.language("zh-CN")
	return b
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		panic(err) // Unreachable: the address is a test server's own.
	}
	return u.Host
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

// call sends a command of the browser's own protocol.
func call[R any](b *tab, _ R, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *tab) size(width, height int64) { b.Helper(); b.do(chromedp.EmulateViewport(width, height)) }

func (b *tab) language(tag string) {
	b.Helper()
	r, err := chromedp.Call(b.ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "tiaowen-test", AcceptLanguage: tag})
	call(b, r, err)
}

func (b *tab) dark() {
	b.Helper()
	r, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	call(b, r, err)
}

// visit opens a path of the server, or a whole address.
func (b *tab) visit(path string) {
	b.Helper()
	if strings.HasPrefix(path, "/") {
		path = b.base + path
	}
	b.do(chromedp.Navigate(path))
}

// eval runs an expression in the page.
func eval[T any](b *tab, js string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("%s: %v", js, err)
	}
	return v
}

// wait waits until the page is loaded and an expression is true. A page may be replaced meanwhile,
// and the widget asks again after 1, 2, 4, 8 s.
func (b *tab) wait(js string) {
	b.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && !!(`+js+")"))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			body, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.body.innerText.slice(0, 1500)"))
			b.Fatalf("never true: %s (%v)\nthe page says:\n%s", js, err, body)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// text gives the visible text of the first element that matches.
func (b *tab) text(selector string) string {
	b.Helper()
	return eval[string](b, fmt.Sprintf("(document.querySelector(%q) || {innerText: ''}).innerText", selector))
}

func (b *tab) press(keys string, opts ...chromedp.KeyOption) {
	b.Helper()
	b.do(chromedp.KeyEvent(keys, opts...))
}

// focus goes to the search box.
func (b *tab) focus() {
	b.Helper()
	eval[bool](b, `(document.querySelector("#q").focus(), true)`)
}

// slash presses the key / as a keyboard does: the character comes only when the page lets the key pass.
func (b *tab) slash() {
	b.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		p := input.DispatchKeyEventParams{Type: kind, Key: "/", Code: "Slash", WindowsVirtualKeyCode: 191}
		if kind == input.DispatchKeyEventTypeKeyDown {
			p.Text = "/"
		}
		r, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, p)
		call(b, r, err)
	}
}

// insert puts words in at once, as an input method does when it commits.
func (b *tab) insert(words string) {
	b.Helper()
	r, err := chromedp.Call(b.ctx, input.InsertText, input.InsertTextParams{Text: words})
	call(b, r, err)
}

// click scrolls to the first element that matches and clicks its middle with the pointer.
func (b *tab) click(selector string) {
	b.Helper()
	b.wait(fmt.Sprintf(`document.querySelector(%q)`, selector))
	at := eval[[]float64](b, fmt.Sprintf(`(e => { e.scrollIntoView({block: "center", behavior: "instant"});
		const r = e.getClientRects()[0]; return [r.left + r.width / 2, r.top + r.height / 2]; })(document.querySelector(%q))`, selector))
	b.do(chromedp.MouseClickXY(at[0], at[1]))
}

// load parses a document that a test makes up.
func load(t *testing.T, name, text string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// host is a page on a separate origin.
type host struct {
	*httptest.Server
	policy, html string
}

func newHost(t *testing.T) *host {
	t.Helper()
	h := new(host)
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", h.policy)
		_, _ = io.WriteString(w, h.html)
	}))
	t.Cleanup(h.Close)
	return h
}
