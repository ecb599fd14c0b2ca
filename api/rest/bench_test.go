package rest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
)

// benchQuestions ask for what people ask for: a clause, its prohibitions, a
// section, a fact, something that is not there, a slip of the pen.
var benchQuestions = []string{
	"第20条禁止什么", "第三十六条", "第18到21条", "第六部分有哪些条款", "谁是第一责任人", "党员档案怎么管理", "巡察多久覆盖一次", "全文禁止什么",
	"第99条", "密码怎么重置", "从严执党", "clause 20 forbids what", "两面人", "四个意识", "对领导干部有什么要求", "民主生活会", "裸官", "最后一条",
}

// BenchmarkAskHTTP is one client asking over loopback HTTP, with keep-alive and
// without compression: "bare" is an Echo handler that sends the same JSON from
// memory, "ask" is the service with everything that stands around it. The
// metrics are percentiles of the time for one request in µs; x-bare-p99 is the
// p99 of ask over that of bare.
func BenchmarkAskHTTP(b *testing.B) {
	full := newServer(b, Options{})
	bare := echo.New()
	answers := make(map[string][]byte)
	for _, q := range benchQuestions {
		answers[q] = get(full, "/api/v1/ask?q="+url.QueryEscape(q)).Body.Bytes()
	}
	bare.GET("/api/v1/ask", func(c echo.Context) error {
		return c.JSONBlob(http.StatusOK, answers[c.QueryParam("q")])
	})

	var bareP99 float64
	b.Run("bare", func(b *testing.B) { bareP99 = percentiles(b, bare) })
	b.Run("ask", func(b *testing.B) {
		p99 := percentiles(b, Compress(full))
		if bareP99 > 0 {
			b.ReportMetric(p99/bareP99, "x-bare-p99")
		}
	})
}

// percentiles asks h b.N times, reports p50 and p99 and returns p99, in µs.
func percentiles(b *testing.B, h http.Handler) float64 {
	srv := httptest.NewServer(h)
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	defer client.CloseIdleConnections()
	targets := make([]string, len(benchQuestions))
	for i, q := range benchQuestions {
		targets[i] = srv.URL + "/api/v1/ask?q=" + url.QueryEscape(q)
	}
	ask := func(target string) {
		res, err := client.Get(target)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			b.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusOK {
			b.Fatalf("%s: status %d", target, res.StatusCode)
		}
	}
	for _, target := range targets {
		ask(target)
	}
	took := make([]time.Duration, 0, b.N)
	b.ResetTimer()
	for i := range b.N {
		start := time.Now()
		ask(targets[i%len(targets)])
		took = append(took, time.Since(start))
	}
	b.StopTimer()
	slices.Sort(took)
	at := func(p float64) float64 {
		return float64(took[min(len(took)-1, int(p*float64(len(took))))]) / float64(time.Microsecond)
	}
	b.ReportMetric(at(.50), "p50-µs")
	b.ReportMetric(at(.99), "p99-µs")
	return at(.99)
}
