package web_test

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tiaowen/api/rest"
	"tiaowen/web"
)

func measures(t *testing.T) *server { return serve(t, rest.Options{}, web.Options{}) }

func TestSearch(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/")
	b.focus()
	b.insert("党组织建设")
	b.wait(`document.querySelectorAll(".hit").length > 3`)
	if got := b.text(".hit h3"); !strings.HasPrefix(got, "第23条") {
		t.Errorf("the first hit is %q", got)
	}
	if got := b.text(".hit .path"); got != "推进全面从严治党工作措施 七、全面夯实基层基础" {
		t.Errorf("the section context is %q", got)
	}
	if got := b.text(".hit mark"); got == "" {
		t.Error("no word of the query is marked")
	}
	if got := eval[string](b, "location.search"); !strings.Contains(got, "q=%E5%85%9A") {
		t.Errorf("the address does not say what was asked: %s", got)
	}
	b.click(".hit h3 a")
	b.wait(`location.pathname === "/d/cyzd/c/23"`)
	b.wait(`document.querySelector("#words").textContent.includes("基层党组织")`)
}

func TestAnswer(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/")
	b.focus()
	b.insert("第20条禁止什么")
	b.wait(`document.querySelectorAll(".answer").length === 1`)
	if got := b.text(".answer h3"); got != "第20条　净化选人用人风气" {
		t.Errorf("the answer stands under %q", got)
	}
	if got := b.text(".answer .path"); got != "推进全面从严治党工作措施 六、建设忠诚干净担当干部队伍" {
		t.Errorf("the section context is %q", got)
	}
	quotes := eval[[]string](b, `Array.from(document.querySelectorAll(".answer .quote")).map(e => e.innerText)`)
	if len(quotes) != 7 || quotes[0] != "坚决禁止跑官要官、买官卖官、拉票贿选等行为" {
		t.Errorf("%d prohibitions: %q", len(quotes), quotes)
	}
	if eval[bool](b, `document.querySelector(".answers").compareDocumentPosition(document.querySelector(".hits")) !== Node.DOCUMENT_POSITION_FOLLOWING`) {
		t.Error("the answer does not stand above the hits")
	}
	b.click(".answer .quote")
	b.wait(`location.pathname === "/d/cyzd/c/20" && location.search.startsWith("?quote=")`)
	if got := b.text("#words mark"); got != quotes[0] {
		t.Errorf("the deep link marks %q", got)
	}
	b.visit("/?q=%E7%AC%AC99%E6%9D%A1")
	if got := b.text(".refusal"); !strings.Contains(got, "99") || b.text(".answer") != "" {
		t.Errorf("a clause that is not there: %q", got)
	}
}

func TestFilter(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/duties?document=cyzd")
	all := eval[int](b, `document.querySelectorAll("table.duties tbody tr").length`)
	b.click(`.chip:nth-of-type(2)`)
	b.wait(`location.search.includes("norm=forbid") && document.querySelectorAll("table.duties tbody tr").length < ` + strconv.Itoa(all))
	if n := eval[int](b, `document.querySelectorAll("table.duties .tag:not(.forbid)").length`); n != 0 {
		t.Errorf("%d rows forbid nothing", n)
	}
	for _, address := range eval[[]string](b, `Array.from(document.querySelectorAll(".files a")).map(a => a.href)`) {
		r, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		if r.StatusCode != http.StatusOK || !strings.Contains(address, "norm=forbid") || !strings.Contains(r.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: status %d, headers %v", address, r.StatusCode, r.Header)
		}
	}
	eval[bool](b, `(document.querySelector("[name=actor]").focus(), true)`)
	b.insert("领导干部")
	b.wait(`Array.from(document.querySelectorAll("table.duties td.who")).every(e => e.textContent.includes("领导干部")) && document.querySelector("table.duties tbody tr")`)
	if got := eval[string](b, `document.activeElement.name + document.activeElement.value`); got != "actor领导干部" {
		t.Errorf("the field lost its words or the focus: %q", got)
	}
	b.do(chromedp.Reload())
	if n := eval[int](b, `document.querySelectorAll("table.duties tbody tr").length`); n == 0 || n >= all {
		t.Errorf("the address does not keep the filter: %d rows", n)
	}
	b.visit("/d/cyzd/terms")
	eval[bool](b, `(document.querySelector("[name=name]").focus(), true)`)
	b.insert("四个")
	b.wait(`location.search.includes("name=") && Array.from(document.querySelectorAll(".terms tbody th")).every(e => e.textContent.includes("四个"))`)

	b.visit("/?q=%E5%B9%B2%E9%83%A8")
	total := eval[int](b, `parseInt(document.querySelector("#count").textContent.match(/\d+/)[0], 10)`)
	b.click(`.choices a[href*="norm=permit"]`)
	b.wait(`location.search.includes("norm=permit") && parseInt(document.querySelector("#count").textContent.match(/\d+/)[0], 10) < ` + strconv.Itoa(total))
	b.visit("/?q=%E5%B9%B2%E9%83%A8&document=cyzd")
	eval[bool](b, `(e => { e.value = e.options[6].value; e.dispatchEvent(new Event("change", {bubbles: true})); return true; })(document.querySelector("#section"))`)
	b.wait(`location.search.includes("section=") && document.querySelector(".hit") && Array.from(document.querySelectorAll(".hit .path")).every(e => e.textContent.includes("六、"))`)
}

