package studykit

import (
	"slices"
	"testing"

	"tiaowen/corpus"
)

// basketDoc has five clauses, one of them inserted: 1, 2, 2-1, 3, 4.
func basketDoc(t *testing.T) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("x.txt", []byte("路灯条例\n\n第一条 路灯应当照明。\n\n第二条 路灯不得损坏。\n\n第二条之一 损坏的应当修复。\n\n第三条 维护单位应当巡查。\n\n第四条 本条例自公布之日起施行。\n"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The address of a basket names clauses in ranges where it can, and keeps what names none.
func TestCompact(t *testing.T) {
	d := corpus.Measures()
	for _, test := range []struct{ names, want []string }{
		{[]string{"1", "2", "3"}, []string{"1-3"}},
		{[]string{"3", "1", "2", "2"}, []string{"1-3"}},
		{[]string{"1", "2"}, []string{"1", "2"}},
		{[]string{"5", "1-3", "7-9"}, []string{"1-3", "5", "7-9"}},
		{[]string{d.ID + "/4", "5", d.ID + "/6"}, []string{"4-6"}},
		{[]string{"1", "other/2", "未知"}, []string{"1", "other/2", "未知"}},
		{[]string{"3-1"}, []string{"3-1"}},
		{[]string{"1-"}, []string{"1-"}},
		{nil, nil},
	} {
		got := compact(d, test.names)
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.names, got, test.want)
		}
		if again := compact(d, got); !slices.Equal(again, got) {
			t.Errorf("%q, made short again, is %q", got, again)
		}
	}
	// An inserted clause ends a range: 1-4 would not say whether it is chosen.
	inserted := basketDoc(t)
	var keys []string
	for _, c := range inserted.Clauses {
		keys = append(keys, c.Key)
	}
	got := compact(inserted, keys)
	picked, others := pick(inserted, got)
	if len(picked) != len(inserted.Clauses) || others != nil || slices.Contains(got, "1-4") {
		t.Errorf("%q is %q, which names %d clauses and %q", keys, got, len(picked), others)
	}
}
