package rest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	_ "github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/registry"
	_ "github.com/blevesearch/bleve/v2/search/highlight/highlighter/html"
	"github.com/go-ego/gse"
	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/corpus"
	"tiaowen/corpus/slug"
	"tiaowen/index"
)

// These benchmarks are one or two clients on loopback HTTP, with keep-alive and
// without compression, against a bare Echo handler that sends the same JSON from
// memory, and one that encodes it from a value. "new" asks every question for the
// first time, "again" finds it among the last ones. The metrics are percentiles of
// the time for one request in µs, and requests a second; x-bare and x-encode are
// the ratios to the two of the same run.
//
// They run on the measures text and a few questions. TIAOWEN_LAWS names a folder
// of statutes in Markdown and TIAOWEN_EVAL one with a file statutes-dev.jsonl of
// questions ({"q": …} a line) to run them at scale.

// benchQuestions ask for what people ask for: a clause, its prohibitions, a
// section, a fact, something that is not there, a slip of the pen.
var benchQuestions = []string{
	"第20条禁止什么", "第三十六条", "第18到21条", "第六部分有哪些条款", "谁是第一责任人", "党员档案怎么管理", "巡察多久覆盖一次", "全文禁止什么",
	"第99条", "密码怎么重置", "从严执党", "clause 20 forbids what", "两面人", "四个意识", "对领导干部有什么要求", "民主生活会", "裸官", "最后一条",
}

func BenchmarkAskHTTP(b *testing.B) {
	docs, questions := benchData(b)
	compare[api.Answer](b, benchService(b, docs), "/api/v1/ask?q=", questions, nil)
}

// BenchmarkSearchHTTP compares with a third handler too: a plain Bleve match
// query over gse's words, with Bleve's own highlighter.
func BenchmarkSearchHTTP(b *testing.B) {
	docs, questions := benchData(b)
	compare[api.SearchResult](b, benchService(b, docs), "/api/v1/search?q=", questions, func(b *testing.B) http.Handler { return plainBleve(b, docs) })
}

// compare runs the same questions against the bare handlers, the service, whose
// results are R, and, when it is given, another handler.
func compare[R any](b *testing.B, svc *api.Service, path string, questions []string, other func(*testing.B) http.Handler) {
	full := New(svc, Options{})
	answers, results := make(map[string][]byte), make(map[string]*R)
	plain := func(q string) string { return strings.TrimRight(q, " ?") }
	targets := make([]string, len(questions))
	for i, q := range questions {
		targets[i] = path + url.QueryEscape(q)
		rec := get(full, targets[i])
		if rec.Code != http.StatusOK {
			b.Fatalf("%s: status %d: %s", q, rec.Code, rec.Body)
		}
		answers[plain(q)], results[plain(q)] = rec.Body.Bytes(), new(R)
		if err := json.Unmarshal(rec.Body.Bytes(), results[plain(q)]); err != nil {
			b.Fatal(err)
		}
	}
	bare := echo.New()
	bare.GET("/*", func(c echo.Context) error {
		return c.JSONBlob(http.StatusOK, answers[plain(c.QueryParam("q"))])
	})
	encoding := echo.New()
	encoding.GET("/*", func(c echo.Context) error {
		return c.JSON(http.StatusOK, results[plain(c.QueryParam("q"))])
	})

	handlers := []struct {
		name string
		open func(*testing.B) http.Handler
		new  bool // each question is asked for the first time, as far as a cache can tell
	}{
		{"bare", func(*testing.B) http.Handler { return bare }, true},
		{"encode", func(*testing.B) http.Handler { return encoding }, true},
		{"new", func(*testing.B) http.Handler { return Compress(full) }, true},
		{"again", func(*testing.B) http.Handler { return Compress(full) }, false},
		{"bleve", other, true},
	}
	for _, clients := range []int{1, 2} {
		bases := make(map[string]load)
		for _, h := range handlers {
			if h.open == nil {
				continue
			}
			b.Run(fmt.Sprintf("%s/clients=%d", h.name, clients), func(b *testing.B) {
				got := measure(b, h.open(b), targets, clients, h.new)
				b.ReportMetric(got.p50, "p50-µs")
				b.ReportMetric(got.p99, "p99-µs")
				b.ReportMetric(got.rate, "req/s")
				if h.name == "bare" || h.name == "encode" {
					bases[h.name] = got
				}
				for name, base := range bases {
					if name != h.name {
						b.ReportMetric(got.p50/base.p50, "p50-x-"+name)
						b.ReportMetric(got.p99/base.p99, "p99-x-"+name)
						b.ReportMetric(got.rate/base.rate, "rate-x-"+name)
					}
				}
			})
		}
	}
}

// load is what clients saw: times in µs, requests a second.
type load struct{ p50, p99, rate float64 }

// rounds counts how often the questions were asked by new wordings.
var rounds atomic.Int64

// tail writes n as a row of blanks and question marks, one a bit, at most some
// twenty: a question may have no more than 2,000 characters. Behind a question
// they change nothing but what caches know it by.
func tail(n int) string {
	out := "+"
	for ; n > 0; n >>= 1 {
		out += []string{"+", "%3F"}[n&1]
	}
	return out
}

