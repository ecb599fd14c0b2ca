// Package serving runs the server: its options, its port, the API, the pages and the tools for assistants on it.
//
// [Run] is the command serve. [Flags] and [Options.Check] read its options, for the command config as well.
package serving

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/admin"
	"tiaowen/api/mcp"
	"tiaowen/api/rest"
	"tiaowen/api/rest/access"
	"tiaowen/api/rest/certificate"
	"tiaowen/cmd/tiaowen/importing"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/index/store"
	"tiaowen/web"
)

// Options are the options of serve.
type Options struct {
	addr, baseURL, contact string
	from                   *source.Source
	level                  slog.Level
	origins, ancestors     options.List
	rate                   float64
	work, queue, most      int
	tlsCert, tlsKey        string
	pprof                  string
	reading, userHeader    string
	signOut                string
	proxies, admins        options.List
	countOff               options.Off
	access                 access.Rules // made from reading, userHeader, proxies and admins
}

// Flags gives serve, and config that prints them, their options.
func Flags(t *terminal.Terminal, command string) (*options.Set, *Options) {
	fs, o := options.New(t, command), new(Options)
	fs.String("config", "", "")
	fs.StringVar(&o.addr, "addr", "127.0.0.1:8080", "")
	o.from = source.Flags(fs.FlagSet)
	o.from.Waits = true
	fs.TextVar(&o.level, "log", slog.LevelInfo, "")
	fs.Var(&o.origins, "allow-origin", "")
	fs.Var(&o.ancestors, "frame-ancestor", "")
	fs.StringVar(&o.baseURL, "base-url", "", "")
	fs.StringVar(&o.contact, "contact", "", "")
	fs.Float64Var(&o.rate, "rate", 0, "")
	fs.IntVar(&o.work, "work", 0, "")
	fs.IntVar(&o.queue, "queue", 0, "")
	fs.IntVar(&o.most, "connections", rest.DefaultConnections, "")
	fs.StringVar(&o.tlsCert, "tls-cert", "", "")
	fs.StringVar(&o.tlsKey, "tls-key", "", "")
	fs.StringVar(&o.pprof, "pprof", "", "")
	fs.StringVar(&o.reading, "read", "open", "")
	fs.StringVar(&o.userHeader, "user-header", "", "")
	fs.Var(&o.proxies, "proxy", "")
	fs.Var(&o.admins, "admin-user", "")
	fs.StringVar(&o.signOut, "sign-out-url", "", "")
	fs.Var(&o.countOff, "count-asked", "")
	return fs, o
}

// Check refuses invalid options before anything is opened. words are the arguments that are not options.
func (o *Options) Check(t *terminal.Terminal, words []string) error {
	refuse := func(hint, zh, en string, args ...any) error { return terminal.Misuse(t.Say(zh, en, args...), hint) }
	switch {
	case len(words) > 0:
		return refuse(t.Say("地址用 --addr 给出", "give the address with --addr"), "serve 不需要词语：%q", "serve takes no arguments: %q", words)
	case !isAddress(o.addr):
		return refuse("--addr 127.0.0.1:8080", "--addr 不是“主机:端口”：%q", "--addr is not HOST:PORT: %q", o.addr)
	case o.baseURL != "" && !isSite(o.baseURL):
		return refuse("--base-url https://search.example.cn", "--base-url 不是网址：%q", "--base-url is not a URL: %q", o.baseURL)
	case o.contact != "" && !isMail(o.contact):
		return refuse("--contact editor@example.cn", "--contact 不是邮箱地址：%q", "--contact is not an email address: %q", o.contact)
	}
	if one, ok := o.readProxies(); !ok {
		return refuse("--proxy 10.0.0.5, --proxy 10.0.0.0/24", "--proxy 不是地址：%q", "--proxy is not an address: %q", one)
	}
	if i := slices.IndexFunc(o.ancestors, isNoAncestor); i >= 0 {
		return refuse("--frame-ancestor https://www.example.cn", "--frame-ancestor 不是站点地址：%q", "--frame-ancestor is not the address of a site: %q", o.ancestors[i])
	}
	if err := o.checkTogether(refuse, t.Say("目录", "DIR")); err != nil {
		return err
	}
	switch {
	case o.most < 1:
		return refuse("--connections 2048", "--connections 至少为 1", "--connections must be at least 1")
	case min(float64(o.work), float64(o.queue), o.rate) < 0:
		return refuse("--work 8 --queue 32", "--work、--queue、--rate 不能是负数", "--work, --queue and --rate cannot be negative")
	}
	o.access.Closed, o.access.UserHeader, o.access.Admins = o.reading != "open", o.userHeader, o.admins
	return nil
}

