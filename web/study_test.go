package web_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"tiaowen/api/rest"
	"tiaowen/corpus"
	"tiaowen/web"
)

// Choosing and fetching work by forms and links alone, and what was chosen
// is in the address.
func TestStudyWithoutJavaScript(t *testing.T) {
	s := measures(t)
	b := open(t, s)
	r, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	call(b, r, err)
	b.visit("/d/cyzd/c/20")
	b.click(`a[href^="/study?"]`)
	b.wait(`document.querySelector("input[value='20']").checked && document.querySelector(".downloads a")`)
	for _, key := range []string{"18", "19"} {
		b.click(`input[name=pick][value="` + key + `"]`)
	}
	b.click(`button.main`)
	b.wait(`location.search.includes("clauses=18-20") && !location.search.includes("pick")`)
	if got := b.text("#h-kit"); !strings.Contains(got, "3 条") {
		t.Errorf("the kit is %q", got)
	}
	b.click(`button[name=add][value="18-21"]`)
	b.wait(`location.search.includes("clauses=18-21")`)
	links := eval[[]string](b, `Array.from(document.querySelectorAll(".downloads a, .ways a")).map(a => a.href)`)
	if len(links) < 14 {
		t.Errorf("only %d files are offered", len(links))
	}
	for _, link := range links {
		res, err := http.Get(link)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK || len(body) < 500 {
			t.Errorf("%s: status %d, %d bytes, %v", link, res.StatusCode, len(body), err)
		}
		if d := res.Header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment") && !strings.HasSuffix(link, "format=json") {
			t.Errorf("%s is not to be saved: %q", link, d)
		}
	}
	if n := eval[int](b, `document.querySelectorAll(".question details").length`); n < 5 {
		t.Errorf("%d questions are shown", n)
	}
	b.click(".go a.main")
	b.wait(`location.pathname === "/study/practice" && document.querySelectorAll(".question").length > 5`)
	if !eval[bool](b, `document.querySelector("#practice").hidden && document.querySelector(".question").offsetParent !== null`) {
		t.Error("without JavaScript the questions are not there to be read")
	}
}

// Three ways stand out, the clauses are counted as everywhere, and no id is in a learner's face.
func TestStudyPage(t *testing.T) {
	s := serve(t, rest.Options{}, web.Options{}, corpus.Measures(), load(t, "b.txt", "档案管理办法\n\n第一条 单位应当建立档案。\n\n第二条 档案不得损毁。"))
	b := open(t, s)
	b.visit("/study?document=cyzd")
	if got := eval[[]string](b, `Array.from(document.querySelectorAll(".ways b")).map(e => e.innerText)`); strings.Join(got, " ") != "试卷 题库 讲义" {
		t.Errorf("the ways are %q", got)
	}
	if got := b.text("#h-kit"); !strings.Contains(got, "38 条") {
		t.Errorf("the kit is %q; the document has 38 clauses", got)
	}
	b.size(390, 844)
	if !eval[bool](b, `document.querySelector(".ways").getBoundingClientRect().top < innerHeight && document.querySelector(".kinds").getBoundingClientRect().top < document.querySelector(".group").getBoundingClientRect().top`) {
		t.Error("on a phone the controls do not come first")
	}
	b.visit("/study?form=1&more=" + url.QueryEscape("《档案管理办法》第二条，cyzd/18"))
	b.wait(`location.search.includes("clauses=")`)
	if got := eval[string](b, `document.querySelector("#more").value`); got != "《档案管理办法》第二条, 《推进全面从严治党工作措施》第18条" {
		t.Errorf("the clauses of other documents are called %q", got)
	}
	for _, path := range []string{"/study?clauses=cyzd/18,cyzd/20", "/study/practice?clauses=cyzd/18", "/study/print?clauses=cyzd/18"} {
		b.visit(path)
		b.wait(`document.documentElement.classList.contains("js")`)
		if text := b.text("main"); strings.Contains(strings.ReplaceAll(text, "/d/cyzd/", ""), "cyzd/") {
			t.Errorf("%s shows an id:\n%s", path, text)
		}
	}
}

