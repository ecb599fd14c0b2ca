package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tiaowen/api"
	"tiaowen/api/rest"
	"tiaowen/corpus"
	"tiaowen/web"
)

// parks are two versions of one text.
func parks(t *testing.T) http.Handler {
	t.Helper()
	var docs []*corpus.Document
	for name, src := range map[string]string{
		"公园条例(2010-03-01).txt": "江城市公园条例\n\n2010年3月1日 通过\n\n第一条 公园管理单位必须建立安全巡查制度。\n\n第二条 门票收支情况每年公布一次。\n",
		"公园条例(2024-05-01).txt": "江城市公园条例\n\n2010年3月1日 通过\n\n2024年5月1日 修订\n\n第一条 公园管理单位应当建立安全巡查制度。\n\n第二条 公园应当设置<b>无障碍</b>通道。\n\n第三条 门票收支情况每年公布一次。\n\n第四条 违反本条例第一条规定的，责令改正。\n",
	} {
		d, err := corpus.Parse(name, []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	svc, err := api.Of(docs...)
	if err != nil {
		t.Fatal(err)
	}
	e := rest.New(svc, rest.Options{})
	web.Register(e, svc, web.Options{})
	return e
}

// ask gets or posts a page and returns its body; status must be as wanted.
func ask(t *testing.T, h http.Handler, req *http.Request, status int) string {
	t.Helper()
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Accept-Language", "zh-CN")
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	if rec.Code != status {
		t.Fatalf("%s: status %d, want %d\n%s", req.URL, rec.Code, status, rec.Body)
	}
	return rec.Body.String()
}

func get(target string) *http.Request { return httptest.NewRequest(http.MethodGet, target, nil) }

func has(t *testing.T, page string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestComparePage(t *testing.T) {
	h := parks(t)
	list := ask(t, h, get("/compare"), http.StatusOK)
	_, link, _ := strings.Cut(list, `<li lang="zh-CN"><a href="`)
	link, _, _ = strings.Cut(link, `"`)
	link = strings.ReplaceAll(link, "&amp;", "&")
	if !strings.HasPrefix(link, "/compare?") {
		t.Fatalf("the list of versions leads to %q", link)
	}
	page := ask(t, h, get(link), http.StatusOK)
	has(t, page, "<del>必须</del>", "<ins>应当</ins>", "新增", "第二条改为第三条", "&lt;b&gt;无障碍")
	if strings.Contains(page, "<b>无障碍") {
		t.Error("the words of a clause became markup")
	}
	ask(t, h, get("/compare?from=nothere&to=nothere"), http.StatusNotFound)
}

// form is a form with a text, and with a file where name is given.
func form(t *testing.T, text, name string, file []byte, format string) *http.Request {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for field, value := range map[string]string{"text": text, "format": format} {
		if err := w.WriteField(field, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, "/quotes", &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return req
}

func TestQuotesPage(t *testing.T) {
	h := parks(t)
	has(t, ask(t, h, get("/quotes"), http.StatusOK), `name="text"`, `type="file"`)
	speech := "《江城市公园条例》第一条规定：“公园管理单位必须建立安全巡查制度”，第三条规定：“门票收支情况每月公布一次”。<script>alert(1)</script>"
	page := ask(t, h, form(t, speech, "", nil, ""), http.StatusOK)
	has(t, page, "其他版本", "2010-03-01版本", "文字不一致", "<del>月</del>", "<ins>年</ins>")
	if strings.Contains(page, "<script>alert") {
		t.Error("what was pasted became markup")
	}
	page = ask(t, h, form(t, "", "讲稿.txt", []byte(speech), ""), http.StatusOK)
	has(t, page, "讲稿.txt", "文字不一致")
	has(t, ask(t, h, form(t, " ", "", nil, ""), http.StatusBadRequest), "没有可核对的文字")
	has(t, ask(t, h, form(t, speech, "", nil, "docx"), http.StatusBadRequest), "DOCX")
	has(t, ask(t, h, form(t, "", "a.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600)), ""), http.StatusBadRequest), "a.doc")

	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, form(t, speech, "", nil, "report"))
	b, err := io.ReadAll(rec.Body)
	if err != nil || rec.Code != http.StatusOK || !bytes.HasPrefix(b, []byte("PK")) {
		t.Errorf("the report: status %d, %.20q, %v", rec.Code, b, err)
	}
}
