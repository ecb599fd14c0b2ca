package rest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/google/go-cmp/cmp"

	"tiaowen/api/rest/access"
	"tiaowen/api/sheet"
	"tiaowen/api/study/quiz"
)

// spec loads openapi.json, sound by itself, its examples included.
func spec(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	closeObjects(doc)
	if err := doc.Validate(t.Context(), openapi3.EnableExamplesValidation()); err != nil {
		t.Fatal(err)
	}
	return doc
}

// closeObjects lets an answer hold no field that the description lacks.
// Clients may be laxer: fields can be added.
func closeObjects(doc *openapi3.T) {
	no := false
	for _, s := range doc.Components.Schemas {
		if s.Value.Type.Is("object") && s.Value.AdditionalProperties.Has == nil {
			s.Value.AdditionalProperties.Has = &no
		}
	}
}

// routeParam is :id as Echo writes it.
var routeParam = regexp.MustCompile(`:(\w+)`)

// Every route that is described is served, and every API route that is served is described.
func TestSpecHasEveryRoute(t *testing.T) {
	var served, described []string
	for _, r := range newServer(t, Options{}).Routes() {
		if r.Method != http.MethodHead && !strings.HasSuffix(r.Path, "*") {
			served = append(served, r.Method+" "+routeParam.ReplaceAllString(r.Path, "{$1}"))
		}
	}
	for path, item := range spec(t).Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+path)
		}
	}
	slices.Sort(served)
	slices.Sort(described)
	if diff := cmp.Diff(described, served); diff != "" {
		t.Errorf("routes (-described +served):\n%s", diff)
	}
}

// Every route takes the parameters that are described, within the bounds that are described, and no others.
func TestSpecHasEveryParameter(t *testing.T) {
	e := newServer(t, Options{})
	for path, item := range spec(t).Paths.Map() {
		if item.Get == nil || access.Administers(path) || path == "/openapi.json" || path == "/healthz" || path == "/readyz" || path == "/metrics" {
			continue
		}
		target, query := path, url.Values{}
		var names []string
		for _, p := range item.Get.Parameters {
			switch p.Value.In {
			case "path":
				target = strings.ReplaceAll(target, "{"+p.Value.Name+"}", p.Value.Example.(string))
			case "query":
				names = append(names, p.Value.Name)
				if p.Value.Required {
					query.Set(p.Value.Name, p.Value.Example.(string))
				}
			}
		}
		with := func(name, value string) string {
			q := url.Values{name: {value}}
			for k, v := range query {
				if k != name {
					q[k] = v
				}
			}
			return target + "?" + q.Encode()
		}

		want := "this route takes no parameters"
		if len(names) > 0 {
			want = "this route takes " + strings.Join(names, ", ")
		}
		if p := problemIn(t, get(e, with("zzz", "1"))); len(p.Fixes) != 1 || p.Fixes[0] != want {
			t.Errorf("%s: an unknown parameter gives %q, want %q", path, p.Fixes, want)
		}
		for _, p := range item.Get.Parameters {
			s := p.Value.Schema.Value
			if values := words(s.Enum); p.Value.In == "query" && len(values) > 0 && !slices.Contains(values, "true") {
				want := "one of " + strings.Join(values, ", ")
				if p := problemIn(t, get(e, with(p.Value.Name, "zzz"))); len(p.Fixes) != 1 || p.Fixes[0] != want {
					t.Errorf("%s: another value gives %q, want %q", path, p.Fixes, want)
				}
			}
			if p.Value.In != "query" || !s.Type.Is("integer") {
				continue
			}
			for _, test := range []struct {
				value  float64
				status int
			}{{*s.Min - 1, 400}, {*s.Min, 200}, {*s.Max, 200}, {*s.Max + 1, 400}} {
				value := strconv.FormatFloat(test.value, 'f', -1, 64)
				if rec := get(e, with(p.Value.Name, value)); rec.Code != test.status {
					t.Errorf("%s %s=%s: status %d, want %d", path, p.Value.Name, value, rec.Code, test.status)
				}
			}
		}
	}
}

// words are the values of an enumeration, without "" and null, which stand for a default.
func words(enum []any) (out []string) {
	for _, v := range enum {
		if s, ok := v.(string); ok && s != "" {
			out = append(out, s)
		}
	}
	return out
}

