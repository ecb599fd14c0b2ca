package web_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tiaowen/api/rest"
	"tiaowen/corpus"
	"tiaowen/web"
)

// office is a server with texts of several kinds and years, beside the measures.
func office(t *testing.T) *server {
	return serve(t, rest.Options{}, web.Options{}, corpus.Measures(),
		load(t, "a.md", "# 青川市档案管理条例\n\n（2021年3月1日公布）\n\n第一章　总则\n\n第一条　档案应当集中保管，干部应当按时归档。\n\n第二条　任何人不得涂改档案。\n\n第二章　借阅\n\n第三条　借阅档案应当登记。\n"),
		load(t, "b.md", "# 青川市公章使用办法\n\n（2023年6月1日公布）\n\n第一条　公章由专人保管，干部不得外借。\n\n第二条　使用公章应当登记。\n"),
		load(t, "c.md", "# 关于做好档案工作的通知\n\n（2023年9月1日）\n\n1.登记要及时。\n\n2.干部要安全保管档案。\n"))
}

// tab presses Tab until something that matches has the focus.
func (b *tab) tabTo(selector string) {
	b.Helper()
	for range 120 {
		if eval[bool](b, fmt.Sprintf("document.activeElement && document.activeElement.matches(%q)", selector)) {
			return
		}
		b.press(kb.Tab)
	}
	b.Fatalf("Tab does not reach %s", selector)
}

// By keyboard alone: letters bring completions, arrows choose, Enter follows, Escape closes.
func TestCompletions(t *testing.T) {
	s := office(t)
	b := open(t, s)
	option := `document.querySelector("#hints [aria-selected=true]")`
	for _, page := range []string{"/", "/d/", "/d/cyzd/c/20"} {
		b.visit(page)
		b.slash()
		b.focus()
		for _, c := range "gongzhang" {
			b.press(string(c))
		}
		b.wait(`document.querySelector("#q").getAttribute("aria-expanded") === "true" && document.querySelector("#hints li:last-child").textContent.includes("青川市公章使用办法")`)
		if got := eval[string](b, `document.querySelector("#hints + [role=status]").textContent`); !strings.Contains(got, "个提示") {
			t.Errorf("%s: a screen reader hears %q", page, got)
		}
		b.press(kb.ArrowDown)
		b.wait(option + ` && document.querySelector("#q").getAttribute("aria-activedescendant") === ` + option + `.id`)
		b.press(kb.Escape)
		b.wait(`document.querySelector("#hints").hidden && document.activeElement.id === "q"`)
		b.press("i")
		b.press(kb.Backspace)
		b.wait(`!document.querySelector("#hints").hidden && document.querySelector("#q").value === "gongzhang"`)
		b.press(kb.ArrowUp)
		b.wait(option + `.textContent.includes("青川市公章使用办法")`)
		b.press(kb.Enter)
		b.wait(`location.pathname.startsWith("/d/") && document.querySelector("h1").textContent === "青川市公章使用办法"`)
	}
	b.visit("/embed")
	b.focus()
	b.insert("档案")
	b.wait(`document.querySelectorAll("#hints li").length > 1`)
	eval[bool](b, `(document.querySelector("#hints li").click(), true)`)
	b.wait(`location.pathname === "/embed" && document.querySelector(".hit")`)
}

