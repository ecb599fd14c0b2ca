package rest

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"tiaowen/api/rest/gate"
)

// Limits of one server.
const (
	maxHeader = 256 << 10 // bytes; a query of 10,000 characters still gets its 400
	drainTime = 15 * time.Second
)

// DefaultConnections is how many connections a server keeps open when it is not told.
const DefaultConnections = 2048

// ServerOptions are what an operator decides about connections. The zero value is fine.
type ServerOptions struct {
	Connections int          // kept open at a time; 0 means DefaultConnections. One more closes the one that has been idle longest
	TLS         *tls.Config  // nil speaks plain HTTP
	Log         *slog.Logger // nil discards
}

// Serve answers on l until ctx is done, then lets running requests end.
func Serve(ctx context.Context, l net.Listener, h http.Handler, o ServerOptions) error {
	if o.Connections <= 0 {
		o.Connections = DefaultConnections
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	srv := &http.Server{
		Handler:           Compress(h),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
		ConnState:         gate.Connections(o.Connections),
		TLSConfig:         o.TLS,
	}
	ended := make(chan error, 1)
	go func() {
		if o.TLS != nil {
			ended <- srv.ServeTLS(l, "", "") // the certificate is the configuration's
			return
		}
		ended <- srv.Serve(l)
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	// The signal's context is done; the drain has its own.
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	err := srv.Shutdown(drain)
	if errors.Is(err, context.DeadlineExceeded) {
		return srv.Close()
	}
	return err
}