// readProxies reads the addresses of the proxies; ok is false if one is invalid, which it returns as wrong.
func (o *Options) readProxies() (wrong string, ok bool) {
	for _, one := range o.proxies {
		p, err := network(one)
		if err != nil {
			return one, false
		}
		o.access.Proxies = append(o.access.Proxies, p)
	}
	return "", true
}

// checkTogether refuses options that need one another. dir stands for a directory in a hint.
func (o *Options) checkTogether(refuse func(hint, zh, en string, args ...any) error, dir string) error {
	encoder, model := o.from.Embed()
	switch {
	case (encoder == "") != (model == ""):
		return refuse("--embed-url http://127.0.0.1:8000/v1 --embed-model bge-m3", "--embed-url 和 --embed-model 必须同时给出", "--embed-url and --embed-model must be given together")
	case encoder != "" && !isSite(encoder):
		return refuse("--embed-url http://127.0.0.1:8000/v1", "--embed-url 不是网址：%q", "--embed-url is not a URL: %q", encoder)
	case !slices.Contains([]string{"open", "token", "proxy"}, o.reading):
		return refuse("--read open, token, proxy", "--read 不能是 %q", "--read cannot be %q", o.reading)
	case o.reading != "open" && o.from.Data == "":
		return refuse("--data "+dir, "--read %s 需要数据目录，令牌存放在其中", "--read %s needs a data directory, which holds the tokens", o.reading)
	case o.userHeader != "" && len(o.proxies) == 0:
		return refuse("--user-header X-Remote-User --proxy 127.0.0.1", "--user-header 需要 --proxy，否则任何人都可以冒用用户名", "--user-header needs --proxy; otherwise anyone could claim to be any user")
	case (o.reading == "proxy" || len(o.admins) > 0 || o.signOut != "") && o.userHeader == "":
		return refuse("--user-header X-Remote-User --proxy 127.0.0.1", "反向代理的用户要由 --user-header 和 --proxy 认定", "proxy users need --user-header and --proxy")
	case len(o.admins) > 0 && o.from.Data == "":
		return refuse("--data "+dir, "--admin-user 需要数据目录", "--admin-user needs a data directory")
	case o.signOut != "" && !isSite(o.signOut) && access.LocalPath(o.signOut, "") == "":
		return refuse("--sign-out-url /oauth2/sign_out, --sign-out-url https://login.example.cn/logout", "--sign-out-url 不是网址或路径：%q", "--sign-out-url is not a URL or a path: %q", o.signOut)
	case (o.tlsCert == "") != (o.tlsKey == ""):
		return refuse("--tls-cert cert.pem --tls-key key.pem", "--tls-cert 和 --tls-key 必须同时给出", "--tls-cert and --tls-key must be given together")
	}
	return nil
}

// isAddress reports whether s is a host, which may be missing, and a port.
func isAddress(s string) bool {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return false
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return err == nil
}

// isNoAncestor reports whether s is neither the address of a site, https://*.example.cn included, nor * for all sites.
func isNoAncestor(s string) bool {
	return s != "*" && (!isSite(strings.Replace(s, "//*.", "//", 1)) || strings.ContainsAny(s, " ;,"))
}

