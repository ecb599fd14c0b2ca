package index

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/passage"
	"tiaowen/index/sampletest"
)

// Two characters are said where they are no pieces of two words.
func TestVocabularyPieces(t *testing.T) {
	ix, err := New(sampletest.Titled(t, "安全须知"), Options{Synonyms: "出事 -> 规范\n书包 -> 制定"})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for query, want := range map[string]int{"提出事实和理由": 0, "出事怎么办": 1, "书包丢在哪": 1, "文书包括哪些": 0} {
		q, err := ix.ParseTyped(query)
		if err != nil {
			t.Fatal(err)
		}
		if len(q.Expansions) != want {
			t.Errorf("%s: %v, want %d", query, q.Expansions, want)
		}
	}
}

// A vocabulary that belongs to a document adds words where the document is loaded, and finds its clauses alone.
func TestVocabularyOfDocument(t *testing.T) {
	text := func(title string) *corpus.Document {
		d, err := corpus.Parse(title+".md", []byte("# "+title+"\n\n第一条 图书应当爱护。\n\n第二条 逾期未还的，停止借阅权限。\n"))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	synonyms := "晚交 -> 滞纳\n《甲馆借阅须知》\n拖着没还 -> 逾期未还\n罚 -> 停止借阅\n《》\n拉黑 -> 停止借阅权限\n"
	a, b := text("甲馆借阅须知"), text("乙馆借阅须知")
	for _, test := range []struct {
		docs  []*corpus.Document
		query string
		hits  string
		added string
	}{
		{[]*corpus.Document{a, b}, "拖着没", "甲馆借阅须知第二条", "逾期未还 甲馆借阅须知"},
		{[]*corpus.Document{b}, "拖着没", "", ""},
		{[]*corpus.Document{a, b}, "拉黑", "甲馆借阅须知第二条 乙馆借阅须知第二条", "停止借阅权限 "},
	} {
		test.query += "还"
		ix, err := New(test.docs, Options{Synonyms: synonyms})
		if err != nil {
			t.Fatal(err)
		}
		q, err := ix.ParseTyped(test.query)
		if err != nil {
			t.Fatal(err)
		}
		var added []string
		for _, e := range q.Expansions {
			added = append(added, e.To+" "+e.Document)
			if !e.In(a) || e.In(b) != (e.Document == "") {
				t.Errorf("%s: %s counts in the wrong document", test.query, e.To)
			}
		}
		if got := strings.Join(added, ", "); got != test.added {
			t.Errorf("%s: added %q, want %q", test.query, got, test.added)
		}
		q.Terms = slices.DeleteFunc(q.Terms, func(t Term) bool { return t.Origin == "query" })
		hits, _, err := ix.Search(t.Context(), q, 10)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, h := range hits {
			found = append(found, h.Clause.Document.Title+h.Clause.Label)
		}
		slices.Sort(found)
		want := strings.Fields(test.hits)
		slices.Sort(want)
		if !slices.Equal(found, want) {
			t.Errorf("%s: found %v, want %v", test.query, found, want)
		}
		if test.hits == "甲馆借阅须知第二条" {
			for _, d := range test.docs {
				marked := slices.ContainsFunc(ix.Passage(d.Clauses[1], q, 0), func(p passage.Part) bool { return p.Match && d.Text(p.Span) == "逾期未还" })
				if marked != (d == a) {
					t.Errorf("%s: the word is marked in %s: %v", test.query, d.Title, marked)
				}
			}
		}
		ix.Close()
	}
}
