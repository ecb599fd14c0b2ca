package api_test

import (
	"errors"
	"strings"
	"testing"

	"tiaowen/api"
	"tiaowen/api/study"
	"tiaowen/corpus"
)

// What is chosen, by clause, section, search, norm and term.
func TestStudyChooses(t *testing.T) {
	svc, err := api.Of(corpus.Measures())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		p    api.StudyParams
		want string // keys, or part of the error
	}{
		{"numbers", api.StudyParams{Clauses: []string{"20", "18"}}, "18 20"},
		{"a range and an id", api.StudyParams{Clauses: []string{"18-20", "cyzd/3"}}, "3 18 19 20"},
		{"as people write it", api.StudyParams{Clauses: []string{"第二十条"}}, "20"},
		{"a range with a long dash", api.StudyParams{Clauses: []string{"18—20"}}, "18 19 20"},
		{"a range with a wave", api.StudyParams{Clauses: []string{"18~20"}}, "18 19 20"},
		{"a range with a wide wave", api.StudyParams{Clauses: []string{"18～20"}}, "18 19 20"},
		{"a range in words", api.StudyParams{Clauses: []string{"第18条至第20条"}}, "18 19 20"},
		{"a range in Chinese numerals", api.StudyParams{Clauses: []string{"第十八条到第二十条"}}, "18 19 20"},
		{"several in one", api.StudyParams{Clauses: []string{"第二十条，第三条、5"}}, "3 5 20"},
		{"a section by number", api.StudyParams{Sections: []string{"6"}}, "18 19 20 21"},
		{"a section by its id and title", api.StudyParams{Sections: []string{"cyzd/加强思想政治建设"}}, "6 7 8 9"},
		{"a term", api.StudyParams{Term: "四个意识"}, "1 3"},
		{"a section and a norm", api.StudyParams{Sections: []string{"6"}, Norm: "permit"}, "no clause is chosen"},
		{"a range and a norm", api.StudyParams{Clauses: []string{"26-28"}, Norm: "permit"}, "27"},
		{"no such clause", api.StudyParams{Clauses: []string{"99"}}, "there is no clause 99"},
		{"no such range", api.StudyParams{Clauses: []string{"90-99"}}, "there is no clause"},
		{"a range backwards", api.StudyParams{Clauses: []string{"21-18"}}, "there is no clause"},
		{"no such section", api.StudyParams{Sections: []string{"十九"}}, "no section"},
		{"no such document", api.StudyParams{Document: "nothere"}, "no document"},
		{"another document's clause", api.StudyParams{Clauses: []string{"nothere/1"}}, "no document"},
		{"no such term", api.StudyParams{Term: "没有的"}, "no clause uses"},
		{"no such norm", api.StudyParams{Norm: "must"}, "not one of forbid"},
		{"no such kind", api.StudyParams{Kinds: []string{"essay"}}, "not a kind of question"},
		{"no such plan", api.StudyParams{Plan: "论文3"}, "plan"},
		{"a plan that cannot be filled", api.StudyParams{Clauses: []string{"20"}, Plan: "单选50×2"}, "the plan wants 50"},
		{"no such question", api.StudyParams{Only: []string{"cyzd/1/blank/none"}}, "give no question"},
		{"too many papers", api.StudyParams{Copies: 1000}, "copies"},
		{"too many questions", api.StudyParams{Count: study.MaxQuestions + 1}, "not a number"},
	} {
		kit, err := svc.Study(t.Context(), test.p)
		var got string
		if err != nil {
			var bad *api.ParamError
			var missing *api.NotFoundError
			if !errors.As(err, &bad) && !errors.As(err, &missing) {
				t.Errorf("%s: %v is no error for the client", test.name, err)
			}
			got = err.Error()
		} else {
			var keys []string
			for _, c := range kit.Clauses {
				keys = append(keys, c.Key)
			}
			got = strings.Join(keys, " ")
		}
		if got != test.want && (err == nil || !strings.Contains(got, test.want)) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	found, err := svc.Study(t.Context(), api.StudyParams{Query: "党员档案"})
	if err != nil || len(found.Clauses) == 0 || len(found.Clauses) > 20 {
		t.Errorf("a search chooses %v, %v", found, err)
	}
	all, err := svc.Study(t.Context(), api.StudyParams{})
	if err != nil || len(all.Clauses) != len(corpus.Measures().Clauses) || len(all.Questions) != api.DefaultCount {
		t.Errorf("all of the only document: %v, %v", all, err)
	}
}

