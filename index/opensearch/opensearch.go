// Package opensearch keeps the clauses of an index on an OpenSearch cluster, for
// collections that outgrow one machine, and for several servers on one
// collection.
//
// The cluster finds the best clauses of weighted terms, an [engine.Engine]. The
// program cuts texts and queries into terms with the same code as for the index on
// one machine; the cluster's analyzers only split at blanks. The weight of a term in
// a clause is computed at import and written as the term's frequency, which BM25
// with b = 0 gives back. The index then ranks the best clauses by their texts.
//
// An import writes three new indices, and one change of aliases activates them:
//
//	tiaowen-000007-current    the clauses of the newest versions, which most queries search
//	tiaowen-000007-older      the clauses of older versions
//	tiaowen-000007-documents  the parsed documents, and what else a server needs
//
// Servers store nothing permanently. The cluster must be OpenSearch 2.10 or later, which
// has the token filter delimited_term_freq; Elasticsearch does not have it.
package opensearch

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	client "github.com/opensearch-project/opensearch-go/v4"

	"tiaowen/index/opensearch/arena"
)

// Options of a cluster. Only URLs must be set.
type Options struct {
	// URLs are the addresses of the nodes: https://search1.example.cn:9200. A
	// request that one of them does not answer goes to the next.
	URLs []string
	// User and Password are for basic authentication.
	User, Password string
	// APIKey is sent as "Authorization: ApiKey …", in place of User and Password.
	APIKey string
	// CAFile holds the certificates, in PEM, of the authorities that signed the
	// certificates of the nodes. "" uses those of the system.
	CAFile string
	// Prefix begins the names of the indices. "" means tiaowen.
	Prefix string
	// Budget is how long a search may take with all its retries. 0 means 10 s.
	Budget time.Duration
	// Mapped keeps documents in a mapped file in the system's folder for temporary
	// files instead of the heap: for servers, which hold many documents and read few.
	Mapped bool
	// Log gets messages about work in the background. nil means slog.Default().
	Log *slog.Logger
}

// Cluster is a connection to the nodes of a cluster. It is safe for concurrent
// use.
type Cluster struct {
	opts    Options
	ask     *client.Client // for searches: it soon skips a node that hangs
	write   *client.Client // for requests that take longer
	cancel  context.CancelFunc
	version string
	shelf   func() *arena.Arena // holds the documents; it returns nil if they are on the heap

	shelfFull sync.Once // a full disk is logged once
}

// How long a node may take to begin its answer, to a search and to a request that
// writes. Merging a large shard takes longest.
const (
	attempt      = 3 * time.Second
	writeAttempt = 20 * time.Minute
)

// retries is how often a request is sent again, at most.
const retries = 6

// Dial connects to a cluster and checks that the program can use it. The error is
// an [Error].
func Dial(ctx context.Context, opts Options) (*Cluster, error) {
	if opts.Prefix == "" {
		opts.Prefix = "tiaowen"
	}
	if opts.Budget <= 0 {
		opts.Budget = 10 * time.Second
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	if err := opts.checkURLs(); err != nil {
		return nil, err
	}
	background, cancel := context.WithCancel(context.Background())
	c := &Cluster{opts: opts, cancel: cancel, shelf: sync.OnceValue(func() *arena.Arena { return newShelf(opts) })}
	var err error
	if c.ask, err = c.client(background, attempt); err == nil {
		c.write, err = c.client(background, writeAttempt)
	}
	if err == nil {
		err = c.greet(ctx)
	}
	if err != nil {
		cancel()
		return nil, err
	}
	return c, nil
}

// checkURLs checks the addresses of the nodes and gives them in one form.
func (opts *Options) checkURLs() error {
	for i, u := range opts.URLs {
		parsed, err := url.Parse(strings.TrimSpace(u))
		if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
			return &Error{Reason: BadAddress, Detail: u}
		}
		opts.URLs[i] = parsed.String()
	}
	if len(opts.URLs) == 0 {
		return &Error{Reason: BadAddress}
	}
	return nil
}

// newShelf makes the file for documents if one is wanted and can be made.
func newShelf(opts Options) *arena.Arena {
	if !opts.Mapped {
		return nil
	}
	a, err := arena.New()
	if err != nil {
		opts.Log.Warn("documents stay in memory: cannot map a file", "error", err)
		return nil
	}
	return a
}

// release gives the memory of unused documents back to the system. The system reads them
// again when they are used.
func (c *Cluster) release() {
	if a := c.shelf(); a != nil {
		a.Release()
	}
}

// releasing calls release repeatedly while all documents are read once. end stops it.
func (c *Cluster) releasing() (end func()) {
	ended := make(chan struct{})
	go func() {
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-ended:
				return
			case <-tick.C:
				c.release()
			}
		}
	}()
	return func() { close(ended) }
}

// Close stops the work in the background.
func (c *Cluster) Close() error {
	c.cancel()
	return nil
}

