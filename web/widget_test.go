package web_test

import (
	"io"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tiaowen/api/rest"
	"tiaowen/corpus"
	"tiaowen/web"
)

// portal is a page of another origin that embeds the program: the example of
// the repository, under the strictest policy that a portal may have. Without
// frame the example's third way is left out, because that policy allows no frame.
func portal(t *testing.T, frame bool, docs ...*corpus.Document) (*server, *host, *tab) {
	t.Helper()
	h := newHost(t)
	s := serve(t, rest.Options{AllowOrigins: []string{h.URL}}, web.Options{FrameAncestors: []string{h.URL}}, docs...)
	example, err := os.ReadFile("examples/embed.html")
	if err != nil {
		t.Fatal(err)
	}
	h.html = strings.ReplaceAll(string(example), "SERVER/", s.URL+"/")
	h.policy = "default-src 'none'; script-src " + s.URL + "; connect-src " + s.URL + "; style-src " + s.URL
	if frame {
		h.policy += "; frame-src " + s.URL
	} else {
		before, after, _ := strings.Cut(h.html, "<iframe")
		_, after, _ = strings.Cut(after, "</iframe>")
		h.html = before + after
	}
	return s, h, open(t, s, h.Server)
}

// shadow names an element inside a widget of the example.
func shadow(widget, selector string) string {
	return `document.querySelector("#` + widget + `").shadowRoot.querySelector("` + selector + `")`
}

func TestWidgetInline(t *testing.T) {
	s, h, b := portal(t, false)
	b.visit(h.URL + "/")
	b.wait(shadow("inline", ".frame") + ".offsetParent")
	if got := eval[string](b, `getComputedStyle(`+shadow("inline", ".box")+`).display`); got != "flex" {
		t.Errorf("the widget has no style: display is %s", got)
	}
	names := `Object.keys(window).concat(Object.getOwnPropertyNames(window)).filter(n => /tiaowen/i.test(n)).join()`
	if got := eval[string](b, names); got != "" {
		t.Errorf("the widget left names behind: %s", got)
	}
	eval[bool](b, `(window.heard = [], document.addEventListener("tiaowen-answer", e => heard.push(e)), document.addEventListener("tiaowen-select", e => { heard.push(e); e.preventDefault(); }), `+shadow("inline", ".input")+`.focus(), true)`)
	b.insert("党组织建设")
	b.wait(shadow("inline", ".results .title"))
	b.wait(`heard.length === 1 && heard[0].detail.result.hits[0].clause.number === 23`)
	if n := len(s.asked("/embed/find")); n != 1 {
		t.Errorf("one pause sent %d requests", n)
	}
	if got := eval[string](b, shadow("inline", ".results .path")+`.textContent`); got != "推进全面从严治党工作措施 › 七、全面夯实基层基础" {
		t.Errorf("the section context is %q", got)
	}
	eval[bool](b, `(heard = [], `+shadow("inline", ".input")+`.select(), true)`)
	b.insert("第20条禁止什么")
	b.wait(`heard.length === 1 && heard[0].detail.answer.answers.length === 7 && heard[0].detail.answer.answers[0].clause.number === 20`)
	if got := eval[string](b, shadow("inline", ".quote")+`.textContent`); got != "禁止坚决禁止跑官要官、买官卖官、拉票贿选等行为" {
		t.Errorf("the first answer is %q", got)
	}
	b.press(kb.ArrowDown)
	b.press(kb.Enter)
	b.wait(`heard.length === 2 && heard[1].type === "tiaowen-select" && heard[1].detail.url.endsWith(heard[1].detail.clause.url)`)
	b.press(kb.Escape)
	b.wait(`document.querySelector("#inline").shadowRoot.activeElement === ` + shadow("inline", ".input"))
	b.press(kb.Escape)
	b.wait(`!` + shadow("inline", ".panel") + `.offsetParent`)
	if n := eval[int](b, "document.cookie.length"); n != 0 {
		t.Error("a cookie was set")
	}
}

func TestWidgetButton(t *testing.T) {
	_, h, b := portal(t, false)
	b.visit(h.URL + "/")
	b.wait(shadow("button", ".button") + ".offsetParent")
	active := `document.querySelector("#button").shadowRoot.activeElement`
	// By pointer; the focus comes back to the button.
	eval[bool](b, `(`+shadow("button", ".button")+`.focus(), true)`)
	b.press(kb.Enter)
	b.wait(active + ` === ` + shadow("button", ".input"))
	b.insert("廉洁档案")
	b.wait(shadow("button", ".results a"))
	stops := eval[int](b, `document.querySelector("#button").shadowRoot.querySelectorAll(".results a").length`) + 2
	seen := `(window.seen = window.seen || new Set()).add(` + active + `).size`
	for range stops + 3 {
		b.press(kb.Tab)
		eval[int](b, seen)
		if eval[bool](b, active+` === null`) {
			t.Fatal("the focus left the dialog")
		}
	}
	if got := eval[int](b, "seen.size"); got != stops {
		t.Errorf("Tab reaches %d of %d places", got, stops)
	}
	b.press(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift))
	b.wait(active)
	b.press(kb.Escape)
	b.press(kb.Escape)
	b.wait(active + ` === ` + shadow("button", ".button"))
	// By its shortcut; the focus comes back to where it was.
	b.press("k", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	b.wait(active + ` === ` + shadow("button", ".input"))
	b.press(kb.Escape)
	b.wait(active + ` === ` + shadow("button", ".button"))
}

