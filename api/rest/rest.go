// Package rest serves the API over HTTP: the routes below /api/v1, the probes and the
// metrics. Every request gets an id, security headers, limits and a log line; a panic becomes
// a plain 500.
//
// Handlers are thin: they read parameters, call one method of [api.Service] and
// return its result or its error. [ProblemOf] turns errors into what clients read. openapi.json
// describes the routes, and a test compares it with their answers.
package rest

import (
	_ "embed"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"golang.org/x/time/rate"

	"tiaowen/api"
	"tiaowen/api/admin"
	"tiaowen/api/rest/access"
	"tiaowen/api/rest/gate"
)

// Options are what an operator decides. The zero value is safe.
type Options struct {
	AllowOrigins []string      // origins whose pages may read the API ("https://www.example.cn"); none by default
	Hosts        []string      // names by which clients may call this server; none means any. A page of a stranger can point its own name at 127.0.0.1
	BaseURL      string        // scheme and host of the links in files ("https://search.example.cn"); "" takes them from the request
	Timeout      time.Duration // for one request; 0 means 10 s
	MaxBody      string        // largest request body, "2M"; "" means 1M
	MaxUpload    string        // largest file whose quotations are checked; "" means 20M
	Rate         float64       // requests to the API a second from one address, with bursts of twice that; 0 means no limit
	Work         int           // short requests worked on at a time, and a quarter as many long ones; 0 means one for each processor
	Queue        int           // requests that wait for that; 0 means twice Work. One more is turned away with 503
	Office       *admin.Office // administers the documents; nil for a server without administration
	CountAsked   bool          // Office counts what is asked and not found, without persons
	Access       access.Rules  // who may read, and whose users may administer
	Log          *slog.Logger  // nil discards
}

// New returns an Echo that serves svc's API and is ready for more routes. Every
// route registered for GET answers HEAD too.
func New(svc *api.Service, o Options) *echo.Echo {
	if o.Timeout == 0 {
		o.Timeout = 10 * time.Second
	}
	if o.MaxBody == "" {
		o.MaxBody = "1M"
	}
	if o.MaxUpload == "" {
		o.MaxUpload = "20M"
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}

	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.Logger.SetOutput(logWriter{o.Log})
	e.IPExtractor = echo.ExtractIPDirect() // a header that anyone can send is not an address
	if len(o.Access.Proxies) > 0 {
		e.IPExtractor = access.Forwarded(o.Access.Proxies)
	}
	e.JSONSerializer = serializer{}
	e.HTTPErrorHandler = problem
	e.OnAddRouteHandler = func(_ string, r echo.Route, h echo.HandlerFunc, m []echo.MiddlewareFunc) {
		if r.Method == http.MethodGet {
			e.HEAD(r.Path, h, m...)
		}
	}

	g := newGates(o.Work, o.Queue)
	m := newMetrics(svc, g, o.Office)
	if o.CountAsked {
		m.office = o.Office
	}
	e.Use(observe(o.Log, m))
	if len(o.Hosts) > 0 {
		e.Use(onlyHosts(o.Hosts))
	}
	if len(o.AllowOrigins) > 0 { // Echo takes an empty list for all origins
		e.Use(middleware.CORSWithConfig(middleware.CORSConfig{
			AllowOrigins:  o.AllowOrigins,
			AllowMethods:  []string{http.MethodGet, http.MethodHead, http.MethodPost},
			AllowHeaders:  []string{echo.HeaderContentType, echo.HeaderXRequestID},
			ExposeHeaders: []string{echo.HeaderXRequestID},
			MaxAge:        3600,
		}))
	}
	if o.Rate > 0 {
		e.Use(middleware.RateLimiterWithConfig(middleware.RateLimiterConfig{
			Skipper: func(c echo.Context) bool { return !limited(c.Request().URL.Path) },
			Store: middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{
				Rate: rate.Limit(o.Rate), Burst: int(2*o.Rate) + 1, ExpiresIn: time.Minute,
			}),
		}))
	}
	e.Use((&access.Guard{Rules: o.Access, Office: o.Office, Open: open, Streamed: streamed}).Admit)
	limitBody(e, o)
	direct := func(c echo.Context) bool { return c.Path() == "" || streamed(c.Path()) }
	e.Use(gate.Bodies(maxBodies, direct), gate.Admit(g.of, o.Log))
	limitTime(e, o.Timeout)

	register(e, svc, o.BaseURL)
	registerAdmin(e, o.Office)
	e.GET("/metrics", m.serve)
	return e
}

// uploads tells requests that send whole files.
func uploads(c echo.Context) bool { return slices.Contains(uploadPaths, c.Request().URL.Path) }

// limitBody bounds what a client may send.
func limitBody(e *echo.Echo, o Options) {
	other := func(c echo.Context) bool { return uploads(c) || streamed(c.Path()) }
	e.Use(middleware.BodyLimitWithConfig(middleware.BodyLimitConfig{Limit: o.MaxBody, Skipper: other}))
	e.Use(middleware.BodyLimitWithConfig(middleware.BodyLimitConfig{Limit: o.MaxUpload, Skipper: func(c echo.Context) bool { return !uploads(c) }}))
}

// limitTime ends the context of a request that is worked on for too long.
func limitTime(e *echo.Echo, limit time.Duration) {
	for _, t := range []struct {
		skip  middleware.Skipper
		after time.Duration
	}{{func(c echo.Context) bool { return uploads(c) || streamed(c.Path()) }, limit}, {func(c echo.Context) bool { return !uploads(c) }, uploadTime * limit}} {
		e.Use(middleware.ContextTimeoutWithConfig(middleware.ContextTimeoutConfig{
			Skipper: t.skip, Timeout: t.after,
			ErrorHandler: func(err error, _ echo.Context) error { return err },
		}))
	}
}

// uploadTime is how many times as long as another request the check of a file may take.
const uploadTime = 5

// limited reports whether requests to a path count against Options.Rate: those
// of programs, and the checks of whole files.
func limited(path string) bool {
	return strings.HasPrefix(path, "/api/") || path == "/mcp" || slices.Contains(uploadPaths, path)
}

// uploadPaths take whole files: the check of quotations, as API and as page.
var uploadPaths = []string{"/api/v1/quotes", "/quotes"}

// onlyHosts refuses requests whose Host is none of the names. A browser that was
// led here by a stranger's name (DNS rebinding) sends that name.
func onlyHosts(names []string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			host := (&url.URL{Host: c.Request().Host}).Hostname()
			if !slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, host) }) {
				return echo.NewHTTPError(http.StatusMisdirectedRequest)
			}
			return next(c)
		}
	}
}

// Compress wraps a handler so that texts of 1 kB and more travel compressed.
// It stands outside of Echo, where an error page cannot meet a closed compressor.
func Compress(h http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.CompressionLevel(3), gzhttp.EnableZstd(false))
	if err != nil {
		panic(err) // Unreachable: the options are constants.
	}
	return wrap(h)
}

//go:embed openapi.json
var openAPI []byte

// OpenAPI is the description of the routes: OpenAPI 3.0, as served at /openapi.json.
func OpenAPI() []byte { return openAPI }
