// Package eval measures how well documents are searched and how well questions are
// answered: with a file of questions whose answers are known, or with questions
// made from a document itself.
package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tiaowen/api"
)

// Question is a line of a question file. Three kinds of lines are told apart by
// what they hold: Gold is a question for [api.Service.Search], Article one for
// the words of an article, everything else one for [api.Service.Ask].
type Question struct {
	ID   string `json:"id"`
	Q    string `json:"q"`
	Kind string `json:"kind"`

	Clauses        []int    `json:"clauses"`          // right clause numbers
	Match          string   `json:"match"`            // all: every one must be among the answers; any: one is enough
	MustContain    []string `json:"must_contain"`     // words that the answers, joined, hold
	MustNotContain []string `json:"must_not_contain"` // words that they do not
	Answerable     *bool    `json:"answerable"`

	Law     string `json:"law"`
	Article string `json:"article"`
	Text    string `json:"text"` // of the article

	Gold []Gold `json:"gold"`
}

// Gold is an article that answers a question; Also are other articles that do in its place.
type Gold struct {
	Law     string `json:"law"`
	Article string `json:"article"`
	Also    []Gold `json:"also"`
}

// ReadQuestions reads one JSON object a line. An error names the line.
func ReadQuestions(r io.Reader) ([]Question, error) {
	var out []Question
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var q Question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if q.Q == "" {
			return nil, fmt.Errorf("line %d: no question: the field q is empty", n)
		}
		if q.Gold == nil && q.Article == "" && q.Answerable == nil {
			return nil, fmt.Errorf("line %d: the fields answerable, article and gold are missing; one of them says what is right", n)
		}
		out = append(out, q)
	}
	return out, lines.Err()
}

// Report is what an evaluation found.
type Report struct {
	Ask      AskFigures
	Lookup   Ratio
	Search   SearchFigures
	Failures []Failure
	Took     []time.Duration // a question, ascending
}

// Ratio counts what passed.
type Ratio struct{ Right, Of int }

func (r *Ratio) add(right bool) {
	r.Of++
	if right {
		r.Right++
	}
}

// Percent is the share of what passed, 0 for none.
func (r Ratio) Percent() float64 { return 100 * float64(r.Right) / float64(max(1, r.Of)) }

// AskFigures are the figures of questions with known answers.
type AskFigures struct {
	All, First       Ratio
	ByKind           map[string]*Ratio
	Returned, Extra  int   // clauses returned for questions with match all, and those of them not asked for
	Refusal          Ratio // of the unanswerable questions, those refused
	FalselyRefused   Ratio // of the answerable questions, those refused
	RefusalPrecision Ratio // of the refusals, those that were right
}

// SearchFigures are the figures of questions with gold articles, in percent.
type SearchFigures struct {
	Questions int
	Recall    map[int]float64 // at 1, 5, 10, 20, 100: the mean share of gold articles among the first hits
	MRR       float64         // mean reciprocal rank of the first gold article among the first ten
	AskFirst  Ratio           // asked instead: the first answer's clause is a gold article
}

// Failure is a question that did not pass.
type Failure struct {
	Question Question
	Wrong    []string
}

var cutoffs = []int{1, 5, 10, 20, 100}

// Run puts all questions to a service, within a document or within all ("").
func Run(ctx context.Context, svc *api.Service, document string, questions []Question) (*Report, error) {
	r := &Report{Ask: AskFigures{ByKind: make(map[string]*Ratio)}, Search: SearchFigures{Recall: make(map[int]float64)}}
	for _, q := range questions {
		began := time.Now()
		var wrong []string
		var err error
		switch {
		case q.Gold != nil:
			err = r.search(ctx, svc, q)
		case q.Article != "":
			wrong, err = r.lookup(ctx, svc, q)
		default:
			wrong, err = r.ask(ctx, svc, document, q)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", q.Q, err)
		}
		r.Took = append(r.Took, time.Since(began))
		if len(wrong) > 0 {
			r.Failures = append(r.Failures, Failure{q, wrong})
		}
	}
	slices.Sort(r.Took)
	if n := float64(r.Search.Questions); n > 0 {
		r.Search.MRR *= 100 / n
		for k := range r.Search.Recall {
			r.Search.Recall[k] *= 100 / n
		}
	}
	return r, nil
}

