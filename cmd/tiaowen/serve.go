package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/url"
	"os"
	"runtime/debug"
	"strings"

	"tiaowen/api"
	"tiaowen/api/mcp"
	"tiaowen/api/rest"
	"tiaowen/web"
)

// serve listens, loads the documents and answers until the context is done.
func serve(ctx context.Context, e *env, args []string) error {
	fs := e.flags("serve")
	addr := fs.String("addr", "127.0.0.1:8080", "")
	from := e.source(fs)
	from.waits = true
	level := slog.LevelInfo
	fs.TextVar(&level, "log", slog.LevelInfo, "")
	var origins, ancestors list
	fs.Var(&origins, "allow-origin", "")
	fs.Var(&ancestors, "frame-ancestor", "")
	baseURL := fs.String("base-url", "", "")
	contact := fs.String("contact", "", "")
	rate := fs.Float64("rate", 0, "")
	work := fs.Int("work", 0, "")
	queue := fs.Int("queue", 0, "")
	connections := fs.Int("connections", 0, "")
	words, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return &usageError{e.say("serve 不需要词语：%q", "serve takes no words: %q", words), e.say("地址用 --addr 给出", "the address goes into --addr")}
	}
	if _, err := mail.ParseAddress(*contact); *contact != "" && (err != nil || strings.ContainsAny(*contact, "<> ")) {
		return &usageError{e.say("--contact 不是邮箱地址：%q", "--contact is no mail address: %q", *contact), "--contact editor@example.cn"}
	}
	// Listen first: a port that is taken is known before the documents are read,
	// and /readyz tells a balancer how far we are.
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", *addr)
	if err != nil {
		return fmt.Errorf("%s: %w", e.say("无法监听 %s", "cannot listen on %s", *addr), err)
	}
	hosts, err := e.hosts(l.Addr(), *baseURL)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: level}))
	if hosts == nil {
		log.Warn("other machines can reach this server; it has no passwords", "addr", l.Addr().String())
	}
	svc := new(api.Service)
	h := rest.New(svc, rest.Options{AllowOrigins: origins, Hosts: hosts, BaseURL: *baseURL, Rate: *rate, Work: *work, Queue: *queue, Log: log})
	web.Register(h, svc, web.Options{FrameAncestors: ancestors, BaseURL: *baseURL, Contact: *contact})
	if err := mcp.Register(h, svc, mcp.Options{Version: versionName(), BaseURL: *baseURL, Lang: e.lang()}, origins); err != nil {
		return &usageError{"--allow-origin: " + err.Error(), "--allow-origin https://www.example.cn"}
	}

	switch {
	case os.Getenv("GOGC") != "":
	case from.data != "":
		// 65,000 clauses are 130 MB of live memory. Collecting at 60 % more instead of
		// Go's 100 % keeps the process below 350 MB while it serves, 386 MB otherwise.
		debug.SetGCPercent(60)
	default:
		// The text inside is some 20 MB: collecting rarely costs little memory and
		// halves the slowest answers.
		debug.SetGCPercent(400)
	}
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	go func() {
		open, err := load(ctx, svc, from, log)
		if err != nil {
			fail(fmt.Errorf("%s: %w", e.say("读取文件失败", "the documents cannot be loaded"), err))
			return
		}
		documents, clauses, _ := svc.Size()
		log.Info("ready", "documents", documents, "clauses", clauses)
		fmt.Fprintf(e.stdout, "tiaowen 条文  http://%s/\n", l.Addr())
		if open != nil {
			go warm(svc, open.Index)
			watch(ctx, svc, from, open, log)
		}
	}()
	err = rest.Serve(ctx, l, h, rest.ServerOptions{Connections: *connections, Log: log})
	if cause := context.Cause(ctx); err == nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return err
}

// hosts are the names by which a server that listens on this machine alone may
// be called; nil for a server that listens to others.
func (e *env) hosts(addr net.Addr, baseURL string) ([]string, error) {
	names := []string{"localhost", "127.0.0.1", "::1"}
	if baseURL != "" {
		u, err := url.Parse(baseURL)
		if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
			return nil, &usageError{e.say("--base-url 不是网址：%q", "--base-url is no address: %q", baseURL), "--base-url https://search.example.cn"}
		}
		names = append(names, u.Hostname())
	}
	if tcp, ok := addr.(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		return nil, nil
	}
	return names, nil
}
