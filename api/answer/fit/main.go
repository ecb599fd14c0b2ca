// Fit fits the weights by which answers are decided (api/answer/odds/weights.txt) on
// questions with known answers.
//
//	go run ./api/answer/fit [-write FILE] [-l2 0.3] DATA=QUESTIONS…
//	go run ./api/answer/fit -sentences FILE DATA=QUESTIONS…
//
// DATA is a data directory, or "measures" for the text that the program carries;
// QUESTIONS is a file with a JSON object a line:
//
//	q             the question
//	answerable    whether the documents answer it
//	document      titles, or parts of titles, of the documents that do; absent where there is one
//	clauses       numbers of the clauses that do; empty where they have none
//	must_contain  words that the answer must quote, all of them
//	must_any      words of which it must quote one
//	clause        instead of all these: the id of the clause that answers, as in index/train/questions
//
// A question whose documents are taken out of the data is one that has no answer:
// with up to twelve documents, each question is asked that way too.
//
// The method is a conditional logit with an outside option: the sentences that may
// answer compete with each other and with a refusal, whose score is 0. It prints
// what five-fold cross-validation gives and the weights fitted on everything.
//
// With -sentences it fits nothing. It writes what index/train/cross.py learns from: the
// questions with the sentences that may answer them.
package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"tiaowen/api/answer/odds"
	"tiaowen/index/meaning"
)

