package rest

import (
	"bufio"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// BenchmarkOverload measures what a server can do at most with a mixed load (80 %
// search, 15 % ask, 5 % suggest, each question new), and then sends it 0.7 times
// and 10 times as much, each for some seconds. Requests come when they come,
// whether those before are answered or not. The metrics are the capacity in
// requests a second; the 99th percentiles of the answers at 0.7 and 10 times
// of it, the ratio of the two, and that of the refusals (503), in ms; the
// 99th percentile of each kind of request at 0.7 times; the share that was
// refused; the memory of the process after each in MB.
//
// TIAOWEN_SERVER is the address of a running `tiaowen serve`, with its documents and vectors;
// without it, a server without vectors runs in this process. TIAOWEN_LAWS and TIAOWEN_EVAL run it at scale.
func BenchmarkOverload(b *testing.B) {
	docs, questions := benchData(b)
	address := os.Getenv("TIAOWEN_SERVER")
	if address == "" {
		n := runtime.GOMAXPROCS(0)
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n + max(2, n/4))) // as the program serves
		srv := httptest.NewServer(Compress(New(benchService(b, docs), Options{Work: n})))
		defer srv.Close()
		address = srv.URL
	}
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 1000}, Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	ask := func() answer {
		kind, target := mixed(questions)
		start := time.Now()
		res, err := client.Get(address + target)
		if err != nil {
			return answer{kind: kind, took: since(start)}
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		return answer{kind, res.StatusCode, since(start)}
	}
	const long = 10 * time.Second
	for b.Loop() {
		capacity := capacityOf(ask, long)
		calm, memoryCalm := at(ask, 0.7*capacity, long), resident(b, address)
		busy, memoryBusy := at(ask, 10*capacity, long), resident(b, address)
		for _, a := range busy {
			if a.status != http.StatusOK && a.status != http.StatusServiceUnavailable {
				b.Errorf("a request got the status %d after %.0f ms", a.status, a.took)
			}
		}
		refused := times(busy, 503, "")
		b.ReportMetric(capacity, "capacity-req/s")
		b.ReportMetric(p99(times(calm, 200, "")), "calm-p99-ms")
		for _, kind := range []string{"search", "ask", "suggest"} {
			b.ReportMetric(p99(times(calm, 200, kind)), "calm-"+kind+"-p99-ms")
		}
		b.ReportMetric(p99(times(busy, 200, "")), "busy-p99-ms")
		b.ReportMetric(p99(times(busy, 200, ""))/p99(times(calm, 200, "")), "busy-x-calm")
		b.ReportMetric(p99(refused), "refused-p99-ms")
		b.ReportMetric(float64(len(refused))/float64(len(busy)), "refused-share")
		b.ReportMetric(float64(len(times(calm, 503, ""))), "calm-refused")
		b.ReportMetric(memoryCalm, "calm-MB")
		b.ReportMetric(memoryBusy, "busy-MB")
	}
}

// mixed is a request that nobody has made before: of 100, 80 search, 15 ask and 5 complete.
func mixed(questions []string) (kind, target string) {
	q := url.QueryEscape(questions[rand.IntN(len(questions))])
	switch n := rand.IntN(100); {
	case n < 80:
		return "search", "/api/v1/search?q=" + q + tail(int(rounds.Add(1)))
	case n < 95:
		return "ask", "/api/v1/ask?q=" + q + tail(int(rounds.Add(1)))
	}
	return "suggest", "/api/v1/suggest?q=" + q
}

// answer is what became of one request.
type answer struct {
	kind   string
	status int // 0 for none
	took   float64
}

// times are those of the answers with a status, of one kind or of all with "", in ms.
func times(answers []answer, status int, kind string) (took []float64) {
	for _, a := range answers {
		if a.status == status && (kind == "" || a.kind == kind) {
			took = append(took, a.took)
		}
	}
	return took
}

func since(start time.Time) float64 { return float64(time.Since(start)) / float64(time.Millisecond) }

// p99 is the 99th percentile, 0 of nothing.
func p99(times []float64) float64 {
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	return times[len(times)*99/100]
}

// resident is the memory of the server's process, in MB, as its metrics say.
func resident(b *testing.B, address string) float64 {
	b.Helper()
	res, err := http.Get(address + "/metrics")
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if value, ok := strings.CutPrefix(lines.Text(), "process_resident_memory_bytes "); ok {
			bytes, err := strconv.ParseFloat(value, 64)
			if err != nil {
				b.Fatal(err)
			}
			return bytes / (1 << 20)
		}
	}
	return 0 // systems other than Linux
}

// capacityOf is how many requests a second are answered when somebody always asks.
func capacityOf(ask func() answer, long time.Duration) float64 {
	var clients sync.WaitGroup
	answered := make([]int, 2*runtime.GOMAXPROCS(0))
	start := time.Now()
	for i := range answered {
		clients.Go(func() {
			for time.Since(start) < long {
				if ask().status == http.StatusOK {
					answered[i]++
				}
			}
		})
	}
	clients.Wait()
	sum := 0
	for _, n := range answered {
		sum += n
	}
	return float64(sum) / time.Since(start).Seconds()
}

// at sends so many requests a second, and gives what became of them.
func at(ask func() answer, rate float64, long time.Duration) (answers []answer) {
	var (
		mu      sync.Mutex
		pending sync.WaitGroup
	)
	start := time.Now()
	for n := 0; time.Since(start) < long; n++ {
		time.Sleep(time.Until(start.Add(time.Duration(float64(n) / rate * float64(time.Second)))))
		pending.Go(func() {
			one := ask()
			mu.Lock()
			defer mu.Unlock()
			answers = append(answers, one)
		})
	}
	pending.Wait()
	return answers
}
