package outright

import (
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

// A prohibition holds always when nothing but its actor or another prohibition stands before it.
func TestAlways(t *testing.T) {
	for text, want := range map[string]bool{
		"董事不得挪用资金。":        true,
		"不得挪用资金。":          true,
		"离职后半年内，董事不得转让股份。": false,
		"有关联关系的董事不得行使表决权。": false,
		"经营者擅自停业的，不得领取补贴。": false,
		"任何单位不得截留、挪用资金。":   true,
	} {
		d, err := corpus.Parse("办法.txt", []byte("管理办法\n第一条　"+text+"\n第二条　本办法自公布之日起施行。\n"))
		if err != nil {
			t.Fatal(err)
		}
		c := d.Clauses[0]
		norms := norm.Of(c)
		found := false
		for _, n := range norms {
			if Forbids(n) {
				found = true
				if got := Always(c, norms, n, false); got != want {
					t.Errorf("%s holds always: %v", text, got)
				}
				if n.Condition.Len() == 0 && !Always(c, norms, n, true) {
					t.Errorf("%s: a policy has no conditions in front of its norms", text)
				}
			}
		}
		if !found {
			t.Errorf("%s forbids nothing", text)
		}
	}
}

// A soft norm is neither prohibition nor duty, and a bound is not an act.
func TestKinds(t *testing.T) {
	for _, n := range []norm.Norm{{Kind: norm.Forbid, Soft: true}, {Kind: norm.Permit}, {Kind: norm.Require, Soft: true}} {
		if Forbids(n) || Requires(n) {
			t.Errorf("%+v is hard", n)
		}
	}
	if !Forbids(norm.Norm{Kind: norm.Forbid}) || !Requires(norm.Norm{Kind: norm.Require}) {
		t.Error("a hard norm is not")
	}
	for act, want := range map[string]bool{"早于三月一日": true, "对抗善意第三人": true, "挪用资金": false, "超过三年": true, "离岗": false} {
		if Bounds(act) != want {
			t.Errorf("%s sets a bound: %v", act, !want)
		}
	}
}