func TestWidgetAttributes(t *testing.T) {
	s, h, b := portal(t, false)
	h.html = strings.Replace(h.html, `id="inline"`, `id="inline" lang="en" section="6" open-with-query="干部"`, 1)
	b.visit(h.URL + "/")
	b.wait(shadow("inline", ".results .title"))
	if got := eval[string](b, shadow("inline", ".input")+`.placeholder`); !strings.HasPrefix(got, "Question") {
		t.Errorf("lang=en asks %q", got)
	}
	if got := eval[string](b, `Array.from(document.querySelector("#inline").shadowRoot.querySelectorAll(".path")).map(e => e.textContent).filter(p => !p.includes("六、")).join()`); got != "" {
		t.Errorf("section=6 shows %s", got)
	}
	h.html = strings.Replace(h.html, `open-with-query="干部"`, `open-with-query`, 1)
	b.visit(h.URL + "/?tiaowen=%E6%A1%A3%E6%A1%88")
	b.wait(shadow("inline", ".input") + `.value === "档案" && ` + shadow("inline", ".results .title"))
	if asked := s.asked("/embed/find"); !strings.Contains(asked[0], "section=") {
		t.Errorf("the section was not asked for: %s", asked[0])
	}
}

func TestWidgetFrame(t *testing.T) {
	s, h, b := portal(t, true)
	b.visit(h.URL + "/")
	b.wait(`document.querySelector("iframe")`)
	deadline := time.Now().Add(10 * time.Second)
	for len(s.asked("/static/")) < 3 { // the page in the frame loads its style and scripts only when it may be framed
		if time.Now().After(deadline) {
			t.Fatalf("the frame stayed empty: %q", s.asked(""))
		}
		time.Sleep(20 * time.Millisecond)
	}
	for origin, want := range map[string]string{h.URL: h.URL, "": "'self'"} {
		r, err := http.Get(s.URL + "/embed")
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		if got := r.Header.Get("Content-Security-Policy"); !strings.Contains(got, "frame-ancestors 'self' "+h.URL) {
			t.Errorf("%s: %q does not allow %s", origin, got, want)
		}
	}
	r, err := http.Get(s.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Body.Close()
	if got := r.Header.Get("Content-Security-Policy"); !strings.Contains(got, "frame-ancestors 'none'") {
		t.Errorf("the other pages may be framed: %q", got)
	}
}

// Without permission no other origin reads the widget's answers.
func TestWidgetClosedByDefault(t *testing.T) {
	s := measures(t)
	q, err := http.NewRequest(http.MethodGet, s.URL+"/embed/find?q=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Origin", "https://stranger.example")
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if got := r.Header.Get("Access-Control-Allow-Origin"); r.StatusCode != http.StatusOK || got != "" {
		t.Errorf("status %d, Access-Control-Allow-Origin %q", r.StatusCode, got)
	}
}

// A connection that is lost once, to a server that answers, is not a refusal of the site.
func TestWidgetLostOnce(t *testing.T) {
	s, h, b := portal(t, false)
	b.visit(h.URL + "/")
	b.wait(shadow("inline", ".frame") + ".offsetParent")
	var lost atomic.Int32
	s.breakWith(func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasPrefix(r.URL.Path, "/embed/find") || lost.Add(1) > 1 {
			return false
		}
		hangUp(w)
		return true
	})
	eval[bool](b, `(`+shadow("inline", ".input")+`.focus(), true)`)
	b.insert("巡视")
	b.wait(shadow("inline", ".results .title"))
	if lost.Load() < 2 {
		t.Errorf("the search was asked %d times", lost.Load())
	}
}

func TestWidgetTrouble(t *testing.T) {
	for name, trip := range map[string]struct {
		trip func(w http.ResponseWriter)
		says string
	}{
		"away":   {hangUp, "暂时连不上服务"},
		"busy":   {func(w http.ResponseWriter) { w.WriteHeader(http.StatusTooManyRequests) }, "请求太频繁"},
		"failed": {func(w http.ResponseWriter) { w.WriteHeader(http.StatusInternalServerError) }, "服务出错"},
		"half":   {func(w http.ResponseWriter) { _, _ = io.WriteString(w, `{"result":{"hits":[{"cl`) }, "暂时连不上服务"},
	} {
		t.Run(name, func(t *testing.T) {
			s, h, b := portal(t, false)
			b.visit(h.URL + "/")
			b.wait(shadow("inline", ".frame") + ".offsetParent")
			s.breakWith(func(w http.ResponseWriter, r *http.Request) bool {
				w.Header().Set("Access-Control-Allow-Origin", h.URL)
				trip.trip(w)
				return true
			})
			eval[bool](b, `(`+shadow("inline", ".input")+`.focus(), true)`)
			b.insert("巡视")
			b.wait(shadow("inline", ".status") + `.textContent.startsWith("` + trip.says + `")`)
			s.breakWith(nil)
			b.wait(shadow("inline", ".results .title"))
			if got := eval[string](b, shadow("inline", ".input")+`.value`); got != "巡视" {
				t.Errorf("the typed words became %q", got)
			}
		})
	}
}
