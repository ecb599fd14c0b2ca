//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
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

// sample is what a server tells of itself.
type sample struct{ goroutines, live, resident float64 }

// measure reads a server's metrics. live is the heap that the last collection
// left, which the goal for the next one tells.
func measure(t *testing.T, address string) (s sample) {
	t.Helper()
	res, err := http.Get(address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	value := func(name string) float64 {
		m := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindSubmatch(page)
		if m == nil {
			return 0
		}
		f, err := strconv.ParseFloat(string(m[1]), 64)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	s = sample{value("go_goroutines"), value("go_memstats_next_gc_bytes") / (1 + value("go_gc_gogc_percent")/100), value("process_resident_memory_bytes")}
	if s.goroutines == 0 || s.live == 0 {
		t.Fatalf("metrics without figures:\n%s", page)
	}
	return s
}

// TestSoak keeps a server under a mixed load (searches, questions, completions,
// pages, never the same twice) while documents are imported, for 5 seconds or
// TIAOWEN_SOAK. No request fails, and the second half needs no more memory and
// no more goroutines than the first.
func TestSoak(t *testing.T) {
	length := 5 * time.Second
	if d, err := time.ParseDuration(os.Getenv("TIAOWEN_SOAK")); err == nil {
		length = d
	}
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	importRound := func(round int) {
		if out, err := process(t, append([]string{"import", "--data", dir}, writeLaws(t, from, 20, round)...)...).CombinedOutput(); err != nil {
			t.Errorf("import: %v\n%s", err, out)
		}
	}
	importRound(0)
	server, address := startServer(t, dir)

	var stop atomic.Bool
	var asked, failed atomic.Int64
	var wg sync.WaitGroup
	for worker := range 3 {
		wg.Go(func() {
			for random := rand.New(rand.NewPCG(5, uint64(worker))); !stop.Load(); {
				asked.Add(1)
				path := soakPath(random)
				if res, err := http.Get(address + path); err != nil || res.StatusCode >= 500 {
					failed.Add(1)
					t.Errorf("%s: %v %v", path, res, err)
				} else {
					_, _ = io.Copy(io.Discard, res.Body)
					res.Body.Close()
				}
				time.Sleep(2 * time.Millisecond) // a load, not a siege
			}
		})
	}
	var samples []sample
	for i := 1; i <= 20; i++ {
		time.Sleep(length / 20)
		if i%5 == 0 || length > time.Minute {
			importRound(i)
		}
		samples = append(samples, measure(t, address))
	}
	stop.Store(true)
	wg.Wait()
	if asked.Load() < 50 {
		t.Errorf("only %d requests", asked.Load())
	}
	// The first quarter warms up.
	before, after := middle(samples[5:12]), middle(samples[13:])
	t.Logf("%d requests; goroutines %.0f, then %.0f; live heap %.1f MB, then %.1f; resident %.0f MB, then %.0f", asked.Load(),
		before.goroutines, after.goroutines, before.live/1e6, after.live/1e6, before.resident/1e6, after.resident/1e6)
	if after.goroutines > before.goroutines+10 {
		t.Errorf("goroutines grow from %.0f to %.0f", before.goroutines, after.goroutines)
	}
	if after.live > before.live*1.25+8e6 {
		t.Errorf("the live heap grows from %.0f to %.0f bytes", before.live, after.live)
	}
	if after.resident > before.resident*1.25+16e6 {
		t.Errorf("the process grows from %.0f to %.0f bytes", before.resident, after.resident)
	}
	if err := server.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := server.Wait(); err != nil {
		t.Errorf("the server ends with %v", err)
	}
}

// soakPath is a request that nobody has made before.
func soakPath(random *rand.Rand) string {
	n := random.IntN(1_000_000)
	q := url.QueryEscape(fmt.Sprintf("第%d科 申请人 材料 %d", n%19, n))
	switch r := random.IntN(100); {
	case r < 60:
		return "/api/v1/search?q=" + q
	case r < 80:
		return "/api/v1/ask?q=" + url.QueryEscape(fmt.Sprintf("第%d条要求申请人在多少个工作日内提交材料", n%40))
	case r < 90:
		return "/api/v1/suggest?q=" + url.QueryEscape("申请"+strconv.Itoa(n))
	}
	return "/?q=" + q
}

// middle takes the median of each figure.
func middle(samples []sample) sample {
	median := func(of func(sample) float64) float64 {
		var all []float64
		for _, s := range samples {
			all = append(all, of(s))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	return sample{median(func(s sample) float64 { return s.goroutines }), median(func(s sample) float64 { return s.live }), median(func(s sample) float64 { return s.resident })}
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
