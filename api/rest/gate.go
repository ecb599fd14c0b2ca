package rest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/semaphore"
)

// ErrBusy is the error of a request that was turned away because as many are
// being worked on, and are waiting, as the operator allows.
var ErrBusy = errors.New("the server is busy at the moment")

// gate bounds how many requests of one kind are worked on at a time, and how
// many wait for that. The first come are the first served.
type gate struct {
	name    string
	places  chan struct{} // holds one value for each request in work
	queue   int64         // how many may wait
	longest time.Duration // how long one may wait

	waiting atomic.Int64
	shed    atomic.Int64 // requests turned away since the start
}

// longestWait is the time after which a request that still waits is turned
// away. A client that has waited so long has better news from another server.
const longestWait = time.Second

func newGate(name string, work, queue int) *gate {
	return &gate{name: name, places: make(chan struct{}, work), queue: int64(queue), longest: longestWait}
}

// enter takes a place, or waits for one; leave gives it back. The error is
// [ErrBusy], or that of ctx for a client that went away.
func (g *gate) enter(ctx context.Context) error {
	select {
	case g.places <- struct{}{}:
		return nil
	default:
	}
	if g.waiting.Add(1) > g.queue {
		g.waiting.Add(-1)
		g.shed.Add(1)
		return ErrBusy
	}
	defer g.waiting.Add(-1)
	late := time.NewTimer(g.longest)
	defer late.Stop()
	select {
	case g.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-late.C:
		g.shed.Add(1)
		return ErrBusy
	}
}

func (g *gate) leave() { <-g.places }

// gates are the kinds of requests that are bounded each by themselves, so that a
// few long ones do not keep the many short ones waiting.
type gates struct {
	short *gate // search, ask, suggest, pages
	long  *gate // checks of whole files, comparisons, study kits, registers as files
	admin *gate // administration stays reachable when the others are full
}

// newGates fills in what the operator left open. Short requests compute: more of them
// than there are processors only make each other slower.
func newGates(work, queue int) *gates {
	if work <= 0 {
		work = runtime.GOMAXPROCS(0)
	}
	if queue <= 0 {
		queue = 3 * work
	}
	long := max(1, work/4)
	return &gates{newGate("short", work, queue), newGate("long", long, 4*long), newGate("admin", 4, 16)}
}

func (g *gates) all() []*gate { return []*gate{g.short, g.long, g.admin} }

// of gives the gate of a route as it was registered, nil for what is always
// answered: probes, metrics, the description, static files, and addresses that
// lead nowhere.
func (g *gates) of(method, route string) *gate {
	switch {
	case route == "", free[route], strings.HasPrefix(route, "/static/"), streamed(route):
		return nil
	case strings.HasPrefix(route, "/admin"), strings.HasPrefix(route, "/api/v1/admin"), route == "/login":
		return g.admin
	case method == http.MethodPost && slices.Contains(uploadPaths, route), route == "/compare", strings.HasPrefix(route, "/api/v1/compare"),
		strings.HasPrefix(route, "/api/v1/study"), strings.HasPrefix(route, "/study/"), slices.Contains(fileEndings, path.Ext(route)):
		return g.long
	}
	return g.short
}

// fileEndings are those of whole registers and documents as files.
var fileEndings = []string{".csv", ".xlsx", ".docx", ".ics", ".txt", ".md", ".pdf"}

// free are the routes beside static files that every request gets answered.
var free = map[string]bool{
	"/healthz": true, "/readyz": true, "/metrics": true, "/openapi.json": true, "/opensearch.xml": true,
	"/embed.js": true, "/embed.css": true, "/favicon.ico": true, "/d": true,
}

// admit lets a request work when there is a place. The place is given back as
// soon as the answer begins: every handler has its answer whole before it
// writes, so a client that reads slowly keeps nobody waiting.
func (g *gates) admit(log *slog.Logger) echo.MiddlewareFunc {
	told := &sometimes{every: 10 * time.Second}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			gate := g.of(c.Request().Method, c.Path())
			if gate == nil {
				return next(c)
			}
			if err := gate.enter(c.Request().Context()); err != nil {
				if errors.Is(err, ErrBusy) && told.now() {
					log.Warn("requests are turned away: too many at once", "kind", gate.name, "since_start", gate.shed.Load())
				}
				return err
			}
			leave := sync.OnceFunc(gate.leave)
			defer leave()
			c.Response().Before(leave)
			return next(c)
		}
	}
}

// sometimes says yes once in a while.
type sometimes struct {
	every time.Duration
	last  atomic.Int64 // in ns since 1970
}

func (s *sometimes) now() bool {
	last, now := s.last.Load(), time.Now().UnixNano()
	return now-last >= int64(s.every) && s.last.CompareAndSwap(last, now)
}

// maxBodies is how many bytes of requests' bodies are held at a time.
const maxBodies = 128 << 20

// bodies read the bodies of requests before they take a place, so that a client
// that sends slowly keeps nobody waiting. What they hold is counted by what has
// arrived, not by what is announced.
type bodies struct{ room *semaphore.Weighted }

// chunk is how many bytes of a body are read, and counted, at a time.
const chunk = 32 << 10

func (b *bodies) receive(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		req := c.Request()
		if req.ContentLength == 0 || req.Body == nil || req.Body == http.NoBody || c.Path() == "" || streamed(c.Path()) {
			return next(c)
		}
		var (
			body bytes.Buffer
			held int64
		)
		defer func() { b.room.Release(held) }()
		for {
			if !b.room.TryAcquire(chunk) {
				return ErrBusy
			}
			held += chunk
			_, err := io.CopyN(&body, req.Body, chunk)
			if err == io.EOF {
				break
			}
			if err != nil {
				return bodyError(err)
			}
		}
		req.Body = io.NopCloser(&body)
		return next(c)
	}
}

// bodyError passes on that a body is too large; a body that stays away is the client's fault.
func bodyError(err error) error {
	var he *echo.HTTPError
	if errors.As(err, &he) {
		return he
	}
	return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
}
