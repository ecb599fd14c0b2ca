package spelling

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/cutter"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/sampletest"
)

// spellerOf gives a speller that counts by looking at every clause.
func spellerOf(tb testing.TB, docs []*corpus.Document) *Speller {
	tb.Helper()
	c, err := cutter.New("")
	if err != nil {
		tb.Fatal(err)
	}
	c.LearnTexts(field.SourcesOf(docs))
	var texts []string
	var occur []string
	for _, d := range docs {
		for _, clause := range d.Clauses {
			texts = append(texts, gram.Fold(strings.Join(fieldsOf(clause), "\n")))
			terms, _ := c.Words(clause)
			occur = append(occur, terms...)
		}
	}
	known := make(map[string]int)
	return New(docs, c, slices.Values(occur), func(word string) int {
		n, ok := known[word]
		if !ok {
			for _, text := range texts {
				if strings.Contains(text, word) {
					n++
				}
			}
			known[word] = n
		}
		return n
	})
}

func fieldsOf(c *corpus.Clause) []string {
	texts := field.Texts(c)
	return texts[:]
}

// What is right stays, and letters are pinyin where no rule of the vocabulary has them.
func TestCorrect(t *testing.T) {
	sp := spellerOf(t, []*corpus.Document{corpus.Measures()})
	for _, test := range []struct {
		query Query
		want  string
	}{
		{Query{Text: "从严执党", Folded: "从严执党"}, "从严治党"},
		{Query{Text: "从严执党", Folded: "从严执党", Right: []Place{{0, 12}}}, ""},
		{Query{Text: "san hui yi ke", Folded: "san hui yi ke"}, "三会一课"},
		{Query{Text: "san hui yi ke", Folded: "san hui yi ke", Plain: true}, ""},
		{Query{Text: "从严治党", Folded: "从严治党"}, ""},
		{Query{Text: strings.Repeat("从严执党", 20), Folded: strings.Repeat("从严执党", 20)}, ""},
		{Query{}, ""},
	} {
		if got := sp.Correct(test.query); got != test.want {
			t.Errorf("%+v: %q, want %q", test.query, got, test.want)
		}
	}
}

func TestLikeness(t *testing.T) {
	for _, test := range []struct {
		typed, word string
		want        int
	}{
		{"巡查", "巡察", sameSound},
		{"训茶", "巡察", otherWord}, // sound alone
		{"从严执党", "从严治党", sameSound},
		{"末来", "未来", sameShape},
		{"形式主叉", "形式主义", oneChanged},
		{"民集主中制", "民主集中制", oneMoved},
		{"四种形形态", "四种形态", oneMoved},
		{"全面从治党", "全面从严治党", oneMoved},
		{"四种形态吗", "四种形态", otherWord},
		{"党员", "官员", otherWord},
		{"党员", "党员", otherWord},
	} {
		if got := likeness(test.typed, test.word); got != test.want {
			t.Errorf("%s, %s: %d, want %d", test.typed, test.word, got, test.want)
		}
	}
}

// The words near a piece are found in a quick way, which is held to the plain one here.
func TestNear(t *testing.T) {
	sp := spellerOf(t, sampletest.Laws(t))
	k := sp.known()
	found := 0
	for _, text := range []string{"合同法律关系", "国家工作人员", "三会一课", "董事会决议", "龘龘龘龘龘"} {
		r := sp.newRun(text, make([]bool, len(text)), false)
		for from := range r.chars {
			for n := 2; from+n <= len(r.chars); n++ {
				s, edge := r.chars[from:from+n], 1
				if n > 3 {
					edge = 2
				}
				head, tail := string(s[:edge]), string(s[n-edge:])
				var want []string
				for _, w := range k.words {
					if d := len(w) - len(string(s)); -4 <= d && d <= 4 && (strings.HasPrefix(w, head) || strings.HasSuffix(w, tail)) {
						want = append(want, w)
					}
				}
				got := slices.Sorted(k.near(r, from, n))
				if !slices.Equal(got, want) {
					t.Errorf("%s: %v, want %v", string(s), got, want)
				}
				found += len(want)
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d words were found", found)
	}
}
