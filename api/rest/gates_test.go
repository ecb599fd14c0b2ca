package rest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/rest/gate"
)

// eventually waits for something that another goroutine brings about.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !so(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal(what + ": not within 20 s")
		}
	}
}

// Every route has its gate; what an operator or a balancer needs has none.
func TestGateOfRoutes(t *testing.T) {
	g := newGates(0, 0)
	for route, want := range map[string]*gate.Gate{
		"GET /healthz": nil, "GET /readyz": nil, "GET /metrics": nil, "GET /static/:hash/:name": nil, "GET /openapi.json": nil, "GET ": nil,
		"GET /api/v1/search": g.short, "GET /": g.short, "POST /mcp": g.short, "GET /quotes": g.short,
		"POST /quotes": g.long, "POST /api/v1/quotes": g.long, "GET /api/v1/norms.xlsx": g.long, "GET /api/v1/compare": g.long, "POST /api/v1/study": g.long,
		"GET /admin": g.admin,
	} {
		method, path, _ := strings.Cut(route, " ")
		if got := g.of(method, path); got != want {
			t.Errorf("%s: gate %v, want %v", route, got, want)
		}
	}
}

// full is a server with one place, which is taken until the release.
func full(t *testing.T, o Options) (base string, release func()) {
	t.Helper()
	o.Work, o.Queue = 1, 1
	e := newServer(t, o)
	working, free := make(chan struct{}), make(chan struct{})
	e.GET("/block", func(c echo.Context) error {
		close(working)
		<-free
		return c.NoContent(http.StatusNoContent)
	})
	srv := httptest.NewServer(Compress(e))
	t.Cleanup(srv.Close)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if res, err := http.Get(srv.URL + "/block"); err == nil {
			res.Body.Close()
		}
	}()
	<-working
	release = sync.OnceFunc(func() { close(free); <-done })
	t.Cleanup(release)
	return srv.URL, release
}

func TestBusy(t *testing.T) {
	base, release := full(t, Options{})
	search := base + "/api/v1/search?q=" + url.QueryEscape("党员")
	waiter := make(chan int)
	go func() {
		res, err := http.Get(search)
		if err != nil {
			waiter <- 0
			return
		}
		res.Body.Close()
		waiter <- res.StatusCode
	}()
	// The queue has one place: of many that come at a time, one may wait.
	eventually(t, "the queue is full", func() bool {
		res, err := http.Get(base + "/metrics")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		return strings.Contains(string(body), `tiaowen_http_requests_waiting{kind="short"} 1`)
	})
	res, err := http.Get(search)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(res.Body)
	res.Body.Close()
	if res.StatusCode != 503 || res.Header.Get("Retry-After") != "1" || res.Header.Get("Content-Type") != problemType || !strings.Contains(string(body), "too busy") {
		t.Errorf("beyond the queue: %d %v %s", res.StatusCode, res.Header, body)
	}
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/openapi.json"} {
		res, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != 200 {
			t.Errorf("%s: status %d while the server is busy", path, res.StatusCode)
		}
	}
	release()
	if got := <-waiter; got != 200 && got != 503 { // 503: the machine took a second over the lines above
		t.Errorf("the one that waited got %d", got)
	}
	if res, err = http.Get(search); err != nil || res.StatusCode != 200 {
		t.Errorf("afterwards: %v %v", res, err)
	}
	res.Body.Close()
}

// A client that goes away while it waits leaves its place in the queue.
func TestAbortedLeavesQueue(t *testing.T) {
	base, _ := full(t, Options{})
	for range 20 {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/api/v1/suggest?q=x", nil)
		if err != nil {
			t.Fatal(err)
		}
		if res, err := http.DefaultClient.Do(req); err == nil {
			res.Body.Close()
		}
		cancel()
	}
	eventually(t, "nobody waits", func() bool {
		res, err := http.Get(base + "/metrics")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		return strings.Contains(string(body), `tiaowen_http_requests_waiting{kind="short"} 0`)
	})
}

// listen serves h as the program does.
func listen(t *testing.T, h http.Handler, o ServerOptions) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, l, h, o) }()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	return l.Addr().String()
}

// asks sends a request over a new connection and gives the status.
func asks(t *testing.T, addr, target string) int {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 20 * time.Second}
	res, err := client.Get("http://" + addr + target)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, res.Body)
	return res.StatusCode
}

