package web_test

import (
	"bytes"
	"fmt"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"tiaowen/api/rest"
	"tiaowen/web"
)

// The register by keyboard alone: the filters keep the focus through every
// change, and their counts are announced.
func TestDutiesByKeyboard(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/duties")
	b.wait(`document.documentElement.classList.contains("js")`)
	eval[bool](b, `(document.querySelector("[name=norm]:checked").focus(), true)`)
	for _, kind := range []string{"forbid", "require", "permit"} {
		b.press(kb.ArrowRight)
		b.wait(fmt.Sprintf(`location.search.includes("norm=%s") && Array.from(document.querySelectorAll("table.duties .tag")).every(e => e.classList.contains("%[1]s")) && document.querySelector("#list").getAttribute("aria-busy") === "false"`, kind))
		if got := eval[string](b, `document.activeElement.name + "=" + document.activeElement.value`); got != "norm="+kind {
			t.Fatalf("the focus is on %s after the arrow key, want norm=%s", got, kind)
		}
		if live, count := b.text("#live"), b.text("#count"); live == "" || live != count {
			t.Errorf("%q is announced where the page says %q", live, count)
		}
	}
	eval[bool](b, `(document.querySelector("[name=q]").focus(), true)`)
	b.visit("/duties?time=frequency")
	eval[bool](b, `(Array.from(document.querySelectorAll(".choices a")).filter(a => a.href.includes("view=calendar"))[0].focus(), true)`)
	b.press(kb.Enter)
	b.wait(`location.search.includes("view=calendar") && document.querySelector(".years")`)
	b.visit("/duties?actor=" + url.QueryEscape("领导干部"))
	eval[bool](b, `(document.querySelector("table.duties [data-hit]").focus(), true)`)
	b.press(kb.Enter)
	b.wait(`location.pathname.startsWith("/d/cyzd/c/") && location.search.startsWith("?quote=")`)
}

// The section filter of a search can be used by keyboard.
func TestFocusStaysInSearch(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/?q=%E5%B9%B2%E9%83%A8&document=cyzd")
	b.wait(`document.documentElement.classList.contains("js")`)
	eval[bool](b, `(document.querySelector("#section").focus(), true)`)
	seen := ""
	for range 3 {
		b.press(kb.ArrowDown)
		b.wait(`location.search.includes("section=") && location.search !== ` + fmt.Sprintf("%q", seen) + ` && document.querySelector("#results").getAttribute("aria-busy") === "false"`)
		seen = eval[string](b, "location.search")
		if got := eval[string](b, "document.activeElement.id"); got != "section" {
			t.Fatalf("after the arrow key the focus is on %q", got)
		}
	}
	eval[bool](b, `(document.querySelector(".choices a[href*='norm=require']").focus(), true)`)
	b.press(kb.Enter)
	b.wait(`location.search.includes("norm=require") && document.querySelector("#results").getAttribute("aria-busy") === "false"`)
	if got := eval[string](b, `document.activeElement.getAttribute("href") || ""`); !strings.Contains(got, "norm=require") {
		t.Errorf("after the choice the focus is on %q", got)
	}
}

// Favourites and searches stay in the browser, come back on the search page and go with one switch.
func TestMine(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/d/cyzd/c/20")
	b.click("[data-fav]")
	b.wait(`document.querySelector("[data-fav]").getAttribute("aria-pressed") === "true"`)
	b.visit("/")
	b.focus()
	b.insert("巡视")
	b.press(kb.Enter)
	b.wait(`document.querySelector(".hit")`)
	b.visit("/")
	b.wait(`document.querySelectorAll("#mine li").length === 2`)
	if got := b.text("#mine"); !strings.Contains(got, "第20条") || !strings.Contains(got, "巡视") {
		t.Errorf("the page shows %q", got)
	}
	if n := len(s.asked("fav")); n != 0 {
		t.Errorf("%d requests tell the server of favourites", n)
	}
	eval[bool](b, `(document.querySelector("#mine button").focus(), true)`)
	b.press(kb.Enter)
	b.wait(`document.querySelector("#mine").hidden && document.activeElement.id === "q"`)
	if got := eval[string](b, `Object.keys(localStorage).join(" ")`); strings.Contains(got, "fav") || strings.Contains(got, "recent") {
		t.Errorf("the browser still keeps %s", got)
	}
	eval[bool](b, `(localStorage.setItem("tiaowen-fav", JSON.stringify([["//evil.example/", "x"], ["javascript:alert(1)", "y"], "z", ["/d/cyzd/c/1", "good"]])), true)`)
	b.visit("/")
	b.wait(`document.querySelectorAll("#mine li").length === 1`)
}