// The schemas of study material have every format and every kind of question.
func TestSpecHasEveryStudyValue(t *testing.T) {
	var kinds []string
	for _, k := range quiz.Kinds {
		kinds = append(kinds, string(k))
	}
	schemas := spec(t).Components.Schemas
	request := schemas["StudyRequest"].Value.Properties
	for _, c := range []struct {
		name      string
		described []any
		want      []string
	}{
		{"formats of a request", request["format"].Value.Enum, formatNames()},
		{"kinds of a request", request["kinds"].Value.Items.Value.Enum, kinds},
		{"kinds of a question", schemas["StudyQuestion"].Value.Properties["kind"].Value.Enum, kinds},
	} {
		if diff := cmp.Diff(words(c.described), c.want); diff != "" {
			t.Errorf("%s (-described +served):\n%s", c.name, diff)
		}
	}
}

// What the handlers really answer is what is described.
func TestSpecHoldsAnswers(t *testing.T) {
	openapi3filter.RegisterBodyDecoder(DOCXType, openapi3filter.FileBodyDecoder)
	openapi3filter.RegisterBodyDecoder("text/calendar", openapi3filter.FileBodyDecoder)
	openapi3filter.RegisterBodyDecoder(sheet.XLSXType, openapi3filter.FileBodyDecoder)
	openapi3filter.RegisterBodyDecoder("text/markdown", openapi3filter.FileBodyDecoder)
	e := newServer(t, Options{})
	doc := spec(t)
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	question := func(route, q string) string { return route + "?q=" + url.QueryEscape(q) }
	seen := make(map[string]bool)
	for _, target := range []string{
		question("/api/v1/ask", "第20条禁止什么"), question("/api/v1/ask", "第99条"), question("/api/v1/ask", "密码怎么重置"), question("/api/v1/ask", "第六部分"),
		question("/api/v1/ask", "谁是第一责任人"), question("/api/v1/ask", "从严执党"), "/api/v1/ask", question("/api/v1/ask", "党") + "&document=nothere",
		question("/api/v1/search", "党员档案"), question("/api/v1/search", "党") + "&why=1&limit=100", question("/api/v1/search", "裸官"), question("/api/v1/search", "congyan"),
		question("/api/v1/search", "党") + "&section=%E5%85%AD", question("/api/v1/search", "党") + "&norm=forbid", question("/api/v1/search", "zzzz"), question("/api/v1/search", "党员干部") + "&facets=1&document=cyzd", question("/api/v1/search", "党") + "&facets=1&all=1&titles=0&sort=date&year=2019&kind=%E6%8E%AA%E6%96%BD", "/api/v1/search?exact=%E5%9B%9B%E4%B8%AA%E6%84%8F%E8%AF%86&exclude=%E5%86%B3%E7%AD%96",
		question("/api/v1/search.csv", "党员档案"), question("/api/v1/search.xlsx", "党员档案") + "&limit=2", question("/api/v1/search.docx", "党员档案"), "/api/v1/search.docx", question("/api/v1/search.csv", "党") + "&limit=5000",
		"/api/v1/clauses.csv?clauses=cyzd/20,cyzd/24&note=&note=x", "/api/v1/clauses.xlsx?clauses=cyzd/20", "/api/v1/clauses.docx?clauses=cyzd/20&note=y", "/api/v1/clauses.docx", "/api/v1/clauses.csv?clauses=cyzd/99",
		"/api/v1/documents/cyzd/file", "/api/v1/documents/cyzd/file?format=md", "/api/v1/documents/cyzd/file?format=outline", "/api/v1/documents/cyzd/file?format=original", "/api/v1/documents/nothere/file", "/api/v1/documents/cyzd/file?format=pdf",
		"/api/v1/search", question("/api/v1/search", "党") + "&document=nothere",
		question("/api/v1/suggest", "净"), "/api/v1/suggest", "/api/v1/suggest?limit=0",
		"/api/v1/documents", "/api/v1/documents?limit=1&offset=1", "/api/v1/documents?limit=0",
		"/api/v1/documents/cyzd", "/api/v1/documents/nothere",
		"/api/v1/documents/cyzd/clauses/1", "/api/v1/documents/cyzd/clauses/20", "/api/v1/documents/cyzd/clauses/38", "/api/v1/documents/cyzd/clauses/preamble", "/api/v1/documents/cyzd/clauses/99",
		"/api/v1/norms", "/api/v1/norms?document=cyzd&norm=forbid", "/api/v1/norms?document=nothere", "/api/v1/norms?norm=must",
		question("/api/v1/terms", "四个意识"), "/api/v1/terms?document=cyzd", "/api/v1/terms?document=nothere", "/api/v1/citations", "/api/v1/citations?document=cyzd&title=%E6%9D%A1%E4%BE%8B&limit=2&offset=1", "/api/v1/citations?limit=0",
		"/api/v1/norms.csv?document=cyzd&norm=forbid&lang=zh", "/api/v1/norms.xlsx", "/api/v1/norms.csv?limit=1", "/api/v1/norms?facets=1&time=frequency&actor=%E5%85%9A", "/api/v1/norms.docx?document=cyzd", "/api/v1/norms.docx?norm=must", "/api/v1/norms.ics?year=2027", "/api/v1/norms.xlsx?document=nothere",
		question("/api/v1/terms.csv", "四个"), "/api/v1/terms.xlsx", "/api/v1/citations.csv?document=cyzd", "/api/v1/citations.xlsx?title=%E6%9D%A1%E4%BE%8B",
		"/api/v1/compare?from=cyzd&to=cyzd", "/api/v1/compare?from=cyzd&to=cyzd&changes=1&lang=zh", "/api/v1/compare?from=cyzd&to=nothere", "/api/v1/compare", "/api/v1/compare.docx?from=cyzd&to=cyzd&changes=1",
		"/api/v1/study", "/api/v1/study?clauses=20&format=gift", "/api/v1/study?clauses=99", "/api/v1/study?format=pdf",
		"/openapi.json", "/healthz", "/readyz", "/metrics",
	} {
		route, status := checkAnswer(t, router, e, target)
		seen[route] = true
		seen[fmt.Sprint(status)] = true
	}
	for _, body := range []string{
		`{"text": "《推进全面从严治党工作措施》第20条规定：“坚决禁止跑官要官、买官卖官、拉票贿选等行为”，第21条规定：“坚决允许跑官要官、买官卖官”，第99条呢？“《湿地条例》第三条”。"}`,
		`{"text": ""}`, `{"words": "x"}`,
	} {
		route, status := checkPost(t, router, e, "/api/v1/quotes", body)
		seen[route] = true
		seen[fmt.Sprint(status)] = true
	}
	for path := range doc.Paths.Map() {
		if !seen[path] && !access.Administers(path) { // TestAdministration holds those
			t.Errorf("no answer of %s was checked", path)
		}
	}
	for _, status := range []string{"200", "400", "404"} {
		if !seen[status] {
			t.Errorf("no answer with status %s was checked", status)
		}
	}
}

