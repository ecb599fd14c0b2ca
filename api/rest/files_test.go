package rest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"
	"github.com/xuri/excelize/v2"

	"tiaowen/api"
	"tiaowen/api/sheet"
)

// rowsOf reads a file of either kind as a spreadsheet does.
func rowsOf(t *testing.T, rec *httptest.ResponseRecorder) [][]string {
	t.Helper()
	if rec.Code != http.StatusOK {
		t.Fatalf("status %d: %s", rec.Code, rec.Body)
	}
	switch got := rec.Header().Get("Content-Type"); got {
	case sheet.CSVType:
		body, marked := strings.CutPrefix(rec.Body.String(), "\uFEFF")
		if !marked {
			t.Error("without its byte order mark Excel misreads the file")
		}
		rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows
	case sheet.XLSXType:
		f, err := excelize.OpenReader(bytes.NewReader(rec.Body.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := f.GetRows(f.GetSheetName(0))
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows { // it leaves empty cells at the end of a row out
			for len(rows[i]) < len(rows[0]) {
				rows[i] = append(rows[i], "")
			}
		}
		return rows
	default:
		t.Fatalf("Content-Type is %q", got)
		return nil
	}
}

// Both kinds of files hold the same rows, as many as the list that the same parameters give.
func TestFiles(t *testing.T) {
	e := newServer(t, Options{BaseURL: "https://search.example.cn/"})
	for _, test := range []struct {
		route, query string
		rows         int // with the head
	}{
		{"norms", "?document=cyzd&norm=forbid&actor=" + url.QueryEscape("领导干部"), 0},
		{"norms", "", 0},
		{"terms", "?q=" + url.QueryEscape("四个"), 0},
		{"citations", "?title=" + url.QueryEscape("条例"), 0},
		{"norms", "?actor=nobody", 1},
		{"search", "?q=" + url.QueryEscape("党员档案"), 0},
		{"search", "?limit=4&q=" + url.QueryEscape("党"), 5},
		{"clauses", "?clauses=cyzd/20,cyzd/3,cyzd/20&note=" + url.QueryEscape("学习\n讨论") + "&note=" + url.QueryEscape("第二个"), 3},
	} {
		fromCSV := rowsOf(t, get(e, "/api/v1/"+test.route+".csv"+test.query))
		fromXLSX := rowsOf(t, get(e, "/api/v1/"+test.route+".xlsx"+test.query))
		if diff := cmp.Diff(fromCSV, fromXLSX); diff != "" {
			t.Errorf("%s%s (-CSV +XLSX):\n%s", test.route, test.query, diff)
		}
		if n := len(fromCSV); test.rows > 0 && n != test.rows || test.rows == 0 && n < 3 {
			t.Errorf("%s%s: %d rows", test.route, test.query, n)
		}
	}
	rows := rowsOf(t, get(e, "/api/v1/norms.csv?document=cyzd&norm=forbid&lang=zh&actor="+url.QueryEscape("领导干部")))
	want := []string{"推进全面从严治党工作措施", "第20条", "六、建设忠诚干净担当干部队伍", "禁止", "", "领导干部", "", "不准封官许愿、跑风漏气", "", "", "", "", "", "https://search.example.cn/d/cyzd/c/20"}
	found := false
	for _, row := range rows[1:] {
		found = found || cmp.Equal(want, row)
		if row[3] != "禁止" || !strings.Contains(row[5], "领导干部") {
			t.Errorf("the filters let %q through", row)
		}
	}
	if !found {
		t.Errorf("the register lacks %q", want)
	}
}

func TestFileNames(t *testing.T) {
	e := newServer(t, Options{})
	for target, want := range map[string]string{
		"/api/v1/norms.csv":                         "norms.csv",
		"/api/v1/norms.xlsx?document=cyzd&lang=zh":  "cyzd-职责清单.xlsx",
		"/api/v1/norms.docx?lang=zh":                "职责清单.docx",
		"/api/v1/norms.ics?year=2027&lang=zh":       "职责日历-2027.ics",
		"/api/v1/terms.csv?document=cyzd":           "cyzd-terms.csv",
		"/api/v1/citations.xlsx?lang=zh":            "引用.xlsx",
		"/api/v1/citations.csv?lang=en&title=zzzzz": "citations.csv",
	} {
		header := get(e, target).Header().Get(echo.HeaderContentDisposition)
		kind, params, err := mime.ParseMediaType(header)
		if err != nil || kind != "attachment" || params["filename"] != want {
			t.Errorf("%s: Content-Disposition is %q (%v), want the name %s", target, header, err, want)
		}
		if strings.ContainsFunc(header, func(r rune) bool { return r > 127 }) {
			t.Errorf("%s: the header is not ASCII: %q", target, header)
		}
	}
}

func TestFilesRefused(t *testing.T) {
	e := newServer(t, Options{})
	for target, status := range map[string]int{
		"/api/v1/norms.csv?norm=must": 400, "/api/v1/norms.docx?time=soon": 400, "/api/v1/norms.ics?year=1": 400, "/api/v1/norms.ics?document=nothere": 404, "/api/v1/norms.xlsx?limit=10": 400, "/api/v1/terms.csv?q=": 400, "/api/v1/terms.xlsx?lang=fr": 400,
		"/api/v1/citations.csv?document=nothere": 404, "/api/v1/norms.xlsx?document=nothere": 404, "/api/v1/norms.ods": 404,
	} {
		rec := get(e, target)
		if rec.Code != status || rec.Header().Get(echo.HeaderContentDisposition) != "" {
			t.Errorf("%s: status %d, Content-Disposition %q", target, rec.Code, rec.Header().Get(echo.HeaderContentDisposition))
		}
		problemIn(t, rec)
	}
}

// Without a base URL links lead to where the request came; a file the client has is not sent again.
func TestFileLinksAndTag(t *testing.T) {
	e := newServer(t, Options{})
	first := get(e, "/api/v1/terms.csv?document=cyzd")
	if rows := rowsOf(t, first); !strings.HasPrefix(rows[1][6], "http://example.com/d/cyzd/c/") {
		t.Errorf("the link is %q", rows[1][6])
	}
	again := do(e, http.MethodGet, "/api/v1/terms.csv?document=cyzd", map[string]string{"If-None-Match": first.Header().Get("ETag")})
	if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("with the tag: status %d and %d bytes", again.Code, again.Body.Len())
	}
}

// A file of more norms than opens well is refused with what to do.
func TestTooManyNorms(t *testing.T) {
	var bad *api.ParamError
	if err := tooMany(maxDocumentNorms, maxDocumentNorms); err != nil {
		t.Errorf("as many as there may be: %v", err)
	}
	if err := tooMany(maxDocumentNorms+1, maxDocumentNorms); !errors.As(err, &bad) || len(bad.Fixes) < 2 {
		t.Errorf("one more gives %v", err)
	}
}