// The kit that a page practises with.
func kitOf(t *testing.T, s *server, query string) (kit struct {
	Questions []struct {
		ID, Kind, Stem, Explanation, URL string
		Options, Left, Answers           []string
		Right                            []int
	}
}) {
	t.Helper()
	res, err := http.Get(s.URL + "/api/v1/study?" + query)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(&kit); err != nil || len(kit.Questions) == 0 {
		t.Fatalf("%d questions: %v", len(kit.Questions), err)
	}
	return kit
}

// A quiz by keyboard alone: marked, the clause shown on a wrong answer, the
// wrong ones again, a score at the end.
func TestQuizByKeyboard(t *testing.T) {
	s := measures(t)
	const query = "document=cyzd&clauses=20&kinds=single,judge,blank&count=9"
	kit := kitOf(t, s, query)
	b := open(t, s)
	b.visit("/study/practice?" + query)
	b.wait(`document.querySelector("#practice form")`)
	wrong := 0
	for i, q := range kit.Questions {
		b.wait(fmt.Sprintf(`document.querySelector("#practice .hint").innerText.startsWith("%d /")`, i+1))
		if got := b.text("#practice .stem"); got != q.Stem {
			t.Fatalf("question %d is %q, want %q", i+1, got, q.Stem)
		}
		miss := i%3 == 1
		if q.Kind == "blank" {
			if miss {
				b.insert("乱写")
			} else {
				b.insert("　" + q.Answers[0] + "。")
			}
		} else {
			pick := q.Right[0]
			if miss {
				pick = (pick + 1) % len(q.Options)
			}
			b.press(fmt.Sprint(pick + 1))
		}
		b.press("\r")
		b.wait(`document.querySelector("#practice .verdict")`)
		verdict := b.text("#practice .verdict")
		if (verdict == "答错了。") != miss {
			t.Errorf("%s: %q after a wrong answer: %v", q.ID, verdict, miss)
		}
		if miss {
			wrong++
			if why := b.text("#practice .why"); !strings.Contains(why, q.Explanation) {
				t.Errorf("%s: the clause is not shown: %q", q.ID, why)
			}
			if href := eval[string](b, `document.querySelector("#practice .why a").getAttribute("href")`); href != q.URL {
				t.Errorf("%s leads to %q, want %q", q.ID, href, q.URL)
			}
		}
		b.press("\r")
	}
	b.wait(`document.querySelector("#score")`)
	if got, want := b.text("#score"), fmt.Sprintf("%d / %d", len(kit.Questions)-wrong, len(kit.Questions)); !strings.Contains(got, want) {
		t.Errorf("the score is %q, want %q", got, want)
	}
	b.press("\r")
	b.wait(fmt.Sprintf(`(document.querySelector("#practice .hint") || {innerText: ""}).innerText.startsWith("1 / %d")`, wrong))
}

