package api

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"tiaowen/api/examples"
	"tiaowen/corpus"
	"tiaowen/index"
)

// kept stands for files that are kept: every document lies in a folder named after its kind.
type kept struct{}

func (kept) Original(id string) (string, string, bool) { return id + ".md", "folder-" + id[:1], true }
func (kept) OpenOriginal(id string) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader("file of " + id)), nil
}

func stocked(t *testing.T) *Service {
	t.Helper()
	var docs []*corpus.Document
	for _, text := range []string{
		"# 中华人民共和国民事诉讼法\n\n（2021年12月24日修正）\n\n第一条　为了保护当事人，制定本法。\n\n第二条　人民法院不得推诿。\n",
		"# 青川市公章使用办法\n\n（2023年6月1日公布）\n\n第一条　本办法所称公章，是指机关、单位的印章。\n\n第二条　保管人员不得外借公章，不得涂改记录。\n\n第三条　保管人员应当登记，应当锁好公章。\n\n第四条　使用公章应当登记。\n\n第五条　保管人员不得离岗。\n",
		"# 青川市档案条例\n\n（2023年3月1日公布）\n\n第一条　档案应当保管。\n",
		"# 安全须知\n\n请勿触摸设备。\n",
	} {
		d, err := corpus.Parse("a.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := new(Service)
	s.SwapWith(ix, kept{})
	return s
}

func TestLibrary(t *testing.T) {
	s := stocked(t)
	for _, c := range []struct {
		p    LibraryParams
		want string
	}{
		{LibraryParams{}, "中华人民共和国民事诉讼法 青川市公章使用办法 青川市档案条例 安全须知"},
		{LibraryParams{Sort: "title"}, "安全须知 中华人民共和国民事诉讼法 青川市档案条例 青川市公章使用办法"},
		{LibraryParams{Sort: "date"}, "青川市公章使用办法 青川市档案条例 中华人民共和国民事诉讼法 安全须知"},
		{LibraryParams{Sort: "clauses", Limit: 1}, "青川市公章使用办法"},
		{LibraryParams{Title: "民诉法"}, "中华人民共和国民事诉讼法"},
		{LibraryParams{Title: "minshi"}, "中华人民共和国民事诉讼法"},
		{LibraryParams{Title: "gongzhang"}, "青川市公章使用办法"},
		{LibraryParams{Title: "市公章"}, "青川市公章使用办法"},
		{LibraryParams{Title: "无此文件"}, ""},
		{LibraryParams{Kind: "办法"}, "青川市公章使用办法"},
		{LibraryParams{Year: "2023", Sort: "title"}, "青川市档案条例 青川市公章使用办法"},
		{LibraryParams{Folder: "folder-m"}, "中华人民共和国民事诉讼法"},
	} {
		l, err := s.Library(c.p)
		if err != nil {
			t.Fatal(err)
		}
		var titles []string
		for _, d := range l.Documents {
			titles = append(titles, d.Title)
		}
		if got := strings.Join(titles, " "); got != c.want {
			t.Errorf("%+v: %q, want %q", c.p, got, c.want)
		}
	}
	l, err := s.Library(LibraryParams{Year: "2023"})
	if err != nil {
		t.Fatal(err)
	}
	if want := []Facet{{Value: "2023", Label: "2023", Count: 2}, {Value: "2021", Label: "2021", Count: 1}}; !slices.Equal(l.Years, want) {
		t.Errorf("years %v, want %v: another year can be taken", l.Years, want)
	}
	if want := []Facet{{Value: "办法", Label: "办法", Count: 1}, {Value: "条例", Label: "条例", Count: 1}}; !slices.Equal(l.Kinds, want) {
		t.Errorf("kinds %v, want those of 2023, %v", l.Kinds, want)
	}
	if _, err := s.Library(LibraryParams{Sort: "size"}); err == nil {
		t.Error("an order that is none is taken")
	}
}

func TestOriginal(t *testing.T) {
	s := stocked(t)
	l, err := s.Library(LibraryParams{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	id := l.Documents[0].ID
	name, file, err := s.Original(id)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(file)
	if err != nil || name != id+".md" || string(body) != "file of "+id {
		t.Errorf("%s holds %q: %v", name, body, err)
	}
	var missing *NotFoundError
	if _, _, err := s.Original("nothere"); !errors.As(err, &missing) {
		t.Errorf("a document that is not there: %v", err)
	}
	alone, err := Of(corpus.Measures())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := alone.Original("cyzd"); !errors.As(err, &missing) {
		t.Errorf("a file that is not kept: %v", err)
	}
}

// Every example is answered, and each asks for something else.
func TestExamples(t *testing.T) {
	alone, err := Of(corpus.Measures())
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*Service{"measures": alone, "several": stocked(t)} {
		list, err := s.Examples()
		if err != nil {
			t.Fatal(err)
		}
		t.Log(name, list)
		if len(list) < 2 || len(list) > examples.Most {
			t.Errorf("%s: %q", name, list)
		}
		intents := map[string]bool{}
		for _, q := range list {
			a, err := s.Ask(t.Context(), AskParams{Question: q, Words: true})
			if err != nil || !a.Answerable || a.Grade != "stated" {
				t.Errorf("%s: %s is not answered: %+v %v", name, q, a, err)
				continue
			}
			intents[a.Reading.Intent] = true
		}
		if len(intents) < 2 {
			t.Errorf("%s: all ask the same: %q", name, list)
		}
	}
}

func TestChosen(t *testing.T) {
	s, err := Of(corpus.Measures())
	if err != nil {
		t.Fatal(err)
	}
	found, missing, err := s.Clauses([]string{"cyzd/24", "cyzd/20", "cyzd/24", "cyzd/99", "x"})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || found[0].ID != "cyzd/24" || found[1].ID != "cyzd/20" || !slices.Equal(missing, []string{"cyzd/99", "x"}) {
		t.Errorf("%v, missing %v", found, missing)
	}
	if _, _, err := s.Clauses(make([]string, MaxChosen+1)); err == nil {
		t.Error("too many are taken")
	}
	marks, err := s.Marked("cyzd/24", "党员档案")
	if err != nil || len(marks) == 0 {
		t.Fatalf("%v %v", marks, err)
	}
	text := []rune(found[0].Text)
	words := ""
	for _, m := range marks {
		words += string(text[m.Start:m.End]) + " "
	}
	if !strings.Contains(words, "党员档案 ") {
		t.Errorf("marked are %q", words)
	}
}
