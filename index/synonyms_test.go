package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/index/sampletest"
	"tiaowen/segmenter"
)

func TestVocabulary(t *testing.T) {
	v, err := readVocabulary(strings.NewReader(`
# a comment
房东 -> 出租人
二房东, sub-lessor -> 转租@0.5
老婆…做生意, 配偶…经商 -> 亲属经商
公积金 = 住房公积金
whistle blower, tip-offs -> 举报
policies -> 政策
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ query, want string }{
		{"房东不退押金", "房东:出租人"},
		{"二房东跑了", "二房东:转租@0.5"},
		{"領導的老婆能不能做生意", "老婆能不能做生意:亲属经商"},
		{"老婆一二三四五六七八九做生意", ""},
		{"公积金怎么提取", "公积金:住房公积金"},
		{"住房公积金", "住房公积金:公积金"},
		{"Whistle Blowers and a policy", "whistle blowers:举报 policy:政策"},
		{"tip-off", "tip-off:举报"},
		{"whistleblower", ""},
	} {
		var got []string
		for _, e := range v.expand(gram.Fold(test.query)) {
			s := e.From + ":" + e.To
			if e.Weight != 1 {
				s += fmt.Sprintf("@%g", e.Weight)
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s: %q, want %q", test.query, s, test.want)
		}
	}
}

func TestVocabularyErrors(t *testing.T) {
	for line, want := range map[string]string{
		"炒鱿鱼 解除劳动合同":    "neither",
		"炒鱿鱼 -> ":       "missing",
		"炒鱿鱼 -> 辞退@1.5": "above 0 and at most 1",
		"公积金 = ":        "neither",
		"\xff -> 辞退":    "UTF-8",
	} {
		_, err := readVocabulary(strings.NewReader("\n"+line+"\n"), nil)
		if err == nil || !strings.Contains(err.Error(), "line 2") || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want line 2 and %q", line, err, want)
		}
	}
	for _, file := range []string{everydaySynonyms, statutesSynonyms, measuresSynonyms} {
		if _, err := readVocabulary(strings.NewReader(file), nil); err != nil {
			t.Error(err)
		}
	}
}

// A word that two vocabularies have leads to the words of both, those of the first before the others.
func TestVocabularyUnion(t *testing.T) {
	v, err := readVocabulary(strings.NewReader("押金 -> 保证金\n家属在国外 -> 裸官\n罚 -> 处罚"), nil)
	if err != nil {
		t.Fatal(err)
	}
	both, err := readVocabulary(strings.NewReader("押金 -> 定金, 保证金\n家属在国外 -> 移居国外\n罚 -> 罚款"), v)
	if err != nil {
		t.Fatal(err)
	}
	tokens := func(s string) (out []segmenter.Token) {
		for i, r := range s {
			out = append(out, segmenter.Token{Start: i, End: i + len(string(r)), Text: string(r)})
		}
		return out
	}
	for query, want := range map[string]string{"退押金": "[保证金 定金]", "国外有家属": "[移居国外 裸官]", "罚过": "[处罚 罚款]"} {
		var got []string
		for _, e := range both.expandAll(query, tokens) {
			got = append(got, e.To)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", query, got, want)
		}
	}
	if len(v.expand("退押金")) != 1 {
		t.Error("the vocabulary that was added to has changed")
	}
}

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
				marked := slices.ContainsFunc(ix.Passage(d.Clauses[1], q, 0), func(p Part) bool { return p.Match && d.Text(p.Span) == "逾期未还" })
				if marked != (d == a) {
					t.Errorf("%s: the word is marked in %s: %v", test.query, d.Title, marked)
				}
			}
		}
		ix.Close()
	}
}

func TestVocabularyLoose(t *testing.T) {
	v, err := readVocabulary(strings.NewReader(`
家属在国外, 全家移民 -> 裸官
和老板打交道 -> 规范政商交往行为
audit frequency -> 审计
房东 -> 出租人
没人负责 -> 无人负责
换书记 -> 撤换
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ query, want string }{
		{"主要负责人是谁", ""}, // 没 is missing
		{"出了事负责的人没", "负责的人没:无人负责"},
		{"书记能不能换", "书记能不能换:撤换"},
		{"书记讲话以后大家都换座位", ""}, // one of three characters stands too far from the others
		{"国外有家属的官员怎么管", "国外有家属:裸官"},
		{"官员和老板该怎么打交道", "老板该怎么打交道:规范政商交往行为"},
		{"what is the frequency of an audit", "frequency of an audit:审计"},
		{"家属在国外", ""},     // met to the letter: not again
		{"东边的房子", ""},     // too little to be met loosely
		{"家里属于国家的外汇", ""}, // the characters, but hardly one beside its neighbour
		{"全部移动", ""},      // not all characters
	} {
		folded := gram.Fold(test.query)
		exact := v.expand(folded)
		var got []string
		for _, e := range v.expandLoose(folded, exact) {
			if !e.Loose || e.Weight != looseWeight {
				t.Errorf("%s: %+v", test.query, e)
			}
			got = append(got, e.From+":"+e.To)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s: %q, want %q", test.query, s, test.want)
		}
	}
}