// A quiz goes on after a reload, keeps what was wrong in a book, counts points,
// and clearing asks first and clears this kit alone.
func TestQuizIsKept(t *testing.T) {
	s := measures(t)
	const query, other = "document=cyzd&clauses=18-22&kinds=judge&count=4", "document=cyzd&clauses=30-34&kinds=judge&count=4"
	kit := kitOf(t, s, query)
	b := open(t, s)
	answer := func(query string, miss bool) {
		k := kitOf(t, s, query)
		i := eval[int](b, `Number(document.querySelector("#practice .hint").innerText.split("/")[0]) - 1`)
		pick := k.Questions[i].Right[0]
		if miss {
			pick = 1 - pick
		}
		b.press(fmt.Sprint(pick + 1))
		b.press("\r")
		b.wait(`document.querySelector("#practice .verdict")`)
	}
	b.visit("/study/practice?" + other)
	b.wait(`document.querySelector("#practice form")`)
	answer(other, true)
	b.visit("/study/practice?" + query)
	b.wait(`document.querySelector("#practice form")`)
	answer(query, true)
	b.press("\r")
	answer(query, false)
	b.visit("/study/practice?" + query + "&lang=zh")
	b.wait(`(document.querySelector("#practice .hint") || {innerText: ""}).innerText.startsWith("3 / 4")`)
	for range 2 {
		answer(query, false)
		b.press("\r")
	}
	b.wait(`document.querySelector("#score")`)
	if got := b.text("#score"); !strings.Contains(got, "3 / 4") || !strings.Contains(got, "得分 3 / 4") {
		t.Errorf("the score is %q", got)
	}
	b.visit("/study/practice?" + query + "&seed=0#book")
	b.visit("/study/practice?" + query + "#book")
	b.wait(`(document.querySelector("#practice .hint") || {innerText: ""}).innerText.startsWith("1 / 1")`)
	if got := b.text("#practice .stem"); got != kit.Questions[0].Stem {
		t.Errorf("the book of wrong answers has %q", got)
	}
	b.press(fmt.Sprint(kit.Questions[0].Right[0] + 1))
	b.press("\r")
	b.wait(`document.querySelector("#practice .verdict")`)
	b.press("\r")
	b.wait(`document.querySelector("#score")`)
	kept := func() int {
		return eval[int](b, `Object.keys(localStorage).filter(k => k.startsWith("tiaowen-quiz:")).length`)
	}
	before := kept()
	eval[bool](b, `(() => { window.asked = 0; window.confirm = () => { window.asked++; return true; };
		[...document.querySelectorAll("#practice .buttons button")].pop().click(); return true; })()`)
	if after := kept(); eval[int](b, `window.asked`) != 1 || before < 2 || after != before-1 {
		t.Errorf("%d kits are kept before clearing, %d after", before, after)
	}
}

// Cards come back by their grades, and are remembered on this device alone.
func TestCardsAreRemembered(t *testing.T) {
	s := measures(t)
	const query = "document=cyzd&clauses=19-20&kinds=blank&count=5"
	kit := kitOf(t, s, query)
	b := open(t, s)
	b.visit("/study/practice?" + query + "#cards")
	b.wait(`document.querySelector("#practice .stem")`)
	for i, grade := range []string{"3", "1", "4", "2", "3"} {
		if got := b.text("#practice .stem"); got != kit.Questions[i].Stem {
			t.Fatalf("card %d is %q, want %q", i+1, got, kit.Questions[i].Stem)
		}
		b.press("\r") // the button has the focus
		b.wait(`document.querySelector("#back")`)
		if got := b.text("#back"); got != kit.Questions[i].Answers[0] {
			t.Errorf("the back of %s is %q", kit.Questions[i].ID, got)
		}
		b.press(grade)
		b.wait(`!document.querySelector("#back")`)
	}
	// The one that was forgotten comes again, and then all are done for today.
	if got := b.text("#practice .stem"); got != kit.Questions[1].Stem {
		t.Errorf("the forgotten card does not come back: %q", got)
	}
	b.press("\r")
	b.press("3")
	b.wait(`document.querySelector("#done")`)
	b.visit("/study/practice?" + query + "&seed=0#cards")
	b.wait(`document.querySelector("#done")`)
	days := eval[[]float64](b, fmt.Sprintf(`%s.map(id => JSON.parse(localStorage.getItem("tiaowen-cards"))[id][0])`, ids(kit.Questions[0].ID, kit.Questions[1].ID, kit.Questions[2].ID)))
	if days[0] != 1 || days[1] != 1 || days[2] != 4 {
		t.Errorf("the intervals are %v days", days)
	}
	// Ten days later they are due, and the interval grows.
	eval[bool](b, `(() => { const all = JSON.parse(localStorage.getItem("tiaowen-cards"));
		for (const id in all) all[id][2] -= 10 * 86400000;
		localStorage.setItem("tiaowen-cards", JSON.stringify(all)); return true; })()`)
	b.visit("/study/practice?" + query + "#cards")
	b.do(chromedp.Reload())
	b.wait(`document.querySelector("#practice .stem")`)
	b.press("\r")
	b.press("3")
	b.wait(`!document.querySelector("#back")`)
	if days := eval[float64](b, fmt.Sprintf(`JSON.parse(localStorage.getItem("tiaowen-cards"))[%q][0]`, kit.Questions[0].ID)); days != 2.5 {
		t.Errorf("a card that was remembered comes back after %v days, want 2.5", days)
	}
	if sent := s.asked("tiaowen-cards"); len(sent) > 0 {
		t.Errorf("progress was sent: %q", sent)
	}
}

