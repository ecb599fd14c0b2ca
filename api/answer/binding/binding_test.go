package binding

import (
	"strings"
	"testing"

	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index"
)

const rules = `游泳馆管理办法

第一章 安全

第一条 教练员应当持证上岗。救生员不得擅自离岗，不准个人代班，救生员不得饮酒。

第二条 教练员、救生员和保洁人员应当参加培训。

第三条 电子商务平台经营者不得倒卖门票。

第四条 坚决反对铺张浪费。禁止带宠物入馆。

第二章 法律责任

第五条 救生员不得逃避处罚。
`

// asked reads a question to the rules.
func asked(t *testing.T, text string) (*Question, []prepared.Unit) {
	t.Helper()
	d, err := corpus.Parse("游泳馆.txt", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.New([]*corpus.Document{d}, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	query, err := ix.ParseTyped(text)
	if err != nil {
		t.Fatal(err)
	}
	q := &Question{Question: wording.Read(ix, question.Read(ix, query, true)), Placed: true, Texts: new(prepared.Cache)}
	var norms []prepared.Unit
	for _, c := range q.Texts.All(d.Clauses) {
		norms = append(norms, c.Norms()...)
	}
	return q, norms
}

// said joins what norms say.
func said(norms []prepared.Unit) string {
	var out []string
	for _, u := range norms {
		out = append(out, u.Text)
	}
	return strings.Join(out, "|")
}

// The norms of the one named come before those of a list of actors, norms of penalties come after the
// others, and a member of a series that names somebody else is given with it. A short name finds the
// long one.
func TestBinding(t *testing.T) {
	for _, test := range []struct {
		ask  string
		kind norm.Kind
		want string
	}{
		{"对教练员有什么要求", norm.Require, "教练员应当持证上岗|教练员、救生员和保洁人员应当参加培训"},
		{"禁止救生员做什么", norm.Forbid, "救生员不得擅自离岗|救生员不得饮酒|救生员不得逃避处罚|不准个人代班"},
		{"禁止电商平台经营者做什么", norm.Forbid, "电子商务平台经营者不得倒卖门票"},
		{"禁止保洁员做什么", norm.Forbid, ""},
	} {
		q, norms := asked(t, test.ask)
		var kind []prepared.Unit
		for _, u := range norms {
			if u.Norm.Kind == test.kind {
				kind = append(kind, u)
			}
		}
		if got := said(q.Binding(kind)); got != test.want {
			t.Errorf("%s (about %s): %s, want %s", test.ask, q.About, got, test.want)
		}
	}
}

// Of all norms, only that whose actor is just the one named binds only him.
func TestBindsOnly(t *testing.T) {
	q, norms := asked(t, "禁止电子商务平台经营者做什么")
	var only []prepared.Unit
	for _, u := range norms {
		if q.BindsOnly(u.Norm) {
			only = append(only, u)
		}
	}
	if got := said(only); got != "电子商务平台经营者不得倒卖门票" {
		t.Errorf("bound alone: %s", got)
	}
}

// The modal that a question names selects its norms, 反对 the soft ones; a question that names
// none gets the strict ones.
func TestWorded(t *testing.T) {
	for ask, want := range map[string][2]string{
		"不准做什么": {"不准个人代班", "不准"},
		"反对什么":  {"坚决反对铺张浪费", ""},
		"禁止什么":  {"救生员不得擅自离岗|不准个人代班|救生员不得饮酒|电子商务平台经营者不得倒卖门票|禁止带宠物入馆|救生员不得逃避处罚", ""},
	} {
		q, norms := asked(t, ask)
		var forbid []prepared.Unit
		for _, u := range norms {
			if u.Norm.Kind == norm.Forbid {
				forbid = append(forbid, u)
			}
		}
		picked, modal := Worded(q.Question.Question, forbid)
		if said(picked) != want[0] || modal != want[1] {
			t.Errorf("%s: %s by %q, want %s by %q", ask, said(picked), modal, want[0], want[1])
		}
	}
}
