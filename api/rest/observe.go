package rest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tiaowen/api/rest/gate"
)

// Policy is the content security policy of every answer unless its handler sets another.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// secure sets the headers that keep a page to itself.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", Policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
}

// observe is what every request gets: an id, the security headers, its error
// drawn, a panic caught, a line in the log, a count in the metrics. The words of
// a query are not logged.
func observe(log *slog.Logger, m *metrics) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			start := time.Now()
			req, res := c.Request(), c.Response()
			id := requestID(req)
			res.Header().Set(echo.HeaderXRequestID, id)
			secure(res.Header())

			err := protect(next, c)
			if err != nil {
				c.Error(err)
			}

			took := time.Since(start)
			m.observe(c, took)
			m.count(c)
			level := slog.LevelInfo
			switch {
			case quiet[req.URL.Path], errors.Is(err, gate.ErrBusy): // the gate tells of many at once
				level = slog.LevelDebug
			case res.Status == http.StatusServiceUnavailable: // still loading, or slow: it passes
				level = slog.LevelWarn
			case res.Status >= 500:
				level = slog.LevelError
			}
			if !log.Enabled(req.Context(), level) {
				return nil
			}
			attrs := []slog.Attr{
				slog.String("id", id),
				slog.String("method", req.Method),
				slog.String("path", req.URL.Path),
				slog.Int("status", res.Status),
				slog.Duration("took", took),
				slog.Int64("bytes", res.Size),
			}
			if err != nil {
				attrs = append(attrs, slog.String("error", err.Error()))
			}
			log.LogAttrs(req.Context(), level, "request", attrs...)
			return nil
		}
	}
}

// quiet are the paths that machines ask every few seconds.
var quiet = map[string]bool{"/healthz": true, "/readyz": true, "/metrics": true}

// panicError is a panic caught, with its stack for the log.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v\n%s", e.value, e.stack) }

// protect runs a handler and turns its panic into an error.
func protect(next echo.HandlerFunc, c echo.Context) (err error) {
	defer func() {
		switch v := recover(); v {
		case nil:
		case http.ErrAbortHandler:
			panic(v)
		default:
			err = &panicError{v, debug.Stack()}
		}
	}()
	err = next(c)
	if errors.Is(err, context.Canceled) && c.Request().Context().Err() != nil {
		return echo.NewHTTPError(499) // the client went away: nginx's number for it, seen in the log alone
	}
	return err
}

// requestID takes the id of a proxy in front of us if it is plain, else makes one.
func requestID(r *http.Request) string {
	id := r.Header.Get(echo.HeaderXRequestID)
	if id == "" || len(id) > 64 || strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") != "" {
		return fmt.Sprintf("%016x", rand.Uint64())
	}
	return id
}

// logWriter carries what Echo itself and handlers print into the log.
type logWriter struct{ log *slog.Logger }

func (w logWriter) Write(p []byte) (int, error) {
	w.log.Warn("echo", slog.String("message", string(bytes.TrimSpace(p))))
	return len(p), nil
}
