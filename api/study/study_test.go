package study

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus"
	"tiaowen/index"
)

// wordsOf gives Options.Words over documents.
func wordsOf(t testing.TB, docs ...*corpus.Document) func(string) []corpus.Span {
	t.Helper()
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return Words(ix)
}

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
	kinds, clauses := make(map[Kind]int), make(map[string]int)
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
	wrong := 0
	for _, q := range kit.Questions {
		if q.Kind == Judge {
			wrong += q.Right[0]
		}
	}
	if n := kinds[Judge]; wrong*10 < n*3 || wrong*10 > n*7 {
		t.Errorf("%d of %d judgements are wrong: who always says the same does too well", wrong, n)
	}
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
		if q.Cite != q.from.Cite() || q.URL != address(q.from) || q.Points < 1 || q.Points > 10 || q.Difficulty < 1 || q.Difficulty > 3 {
			t.Errorf("%s: citation %q, address %q, %d points, difficulty %d", q.ID, q.Cite, q.URL, q.Points, q.Difficulty)
		}
		if q.Kind == Judge || q.Kind == Match {
			continue
		}
		for _, words := range q.rightWords() {
			if !strings.Contains(q.from.Text(), words) {
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
		if q.Kind != Match {
			stems[q.ID] = q.Stem + strings.Join(q.Options, "|")
		}
	}
	if len(one.Questions) < 10 {
		t.Fatalf("clause 20 gives %d questions", len(one.Questions))
	}
	for _, q := range one.Questions {
		if stems[q.ID] != q.Stem+strings.Join(q.Options, "|") {
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
	if only := measures(t, Options{Kinds: []Kind{Judge}}); slices.ContainsFunc(only.Questions, func(q *Question) bool { return q.Kind != Judge }) {
		t.Error("a kit of judgements has something else")
	}
}

func TestPapersHaveTheSameQuestions(t *testing.T) {
	kit := measures(t, Options{Count: 80, Seed: 5})
	a, b := kit.Paper('A'), kit.Paper('B')
	ids := func(qs []*Question) (out []string) {
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
		i := slices.IndexFunc(a, func(o *Question) bool { return o.ID == q.ID })
		p, r := a[i].rightWords(), q.rightWords()
		slices.Sort(p)
		slices.Sort(r)
		if q.Kind != Judge && !cmp.Equal(p, r) {
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
		case "handout", "notes", "markdown", "json":
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

// The checker finds what is planted.
func TestCheckerFindsDefects(t *testing.T) {
	d := parse(t, `工作规定
第一条　主管机关应当在三日内作出决定，并且通知申请人。
第二条　复核机关应当在五日内作出决定，并且通知申请人。
第三条　申请人可以查阅、复制、摘抄档案。
`)
	b := readBook(d, nil)
	first, third := d.Clauses[0], d.Clauses[2]
	frameOf := func(c *corpus.Clause, word string) *frame {
		left, right, ok := strings.Cut(c.Text(), word)
		if !ok {
			t.Fatalf("%q is not in %q", word, c.Text())
		}
		return &frame{left: left, right: right, word: word}
	}
	good := Question{Kind: Single, Stem: "《工作规定》第一条：主管机关应当在（　　）内作出决定。", Options: []string{"三日", "七日", "九日"}, Right: []int{0}, from: first, frame: frameOf(first, "三日")}
	for _, test := range []struct {
		name   string
		change func(*Question)
		want   string // part of a reason; "" is no fault
	}{
		{"good", func(q *Question) {}, ""},
		{"another clause has the words in the same place", func(q *Question) { q.Options[1] = "五日" }, "五日 fits as well"},
		{"the same number in digits", func(q *Question) { q.Options[1] = "3日" }, "mean the same"},
		{"one option within another", func(q *Question) { q.Options[1] = "三日以" }, "holds another"},
		{"the stem has the answer", func(q *Question) { q.Stem += "（三日内）" }, "stem says"},
		{"two right", func(q *Question) { q.Right = []int{0, 1} }, "one right option"},
		{"an empty option", func(q *Question) { q.Options[2] = " " }, "empty"},
		{"told by its length", func(q *Question) {
			q.Options = []string{"三日", "一个很长很长很长很长的选项", "另外有一个也是很长很长的"}
		}, "length"},
		{"the only one with marks", func(q *Question) {
			q.Options, q.frame = []string{"《档案法》", "保密法则", "行政法规"}, nil
		}, "marks"},
		{"the only one with words of the stem", func(q *Question) {
			q.Options, q.frame, q.Stem = []string{"决定公布", "行政法规", "其他事项"}, nil, "《工作规定》第一条：作出决定之后。"
		}, "words of the stem"},
		{"a wrong option stands in the clause", func(q *Question) {
			q.Options, q.frame, q.Stem = []string{"摘抄档案", "通知申请人", "查阅卷宗"}, nil, "《工作规定》第一条有下列哪一项？"
		}, "the clause says"},
		{"a blank that the stem fills", func(q *Question) {
			*q = Question{Kind: Blank, Stem: "第三条：查阅、" + Gap + "、复制", Answers: []string{"复制"}, from: third}
		}, "stem says"},
		{"a blank without a gap", func(q *Question) {
			*q = Question{Kind: Blank, Stem: "第三条：查阅、摘抄", Answers: []string{"复制"}, from: third}
		}, "gaps"},
		{"a false judgement that the text says", func(q *Question) {
			*q = Question{Kind: Judge, Options: []string{"正确", "错误"}, Right: []int{1}, Altered: "x", claim: "应当在五日内作出决定", from: first}
		}, "the text says it"},
		{"a true judgement that the clause does not say", func(q *Question) {
			*q = Question{Kind: Judge, Options: []string{"正确", "错误"}, Right: []int{0}, claim: "应当在五日内作出决定", from: first}
		}, "does not say"},
		{"a judgement that hides what was altered", func(q *Question) {
			*q = Question{Kind: Judge, Options: []string{"正确", "错误"}, Right: []int{1}, claim: "应当在九日内作出决定", from: first}
		}, "altered"},
		{"a match told by its words", func(q *Question) {
			*q = Question{Kind: Match, Left: []string{"档案查阅", "期限"}, Options: []string{"可以档案查阅等", "三日内"}, Right: []int{0, 1}, from: first}
		}, "words of its title"},
		{"a match that fits twice", func(q *Question) {
			*q = Question{Kind: Match, Left: []string{"档案", "期限的规定"}, Options: []string{"期限的规定如下", "三日内"}, Right: []int{0, 1}, from: first}
		}, "another title"},
		{"a short answer told by its question", func(q *Question) {
			*q = Question{Kind: Short, Stem: "为何要通知申请人？", Answers: []string{"通知申请人", "存档"}, from: first}
		}, "says a point"},
		{"a short answer that says one thing twice", func(q *Question) {
			*q = Question{Kind: Short, Stem: "？", Answers: []string{"存档", "存档"}, from: first}
		}, "twice"},
	} {
		q := good
		q.Options, q.Right = slices.Clone(good.Options), slices.Clone(good.Right)
		test.change(&q)
		faults := b.faults(&q)
		if test.want == "" && len(faults) > 0 || test.want != "" && !strings.Contains(strings.Join(faults, "\n"), test.want) {
			t.Errorf("%s: faults %q, want %q", test.name, faults, test.want)
		}
	}
}

// What must not be put into other people's mouths is not.
func TestUntouchableNamesAreLeftAlone(t *testing.T) {
	kit := measures(t, Options{})
	for _, q := range kit.Questions {
		if q.Kind == Blank && untouchable.MatchString(q.Answers[0]) {
			t.Errorf("%s asks for %q", q.ID, q.Answers[0])
		}
		if _, new, ok := strings.Cut(q.Altered, "被改成了"); ok && untouchable.MatchString(strings.Trim(new, "“”")) {
			t.Errorf("%s: %s", q.ID, q.Altered)
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