// The browser's own search box is given completions in its own form.
func TestBrowserSuggestions(t *testing.T) {
	s := office(t)
	get := func(path string) (string, string) {
		r, err := http.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		body, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %v", path, r.StatusCode, err)
		}
		return string(body), r.Header.Get("Content-Type")
	}
	xml, _ := get("/opensearch.xml")
	if !strings.Contains(xml, `type="application/x-suggestions+json" rel="suggestions" template="`+s.URL+`/suggest?q={searchTerms}"`) {
		t.Errorf("no suggestions in %s", xml)
	}
	for path, n := range map[string]int{"/suggest?q=danganguanli": 1, "/suggest?q=": 0, "/suggest": 0, "/suggest?q=%ff": 0, "/suggest?q=" + strings.Repeat("x", 3000): 0} {
		body, kind := get(path)
		var found []any
		if err := json.Unmarshal([]byte(body), &found); err != nil || len(found) != 4 || !strings.HasPrefix(kind, "application/x-suggestions+json") {
			t.Fatalf("%.40s: %s %s %v", path, kind, body, err)
		}
		for i := 1; i < 4; i++ {
			if list := found[i].([]any); len(list) < n || n == 0 && len(list) > 0 {
				t.Errorf("%.40s: %s", path, body)
			}
		}
	}
}

// Facets and fields narrow the search, keep each other, and are in the address.
func TestNarrowing(t *testing.T) {
	s := office(t)
	b := open(t, s)
	count := `parseInt(document.querySelector("#count").textContent.match(/\d+/)[0], 10)`
	b.visit("/?q=%E5%B9%B2%E9%83%A8")
	all := eval[int](b, count)
	facet := eval[int](b, `parseInt(Array.from(document.querySelectorAll(".facets a")).find(a => a.textContent.startsWith("办法")).querySelector(".n").textContent, 10)`)
	eval[bool](b, `(Array.from(document.querySelectorAll(".facets a")).find(a => a.textContent.startsWith("办法")).focus(), true)`)
	b.press(kb.Enter)
	b.wait(`location.search.includes("kind=") && ` + count + ` < ` + fmt.Sprint(all))
	if got := eval[int](b, count); got != facet {
		t.Errorf("the facet says %d, the results %d", facet, got)
	}
	if got := b.text(".hit .date"); got != "2023-06-01" {
		t.Errorf("the hit is of %q", got)
	}
	b.focus()
	eval[bool](b, `(document.querySelector("#q").select(), true)`)
	b.insert("登记")
	b.wait(`location.search.includes("kind=") && document.title.startsWith("登记")`)
	b.wait(`document.querySelector(".facets a[aria-current]")`)
	eval[bool](b, `(document.querySelector(".facets a[aria-current]").focus(), true)`)
	b.press(kb.Enter)
	b.wait(`!location.search.includes("kind=") && document.querySelectorAll(".hit").length > 2`)

	// The fields, by keyboard.
	b.focus()
	b.tabTo(".more summary")
	b.press(kb.Enter)
	b.wait(`document.querySelector(".more").open`)
	b.tabTo("[name=exclude]")
	b.insert("公章")
	b.wait(`location.search.includes("exclude=") && document.querySelector(".hit") && !document.querySelector(".hits").textContent.includes("使用公章应当登记")`)
	b.tabTo("[name=titles]")
	b.press(" ")
	b.wait(`location.search.includes("titles=1") && document.querySelector(".nothing")`)
	b.press(" ")
	b.wait(`!location.search.includes("titles") && document.querySelector(".hit")`)
	b.visit("/?q=%E7%99%BB%E8%AE%B0&sort=date")
	if got := eval[[]string](b, `Array.from(document.querySelectorAll(".hit .date")).map(e => e.textContent)`); len(got) < 3 || got[0] < got[1] || got[1] < got[2] {
		t.Errorf("by date: %q", got)
	}
	b.visit("/?exact=%E5%BA%94%E5%BD%93%E7%99%BB%E8%AE%B0")
	b.wait(`document.querySelectorAll(".hit").length === 2 && document.querySelector(".more").open`)
	eval[bool](b, `(history.back(), true)`)
	b.wait(`location.search.includes("sort=date")`)
	for _, address := range eval[[]string](b, `Array.from(document.querySelectorAll(".files a")).map(a => a.href)`) {
		r, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		if r.StatusCode != http.StatusOK || !strings.Contains(address, "sort=date") || !strings.Contains(r.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: status %d", address, r.StatusCode)
		}
	}
}