func main() {
	write := flag.String("write", "", "write the weights to this file")
	l2 := flag.Float64("l2", 0.3, "strength of the prior that draws weights to 0")
	try := flag.String("try", "", "print how the weights of this file fare, and fit nothing")
	stated := flag.Float64("stated", 0.7, "probability from which on an answer is shown as stated")
	likely := flag.Float64("likely", 0.3, "probability from which on an answer is shown as likely")
	subject := flag.Float64("subject", 0.5, "share of the subject below which an answer is at most likely")
	quoted := flag.Float64("quoted", 0.9, "share of the odds of a clause that the sentences quoted have together")
	sentences := flag.String("sentences", "", "write the sentences that may answer to this file, and fit nothing")
	verbose := flag.Bool("v", false, "print the questions that fail")
	flag.Parse()
	var all []sample
	for _, arg := range flag.Args() {
		at := strings.LastIndexByte(arg, '=')
		if at < 0 {
			fmt.Fprintln(os.Stderr, "give DATA=QUESTIONS, not", arg)
			os.Exit(2)
		}
		samples, err := load(context.Background(), arg[:at], arg[at+1:])
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Printf("%-60s %d questions decided by evidence\n", arg, len(samples))
		all = append(all, samples...)
	}
	if *sentences != "" {
		if err := writeSentences(*sentences, all); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	out := &odds.Weights{Stated: *stated, Likely: *likely, Subject: *subject, Quoted: *quoted}
	for column, name := range []string{"by words alone", "with meaning", "in another language"} {
		samples := columnOf(all, column)
		if *try != "" {
			w, err := readWeights(*try)
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			var r report
			r.add(samples, (*vector)(&w.Of[column]), *verbose)
			r.print(name + ", as weighted in " + *try)
			continue
		}
		crossValidate(samples, *l2, *verbose, name)
		out.Of[column] = fit(samples, *l2)
	}
	if *write != "" {
		if err := os.WriteFile(*write, []byte(head+out.String()), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func readWeights(path string) (*odds.Weights, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return odds.ReadWeights(string(file))
}

// columnOf gives the samples for a column of the weights: those whose nearness was
// measured, or all of them without it.
func columnOf(all []sample, column int) (out []sample) {
	for _, s := range all {
		if s.foreign != (column == odds.Foreign) {
			continue
		}
		if column == odds.Words {
			s.cands = slices.Clone(s.cands)
			for i := range s.cands {
				for _, row := range odds.OfMeaning {
					s.cands[i][row] = 0
				}
			}
		} else if !s.near {
			continue
		}
		out = append(out, s)
	}
	return out
}

const head = `# What each piece of evidence adds to the logarithm of the odds that a sentence answers a question, against a refusal.
# First by words alone, then with meaning, then for questions in another language. Written by api/answer/fit; package evidence counts the evidence.

`

type vector = [odds.NumEvidence]float64

// sample is a question with the sentences that may answer it.
type sample struct {
	q       string
	set     string
	group   int // of cross-validation; the same question without its document is in the same
	cands   []vector
	right   []bool // of each candidate
	texts   []string
	asked   string // the question as the encoder reads it
	read    []meaning.Passage
	has     bool // the documents answer it
	near    bool // nearness was measured
	foreign bool // asked in another language than the clauses
	weight  float64
}

// fit maximises the likelihood by Adam (Kingma and Ba, 2015).
func fit(samples []sample, l2 float64) vector {
	var w, m, v vector
	const rate, b1, b2 = 0.05, 0.9, 0.999
	for step := 1; step <= 1500; step++ {
		var g vector
		for i := range samples {
			samples[i].gradient(&w, &g)
		}
		for k := range w {
			g[k] -= l2 * w[k]
			m[k] = b1*m[k] + (1-b1)*g[k]
			v[k] = b2*v[k] + (1-b2)*g[k]*g[k]
			w[k] += rate * m[k] / (1 - math.Pow(b1, float64(step))) / (math.Sqrt(v[k]/(1-math.Pow(b2, float64(step)))) + 1e-8)
		}
	}
	return w
}

func dot(a, b *vector) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// gradient adds that of the sample's log-likelihood.
func (s *sample) gradient(w, g *vector) {
	exp := make([]float64, len(s.cands))
	all, right := 1.0, 0.0
	for i := range s.cands {
		exp[i] = math.Exp(min(dot(w, &s.cands[i]), 30))
		all += exp[i]
		if s.right[i] {
			right += exp[i]
		}
	}
	for i := range s.cands {
		p := -exp[i] / all
		if s.right[i] {
			p += exp[i] / right
		}
		p *= s.weight
		for k, x := range s.cands[i] {
			g[k] += p * x
		}
	}
}

// crossValidate prints how questions fare that the weights were not fitted on.
func crossValidate(samples []sample, l2 float64, verbose bool, name string) {
	const folds = 5
	var r report
	perm := rand.New(rand.NewPCG(1, 2)).Perm(1 << 16)
	for fold := range folds {
		var train, test []sample
		for _, s := range samples {
			if perm[s.group]%folds == fold {
				test = append(test, s)
			} else {
				train = append(train, s)
			}
		}
		w := fit(train, l2)
		r.add(test, &w, verbose)
	}
	r.print(name + ", cross-validated")
}

// report counts how questions fare, by the file they come from.
type report struct {
	sets  map[string]*tally
	order []string
}

// tally counts questions: all, those that have an answer, those of whose sentences
// one is right, those whose likeliest
// sentence is right, and what becomes of them at the probabilities of levels.
type tally struct {
	n, has, found, first int
	shown, wrong         [len(levels)]int // shown from a level on, and those of them that are wrong
}

// levels are probabilities from which on an answer may be shown.
var levels = [...]float64{0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}

func (r *report) add(samples []sample, w *vector, verbose bool) {
	if r.sets == nil {
		r.sets = make(map[string]*tally)
	}
	for _, s := range samples {
		t := r.sets[s.set]
		if t == nil {
			t = new(tally)
			r.sets[s.set] = t
			r.order = append(r.order, s.set)
		}
		p, right := s.answer(w)
		t.add(&s, p, right)
		if verbose && (right != s.has || right != (p >= 0.5)) {
			fmt.Printf("p=%.2f right=%v has=%v %s\n", p, right, s.has, s.q)
			s.compare(w)
		}
	}
}

// add counts a question whose likeliest sentence has the probability p and is right or not.
func (t *tally) add(s *sample, p float64, right bool) {
	count := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	t.n++
	count(&t.has, s.has)
	count(&t.found, slices.Contains(s.right, true))
	count(&t.first, right)
	for i, level := range levels {
		count(&t.shown[i], p >= level)
		count(&t.wrong[i], p >= level && !right)
	}
}

// compare prints the likeliest sentence beside the likeliest right one.
func (s *sample) compare(w *vector) {
	best, right := -1, -1
	for i := range s.cands {
		score := dot(w, &s.cands[i])
		if best < 0 || score > dot(w, &s.cands[best]) {
			best = i
		}
		if s.right[i] && (right < 0 || score > dot(w, &s.cands[right])) {
			right = i
		}
	}
	for _, i := range []int{best, right} {
		if i >= 0 {
			fmt.Printf("    %+.2f %s\n", dot(w, &s.cands[i]), s.texts[i])
		}
	}
}

func (r *report) print(title string) {
	fmt.Printf("%s\n%5s %5s %5s %5s  shown/wrong from %v on\n", title, "n", "has", "found", "first", levels)
	for _, set := range r.order {
		t := r.sets[set]
		fmt.Printf("%5d %5d %5d %5d ", t.n, t.has, t.found, t.first)
		for i := range levels {
			fmt.Printf(" %4d/%-3d", t.shown[i], t.wrong[i])
		}
		fmt.Printf("  %s\n", set)
	}
}

// answer gives the probability of the likeliest clause and whether it is right.
func (s *sample) answer(w *vector) (p float64, right bool) {
	best, at := math.Inf(-1), -1
	for i := range s.cands {
		if score := dot(w, &s.cands[i]); score > best {
			best, at = score, i
		}
	}
	if at < 0 {
		return 0, false
	}
	return 1 / (1 + math.Exp(-best)), s.right[at]
}
