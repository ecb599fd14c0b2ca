package opensearch

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/enginetest"
	"tiaowen/index/facet"
	"tiaowen/index/field"
	"tiaowen/index/inverted"
	"tiaowen/index/opensearch/nodetest"
	"tiaowen/segmenter"
)

// texts are the documents that the tests of other packages have: statutes, in one
// case in two versions, and texts of offices.
func texts(tb testing.TB) []*corpus.Document {
	tb.Helper()
	docs := []*corpus.Document{corpus.Measures()}
	known := make(map[string]bool)
	for _, pattern := range []string{"../testdata/laws/*.md", "../../api/eval/testdata/offices-*/documents/*.*", "../../api/answer/fit/questions/documents/*.*", "../../api/answer/testdata/*.md", "../../corpus/testdata/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			tb.Fatalf("no texts in %s: %v", pattern, err)
		}
		for _, f := range files {
			src, err := os.ReadFile(f)
			if err != nil {
				tb.Fatal(err)
			}
			d, err := corpus.Parse(filepath.Base(f), src)
			if err != nil {
				continue // the tests of corpus have texts that are none
			}
			if !known[d.ID] {
				docs = append(docs, d)
			}
			known[d.ID] = true
		}
	}
	for _, d := range docs {
		if strings.Contains(d.Title, "劳动合同法") {
			docs = append(docs, enginetest.Older(tb, d))
			break
		}
	}
	if len(docs) < 40 {
		tb.Fatalf("%d texts are too few", len(docs))
	}
	return docs
}

