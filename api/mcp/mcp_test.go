package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"tiaowen/api"
	"tiaowen/corpus"
)

const (
	older = "公章办法\n\n（2020年1月1日公布）\n\n第一条 公章由专人保管。\n\n第二条 公章可以外借。\n"
	newer = "公章办法\n\n（2024年1月1日公布）\n\n第一条 公章由两名专人保管。\n\n第二条 公章不得外借。\n\n第三条 用印应当登记。\n"
)

// service holds two versions of a text.
func service(t testing.TB) *api.Service {
	t.Helper()
	var docs []*corpus.Document
	for name, text := range map[string]string{"old.txt": older, "new.txt": newer} {
		d, err := corpus.Parse(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	s, err := api.Of(docs...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// connect is an assistant that is connected to a server in this process.
func connect(t testing.TB, svc *api.Service, o Options) *sdk.ClientSession {
	t.Helper()
	near, far := sdk.NewInMemoryTransports()
	server, err := New(svc, o).Connect(t.Context(), far, nil)
	if err != nil {
		t.Fatal(err)
	}
	session, err := sdk.NewClient(&sdk.Implementation{Name: "assistant", Version: "1"}, nil).Connect(t.Context(), near, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		session.Close()
		server.Close()
	})
	return session
}

// call uses a tool; failed is what the assistant is told when it fails.
func call(t testing.TB, s *sdk.ClientSession, name string, args map[string]any, into any) (failed string) {
	t.Helper()
	r, err := s.CallTool(t.Context(), &sdk.CallToolParams{Name: name, Arguments: args})
	if err != nil {
		return err.Error()
	}
	if r.IsError {
		return r.Content[0].(*sdk.TextContent).Text
	}
	data, err := json.Marshal(r.StructuredContent)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
	return ""
}

// A tool that is called wrongly says what is wrong and what to do.
func TestToolErrors(t *testing.T) {
	s := connect(t, service(t), Options{})
	for _, test := range []struct {
		tool string
		args map[string]any
		want []string
	}{
		{"search", map[string]any{"query": "公章", "limit": 51}, []string{"limit", "from 1 to 50", "leave it out"}},
		{"search", map[string]any{"query": "公章", "limit": -1}, []string{"limit"}},
		{"search", map[string]any{"query": " "}, []string{"query: it contains no words"}},
		{"search", map[string]any{"query": "公章", "document": "nothere"}, []string{"nothere", "the tool documents lists the ids"}},
		{"search", map[string]any{"query": "公章", "date": "tomorrow"}, []string{"date: \"tomorrow\" is not a date", "2023-03-01"}},
		{"search", map[string]any{}, []string{"query"}},
		{"search", map[string]any{"query": "公章", "colour": "red"}, []string{"colour"}},
		{"ask", map[string]any{"question": strings.Repeat("问", api.MaxQuery+1)}, []string{"q:"}},
		{"clause", map[string]any{"document": "nothere", "number": "1"}, []string{"nothere", "documents"}},
		{"clause", map[string]any{"number": "公章办法第九十九条"}, []string{"99"}},
		{"compare", map[string]any{"from": "nothere", "to": "nothere"}, []string{"nothere"}},
		{"check_quotes", map[string]any{"text": " \n"}, []string{"text: it contains no text", "quotations are to be checked"}},
	} {
		got := call(t, s, test.tool, test.args, &struct{}{})
		for _, want := range test.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s %v says %q, want %q in it", test.tool, test.args, got, want)
			}
		}
	}
}

// Results name the clause, how it is cited and where it stands.
func TestTools(t *testing.T) {
	s := connect(t, service(t), Options{BaseURL: "https://search.example.cn/", Lang: "zh"})
	var listed struct {
		Total     int
		Documents []struct{ ID, Date, URL string }
	}
	if failed := call(t, s, "documents", map[string]any{"title": "公章", "limit": 1}, &listed); failed != "" || listed.Total != 2 || len(listed.Documents) != 1 {
		t.Fatalf("documents: %+v %s", listed, failed)
	}
	if failed := call(t, s, "documents", map[string]any{}, &listed); failed != "" || len(listed.Documents) != 2 {
		t.Fatalf("documents: %+v %s", listed, failed)
	}
	ids := make(map[string]string) // by date
	for _, d := range listed.Documents {
		ids[d.Date] = d.ID
		if !strings.HasPrefix(d.URL, "https://search.example.cn/d/") {
			t.Errorf("the address of %s is %s", d.ID, d.URL)
		}
	}

	var one struct {
		Clauses []struct{ Text, Cite, URL string }
	}
	if failed := call(t, s, "clause", map[string]any{"document": ids["2024-01-01"], "number": "二"}, &one); failed != "" || len(one.Clauses) != 1 || one.Clauses[0].Text != "公章不得外借。" {
		t.Errorf("clause: %+v %s", one, failed)
	}
	if failed := call(t, s, "clause", map[string]any{"number": ids["2020-01-01"] + "/2"}, &one); failed != "" || len(one.Clauses) != 1 || one.Clauses[0].Text != "公章可以外借。" {
		t.Errorf("clause of the older version: %+v %s", one, failed)
	}

	var compared struct {
		Counts  api.ComparisonCounts
		Changes []struct {
			Kind, Note    string
			Before, After []struct{ Text string }
		}
	}
	if failed := call(t, s, "compare", map[string]any{"from": ids["2020-01-01"], "to": ids["2024-01-01"]}, &compared); failed != "" {
		t.Fatal(failed)
	}
	if compared.Counts.Changed != 2 || compared.Counts.Inserted != 1 {
		t.Errorf("counts: %+v", compared.Counts)
	}
	for _, c := range compared.Changes {
		if c.Kind == "inserted" && (c.Note != "新增" || c.Before == nil || len(c.Before) != 0 || c.After[0].Text != "用印应当登记。") {
			t.Errorf("inserted: %+v", c)
		}
	}

	var checked struct {
		Findings []struct {
			Verdict, Note, Text, True string
			Start, End                int
			Clause                    *struct{ URL string }
		}
	}
	text := "会议强调，《公章办法》第二条规定：“公章不得出借。”"
	if failed := call(t, s, "check_quotes", map[string]any{"text": text}, &checked); failed != "" || len(checked.Findings) != 1 {
		t.Fatalf("check_quotes: %+v %s", checked, failed)
	}
	f := checked.Findings[0]
	if f.Verdict != "altered" || f.True != "公章不得外借" || f.Text != string([]rune(text)[f.Start:f.End]) || f.Clause == nil || !strings.HasPrefix(f.Clause.URL, "https://search.example.cn/d/") {
		t.Errorf("check_quotes: %+v", f)
	}

	var asked struct {
		Answerable bool
		Reason     string
		Answers    []struct{ Text, Norm string }
	}
	if failed := call(t, s, "ask", map[string]any{"question": "公章能不能外借"}, &asked); failed != "" || !asked.Answerable || asked.Answers[0].Text != "公章不得外借" {
		t.Errorf("ask: %+v %s", asked, failed)
	}
	if failed := call(t, s, "ask", map[string]any{"question": "第99条"}, &asked); failed != "" || asked.Answerable || !strings.Contains(asked.Reason, "都没有这一条") {
		t.Errorf("ask: %+v %s", asked, failed)
	}
}

// A session over streams ends with its input, and closes nothing that is not its own.
func TestServeEnds(t *testing.T) {
	in := `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"a","version":"1"}}}` + "\n"
	var out bytes.Buffer
	r, w := io.Pipe()
	ended := make(chan error, 1)
	answered := make(chan struct{})
	go func() {
		ended <- Serve(t.Context(), service(t), Options{Version: "1.2.3"}, r, writerFunc(func(p []byte) (int, error) {
			n, err := out.Write(p)
			if bytes.HasSuffix(out.Bytes(), []byte("\n")) {
				close(answered)
			}
			return n, err
		}))
	}()
	if _, err := io.WriteString(w, in); err != nil {
		t.Fatal(err)
	}
	<-answered
	w.Close()
	if err := <-ended; err != nil {
		t.Errorf("the session ended with %v", err)
	}
	for _, want := range []string{`"version":"1.2.3"`, `"name":"tiaowen"`, "make one up"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in %s", want, out.String())
		}
	}
}

