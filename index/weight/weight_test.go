package weight_test

import (
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/collection"
	"tiaowen/index/cutter"
	"tiaowen/index/engine"
	"tiaowen/index/field"
	"tiaowen/index/weight"
)

// A term weighs more where it stands more often and in less text; a word is a term of
// its own, and a figure the same in all writings.
func TestBag(t *testing.T) {
	d, err := corpus.Parse("x.txt", []byte("照明条例\n\n第一条 路灯损坏的，应当修复路灯。\n\n第二条 路灯由市政部门管理，管理费由财政负担，每年拨付一次。\n\n第三条 处三百元罚款。\n"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := collection.New([]*corpus.Document{d})
	if err != nil {
		t.Fatal(err)
	}
	words, err := cutter.New("")
	if err != nil {
		t.Fatal(err)
	}
	words.LearnTexts(field.Sources(d))
	w := weight.New(c, words, weight.Params{K1: 1, Field: [field.Scored]float64{1, 1, 1, 1}, B: [field.Scored]float64{0.75, 0, 0, 0}})
	one, two, three := w.Bag(d.Clauses[0]), w.Bag(d.Clauses[1]), w.Bag(d.Clauses[2])
	if one["路灯"] <= two["路灯"] || two["路灯"] == 0 || three["路灯"] != 0 || one["_路灯"] == 0 || one["条例"] == 0 || three["_300元"] == 0 {
		t.Errorf("路灯 %d %d %d, as a word %d; 条例 %d; 300元 %d", one["路灯"], two["路灯"], three["路灯"], one["_路灯"], one["条例"], three["_300元"])
	}
	each := make([]float32, 3)
	terms := []engine.Wanted{{Text: "路灯损坏", Weight: 1}, {Text: "_路灯", Weight: 2, Documents: []string{"x"}}, {Documents: []string{d.ID}, Worth: []uint8{7}, Weight: 2}}
	if sum := w.Points(terms)(0, each); each[0] == 0 || each[1] != 0 || each[2] != 14 || sum != each[0]+14 {
		t.Errorf("%v, in all %v", each, sum)
	}
}
