package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tiaowen/api/admin"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/index/store"
	"tiaowen/index/store/disk/disktest"
)

// finished runs the program to its end and gives what it prints and its exit status.
func finished(t *testing.T, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	cmd := process(t, args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), said.String(), cmd.ProcessState.ExitCode()
}

// listed gives what `tiaowen list` prints.
func listed(t *testing.T, data string) string {
	t.Helper()
	out, said, status := finished(t, "list", "--json", "--data", data)
	if status != 0 {
		t.Fatal(said)
	}
	return out
}

// asked sends a request with a token and reads what is answered; it gives the status.
func asked(t *testing.T, req *http.Request, secret string, answer any) int {
	t.Helper()
	req.Header.Set("Authorization", "Bearer "+secret)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(answer); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode
}

// post uploads a file to a server and gives the status, and the problem that it answers with or the job.
func post(t *testing.T, address, secret, text string) (int, answered) {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	f, err := w.CreateFormFile("file", "upload.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(f, text)
	_ = w.Close()
	req, err := http.NewRequest(http.MethodPost, address+"/api/v1/admin/imports", &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	var p answered
	return asked(t, req, secret, &p), p
}

// answered is a problem or a job.
type answered struct {
	ID     int64       `json:"id"`
	State  admin.State `json:"state"`
	Detail string      `json:"detail"`
	Fixes  []string    `json:"fixes"`

	Reports []store.Report `json:"reports"`
}

// ended waits for a job of a server.
func ended(t *testing.T, address, secret string, id int64) answered {
	t.Helper()
	for end := time.Now().Add(5 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		req, err := http.NewRequest(http.MethodGet, fmt.Sprintf("%s/api/v1/admin/jobs/%d", address, id), nil)
		if err != nil {
			t.Fatal(err)
		}
		var j answered
		if status := asked(t, req, secret, &j); status != http.StatusOK || time.Now().After(end) {
			t.Fatalf("the job: status %d, %+v", status, j)
		}
		if j.State != admin.Waiting && j.State != admin.Running {
			return j
		}
	}
}

// answers reports whether a server answers a search.
func answers(t *testing.T, address string) {
	t.Helper()
	res, err := http.Get(address + "/api/v1/search?q=%E7%94%B3%E8%AF%B7%E4%BA%BA")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK || !strings.Contains(string(body), "申请人") {
		t.Errorf("a search: status %d, %s", res.StatusCode, body)
	}
}

// refuses imports into a directory that cannot take it: one line says why and what to do, and every document stays.
func refuses(t *testing.T, data string, files []string, why, fix string) {
	t.Helper()
	before := listed(t, data)
	out, said, status := finished(t, append([]string{"import", "--data", data}, files...)...)
	if status != terminal.Failed || out != "" || strings.Count(said, "\n") != 1 || !strings.Contains(said, why) || !strings.Contains(said, fix) {
		t.Errorf("status %d, it prints %q and says %q", status, out, said)
	}
	if after := listed(t, data); after != before {
		t.Errorf("the documents were %s and are %s", before, after)
	}
}

// withDocuments makes a data directory with two documents, and a token to administer it.
func withDocuments(t *testing.T, data string) (secret string) {
	t.Helper()
	if _, said, status := finished(t, append([]string{"import", "--data", data}, writeLaws(t, t.TempDir(), 2, 0)...)...); status != 0 {
		t.Fatal(said)
	}
	secret, said, status := finished(t, "token", "add", "--data", data, "--role", "admin", "li")
	if status != 0 {
		t.Fatal(said)
	}
	return strings.TrimSpace(secret)
}

// A full disk is told by the import, by the server and by a server that starts on it; readers are answered.
func TestFullDisk(t *testing.T) {
	room := disktest.Small(t, 8192)
	data := filepath.Join(room, "data")
	secret := withDocuments(t, data)
	files := writeLaws(t, t.TempDir(), 3, 1)
	text := strings.Repeat("第一条 申请人应当提交材料。\n", 2000)
	server, address := startServer(t, data)
	answers(t, address)
	free := disktest.Fill(t, room, 0)
	refuses(t, data, files, "the disk is full; nothing was changed", "free some space")
	_, said, status := finished(t, "import", "--data", filepath.Join(room, "new"), files[0])
	if status != terminal.Failed || strings.Count(said, "\n") != 1 || !strings.Contains(said, "the disk is full") {
		t.Errorf("a new directory: status %d, %q", status, said)
	}
	for range 2 {
		answers(t, address)
		if status, p := post(t, address, secret, text); status != http.StatusInsufficientStorage || len(p.Fixes) != 1 || !strings.Contains(p.Detail, "nothing was changed") {
			t.Errorf("an upload: status %d, %+v", status, p)
		}
		_ = server.Process.Kill()
		_ = server.Wait()
		server, address = startServer(t, data) // while the disk is full
	}
	free()
	before := listed(t, data)
	free = disktest.Fill(t, room, 400) // enough for the file, not for its index
	status, job := post(t, address, secret, text)
	if status != http.StatusAccepted {
		t.Fatalf("an upload that fits: status %d, %+v", status, job)
	}
	if j := ended(t, address, secret, job.ID); j.State != admin.Failed || !strings.Contains(j.Detail, "the disk is full; nothing was changed") || listed(t, data) != before {
		t.Errorf("an import that does not fit: %+v, %s", j, listed(t, data))
	}
	answers(t, address)
	free()
	if status, job = post(t, address, secret, text); status != http.StatusAccepted {
		t.Fatalf("an upload with room: status %d, %+v", status, job)
	}
	if j := ended(t, address, secret, job.ID); j.State != admin.Done || !strings.Contains(listed(t, data), `"total":3`) {
		t.Errorf("with room: %+v, %s", j, listed(t, data))
	}
}

// The same on a read-only file system.
func TestReadOnlyFileSystem(t *testing.T) {
	data := t.TempDir()
	secret := withDocuments(t, data)
	disktest.ReadOnly(t, data)
	refuses(t, data, writeLaws(t, t.TempDir(), 1, 1), "cannot be written to", "check its permissions")
	_, said, status := finished(t, "token", "add", "--data", data, "wang")
	if status != terminal.Failed || strings.Count(said, "\n") != 1 || !strings.Contains(said, "cannot be written to") {
		t.Errorf("a token: status %d, %q", status, said)
	}
	for _, reading := range []string{"open", "token"} {
		server, address := startServer(t, data, "--read", reading)
		if reading == "open" {
			answers(t, address)
		}
		if status, p := post(t, address, secret, "第一条 申请人应当提交材料。"); status != http.StatusServiceUnavailable || len(p.Fixes) != 1 || !strings.Contains(p.Fixes[0], "read-only") {
			t.Errorf("an upload: status %d, %+v", status, p)
		}
		_ = server.Process.Kill()
		_ = server.Wait()
	}
}

// An import whose vectors cannot be written says so and ends: the documents are there.
func TestImportWithoutVectors(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(data, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, said, status := finished(t, append([]string{"import", "--data", data}, writeLaws(t, t.TempDir(), 1, 0)...)...); status != 0 {
		t.Fatal(said)
	}
	if err := os.RemoveAll(filepath.Join(data, "vectors")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "vectors"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	out, said, status := finished(t, append([]string{"import", "--data", data}, writeLaws(t, t.TempDir(), 2, 1)...)...)
	if status != 0 || !strings.Contains(said, "searches use words only") || !strings.Contains(out, "added") {
		t.Errorf("status %d, it prints %q and says %q", status, out, said)
	}
}
