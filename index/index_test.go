package index

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index/facet"
	"tiaowen/segmenter"
)

func measures(tb testing.TB) *Index {
	ix, err := New([]*corpus.Document{corpus.Measures()}, Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { ix.Close() })
	return ix
}

func search(tb testing.TB, ix *Index, text string, n int) []Hit {
	q, err := ix.Parse(text)
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	hits, _, err := ix.Search(context.Background(), q, n)
	if err != nil {
		tb.Fatal(err)
	}
	return hits
}

func TestSearch(t *testing.T) {
	ix := measures(t)
	for _, test := range []struct {
		query string
		want  int
	}{
		{"跑官要官 买官卖官", 20},
		{"四种形态", 30},
		{"党组织建设 软弱涣散", 23},
		{"兩面人", 4},
	} {
		hits := search(t, ix, test.query, 3)
		if len(hits) == 0 || hits[0].Clause.Number != test.want {
			t.Errorf("%s: clause %d is not first: %v", test.query, test.want, numbers(hits))
		}
	}
}

func numbers(hits []Hit) []int {
	var n []int
	for _, h := range hits {
		n = append(n, h.Clause.Number)
	}
	return n
}

func TestPassage(t *testing.T) {
	ix := measures(t)
	for _, text := range []string{"跑官要官", "党组织建设", "全面从严治党责任", "第"} {
		q, err := ix.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range search(t, ix, text, 50) {
			for _, max := range []int{1, 20, 160, 10000} {
				var joined strings.Builder
				end := -1
				for _, p := range ix.Passage(h.Clause, q, max) {
					if end >= 0 && p.Start != end {
						t.Fatalf("%s in %s: a part begins at %d, the one before ends at %d", text, h.Clause.ID(), p.Start, end)
					}
					end = p.End
					joined.WriteString(h.Clause.Document.Text(p.Span))
				}
				if joined.Len() == 0 || !strings.Contains(h.Clause.Text(), joined.String()) {
					t.Errorf("%s in %s: %q is no passage of it", text, h.Clause.ID(), joined.String())
				}
			}
		}
	}
}

// TestPassageWords: a passage ends where a word does, and marks words.
func TestPassageWords(t *testing.T) {
	ix := measures(t)
	for _, c := range ix.clauses {
		text := c.Text()
		words := make(map[int]bool) // places in the text inside of a word
		for tok := range segmenter.Default().Segmenter(slices.Values([]string{text})).Tokens(text) {
			for i := tok.Start + 1; i < tok.End; i++ {
				words[i] = true
			}
		}
		q, err := ix.Parse("党员干部 监督")
		if err != nil {
			t.Fatal(err)
		}
		for size := 60; size < 120; size += 7 {
			parts := ix.Passage(c, q, size)
			end := parts[len(parts)-1].End - c.Body.Start
			if words[end] {
				t.Errorf("%s, %d: the passage ends inside of a word: …%s|%s…", c.ID(), size, text[max(0, end-12):end], text[end:min(len(text), end+12)])
			}
			for _, p := range parts {
				if p.Match && c.Document.Text(p.Span) == "员干" {
					t.Errorf("%s: 员干 is marked", c.ID())
				}
			}
		}
	}
}

func BenchmarkNewMeasures(b *testing.B) {
	docs := []*corpus.Document{corpus.Measures()}
	for b.Loop() {
		ix, err := New(docs, Options{})
		if err != nil {
			b.Fatal(err)
		}
		ix.Close()
	}
}

// TestNamed: a number in a query counts as what it is.
func TestNamed(t *testing.T) {
	ix := measures(t)
	for _, test := range []struct {
		query string
		want  []int
	}{
		{"第20条", []int{20}},
		{"第二十條", []int{20}},
		{"20", []int{20}},
		{"第18到21条", []int{18, 19, 20, 21}},
		{"第3、4条原文", []int{3, 4}},
		{"倒数第二条", []int{37}},
		{"最后两条", []int{37, 38}},
		{"第十一条", []int{11}},
		{"第十一部分", []int{36, 37, 38}},
		{"第99条", nil},
		{"第99999999999999999999条", nil},
	} {
		q, err := ix.Parse(test.query)
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
			continue
		}
		hits, total, err := ix.Search(context.Background(), q, len(test.want)+1)
		if err != nil {
			t.Fatal(err)
		}
		got := numbers(hits)
		if len(got) < len(test.want) || !slices.Equal(got[:len(test.want)], test.want) {
			t.Errorf("%s: %v, want %v", test.query, got, test.want)
		}
		if total < len(test.want) {
			t.Errorf("%s: %d in all", test.query, total)
		}
	}
}

