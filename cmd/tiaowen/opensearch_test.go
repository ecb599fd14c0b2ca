package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tiaowen/cmd/tiaowen/terminal"
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
	tiaowen := func(want int, args ...string) string { t.Helper(); return program(t, want, args...) }
	server := func() string { t.Helper(); return clusterServer(t, nodes.URLs[0]) }
	eventually := func(address string, status int, words string) { t.Helper(); await(t, address, status, words) }

	text := filepath.Join(t.TempDir(), "公共自行车管理办法.md")
	if err := os.WriteFile(text, []byte("# 公共自行车管理办法\n\n第一条 公共自行车由街道办事处管理。\n\n第二条 禁止把公共自行车停放在盲道上。\n\n第三条 损坏公共自行车的，应当赔偿。\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	servers := []string{server(), server()}
	eventually(servers[0]+"/readyz", http.StatusServiceUnavailable, "") // there is nothing yet
	eventually(servers[0]+"/healthz", http.StatusOK, "ok")

	if said := tiaowen(terminal.Done, "import", "--data", data, "--opensearch", nodes.URLs[0], text, "../../index/testdata/laws"); !strings.Contains(said, "is active") {
		t.Errorf("the import says nothing of the cluster:\n%s", said)
	}
	for _, s := range servers {
		eventually(s+"/readyz", http.StatusOK, `"documents":11`)
		eventually(s+"/api/v1/search?q=盲道", http.StatusOK, "停放在盲道上")
		eventually(s+"/api/v1/ask?q=公共自行车不能停在哪里", http.StatusOK, `"answerable":true`)
	}
	id := ""
	for line := range strings.Lines(tiaowen(terminal.Done, "list", "--data", data)) {
		if strings.Contains(line, "公共自行车") {
			id, _, _ = strings.Cut(line, " ")
		}
	}
	tiaowen(terminal.Done, "remove", "--data", data, "--opensearch", nodes.URLs[0], id)
	for _, s := range servers {
		eventually(s+"/readyz", http.StatusOK, `"documents":10`)
	}
	nodes.Kill(0)
	for _, s := range servers {
		eventually(s+"/readyz", http.StatusServiceUnavailable, "cluster")
		eventually(s+"/api/v1/search?q=劳动合同的解除", http.StatusServiceUnavailable, "cluster")
		eventually(s+"/healthz", http.StatusOK, "ok")
	}
	if said := tiaowen(terminal.Failed, "import", "--data", data, "--opensearch", nodes.URLs[0]); !strings.Contains(said, "no node of the OpenSearch cluster answers") {
		t.Errorf("an import without the cluster says:\n%s", said)
	}
	nodes.Restart(0, 384)
	for _, s := range servers {
		eventually(s+"/readyz", http.StatusOK, `"documents":10`)
		eventually(s+"/api/v1/search?q=劳动合同的解除", http.StatusOK, "劳动合同")
	}
}

// program runs the program here and gives what it prints.
func program(t *testing.T, want int, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), append([]string{"--lang", "en"}, args...), strings.NewReader(""), &out, &out)
	if got := terminal.Status(err); got != want {
		t.Fatalf("%v: exit status %d, want %d\n%s", args, got, want, out.String())
	}
	return out.String()
}

// clusterServer starts a server on a cluster, with more arguments, and gives its address at once.
func clusterServer(t *testing.T, cluster string, args ...string) string {
	t.Helper()
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
		_ = run(ctx, append([]string{"serve", "--addr", addr, "--opensearch", cluster, "--meaning", "off", "--log", "error"}, args...), strings.NewReader(""), io.Discard, io.Discard)
	}()
	t.Cleanup(func() { stop(); <-ended })
	return "http://" + addr
}

// fetchAs sends a request with a token, "" for none.
func fetchAs(t *testing.T, method, address, token, kind string, body io.Reader) (int, string) {
	path, query, _ := strings.Cut(address, "?q=")
	if query != "" {
		path += "?q=" + url.QueryEscape(query)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, path, body)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	req.Header.Set("Content-Type", kind)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err.Error()
	}
	return res.StatusCode, string(said)
}

