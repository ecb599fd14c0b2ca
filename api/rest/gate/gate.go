// Package gate limits what a server does at a time: the requests that are handled and
// that wait, the request bodies in memory, and the open connections. It turns away what
// exceeds the limits, so that the admitted requests are served. It knows nothing of routes: the
// caller says which requests go through which gate.
package gate

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"golang.org/x/sync/semaphore"
)

// ErrBusy is the error of a request that was turned away because as many are
// being worked on, and are waiting, as the operator allows.
var ErrBusy = errors.New("the server is busy at the moment")

// Gate bounds how many requests of one kind are worked on at a time, and how
// many wait for that. The first come are the first served.
type Gate struct {
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

// New gives a gate that lets work requests through at a time, and has queue more wait for at
// most a second each.
func New(name string, work, queue int) *Gate {
	return &Gate{name: name, places: make(chan struct{}, work), queue: int64(queue), longest: longestWait}
}

// enter takes a place, or waits for one; leave gives it back. The error is
// [ErrBusy], or that of ctx for a client that went away.
func (g *Gate) enter(ctx context.Context) error {
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

func (g *Gate) leave() { <-g.places }

// Name is the kind of requests that go through, as logs and metrics call it.
func (g *Gate) Name() string { return g.name }

// Work counts the requests worked on now.
func (g *Gate) Work() int { return len(g.places) }

// Waiting counts the requests that wait to be worked on.
func (g *Gate) Waiting() int64 { return g.waiting.Load() }

// Shed counts the requests turned away since the start.
func (g *Gate) Shed() int64 { return g.shed.Load() }

// Admit lets a request work when its gate, which of gives, has a place; without a gate
// it works at once. The place is given back as soon as the answer begins: every handler has
// its answer whole before it writes, so a client that reads slowly keeps nobody waiting.
func Admit(of func(method, route string) *Gate, log *slog.Logger) echo.MiddlewareFunc {
	told := &sometimes{every: 10 * time.Second}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			g := of(c.Request().Method, c.Path())
			if g == nil {
				return next(c)
			}
			if err := g.enter(c.Request().Context()); err != nil {
				if errors.Is(err, ErrBusy) && told.now() {
					log.Warn("requests are turned away: too many at once", "kind", g.name, "since_start", g.shed.Load())
				}
				return err
			}
			leave := sync.OnceFunc(g.leave)
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

// chunk is how many bytes of a body are read, and counted, at a time.
const chunk = 32 << 10

// Bodies reads the bodies of requests before they take a place, so that a client
// that sends slowly keeps nobody waiting. It holds most bytes of them at a time, counted by
// what has arrived, not by what is announced; one more is [ErrBusy]. The handlers of the
// requests that skip names read their bodies themselves.
func Bodies(most int64, skip middleware.Skipper) echo.MiddlewareFunc {
	room := semaphore.NewWeighted(most)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if req := c.Request(); req.ContentLength == 0 || req.Body == nil || req.Body == http.NoBody || skip(c) {
				return next(c)
			}
			return receive(c, next, room)
		}
	}
}

// receive reads the body of one request, then has it handled.
func receive(c echo.Context, next echo.HandlerFunc, room *semaphore.Weighted) error {
	req := c.Request()
	var (
		body bytes.Buffer
		held int64
	)
	defer func() { room.Release(held) }()
	for {
		if !room.TryAcquire(chunk) {
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

// bodyError passes on that a body is too large; a body that stays away is the client's fault.
func bodyError(err error) error {
	var he *echo.HTTPError
	if errors.As(err, &he) {
		return he
	}
	return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
}