// TestNamedLabels: a number with points and that of an inserted clause are the labels of clauses, in all
// documents where none is named; a short query that stands in a clause word for word finds it first.
func TestNamedLabels(t *testing.T) {
	var docs []*corpus.Document
	for name, text := range map[string]string{
		"考勤.txt": "考勤制度\n1. 总则\n1.1 本制度适用于全体员工。\n1.2 人事部负责考勤。\n2. 上下班\n2.1 八时上班。\n2.2 迟到的，每次扣二十元。\n2.2.1 扣款按月结算。\n",
		"刑罚.txt": "示例刑罚条例\n第一条 制定本条例。\n第二条 盗窃的，处罚款。\n第二条之一 组织盗窃的，加倍。\n第二条之二 教唆的，适用第二条之一。\n第三条 本条例施行。\n",
		"绩效.txt": "绩效办法\n第一条 人事部门负责解释。\n第二条 " + strings.Repeat("事项由科室办理，不得推诿。", 40) + "违者扣发绩效奖金。\n第三条 发放奖金应当公示。\n第四条 扣发工资应当通知。\n",
	} {
		d, err := corpus.Parse(name, []byte(text))
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
	for query, want := range map[string]string{
		"2.2": "2.2", "2.2.1": "2.2.1", "第2.2条": "2.2", "考勤制度2.1": "2.1", "考勤制度 1.2": "1.2",
		"第二条之一": "2-1", "刑罚条例2-1": "2-1", "刑罚条例第2之二条": "2-2", "示例刑罚条例二": "2", "扣发绩效奖金": "2",
	} {
		q, err := ix.Parse(query)
		if err != nil {
			t.Fatal(err)
		}
		hits, _, err := ix.Search(t.Context(), q, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(hits) == 0 || hits[0].Clause.Key != want {
			t.Errorf("%s: %v, want %s first", query, hits, want)
		}
	}
}

// TestPhrases: what stands apart in quotation marks must be in the clause.
func TestPhrases(t *testing.T) {
	ix := measures(t)
	for _, test := range []struct {
		query, phrase string
	}{
		{`"四个意识"`, "四个意识"},
		{`“四个意识” 主体责任`, "四个意识"},
		{`「四個意識」`, "四个意识"},
		{`党组织 "上有政策、下有对策"`, "上有政策、下有对策"},
		{`"没有这句话的文件"`, "没有这句话的文件"},
	} {
		q, err := ix.Parse(test.query)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(q.Phrases, []string{test.phrase}) {
			t.Errorf("%s: phrases %q", test.query, q.Phrases)
		}
		hits, total, err := ix.Search(context.Background(), q, 100)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, c := range ix.clauses {
			text, _ := c.Clean()
			for s := c.Section; s != nil; s = s.Parent {
				text += "\n" + s.Title
			}
			if strings.Contains(text+"\n"+c.Document.Title, test.phrase) {
				want++
			}
		}
		if total != want || len(hits) != want {
			t.Errorf("%s: %d hits, %d in all, want %d", test.query, len(hits), total, want)
		}
	}
	q, err := ix.Parse("什么是“两面人”？")
	if err != nil || len(q.Phrases) > 0 {
		t.Errorf("words quoted in a sentence are a phrase: %q, %v", q.Phrases, err)
	}
}

func TestFilters(t *testing.T) {
	ix := measures(t)
	ask := func(change func(*Query)) ([]Hit, error) {
		q, err := ix.Parse("党员干部")
		if err != nil {
			t.Fatal(err)
		}
		change(q)
		hits, _, err := ix.Search(context.Background(), q, 100)
		return hits, err
	}
	for _, section := range []string{"6", "六、", "建设忠诚干净担当干部队伍"} {
		hits, err := ask(func(q *Query) { q.Section = section })
		if err != nil || len(hits) == 0 {
			t.Errorf("section %s: %d hits, %v", section, len(hits), err)
		}
		for _, h := range hits {
			if h.Clause.Number < 18 || h.Clause.Number > 21 {
				t.Errorf("section %s: clause %d", section, h.Clause.Number)
			}
		}
	}
	for _, name := range facet.Norms {
		hits, err := ask(func(q *Query) { q.Norm = name })
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hits {
			if !slices.ContainsFunc(norm.Of(h.Clause), func(n norm.Norm) bool { return n.Kind.String() == name }) {
				t.Errorf("norm %s: clause %d holds none", name, h.Clause.Number)
			}
		}
	}
	for name, change := range map[string]func(*Query){
		"norm":     func(q *Query) { q.Norm = "forbidden" },
		"document": func(q *Query) { q.Document = "nowhere" },
	} {
		if _, err := ask(change); !errors.Is(err, ErrFilter) {
			t.Errorf("a bad %s: %v", name, err)
		}
	}
}

// TestBadInput: nothing that is typed crashes or reaches a query language.
func TestBadInput(t *testing.T) {
	ix := measures(t)
	for _, text := range []string{
		"", " ", "。，！", "\x00\x01", "\xff\xfe", strings.Repeat("党", 10000), strings.Repeat("党员", 5000),
		"+text:*", "/.*/", `"`, `""`, `"" ""`, "…", "a:b AND (c OR", "第条", "*", "\u200b", strings.Repeat(`"党" `, 500),
	} {
		q, err := ix.Parse(text)
		if err != nil {
			if !errors.Is(err, ErrEmptyQuery) {
				t.Errorf("%.20q: %v", text, err)
			}
			continue
		}
		hits, _, err := ix.Search(context.Background(), q, 10)
		if err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
		for _, h := range hits {
			ix.Passage(h.Clause, q, 0)
		}
	}
}