// await asks until the answer has a status and some words.
func await(t *testing.T, address string, status int, words string) {
	t.Helper()
	awaitAs(t, address, "", status, words)
}

func awaitAs(t *testing.T, address, token string, status int, words string) {
	t.Helper()
	var got int
	var body string
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if got, body = fetchAs(t, http.MethodGet, address, token, "", nil); got == status && strings.Contains(body, words) {
			return
		}
	}
	t.Fatalf("%s: %d %s, want %d with %s", address, got, body, status, words)
}

// TestOpenSearchAdministration uploads and removes in the browser's way at a server that
// has the data directory and a cluster: readers of another server see it. A cluster
// that is away is told of, and the next job makes up for it.
func TestOpenSearchAdministration(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a node")
	}
	t.Setenv("TIAOWEN_AS_PROGRAM", "1") // the server imports and publishes in processes of its own
	nodes := nodetest.Start(t, 1, 384)
	data := t.TempDir()
	program(t, terminal.Done, "import", "--data", data, "--opensearch", nodes.URLs[0], "../../index/testdata/laws")
	token := strings.TrimSpace(regexp.MustCompile(`\S{30,}`).FindString(program(t, terminal.Done, "token", "add", "--data", data, "--role", "admin", "王芳")))
	office := clusterServer(t, nodes.URLs[0], "--data", data)
	other := clusterServer(t, nodes.URLs[0])
	await(t, office+"/readyz", http.StatusOK, `"documents":10`)
	await(t, other+"/readyz", http.StatusOK, `"documents":10`)

	jobs := 0
	upload := func(name, text string) {
		t.Helper()
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		part, err := w.CreateFormFile("file", name)
		if err == nil {
			_, err = part.Write([]byte(text))
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		if status, said := fetchAs(t, http.MethodPost, office+"/api/v1/admin/imports", token, w.FormDataContentType(), &form); status != http.StatusAccepted {
			t.Fatalf("upload: %d %s", status, said)
		}
		jobs++
	}
	ended := func(state, words string) {
		t.Helper()
		address := fmt.Sprintf("%s/api/v1/admin/jobs/%d", office, jobs)
		awaitAs(t, address, token, http.StatusOK, `"state":"`+state+`"`)
		awaitAs(t, address, token, http.StatusOK, words)
	}
	upload("公共自行车管理办法.md", "# 公共自行车管理办法\n\n第一条 公共自行车由街道办事处管理。\n\n第二条 禁止把公共自行车停放在盲道上。\n")
	ended("done", `"status":"added"`)
	for _, s := range []string{office, other} {
		await(t, s+"/api/v1/search?q=盲道", http.StatusOK, "停放在盲道上")
	}

	nodes.Kill(0)
	upload("养犬办法.md", "# 江城市养犬办法\n\n第一条 犬只应当在派出所登记。\n")
	ended("failed", "the data directory was updated, but the cluster was not")
	nodes.Restart(0, 384)
	await(t, other+"/readyz", http.StatusOK, `"documents":11`)
	list := program(t, terminal.Done, "list", "--data", data)
	id := regexp.MustCompile(`(?m)^(\S+) .*公共自行车`).FindStringSubmatch(list)
	if id == nil || !strings.Contains(list, "养犬") {
		t.Fatalf("the directory holds\n%s", list)
	}
	if status, said := fetchAs(t, http.MethodDelete, office+"/api/v1/admin/documents/"+id[1], token, "", nil); status != http.StatusAccepted {
		t.Fatalf("removal: %d %s", status, said)
	}
	jobs++
	ended("done", `"status":"removed"`)
	for _, s := range []string{office, other} {
		await(t, s+"/api/v1/search?q=犬只在哪里登记", http.StatusOK, "派出所登记")
		await(t, s+"/api/v1/search?q=盲道上停放公共自行车", http.StatusOK, `"hits"`)
		if _, body := fetchAs(t, http.MethodGet, s+"/api/v1/search?q=盲道", "", "", nil); strings.Contains(body, "停放在盲道上") {
			t.Errorf("%s still finds what was removed", s)
		}
	}
}