// The clause that answers is not said twice, and what holds nothing of the question is not listed.
func TestAnswerIsNoHit(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/?q=%E7%AC%AC20%E6%9D%A1%E7%A6%81%E6%AD%A2%E4%BB%80%E4%B9%88")
	b.wait(`document.querySelector(".answer h3").textContent.includes("第20条")`)
	if got := b.text(".hits"); strings.Contains(got, "第20条") {
		t.Errorf("clause 20 is said twice: %s", got)
	}
	if n := eval[int](b, `document.querySelectorAll(".hit").length`); b.text("#count") != fmt.Sprintf("共 %d 条", n) {
		t.Errorf("%d others are counted as %s", n, b.text("#count"))
	}
	if n := eval[int](b, `Array.from(document.querySelectorAll(".hit")).filter(e => !e.querySelector("mark")).length`); n > 0 {
		t.Errorf("%d hits hold no word of the question", n)
	}
	if got := eval[float64](b, `document.querySelector(".expanded summary").getBoundingClientRect().height`); got > 30 {
		t.Errorf("the words added take %v px", got)
	}
}

// An opened clause marks the words, leads from one to the next, and back.
func TestMarks(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/?q=%E5%B7%A1%E8%A7%86&norm=require")
	b.focus()
	b.press(kb.ArrowDown)
	b.wait(`document.activeElement.hasAttribute("data-hit")`)
	b.press(kb.Enter)
	b.wait(`location.pathname.startsWith("/d/cyzd/c/") && document.querySelectorAll("mark.found").length > 1`)
	b.tabTo(`[data-match="1"]`)
	b.press(kb.Enter)
	b.wait(`document.querySelectorAll("mark.found")[0].classList.contains("now")`)
	b.press(kb.Enter)
	b.wait(`document.querySelectorAll("mark.found")[1].classList.contains("now") && document.querySelectorAll("mark.now").length === 1 && document.querySelector("#said").textContent.startsWith("2 / ")`)
	b.tabTo(".matches .back")
	b.press(kb.Enter)
	b.wait(`location.pathname === "/" && location.search.includes("norm=require") && document.querySelector("#q").value === "巡视"`)
}

// The library: typing a short name, choosing a facet, an order; all in the address.
func TestLibraryPage(t *testing.T) {
	s := office(t)
	b := open(t, s)
	rows := `Array.from(document.querySelectorAll(".documents tbody a")).map(a => a.textContent).join()`
	b.visit("/d/")
	b.tabTo(`[name=title]`)
	b.insert("档案条例")
	b.wait(rows + ` === "青川市档案管理条例"`)
	eval[bool](b, `(document.querySelector("[name=title]").select(), true)`)
	b.press(kb.Backspace)
	b.wait(rows + `.split(",").length === 4`)
	b.tabTo(`.facets a[href*="year=2023"]`)
	b.press(kb.Enter)
	b.wait(rows + `.split(",").length === 2 && location.search.includes("year=2023")`)
	eval[bool](b, `(document.querySelector("[name=title]").focus(), true)`)
	b.insert("gongzhang")
	b.wait(rows + ` === "青川市公章使用办法" && location.search.includes("year=2023")`)
	b.visit("/d/?sort=title")
	if got := eval[string](b, rows); got != "关于做好档案工作的通知,青川市档案管理条例,青川市公章使用办法,推进全面从严治党工作措施" {
		t.Errorf("by title: %s", got)
	}
	if got := eval[string](b, `Array.from(document.querySelectorAll(".letters a")).map(a => a.textContent).join(" ")`); got != "G Q T" {
		t.Errorf("letters: %q", got)
	}
	if got := b.text(".documents"); strings.Contains(got, "\t0") {
		t.Errorf("a document has 0 clauses: %s", got)
	}
	b.click(".documents tbody a")
	b.wait(`document.querySelector(".about")`)
	b.tabTo(".about summary")
	b.press(kb.Enter)
	b.wait(`document.querySelector(".about").open && document.querySelector(".about dl").textContent.includes("通知")`)
	for _, address := range eval[[]string](b, `Array.from(document.querySelectorAll(".about .files a")).map(a => a.href)`) {
		r, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		if r.StatusCode != http.StatusOK || !strings.Contains(r.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: status %d", address, r.StatusCode)
		}
	}
}

