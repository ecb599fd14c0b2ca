package examples

import (
	"slices"
	"testing"

	"tiaowen/api/answer"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index"
)

// parse reads one document.
func parse(t *testing.T, text string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("x.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const lamps = "江城市路灯条例\n\n2020年1月1日 通过\n\n第一条 单位不得损坏路灯。\n\n第二条 单位不得遮挡路灯，不得拆除路灯。\n\n" +
	"第三条 管理部门应当每年检查路灯。\n\n第四条 管理部门应当及时修复路灯。\n\n第五条 本条例自2020年3月1日起施行。\n"

// Every example is answered by its document, in so many words; a document of
// too few clauses gives none.
func TestOf(t *testing.T) {
	for _, test := range []struct {
		name string
		docs []*corpus.Document
		some bool
	}{
		{"one", []*corpus.Document{corpus.Measures()}, true},
		{"several", []*corpus.Document{corpus.Measures(), parse(t, lamps)}, true},
		{"short", []*corpus.Document{parse(t, "江城市茶楼条例\n\n第一条 茶楼不得扰民。\n\n第二条 茶楼不得占道。\n")}, false},
		{"none", nil, false},
	} {
		ix, err := index.New(test.docs, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		asker := answer.New(ix)
		list := Of(ix, asker)
		if (len(list) > 0) != test.some || len(list) > Most {
			t.Errorf("%s: %q", test.name, list)
		}
		for _, q := range list {
			r, err := asker.Ask(t.Context(), q, answer.Options{Words: true})
			if err != nil || !r.Answerable() || r.Grade == "likely" {
				t.Errorf("%s: %s is not answered: %+v %v", test.name, q, r, err)
			}
		}
	}
}

// Who is bound once is not asked about; the clause that forbids most is.
func TestBusiest(t *testing.T) {
	d := parse(t, lamps)
	if got := busiest(d, norm.Require); !slices.Equal(got, []string{"管理部门"}) {
		t.Errorf("required: %q", got)
	}
	if got := busiest(d, norm.Permit); len(got) != 0 {
		t.Errorf("permitted: %q", got)
	}
	if got := strictest(d); got == nil || got.Number != 2 {
		t.Errorf("the strictest clause is %v", got)
	}
	if got := strictest(parse(t, "茶楼条例\n\n第一条 茶楼应当清洁。\n")); got != nil {
		t.Errorf("a clause that forbids nothing: %s", got.Name())
	}
}