// isSite reports whether s is the address of a site: http or https with a host.
func isSite(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Hostname() != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// isMail reports whether s is an email address alone, without a name.
func isMail(s string) bool {
	_, err := mail.ParseAddress(s)
	return err == nil && !strings.ContainsAny(s, "<> ")
}

// network reads an address or a network; an address becomes the network that has only this address.
func network(s string) (netip.Prefix, error) {
	if addr, err := netip.ParseAddr(s); err == nil {
		return netip.PrefixFrom(addr, addr.BitLen()), nil
	}
	p, err := netip.ParsePrefix(s)
	return p.Masked(), err
}

// Run is the command serve: it listens, loads the documents and answers until the context is done. version is what the
// server says of itself to assistants.
func Run(ctx context.Context, t *terminal.Terminal, args []string, version string) error {
	fs, o := Flags(t, "serve")
	words, err := fs.Parse(args)
	if err != nil {
		return err
	}
	if err := o.Check(t, words); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(t.Stderr, &slog.HandlerOptions{Level: o.level}))
	s := &server{Terminal: t, options: o, log: log, version: version, svc: new(api.Service)}
	return s.run(ctx)
}

// server is one run of the command serve.
type server struct {
	*terminal.Terminal
	options *Options
	log     *slog.Logger
	version string
	svc     *api.Service
}

// run listens first: a taken port is reported before the documents are read, and
// /readyz tells a load balancer that the server is not ready yet.
func (s *server) run(ctx context.Context) error {
	scheme, serving, err := s.connections()
	if err != nil {
		return err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", s.options.addr)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Say("无法监听 %s", "cannot listen on %s", s.options.addr), err)
	}
	defer l.Close()
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	office, closeOffice, err := openOffice(ctx, s.Terminal, s.options, s.log)
	if err != nil {
		return err
	}
	defer closeOffice()
	h, err := s.handler(office, l.Addr())
	if err != nil {
		return err
	}
	if err := profiles(ctx, s.Terminal, s.options.pprof, s.log); err != nil {
		return err
	}
	collect(s.options.from.Data != "" || s.options.from.Cluster.Given())
	go func() {
		if err := s.load(ctx, fmt.Sprintf("%s://%s/", scheme, l.Addr())); err != nil {
			fail(err)
		}
	}()
	err = rest.Serve(ctx, l, h, serving)
	if cause := context.Cause(ctx); err == nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return err
}

// load loads the documents, prints the address when they are ready, and loads what is imported later until the
// context is done.
func (s *server) load(ctx context.Context, address string) error {
	ready := func() {
		documents, clauses, _ := s.svc.Size()
		s.log.Info("ready", "documents", documents, "clauses", clauses)
		fmt.Fprintf(s.Stdout, "tiaowen 条文  %s\n", address)
	}
	if err := s.options.from.Serve(ctx, s.svc, ready, s.log); err != nil {
		return fmt.Errorf("%s: %w", s.Say("读取文件失败", "cannot load the documents"), err)
	}
	return nil
}

// connections gives the scheme of the server's addresses, and how it takes connections: by TLS if there is a
// certificate.
func (s *server) connections() (scheme string, opts rest.ServerOptions, err error) {
	o := s.options
	opts = rest.ServerOptions{Connections: o.most, Log: s.log}
	if o.tlsCert == "" {
		return "http", opts, nil
	}
	if opts.TLS, err = certificate.Config(o.tlsCert, o.tlsKey, s.log); err != nil {
		return "", opts, fmt.Errorf("%s: %w", s.Say("无法使用证书", "cannot use the certificate"), err)
	}
	return "https", opts, nil
}

// handler combines the API, the pages and the tools for assistants.
func (s *server) handler(office *admin.Office, addr net.Addr) (*echo.Echo, error) {
	o := s.options
	hosts := hosts(addr, o.baseURL)
	if hosts == nil && !o.access.Closed {
		s.log.Warn("other machines can read without a password; --read token requires one", "addr", addr.String())
	}
	h := rest.New(s.svc, rest.Options{
		AllowOrigins: o.origins, Hosts: hosts, BaseURL: o.baseURL, Rate: o.rate, Work: o.inWork(processors()), Queue: o.queue,
		Office: office, Access: o.access, CountAsked: !bool(o.countOff), Log: s.log,
	})
	web.Register(h, s.svc, web.Options{FrameAncestors: o.ancestors, BaseURL: o.baseURL, Contact: o.contact, SignOut: o.signOut, Office: office})
	if err := mcp.Register(h, s.svc, mcp.Options{Version: s.version, BaseURL: o.baseURL, Lang: s.Lang()}, o.origins); err != nil {
		return nil, terminal.Misuse("--allow-origin: "+err.Error(), "--allow-origin https://www.example.cn")
	}
	return h, nil
}

