package answer

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tiaowen/api/answer/match"
	"tiaowen/corpus"
	"tiaowen/index"
)

var update = flag.Bool("update", false, "write the golden files again")

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
	askFile(t, "testdata/measures", measuresAsker(), func(r *Result, where, holds, lacks string) []string {
		return judgeAnswer(r, where, holds, lacks)
	}, 143, 12)
}

// askFile asks the questions of a file and compares what becomes of each with a
// golden file, so that a change of deciding is a difference to argue over. At
// least some must pass, and at most some may be wrong though stated.
func askFile(t *testing.T, name string, asker *Asker, judge func(r *Result, where, holds, lacks string) []string, pass, wrong int) {
	file, err := os.ReadFile(name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var golden strings.Builder
	asked, passed, wrongStated := 0, 0, 0
	for line := range strings.Lines(string(file)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		asked++
		fields := append(strings.Split(line, " | "), "", "", "")
		r, err := asker.Ask(context.Background(), fields[0], Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Note == "" {
			t.Errorf("%s: no note says how it was read", fields[0])
		}
		if !r.Answerable() && r.Reason == "" {
			t.Errorf("%s: refused without a reason", fields[0])
		}
		problems := judge(r, strings.TrimSpace(fields[1]), fields[2], fields[3])
		if len(problems) == 0 {
			passed++
		} else if r.Grade == Stated {
			wrongStated++
		}
		grade := "refused"
		if r.Answerable() {
			grade = string(r.Grade)
		}
		fmt.Fprintf(&golden, "%-7s  %s", grade, fields[0])
		if len(problems) > 0 {
			fmt.Fprintf(&golden, "  ✗ %s", strings.Join(problems, "; "))
		}
		golden.WriteByte('\n')
	}
	if passed < pass || wrongStated > wrong {
		t.Errorf("%d of %d pass, want %d; %d wrong though stated, at most %d", passed, asked, pass, wrongStated, wrong)
	}
	compareGolden(t, name+".golden", golden.String())
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, now := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range max(len(before), len(now)) {
		a, b := "", ""
		if i < len(before) {
			a = before[i]
		}
		if i < len(now) {
			b = now[i]
		}
		if a != b {
			t.Errorf("%s: what becomes of a question has changed; make golden, then read the diff:\n- %s\n+ %s", name, a, b)
		}
	}
}

// judgeAnswer says what is wrong with an answer.
func judgeAnswer(r *Result, clauses, holds, lacks string) (problems []string) {
	if clauses == "-" {
		if r.Answerable() {
			return []string{fmt.Sprintf("answered with clause %d", r.Answers[0].Clause.Number)}
		}
		return nil
	}
	if !r.Answerable() {
		return []string{"has an answer"}
	}
	var got []string
	for _, a := range r.Answers {
		if n := strconv.Itoa(a.Clause.Number); a.Heading == nil && !slices.Contains(got, n) {
			got = append(got, n)
		}
	}
	if want := strings.Fields(clauses); clauses != "*" {
		if !slices.Contains(want, got[0]) {
			problems = append(problems, fmt.Sprintf("first clause %s, want one of %s", got[0], clauses))
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				problems = append(problems, "no answer from clause "+w)
			}
		}
	}
	for w := range strings.SplitSeq(holds, ";") {
		if w = match.Bare(strings.TrimSpace(w)); !strings.Contains(match.Bare(text(r)), w) {
			problems = append(problems, "lacks "+w)
		}
	}
	for w := range strings.SplitSeq(lacks, ";") {
		if w = match.Bare(strings.TrimSpace(w)); w != "" && strings.Contains(match.Bare(text(r)), w) {
			problems = append(problems, "holds "+w)
		}
	}
	return problems
}

func text(r *Result) string {
	var parts []string
	for _, a := range r.Answers {
		parts = append(parts, a.Clause.Document.Text(a.Span))
	}
	return strings.Join(parts, "\n")
}