// What is copied, shown as a code and reported names the clause and its address.
func TestCopyCodeReport(t *testing.T) {
	s := serve(t, rest.Options{}, web.Options{Contact: "editor@example.cn"})
	b := open(t, s)
	const spy = `(Object.defineProperty(navigator, "clipboard", {value: {writeText: t => { window.copied = t; return Promise.resolve(); }}}), true)`
	b.visit("/?q=%E7%AC%AC20%E6%9D%A1%E7%A6%81%E6%AD%A2%E4%BB%80%E4%B9%88")
	eval[bool](b, spy)
	b.click("[data-copy-answer]")
	b.wait(`window.copied`)
	copied := eval[string](b, "copied")
	for _, words := range []string{"坚决禁止跑官要官、买官卖官、拉票贿选等行为\n", "\n——《推进全面从严治党工作措施》第20条", "\n" + s.URL + "/d/cyzd/c/20"} {
		if !strings.Contains(copied, words) {
			t.Errorf("the copied answer lacks %q:\n%s", words, copied)
		}
	}
	b.visit("/d/cyzd/c/20")
	eval[bool](b, spy)
	b.click("[data-copy-url]")
	b.wait(`window.copied === ` + fmt.Sprintf("%q", s.URL+"/d/cyzd/c/20"))
	b.click(".qr summary")
	b.wait(`document.querySelector(".qr img").naturalWidth > 50`)
	b.click(".duties-here summary")
	if list := b.text(".duties-here"); !strings.Contains(list, "领导干部") || !strings.Contains(list, "不准封官许愿") {
		t.Errorf("who is bound is not said: %q", list)
	}
	res, err := http.Get(s.URL + "/d/cyzd/c/20/qr.png")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var file bytes.Buffer
	if _, err := file.ReadFrom(res.Body); err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(&file); err != nil || res.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the code is %s: %v", res.Header.Get("Content-Type"), err)
	}

	mail := eval[string](b, `document.querySelector(".report a").href`)
	if to, err := url.Parse(mail); err != nil || to.Scheme != "mailto" || to.Opaque != "editor@example.cn" || !strings.Contains(to.Query().Get("body"), s.URL+"/d/cyzd/c/20") {
		t.Errorf("the mail is %s", mail)
	}
	b.click(".report summary")
	eval[bool](b, `(document.querySelector("#wrong").focus(), true)`)
	b.insert("“禁止”应为“严禁”")
	eval[bool](b, `(f => { URL.createObjectURL = x => { window.file = x; return f.call(URL, x); }; return true; })(URL.createObjectURL)`)
	b.press(kb.Tab)
	b.press(kb.Tab)
	b.press(kb.Enter)
	b.wait(`window.file`)
	report := eval[string](b, `new Promise(done => { const r = new FileReader(); r.onload = () => done(r.result); r.readAsText(window.file); })`)
	for _, words := range []string{"《推进全面从严治党工作措施》第20条", s.URL + "/d/cyzd/c/20", "“禁止”应为“严禁”"} {
		if !strings.Contains(report, words) {
			t.Errorf("the report lacks %q:\n%s", words, report)
		}
	}
}

// A browser with a Chinese voice offers to read aloud; this one has none, so the
// test lends it one that counts its words.
func TestAloud(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	b.visit("/d/cyzd/c/20")
	b.wait(`document.documentElement.classList.contains("js")`)
	if eval[bool](b, `!speechSynthesis.getVoices().some(v => /^zh/.test(v.lang)) && !document.querySelector("[data-aloud]").hidden`) {
		t.Error("without a voice the button is there")
	}
	eval[bool](b, `(speechSynthesis.getVoices = () => [{lang: "zh-CN", name: "test"}], window.spoken = [],
		window.SpeechSynthesisUtterance = function (t) { this.text = t; },
		speechSynthesis.speak = u => { spoken.push(u.text); window.ended = u.onend; },
		speechSynthesis.dispatchEvent(new Event("voiceschanged")), true)`)
	b.click("[data-aloud]")
	b.wait(`spoken.length === 1`)
	for range 3 {
		eval[bool](b, `(ended(), true)`)
	}
	spoken := eval[[]string](b, "spoken")
	if text := b.text("#words"); len(spoken) != 4 || !strings.Contains(strings.ReplaceAll(text, "\n", ""), strings.TrimSpace(spoken[3])) {
		t.Errorf("it reads %q", spoken)
	}
	b.click("[data-aloud]")
	eval[bool](b, `(ended(), true)`)
	if n := eval[int](b, "spoken.length"); n != 4 || b.text("[data-aloud]") != "朗读" {
		t.Errorf("stopped, it goes on to sentence %d, the button says %q", n, b.text("[data-aloud]"))
	}
}
