package index

import (
	"testing"

	"tiaowen/corpus"
)

func TestIsForeign(t *testing.T) {
	ix, err := New([]*corpus.Document{corpus.Measures()}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	english, err := corpus.Parse("rules.txt", []byte("House Rules\nArticle 1 Visitors shall register at the desk.\nArticle 2 Visitors shall leave before midnight.\n"))
	if err != nil {
		t.Fatal(err)
	}
	both, err := New([]*corpus.Document{corpus.Measures(), english}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer both.Close()
	for _, c := range []struct {
		query         string
		alone, beside bool // foreign to the measures text alone; beside rules in English
	}{
		{"who supervises the top leader of a unit", true, true},
		{"when shall visitors leave", true, false},
		{"国外有家属的官员怎么管", false, false},
		{"san hui yi ke", false, false},
		{"xuncha huitoukan", false, false},
		{"GDP", false, false},
		{"clause 20 禁止什么", false, false},
	} {
		for _, side := range []struct {
			ix   *Index
			want bool
		}{{ix, c.alone}, {both, c.beside}} {
			q, err := side.ix.ParseTyped(c.query)
			if err != nil {
				t.Fatal(err)
			}
			if q.Foreign != side.want {
				t.Errorf("%q: foreign %v, want %v", c.query, q.Foreign, side.want)
			}
		}
	}
}

// The rules of one text, in whatever order its words are said, count for the encoder where the text stands alone.
func TestMeantByOneText(t *testing.T) {
	other, err := corpus.Parse("park.md", []byte("# 公园管理办法\n\n第一条 公园每日八时开放。\n\n第二条 公园内禁止吸烟。\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		docs []*corpus.Document
		want string
	}{
		{[]*corpus.Document{corpus.Measures()}, "裸官的官员怎么管"},
		{[]*corpus.Document{corpus.Measures(), other}, "国外有家属的官员怎么管"},
	} {
		ix, err := New(c.docs, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer ix.Close()
		q, err := ix.ParseTyped("国外有家属的官员怎么管")
		if err != nil {
			t.Fatal(err)
		}
		if got := q.Meant(); got != c.want {
			t.Errorf("%d documents: %s, want %s", len(c.docs), got, c.want)
		}
	}
}

// A word of the office's own is read by the encoder as what the vocabulary says for it.
func TestMeant(t *testing.T) {
	ix, err := New([]*corpus.Document{corpus.Measures()}, Options{Synonyms: "红毯秀 -> 面子工程\n"})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for query, want := range map[string]string{
		"红毯秀怎么治":  "面子工程怎么治",
		"面子工程怎么治": "面子工程怎么治",
	} {
		q, err := ix.ParseTyped(query)
		if err != nil {
			t.Fatal(err)
		}
		if got := q.Meant(); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}
