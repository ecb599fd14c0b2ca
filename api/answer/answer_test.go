package answer

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
)

var measuresAsker = sync.OnceValue(func() *Asker {
	ix, err := index.New([]*corpus.Document{corpus.Measures()}, index.Options{})
	if err != nil {
		panic(err)
	}
	return New(ix)
})

// TestMeasuresQuestions asks the questions of testdata/measures.txt, which
// describes its own format.
func TestMeasuresQuestions(t *testing.T) {
	askFile(t, "testdata/measures.txt", measuresAsker(), 50, check)
}

// askFile asks the questions of a file, at least some number of them, and has
// the answers judged by what else stands in their lines.
func askFile(t *testing.T, name string, asker *Asker, least int, judge func(t *testing.T, r *Result, where, holds, lacks string)) {
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for n, line := range strings.Split(string(file), "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		asked++
		fields := append(strings.Split(line, " | "), "", "", "")
		t.Run(strconv.Itoa(n+1)+" "+fields[0], func(t *testing.T) {
			r, err := asker.Ask(context.Background(), fields[0], Options{})
			if err != nil {
				t.Fatal(err)
			}
			judge(t, r, strings.TrimSpace(fields[1]), fields[2], fields[3])
		})
	}
	if asked < least {
		t.Fatalf("only %d questions in the file", asked)
	}
}

func check(t *testing.T, r *Result, clauses, holds, lacks string) {
	t.Helper()
	if clauses == "-" {
		if r.Answerable() {
			t.Fatalf("answered with clause %d: %s", r.Answers[0].Clause.Number, text(r))
		}
		if r.Reason == "" {
			t.Error("refused without a reason")
		}
		return
	}
	if !r.Answerable() {
		t.Fatalf("refused: %s (%s)", r.Reason, r.Note)
	}
	var got []string
	for _, a := range r.Answers {
		if n := strconv.Itoa(a.Clause.Number); a.Heading == nil && !slices.Contains(got, n) {
			got = append(got, n)
		}
	}
	if want := strings.Fields(clauses); clauses != "*" {
		if !slices.Contains(want, got[0]) {
			t.Errorf("the first answer is clause %s, want one of %s", got[0], clauses)
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("no answer from clause %s; got %v", w, got)
			}
		}
	}
	for w := range strings.SplitSeq(holds, ";") {
		if w = bare(strings.TrimSpace(w)); !strings.Contains(bare(text(r)), w) {
			t.Errorf("the answer lacks %q: %s", w, text(r))
		}
	}
	for w := range strings.SplitSeq(lacks, ";") {
		if w = bare(strings.TrimSpace(w)); w != "" && strings.Contains(bare(text(r)), w) {
			t.Errorf("the answer holds %q, which was not asked for: %s", w, text(r))
		}
	}
	if r.Note == "" {
		t.Error("no note says how the question was read")
	}
}

func text(r *Result) string {
	var parts []string
	for _, a := range r.Answers {
		parts = append(parts, a.Clause.Document.Text(a.Span))
	}
	return strings.Join(parts, "\n")
}