func ids(list ...string) string {
	out, err := json.Marshal(list)
	if err != nil {
		panic(err)
	}
	return string(out)
}

// The handout as a page: the words, the QR code, the address of each clause.
func TestStudyPrint(t *testing.T) {
	s := serve(t, rest.Options{}, web.Options{BaseURL: "https://tiaowen.example.cn"})
	b := open(t, s)
	b.visit("/study/print?document=cyzd&clauses=20,27")
	b.wait(`document.querySelectorAll(".handout .clause").length === 2`)
	if n := eval[int](b, `Array.from(document.querySelectorAll(".handout img")).filter(i => i.complete && i.naturalWidth > 20).length`); n != 2 {
		t.Errorf("%d codes are drawn, want 2", n)
	}
	if got := b.text(".handout .source"); !strings.Contains(got, "https://tiaowen.example.cn/d/cyzd/c/20") {
		t.Errorf("the source is %q", got)
	}
	if got := b.text(".handout strong"); got == "" {
		t.Error("no key passage is marked")
	}
}

// A basket that a colleague sends opens as it was, whatever is in it.
func TestStudyAddressIsSafe(t *testing.T) {
	s := measures(t)
	for _, query := range []string{
		"clauses=" + url.QueryEscape(`"><script>alert(1)</script>`), "document=nothere", "clauses=1-99999999999999999999", "sections=" + url.QueryEscape("=1+1"),
		"q=" + url.QueryEscape("党员"), "term=" + url.QueryEscape("四个意识"), "norm=forbid", "kinds=zzz", "count=-1", "count=999999999", "seed=x", "form=1&pick=20&pick=20&add=1-3",
	} {
		for _, path := range []string{"/study?", "/study/print?", "/study/practice?"} {
			req, _ := http.NewRequest(http.MethodGet, s.URL+path+query, nil)
			req.Header.Set("Accept", "text/html")
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(res.Body)
			res.Body.Close()
			if res.StatusCode >= 500 || strings.Contains(string(body), "<script>alert") {
				t.Errorf("%s%s: status %d", path, query, res.StatusCode)
			}
		}
	}
}

// A bank that was worked on is taken back, and gives the files of what it says.
func TestBankIsTakenBack(t *testing.T) {
	s := measures(t)
	const query = "document=cyzd&clauses=18-22&count=6"
	res, err := http.Get(s.URL + "/api/v1/study?" + query + "&format=xlsx")
	if err != nil {
		t.Fatal(err)
	}
	bank, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		bank   []byte
		status int
		want   string // how the body begins, or a word of it
	}{
		{"the bank as it was", bank, http.StatusOK, "PK"},
		{"no spreadsheet", []byte("题库"), http.StatusBadRequest, "XLSX"},
		{"nothing", nil, http.StatusBadRequest, "没有收到"},
	} {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		if test.bank != nil {
			w, err := form.CreateFormFile("bank", "bank.xlsx")
			if err == nil {
				_, err = w.Write(test.bank)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(form.WriteField("format", "paper"), form.Close()); err != nil {
			t.Fatal(err)
		}
		res, err := http.Post(s.URL+"/study?"+query, form.FormDataContentType(), &body)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != test.status || !strings.Contains(string(got), test.want) {
			t.Errorf("%s: status %d, %d bytes, %v; want %d and %q", test.name, res.StatusCode, len(got), err, test.status, test.want)
		}
	}
}
