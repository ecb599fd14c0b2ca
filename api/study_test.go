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
		{"no such norm", api.StudyParams{Norm: "must"}, "none of forbid"},
		{"no such kind", api.StudyParams{Kinds: []string{"essay"}}, "no kind of question"},
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
