package rest

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"tiaowen/api"
	"tiaowen/api/admin"
)

// metrics counts requests by route, never by what was asked.
type metrics struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	refused  prometheus.Counter
	nothing  prometheus.Counter
	office   *admin.Office // counts words, too; nil where nobody does
	serve    echo.HandlerFunc
}

func newMetrics(svc *api.Service, g *gates, office *admin.Office) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "tiaowen_http_requests_total",
			Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "tiaowen_http_request_duration_seconds",
			Help:    "Time from the request's header to the end of its answer, by route.",
			Buckets: []float64{.0002, .0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10},
		}, []string{"route"}),
		refused: prometheus.NewCounter(prometheus.CounterOpts{Name: "tiaowen_refusals_total", Help: "Questions that were not answered."}),
		nothing: prometheus.NewCounter(prometheus.CounterOpts{Name: "tiaowen_empty_searches_total", Help: "Searches that found nothing."}),
	}
	size := func(name, help string, of func(documents, clauses int) int) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 {
			documents, clauses, _ := svc.Size()
			return float64(of(documents, clauses))
		})
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		m.requests, m.seconds, m.refused, m.nothing,
		size("tiaowen_documents", "Documents served.", func(d, _ int) int { return d }),
		size("tiaowen_clauses", "Numbered clauses served.", func(_, c int) int { return c }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "tiaowen_texts_encoded", Help: "Clauses and passages that are searched by meaning, too."}, func() float64 {
			have, _ := svc.Encoded()
			return float64(have)
		}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "tiaowen_vectors_pending", Help: "Clauses and passages that are not searched by meaning yet."}, func() float64 {
			have, all := svc.Encoded()
			return float64(all - have)
		}),
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	if office != nil {
		registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "tiaowen_import_failures_total", Help: "Files that could not be imported, and jobs that failed."},
			func() float64 { return float64(office.ImportFailures()) }))
	}
	for _, one := range g.all() {
		kind := prometheus.Labels{"kind": one.Name()}
		registry.MustRegister(
			prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "tiaowen_http_requests_in_work", ConstLabels: kind, Help: "Requests worked on now, by kind."},
				func() float64 { return float64(one.Work()) }),
			prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "tiaowen_http_requests_waiting", ConstLabels: kind, Help: "Requests that wait to be worked on, by kind."},
				func() float64 { return float64(one.Waiting()) }),
			prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "tiaowen_http_requests_shed_total", ConstLabels: kind, Help: "Requests turned away with 503 because too many were waiting, by kind."},
				func() float64 { return float64(one.Shed()) }),
		)
	}
	m.serve = echo.WrapHandler(promhttp.HandlerFor(registry, promhttp.HandlerOpts{DisableCompression: true}))
	return m
}

// observe counts one request that has been answered. The labels are few: the
// route as registered, a method we know, the status.
func (m *metrics) observe(c echo.Context, took time.Duration) {
	route := c.Path()
	status := c.Response().Status
	if route == "" || status == http.StatusMethodNotAllowed {
		route = "other"
	}
	method := c.Request().Method
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
	default:
		method = "other"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}