// 200 sockets that read nothing, send nothing more, or send a body byte by byte
// hold no place: with a single one, searches and checks are answered.
func TestSlowClients(t *testing.T) {
	e := newServer(t, Options{Work: 1, Queue: 1})
	var answered atomic.Int64
	large := make([]byte, 8<<20) // more than the kernel keeps for one that does not read
	e.GET("/large", func(c echo.Context) error {
		c.Response().Before(func() { answered.Add(1) })
		return c.Blob(http.StatusOK, "application/octet-stream", large)
	})
	addr := listen(t, e, ServerOptions{})
	search := "/api/v1/search?limit=100&q=" + url.QueryEscape("党")
	for _, slow := range []struct{ name, sends string }{
		{"readers", "GET /large HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"},
		{"writers of headers", "GET / HTTP/1.1\r\nHost: 127."},
		{"writers of bodies", "POST /api/v1/quotes HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: 1000000\r\n\r\nabc"},
		{"writers of chunks", "POST /api/v1/quotes HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"},
	} {
		t.Run(slow.name, func(t *testing.T) {
			for i := range 200 {
				c, err := net.Dial("tcp", addr)
				if err != nil {
					t.Fatal(err)
				}
				defer c.Close()
				_ = c.(*net.TCPConn).SetReadBuffer(1) // the kernel's least
				if _, err := io.WriteString(c, slow.sends); err != nil {
					t.Fatal(err)
				}
				if slow.name == "readers" {
					eventually(t, "the answer begins", func() bool { return answered.Load() == int64(i+1) })
				}
				if i%50 == 49 {
					if status := asks(t, addr, "/readyz"); status != 200 {
						t.Errorf("readyz: status %d", status)
					}
				}
			}
			eventually(t, "a search is answered", func() bool { return asks(t, addr, search) == 200 })
			eventually(t, "a check is answered", func() bool {
				res, err := http.Post("http://"+addr+"/api/v1/quotes", "application/json", strings.NewReader(`{"text": "《推进全面从严治党工作措施》第20条"}`))
				if err != nil {
					t.Fatal(err)
				}
				defer res.Body.Close()
				return res.StatusCode == 200
			})
		})
	}
}

// Ten thousand connections that stay idle keep nobody out and cost little.
func TestIdleConnections(t *testing.T) {
	const idle, most = 10_000, 1_000
	addr := listen(t, newServer(t, Options{}), ServerOptions{Connections: most})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range idle {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Skipf("the machine gives no %d connections: %v", idle, err)
		}
		defer c.Close()
		if i%2 == 0 { // half of them have had an answer
			fmt.Fprintf(c, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
			if i%1000 == 0 {
				if _, err := bufio.NewReader(c).ReadString('\n'); err != nil {
					t.Errorf("connection %d: %v", i, err)
				}
			}
		}
	}
	if status := asks(t, addr, "/readyz"); status != 200 {
		t.Errorf("readyz: status %d", status)
	}
	if status := asks(t, addr, "/api/v1/search?q="+url.QueryEscape("党员档案")); status != 200 {
		t.Errorf("search: status %d", status)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	held := int64(after.HeapInuse+after.StackInuse) - int64(before.HeapInuse+before.StackInuse)
	if held > 64<<20 { // of which 10,000 are the test's own ends
		t.Errorf("%d MB more than before", held>>20)
	}
	t.Logf("%d idle connections: %.1f MB more, %d goroutines", idle, float64(held)/(1<<20), runtime.NumGoroutine())
}

// BenchmarkRefusal is what one request costs that is turned away.
func BenchmarkRefusal(b *testing.B) {
	e := New(new(api.Service), Options{Work: 1, Queue: 1})
	free, working := make(chan struct{}), make(chan struct{})
	e.GET("/block", func(c echo.Context) error {
		close(working)
		<-free
		return c.NoContent(http.StatusOK)
	})
	h := Compress(e)
	ask := func(path string) int {
		res := httptest.NewRecorder()
		h.ServeHTTP(res, httptest.NewRequest("GET", path, nil))
		return res.Code
	}
	var others sync.WaitGroup
	defer others.Wait()
	defer close(free)
	others.Go(func() { ask("/block") })
	<-working
	ended := make(chan struct{})
	defer close(ended)
	others.Go(func() { // the one that waits is turned away after a second
		for ask("/api/v1/documents") == http.StatusServiceUnavailable {
			select {
			case <-ended:
				return
			default:
			}
		}
	})
	time.Sleep(50 * time.Millisecond)
	req := httptest.NewRequest("GET", "/api/v1/search?q="+url.QueryEscape("党员"), nil)
	b.ReportAllocs()
	for b.Loop() {
		res := httptest.NewRecorder()
		if h.ServeHTTP(res, req); res.Code != http.StatusServiceUnavailable {
			b.Fatal(res.Code)
		}
	}
}
