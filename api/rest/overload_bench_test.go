package rest

import (
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
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
// share that was refused; the heap after each in MB. TIAOWEN_LAWS and TIAOWEN_EVAL
// run it at scale.
func BenchmarkOverload(b *testing.B) {
	docs, questions := benchData(b)
	n := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n + max(2, n/4))) // as the program serves
	srv := httptest.NewServer(Compress(New(benchService(b, docs), Options{Work: n})))
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 1000}, Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	target := func() string {
		q := url.QueryEscape(questions[rand.IntN(len(questions))])
		switch n := rand.IntN(100); {
		case n < 80:
			return srv.URL + "/api/v1/search?q=" + q + tail(int(rounds.Add(1)))
		case n < 95:
			return srv.URL + "/api/v1/ask?q=" + q + tail(int(rounds.Add(1)))
		}
		return srv.URL + "/api/v1/suggest?q=" + q
	}
	ask := func() (status int, took float64) {
		start := time.Now()
		res, err := client.Get(target())
		if err != nil {
			return 0, since(start)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		return res.StatusCode, since(start)
	}
	const long = 4 * time.Second
	for b.Loop() {
		capacity := capacityOf(ask, long)
		calm, heapCalm := at(ask, 0.7*capacity, long), heap()
		busy, heapBusy := at(ask, 10*capacity, long), heap()
		for status := range busy {
			if status != http.StatusOK && status != http.StatusServiceUnavailable {
				b.Errorf("%d requests got the status %d", len(busy[status]), status)
			}
		}
		b.ReportMetric(capacity, "capacity-req/s")
		b.ReportMetric(p99(calm[200]), "calm-p99-ms")
		b.ReportMetric(p99(busy[200]), "busy-p99-ms")
		b.ReportMetric(p99(busy[200])/p99(calm[200]), "busy-x-calm")
		b.ReportMetric(p99(busy[503]), "refused-p99-ms")
		b.ReportMetric(float64(len(busy[503]))/float64(len(busy[503])+len(busy[200])), "refused-share")
		b.ReportMetric(float64(len(calm[503])), "calm-refused")
		b.ReportMetric(heapCalm, "calm-heap-MB")
		b.ReportMetric(heapBusy, "busy-heap-MB")
	}
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

// heap is what is in use after a collection, in MB.
func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapInuse) / (1 << 20)
}

// capacityOf is how many requests a second are answered when somebody always asks.
func capacityOf(ask func() (int, float64), long time.Duration) float64 {
	var clients sync.WaitGroup
	answered := make([]int, 2*runtime.GOMAXPROCS(0))
	start := time.Now()
	for i := range answered {
		clients.Go(func() {
			for time.Since(start) < long {
				if status, _ := ask(); status == http.StatusOK {
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

// at sends so many requests a second, and gives the times of the answers by status, in ms.
func at(ask func() (int, float64), rate float64, long time.Duration) map[int][]float64 {
	var (
		mu      sync.Mutex
		times   = make(map[int][]float64)
		pending sync.WaitGroup
	)
	start := time.Now()
	for n := 0; time.Since(start) < long; n++ {
		time.Sleep(time.Until(start.Add(time.Duration(float64(n) / rate * float64(time.Second)))))
		pending.Go(func() {
			status, took := ask()
			mu.Lock()
			defer mu.Unlock()
			times[status] = append(times[status], took)
		})
	}
	pending.Wait()
	return times
}
