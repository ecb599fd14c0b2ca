package study

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/api/study/quiz"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
	"tiaowen/index"
)

// wordsOf gives Options.Words over documents.
func wordsOf(t testing.TB, docs ...*corpus.Document) func(*corpus.Clause, corpus.Span) []corpus.Span {
	t.Helper()
	if len(docs) == 1 && docs[0] == corpus.Measures() {
		return measuresWords()
	}
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return wording.Worth(ix)
}

// measuresWords are the words of the measures text, whose index is made once.
var measuresWords = sync.OnceValue(func() func(*corpus.Clause, corpus.Span) []corpus.Span {
	ix, err := index.New([]*corpus.Document{corpus.Measures()}, index.Options{})
	if err != nil {
		panic(err)
	}
	return wording.Worth(ix)
})

func address(c *corpus.Clause) string { return "/d/" + c.Document.ID + "/c/" + c.Key }

// measures is a kit of the whole measures text.
func measures(t testing.TB, o Options) *Kit {
	t.Helper()
	d := corpus.Measures()
	o.Words, o.URL = wordsOf(t, d), address
	kit, err := Make(context.Background(), d.Clauses, o)
	if err != nil {
		t.Fatal(err)
	}
	return kit
}

// parse makes a document of a text.
func parse(t testing.TB, text string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("样本.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestMeasuresGiveEnough(t *testing.T) {
	kit := measures(t, Options{})
	kinds, clauses := make(map[quiz.Kind]int), make(map[string]int)
	for _, q := range kit.Questions {
		kinds[q.Kind]++
		clauses[q.Clause]++
	}
	t.Logf("%d questions: %v", len(kit.Questions), kinds)
	if len(kit.Questions) < 200 || len(kinds) < 5 {
		t.Errorf("%d questions of %d kinds, want 200 of 5", len(kit.Questions), len(kinds))
	}
	for _, c := range corpus.Measures().Clauses {
		if c.Kind == corpus.Article && clauses[c.ID()] < 2 {
			t.Errorf("%s has %d questions, want 2", c.Name(), clauses[c.ID()])
		}
	}
	if faults := kit.Check(); len(faults) > 0 {
		t.Errorf("%d faults, the first: %s: %s", len(faults), faults[0].Question.ID, faults[0].Reason)
	}
	checked(t, kit)
}

// Every question can be traced: its id is its own, and the words that answer it
// stand in the clause that it cites.
func TestEveryQuestionIsTraced(t *testing.T) {
	kit := measures(t, Options{})
	seen := make(map[string]bool)
	for _, q := range kit.Questions {
		if seen[q.ID] || !strings.HasPrefix(q.ID, q.Clause+"/"+string(q.Kind)+"/") {
			t.Errorf("%s: the id is not its own", q.ID)
		}
		seen[q.ID] = true
		if q.Cite != q.From().Cite() || q.URL != address(q.From()) || q.Points < 1 || q.Points > 10 || q.Difficulty < 1 || q.Difficulty > 3 {
			t.Errorf("%s: citation %q, address %q, %d points, difficulty %d", q.ID, q.Cite, q.URL, q.Points, q.Difficulty)
		}
		if q.Kind == quiz.Judge || q.Kind == quiz.Match || q.Kind == quiz.Case {
			continue
		}
		for _, words := range q.RightWords() {
			if !strings.Contains(q.From().Text(), words) {
				t.Errorf("%s: %q is not in the clause", q.ID, words)
			}
		}
	}
}

// The questions of a clause are the same whatever else is chosen, and the seed
// picks but does not change them.
func TestQuestionsDependOnTheClauseAlone(t *testing.T) {
	all := measures(t, Options{Seed: 1})
	d := corpus.Measures()
	one, err := Make(context.Background(), []*corpus.Clause{d.Clause("20")}, Options{Seed: 2, Words: wordsOf(t, d), URL: address})
	if err != nil {
		t.Fatal(err)
	}
	stems := make(map[string]string)
	for _, q := range all.Questions {
		if q.Kind != quiz.Match {
			stems[q.ID] = q.Stem + strings.Join(q.Options, "|")
		}
	}
	if len(one.Questions) < 10 {
		t.Fatalf("clause 20 gives %d questions", len(one.Questions))
	}
	for _, q := range one.Questions {
		if all, ok := stems[q.ID]; ok && all != q.Stem+strings.Join(q.Options, "|") {
			t.Errorf("%s: %q alone, %q with the others", q.ID, q.Stem, stems[q.ID])
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	one, again, other := measures(t, Options{Seed: 7, Count: 60}), measures(t, Options{Seed: 7, Count: 60}), measures(t, Options{Seed: 8, Count: 60})
	for _, f := range Formats {
		first := written(t, f.Name, one)
		if !bytes.Equal(first, written(t, f.Name, again)) {
			t.Errorf("%s: two files of one seed differ", f.Name)
		}
		if same := bytes.Equal(first, written(t, f.Name, other)); same != f.Reading {
			t.Errorf("%s: another seed makes the same file: %v", f.Name, same)
		}
	}
}

func TestCountCoversClauses(t *testing.T) {
	kit := measures(t, Options{Count: 38, Seed: 3})
	clauses := make(map[string]bool)
	for _, q := range kit.Questions {
		clauses[q.Clause] = true
	}
	if len(kit.Questions) != 38 || len(clauses) < 30 {
		t.Errorf("%d questions of %d clauses; one of each is wanted before a second of any", len(kit.Questions), len(clauses))
	}
	if only := measures(t, Options{Kinds: []quiz.Kind{quiz.Judge}}); slices.ContainsFunc(only.Questions, func(q *quiz.Question) bool { return q.Kind != quiz.Judge }) {
		t.Error("a kit of judgements has something else")
	}
}

func TestPapersHaveTheSameQuestions(t *testing.T) {
	kit := measures(t, Options{Count: 80, Seed: 5})
	a, b := kit.Paper("A"), kit.Paper("B")
	ids := func(qs []*quiz.Question) (out []string) {
		for _, q := range qs {
			out = append(out, q.ID)
		}
		return out
	}
	if cmp.Equal(ids(a), ids(b)) {
		t.Error("the order is the same")
	}
	x, y := ids(a), ids(b)
	slices.Sort(x)
	slices.Sort(y)
	if diff := cmp.Diff(x, y); diff != "" {
		t.Errorf("papers (-A +B):\n%s", diff)
	}
	moved := 0
	for _, q := range b {
		i := slices.IndexFunc(a, func(o *quiz.Question) bool { return o.ID == q.ID })
		p, r := a[i].RightWords(), q.RightWords()
		slices.Sort(p)
		slices.Sort(r)
		if q.Kind != quiz.Judge && !cmp.Equal(p, r) {
			t.Errorf("%s: %q is right in A, %q in B", q.ID, p, r)
		}
		if !cmp.Equal(a[i].Options, q.Options) {
			moved++
		}
	}
	if moved == 0 {
		t.Error("the options have the same order")
	}
}

func TestBadChoice(t *testing.T) {
	if _, err := Make(context.Background(), nil, Options{}); !errors.Is(err, ErrNothing) {
		t.Errorf("nothing chosen: %v", err)
	}
	many := make([]*corpus.Clause, 65_000)
	for i := range many {
		many[i] = corpus.Measures().Clauses[0]
	}
	var tooMany *TooManyError
	if _, err := Make(context.Background(), many, Options{}); !errors.As(err, &tooMany) || tooMany.Clauses != 65_000 {
		t.Errorf("65,000 clauses chosen: %v", err)
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Make(stopped, corpus.Measures().Clauses, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// A text with nothing to ask for gives no question; what needs questions says
// so, and what does not is a file.
func TestTextWithoutAnythingToAsk(t *testing.T) {
	d := parse(t, "须知\n第一条　好。\n第二条　行。\n")
	kit, err := Make(context.Background(), d.Clauses, Options{Words: wordsOf(t, d)})
	if err != nil {
		t.Fatal(err)
	}
	if len(kit.Questions) != 0 {
		t.Fatalf("questions: %+v", kit.Questions)
	}
	for _, f := range Formats {
		err := f.Write(new(bytes.Buffer), kit, "")
		var unfit *UnfitError
		switch f.Name {
		case "handout", "notes", "markdown", "json", "lesson", "slides", "opml":
			if err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
		default:
			if !errors.As(err, &unfit) {
				t.Errorf("%s: %v, want a refusal", f.Name, err)
			}
		}
	}
}

// laws reads the books of the civil code below TIAOWEN_LAWS.
func laws(t testing.TB) (docs []*corpus.Document, clauses []*corpus.Clause) {
	t.Helper()
	dir := os.Getenv("TIAOWEN_LAWS")
	if dir == "" {
		t.Skip("TIAOWEN_LAWS names no folder of laws")
	}
	files, err := filepath.Glob(filepath.Join(dir, "民法典", "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no books of 民法典 in %s: %v", dir, err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := corpus.Parse(name, src)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
		clauses = append(clauses, d.Clauses...)
	}
	return docs, clauses
}

func TestCivilCodeGivesTenThousand(t *testing.T) {
	docs, clauses := laws(t)
	kit, err := Make(context.Background(), clauses, Options{Words: wordsOf(t, docs...)})
	if err != nil {
		t.Fatal(err)
	}
	if len(kit.Questions) < 10_000 {
		t.Errorf("%d questions, want 10,000", len(kit.Questions))
	}
	checked(t, kit)
}

// checked looks at every question of a kit again. Half of the statements are true.
func checked(t *testing.T, kit *Kit) {
	t.Helper()
	for _, f := range kit.Check() {
		t.Errorf("%s: %s", f.Question.ID, f.Reason)
	}
	trues, falses := 0, 0
	for _, q := range kit.Questions {
		switch {
		case q.False():
			falses++
		case q.Kind == quiz.Judge:
			trues++
		}
	}
	if trues-falses > 1 || falses-trues > 1 {
		t.Errorf("%s: %d statements are true, %d false", kit.Title, trues, falses)
	}
}

// No question of the statutes named has a fault that the checker knows.
func TestStatutesHaveNoFaults(t *testing.T) {
	dir := os.Getenv("TIAOWEN_LAWS")
	if dir == "" {
		t.Skip("TIAOWEN_LAWS names no folder of laws")
	}
	for _, name := range []string{"民法商法/公司法*.md", "宪法相关法/监察法*.md"} {
		files, err := filepath.Glob(filepath.Join(dir, name))
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s in %s: %v", name, dir, err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d, err := corpus.Parse(file, src)
			if err != nil {
				t.Fatal(err)
			}
			kit, err := Make(context.Background(), d.Clauses, Options{Words: wordsOf(t, d)})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s: %d questions", d.Title, len(kit.Questions))
			checked(t, kit)
		}
	}
}

// BenchmarkCivilCode makes all questions of the civil code.
func BenchmarkCivilCode(b *testing.B) {
	docs, clauses := laws(b)
	words := wordsOf(b, docs...)
	n := 0
	for b.Loop() {
		kit, err := Make(context.Background(), clauses, Options{Words: words})
		if err != nil {
			b.Fatal(err)
		}
		n = len(kit.Questions)
	}
	b.ReportMetric(float64(n), "questions")
}
