package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tiaowen/index/opensearch/nodetest"
)

// TestOpenSearch imports into a cluster and serves from it, two servers without
// anything of their own: both see an import and a removal, and say so while the
// cluster is away.
func TestOpenSearch(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a node")
	}
	nodes := nodetest.Start(t, 1, 384)
	data := t.TempDir()
	tiaowen := func(want int, args ...string) string {
		t.Helper()
		var out bytes.Buffer
		err := run(t.Context(), append([]string{"--lang", "en"}, args...), strings.NewReader(""), &out, &out)
		if got := exitStatus(err); got != want {
			t.Fatalf("%v: exit status %d, want %d\n%s", args, got, want, out.String())
		}
		return out.String()
	}
	server := func() string {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		addr := l.Addr().String()
		l.Close()
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_ = run(ctx, []string{"serve", "--addr", addr, "--opensearch", nodes.URLs[0], "--meaning", "off", "--log", "error"}, strings.NewReader(""), io.Discard, io.Discard)
		}()
		t.Cleanup(func() { stop(); <-ended })
		return "http://" + addr
	}
	get := func(address string) (int, string) {
		path, query, _ := strings.Cut(address, "?q=")
		if query != "" {
			path += "?q=" + url.QueryEscape(query)
		}
		res, err := http.Get(path)
		if err != nil {
			return 0, err.Error()
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			return 0, err.Error()
		}
		return res.StatusCode, string(body)
	}
	eventually := func(address string, status int, words string) {
		t.Helper()
		var got int
		var body string
		for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
			if got, body = get(address); got == status && strings.Contains(body, words) {
				return
			}
		}
		t.Fatalf("%s: %d %s, want %d with %s", address, got, body, status, words)
	}

	text := filepath.Join(t.TempDir(), "公共自行车管理办法.md")
	if err := os.WriteFile(text, []byte("# 公共自行车管理办法\n\n第一条 公共自行车由街道办事处管理。\n\n第二条 禁止把公共自行车停放在盲道上。\n\n第三条 损坏公共自行车的，应当赔偿。\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	servers := []string{server(), server()}
	eventually(servers[0]+"/readyz", http.StatusServiceUnavailable, "") // there is nothing yet
	eventually(servers[0]+"/healthz", http.StatusOK, "ok")

	if said := tiaowen(exitDone, "import", "--data", data, "--opensearch", nodes.URLs[0], text, "../../index/testdata/laws"); !strings.Contains(said, "is in force") {
		t.Errorf("the import says nothing of the cluster:\n%s", said)
	}
	for _, s := range servers {
		eventually(s+"/readyz", http.StatusOK, `"documents":11`)
		eventually(s+"/api/v1/search?q=盲道", http.StatusOK, "停放在盲道上")
		eventually(s+"/api/v1/ask?q=公共自行车不能停在哪里", http.StatusOK, `"answerable":true`)
	}
	id := ""
	for line := range strings.Lines(tiaowen(exitDone, "list", "--data", data)) {
		if strings.Contains(line, "公共自行车") {
			id, _, _ = strings.Cut(line, " ")
		}
	}
	tiaowen(exitDone, "remove", "--data", data, "--opensearch", nodes.URLs[0], id)
	for _, s := range servers {
		eventually(s+"/readyz", http.StatusOK, `"documents":10`)
	}
	nodes.Kill(0)
	for _, s := range servers {
		eventually(s+"/readyz", http.StatusServiceUnavailable, "cluster")
		eventually(s+"/api/v1/search?q=劳动合同的解除", http.StatusServiceUnavailable, "cluster")
		eventually(s+"/healthz", http.StatusOK, "ok")
	}
	if said := tiaowen(exitFailed, "import", "--data", data, "--opensearch", nodes.URLs[0]); !strings.Contains(said, "no node of the OpenSearch cluster answers") {
		t.Errorf("an import without the cluster says:\n%s", said)
	}
	nodes.Restart(0, 384)
	for _, s := range servers {
		eventually(s+"/readyz", http.StatusOK, `"documents":10`)
		eventually(s+"/api/v1/search?q=劳动合同的解除", http.StatusOK, "劳动合同")
	}
}