// A basket across documents: gathered, ordered, noted, sent on, and kept by who gets it.
func TestBasket(t *testing.T) {
	s := office(t)
	b := open(t, s)
	b.visit("/?q=%E7%99%BB%E8%AE%B0")
	b.wait(`document.querySelectorAll(".hit .add").length > 2`)
	b.tabTo(".hit .add")
	b.press(kb.Enter)
	b.wait(`document.querySelector("#basket .n").textContent === "1" && document.activeElement.getAttribute("aria-pressed") === "true"`)
	b.press(kb.Tab)
	b.tabTo(".hit .add")
	b.press(kb.Enter)
	b.wait(`document.querySelector("#basket .n").textContent === "2"`)
	b.visit("/d/cyzd/c/20")
	b.click(".actions .add")
	b.wait(`document.querySelector("#basket .n").textContent === "3"`)
	b.visit("/d/cyzd")
	b.click(".of-section .add")
	b.wait(`Number(document.querySelector("#basket .n").textContent) > 4`)
	b.click(".of-section .add")
	b.wait(`document.querySelector("#basket .n").textContent === "3"`)

	items := `Array.from(document.querySelectorAll(".items [data-id]")).map(e => e.getAttribute("data-id"))`
	b.visit("/basket")
	b.wait(items + `.length === 3`)
	before := eval[[]string](b, items)
	b.tabTo("[data-basket=down]")
	b.press(kb.Enter)
	b.wait(items + `[1] === "` + before[0] + `" && document.activeElement.getAttribute("data-basket") === "down"`)
	eval[bool](b, `(document.querySelector(".items textarea").focus(), true)`)
	b.insert("会上念")
	b.press(kb.Tab)
	b.wait(`document.querySelector(".files a").href.includes("note=")`)
	eval[bool](b, `(navigator.clipboard.writeText = t => { window.copied = t; return Promise.resolve(); }, true)`)
	b.tabTo("[data-basket=up]")
	b.click("[data-basket=copy]")
	b.wait(`window.copied && window.copied.includes("——《") && window.copied.includes("会上念")`)
	b.click("[data-basket=link]")
	b.wait(`window.copied.includes("/basket?clauses=")`)
	link := eval[string](b, "window.copied")
	study := eval[string](b, `document.querySelector(".orders a[href^='/study?']").href`)
	for _, address := range append(eval[[]string](b, `Array.from(document.querySelectorAll(".files a")).map(a => a.href)`), study) {
		r, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(r.Body)
		_ = r.Body.Close()
		if r.StatusCode != http.StatusOK || len(body) == 0 {
			t.Errorf("%s: status %d", address, r.StatusCode)
		}
	}
	b.click("li:last-child [data-basket=remove]")
	b.wait(items + `.length === 2 && document.activeElement.getAttribute("data-basket") === "remove"`)

	other := open(t, s) // somebody else's browser
	other.visit(link)
	other.wait(items + `.length === 3 && !document.querySelector(".shared").hidden && document.querySelector(".note").textContent === "会上念"`)
	other.click("[data-basket=keep]")
	other.wait(`location.pathname === "/basket" && location.search === "" && ` + items + `.length === 3 && document.querySelector(".items textarea").value === "会上念"`)
	other.click("[data-basket=clear]")
	other.wait(`document.querySelector(".nothing") && document.querySelector("#basket .n").hidden`)
}

