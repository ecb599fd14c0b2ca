package index

import (
	"slices"
	"testing"

	"tiaowen/corpus"
)

func suggested(ix *Index, text string, n int) []string {
	var out []string
	for _, s := range ix.Suggest(text, n) {
		out = append(out, s.Kind+" "+s.Text)
	}
	return out
}

func TestSuggest(t *testing.T) {
	ix := measures(t)
	for _, test := range []struct {
		text string
		want []string // the first ones
	}{
		{"净化选人", []string{"clause 净化选人用人风气"}},
		{"淨化選人", []string{"clause 净化选人用人风气"}},
		{"推进全面", []string{"document 推进全面从严治党工作措施"}},
		{"选人用人风", []string{"term 选人用人风气", "clause 净化选人用人风气"}},
		{"四个意", []string{"term 四个意识"}},
		{"第20条", []string{"clause 第20条 净化选人用人风气"}},
		{"加强思想政治", []string{"section 加强思想政治建设"}},
		{"jinghua xuan", []string{"clause 净化选人用人风气"}},
		{"sgys", []string{"term 四个意识"}},
		{"tuijinquanmiancongyan", []string{"document 推进全面从严治党工作措施"}},
		{"xuanrenyongrenfeng", []string{"clause 净化选人用人风气"}}, // from within
		{"xuan ren yong ren feng", []string{"clause 净化选人用人风气"}},
		{"jhxryr", []string{"clause 净化选人用人风气"}},
		{"uanrenyongren", nil}, // from within a syllable
		{"不存在的话", nil},
		{"", nil},
		{"*", nil},
	} {
		got := suggested(ix, test.text, 5)
		if len(got) < len(test.want) || !slices.Equal(got[:len(test.want)], test.want) || len(test.want) == 0 && len(got) > 0 {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

// What stands between the characters of a title does not matter to its sound.
func TestSuggestBooks(t *testing.T) {
	var docs []*corpus.Document
	for _, title := range []string{"中华人民共和国民法典 总则", "中国共产党党员教育管理工作条例", "干部选拔（试行）办法"} {
		d, err := corpus.Parse("a.md", []byte("# "+title+"\n\n第一条　为了规范工作，制定本法。\n"))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	ix, err := New(docs, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for typed, want := range map[string]int{"minfadian": 0, "min fa dian zong": 0, "mfdz": 0, "dangyuan": 1, "dangyuanjiaoyu": 1, "ganbu": 2, "xuanbashixing": 2, "zonghua": -1} {
		got := ix.Suggest(typed, 3)
		switch {
		case want < 0 && len(got) > 0:
			t.Errorf("%s: %v", typed, got)
		case want >= 0 && (len(got) == 0 || len(got) > 2 || got[len(got)-1].Document != docs[want]):
			t.Errorf("%s: %v, want %s", typed, got, docs[want].Title)
		case len(got) == 2 && got[0].Kind != "term":
			t.Errorf("%s: %v, want a word of the texts first", typed, got)
		}
	}
}

func BenchmarkSuggest(b *testing.B) {
	run := func(b *testing.B, ix *Index) {
		ix.Suggest("中", 10)
		for b.Loop() {
			for _, p := range []string{"中", "全面", "法", "第20条", "责任"} {
				ix.Suggest(p, 10)
			}
		}
	}
	b.Run("measures", func(b *testing.B) { run(b, measures(b)) })
	b.Run("laws", func(b *testing.B) {
		ix, err := New(readLaws(b), Options{})
		if err != nil {
			b.Fatal(err)
		}
		defer ix.Close()
		run(b, ix)
	})
}
