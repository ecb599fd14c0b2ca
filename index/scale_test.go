package index

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"tiaowen/corpus"
	"tiaowen/index/gram"
)

// copies gives documents n times over, each time with other titles and, for one
// character in eight, another one: as many more words, and the same lengths.
func copies(tb testing.TB, docs []*corpus.Document, n int) (out []*corpus.Document) {
	out = slices.Clone(docs)
	for k := 1; k < n; k++ {
		for _, d := range docs {
			source := []rune(d.Source)
			for i, r := range source {
				if gram.IsHan(r) && r%8 == rune(k%8) && !slices.Contains([]rune("第条章节编款项一二三四五六七八九十百千零"), r) {
					source[i] = 0x4E00 + (r-0x4E00+rune(37*k))%0x5000
				}
			}
			c, err := corpus.Parse(d.ID+".md", []byte(string(source)))
			if err != nil {
				continue // a title that is none any more
			}
			c.ID = fmt.Sprintf("%s-copy%d", d.ID, k)
			out = append(out, c)
		}
	}
	return out
}

// BenchmarkLarger searches 1, 2 and 4 times the statutes of testdata, or of
// TIAOWEN_LAWS (TIAOWEN_TIMES names other numbers, 16 say), for queries not seen
// before, and tells the median: it must not jump where the cache is full.
func BenchmarkLarger(b *testing.B) {
	var docs []*corpus.Document
	if os.Getenv("TIAOWEN_LAWS") != "" {
		docs = readLaws(b)
	} else {
		docs = sample(b).Documents()
	}
	times := []int{1, 2, 4}
	if n, err := strconv.Atoi(os.Getenv("TIAOWEN_TIMES")); err == nil {
		times = append(times, n)
	}
	for _, n := range times {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			ix, err := New(copies(b, docs, n), Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer ix.Close()
			ix.Warm()
			var texts []string
			for i := 0; i < len(ix.clauses); i += max(1, len(ix.clauses)/2000) {
				texts = append(texts, opening(ix.clauses[i])+" ?")
			}
			search := func(text string) {
				if q, err := ix.ParseTyped(text); err == nil {
					if _, _, err := ix.Search(context.Background(), q, 10); err != nil {
						b.Fatal(err)
					}
				}
			}
			for _, t := range texts { // what is decoded once
				search(t)
			}
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				if i%len(texts) == 0 {
					ix.recent = newRecent()
				}
				start := time.Now()
				search(texts[i%len(texts)])
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs/p50")
			b.ReportMetric(float64(len(ix.clauses)), "clauses")
			b.ReportMetric(float64(ix.local.CacheSize())/float64(len(ix.clauses)), "cacheB/clause")
		})
	}
}
