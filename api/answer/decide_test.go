package answer

import (
	"context"
	"testing"

	"tiaowen/api/answer/odds"
)

// What is likely is not stated where the subject or the figure asked for is not there.
func TestStates(t *testing.T) {
	for name, c := range map[string]struct {
		row         int
		probability float64
		want        bool
	}{
		"everything is there":        {odds.AllThere, 0.9, true},
		"a figure of the kind asked": {odds.FigureStated, 0.9, true},
		"no figure":                  {odds.FigureMissing, 0.9, false},
		"a figure of another kind":   {odds.FigureOther, 0.9, false},
		"without the subject":        {odds.SubjectMissing, 0.9, false},
		"without the first word":     {odds.FirstMissing, 0.9, false},
		"not likely enough":          {odds.AllThere, 0.6, false},
	} {
		var e odds.Evidence
		e[c.row] = 1
		if got := states(&e, c.probability); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A refusal marks the sentence of each clause that comes closest to the question, not the clause's first one.
func TestRefusalMarksBestSentence(t *testing.T) {
	asker, d := askerOf(t, "keys.txt", `钥匙管理办法
第一条 为了规范管理，制定本办法。
第二条 办公室统一配备钥匙。每人领用一套。离职的，应当交回仓库钥匙。
第三条 档案室每周清扫一次。
`)
	r, err := asker.Ask(context.Background(), "仓库钥匙配一把要多少钱", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Answerable() || len(r.Related) == 0 {
		t.Fatalf("answerable %v, related %v", r.Answerable(), r.Related)
	}
	first := r.Related[0]
	if got := d.Text(first.Best); first.Clause.Number != 2 || got != "离职的，应当交回仓库钥匙" {
		t.Errorf("第%d条 %q", first.Clause.Number, got)
	}
}
