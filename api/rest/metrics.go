package rest

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	export "github.com/VictoriaMetrics/metrics"
	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/admin"
)

// The names of what is counted per request.
const (
	requestsName = "tiaowen_http_requests_total"
	secondsName  = "tiaowen_http_request_duration_seconds"
)

// help says what our metrics are: pairs of a name and its text.
var help = []string{
	requestsName, "Requests answered, by route, method and status.",
	secondsName, "Time from the request's header to the end of its answer, by route.",
	"tiaowen_refusals_total", "Questions that were not answered.",
	"tiaowen_empty_searches_total", "Searches that found nothing.",
	"tiaowen_documents", "Documents served.",
	"tiaowen_clauses", "Numbered clauses served.",
	"tiaowen_texts_encoded", "Clauses and passages that are searched by meaning, too.",
	"tiaowen_vectors_pending", "Clauses and passages that are not searched by meaning yet.",
	"tiaowen_import_failures_total", "Files that could not be imported, and jobs that failed.",
	"tiaowen_http_requests_in_work", "Requests worked on now, by kind.",
	"tiaowen_http_requests_waiting", "Requests that wait to be worked on, by kind.",
	"tiaowen_http_requests_shed_total", "Requests turned away with 503 because too many were waiting, by kind.",
}

// bounds are the upper bounds of the buckets of times, in seconds.
var bounds = []float64{.0002, .0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10}

// methods are those that are told apart.
var methods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions}

// metrics counts requests by route, never by what was asked.
type metrics struct {
	set              *export.Set
	refused, nothing *export.Counter
	office           *admin.Office     // counts words, too; nil where nobody does
	counted          []func()          // bring counters that are kept elsewhere up to date
	explain          *strings.Replacer // puts the texts of help into the library's empty lines
}

func newMetrics(svc *api.Service, g *gates, office *admin.Office) *metrics {
	set := export.NewSet()
	m := &metrics{set: set, refused: set.NewCounter("tiaowen_refusals_total"), nothing: set.NewCounter("tiaowen_empty_searches_total")}
	export.ExposeMetadata(true) // lines with the types
	var lines []string
	for i := 0; i < len(help); i += 2 {
		lines = append(lines, "# HELP "+help[i]+"\n", "# HELP "+help[i]+" "+help[i+1]+"\n")
	}
	m.explain = strings.NewReplacer(lines...)
	gauge := func(name string, of func() int) { set.NewGauge(name, func() float64 { return float64(of()) }) }
	counter := func(name string, of func() uint64) {
		c := set.NewCounter(name)
		m.counted = append(m.counted, func() { c.Set(of()) })
	}
	gauge("tiaowen_documents", func() int { documents, _, _ := svc.Size(); return documents })
	gauge("tiaowen_clauses", func() int { _, clauses, _ := svc.Size(); return clauses })
	gauge("tiaowen_texts_encoded", func() int { have, _ := svc.Encoded(); return have })
	gauge("tiaowen_vectors_pending", func() int { have, all := svc.Encoded(); return all - have })
	if office != nil {
		counter("tiaowen_import_failures_total", func() uint64 { return uint64(office.ImportFailures()) })
	}
	for _, one := range g.all() {
		kind := fmt.Sprintf("{kind=%q}", one.Name())
		gauge("tiaowen_http_requests_in_work"+kind, func() int { return one.Work() })
		gauge("tiaowen_http_requests_waiting"+kind, func() int { return int(one.Waiting()) })
		counter("tiaowen_http_requests_shed_total"+kind, func() uint64 { return uint64(one.Shed()) })
	}
	return m
}

// serve writes all metrics in the text format of Prometheus, those of the process and of Go too.
func (m *metrics) serve(c echo.Context) error {
	for _, bring := range m.counted {
		bring()
	}
	var b bytes.Buffer
	m.set.WritePrometheus(&b)
	export.WriteProcessMetrics(&b)
	export.WriteFDMetrics(&b)
	c.Response().Header().Set(echo.HeaderContentType, "text/plain; version=0.0.4; charset=utf-8")
	_, err := m.explain.WriteString(c.Response(), b.String())
	return err
}

// observe counts one request that has been answered. The labels are few: the
// route as registered, a method we know, the status.
func (m *metrics) observe(c echo.Context, took time.Duration) {
	route, status, method := c.Path(), c.Response().Status, c.Request().Method
	if route == "" || status == http.StatusMethodNotAllowed {
		route = "other"
	}
	if !slices.Contains(methods, method) {
		method = "other"
	}
	m.set.GetOrCreateCounter(fmt.Sprintf("%s{method=%q,route=%q,status=\"%d\"}", requestsName, method, route, status)).Inc()
	m.set.GetOrCreatePrometheusHistogramExt(fmt.Sprintf("%s{route=%q}", secondsName, route), bounds).Update(took.Seconds())
}
