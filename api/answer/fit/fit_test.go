package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tiaowen/api/answer"
	"tiaowen/api/answer/odds"
	"tiaowen/corpus"
)

// of makes a sample of candidates with two pieces of evidence each.
func of(right int, cands ...[2]float64) sample {
	s := sample{weight: 1, has: right >= 0, right: make([]bool, len(cands)), texts: make([]string, len(cands))}
	for i, c := range cands {
		var v vector
		v[0], v[1] = c[0], c[1]
		s.cands = append(s.cands, v)
		s.right[i] = i == right
	}
	return s
}

// logLikelihood is that of a sample: one of the right sentences is chosen, or a refusal
// where none is right.
func (s *sample) logLikelihood(w *vector) float64 {
	all, right := 1.0, 0.0
	for i := range s.cands {
		e := math.Exp(dot(w, &s.cands[i]))
		all += e
		if s.right[i] {
			right += e
		}
	}
	if !slices.Contains(s.right, true) {
		right = 1
	}
	return s.weight * math.Log(right/all)
}

// The gradient is what the log-likelihood gains by a small step.
func TestGradient(t *testing.T) {
	two := of(0, [2]float64{1, 0.2}, [2]float64{0.4, 0.9}, [2]float64{0, 0.5})
	two.right[2] = true
	half := of(-1, [2]float64{0.3, 0.3})
	half.weight = 0.5
	for name, s := range map[string]sample{
		"one right": of(1, [2]float64{1, 0.2}, [2]float64{0.4, 0.9}), "two right": two, "refused": of(-1, [2]float64{1, 0.2}), "counts half": half, "no sentence": of(-1),
	} {
		var w, g vector
		w[0], w[1] = 0.7, -0.4
		s.gradient(&w, &g)
		for k := range 2 {
			const step = 1e-6
			up, down := w, w
			up[k] += step
			down[k] -= step
			want := (s.logLikelihood(&up) - s.logLikelihood(&down)) / (2 * step)
			if math.Abs(g[k]-want) > 1e-6 {
				t.Errorf("%s, weight %d: %v, want %v", name, k, g[k], want)
			}
		}
	}
}

// Weights are fitted that choose the right sentences and refuse where there is none; a
// strong prior draws them to 0.
func TestFit(t *testing.T) {
	var samples []sample
	for i := range 20 {
		x := 0.1 * float64(i%5)
		samples = append(samples, of(0, [2]float64{1, x}, [2]float64{0.2, 1 - x}), of(-1, [2]float64{-0.5, x}))
	}
	w := fit(samples, 0.01)
	if w[0] <= 0 {
		t.Errorf("the evidence of right sentences weighs %v", w[0])
	}
	for i := range samples {
		p, right := samples[i].answer(&w)
		if samples[i].has && (!right || p < 0.5) || !samples[i].has && p >= 0.5 {
			t.Errorf("sample %d: probability %.2f, right %v", i, p, right)
		}
	}
	if strong := fit(samples, 100); math.Abs(strong[0]) >= w[0]/2 {
		t.Errorf("a strong prior leaves %v of %v", strong[0], w[0])
	}
	if none := (&sample{}); func() bool { p, right := none.answer(&w); return p != 0 || right }() {
		t.Error("a question without sentences is answered")
	}
}

// A report counts what is shown from each probability on, and what of that is wrong.
func TestReport(t *testing.T) {
	var w vector
	w[0] = math.Log(3) // a sentence with this evidence has the probability 0.75
	right, wrong, refused := of(0, [2]float64{1, 0}), of(1, [2]float64{1, 0}, [2]float64{0, 0}), of(-1, [2]float64{-1, 0})
	for i, s := range []*sample{&right, &wrong, &refused} {
		s.set = []string{"a", "a", "b"}[i]
	}
	var r report
	r.add([]sample{right, wrong, refused}, &w, false)
	a, b := r.sets["a"], r.sets["b"]
	if !slices.Equal(r.order, []string{"a", "b"}) || a.n != 2 || a.has != 2 || a.found != 2 || a.first != 1 || b.n != 1 || b.has != 0 {
		t.Errorf("counted %+v and %+v in %v", a, b, r.order)
	}
	for i, level := range levels {
		shown, bad := 0, 0
		if level <= 0.75 {
			shown, bad = 2, 1
		}
		if a.shown[i] != shown || a.wrong[i] != bad {
			t.Errorf("from %v on: %d shown and %d wrong, want %d and %d", level, a.shown[i], a.wrong[i], shown, bad)
		}
	}
}

