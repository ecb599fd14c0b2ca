package index

import (
	"strings"
	"testing"

	"tiaowen/corpus"
)

// The names of a rule with = are each other's; what a rule with -> adds is no name.
func TestNamesOfOneThing(t *testing.T) {
	ix, err := New([]*corpus.Document{corpus.Measures()}, Options{Synonyms: "甲部 = 甲局 = 甲办\n乙部 -> 甲部\n丙 -> 丁\n丁 -> 丙@0.5"})
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{
		"甲部": "甲局 甲办", "甲办": "甲部 甲局", "乙部": "", "丙": "", "没有": "", "": "", "最高法": "最高院 最高人民法院",
	} {
		if got := strings.Join(ix.Names(word), " "); got != want {
			t.Errorf("%s is also %q, want %q", word, got, want)
		}
	}
}