// The page drawn by the server and the one drawn in place are the same.
func TestInstantIsWhole(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/")
	b.focus()
	b.insert("廉洁档案")
	b.wait(`document.querySelector(".hit")`)
	instant := eval[string](b, `document.querySelector("#results").innerHTML`)
	b.do(chromedp.Reload())
	b.wait(`document.querySelector(".hit") && document.documentElement.classList.contains("js")`)
	if whole := eval[string](b, `document.querySelector("#results").innerHTML`); whole != instant {
		t.Error("the results drawn in place differ from those of the whole page")
	}
}

func TestKeyboard(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/d/cyzd/c/20")
	b.slash()
	b.wait(`document.activeElement.id === "q"`)
	b.press(kb.Escape)
	b.press("k", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	b.focus()
	b.insert("巡视")
	b.press(kb.Enter)
	b.wait(`location.pathname === "/" && document.querySelector(".hit")`)
	b.slash()
	b.wait(`document.activeElement.id === "q"`)
	b.press(kb.ArrowDown)
	b.wait(`document.activeElement === document.querySelectorAll("[data-hit]")[0]`)
	b.press(kb.ArrowDown)
	b.wait(`document.activeElement === document.querySelectorAll("[data-hit]")[1]`)
	b.press(kb.ArrowUp)
	b.press(kb.ArrowUp)
	b.wait(`document.activeElement.id === "q"`)
	b.press(kb.ArrowDown)
	b.press(kb.Escape)
	b.wait(`document.activeElement.id === "q"`)
	b.press(kb.ArrowDown)
	want := eval[string](b, `new URL(document.activeElement.href).pathname`)
	b.press(kb.Enter)
	b.wait(`location.pathname === ` + fmt.Sprintf("%q", want))
	b.press(kb.ArrowRight)
	b.wait(`location.pathname !== ` + fmt.Sprintf("%q", want) + ` && location.pathname.startsWith("/d/cyzd/c/")`)
	b.press(kb.ArrowLeft)
	b.wait(`location.pathname === ` + fmt.Sprintf("%q", want))
}

func TestWithoutJavaScript(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	r, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	call(b, r, err)
	b.visit("/")
	b.do(chromedp.SendKeys(chromedp.CSS("#q"), "巡视"), chromedp.Submit(chromedp.CSS("#q")))
	b.wait(`document.querySelectorAll(".hit").length > 1`)
	if eval[bool](b, `document.documentElement.classList.contains("js")`) {
		t.Fatal("JavaScript ran")
	}
	if n := eval[int](b, `Array.from(document.querySelectorAll("button")).filter(e => e.offsetParent && e.type !== "submit").length`); n != 0 {
		t.Errorf("%d buttons that need JavaScript are shown", n)
	}
	b.click(`.choices a[href*="norm=forbid"]`)
	b.wait(`location.search.includes("norm=forbid") && document.querySelector("#results")`)
	b.visit("/duties?document=cyzd")
	b.click(`.chip:nth-of-type(2)`)
	b.click(`main button[type=submit]`)
	b.wait(`location.search.includes("norm=forbid") && document.querySelector(".tag.forbid") && !document.querySelector(".tag.require")`)
	b.visit("/?q=%E5%85%9A")
	b.click(`.pager a[rel=next]`)
	b.wait(`location.search.includes("offset=10") && document.querySelectorAll(".hit").length === 10`)
	b.click(".hit h3 a")
	b.wait(`location.pathname.startsWith("/d/cyzd/c/")`)
	b.visit("/d/cyzd/c/22")
	b.click(".beside a[rel=next]")
	b.wait(`location.pathname === "/d/cyzd/c/23"`)
	b.wait(`document.querySelector("#words")`)
	b.click(".actions a")
	b.wait(`location.pathname === "/d/cyzd" && location.hash.startsWith("#c")`)
	repair := `getComputedStyle(document.querySelector(".repair"), "::after").content`
	if got := eval[string](b, repair); got != "none" {
		t.Errorf("repairs are shown before anybody asked: %s", got)
	}
	b.click(`label[for=show-repairs]`)
	if got := eval[string](b, repair); !strings.Contains(got, "疑") {
		t.Errorf("repairs are not shown on request: %s", got)
	}
	b.click(`.langs a`)
	b.wait(`document.documentElement.lang === "en"`)
	b.click(`.outline a`)
	b.click(`.mark`)
	b.wait(`location.pathname === "/" && document.documentElement.lang === "en"`)
}

func TestLanguage(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.language("en-GB,en")
	b.visit("/")
	b.wait(`document.documentElement.lang === "en"`)
	b.click(`.langs a`)
	b.wait(`document.documentElement.lang === "zh-CN"`)
	b.visit("/d/") // a new visit, without ?lang=
	b.wait(`document.documentElement.lang === "zh-CN" && location.search === "?lang=zh"`)
	if n := eval[int](b, "document.cookie.length"); n != 0 {
		t.Error("a cookie was set")
	}
}

// shelf is a server with more than one document and a clause as long as the longest of the statutes.
func shelf(t *testing.T) *server {
	return serve(t, rest.Options{}, web.Options{},
		load(t, "长.md", "# 关于进一步规范和加强若干重大事项决策程序执行监督与责任追究有关工作的规定（试行）\n\n第一章　总　则\n\n第一条　"+strings.Repeat("各单位应当如实报告有关情况，不得隐瞒、谎报或者拖延。", 256)+"\n\n第二条　本规定自公布之日起施行。\n"),
		load(t, "短.md", "# 简短规定\n\n第一条　公民有权查阅记录。\n\n第二条　国家鼓励公开。\n"))
}

// paths are all pages, in the states that people meet.
var paths = []string{
	"/", "/?q=%E5%85%9A%E7%BB%84%E7%BB%87", "/?q=%E7%AC%AC20%E6%9D%A1%E7%A6%81%E6%AD%A2%E4%BB%80%E4%B9%88", "/?q=zzzzzz", "/?q=%E5%85%9A&document=cyzd&offset=10",
	"/d/", "/d/?title=zzz", "/d/cyzd", "/d/cyzd/c/20", "/d/cyzd/c/1?quote=0-12", "/duties", "/duties?document=cyzd&actor=zzz", "/duties?view=calendar&year=2027", "/d/cyzd/terms", "/d/cyzd/terms?name=zzz",
	"/study", "/study?document=cyzd&clauses=18-21", "/study?clauses=99", "/study/print?clauses=20", "/study/practice?clauses=20",
	"/quotes", "/compare", "/compare?from=cyzd&to=cyzd", "/?q=%E5%85%9A&versions=all", "/?q=%E5%85%9A&date=2020-01-01",
	"/?exact=%E5%9B%9B%E4%B8%AA%E6%84%8F%E8%AF%86&exclude=x&all=1&sort=date", "/?q=%E5%85%9A&kind=%E6%8E%AA%E6%96%BD", "/d/?sort=title", "/d/?kind=%E6%8E%AA%E6%96%BD&title=congyan",
	"/d/cyzd/c/20?q=%E5%B9%B2%E9%83%A8", "/d/cyzd/c/20?q=zzz", "/basket", "/basket?clauses=cyzd/20,cyzd/3,cyzd/99&note=a",
	"/d/none", "/d/cyzd/c/99", "/nothing", "/embed", "/embed?q=%E5%85%9A",
}

func TestPhone(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.size(390, 844)
	for _, path := range paths {
		b.visit(path)
		if w := eval[int](b, "document.documentElement.scrollWidth"); w > 390 {
			t.Errorf("%s is %d px wide", path, w)
		}
	}
	b.visit("/d/cyzd")
	if eval[bool](b, `!!document.querySelector(".outline").offsetParent`) {
		t.Error("the outline fills a phone's screen before anybody asked")
	}
	b.click("label[for=show-outline]")
	b.wait(`document.querySelector(".outline").offsetParent`)

	long := shelf(t)
	b = open(t, long)
	b.size(390, 844)
	for _, path := range []string{"/", "/d/", "/?q=%E6%8A%A5%E5%91%8A"} {
		b.visit(path)
		if w := eval[int](b, "document.documentElement.scrollWidth"); w > 390 {
			t.Errorf("%s with a long title is %d px wide", path, w)
		}
	}
}

// Large type and 200 % zoom of text must not cut anything off.
func TestLargeType(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.size(390, 844)
	for _, size := range []string{"20px", "24px"} {
		b.visit("/")
		b.click(`[data-sizes]`)
		b.wait(`document.querySelector("#said").textContent !== ""`)
		for _, path := range paths {
			b.visit(path)
			if got := eval[string](b, "getComputedStyle(document.documentElement).fontSize"); got != size {
				t.Fatalf("%s: type is %s, want %s", path, got, size)
			}
			if w := eval[int](b, "document.documentElement.scrollWidth"); w > 390 {
				t.Errorf("%s is %d px wide in type of %s", path, w, size)
			}
		}
	}
	b.visit("/")
	b.click(`[data-sizes]`)
	if got := eval[string](b, "getComputedStyle(document.documentElement).fontSize"); got != "16px" {
		t.Errorf("after the largest comes %s", got)
	}
}

func TestDark(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	bright := `(c => (+c[0] + +c[1] + +c[2]) / 3)(getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g))`
	b.visit("/")
	if got := eval[float64](b, bright); got < 200 {
		t.Errorf("by day the paper is %v bright", got)
	}
	b.dark()
	if got := eval[float64](b, bright); got > 60 {
		t.Errorf("by night the paper is %v bright", got)
	}
	b.click(`[data-pref=theme]`)
	b.visit("/d/cyzd")
	if got := eval[float64](b, bright); got < 200 {
		t.Errorf("the reader chose light; the paper is %v bright", got)
	}
}

func TestPrint(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/d/cyzd")
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(pdf), "%PDF-") || strings.Count(string(pdf), "/Type /Page\n") < 20 {
		t.Errorf("printed to %d bytes and %d pages", len(pdf), strings.Count(string(pdf), "/Type /Page\n"))
	}
	if !regexp.MustCompile(`/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]`).Match(pdf) {
		t.Error("the paper is not A4")
	}
	r, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	call(b, r, err)
	for _, selector := range []string{".top", ".foot", ".outline", ".controls", ".actions"} {
		if eval[bool](b, fmt.Sprintf("!!document.querySelector(%q).offsetParent", selector)) {
			t.Errorf("%s is printed", selector)
		}
	}
	if got := eval[string](b, `getComputedStyle(document.querySelector(".clause p")).fontSize`); got != "21.3333px" {
		t.Errorf("the words are printed in %s; 16 pt are 21.3333px", got)
	}
}