// measure asks h b.N times.
func measure(b *testing.B, h http.Handler, targets []string, clients int, fresh bool) load {
	srv := httptest.NewServer(h)
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: clients}}
	defer client.CloseIdleConnections()
	ask := func(target string) {
		res, err := client.Get(srv.URL + target)
		if err != nil {
			b.Error(err)
			return
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			b.Error(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusOK {
			b.Errorf("%s: status %d", target, res.StatusCode)
		}
	}
	for _, target := range targets { // what is made once is made now
		ask(target)
	}
	round := rounds.Add(int64(b.N/len(targets)+1)) - int64(b.N/len(targets))
	took := make([]time.Duration, b.N)
	var next atomic.Int64
	var wg sync.WaitGroup
	b.ResetTimer()
	for range clients {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= b.N {
					return
				}
				target := targets[i%len(targets)]
				if fresh {
					target += tail(int(round) + i/len(targets))
				}
				start := time.Now()
				ask(target)
				took[i] = time.Since(start)
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	slices.Sort(took)
	at := func(p float64) float64 {
		return float64(took[min(len(took)-1, int(p*float64(len(took))))]) / float64(time.Microsecond)
	}
	return load{at(.50), at(.99), float64(b.N) / b.Elapsed().Seconds()}
}

// benchData reads the documents and the questions; once for all benchmarks.
func benchData(b *testing.B) ([]*corpus.Document, []string) {
	b.Helper()
	docs, questions := []*corpus.Document{corpus.Measures()}, benchQuestions
	if dir := os.Getenv("TIAOWEN_LAWS"); dir != "" {
		docs = readLaws(b, dir)
	}
	if dir := os.Getenv("TIAOWEN_EVAL"); dir != "" {
		f, err := os.Open(filepath.Join(dir, "statutes-dev.jsonl"))
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		questions = nil
		for lines := bufio.NewScanner(f); lines.Scan(); {
			var line struct {
				Q string `json:"q"`
			}
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
				b.Fatal(err)
			}
			questions = append(questions, line.Q)
		}
	}
	return docs, questions
}

var laws struct {
	sync.Once
	docs []*corpus.Document
	err  error
}

func readLaws(b *testing.B, dir string) []*corpus.Document {
	laws.Do(func() {
		ids := make(map[string]bool)
		laws.err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || filepath.Ext(path) != ".md" {
				return err
			}
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			d, err := corpus.Parse(filepath.Base(path), src)
			if err != nil {
				return nil // a file without clauses
			}
			for n := 2; ids[d.ID]; n++ {
				d.ID = fmt.Sprintf("%s-%d", slug.ID(d.Title, d.Date), n)
			}
			ids[d.ID] = true
			laws.docs = append(laws.docs, d)
			return nil
		})
	})
	if laws.err != nil {
		b.Fatal(laws.err)
	}
	return laws.docs
}

var served struct {
	sync.Once
	svc *api.Service
	err error
}

func benchService(b *testing.B, docs []*corpus.Document) *api.Service {
	served.Do(func() {
		ix, err := index.New(docs, index.Options{})
		if err == nil {
			ix.Warm() // as the server does
			served.svc = api.New(ix)
		}
		served.err = err
	})
	if served.err != nil {
		b.Fatal(served.err)
	}
	return served.svc
}

// gseTokenizer cuts as gse does out of the box.
type gseTokenizer struct{ seg *gse.Segmenter }

func (t gseTokenizer) Tokenize(text []byte) analysis.TokenStream {
	var out analysis.TokenStream
	for i, s := range t.seg.Segment(text) {
		out = append(out, &analysis.Token{
			Term: []byte(s.Token().Text()), Start: s.Start(), End: s.End(), Position: i + 1, Type: analysis.Ideographic,
		})
	}
	return out
}

var plain struct {
	sync.Once
	ix  bleve.Index
	err error
}

// plainBleve is what one gets with Bleve and gse in an afternoon.
func plainBleve(b *testing.B, docs []*corpus.Document) http.Handler {
	plain.Do(func() { plain.ix, plain.err = openPlainBleve(docs) })
	if plain.err != nil {
		b.Fatal(plain.err)
	}
	e := echo.New()
	e.GET("/*", func(c echo.Context) error {
		req := bleve.NewSearchRequest(bleve.NewMatchQuery(c.QueryParam("q")))
		req.Size = 10
		req.Highlight = bleve.NewHighlightWithStyle("html")
		req.Fields = []string{"text"}
		result, err := plain.ix.SearchInContext(c.Request().Context(), req)
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, result)
	})
	return e
}

func openPlainBleve(docs []*corpus.Document) (bleve.Index, error) {
	seg := new(gse.Segmenter)
	seg.SkipLog = true
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		return nil, err
	}
	err := registry.RegisterTokenizer("gse", func(map[string]any, *registry.Cache) (analysis.Tokenizer, error) {
		return gseTokenizer{seg}, nil
	})
	if err != nil {
		return nil, err
	}
	m := bleve.NewIndexMapping()
	if err := m.AddCustomAnalyzer("gse", map[string]any{"type": "custom", "tokenizer": "gse"}); err != nil {
		return nil, err
	}
	m.DefaultAnalyzer = "gse"
	ix, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, err
	}
	batch := ix.NewBatch()
	for _, d := range docs {
		for _, c := range d.Clauses {
			if err := batch.Index(c.ID(), map[string]string{"text": c.Text()}); err != nil {
				return nil, err
			}
			if batch.Size() == 1000 {
				if err := ix.Batch(batch); err != nil {
					return nil, err
				}
				batch = ix.NewBatch()
			}
		}
	}
	return ix, ix.Batch(batch)
}