// processors is the number of processors that the machine or the container gives the program. It also
// gives Go's scheduler a few more threads: if requests compute on all processors, requests that are
// refused wait for them, some milliseconds at each step. With more threads, the operating system divides
// the time and prefers threads that need little. Measured with 10 times the load that two processors can
// take: the 99th percentile of a refusal is 10 ms instead of 200, that of an answer 40 ms instead of 250.
var processors = sync.OnceValue(func() int {
	n := runtime.GOMAXPROCS(0)
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(n + max(2, n/4))
	}
	return n
})

// inWork is how many requests are handled at a time, unless an option says so: one per processor,
// more if requests wait for other machines.
func (o *Options) inWork(processors int) int {
	switch {
	case o.work > 0:
		return o.work
	case o.from.Remote():
		return 4 * processors
	}
	return processors
}

// collect sets how often garbage is collected, unless GOGC is set.
func collect(data bool) {
	switch {
	case os.Getenv("GOGC") != "":
	case data:
		// 65,000 clauses are 130 MB of live memory. Collecting at 60 % more instead of
		// Go's 100 % keeps the process below 350 MB while it serves, 386 MB otherwise.
		debug.SetGCPercent(60)
	default:
		// The built-in text needs some 20 MB: rare collections cost little memory and
		// halve the time of the slowest answers.
		debug.SetGCPercent(400)
	}
}

// openOffice opens and starts the administration of the data directory. The office is nil
// without a directory, and if reading is open and the directory cannot be written.
func openOffice(ctx context.Context, t *terminal.Terminal, o *Options, log *slog.Logger) (office *admin.Office, closed func(), err error) {
	if o.from.Data == "" {
		return nil, func() {}, nil
	}
	if err := dataThere(o.from.Data); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", t.Say("读取文件失败", "cannot load the documents"), err)
	}
	opts := admin.Options{Import: importing.Apart, Log: log}
	if c := &o.from.Cluster; c.Given() {
		opts.Publish = importing.PublishApart(c, o.from.Data)
	}
	office, err = admin.Open(o.from.Data, opts)
	if err != nil {
		if o.access.Closed {
			return nil, nil, fmt.Errorf("%s: %w", t.Say("无法核对令牌", "cannot check the tokens"), err)
		}
		log.Warn("administration is off and questions are not counted", "because", err)
		return nil, func() {}, nil
	}
	ctx, stop := context.WithCancel(ctx)
	var working sync.WaitGroup
	working.Go(func() { office.Run(ctx) })
	return office, func() {
		stop()
		working.Wait()
		if err := office.Close(); err != nil {
			log.Error("cannot save the counts of questions", "error", err)
		}
	}, nil
}

// hosts are the host names that a server accepts if only this machine can reach it;
// nil for a server that other machines can reach.
func hosts(addr net.Addr, baseURL string) []string {
	names := []string{"localhost", "127.0.0.1", "::1"}
	if u, err := url.Parse(baseURL); err == nil && u.Hostname() != "" {
		names = append(names, u.Hostname())
	}
	if tcp, ok := addr.(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		return nil
	}
	return names
}

// dataThere refuses a directory that is missing or holds other things: the server
// must not create its folder there.
func dataThere(dir string) error {
	_, err := store.List(dir)
	if store.Is(err, store.NotData, store.IsFile, store.Newer) {
		return err
	}
	if _, serr := os.Stat(dir); serr != nil {
		return err
	}
	return nil // a damaged directory may be repaired
}
