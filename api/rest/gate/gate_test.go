package gate

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
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

func TestGate(t *testing.T) {
	g := New("test", 1, 1)
	if err := g.enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	entered := make(chan error)
	go func() { entered <- g.enter(t.Context()) }()
	eventually(t, "one waits", func() bool { return g.waiting.Load() == 1 })
	if err := g.enter(t.Context()); err != ErrBusy || g.shed.Load() != 1 {
		t.Errorf("a third one: %v, %d shed", err, g.shed.Load())
	}
	g.leave()
	if err := <-entered; err != nil {
		t.Errorf("the one that waited: %v", err)
	}

	// A client that goes away does not wait on.
	ctx, cancel := context.WithCancel(t.Context())
	go func() { entered <- g.enter(ctx) }()
	eventually(t, "one waits", func() bool { return g.waiting.Load() == 1 })
	cancel()
	if err := <-entered; !errors.Is(err, context.Canceled) || g.waiting.Load() != 0 {
		t.Errorf("a client that went away: %v, %d wait", err, g.waiting.Load())
	}

	g.longest = time.Millisecond
	if err := g.enter(t.Context()); err != ErrBusy {
		t.Errorf("one that waited too long: %v", err)
	}
	g.leave()
	if err := g.enter(t.Context()); err != nil {
		t.Errorf("the place was lost: %v", err)
	}
}

// One connection too many closes the one that has been idle longest, and never one at work.
func TestConnections(t *testing.T) {
	k := newConnections(2)
	a, b, c, d := &net.TCPConn{}, &net.TCPConn{}, &net.TCPConn{}, &net.TCPConn{}
	for _, step := range []struct {
		conn   net.Conn
		state  http.ConnState
		victim net.Conn
		open   int
	}{
		{a, http.StateNew, nil, 1}, {b, http.StateNew, nil, 2}, {a, http.StateActive, nil, 2}, {a, http.StateIdle, nil, 2},
		{c, http.StateNew, b, 3}, {b, http.StateClosed, nil, 2},
		{a, http.StateActive, nil, 2}, {c, http.StateActive, nil, 2},
		{d, http.StateNew, d, 3}, {d, http.StateClosed, nil, 2},
		{c, http.StateHijacked, nil, 1}, {a, http.StateClosed, nil, 0},
	} {
		if victim := k.note(step.conn, step.state); victim != step.victim || k.count() != step.open {
			t.Errorf("%v: closes %v, want %v; %d open, want %d", step.state, victim, step.victim, k.count(), step.open)
		}
	}
	if k.waiting.Len() != 0 || len(k.place) != 0 {
		t.Errorf("%d connections are not forgotten", k.waiting.Len())
	}
}

// Bodies are counted by what has arrived; what does not fit is turned away, and what was
// held is given back.
func TestBodies(t *testing.T) {
	var got string
	e := echo.New()
	e.Use(Bodies(2*chunk, func(c echo.Context) bool { return c.Path() == "/skipped" }))
	var failed error
	e.HTTPErrorHandler = func(err error, c echo.Context) { failed = err }
	for _, path := range []string{"/read", "/skipped"} {
		e.POST(path, func(c echo.Context) error {
			body, err := io.ReadAll(c.Request().Body)
			got = string(body)
			return err
		})
	}
	small, large := strings.Repeat("a", chunk+1), strings.Repeat("b", 2*chunk+1)
	for _, test := range []struct {
		path, body, got string
		err             error
	}{
		{"/read", "", "", nil},
		{"/read", small, small, nil},
		{"/read", large, "", ErrBusy},
		{"/skipped", large, large, nil},
		{"/read", small, small, nil}, // nothing of the others is held any more
	} {
		got, failed = "", nil
		e.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, test.path, strings.NewReader(test.body)))
		if got != test.got || !errors.Is(failed, test.err) {
			t.Errorf("%s with %d bytes: %d bytes read, %v; want %d, %v", test.path, len(test.body), len(got), failed, len(test.got), test.err)
		}
	}
}

// A request gives its place back when its answer begins, and when it fails.
func TestAdmit(t *testing.T) {
	one := New("test", 1, 0)
	e := echo.New()
	var failed error
	e.HTTPErrorHandler = func(err error, c echo.Context) { failed = err }
	e.Use(Admit(func(method, route string) *Gate {
		if method == http.MethodHead {
			return nil
		}
		return one
	}, slog.New(slog.DiscardHandler)))
	fault := errors.New("it fails")
	work := map[string]int{}
	e.GET("/:what", func(c echo.Context) error {
		work["before"] = one.Work()
		if c.Param("what") == "fails" {
			return fault
		}
		err := c.NoContent(http.StatusNoContent)
		work["after"] = one.Work()
		return err
	})
	e.HEAD("/:what", func(c echo.Context) error { return c.NoContent(http.StatusNoContent) })
	ask := func(method, path string) error {
		failed = nil
		e.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(method, path, nil))
		return failed
	}
	if err := ask(http.MethodGet, "/works"); err != nil || work["before"] != 1 || work["after"] != 0 {
		t.Errorf("an answer: %v, places taken %v", err, work)
	}
	if err := ask(http.MethodGet, "/fails"); !errors.Is(err, fault) || one.Work() != 0 {
		t.Errorf("a failure: %v, %d places taken", err, one.Work())
	}
	if err := one.enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := ask(http.MethodGet, "/works"); !errors.Is(err, ErrBusy) || one.Shed() != 1 {
		t.Errorf("with no place left: %v, %d shed", err, one.Shed())
	}
	if err := ask(http.MethodHead, "/works"); err != nil {
		t.Errorf("without a gate: %v", err)
	}
}
