package opensearch

import (
	"encoding/pem"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/engine"
	"tiaowen/index/opensearch/nodetest"
)

// testRefusals brings a real node into the states that importers and servers meet.
func testRefusals(t *testing.T, nodes *nodetest.Cluster, docs []*corpus.Document) {
	put := func(t *testing.T, c *Cluster, path string, body any) {
		t.Helper()
		if err := c.call(t.Context(), c.write, http.MethodPut, path, body, nil); err != nil {
			t.Fatal(err)
		}
	}
	few := local(t, docs[:2])
	t.Run("read-only", func(t *testing.T) {
		c := dial(t, nodes.URLs, "blocked")
		n := publish(t, c, few)
		put(t, c, "/_cluster/settings", map[string]any{"transient": map[string]any{"cluster.blocks.read_only": true}})
		_, err := c.Publish(t.Context(), local(t, docs[:3]), PublishOptions{})
		put(t, c, "/_cluster/settings", map[string]any{"transient": map[string]any{"cluster.blocks.read_only": nil}})
		if !Is(err, ReadOnly) {
			t.Errorf("a cluster that takes no writes: %v", err)
		}
		if now, err := c.inForce(t.Context()); now != n || err != nil {
			t.Errorf("generation %d is in force, want %d (%v)", now, n, err)
		}
	})
	t.Run("red", func(t *testing.T) {
		c := dial(t, nodes.URLs, "red")
		publish(t, c, few)
		s := open(t, c, nil)
		// An index that no node may hold stands for one whose nodes are gone.
		put(t, c, "/red-000001-current-lost?wait_for_active_shards=0", map[string]any{"settings": map[string]any{"index.routing.allocation.require._name": "nobody"}})
		if err := s.Index.Check(t.Context()); !Is(err, Red) || !errors.Is(err, engine.ErrEngine) {
			t.Errorf("a lost shard: %v", err)
		}
		if _, err := c.Publish(t.Context(), local(t, docs[:3]), PublishOptions{}); !Is(err, Red) {
			t.Errorf("an import into a red cluster: %v", err)
		}
		if err := c.call(t.Context(), c.write, http.MethodDelete, "/red-000001-current-lost", nil, nil); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("other mapping", func(t *testing.T) {
		c := dial(t, nodes.URLs, "other")
		n := publish(t, c, few)
		put(t, c, "/"+c.name(n, current)+"/_mapping", map[string]any{"_meta": map[string]any{"tiaowen": "0.0"}})
		if _, err := c.Open(t.Context(), index.Options{}, nil); !Is(err, OtherMapping) || !strings.Contains(err.Error(), "import --data") {
			t.Errorf("another version of the mapping: %v", err)
		}
		// The import that the message offers mends it.
		if now := publish(t, c, few); now == n {
			t.Error("the import left the old mapping in force")
		}
		open(t, c, nil)
	})
	t.Run("missing template", func(t *testing.T) {
		c := dial(t, nodes.URLs, "bare")
		for _, kind := range kinds {
			put(t, c, "/"+c.name(1, kind), map[string]any{"aliases": map[string]any{c.alias(kind): map[string]any{}}})
		}
		if _, err := c.Open(t.Context(), index.Options{}, nil); !Is(err, NoTemplate) {
			t.Errorf("indices without the template: %v", err)
		}
		// A template of a higher priority takes the place of ours.
		c = dial(t, nodes.URLs, "hidden")
		put(t, c, "/_index_template/hidden", map[string]any{"index_patterns": []string{"hidden-*"}, "priority": 500, "template": map[string]any{}})
		if _, err := c.Publish(t.Context(), few, PublishOptions{}); !Is(err, NoTemplate) {
			t.Errorf("a template in front of ours: %v", err)
		}
	})
	t.Run("overtaken", func(t *testing.T) {
		slow, fast := dial(t, nodes.URLs, "race"), dial(t, nodes.URLs, "race")
		done := false
		_, err := slow.Publish(t.Context(), few, PublishOptions{Progress: func(int, int) {
			if !done {
				done = true
				publish(t, fast, local(t, docs[:3]))
			}
		}})
		if !Is(err, Overtaken) {
			t.Errorf("the slower of two imports: %v", err)
		}
		if s := open(t, slow, nil); len(s.Index.Documents()) != 3 {
			t.Errorf("%d documents are in force, want 3", len(s.Index.Documents()))
		}
	})
}

// testDoors goes to the node through a gate with TLS that asks for a password or a
// key, as clusters of offices have.
func testDoors(t *testing.T, nodes *nodetest.Cluster) {
	node, err := url.Parse(nodes.URLs[0])
	if err != nil {
		t.Fatal(err)
	}
	behind := httputil.NewSingleHostReverseProxy(node)
	gate := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		if (user != "reader" || password != "secret") && r.Header.Get("Authorization") != "ApiKey abc" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		r.Header.Del("Authorization")
		behind.ServeHTTP(w, r)
	}))
	defer gate.Close()
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: gate.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		opts   Options
		reason Reason // 0: it opens
	}{
		{"password", Options{User: "reader", Password: "secret", CAFile: ca}, 0},
		{"key", Options{APIKey: "abc", CAFile: ca}, 0},
		{"wrong password", Options{User: "reader", Password: "guess", CAFile: ca}, Unauthorized},
		{"no password", Options{CAFile: ca}, Unauthorized},
		{"unknown authority", Options{User: "reader", Password: "secret"}, Unreachable},
		{"no certificates", Options{CAFile: "refusal_test.go"}, BadCA},
		{"no file", Options{CAFile: "absent.pem"}, BadCA},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.opts.URLs, test.opts.Prefix = []string{gate.URL}, "tiaowen"
			c, err := Dial(t.Context(), test.opts)
			if test.reason != 0 {
				if !Is(err, test.reason) {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if _, err := c.inForce(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// testTrouble has a node that now and then has too much to do, and one beside it that
// takes requests and never answers: an import goes through, and so does a search.
func testTrouble(t *testing.T, nodes *nodetest.Cluster, docs []*corpus.Document) {
	node, err := url.Parse(nodes.URLs[0])
	if err != nil {
		t.Fatal(err)
	}
	behind := httputil.NewSingleHostReverseProxy(node)
	var writes, refused atomic.Int64
	busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/_bulk" && writes.Add(1)%2 == 1 {
			refused.Add(1)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = io.WriteString(w, `{"error":{"root_cause":[{"type":"rejected_execution_exception","reason":"queue is full"}],"type":"rejected_execution_exception","reason":"queue is full"},"status":429}`)
			return
		}
		behind.ServeHTTP(w, r)
	}))
	defer busy.Close()
	defer func(n int) { bulkBytes = n }(bulkBytes)
	bulkBytes = 100 << 10
	here := local(t, docs[:4])
	c := dial(t, []string{busy.URL}, "busy")
	publish(t, c, here)
	if refused.Load() < 3 {
		t.Errorf("%d requests were refused; the test needs more", refused.Load())
	}
	sameHits(t, here, open(t, c, nil).Index)

	release := make(chan struct{})
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}))
	defer silent.Close()
	defer close(release)
	c = dial(t, []string{silent.URL, nodes.URLs[0]}, "busy")
	s := open(t, c, nil)
	for _, text := range []string{"责任", "用人单位", "办法"} {
		q, err := s.Index.Parse(text)
		if err == nil {
			_, _, err = s.Index.Search(t.Context(), q, 10)
		}
		if err != nil {
			t.Errorf("%s, with a node that is silent: %v", text, err)
		}
	}
}

