package index

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/sampletest"
)

var update = flag.Bool("update", false, "write the golden files again")

// TestGoldenRanking holds the ranking to testdata/ranking/*.golden: each query
// with what was read in it, the rank of the clause that is wanted, and the
// first hits; recall and mean reciprocal rank at the head. A change of ranking
// is a change of these files: look at the worse queries too.
func TestGoldenRanking(t *testing.T) {
	sets, err := filepath.Glob("testdata/ranking/*.queries")
	if err != nil || len(sets) == 0 {
		t.Fatalf("no queries in testdata/ranking: %v", err)
	}
	for _, set := range sets {
		name := strings.TrimSuffix(filepath.Base(set), ".queries")
		t.Run(name, func(t *testing.T) {
			ix := measures(t)
			if name == "statutes" {
				ix = sample(t)
			}
			got := rankings(t, ix, set)
			golden := strings.TrimSuffix(set, ".queries") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s: the ranking has changed; make golden, then read the diff:\n%s", golden, difference(string(want), got))
			}
		})
	}
}

// sample is an index of the statutes in testdata/laws.
func sample(tb testing.TB) *Index {
	tb.Helper()
	ix, err := New(sampletest.Laws(tb), Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { ix.Close() })
	return ix
}

// rankings asks the queries of a file and writes what came.
func rankings(t *testing.T, ix *Index, file string) string {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	queries, at1, at5, reciprocal := 0, 0, 0, 0.0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		text, wanted, ok := strings.Cut(line, "|")
		if !ok {
			t.Fatalf("%s: no bar in %q", file, line)
		}
		text, wanted = strings.TrimSpace(text), strings.TrimSpace(wanted)
		q, err := ix.Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		hits, total, err := ix.Search(context.Background(), q, 100)
		if err != nil {
			t.Fatal(err)
		}
		rank := 0
		for i, h := range hits {
			if isWanted(h.Clause, wanted) {
				rank = i + 1
				break
			}
		}
		if wanted != "" {
			queries++
			if rank == 1 {
				at1++
			}
			if rank > 0 && rank <= 5 {
				at5++
			}
			if rank > 0 {
				reciprocal += 1 / float64(rank)
			}
		}
		fmt.Fprintf(&b, "\n%s\n", text)
		for _, r := range q.References {
			fmt.Fprintf(&b, "  named   %s\n", r.Label())
		}
		for _, l := range q.Laws {
			fmt.Fprintf(&b, "  law     %s\n", q.Folded[l.Start:l.End])
		}
		for _, p := range q.Phrases {
			fmt.Fprintf(&b, "  exactly %s\n", p)
		}
		if q.DidYouMean != "" {
			fmt.Fprintf(&b, "  meant   %s\n", q.DidYouMean)
		}
		for _, e := range q.Expansions {
			fmt.Fprintf(&b, "  added   %s\n", e)
		}
		fmt.Fprintf(&b, "  wanted  %s: rank %d of %d\n", wanted, rank, total)
		for i, h := range hits[:min(3, len(hits))] {
			fmt.Fprintf(&b, "  %d  %.1f  %s %s\n", i+1, h.Score, h.Clause.ID(), opening(h.Clause))
		}
	}
	n := float64(queries)
	return fmt.Sprintf("%d queries: recall@1 %.1f  recall@5 %.1f  MRR %.3f\n", queries, 100*float64(at1)/n, 100*float64(at5)/n, reciprocal/n) + b.String()
}

// isWanted reports whether a clause is one of those wanted: "23 22", or, with a
// piece of the title, "劳动合同法 82 10".
func isWanted(c *corpus.Clause, wanted string) bool {
	fields := strings.Fields(wanted)
	if len(fields) > 0 {
		if _, err := strconv.Atoi(fields[0]); err != nil {
			if !strings.Contains(c.Document.Title, fields[0]) {
				return false
			}
			fields = fields[1:]
		}
	}
	return c.Kind == corpus.Article && slices.Contains(fields, strconv.Itoa(c.Number))
}

// opening is the title of a clause, or its first words.
func opening(c *corpus.Clause) string {
	if c.Title != "" {
		return c.Title
	}
	text := []rune(strings.Join(strings.Fields(c.Text()), ""))
	return string(text[:min(24, len(text))])
}

// difference gives the lines that only one of two texts has.
func difference(want, got string) string {
	var b strings.Builder
	only := func(mark, of, other string) {
		have := make(map[string]bool)
		for line := range strings.Lines(other) {
			have[line] = true
		}
		for line := range strings.Lines(of) {
			if !have[line] && b.Len() < 4000 {
				b.WriteString(mark + line)
			}
		}
	}
	only("- ", want, got)
	only("+ ", got, want)
	return b.String()
}