// With several documents, a bare number does not tell which is meant, and
// nothing chosen is refused.
func TestStudyOfSeveralDocuments(t *testing.T) {
	other, err := corpus.Parse("规则.txt", []byte("工作规则\n第一条　主管机关应当在三日内答复申请人。\n第二条　申请人可以在十日内申请复核。\n"))
	if err != nil {
		t.Fatal(err)
	}
	svc, err := api.Of(corpus.Measures(), other)
	if err != nil {
		t.Fatal(err)
	}
	var bad *api.ParamError
	if _, err := svc.Study(t.Context(), api.StudyParams{Clauses: []string{"1"}}); !errors.As(err, &bad) || bad.Param != "clauses" {
		t.Errorf("a bare number: %v", err)
	}
	if _, err := svc.Study(t.Context(), api.StudyParams{}); !errors.As(err, &bad) || !strings.Contains(err.Error(), "no clause is chosen") {
		t.Errorf("nothing chosen: %v", err)
	}
	kit, err := svc.Study(t.Context(), api.StudyParams{Clauses: []string{other.ID + "/1", "cyzd/20"}})
	if err != nil || len(kit.Clauses) != 2 || !strings.HasSuffix(kit.Title, "等文件") {
		t.Errorf("a basket of two documents: %+v, %v", kit, err)
	}
}

// What ask says a clause forbids is in the key of the question what it
// forbids, all of it.
func TestKeysHoldWhatAskGives(t *testing.T) {
	svc, err := api.Of(corpus.Measures())
	if err != nil {
		t.Fatal(err)
	}
	kit, err := svc.Study(t.Context(), api.StudyParams{Kinds: []string{"short", "multiple"}, Count: study.MaxQuestions})
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, q := range kit.Questions {
		if !strings.Contains(q.Stem, "明确禁止") {
			continue
		}
		answer, err := svc.Ask(t.Context(), api.AskParams{Question: q.From().Name() + "禁止什么"})
		if err != nil || !answer.Answerable {
			t.Fatalf("%s: %v, %+v", q.Stem, err, answer)
		}
		key := strings.Join(q.RightWords(), "\n")
		for _, a := range answer.Answers {
			found := strings.Contains(key, a.Text)
			for _, point := range q.RightWords() {
				found = found || strings.Contains(a.Text, point) // an option is the act without its modal
			}
			if !found {
				t.Errorf("%s: the key leaves out %q", q.ID, a.Text)
			}
		}
		if asked++; len(answer.Answers) != len(q.RightWords()) {
			t.Errorf("%s: ask gives %d, the key %d", q.ID, len(answer.Answers), len(q.RightWords()))
		}
	}
	if asked < 5 {
		t.Errorf("only %d questions ask what is forbidden", asked)
	}
}

// A code whose books are documents is chosen by its title, in its own order.
func TestStudyOfACode(t *testing.T) {
	var docs []*corpus.Document
	for _, text := range []string{
		"中华人民共和国样品法典 分则\n第三条　出借人应当在三日内交付车辆。\n第四条　借用人应当在十日内返还车辆。\n",
		"中华人民共和国样品法典 总则\n第一条　为规范借用，制定本法。\n第二条　借用应当遵循自愿原则。\n",
	} {
		d, err := corpus.Parse("样品.txt", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	svc, err := api.Of(append(docs, corpus.Measures())...)
	if err != nil {
		t.Fatal(err)
	}
	kit, err := svc.Study(t.Context(), api.StudyParams{Document: "样品法典"})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range kit.Clauses {
		names = append(names, c.Name())
	}
	if got := strings.Join(names, " "); got != "第一条 第二条 第三条 第四条" || kit.Title != "中华人民共和国样品法典" {
		t.Errorf("%s: %s", kit.Title, got)
	}
	if kit, err = svc.Study(t.Context(), api.StudyParams{Document: "样品法典", Clauses: []string{"3-4"}}); err != nil || len(kit.Clauses) != 2 {
		t.Errorf("a range of the code: %v", err)
	}
}