// TestDial needs no node: it calls what is not a cluster that can be used.
func TestDial(t *testing.T) {
	says := func(body string) []string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(body))
		}))
		t.Cleanup(server.Close)
		return []string{server.URL}
	}
	for name, test := range map[string]struct {
		urls   []string
		reason Reason
		words  string
	}{
		"no address":    {nil, BadAddress, "--opensearch"},
		"no scheme":     {[]string{"search1:9200"}, BadAddress, "search1:9200"},
		"nobody":        {[]string{"http://127.0.0.1:1"}, Unreachable, "127.0.0.1:1"},
		"Elasticsearch": {says(`{"version":{"number":"7.10.2","build_flavor":"oss"}}`), WrongVersion, "Elasticsearch 7.10.2"},
		"old":           {says(`{"version":{"number":"2.9.0","distribution":"opensearch"}}`), WrongVersion, "OpenSearch 2.9.0"},
		"something":     {says(`hello`), Refused, "GET /"},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Dial(t.Context(), Options{URLs: test.urls, Budget: time.Second})
			if err == nil {
				c.Close()
			}
			if !Is(err, test.reason) || !strings.Contains(err.Error(), test.words) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestRefusal sorts what clusters say.
func TestRefusal(t *testing.T) {
	for _, test := range []struct {
		status int
		body   string
		reason Reason
		words  string
	}{
		{403, `{"error":{"root_cause":[{"type":"security_exception","reason":"no permissions for [indices:admin/create]"}],"type":"security_exception"},"status":403}`, Unauthorized, "indices:admin/create"},
		{429, `{"error":{"root_cause":[{"type":"cluster_block_exception","reason":"index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];"}]},"status":429}`, ReadOnly, "flood-stage"},
		{429, `{"error":{"root_cause":[{"type":"rejected_execution_exception","reason":"queue is full"}]},"status":429}`, Busy, "queue is full"},
		{503, `{"error":{"root_cause":[],"type":"search_phase_execution_exception","reason":"all shards failed"},"status":503}`, Red, "all shards failed"},
		{503, `{"error":{"root_cause":[{"type":"cluster_manager_not_discovered_exception","reason":null}]},"status":503}`, Unreachable, ""},
		{400, `{"error":"no handler found for uri","status":400}`, Refused, "no handler found"},
		{502, `<html>Bad Gateway</html>`, Unreachable, "Bad Gateway"},
	} {
		err := refusal(test.status, []byte(test.body))
		if !Is(err, test.reason) || !strings.Contains(err.Error(), test.words) {
			t.Errorf("%d %s: %v", test.status, test.body, err)
		}
		var e *Error
		if errors.As(err, &e) && (e.Chinese() == "" || e.Chinese() == e.Error()) {
			t.Errorf("%v has no Chinese", err)
		}
	}
}
