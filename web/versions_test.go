package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// The page of an older version says so and leads to the same clause in the newest one.
func TestVersions(t *testing.T) {
	h := parks(t)
	list := ask(t, h, get("/compare"), http.StatusOK)
	_, query, _ := strings.Cut(list, `href="/compare?`)
	query, _, _ = strings.Cut(query, `"`)
	q, err := url.ParseQuery(strings.ReplaceAll(query, "&amp;", "&"))
	if err != nil {
		t.Fatal(err)
	}
	old, newest := "/d/"+q.Get("from"), "/d/"+q.Get("to")

	page := ask(t, h, get(old+"/c/2"), http.StatusOK)
	has(t, page, `class="band"`, "这是旧版本，自 2024-05-01 起已有新版本", `href="`+newest+`/c/3"`, "看最新版本的第三条", "《江城市公园条例》（2010年）第二条", "非现行有效")
	page = ask(t, h, get(newest+"/c/3"), http.StatusOK)
	has(t, page, "《江城市公园条例》（2024年修订）第三条")
	if strings.Contains(page, `class="band"`) {
		t.Error("the newest version warns of itself")
	}
	page = ask(t, h, get(old), http.StatusOK)
	has(t, page, `class="band"`, "2024年修订 · 2024-05-01", `href="`+newest+`"`, "/compare?changes=1")

	// A search gives the newest version, one of a day those of that day, and all where all are asked for.
	words := "/?q=" + url.QueryEscape("安全巡查制度")
	page = ask(t, h, get(words), http.StatusOK)
	has(t, page, newest+"/c/1", "也查旧版本")
	if strings.Contains(page, old+"/c/1") {
		t.Error("an older version is found unasked")
	}
	page = ask(t, h, get(words+"&date=2015-01-01"), http.StatusOK)
	has(t, page, old+"/c/1", "2015-01-01 时的版本", "只看最新版本")
	page = ask(t, h, get(words+"&versions=all"), http.StatusOK)
	has(t, page, old+"/c/1", newest+"/c/1", "包括旧版本")

	// Where no version that holds has the words, the page leads to the older one that does.
	page = ask(t, h, get("/?q="+url.QueryEscape(`"必须建立安全巡查制度"`)), http.StatusOK)
	has(t, page, "现行版本没有，旧版本写过：", `href="`+old+"/c/1?", "《江城市公园条例》（2010年）第一条")
	page = ask(t, h, get("/?q="+url.QueryEscape(`"从来没有这样写过"`)), http.StatusOK)
	has(t, page, "没有找到相关条文")
}

// A clause lists what it cites and what cites it.
func TestCitedBothWays(t *testing.T) {
	h := parks(t)
	list := ask(t, h, get("/compare"), http.StatusOK)
	_, id, _ := strings.Cut(list, "to=")
	id, _, _ = strings.Cut(id, `"`)
	page := ask(t, h, get("/d/"+id+"/c/4"), http.StatusOK)
	has(t, page, "本条引用", `/d/`+id+`/c/1"`)
	page = ask(t, h, get("/d/"+id+"/c/1"), http.StatusOK)
	has(t, page, "引用本条", `/d/`+id+`/c/4"`)
}
