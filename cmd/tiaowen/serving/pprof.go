package serving

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"net/url"
	"time"

	"tiaowen/cmd/tiaowen/terminal"
)

// profiles serves what the Go tool pprof reads, on a separate port until ctx
// is done; "" serves nothing. Profiles reveal what is asked, so only this machine may
// reach the port.
func profiles(ctx context.Context, t *terminal.Terminal, addr string, log *slog.Logger) error {
	if addr == "" {
		return nil
	}
	host, _, err := net.SplitHostPort(addr)
	if err == nil && host != "localhost" && !net.ParseIP(host).IsLoopback() {
		err = fmt.Errorf("%q", host)
	}
	if err != nil {
		return terminal.Misuse(t.Say("--pprof 只能用本机地址：%v", "--pprof accepts only addresses of this machine: %v", err), "--pprof 127.0.0.1:6060")
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("%s: %w", t.Say("无法监听 %s", "cannot listen on %s", addr), err)
	}
	if tcp, ok := l.Addr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		l.Close()
		return terminal.Misuse(t.Say("--pprof 只能用本机地址：%v", "--pprof accepts only addresses of this machine: %v", l.Addr()), "--pprof 127.0.0.1:6060")
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	local := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The page of a stranger may have sent a browser here under a name of its own (DNS rebinding).
		host := (&url.URL{Host: r.Host}).Hostname()
		if host != "localhost" && !net.ParseIP(host).IsLoopback() {
			http.Error(w, http.StatusText(http.StatusMisdirectedRequest), http.StatusMisdirectedRequest)
			return
		}
		mux.ServeHTTP(w, r)
	})
	srv := &http.Server{Handler: local, ReadHeaderTimeout: 5 * time.Second}
	context.AfterFunc(ctx, func() { _ = srv.Close() })
	go func() { _ = srv.Serve(l) }()
	log.Info("profiles", "at", fmt.Sprintf("http://%s/debug/pprof/", l.Addr()))
	return nil
}