func (r *Report) ask(ctx context.Context, svc *api.Service, document string, q Question) ([]string, error) {
	a, err := svc.Ask(ctx, api.AskParams{Question: q.Q, Document: document})
	if err != nil {
		return nil, err
	}
	wrong := judge(q, a)
	f := &r.Ask
	f.All.add(len(wrong) == 0)
	if f.ByKind[q.Kind] == nil {
		f.ByKind[q.Kind] = new(Ratio)
	}
	f.ByKind[q.Kind].add(len(wrong) == 0)
	if !a.Answerable {
		f.RefusalPrecision.add(!*q.Answerable)
	}
	if !*q.Answerable {
		f.Refusal.add(!a.Answerable)
		return wrong, nil
	}
	f.FalselyRefused.add(!a.Answerable)
	if len(q.Clauses) == 0 {
		return wrong, nil
	}
	got := numbers(a)
	f.First.add(len(got) > 0 && slices.Contains(q.Clauses, got[0]))
	if q.Match == "all" {
		seen := make(map[int]bool)
		for _, n := range got {
			if !seen[n] {
				seen[n] = true
				f.Returned++
				if !slices.Contains(q.Clauses, n) {
					f.Extra++
				}
			}
		}
	}
	return wrong, nil
}

// numbers gives the clause number of each answer, 0 for a passage.
func numbers(a *api.Answer) []int {
	out := make([]int, len(a.Answers))
	for i, s := range a.Answers {
		if s.Clause.Number != nil {
			out[i] = *s.Clause.Number
		}
	}
	return out
}

// judge says what is wrong with an answer; nothing when it passes.
func judge(q Question, a *api.Answer) []string {
	if a.Answerable != *q.Answerable {
		return []string{fmt.Sprintf("answerable is %t: %s", a.Answerable, came(a))}
	}
	if !a.Answerable {
		return nil
	}
	var wrong []string
	got := numbers(a)
	if len(q.Clauses) > 0 {
		if len(got) == 0 || !slices.Contains(q.Clauses, got[0]) {
			wrong = append(wrong, fmt.Sprintf("the first answer is from clause %v, want one of %v", got[:min(1, len(got))], q.Clauses))
		}
		if q.Match == "all" {
			for _, n := range q.Clauses {
				if !slices.Contains(got, n) {
					wrong = append(wrong, fmt.Sprintf("clause %d is missing", n))
				}
			}
		}
	}
	var texts []string
	for _, s := range a.Answers {
		texts = append(texts, s.Text)
		if c := []rune(s.Clause.Text); s.Start < 0 || s.End > len(c) || s.Start > s.End || string(c[s.Start:s.End]) != s.Text {
			wrong = append(wrong, fmt.Sprintf("the answer is not the span [%d,%d) of %s", s.Start, s.End, s.Clause.ID))
		}
	}
	text := Fold(strings.Join(texts, "\n"))
	for _, w := range q.MustContain {
		if !strings.Contains(text, Fold(w)) {
			wrong = append(wrong, "missing: "+w)
		}
	}
	for _, w := range q.MustNotContain {
		if strings.Contains(text, Fold(w)) {
			wrong = append(wrong, "must not say: "+w)
		}
	}
	return wrong
}

// lookup passes when the first answer holds nine tenths of the article's parts.
func (r *Report) lookup(ctx context.Context, svc *api.Service, q Question) ([]string, error) {
	a, err := svc.Ask(ctx, api.AskParams{Question: q.Q})
	if err != nil {
		return nil, err
	}
	got := ""
	if len(a.Answers) > 0 {
		got = Fold(a.Answers[0].Text)
	}
	held, parts := 0, 0
	for p := range strings.FieldsFuncSeq(q.Text, func(r rune) bool { return strings.ContainsRune("。；;,，\n", r) }) {
		if len([]rune(p)) <= 4 {
			continue
		}
		parts++
		if strings.Contains(got, Fold(p)) {
			held++
		}
	}
	right := parts > 0 && float64(held) >= 0.9*float64(parts)
	r.Lookup.add(right)
	if right {
		return nil, nil
	}
	if len(a.Answers) == 0 {
		return []string{"refused: " + a.Reason}, nil
	}
	return []string{fmt.Sprintf("%d of %d parts in %s", held, parts, a.Answers[0].Clause.ID)}, nil
}

