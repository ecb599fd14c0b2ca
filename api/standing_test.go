package api

import (
	"testing"

	"tiaowen/corpus"
)

// lamps are a text, the one that repealed it, one whose fate nothing tells, and
// two versions of another.
func lamps(t *testing.T) *Service {
	t.Helper()
	const body = "第一条 为了规范管理，保障公众权益，制定本条例。\n\n第二条 市有关部门负责监督管理工作。\n\n"
	var docs []*corpus.Document
	for _, src := range []string{
		"江城市路灯条例\n\n2005年1月1日 通过\n\n" + body + "第三条 本条例自2005年3月1日起施行。\n",
		"江城市照明条例\n\n2020年1月1日 通过\n\n" + body + "第三条 本条例自2020年3月1日起施行。《江城市路灯条例》同时废止。\n",
		"江城市茶楼条例\n\n2008年1月1日 通过\n\n" + body + "第三条 本条例自2008年2月1日起施行。\n",
		"江城市茶楼工作条例\n\n2021年1月1日 通过\n\n" + body + "第三条 本条例自2021年2月1日起施行。\n",
		"江城市湿地条例\n\n2010年1月1日 通过\n\n" + body + "第三条 本条例自2010年2月1日起施行。\n",
		"江城市湿地条例\n\n2010年1月1日 通过\n\n2022年5月6日 修正\n\n" + body + "第三条 湿地实行名录管理。\n\n第四条 本条例自2010年2月1日起施行。\n",
	} {
		d, err := corpus.Parse("x.txt", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	s, err := Of(docs...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAskStanding(t *testing.T) {
	s := lamps(t)
	for _, test := range []struct{ question, text, note, reason string }{
		{"江城市路灯条例还有效吗", "《江城市路灯条例》同时废止。", "《江城市路灯条例》自 2020-03-01 起已废止", ""},
		{"江城市照明条例是否现行有效？", "本条例自2020年3月1日起施行。", "《江城市照明条例》自 2020-03-01 起施行；收录的文件（截至 2022-05-06）中没有废止或替代它的规定", ""},
		{"《江城市湿地条例》废止了吗", "本条例自2010年2月1日起施行。", "《江城市湿地条例》自 2022-05-06 起施行；收录的文件（截至 2022-05-06）中没有废止或替代它的规定", ""},
		{"江城市茶楼条例还有效吗", "", "问《江城市茶楼条例》是否有效", "收录的文件没有写明《江城市茶楼条例》是否仍然有效；另有较新的《江城市茶楼工作条例》（2021-01-01）"},
	} {
		a, err := s.Ask(t.Context(), AskParams{Question: test.question, Lang: "zh"})
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		if len(a.Answers) > 0 {
			text = a.Answers[0].Text
			if runes := []rune(a.Answers[0].Clause.Text); string(runes[a.Answers[0].Start:a.Answers[0].End]) != text {
				t.Errorf("%s: the answer is not verbatim", test.question)
			}
		}
		if text != test.text || a.Answerable != (text != "") || a.Reading.Note != test.note || a.Reason != test.reason {
			t.Errorf("%s: %q, note %q, reason %q", test.question, text, a.Reading.Note, a.Reason)
		}
	}
	// Other questions stay the asker's.
	for _, question := range []string{"江城市照明条例", "江城市照明条例第三条", "路灯条例规定了什么有效措施", "合同什么时候生效"} {
		a, err := s.Ask(t.Context(), AskParams{Question: question, Lang: "zh"})
		if err != nil {
			t.Fatal(err)
		}
		if a.Reading.Intent == "status" {
			t.Errorf("%s is read as a question about force", question)
		}
	}
}

// The version is in every place once there are several, and nowhere before.
func TestVersionEverywhere(t *testing.T) {
	s := lamps(t)
	list, err := s.Documents(100, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list.Documents {
		if (d.Version != "") != (d.Title == "江城市湿地条例") {
			t.Errorf("%s has the version %q", d.Title, d.Version)
		}
		view, err := s.Clause(d.ID, "3")
		if err != nil {
			t.Fatal(err)
		}
		want := "《" + d.Title + "》第三条"
		if d.Version != "" {
			want = "《" + d.Title + "》（" + d.Version + "）第三条"
		}
		if view.Clause.Cite != want || view.Clause.Document.Version != d.Version {
			t.Errorf("the clause is cited as %q, want %q", view.Clause.Cite, want)
		}
		if d.Version == "2010年" && (view.Newest == nil || view.Newest.Name != "第四条" || view.Standing.Kind != "amended" || *view.Clause.Document.InForce) {
			t.Errorf("the older version: %+v %+v", view.Newest, view.Standing)
		}
		if d.Version == "2022年修正" && (view.Newest != nil || view.Standing.Kind != "in_force") {
			t.Errorf("the newest version: %+v %+v", view.Newest, view.Standing)
		}
		kit, err := s.Study(t.Context(), StudyParams{Clauses: []string{d.ID + "/3"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range kit.Questions {
			if q.Cite != want {
				t.Errorf("a question is from %q, want %q", q.Cite, want)
			}
		}
	}
}

// What only an older version says is not found, and the result names the version: in all documents and in the
// newest version alone. A search for older versions finds it.
func TestOlderVersions(t *testing.T) {
	old, err := corpus.Parse("公章办法.txt", []byte("公章办法\n\n（2020年1月1日公布）\n\n第一条 公章由办公室保管。\n\n第二条 公章可以外借。\n"))
	if err != nil {
		t.Fatal(err)
	}
	newest, err := corpus.Parse("公章办法.txt", []byte("公章办法\n\n（2024年1月1日公布）\n\n第一条 公章由办公室保管。\n\n第二条 公章不得外借。\n"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := corpus.Parse("值班办法.txt", []byte("值班办法\n\n第一条 值班人员不得离岗。\n\n第二条 值班记录保存一年。\n"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Of(old, newest, other)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		p     SearchParams
		total int
		older string
	}{
		{SearchParams{Query: `"公章可以外借"`}, 0, old.ID + "/2"},
		{SearchParams{Query: "公章", Exact: "可以外借"}, 0, old.ID + "/2"},
		{SearchParams{Query: `"公章可以外借"`, Document: newest.ID}, 0, old.ID + "/2"},
		{SearchParams{Query: `"公章可以外借"`, Document: other.ID}, 0, ""},
		{SearchParams{Query: `"公章可以外借"`, Document: old.ID}, 1, ""},
		{SearchParams{Query: `"公章可以外借"`, Versions: true}, 1, ""},
		{SearchParams{Query: `"公章可以外借"`, Date: "2024-06-01"}, 0, ""},
		{SearchParams{Query: `"公章一概外借"`}, 0, ""},
		{SearchParams{Query: `"公章不得外借"`}, 1, ""},
	} {
		r, err := s.Search(t.Context(), tt.p)
		if err != nil {
			t.Fatal(err)
		}
		older := ""
		for _, h := range r.Older {
			older += h.Clause.ID
		}
		if r.Total != tt.total || older != tt.older {
			t.Errorf("%+v: %d found, older %q; want %d, %q", tt.p, r.Total, older, tt.total, tt.older)
		}
	}
}
