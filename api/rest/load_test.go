package rest

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tiaowen/api"
	"tiaowen/api/admin"
	"tiaowen/index/store"
)

// Searches, questions and completions go on without a failure while documents are
// imported, replaced and removed, and slow sockets hang on. `make race` runs it
// under the race detector.
func TestMixedLoad(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	quiet := slog.New(slog.DiscardHandler)
	o, err := admin.Open(data, admin.Options{Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	var background sync.WaitGroup
	t.Cleanup(func() { // the context of the test is done by now
		background.Wait()
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	background.Go(func() { o.Run(t.Context()) })
	svc := new(api.Service)
	addr := listen(t, New(svc, Options{Office: o, CountAsked: true, Log: quiet}), ServerOptions{})
	secret := newToken(t, o, admin.Admin)

	// send imports files and waits for the job's end.
	send := func(files map[string]string) *admin.Job {
		t.Helper()
		body, kind := form(t, nil, files)
		j := adminJob(t, "POST", "http://"+addr+importsPath, secret, body, kind, http.StatusAccepted)
		for end := time.Now().Add(time.Minute); j.Open(); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("job %d is still %s", j.ID, j.State)
			}
			j = adminJob(t, "GET", fmt.Sprintf("http://%s/api/v1/admin/jobs/%d", addr, j.ID), secret, nil, "", http.StatusOK)
		}
		return j
	}
	send(map[string]string{"first.txt": lawText})
	s, err := store.Open(t.Context(), data, store.Options{Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	svc.Swap(s.Index)
	var swaps atomic.Int64
	background.Go(func() {
		store.Watch(t.Context(), data, store.Options{Log: quiet}, s, func(s *store.Snapshot) {
			svc.Swap(s.Index)
			swaps.Add(1)
		})
	})

	for range 50 { // hang on while all the rest happens
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_, _ = io.WriteString(c, "POST /api/v1/quotes HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nx")
	}
	stop := make(chan struct{})
	var clients sync.WaitGroup
	var asked atomic.Int64
	for i := range 4 {
		clients.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				target := []string{"/api/v1/search?q=", "/api/v1/search?q=", "/api/v1/ask?q=", "/api/v1/suggest?q=", "/api/v1/documents?limit="}[(n+i)%5]
				words := []string{"如实报告", "第二条", "单位应当", "测试"}[n%4]
				if strings.HasSuffix(target, "limit=") {
					words = "10"
				}
				res, err := http.Get("http://" + addr + target + url.QueryEscape(words))
				if err != nil {
					t.Error(err)
					return
				}
				body, err := io.ReadAll(res.Body)
				res.Body.Close()
				if err != nil || res.StatusCode != http.StatusOK {
					t.Errorf("%s%s: status %d, %v: %s", target, words, res.StatusCode, err, body)
					return
				}
				asked.Add(1)
			}
		})
	}
	const imports = 8
	for n := range imports {
		files := make(map[string]string)
		for i := range 3 {
			files[fmt.Sprintf("%d-%d.txt", n, i)] = strings.ReplaceAll(lawText, "测试", fmt.Sprintf("第%d组第%d号", n, i))
		}
		if j := send(files); j.State != admin.Done {
			t.Errorf("import %d: %+v", n, j)
		}
	}
	eventually(t, "the imports take effect", func() bool {
		documents, _, _ := svc.Size()
		return documents == 1+3*imports
	})
	close(stop)
	clients.Wait()
	if asked.Load() < imports || swaps.Load() == 0 {
		t.Errorf("%d requests were answered over %d swaps", asked.Load(), swaps.Load())
	}
	t.Logf("%d requests over %d imports and %d swaps, none failed", asked.Load(), imports, swaps.Load())
}

// adminJob sends a request of administration and reads the job of its answer.
func adminJob(t *testing.T, method, address, secret string, body io.Reader, kind string, status int) *admin.Job {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+secret)
	req.Header.Set("Content-Type", kind)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var j admin.Job
	if err := json.NewDecoder(res.Body).Decode(&j); err != nil || res.StatusCode != status {
		t.Fatalf("%s %s: status %d, %v", method, address, res.StatusCode, err)
	}
	return &j
}
