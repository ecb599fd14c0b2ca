package eval

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiaowen/api"
	"tiaowen/corpus"
)

var update = flag.Bool("update", false, "write the golden files again")

func TestReadQuestions(t *testing.T) {
	f, err := os.Open("testdata/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	questions, err := ReadQuestions(f)
	if err != nil || len(questions) != 11 {
		t.Fatalf("%d questions, %v", len(questions), err)
	}
	if q := questions[10]; q.Gold[0].Also[0].Article != "24." || q.Answerable != nil {
		t.Errorf("the last is %+v", q)
	}
	for text, want := range map[string]string{
		"{":       "line 1: ",
		"\n\n[1]": "line 3: ",
		`{"q":"第1条","answerable":true}` + "\n" + `{"q":"","answerable":true}`: "line 2: no question",
		`{"answerable":true}`:          "line 1: no question",
		`{"q":"第1条"}`:                  "line 1: the fields answerable, article and gold are missing",
		`{"q":"第1条","clauses":["20"]}`: "line 1: ",
		strings.Repeat("x", 2<<20):     "too long",
	} {
		if _, err := ReadQuestions(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q gives %v, want %q", text, err, want)
		}
	}
	if questions, err := ReadQuestions(strings.NewReader("\n \n")); err != nil || len(questions) != 0 {
		t.Errorf("nothing gives %v, %v", questions, err)
	}
}

// answer of clause n, its words from start to end.
func answered(n, start, end int, text string) api.AnswerSpan {
	return api.AnswerSpan{
		Text: text, Start: start, End: end,
		Clause: &api.Clause{ID: "cyzd/1", Number: &n, Text: "不准封官许愿，“跑风漏气”。"},
	}
}

func TestJudge(t *testing.T) {
	yes, no := true, false
	first := answered(20, 0, 6, "不准封官许愿")
	second := answered(21, 8, 12, "跑风漏气")
	for name, test := range map[string]struct {
		q       Question
		answers []api.AnswerSpan
		wrong   []string // beginnings
	}{
		"right":                 {Question{Answerable: &yes, Clauses: []int{20}, Match: "all", MustContain: []string{"封官 许愿"}, MustNotContain: []string{"跑风漏气"}}, []api.AnswerSpan{first}, nil},
		"refused, rightly":      {Question{Answerable: &no}, nil, nil},
		"refused":               {Question{Answerable: &yes, Clauses: []int{20}}, nil, []string{"answerable is false"}},
		"not refused":           {Question{Answerable: &no}, []api.AnswerSpan{first}, []string{"answerable is true"}},
		"first of another":      {Question{Answerable: &yes, Clauses: []int{21}, Match: "any"}, []api.AnswerSpan{first, second}, []string{"the first answer is from clause [20], want one of [21]"}},
		"any":                   {Question{Answerable: &yes, Clauses: []int{20, 30}, Match: "any"}, []api.AnswerSpan{first}, nil},
		"one of all missing":    {Question{Answerable: &yes, Clauses: []int{20, 30}, Match: "all"}, []api.AnswerSpan{first, second}, []string{"clause 30 is missing"}},
		"words missing":         {Question{Answerable: &yes, MustContain: []string{"封官许愿", "买官"}}, []api.AnswerSpan{first}, []string{"missing: 买官"}},
		"words across answers":  {Question{Answerable: &yes, MustContain: []string{"封官许愿跑风漏气"}}, []api.AnswerSpan{first, second}, nil},
		"words not wanted":      {Question{Answerable: &yes, MustNotContain: []string{"封官许愿"}}, []api.AnswerSpan{first}, []string{"must not say: 封官许愿"}},
		"marks do not count":    {Question{Answerable: &yes, MustContain: []string{"“跑风漏气”"}}, []api.AnswerSpan{second}, nil},
		"not the span":          {Question{Answerable: &yes}, []api.AnswerSpan{answered(20, 1, 7, "不准封官许愿")}, []string{"the answer is not the span [1,7) of cyzd/1"}},
		"outside of the clause": {Question{Answerable: &yes}, []api.AnswerSpan{answered(20, 0, 99, "不准封官许愿")}, []string{"the answer is not the span"}},
		"backwards":             {Question{Answerable: &yes}, []api.AnswerSpan{answered(20, 6, 0, "")}, []string{"the answer is not the span"}},
	} {
		wrong := judge(test.q, &api.Answer{Answerable: len(test.answers) > 0, Answers: test.answers})
		if len(wrong) != len(test.wrong) {
			t.Errorf("%s: %q, want %q", name, wrong, test.wrong)
			continue
		}
		for i := range wrong {
			if !strings.HasPrefix(wrong[i], test.wrong[i]) {
				t.Errorf("%s: %q, want %q", name, wrong[i], test.wrong[i])
			}
		}
	}
}

func TestSameLaw(t *testing.T) {
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"中华人民共和国公司法", "公司法", true}, {"《公司法》", "公司法(2023-12-29)", true}, {"中华人民共和国民法典 总则", "民法典", true},
		{"公司法", "公证法", false}, {"", "公司法", false}, {"公司法(修订)", "公司法", true},
	} {
		if same := sameLaw(test.a, test.b); same != test.same {
			t.Errorf("sameLaw(%q, %q) = %t", test.a, test.b, same)
		}
	}
}

// The report of a question file that has questions of all three kinds, right and wrong.
func TestReportGolden(t *testing.T) {
	f, err := os.Open("testdata/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	questions, err := ReadQuestions(f)
	if err != nil {
		t.Fatal(err)
	}
	svc, err := api.Of(corpus.Measures())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(t.Context(), svc, "cyzd", questions)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Took) != len(questions) {
		t.Errorf("%d questions took %d times", len(questions), len(r.Took))
	}
	r.Took = []time.Duration{1500 * time.Microsecond, 2 * time.Millisecond} // what does not depend on the machine
	var got strings.Builder
	r.Write(&got, true)
	if *update {
		if err := os.WriteFile("testdata/report.txt", []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/report.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("report (-want +got), -update writes it anew:\n%s", diff)
	}
}

// A document that is not there is an error, not a bad mark.
func TestRunFails(t *testing.T) {
	svc, err := api.Of(corpus.Measures())
	if err != nil {
		t.Fatal(err)
	}
	yes := true
	if _, err := Run(t.Context(), svc, "nothere", []Question{{Q: "第1条", Answerable: &yes}}); err == nil || !strings.Contains(err.Error(), "第1条") {
		t.Errorf("Run gives %v", err)
	}
}

// Any file is questions that can be asked and judged, or an error.
func FuzzReadQuestions(f *testing.F) {
	seeds, err := os.ReadFile("testdata/questions.jsonl")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(seeds)) {
		f.Add(line)
	}
	f.Add("{}\n[]")
	f.Fuzz(func(t *testing.T, text string) {
		questions, err := ReadQuestions(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, q := range questions {
			if q.Q == "" {
				t.Errorf("%q gives a question without words", text)
			}
			if q.Gold == nil && q.Article == "" {
				judge(q, &api.Answer{Answerable: true})
			}
		}
	})
}