// A widget on a site that is not allowed stops, and the console says once what to set.
func TestWidgetDenied(t *testing.T) {
	h := newHost(t)
	s := serve(t, rest.Options{AllowOrigins: []string{"https://other.example"}}, web.Options{})
	h.html = `<!doctype html><html lang="zh"><script src="` + s.URL + `/embed.js" defer></script><tiaowen-search id="inline"></tiaowen-search>`
	h.policy = "default-src 'none'; script-src " + s.URL + "; connect-src " + s.URL + "; style-src " + s.URL
	b := open(t, s, h.Server)
	said := make(chan string, 100)
	err := chromedp.Listen(b.ctx, func(ev any) {
		if ev, ok := ev.(*runtime.EventConsoleAPICalled); ok && ev.Type == "error" {
			said <- string(ev.Args[0].Value)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	b.visit(h.URL + "/")
	b.wait(shadow("inline", ".frame") + ".offsetParent")
	eval[bool](b, `(`+shadow("inline", ".input")+`.focus(), true)`)
	b.insert("干部")
	b.wait(shadow("inline", ".status") + `.textContent.includes("不允许本站")`)
	asked := len(s.asked("/embed/find"))
	b.insert("党员")
	time.Sleep(1500 * time.Millisecond) // a second try would come after one second
	if n := len(s.asked("/embed/find")); n != asked {
		t.Errorf("it asked %d times more", n-asked)
	}
	if len(said) != 1 {
		t.Fatalf("the console was told %d times", len(said))
	}
	if got := <-said; !strings.Contains(got, "--allow-origin "+h.URL) {
		t.Errorf("the console says %q", got)
	}
}

// After a lost connection the title and the live region say what the page shows.
func TestFreshAfterTrouble(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/")
	b.focus()
	s.breakWith(func(w http.ResponseWriter, r *http.Request) bool { hangUp(w); return true })
	b.insert("巡视")
	b.wait(`document.querySelector("#trouble").textContent`)
	s.breakWith(nil)
	eval[bool](b, `(window.dispatchEvent(new Event("online")), true)`)
	b.wait(`document.querySelector(".hit") && document.title.startsWith("巡视") && document.querySelector("#live").textContent.includes("条")`)
}

// Facets, fields, orders, the library and a shared basket need no script.
func TestFindingWithoutJavaScript(t *testing.T) {
	s := office(t)
	b := open(t, s)
	r, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	call(b, r, err)
	b.visit("/?q=%E7%99%BB%E8%AE%B0")
	b.click(`.facets a[href*="year=2023"]`)
	b.wait(`location.search.includes("year=2023") && document.querySelectorAll(".hit").length === 2`)
	b.click(".more summary")
	b.do(chromedp.SendKeys(chromedp.CSS("[name=exclude]"), "公章"), chromedp.Submit(chromedp.CSS("#q")))
	b.wait(`location.search.includes("exclude=") && location.search.includes("year=2023") && document.querySelectorAll(".hit").length === 1`)
	b.click(".hit h3 a")
	b.wait(`document.querySelector("mark.found#m1")`)
	b.click(".matches .back")
	b.wait(`location.search.includes("exclude=") && document.querySelectorAll(".hit").length === 1`)
	b.visit("/d/?sort=title")
	b.click(`.facets a[href*="kind="]`)
	b.wait(`location.search.includes("kind=") && location.search.includes("sort=title") && document.querySelectorAll(".documents tbody tr").length === 1`)
	b.do(chromedp.SendKeys(chromedp.CSS("[name=title]"), "无此"), chromedp.Submit(chromedp.CSS("[name=title]")))
	b.wait(`location.search.includes("kind=") && document.querySelector(".nothing")`)
	b.visit("/basket?clauses=cyzd/20,cyzd/3&note=&note=x")
	b.wait(`document.querySelectorAll(".items > li").length === 2 && document.querySelector(".note").textContent === "x"`)
	if n := eval[int](b, `Array.from(document.querySelectorAll("button, textarea")).filter(e => e.offsetParent && e.type !== "submit").length`); n != 0 {
		t.Errorf("%d buttons or fields that need JavaScript are shown", n)
	}
}
