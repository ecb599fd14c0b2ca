package index

import (
	"os"
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index/facet"
	"tiaowen/index/naming"
)

// shelf is an index of three short texts of different kinds and years.
func shelf(tb testing.TB) *Index {
	tb.Helper()
	var docs []*corpus.Document
	for name, text := range map[string]string{
		"a.md": "# 青川市档案管理条例\n\n（2021年3月1日公布）\n\n第一章　总则\n\n第一条　档案应当集中保管。\n\n第二条　任何人不得涂改档案。\n\n第二章　借阅\n\n第三条　借阅档案应当登记。\n\n第四条　公民可以查阅卷宗。\n",
		"b.md": "# 青川市公章使用办法\n\n（2023年6月1日公布）\n\n第一条　公章由专人保管。\n\n第二条　使用公章应当登记，不得外借。\n",
		"c.md": "# 关于做好档案工作的通知\n\n（2023年9月1日）\n\n1.登记要及时。\n\n2.保管要安全，涂改的地方要写明原因。\n",
	} {
		d, err := corpus.Parse(name, []byte(text))
		if err != nil {
			tb.Fatal(err)
		}
		docs = append(docs, d)
	}
	slices.SortFunc(docs, func(a, b *corpus.Document) int { return strings.Compare(a.Date, b.Date) })
	ix, err := New(docs, Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { ix.Close() })
	return ix
}

// hitsOf names the clauses that a query finds: the year of the document and the clause.
func hitsOf(tb testing.TB, ix *Index, q *Query) (out []string, count *facet.Tally) {
	tb.Helper()
	hits, total, count, err := ix.SearchCount(tb.Context(), q, 100)
	if err != nil {
		tb.Fatal(err)
	}
	if total != len(hits) {
		tb.Errorf("%q: %d hits, %d in all", q.Text, len(hits), total)
	}
	for _, h := range hits {
		out = append(out, naming.KindOf(h.Clause.Document)+h.Clause.Key)
	}
	return out, count
}

func TestNarrow(t *testing.T) {
	ix := shelf(t)
	for _, c := range []struct {
		name, text string
		set        func(q *Query)
		want       string // in order of their names
	}{
		{"nothing", "登记", func(*Query) {}, "办法2 条例3 通知1"},
		{"kind", "登记", func(q *Query) { q.Kind = "办法" }, "办法2"},
		{"year", "登记", func(q *Query) { q.Year = "2023" }, "办法2 通知1"},
		{"exclude", "登记", func(q *Query) { q.Exclude = "公章 及时" }, "条例3"},
		{"exact", "保管", func(q *Query) { q.Exact = "集中保管" }, "条例1"},
		{"exact, nowhere", "保管", func(q *Query) { q.Exact = "保管集中" }, ""},
		{"all", "登记档案", func(q *Query) { q.All = true }, "条例3 通知1"},
		{"all, with a number", "第3条登记档案", func(q *Query) { q.All = true }, "条例3 通知1"},
		{"titles", "借阅", func(q *Query) { q.Titles = true }, "条例3 条例4"},
		{"titles, of the document", "公章", func(q *Query) { q.Titles = true }, "办法1 办法2"},
	} {
		q, err := ix.Parse(c.text)
		if err != nil {
			t.Fatal(err)
		}
		c.set(q)
		q.Cut = true
		got, _ := hitsOf(t, ix, q)
		slices.Sort(got)
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}

// The counts are those of the hits, whatever is asked.
func TestTally(t *testing.T) {
	for _, ix := range []*Index{shelf(t), measures(t)} {
		for _, text := range []string{"登记", "档案保管", "干部", "党员 干部 不得", "第3条", "第二条不得"} {
			for _, document := range []string{"", ix.Documents()[0].ID} {
				q, err := ix.Parse(text)
				if err != nil {
					t.Fatal(err)
				}
				q.Count, q.Cut, q.Document = true, true, document
				hits, total, count, err := ix.SearchCount(t.Context(), q, 100)
				if err != nil {
					t.Fatal(err)
				}
				documents, norms, sections := map[*corpus.Document]int{}, map[string]int{}, map[*corpus.Section]int{}
				for _, h := range hits {
					documents[h.Clause.Document]++
					seen := map[string]bool{}
					for _, n := range norm.Of(h.Clause) {
						if !seen[n.Kind.String()] {
							seen[n.Kind.String()] = true
							norms[n.Kind.String()]++
						}
					}
					if path := h.Clause.Path(); len(path) > 0 {
						sections[path[0]]++
					}
				}
				sum := 0
				for _, c := range count.Documents() {
					sum += c.N
					if documents[c.Of] != c.N {
						t.Errorf("%s: %d in %s, want %d", text, c.N, c.Of.Title, documents[c.Of])
					}
				}
				if sum != total {
					t.Errorf("%s: the documents have %d, all together %d", text, sum, total)
				}
				for _, c := range count.Norms() {
					if norms[c.Of] != c.N {
						t.Errorf("%s: %d %s, want %d", text, c.N, c.Of, norms[c.Of])
					}
				}
				for _, c := range count.Sections() {
					if sections[c.Of] != c.N || document == "" {
						t.Errorf("%s: %d in %s, want %d", text, c.N, c.Of.Title, sections[c.Of])
					}
				}
				kinds := 0
				for _, c := range count.Kinds() {
					kinds += c.N
				}
				if kinds != total {
					t.Errorf("%s: the kinds have %d, all together %d", text, kinds, total)
				}
			}
		}
	}
}

// A clause that shares no more than a lone character with the query, or the words in
// which people ask, is cut off; all that stays holds something to mark, is named, or is near in meaning.
func TestCut(t *testing.T) {
	ix := measures(t)
	for text, want := range map[string]int{"第20条禁止什么": 0, "什么是党员": 0, "党员干部怎么管理": 0} {
		q, err := ix.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		_, before, err := ix.Search(t.Context(), q, 100)
		if err != nil {
			t.Fatal(err)
		}
		q.Cut = true
		hits, after, err := ix.Search(t.Context(), q, 100)
		if err != nil {
			t.Fatal(err)
		}
		if after >= before || after == 0 {
			t.Errorf("%s: %d hits, %d before", text, after, before)
		}
		bare := 0
		for i, h := range hits {
			if i > 0 && len(ix.Marked(h.Clause, q)) == 0 {
				bare++
			}
		}
		if bare > want {
			t.Errorf("%s: %d of %d hits hold nothing of it", text, bare, after)
		}
	}
}

func TestNewest(t *testing.T) {
	ix := shelf(t)
	q, err := ix.Parse("登记")
	if err != nil {
		t.Fatal(err)
	}
	q.Newest = true
	got, _ := hitsOf(t, ix, q)
	if want := []string{"通知1", "办法2", "条例3"}; !slices.Equal(got[:3], want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// BenchmarkCount holds a search that counts what it finds against one that does not.
// A rare and a common query, by turns, none from the cache.
func BenchmarkCount(b *testing.B) {
	ix := measures(b)
	if os.Getenv("TIAOWEN_LAWS") != "" {
		var err error
		if ix, err = New(readLaws(b), Options{}); err != nil {
			b.Fatal(err)
		}
		defer ix.Close()
	}
	for _, counts := range []bool{false, true} {
		name := "plain"
		if counts {
			name = "counted"
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				for _, text := range []string{"用人单位不得扣押证件", "合同", "干部 任免", "人民法院应当受理"} {
					q, err := ix.Parse(text)
					if err != nil {
						b.Fatal(err)
					}
					q.Count, q.Cut = counts, true
					ix.recent.forget()
					if _, _, err := ix.Search(b.Context(), q, 10); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
