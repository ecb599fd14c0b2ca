package index

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tiaowen/corpus"
)

// question is a layperson's question with its gold articles.
type question struct {
	Q    string `json:"q"`
	Gold []gold `json:"gold"`
}

type gold struct {
	Law     string `json:"law"`
	Article string `json:"article"`
	Also    []gold `json:"also"`
}

func readQuestions(tb testing.TB) []question {
	dir := os.Getenv("TIAOWEN_EVAL")
	if dir == "" {
		tb.Skip("set TIAOWEN_EVAL to a directory with statutes-dev.jsonl")
	}
	f, err := os.Open(filepath.Join(dir, "statutes-dev.jsonl"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var qs []question
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var q question
		if err := json.Unmarshal(s.Bytes(), &q); err != nil {
			tb.Fatal(err)
		}
		qs = append(qs, q)
	}
	return qs
}

// readLaws parses the statutes, on all cores.
func readLaws(tb testing.TB) []*corpus.Document {
	dir := os.Getenv("TIAOWEN_LAWS")
	if dir == "" {
		tb.Skip("set TIAOWEN_LAWS to a directory of statutes in Markdown")
	}
	var files []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && filepath.Ext(path) == ".md" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	parsed := make([]*corpus.Document, len(files))
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := w; i < len(files); i += 2 {
				src, err := os.ReadFile(files[i])
				if err == nil {
					parsed[i], err = corpus.Parse(filepath.Base(files[i]), src)
				}
				if err != nil {
					tb.Logf("%s: %v", files[i], err)
				}
			}
		})
	}
	wg.Wait()
	var docs []*corpus.Document
	ids := make(map[string]int)
	for _, d := range parsed {
		if d == nil {
			continue
		}
		ids[d.ID]++
		if n := ids[d.ID]; n > 1 {
			d.ID = fmt.Sprintf("%s-%d", d.ID, n)
		}
		docs = append(docs, d)
	}
	return docs
}

var dated = regexp.MustCompile(`\(\d{4}-\d{2}-\d{2}\)$`)

func lawName(s string) string {
	s = norm.NFKC.String(s)
	s = strings.NewReplacer("《", "", "》", "", " ", "", "中华人民共和国", "").Replace(s)
	return dated.ReplaceAllString(s, "")
}

func sameLaw(a, b string) bool {
	return a == b || a != "" && b != "" && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// figures are recall and reciprocal rank in percent.
type figures struct{ r1, r10, r100, mrr float64 }

func (f figures) String() string {
	return fmt.Sprintf("R@1 %.1f  R@10 %.1f  R@100 %.1f  MRR@10 %.1f", f.r1, f.r10, f.r100, f.mrr)
}

// evaluate asks every question that pick accepts.
func evaluate(tb testing.TB, ix *Index, qs []question, pick func(i int) bool) figures {
	var f figures
	n := 0
	names := map[string]string{}
	name := func(s string) string {
		if names[s] == "" {
			names[s] = lawName(s)
		}
		return names[s]
	}
	for i, q := range qs {
		if !pick(i) {
			continue
		}
		n++
		parsed, err := ix.Parse(q.Q)
		if err != nil {
			tb.Fatalf("%s: %v", q.Q, err)
		}
		hits, _, err := ix.Search(context.Background(), parsed, 100)
		if err != nil {
			tb.Fatal(err)
		}
		var r1, r10, r100 float64
		first := 10
		for _, g := range q.Gold {
			want := append([]gold{{Law: g.Law, Article: g.Article}}, g.Also...)
			rank := slices.IndexFunc(hits, func(h Hit) bool {
				label := strings.ReplaceAll(h.Clause.Label, " ", "")
				return slices.ContainsFunc(want, func(w gold) bool {
					return w.Article == label && sameLaw(name(h.Clause.Document.Title), name(g.Law))
				})
			})
			if rank < 0 {
				continue
			}
			r100++
			if rank < 10 {
				r10++
				first = min(first, rank)
			}
			if rank < 1 {
				r1++
			}
		}
		k := float64(len(q.Gold))
		f.r1, f.r10, f.r100 = f.r1+r1/k, f.r10+r10/k, f.r100+r100/k
		if first < 10 {
			f.mrr += 1 / float64(first+1)
		}
	}
	c := 100 / float64(n)
	return figures{f.r1 * c, f.r10 * c, f.r100 * c, f.mrr * c}
}

// TestQuestions prints the figures of real questions on the statutes: of all,
// of the half on which numbers were chosen, and of the half held out.
func TestQuestions(t *testing.T) {
	qs := readQuestions(t)
	ix, err := New(readLaws(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for _, half := range []struct {
		name string
		pick func(i int) bool
	}{
		{"all     ", func(int) bool { return true }},
		{"tuned on", func(i int) bool { return i%2 == 0 }},
		{"held out", func(i int) bool { return i%2 == 1 }},
	} {
		f := evaluate(t, ix, qs, half.pick)
		t.Logf("%s  %v", half.name, f)
		if f.r10 < 50 {
			t.Errorf("%s: recall@10 is %.1f, below that of plain BM25 with its neighbours", half.name, f.r10)
		}
	}
}

// BenchmarkSearch measures parsing, searching ten hits and cutting their
// passages, for queries not seen before: on ten statutes, or on those of
// TIAOWEN_LAWS with the questions of TIAOWEN_EVAL.
func BenchmarkSearch(b *testing.B) {
	var ix *Index
	var texts []string
	if os.Getenv("TIAOWEN_LAWS") != "" && os.Getenv("TIAOWEN_EVAL") != "" {
		var err error
		if ix, err = New(readLaws(b), Options{}); err != nil {
			b.Fatal(err)
		}
		defer ix.Close()
		for _, q := range readQuestions(b) {
			texts = append(texts, q.Q)
		}
	} else {
		ix = sample(b)
		for _, c := range ix.clauses {
			texts = append(texts, opening(c)+" ?")
		}
	}
	ix.Warm()
	for i := 0; b.Loop(); i++ {
		if i%len(texts) == 0 {
			ix.recent = newRecent()
		}
		q, err := ix.Parse(texts[i%len(texts)])
		if err != nil {
			continue
		}
		hits, _, err := ix.Search(context.Background(), q, 10)
		if err != nil {
			b.Fatal(err)
		}
		for _, h := range hits {
			ix.Passage(h.Clause, q, 0)
		}
	}
}