// local is an index of documents on this machine, written and opened as a server
// opens it.
func local(tb testing.TB, docs []*corpus.Document) *index.Index {
	tb.Helper()
	dir := tb.TempDir()
	b, err := inverted.Create(dir, segmenter.Default().Segmenter(func(yield func(string) bool) {
		for _, d := range docs {
			for text := range field.Sources(d) {
				if !yield(text) {
					return
				}
			}
		}
	}))
	if err != nil {
		tb.Fatal(err)
	}
	for _, d := range docs {
		if err := b.Add(d); err != nil {
			tb.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		tb.Fatal(err)
	}
	ix, err := index.Open(dir, docs, index.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { ix.Close() })
	return ix
}

func dial(tb testing.TB, urls []string, prefix string) *Cluster {
	tb.Helper()
	c, err := Dial(tb.Context(), Options{URLs: slices.Clone(urls), Prefix: prefix, Mapped: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { c.Close() })
	return c
}

func publish(tb testing.TB, c *Cluster, ix *index.Index) int {
	tb.Helper()
	n, err := c.Publish(context.Background(), ix, PublishOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func open(tb testing.TB, c *Cluster, prev *Snapshot) *Snapshot {
	tb.Helper()
	s, err := c.Open(tb.Context(), index.Options{}, prev)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Index.Close() })
	return s
}

// TestNode needs one real node for all that is in it.
func TestNode(t *testing.T) {
	if url := os.Getenv("TIAOWEN_TEST_PUBLISH"); url != "" {
		publishSlowly(t, url)
		return
	}
	if testing.Short() {
		t.Skip("starts a node")
	}
	nodes := nodetest.Start(t, 1, 512)
	docs := texts(t)
	here := local(t, docs)
	c := dial(t, nodes.URLs, "tiaowen")
	if _, err := c.Open(t.Context(), index.Options{}, nil); !Is(err, Nothing) {
		t.Errorf("an empty cluster: %v", err)
	}
	publish(t, c, here)
	there := open(t, c, nil)

	t.Run("documents", func(t *testing.T) {
		if got, want := there.Index.Documents(), here.Documents(); len(got) != len(want) {
			t.Fatalf("%d documents, want %d", len(got), len(want))
		}
		for i, d := range here.Documents() {
			got := there.Index.Documents()[i]
			if got.ID != d.ID || got.Source != d.Source || len(got.Clauses) != len(d.Clauses) || here.Status(d).Kind != there.Index.Status(got).Kind {
				t.Errorf("%s is not what was published", d.ID)
			}
		}
		ordinal := uint32(0)
		for _, d := range here.Documents() {
			for _, cl := range d.Clauses {
				if !slices.Equal(here.Places(ordinal), there.Index.Places(ordinal)) {
					t.Errorf("the words of %s stand elsewhere", cl.ID())
				}
				ordinal++
			}
		}
		if a := c.shelf(); a == nil || a.Size() == 0 {
			t.Error("no document is in the mapped file")
		}
		c.release() // what follows reads them again
	})
	t.Run("engine", func(t *testing.T) { enginetest.Run(t, here, there.Index.Engine()) })
	t.Run("search", func(t *testing.T) { sameHits(t, here, there.Index) })
	t.Run("check", func(t *testing.T) {
		if err := there.Index.Check(t.Context()); err != nil {
			t.Error(err)
		}
	})
	t.Run("again", func(t *testing.T) { testAgain(t, c, here, there) })
	t.Run("switch under load", func(t *testing.T) { testSwitch(t, nodes, docs) })
	t.Run("killed importer", func(t *testing.T) { testKilled(t, nodes, docs) })
	t.Run("refusals", func(t *testing.T) { testRefusals(t, nodes, docs) })
	t.Run("trouble", func(t *testing.T) { testTrouble(t, nodes, docs) })
	t.Run("doors", func(t *testing.T) { testDoors(t, nodes) })
	t.Run("restart", func(t *testing.T) {
		nodes.Kill(0)
		if err := there.Index.Check(t.Context()); !Is(err, Unreachable) {
			t.Errorf("without its node: %v", err)
		}
		q, err := there.Index.Parse("劳动合同")
		if err == nil {
			_, _, err = there.Index.Search(t.Context(), q, 10)
		}
		if !Is(err, Unreachable) {
			t.Errorf("a search without its node: %v", err)
		}
		nodes.Restart(0, 512)
		waitFor(t, func() error { return there.Index.Check(t.Context()) })
		sameHits(t, here, there.Index)
	})
}

func waitFor(t *testing.T, check func() error) {
	t.Helper()
	var err error
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if err = check(); err == nil {
			return
		}
	}
	t.Fatal(err)
}

// sameHits asks two indices the same, and wants the same clauses in the same
// order, of as many.
func sameHits(t *testing.T, a, b *index.Index) {
	t.Helper()
	type question struct {
		text string
		set  func(*index.Query)
	}
	questions := []question{
		{"第20条", nil}, {"劳动合同法第十九条", nil}, {"试用期最长多久", nil}, {"离婚财产怎么分", nil}, {"没钱了能不能不还", nil}, {"gong zuo shi jian", nil}, {"劳懂合同", nil},
		{"试用期", func(q *index.Query) { q.Date = "2010-01-01" }},
		{"试用期", func(q *index.Query) { q.Versions = true }},
		{"责任", func(q *index.Query) { q.Norm = "forbid" }},
		{"责任", func(q *index.Query) { q.Section = "第二章" }},
		{`"用人单位" 责任`, nil},
		{"责任", func(q *index.Query) { q.Document, q.Count = a.Documents()[3].ID, true }},
		{"责任 合同", func(q *index.Query) { q.Count, q.Cut = true, true }},
		{"责任 合同", func(q *index.Query) { q.All, q.Exclude, q.Newest = true, "消费者", true }},
	}
	for i, d := range a.Documents() {
		for k := i % 9; k < len(d.Clauses); k += 29 {
			if text := []rune(d.Clauses[k].Text()); len(text) > 12 {
				questions = append(questions, question{string(text[:12]), nil}, question{string(text[4:7]), nil})
			}
		}
	}
	same := 0
	for _, one := range questions {
		var ids [2][]string
		var totals [2]int
		var counts [2]string
		for i, ix := range []*index.Index{a, b} {
			q, err := ix.Parse(one.text)
			if err != nil {
				t.Fatalf("%s: %v", one.text, err)
			}
			if one.set != nil {
				one.set(q)
			}
			hits, total, count, err := ix.SearchCount(t.Context(), q, 10)
			if err != nil {
				t.Fatalf("%s: %v", one.text, err)
			}
			totals[i], counts[i] = total, counted(count)
			for _, h := range hits {
				ids[i] = append(ids[i], h.Clause.ID())
			}
		}
		if counts[0] != counts[1] {
			t.Errorf("%s: here %s\nthere %s", one.text, counts[0], counts[1])
		}
		if totals[0] != totals[1] {
			t.Errorf("%s: %d clauses here, %d there", one.text, totals[0], totals[1])
		}
		if slices.Equal(ids[0], ids[1]) {
			same++
		} else {
			t.Logf("%s\n  here  %v\n  there %v", one.text, ids[0], ids[1])
		}
	}
	if same*100 < 97*len(questions) {
		t.Errorf("the first ten are the same for %d of %d questions only", same, len(questions))
	}
}

// counted is what was counted of the clauses found, in words.
func counted(t *facet.Tally) string {
	if t == nil {
		return ""
	}
	var b strings.Builder
	for _, d := range t.Documents() {
		fmt.Fprint(&b, d.Of.ID, " ", d.N, ", ")
	}
	fmt.Fprint(&b, t.Kinds(), t.Years(), t.Norms())
	for _, s := range t.Sections() {
		fmt.Fprint(&b, s.Of.Name(), " ", s.N, ", ")
	}
	return b.String()
}

// testAgain publishes the same once more, which writes nothing, and then fewer
// documents.
func testAgain(t *testing.T, c *Cluster, here *index.Index, there *Snapshot) {
	if n := publish(t, c, here); n != there.Generation {
		t.Errorf("the same documents make generation %d, were %d", n, there.Generation)
	}
	seen := make(chan *Snapshot, 4)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		c.Watch(ctx, index.Options{}, there, func(s *Snapshot) { seen <- s })
	}()
	fewer := local(t, here.Documents()[1:])
	n := publish(t, c, fewer)
	select {
	case s := <-seen:
		if s.Generation != n || len(s.Index.Documents()) != len(fewer.Documents()) {
			t.Errorf("generation %d with %d documents, want %d with %d", s.Generation, len(s.Index.Documents()), n, len(fewer.Documents()))
		}
		if s.Index.Documents()[0] != there.Index.Documents()[1] {
			t.Error("a document that has not changed was read again")
		}
		s.Index.Close()
	case <-time.After(time.Minute):
		t.Error("the new generation was not seen")
	}
	stop()
	<-ended
	sameHits(t, here, there.Index) // what a server has open can still be asked
}