func TestBack(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/")
	b.focus()
	b.insert("巡视")
	b.wait(`location.search.includes("q=") && document.querySelector(".hit") && document.title.startsWith("巡视")`)
	b.press(kb.Enter)
	eval[bool](b, `document.querySelector("#q").select() || true`)
	b.insert("廉洁档案")
	b.wait(`document.title.startsWith("廉洁档案")`)
	eval[bool](b, `(history.back(), true)`)
	b.wait(`document.title.startsWith("巡视") && document.querySelector("#q").value === "巡视"`)
	eval[bool](b, `(history.forward(), true)`)
	b.wait(`document.title.startsWith("廉洁档案") && document.querySelector("#q").value === "廉洁档案"`)
	b.click(".hit h3 a")
	b.wait(`location.pathname.startsWith("/d/")`)
	eval[bool](b, `(history.back(), true)`)
	b.wait(`document.title.startsWith("廉洁档案") && document.querySelector("#q").value === "廉洁档案" && document.querySelector(".hit")`)
}

// One pause, one request; half-typed pinyin asks nothing.
func TestTyping(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/")
	b.focus()
	for _, half := range []string{"x", "xu", "xun", "xun s", "xun sh", "xun shi"} {
		r, err := chromedp.Call(b.ctx, input.ImeSetComposition, input.ImeSetCompositionParams{Text: half, SelectionStart: int64(len(half)), SelectionEnd: int64(len(half))})
		call(b, r, err)
		time.Sleep(60 * time.Millisecond)
	}
	time.Sleep(400 * time.Millisecond)
	if asked := s.asked("part=results"); len(asked) != 0 {
		t.Errorf("half-typed pinyin was searched for: %q", asked)
	}
	b.insert("巡视")
	b.wait(`document.querySelector(".hit")`)
	if asked := s.asked("part=results"); len(asked) != 1 {
		t.Errorf("one pause sent %d requests: %q", len(asked), asked)
	}
	for _, c := range "abcdef" {
		b.press(string(c))
	}
	b.wait(`document.title.startsWith("巡视abcdef")`)
	if asked := s.asked("part=results"); len(asked) != 2 {
		t.Errorf("two pauses sent %d requests: %q", len(asked), asked)
	}
}

