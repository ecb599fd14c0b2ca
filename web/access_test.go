package web_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"tiaowen/api/rest"
	"tiaowen/web"
)

// axe is the checker's source.
func axe(t *testing.T) string {
	t.Helper()
	found, err := filepath.Glob("../.cache/axe/axe-*.min.js")
	if err != nil || len(found) == 0 {
		missing(t, "this test needs axe-core: run `make test` where npm reaches its registry")
	}
	source, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// openFor opens a tab in which axe may do its own work, which a page's policy would forbid.
func openFor(t *testing.T, s *server, others ...*httptest.Server) *tab {
	b := open(t, s, others...)
	r, err := chromedp.Call(b.ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true})
	call(b, r, err)
	return b
}

// violations runs axe over the page and names what breaks WCAG 2.2 AA.
func (b *tab) violations(source string) []string {
	b.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](source + ";0"))
	raw := eval[string](b, `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], rules: {"target-size": {enabled: true}}})
		.then(r => JSON.stringify({checked: r.passes.length, found: r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + (n.any[0] ? n.any[0].message : "")).join(" | "))}))`)
	var out struct {
		Checked int
		Found   []string
	}
	if err := json.Unmarshal([]byte(raw), &out); err != nil {
		b.Fatal(err)
	}
	if out.Checked < 10 {
		b.Errorf("only %d rules were checked", out.Checked)
	}
	return out.Found
}

func TestAccess(t *testing.T) {
	source := axe(t)
	s := measures(t)
	var b *tab
	check := func(what string) {
		for _, scheme := range []string{"light", "dark"} {
			r, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
			call(b, r, err)
			for _, v := range b.violations(source) {
				t.Errorf("%s, %s: %s", what, scheme, v)
			}
		}
	}
	for _, lang := range []string{"en", "zh-CN"} {
		b = openFor(t, s) // each has its own time
		b.language(lang)
		for _, path := range paths {
			b.visit(path)
			check(path + " in " + lang)
		}
	}
	b.size(390, 844)
	for _, path := range []string{"/?q=%E5%85%9A", "/d/cyzd", "/duties"} {
		b.visit(path)
		check(path + " on a phone")
	}
}

// What stands folded below a clause, in the largest type and where the system sets the colours.
func TestAccessFolded(t *testing.T) {
	source := axe(t)
	s := serve(t, rest.Options{}, web.Options{Contact: "editor@example.cn"})
	b := openFor(t, s)
	for _, width := range []int64{1280, 390} {
		b.size(width, 844)
		for _, path := range []string{"/d/cyzd/c/20", "/duties?time=frequency", "/study?document=cyzd"} {
			b.visit(path)
			eval[bool](b, `(document.querySelectorAll("details").forEach(d => { d.open = true; }), document.documentElement.setAttribute("data-size", "huge"), true)`)
			for _, v := range b.violations(source) {
				t.Errorf("%s at %d px: %s", path, width, v)
			}
		}
	}
	r, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}})
	call(b, r, err)
	b.visit("/d/cyzd/c/20")
	eval[bool](b, `(document.querySelector(".duties-here").open = true)`)
	const form = `(s => { const c = getComputedStyle(document.querySelector(s)); return c.borderBottomWidth + c.borderBottomStyle; })`
	for _, of := range []string{".tag", "#words .norm"} {
		if forbid, require := eval[string](b, form+`("`+of+`.forbid:not(.soft)")`), eval[string](b, form+`("`+of+`.require:not(.soft)")`); forbid == require {
			t.Errorf("where the system sets the colours, %s of 禁止 and 要求 look alike: %s", of, forbid)
		}
	}
}

func TestAccessWidget(t *testing.T) {
	source := axe(t)
	s, h, _ := portal(t, false)
	b := openFor(t, s, h.Server)
	b.visit(h.URL + "/")
	b.wait(shadow("inline", ".frame") + ".offsetParent")
	eval[bool](b, `(`+shadow("inline", ".input")+`.focus(), true)`)
	b.insert("党组织建设")
	b.wait(shadow("inline", ".results .title"))
	for _, v := range b.violations(source) {
		t.Errorf("the box: %s", v)
	}
	eval[bool](b, `(document.querySelector("#button").open("廉洁档案"), true)`)
	b.wait(shadow("button", ".results .title"))
	for _, v := range b.violations(source) {
		t.Errorf("the dialog: %s", v)
	}
}