// client makes a client of the official library; timeout bounds one attempt.
func (c *Cluster) client(ctx context.Context, timeout time.Duration) (*client.Client, error) {
	config := client.Config{
		Addresses: c.opts.URLs, Username: c.opts.User, Password: c.opts.Password,
		MaxRetries: retries, EnableRetryOnTimeout: true, RequestTimeout: timeout,
		RetryBackoff: backoff,
		Context:      ctx,
		// Use a restarted node again soon.
		ResurrectTimeoutInitial: time.Second, ResurrectTimeoutMax: 10 * time.Second,
	}
	if c.opts.APIKey != "" {
		config.Username, config.Password = "", ""
		config.Header = http.Header{"Authorization": {"ApiKey " + c.opts.APIKey}}
	}
	if c.opts.CAFile != "" {
		pem, err := os.ReadFile(c.opts.CAFile)
		if err != nil {
			return nil, &Error{Reason: BadCA, Detail: c.opts.CAFile, Err: err}
		}
		if !x509.NewCertPool().AppendCertsFromPEM(pem) {
			return nil, &Error{Reason: BadCA, Detail: c.opts.CAFile}
		}
		config.CACert = pem
	}
	cl, err := client.NewClient(config)
	if err != nil {
		return nil, &Error{Reason: BadAddress, Err: err}
	}
	return cl, nil
}

// backoff is how long to wait before attempt n, counted from 1: 20 ms, doubled each
// time up to 2 s, plus a random part of that, so that not all servers retry at
// once.
func backoff(attempt int) time.Duration {
	d := min(10*time.Millisecond<<min(attempt, 10), 2*time.Second)
	return d + rand.N(d/2)
}

// oldest is the first version of OpenSearch that supports the mapping.
var oldest = [2]int{2, 10}

// greet checks that OpenSearch answers, in a version that supports the mapping.
func (c *Cluster) greet(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, c.opts.Budget)
	defer stop()
	var hello struct {
		Version struct {
			Number       string `json:"number"`
			Distribution string `json:"distribution"`
		} `json:"version"`
	}
	if err := c.call(ctx, c.ask, http.MethodGet, "/", nil, &hello); err != nil {
		return err
	}
	v := hello.Version
	if v.Distribution != "opensearch" {
		name := v.Distribution
		if name == "" {
			name = "Elasticsearch"
		}
		return &Error{Reason: WrongVersion, Detail: strings.TrimSpace(name + " " + v.Number)}
	}
	major, rest, _ := strings.Cut(v.Number, ".")
	minor, _, _ := strings.Cut(rest, ".")
	a, aerr := strconv.Atoi(major)
	b, berr := strconv.Atoi(minor)
	if aerr != nil || berr != nil || a < oldest[0] || a == oldest[0] && b < oldest[1] {
		return &Error{Reason: WrongVersion, Detail: "OpenSearch " + v.Number}
	}
	c.version = v.Number
	return nil
}

// Version is the version of the node that answered first.
func (c *Cluster) Version() string { return c.version }

// call sends a request and decodes the answer into to, unless that is nil. A body
// other than []byte is sent as JSON. For a status of 300 or more, the error is an
// [Error].
func (c *Cluster) call(ctx context.Context, cl *client.Client, method, path string, body, to any) error {
	req, err := request(ctx, method, path, body)
	if err != nil {
		return err
	}
	res, err := cl.Stream(req)
	if err != nil {
		if ctx.Err() != nil && errors.Is(err, context.Canceled) {
			return context.Cause(ctx)
		}
		return &Error{Reason: Unreachable, Detail: c.addresses(), Err: err}
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return &Error{Reason: Unreachable, Detail: c.addresses(), Err: err}
	}
	if res.StatusCode >= 300 {
		return refusal(res.StatusCode, answer)
	}
	if to == nil {
		return nil
	}
	if err := json.Unmarshal(answer, to); err != nil {
		return &Error{Reason: Refused, Detail: fmt.Sprintf("%s %s", method, path), Err: err}
	}
	return nil
}

// request makes a request. A body other than []byte is sent as JSON; nil sends no body.
func request(ctx context.Context, method, path string, body any) (*http.Request, error) {
	raw, ok := body.([]byte)
	if !ok && body != nil {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			return nil, err
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, path, bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	if body == nil {
		req.Body, req.GetBody = nil, nil
		return req, nil
	}
	kind := "application/json"
	if strings.HasSuffix(req.URL.Path, "/_bulk") || strings.HasSuffix(req.URL.Path, "/_msearch") {
		kind = "application/x-ndjson"
	}
	req.Header.Set("Content-Type", kind)
	return req, nil
}

func (c *Cluster) addresses() string { return strings.Join(c.opts.URLs, ", ") }

// Check returns an error if the cluster cannot be searched now: if it does not
// answer, or a shard of the active generation is missing.
func (c *Cluster) Check(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, c.opts.Budget)
	defer stop()
	return c.health(ctx, c.opts.Prefix+"-*")
}

// health checks that all shards of some indices are available.
func (c *Cluster) health(ctx context.Context, indices string) error {
	var h struct {
		Status   string `json:"status"`
		TimedOut bool   `json:"timed_out"`
	}
	if err := c.call(ctx, c.ask, http.MethodGet, "/_cluster/health/"+indices+"?timeout=1s", nil, &h); err != nil {
		return err
	}
	if h.Status == "red" {
		return &Error{Reason: Red}
	}
	return nil
}