// Each column has the samples that it can be fitted on, and no evidence that it lacks.
func TestColumns(t *testing.T) {
	measured, unmeasured, foreign := of(0, [2]float64{1, 1}), of(0, [2]float64{1, 1}), of(0, [2]float64{1, 1})
	measured.near, foreign.near, foreign.foreign = true, true, true
	measured.cands[0][odds.OfMeaning[0]] = 0.8
	all := []sample{measured, unmeasured, foreign}
	for column, want := range map[int]int{odds.Words: 2, odds.Meaning: 1, odds.Foreign: 1} {
		if got := columnOf(all, column); len(got) != want {
			t.Errorf("column %d: %d samples, want %d", column, len(got), want)
		}
	}
	if byWords := columnOf(all, odds.Words)[0].cands[0][odds.OfMeaning[0]]; byWords != 0 {
		t.Errorf("words alone know a nearness of %v", byWords)
	}
	if measured.cands[0][odds.OfMeaning[0]] != 0.8 {
		t.Error("the column of words took the nearness from the sample itself")
	}
}

// A sentence answers where it is of the document and the clause, and has one of the words.
func TestAnsweredBy(t *testing.T) {
	d, err := corpus.Parse("a.txt", []byte("渡口管理规定\n第一条　渡口由“镇政府”管理，\n夜间停渡。\n第二条　渡船应当检验。\n"))
	if err != nil {
		t.Fatal(err)
	}
	judged := func(n int) answer.Judged {
		c := d.Clauses[n-1]
		return answer.Judged{Clause: c, Sentence: c.Body}
	}
	for _, c := range []struct {
		name string
		k    known
		n    int
		want bool
	}{
		{"any sentence", known{}, 1, true},
		{"of the clause", known{Clauses: []int{1, 3}}, 1, true},
		{"of another clause", known{Clauses: []int{3}}, 1, false},
		{"part of the title", known{Document: []string{"渡口"}}, 1, true},
		{"another document", known{Document: []string{"桥梁"}}, 1, false},
		{"quotes do not count", known{MustContain: []string{"由镇政府管理"}}, 1, true},
		{"over a line", known{MustAny: []string{"管理，夜间停渡"}}, 1, true},
		{"one of several", known{MustContain: []string{"每年一次"}, MustAny: []string{"检验"}}, 2, true},
		{"none of them", known{MustAny: []string{"检验"}}, 1, false},
		{"by its id", known{Clause: judged(2).Clause.ID(), Clauses: []int{9}}, 2, true},
		{"by the id of another", known{Clause: judged(1).Clause.ID()}, 2, false},
		{"more than the sentence has", known{MustAny: []string{"第二条渡船应当检验。未经检验的不得载客"}}, 2, true},
	} {
		if got := c.k.answeredBy(judged(c.n)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// Questions are read from lines of JSON and from tables, and grouped by what answers them.
func TestRead(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	lines := write("a.jsonl", `{"q":"甲","corpus":"x","answerable":true,"document":["渡口"],"clauses":[1]}`+"\n\n"+
		`{"q":"乙","corpus":"y","answerable":true,"document":["桥梁"]}`+"\n"+`{"q":"丙","corpus":"x"}`+"\n"+`{"q":"丁","answerable":true,"document":["渡口"]}`+"\n")
	all, err := read(lines, "")
	if err != nil || len(all) != 4 {
		t.Fatalf("%d questions, %v", len(all), err)
	}
	if some, err := read(lines, "x"); err != nil || len(some) != 2 || some[1].Q != "丙" {
		t.Errorf("of one corpus: %+v, %v", some, err)
	}
	if one, err := read(write("d.jsonl", `{"clause":"dukou/2","q":"几年验一次船"}`+"\n"), ""); err != nil || len(one) != 1 || !one[0].Answerable || one[0].Clause != "dukou/2" {
		t.Errorf("of a clause: %+v, %v", one, err)
	}
	groups := byDocuments(all)
	if len(groups) != 2 || len(groups[0]) != 2 || groups[0][1].Q != "丁" || groups[1][0].Q != "乙" {
		t.Errorf("groups %+v", groups)
	}
	table, err := read(write("b.txt", "# a comment\n\n谁管渡口 | 渡口规定 1 2 | 镇政府;村委会 | 县政府\n谁管桥梁 | -\n随便问问 | * | 规定\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(table) != 3 || !slices.Equal(table[0].Clauses, []int{1, 2}) || !slices.Equal(table[0].MustAny, []string{"镇政府", "村委会"}) ||
		table[1].Answerable || !table[2].Answerable || table[2].Clauses != nil {
		t.Errorf("a table reads %+v", table)
	}
	if _, err := read(write("c.jsonl", "{\"q\":1}\n"), ""); err == nil || !strings.Contains(err.Error(), "c.jsonl") {
		t.Errorf("a question that is a number: %v", err)
	}
	if _, err := read(filepath.Join(dir, "none.jsonl"), ""); err == nil {
		t.Error("a file that does not exist is read")
	}
}

// TestWriteSentences: what may answer is written as the encoder reads it, the right sentences among it.
func TestWriteSentences(t *testing.T) {
	known := []known{{Q: "买官卖官怎么处理", Answerable: true, Clauses: []int{20}}, {Q: "What does the text forbid officials?"}}
	ix, _, err := open(t.Context(), "measures")
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	all, err := ask(t.Context(), ix, known, "measures")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sentences.jsonl")
	if err := writeSentences(path, all); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got asked
	if err := json.Unmarshal(b, &got); err != nil { // a single line: the English question is left out
		t.Fatalf("%v in %s", err, b)
	}
	if len(got.Rows) < 8 || len(got.Sentences) == 0 || len(got.Sentences[0].Rows) < 8 {
		t.Errorf("read as %+v", got)
	}
	if !slices.ContainsFunc(got.Sentences, func(s sentence) bool { return s.Right }) {
		t.Error("no sentence answers")
	}
	if err := writeSentences(t.TempDir(), all); err == nil {
		t.Error("sentences are written to a directory")
	}
}

// The same question is in the same fold, with and without its document.
func TestGroup(t *testing.T) {
	seen := make(map[int]string)
	for _, q := range []string{"谁负责", "谁管理", "多久", "罚多少"} {
		n := group(q)
		if seen[n] != "" || n < 0 || n >= 1<<16 {
			t.Errorf("%s is in group %d, that of %q", q, n, seen[n])
		}
		seen[n] = q
	}
	if seen[group("谁管理")] != "谁管理" {
		t.Error("the same question is in another group")
	}
}

// What a fit writes is what the program reads.
func TestWeightsComeBack(t *testing.T) {
	w := &odds.Weights{Stated: 0.7, Likely: 0.3, Subject: 0.5, Quoted: 0.9}
	for column := range w.Of {
		for i := range w.Of[column] {
			w.Of[column][i] = float64(column*10+i) / 4
		}
	}
	path := filepath.Join(t.TempDir(), "weights.txt")
	if err := os.WriteFile(path, []byte(head+w.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := readWeights(path)
	if err != nil {
		t.Fatal(err)
	}
	if *again != *w {
		t.Errorf("read %+v, written %+v", again, w)
	}
}
