package index

import (
	"context"
	"strings"
	"testing"

	"tiaowen/corpus"
)

func measures(tb testing.TB) *Index {
	ix, err := New([]*corpus.Document{corpus.Measures()}, Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { ix.Close() })
	return ix
}

func search(tb testing.TB, ix *Index, text string, n int) []Hit {
	q, err := ix.Parse(text)
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	hits, _, err := ix.Search(context.Background(), q, n)
	if err != nil {
		tb.Fatal(err)
	}
	return hits
}

func TestSearch(t *testing.T) {
	ix := measures(t)
	for _, test := range []struct {
		query string
		want  int
	}{
		{"跑官要官 买官卖官", 20},
		{"四种形态", 30},
		{"党组织建设 软弱涣散", 23},
		{"兩面人", 4},
	} {
		hits := search(t, ix, test.query, 3)
		if len(hits) == 0 || hits[0].Clause.Number != test.want {
			t.Errorf("%s: clause %d is not first: %v", test.query, test.want, numbers(hits))
		}
	}
}

func numbers(hits []Hit) []int {
	var n []int
	for _, h := range hits {
		n = append(n, h.Clause.Number)
	}
	return n
}

func TestPassage(t *testing.T) {
	ix := measures(t)
	for _, text := range []string{"跑官要官", "党组织建设", "全面从严治党责任", "第"} {
		q, err := ix.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range search(t, ix, text, 50) {
			for _, max := range []int{1, 20, 160, 10000} {
				var joined strings.Builder
				end := -1
				for _, p := range ix.Passage(h.Clause, q, max) {
					if end >= 0 && p.Start != end {
						t.Fatalf("%s in %s: a part begins at %d, the one before ends at %d", text, h.Clause.ID(), p.Start, end)
					}
					end = p.End
					joined.WriteString(h.Clause.Document.Text(p.Span))
				}
				if joined.Len() == 0 || !strings.Contains(h.Clause.Text(), joined.String()) {
					t.Errorf("%s in %s: %q is no passage of it", text, h.Clause.ID(), joined.String())
				}
			}
		}
	}
}

func BenchmarkNewMeasures(b *testing.B) {
	docs := []*corpus.Document{corpus.Measures()}
	for b.Loop() {
		ix, err := New(docs, Options{})
		if err != nil {
			b.Fatal(err)
		}
		ix.Close()
	}
}