// How a session ends decides the exit code of the command: the end of the input
// and a signal are no errors, a broken input and a broken output are.
func TestServeErrors(t *testing.T) {
	const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"a","version":"1"}}}` + "\n"
	written := make(chan struct{})
	once := sync.OnceFunc(func() { close(written) })
	broken := writerFunc(func([]byte) (int, error) {
		once()
		return 0, errors.New("no space left on device")
	})
	untilWritten := readerFunc(func([]byte) (int, error) { // the end of the input comes behind the reply
		<-written
		return 0, io.EOF
	})
	for _, c := range []struct {
		name string
		in   string
		rest io.Reader // behind in; nil for none
		out  io.Writer
		want string // part of the error; "" for none
	}{
		{"nothing was asked", "", nil, io.Discard, ""},
		{"blank lines", "\n\n", nil, io.Discard, ""},
		{"the input ends within a message", hello[:40], nil, io.Discard, "unexpected EOF"},
		{"the input is no JSON", "GET / HTTP/1.1\r\n\r\n", nil, io.Discard, "invalid character"},
		{"the output cannot be written", hello, untilWritten, broken, "no space left"},
	} {
		in := io.Reader(strings.NewReader(c.in))
		if c.rest != nil {
			in = io.MultiReader(in, c.rest)
		}
		err := Serve(t.Context(), service(t), Options{}, in, c.out)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q in it", c.name, err, c.want)
		}
	}
}

// A signal ends a session whose input goes on.
func TestServeIsStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	in, w := io.Pipe()
	defer w.Close()
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, service(t), Options{}, in, io.Discard) }()
	if _, err := io.WriteString(w, "\n"); err != nil { // it reads
		t.Fatal(err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the session ended with %v", err)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// Pages of other sites cannot call the tools; those of trusted origins can.
func TestOrigins(t *testing.T) {
	h, err := Handler(service(t), Options{}, []string{"https://www.example.cn"})
	if err != nil {
		t.Fatal(err)
	}
	const body = `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}`
	for origin, want := range map[string]int{"": http.StatusOK, "https://www.example.cn": http.StatusOK, "https://evil.example": http.StatusForbidden, "null": http.StatusForbidden} {
		req := httptest.NewRequest(http.MethodPost, "http://search.example.cn"+Path, strings.NewReader(body))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept", "application/json, text/event-stream")
		if origin != "" {
			req.Header.Set("Origin", origin)
			req.Header.Set("Sec-Fetch-Site", "cross-site")
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		if rec.Code != want {
			t.Errorf("from %q the status is %d, want %d: %s", origin, rec.Code, want, rec.Body)
		}
		if want == http.StatusOK && !strings.Contains(rec.Body.String(), `"check_quotes"`) {
			t.Errorf("from %q: %s", origin, rec.Body)
		}
	}
	if _, err := Handler(service(t), Options{}, []string{"not an origin"}); err == nil {
		t.Error("a trusted origin that is none is taken")
	}
}

// Every tool says that it only reads.
func TestToolsOnlyRead(t *testing.T) {
	list, err := connect(t, service(t), Options{}).ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Tools) == 0 {
		t.Fatal("there are no tools")
	}
	for _, tool := range list.Tools {
		if a := tool.Annotations; a == nil || !a.ReadOnlyHint || a.OpenWorldHint == nil || *a.OpenWorldHint {
			t.Errorf("%s: %+v", tool.Name, a)
		}
		if tool.Description == "" || tool.InputSchema == nil {
			t.Errorf("%s does not say what it does or takes", tool.Name)
		}
	}
}