// checkAnswer asks for target and holds the answer to the description.
func checkAnswer(t *testing.T, router routers.Router, h http.Handler, target string) (route string, status int) {
	t.Helper()
	return checkRequest(t, router, h, httptest.NewRequest(http.MethodGet, target, nil))
}

// checkPost sends JSON to target and holds the answer to the description.
func checkPost(t *testing.T, router routers.Router, h http.Handler, target, body string) (route string, status int) {
	t.Helper()
	req := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	return checkRequest(t, router, h, req)
}

func checkRequest(t *testing.T, router routers.Router, h http.Handler, req *http.Request) (route string, status int) {
	t.Helper()
	target := req.URL.String()
	found, params, err := router.FindRoute(req)
	if err != nil {
		t.Errorf("%s: %v", target, err)
		return "", 0
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: found},
		Status:                 rec.Code,
		Header:                 rec.Header(),
		Options:                &openapi3filter.Options{IncludeResponseStatus: true},
	}
	input.SetBodyBytes(rec.Body.Bytes())
	if err := openapi3filter.ValidateResponse(t.Context(), input); err != nil {
		t.Errorf("%s: %v", target, err)
	}
	if rec.Code >= 500 {
		t.Errorf("%s: status %d: %s", target, rec.Code, rec.Body)
	}
	return found.Path, rec.Code
}

// Each kind of problem says where it is described, and is described there.
func TestSpecHasEveryProblem(t *testing.T) {
	doc := spec(t)
	for _, code := range []int{400, 404, 405, 413, 418, 421, 429, 499, 500, 503} {
		p := httpProblem(code)
		kind, ours := strings.CutPrefix(p.Type, "/openapi.json#/components/responses/")
		if ours && doc.Components.Responses[kind] == nil {
			t.Errorf("%d: openapi.json does not describe %s", code, p.Type)
		}
		if p.Status != code || p.Title == "" {
			t.Errorf("%d became %+v", code, p)
		}
	}
}