// An older answer that comes late must not stand over a newer one.
func TestStaleAnswer(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/")
	b.focus()
	release := make(chan struct{})
	s.breakWith(func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Query().Get("q") == "巡视" {
			<-release
		}
		return false
	})
	b.insert("巡视")
	for len(s.asked("part=results")) == 0 {
		time.Sleep(10 * time.Millisecond)
	}
	eval[bool](b, `document.querySelector("#q").select() || true`)
	b.insert("廉洁档案")
	b.wait(`document.title.startsWith("廉洁档案")`)
	close(release)
	time.Sleep(500 * time.Millisecond)
	if got := eval[string](b, "document.title"); !strings.HasPrefix(got, "廉洁档案") {
		t.Errorf("the older answer took over: %s", got)
	}
}

func TestTrouble(t *testing.T) {
	for name, trip := range map[string]struct {
		trip func(w http.ResponseWriter)
		says string
	}{
		"away":   {hangUp, "暂时连不上服务"},
		"busy":   {func(w http.ResponseWriter) { w.WriteHeader(http.StatusTooManyRequests) }, "请求太频繁"},
		"failed": {func(w http.ResponseWriter) { w.WriteHeader(http.StatusInternalServerError) }, "服务出错"},
		"half": {func(w http.ResponseWriter) {
			_, _ = io.WriteString(w, `<div id="results"><article class="hit">half an ans`)
		}, "暂时连不上服务"},
	} {
		t.Run(name, func(t *testing.T) {
			s := measures(t)
			b := open(t, s)
			b.visit("/")
			b.focus()
			s.breakWith(func(w http.ResponseWriter, _ *http.Request) bool { trip.trip(w); return true })
			b.insert("巡视")
			b.wait(`document.querySelector("#trouble").textContent`)
			if got := b.text("#trouble"); !strings.HasPrefix(got, trip.says) {
				t.Errorf("the page says %q", got)
			}
			if got := eval[string](b, `document.querySelector("#q").value`); got != "巡视" {
				t.Errorf("the typed words became %q", got)
			}
			s.breakWith(nil)
			b.wait(`document.querySelector(".hit") && !document.querySelector("#trouble").textContent`)
		})
	}
}

func TestCopy(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/d/cyzd/c/20")
	eval[bool](b, `(navigator.clipboard.writeText = t => { window.copied = t; return Promise.resolve(); }, true)`)
	b.click(`[data-copy]`)
	b.wait(`window.copied === "《推进全面从严治党工作措施》第20条（六、建设忠诚干净担当干部队伍）"`)
	b.wait(`document.querySelector("#said").textContent === "已复制"`)
	b.click(`[data-copy-from]`)
	b.wait(`window.copied.startsWith("净化选人用人风气。") && window.copied.endsWith("——《推进全面从严治党工作措施》第20条（六、建设忠诚干净担当干部队伍）\n" + location.origin + "/d/cyzd/c/20")`)
}
