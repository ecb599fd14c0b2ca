package api

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus"
)

const statute = `# 河道采砂管理条例

第一条 为了保护河道，根据《中华人民共和国水法》和《样例法》第二条第一款，制定本条例。

第二条 本条例所称采砂，是指在河道内采挖砂石的行为。

第三条 采砂单位应当自受理之日起15日内备案，每年至少报告1次。违反本条例第二条至第三条、样例法第九条的，依照刑法第三百四十三条处理。
`

const sample = `# 样例法

第一条 为了样例，制定本法。

第二条 样例应当短小。

样例可以有两款。

第三条 依照前条规定办理。
`

// factsService serves the measures text and two statutes that cite each other.
func factsService(t *testing.T) *Service {
	t.Helper()
	docs := []*corpus.Document{corpus.Measures()}
	for i, text := range []string{statute, sample} {
		d, err := corpus.Parse(fmt.Sprintf("law%d.md", i), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		d.ID = fmt.Sprintf("law%d", i)
		docs = append(docs, d)
	}
	s, err := Of(docs...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// words cuts text as clients do, by code points.
func words(t *testing.T, text string, start, end int) string {
	t.Helper()
	r := []rune(text)
	if start < 0 || end > len(r) || start >= end {
		t.Fatalf("[%d,%d) is no part of %d characters: %.40s", start, end, len(r), text)
	}
	return string(r[start:end])
}

// clauseText is the text of a clause by its reference.
func clauseText(t *testing.T, s *Service, ref ClauseRef) string {
	t.Helper()
	v, err := s.Clause(ref.Document.ID, strings.TrimPrefix(ref.ID, ref.Document.ID+"/"))
	if err != nil {
		t.Fatal(err)
	}
	if v.Clause.URL != ref.URL || v.Clause.Name != ref.Name {
		t.Errorf("%+v refers to %s %s", ref, v.Clause.Name, v.Clause.URL)
	}
	return v.Clause.Text
}

func TestTerms(t *testing.T) {
	s := factsService(t)
	for _, test := range []struct {
		document, name string
		source         string // clause that spells it out
		members        []string
		definition     string
		uses           []string // clauses
	}{
		{"cyzd", "四个意识", "", nil, "", []string{"cyzd/1", "cyzd/3"}},
		{"cyzd", "三会一课", "", nil, "", []string{"cyzd/12"}},
		{"cyzd", "七个有之", "", nil, "", []string{"cyzd/4"}},
		{"cyzd", "两个功能", "cyzd/22", []string{"政治功能", "服务功能"}, "", []string{"cyzd/22"}},
		{"cyzd", "两支队伍", "cyzd/22", []string{"党员队伍", "基层干部队伍"}, "", []string{"cyzd/22"}},
		{"law0", "采砂", "law0/2", nil, "在河道内采挖砂石的行为", []string{"law0/2"}},
	} {
		list, err := s.Terms(TermParams{Document: test.document, Query: test.name})
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(list.Terms, func(r TermRow) bool { return r.Name == test.name })
		if at < 0 {
			t.Errorf("%s is not among the %d terms found", test.name, list.Total)
			continue
		}
		row := list.Terms[at]
		got := test
		got.source, got.members, got.definition, got.uses = "", nil, "", nil
		if row.Source != nil {
			got.source = row.Source.ID
			for _, m := range row.Members {
				got.members = append(got.members, m.Text)
			}
			if row.Definition != nil {
				got.definition = row.Definition.Text
			}
		}
		for _, u := range row.Uses {
			if u.Clause != nil {
				got.uses = append(got.uses, u.Clause.ID)
			}
		}
		if diff := cmp.Diff(fmt.Sprint(test), fmt.Sprint(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// Every place of every term holds the term's name, every member its words.
func TestTermPlaces(t *testing.T) {
	s := factsService(t)
	list, err := s.Terms(TermParams{})
	if err != nil {
		t.Fatal(err)
	}
	if list.Total < 40 || list.Total != len(list.Terms) {
		t.Fatalf("%d terms, %d listed", list.Total, len(list.Terms))
	}
	for _, row := range list.Terms {
		if len(row.Uses) == 0 {
			t.Errorf("%s stands nowhere", row.Name)
		}
		for _, u := range row.Uses {
			text := u.Heading
			if u.Clause != nil {
				text = clauseText(t, s, *u.Clause)
			}
			if got := words(t, text, u.Start, u.End); got != row.Name {
				t.Errorf("%s: its place holds %q", row.Name, got)
			}
		}
		passages := row.Members
		if row.Definition != nil {
			passages = append(passages, *row.Definition)
		}
		for _, p := range passages {
			if got := words(t, clauseText(t, s, *row.Source), p.Start, p.End); got != p.Text {
				t.Errorf("%s: %q holds %q", row.Name, p.Text, got)
			}
		}
	}
}

func TestCitations(t *testing.T) {
	s := factsService(t)
	list, err := s.Citations(CitationParams{Document: "law0"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range list.Citations {
		line := fmt.Sprintf("%s %s -> ", c.Clause.Name, c.Text)
		if c.Target == nil {
			line += "nothing loaded"
		} else {
			line += c.Target.URL
			for _, x := range c.Target.Clauses {
				line += " " + x.Name
			}
		}
		got = append(got, line)
	}
	want := []string{
		"第一条 《中华人民共和国水法》 -> nothing loaded",
		"第一条 《样例法》第二条第一款 -> /d/law1/c/2 第二条",
		"第三条 本条例第二条至第三条 -> /d/law0/c/2 第二条 第三条",
		"第三条 样例法第九条 -> /d/law1",
		"第三条 刑法第三百四十三条 -> nothing loaded",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("citations (-want +got):\n%s", diff)
	}
	if c := list.Citations[1]; c.Title != "样例法" || c.Number != 2 || c.Paragraph != 1 || c.Self {
		t.Errorf("《样例法》第二条第一款 is %+v", c)
	}
	if c := list.Citations[2]; !c.Self || c.Number != 2 || c.To != 3 {
		t.Errorf("本条例第二条至第三条 is %+v", c)
	}
}

// The words of every citation stand where it says; a title narrows the list to
// its document, however the document is called.
func TestCitationPlaces(t *testing.T) {
	s := factsService(t)
	all, err := s.Citations(CitationParams{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all.Citations {
		if got := words(t, clauseText(t, s, c.Clause), c.Start, c.End); got != c.Text {
			t.Errorf("%q holds %q", c.Text, got)
		}
	}
	for _, test := range []struct {
		document, title string
		total           int
	}{
		{"", "样例", 2}, {"cyzd", "问责条例", 1}, {"cyzd", "民主生活会", 2}, {"", "水法", 1}, {"law1", "样例", 0}, {"", "没有这个标题", 0},
	} {
		list, err := s.Citations(CitationParams{Document: test.document, Title: test.title})
		if err != nil {
			t.Fatal(err)
		}
		if list.Total != test.total || len(list.Citations) != test.total {
			t.Errorf("%q cites %q %d times, want %d", test.document, test.title, list.Total, test.total)
		}
	}
}

// What a norm says of time is in its row.
func TestNormTimes(t *testing.T) {
	s := factsService(t)
	list, err := s.Norms(NormParams{Document: "law0"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range list.Norms {
		got = append(got, n.Frequency+"|"+n.Deadline)
	}
	if !slices.Contains(got, "|自受理之日起15日内") && !slices.Contains(got, "每年至少报告1次|自受理之日起15日内") {
		t.Errorf("frequencies and deadlines are %q", got)
	}
	list, err = s.Norms(NormParams{Document: "cyzd", Actor: "党委常委会"})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(list.Norms, func(n NormRow) bool { return strings.HasPrefix(n.Frequency, "每年至少") }) {
		t.Errorf("nothing that 党委常委会 must do has 每年至少: %+v", list.Norms)
	}
}

// Pages of a list, joined, are the list, and each knows its length.
func TestFactPages(t *testing.T) {
	s := factsService(t)
	for name, page := range map[string]func(limit, offset int) (total int, rows []string){
		"norms": func(limit, offset int) (int, []string) {
			l, err := s.Norms(NormParams{Limit: limit, Offset: offset})
			if err != nil {
				t.Fatal(err)
			}
			var rows []string
			for _, n := range l.Norms {
				rows = append(rows, fmt.Sprint(n.Clause.ID, n.Start, n.Text))
			}
			return l.Total, rows
		},
		"terms": func(limit, offset int) (int, []string) {
			l, err := s.Terms(TermParams{Limit: limit, Offset: offset})
			if err != nil {
				t.Fatal(err)
			}
			var rows []string
			for _, r := range l.Terms {
				rows = append(rows, r.Document.ID+r.Name)
			}
			return l.Total, rows
		},
		"citations": func(limit, offset int) (int, []string) {
			l, err := s.Citations(CitationParams{Limit: limit, Offset: offset})
			if err != nil {
				t.Fatal(err)
			}
			var rows []string
			for _, c := range l.Citations {
				rows = append(rows, fmt.Sprint(c.Clause.ID, c.Start, c.Text))
			}
			return l.Total, rows
		},
	} {
		total, all := page(0, 0)
		if total != len(all) || total < 10 {
			t.Errorf("%s: %d of %d without a limit", name, len(all), total)
		}
		var joined []string
		for at := 0; at < total; at += 7 {
			n, rows := page(7, at)
			if n != total {
				t.Errorf("%s: the page at %d says there are %d, want %d", name, at, n, total)
			}
			joined = append(joined, rows...)
		}
		if diff := cmp.Diff(all, joined); diff != "" {
			t.Errorf("%s: pages joined (-all +joined):\n%s", name, diff)
		}
		if _, rows := page(7, total); len(rows) > 0 {
			t.Errorf("%s: there is something behind the end: %q", name, rows)
		}
	}
}

func TestFactsOfNoDocument(t *testing.T) {
	s := factsService(t)
	_, norms := s.Norms(NormParams{Document: "nothere"})
	_, terms := s.Terms(TermParams{Document: "nothere"})
	_, citations := s.Citations(CitationParams{Document: "nothere"})
	for _, err := range []error{norms, terms, citations} {
		if missing := (*NotFoundError)(nil); !errors.As(err, &missing) || len(missing.Fixes) == 0 {
			t.Errorf("a document that is not there gives %v", err)
		}
	}
}

// Facts of more clauses than can be read at once are refused.
func TestFactsBounded(t *testing.T) {
	half := &corpus.Document{Clauses: make([]*corpus.Clause, maxRegister/2)}
	if err := fewEnough([]*corpus.Document{half, half}); err != nil {
		t.Errorf("%d clauses: %v", maxRegister, err)
	}
	err := fewEnough([]*corpus.Document{half, half, {Clauses: make([]*corpus.Clause, 1)}})
	if bad := (*ParamError)(nil); !errors.As(err, &bad) || bad.Param != "document" {
		t.Errorf("one clause more gives %v", err)
	}
}
