package api

import (
	"testing"
)

// Without documents every verb answers that there is nothing.
func TestNoDocuments(t *testing.T) {
	s, err := Of()
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	if r, err := s.Search(ctx, SearchParams{Query: "党员档案", Count: true}); err != nil || r.Total != 0 {
		t.Errorf("a search finds %+v, %v", r, err)
	}
	for _, question := range []string{"第20条禁止什么", "民法典第五十四条", "谁负责", "不得做什么"} {
		if a, err := s.Ask(ctx, AskParams{Question: question, Lang: "zh"}); err != nil || a.Answerable || a.Reason == "" {
			t.Errorf("%s is answered with %+v, %v", question, a, err)
		}
	}
	if l, err := s.Suggest(ctx, "dang", 5); err != nil || len(l.Suggestions) != 0 {
		t.Errorf("completions are %+v, %v", l, err)
	}
	norms, err1 := s.Norms(NormParams{Facets: true})
	terms, err2 := s.Terms(TermParams{})
	citations, err3 := s.Citations(CitationParams{})
	documents, err4 := s.Documents(10, 0)
	library, err5 := s.Library(LibraryParams{})
	calendar, err6 := s.Calendar(NormParams{}, 2027)
	for i, err := range []error{err1, err2, err3, err4, err5, err6} {
		if err != nil {
			t.Errorf("list %d: %v", i+1, err)
		}
	}
	if n := norms.Total + terms.Total + citations.Total + documents.Total + library.Total + calendar.Total; n != 0 {
		t.Errorf("the lists have %d rows", n)
	}
	if r, err := s.Quotes(ctx, "《民法典》第五十四条规定：“自然人从事工商业经营”。", "zh"); err != nil {
		t.Errorf("quotations: %+v, %v", r, err)
	}
	if _, err := s.Study(ctx, StudyParams{}); err == nil {
		t.Error("a kit is made of nothing")
	}
}
