package reading

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/api"
)

// Whatever overlaps, the runs joined are the text.
func TestRuns(t *testing.T) {
	c := &api.Clause{Text: "标题。甲应当乙，不得丙•丁。", Title: "标题", Repairs: []api.Repair{{Start: 11, End: 12, Text: "•"}}}
	norms := []api.NormRow{{Norm: "require", Start: 3, End: 7, Actor: "甲"}, {Norm: "forbid", Start: 8, End: 13, Soft: true}}
	citations := []api.CitationRow{{Start: 9, End: 10, Target: &api.CitationTarget{URL: "/d/x"}}}
	known := notes{norms, citations}
	want := []run{
		{Text: "标", Title: true, Found: true, Spot: 1}, {Text: "题", Title: true}, {Text: "。"},
		{Text: "甲", Norm: "require", Actor: "甲"}, {Text: "应当", Norm: "require", Actor: "甲", Quoted: true},
		{Text: "乙", Norm: "require", Actor: "甲", Quoted: true, Found: true, Spot: 2},
		{Text: "，", Quoted: true}, {Text: "不", Norm: "forbid", Soft: true, Quoted: true}, {Text: "得", Norm: "forbid", Soft: true, Link: "/d/x"}, {Text: "丙", Norm: "forbid", Soft: true},
		{Text: "•", Norm: "forbid", Soft: true, Repair: true}, {Text: "丁", Norm: "forbid", Soft: true}, {Text: "。"},
	}
	if diff := cmp.Diff(want, runs(c.Text, 0, known, c, []api.Range{{Start: 0, End: 1}, {Start: 6, End: 7}}, 4, 9)); diff != "" {
		t.Error(diff)
	}
	for from := -3; from < 20; from++ {
		for to := from; to < 20; to++ {
			var joined strings.Builder
			for _, r := range runs(c.Text, 0, known, c, []api.Range{{Start: 2, End: 5}, {Start: 9, End: 13}}, from, to) {
				joined.WriteString(r.Text)
			}
			if joined.String() != c.Text {
				t.Fatalf("quoting %d-%d loses words: %q", from, to, joined.String())
			}
		}
	}
}

// A word that is searched for, a norm, a repair and the title may begin and end anywhere, inside a line or not.
func TestCutsOf(t *testing.T) {
	for _, test := range []struct {
		begin, end int
		places     []int
		want       []int
	}{
		{0, 10, nil, []int{0, 10}},
		{0, 10, []int{7, 3}, []int{0, 3, 7, 10}},
		{5, 10, []int{5, 10, 4, 11, -1}, []int{5, 10}},
		{5, 5, []int{5}, []int{5, 5}},
		{0, 10, []int{3, 3}, []int{0, 3, 3, 10}},
	} {
		if got := cutsOf(test.begin, test.end, test.places); !slices.Equal(got, test.want) {
			t.Errorf("%d to %d at %v: %v, want %v", test.begin, test.end, test.places, got, test.want)
		}
	}
	c := &api.Clause{Text: "甲乙", Repairs: []api.Repair{{Start: 1, End: 2}}}
	known := notes{norms: []api.NormRow{{Start: 3, End: 4}}, citations: []api.CitationRow{{Start: 5, End: 6}}}
	if got := edges(known, c, []api.Range{{Start: 7, End: 8}}); !slices.Equal(slices.Sorted(slices.Values(got)), []int{1, 2, 3, 4, 5, 6, 7, 8}) {
		t.Errorf("the edges are %v", got)
	}
}
