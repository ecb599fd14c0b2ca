//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// process is the program, run by itself.
func process(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), "TIAOWEN_AS_PROGRAM=1", "LANG=en_US.UTF-8")
	return cmd
}

// startServer starts the program on a directory and returns once it is ready.
func startServer(t *testing.T, dir string, more ...string) (cmd *exec.Cmd, address string) {
	t.Helper()
	cmd = process(t, append([]string{"serve", "--addr", "127.0.0.1:0", "--data", dir, "--meaning", "off", "--log", "error"}, more...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // one that has ended is not hurt
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, address, found := strings.Cut(lines.Text(), "http://"); found {
			go io.Copy(io.Discard, out)
			return cmd, "http://" + strings.TrimRight(address, "/ ")
		}
	}
	_ = cmd.Wait()
	t.Fatalf("the server does not start: %s", log.String())
	return nil, ""
}

// writeLaws writes n texts whose words change with the round.
func writeLaws(t *testing.T, dir string, n, round int) (files []string) {
	t.Helper()
	for i := range n {
		var b strings.Builder
		fmt.Fprintf(&b, "第%d号登记办法\n\n", i)
		for a := 1; a <= 30; a++ {
			fmt.Fprintf(&b, "第%d条 申请人应当在%d个工作日内向第%d科提交材料，逾期不予受理。第%d轮。\n", a, a+i, (a*7+i)%19, round)
		}
		name := filepath.Join(dir, fmt.Sprintf("%03d.txt", i))
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	return files
}

// TestServerKill kills a server and an import beside it at 2 random moments, or
// TIAOWEN_KILLS. A server that is started again serves every document that the
// import has acknowledged, as it was acknowledged.
func TestServerKill(t *testing.T) {
	kills := 2
	if n, err := strconv.Atoi(os.Getenv("TIAOWEN_KILLS")); err == nil && n > 0 {
		kills = n
	}
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	random := rand.New(rand.NewPCG(7, 8))
	if out, err := process(t, append([]string{"import", "--data", dir}, writeLaws(t, from, 6, 0)...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for round := 1; round <= kills; round++ {
		server, _ := startServer(t, dir)
		importer := process(t, append([]string{"import", "--json", "--data", dir}, writeLaws(t, from, 6, round)...)...)
		out, err := importer.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := importer.Start(); err != nil {
			t.Fatal(err)
		}
		killer := time.AfterFunc(time.Duration(random.Int64N(int64(500*time.Millisecond))), func() {
			_ = server.Process.Kill()
			_ = importer.Process.Kill()
		})
		var acknowledged []string
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var report struct{ ID, Status string }
			if json.Unmarshal(lines.Bytes(), &report) == nil && report.Status == "replaced" {
				acknowledged = append(acknowledged, report.ID)
			}
		}
		_ = importer.Wait()
		killer.Stop()
		_ = server.Process.Kill()
		_ = server.Wait()

		again, address := startServer(t, dir)
		for _, id := range acknowledged {
			res, err := http.Get(address + "/api/v1/documents/" + id + "/clauses/1")
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(res.Body)
			res.Body.Close()
			if !strings.Contains(string(body), fmt.Sprintf("第%d轮", round)) {
				t.Errorf("round %d: %s was acknowledged and is %s", round, id, body)
			}
		}
		_ = again.Process.Kill()
		_ = again.Wait()
	}
}