// testSwitch searches without a pause while other documents take the place of the first:
// no search fails, and none finds a part of both.
func testSwitch(t *testing.T, nodes *nodetest.Cluster, docs []*corpus.Document) {
	c := dial(t, nodes.URLs, "switch")
	sets := [][]*corpus.Document{docs[:12], docs[:6]}
	var totals [2]int
	for i, set := range sets {
		ix := local(t, set)
		q, err := ix.Parse("责任")
		if err != nil {
			t.Fatal(err)
		}
		_, totals[i], _ = ix.Search(t.Context(), q, 10)
	}
	publish(t, c, local(t, sets[0]))
	var now atomic.Pointer[Snapshot]
	now.Store(open(t, c, nil))
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		c.Watch(ctx, index.Options{}, now.Load(), func(s *Snapshot) { now.Store(s) })
	})
	var asked, after atomic.Int64
	for range 2 {
		running.Go(func() {
			for ctx.Err() == nil {
				ix := now.Load().Index
				q, err := ix.Parse("责任")
				if err != nil {
					t.Error(err)
					return
				}
				// Another number of hits each time, or the answer is remembered.
				_, total, err := ix.Search(context.Background(), q, 1+int(asked.Add(1)))
				if err != nil {
					t.Error(err)
					return
				}
				if total != totals[0] && total != totals[1] {
					t.Errorf("%d clauses, want %d or %d", total, totals[0], totals[1])
				}
				if total == totals[1] {
					after.Add(1)
				}
			}
		})
	}
	publish(t, c, local(t, sets[1]))
	waitFor(t, func() error {
		if after.Load() < 20 {
			return fmt.Errorf("%d searches, %d of them in the new documents", asked.Load(), after.Load())
		}
		return nil
	})
	stop()
	running.Wait()
}