func (r *Report) search(ctx context.Context, svc *api.Service, q Question) error {
	s, err := svc.Search(ctx, api.SearchParams{Query: q.Q, Limit: 100})
	if err != nil {
		return err
	}
	var ranks []int
	for _, g := range q.Gold {
		rank := -1
		for i, h := range s.Hits {
			if g.is(h.Clause) {
				rank = i
				break
			}
		}
		ranks = append(ranks, rank)
	}
	r.Search.Questions++
	first := -1
	for _, rank := range ranks {
		for _, k := range cutoffs {
			if rank >= 0 && rank < k {
				r.Search.Recall[k] += 1 / float64(len(ranks))
			}
		}
		if rank >= 0 && rank < 10 && (first < 0 || rank < first) {
			first = rank
		}
	}
	if first >= 0 {
		r.Search.MRR += 1 / float64(first+1)
	}
	a, err := svc.Ask(ctx, api.AskParams{Question: q.Q})
	if err != nil {
		return err
	}
	right := false
	if len(a.Answers) > 0 {
		for _, g := range q.Gold {
			right = right || g.is(a.Answers[0].Clause)
		}
	}
	r.Search.AskFirst.add(right)
	return nil
}

// is reports whether a clause is the gold article or one in its place.
func (g Gold) is(c *api.Clause) bool {
	if strings.ReplaceAll(c.Label, " ", "") == g.Article && sameLaw(c.Document.Title, g.Law) {
		return true
	}
	for _, o := range g.Also {
		if o.Law == "" {
			o.Law = g.Law
		}
		if o.is(c) {
			return true
		}
	}
	return false
}

// sameLaw compares names of laws as people write them.
func sameLaw(a, b string) bool {
	a, b = lawName(a), lawName(b)
	return a != "" && b != "" && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

func lawName(s string) string {
	s = strings.ReplaceAll(Fold(s), "中华人民共和国", "")
	s = strings.Trim(s, "《》")
	if i := strings.LastIndex(s, "("); i > 0 && strings.HasSuffix(s, ")") && strings.Count(s[i:], "-") == 2 {
		s = s[:i]
	}
	return s
}

// Fold makes wording comparable: width, blanks and quotes do not count.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("“”\"'‘’〃「」", r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

// Write prints the figures; with failures also each question that did not pass.
func (r *Report) Write(w io.Writer, failures bool) {
	if failures {
		for _, f := range r.Failures {
			fmt.Fprintf(w, "%s [%s] %s\n    %s\n", f.Question.ID, f.Question.Kind, f.Question.Q, strings.Join(f.Wrong, "; "))
		}
	}
	if f := r.Ask; f.All.Of > 0 {
		kinds := make([]string, 0, len(f.ByKind))
		for k := range f.ByKind {
			kinds = append(kinds, k)
		}
		sort.Strings(kinds)
		for _, k := range kinds {
			fmt.Fprintf(w, "%-26s %3d / %3d\n", k, f.ByKind[k].Right, f.ByKind[k].Of)
		}
		fmt.Fprintf(w, "first clause right         %3d / %3d  %.1f%%\n", f.First.Right, f.First.Of, f.First.Percent())
		fmt.Fprintf(w, "clauses not asked for      %3d / %3d returned\n", f.Extra, f.Returned)
		fmt.Fprintf(w, "refusals: precision %.1f%%, recall %.1f%%; answerable questions refused %d / %d\n",
			f.RefusalPrecision.Percent(), f.Refusal.Percent(), f.FalselyRefused.Right, f.FalselyRefused.Of)
		fmt.Fprintf(w, "ask: %d of %d pass (%.1f%%)\n", f.All.Right, f.All.Of, f.All.Percent())
	}
	if r.Lookup.Of > 0 {
		fmt.Fprintf(w, "lookup: %d of %d (%.1f%%)\n", r.Lookup.Right, r.Lookup.Of, r.Lookup.Percent())
	}
	if s := r.Search; s.Questions > 0 {
		fmt.Fprint(w, "search:")
		for _, k := range cutoffs {
			fmt.Fprintf(w, "  R@%d %.1f", k, s.Recall[k])
		}
		fmt.Fprintf(w, "  MRR@10 %.1f  (%d questions)\n", s.MRR, s.Questions)
		fmt.Fprintf(w, "asked: the first answer is a gold article for %d of %d (%.1f%%)\n", s.AskFirst.Right, s.AskFirst.Of, s.AskFirst.Percent())
	}
	if n := len(r.Took); n > 0 {
		fmt.Fprintf(w, "ms a question: median %.2f, 99th percentile %.2f\n", ms(r.Took[n/2]), ms(r.Took[min(n-1, n*99/100)]))
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