// testKilled ends an importer in the middle of its work: what was in force stays,
// and the next import goes through and clears away what was left.
func testKilled(t *testing.T, nodes *nodetest.Cluster, docs []*corpus.Document) {
	c := dial(t, nodes.URLs, "killed")
	before := local(t, docs[:4])
	n := publish(t, c, before)
	cmd := exec.Command(os.Args[0], "-test.run=^TestNode$")
	cmd.Env = append(os.Environ(), "TIAOWEN_TEST_PUBLISH="+nodes.URLs[0])
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	half := c.name(n+1, current)
	waitFor(t, func() error {
		_ = c.call(t.Context(), c.write, http.MethodPost, "/"+half+"/_refresh", nil, nil)
		var count struct {
			Count int `json:"count"`
		}
		if err := c.call(t.Context(), c.ask, http.MethodGet, "/"+half+"/_count", nil, &count); err != nil {
			return err
		}
		if count.Count == 0 {
			return fmt.Errorf("%s is empty", half)
		}
		return nil
	})
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	s := open(t, c, nil)
	if s.Generation != n {
		t.Fatalf("generation %d is in force, want %d", s.Generation, n)
	}
	sameHits(t, before, s.Index)

	defer func(d time.Duration) { readers = d }(readers)
	readers = 0
	if next := publish(t, c, local(t, docs[:5])); next <= n+1 {
		t.Errorf("generation %d takes the place of one that was begun", next)
	}
	if err := c.call(t.Context(), c.ask, http.MethodGet, "/"+half+"/_count", nil, nil); err == nil {
		t.Errorf("%s is still there", half)
	}
}

// publishSlowly is the importer that testKilled ends, in a process of its own.
func publishSlowly(t *testing.T, url string) {
	c := dial(t, []string{url}, "killed")
	bulkBytes = 1 << 10
	_, err := c.Publish(context.Background(), local(t, texts(t)), PublishOptions{Progress: func(int, int) { time.Sleep(100 * time.Millisecond) }})
	t.Fatal("it was not ended: ", err)
}

// TestThreeNodes kills one of three nodes while questions are asked: none fails.
func TestThreeNodes(t *testing.T) {
	if testing.Short() {
		t.Skip("starts three nodes")
	}
	nodes := nodetest.Start(t, 3, 256)
	docs := texts(t)[:20]
	here := local(t, docs)
	c := dial(t, nodes.URLs, "tiaowen")
	publish(t, c, here)
	there := open(t, c, nil)
	var questions []string
	for _, d := range docs {
		for _, cl := range d.Clauses {
			if text := []rune(cl.Text()); len(text) > 20 && len(questions) < 200 {
				questions = append(questions, string(text[5:15]))
			}
		}
	}
	if len(questions) < 200 {
		t.Fatalf("%d questions are too few", len(questions))
	}
	for i, text := range questions {
		if i == 50 {
			nodes.Kill(1)
		}
		q, err := there.Index.Parse(text)
		if err != nil {
			t.Fatalf("question %d: %v", i, err)
		}
		hits, total, err := there.Index.Search(t.Context(), q, 10)
		if err != nil {
			t.Fatalf("question %d: %v", i, err)
		}
		mine, err := here.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		want, all, err := here.Search(t.Context(), mine, 10)
		if err != nil {
			t.Fatal(err)
		}
		if total != all || len(hits) != len(want) || hits[0].Clause.ID() != want[0].Clause.ID() {
			t.Errorf("%s: %d clauses, want %d", text, total, all)
		}
	}
	if err := there.Index.Check(t.Context()); err != nil {
		t.Errorf("with two nodes: %v", err)
	}
}
