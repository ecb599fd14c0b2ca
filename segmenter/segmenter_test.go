package segmenter

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

func joinTokens(seq func(func(Token) bool)) string {
	var words []string
	for t := range seq {
		words = append(words, t.Text)
	}
	return strings.Join(words, " ")
}

func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"":         "",
		"  ，。！ \n": "",
		"增强“四个意识”，落实主体责任。":          "增强 四个意识 落实 主体责任",
		"ＧＤＰ增长1.5%，5＋1工程，R&D、3G和A股": "gdp 增长 1.5 5+1 工程 r&d 3g 和 a股",
		"嚴格執行": "严格执行",
	} {
		if got := joinTokens(of(text).Tokens(text)); got != want {
			t.Errorf("Tokens(%q) = %q, want %q", text, got, want)
		}
	}
}

// of is a segmenter of some texts.
func of(texts ...string) *Segmenter { return Default().Segmenter(slices.Values(texts)) }

var queries = []string{"第20条禁止什么", "党员干部如何落实全面从严治党主体责任和监督责任", "裸官", "跑官要官买官卖官拉票贿选", "公司拖欠工资不给员工缴纳社会保险怎么办"}

func TestWith(t *testing.T) {
	l, err := Default().With(strings.NewReader("\ufeff# ours\n青檬工程  # a name\n裸官 120\nＱＱ群 7\n青檬工程建设\n四个意识 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Freq("裸官"); got != max(120, Default().Freq("裸官")) {
		t.Errorf("裸官 has the frequency %d", got)
	}
	if got := l.Freq("qq群"); got != 7 {
		t.Errorf("qq群 has the frequency %d", got)
	}
	if l.Freq("四个意识") != Default().Freq("四个意识") {
		t.Error("a small frequency has replaced a larger one")
	}
	for text, want := range map[string]string{
		"青檬工程":      "青檬工程",
		"推进青檬工程建设。": "推进 青檬工程建设",
	} {
		if got := joinTokens(l.Segmenter(slices.Values([]string{text})).Tokens(text)); got != want {
			t.Errorf("%s is cut %s, want %s", text, got, want)
		}
	}
	for words, want := range map[string]string{
		"好词\n坏 词 汇":             "line 2: \"坏 词 汇\" contains more than a word and its frequency; put one word on each line",
		"词 0":                   "line 1: the frequency of 词 is \"0\", it must be a whole number from 1 to 268435456, or left out",
		"词 many":                "line 1: the frequency of 词 is \"many\", it must be a whole number from 1 to 268435456, or left out",
		"\n\nC++":               "line 3: \"C++\": '+' is not a letter, a digit or a Chinese character",
		"\xff":                  "line 1: not UTF-8; save the word list as UTF-8",
		strings.Repeat("长", 33): "line 1: \"" + strings.Repeat("长", 33) + "\" has 33 characters, a word has at most 32",
		"# 太长\n" + strings.Repeat("x", 70_000): "a line of the word list is longer than 64 KB; put one word on a line",
	} {
		if _, err := Default().With(strings.NewReader(words)); err == nil || err.Error() != want {
			t.Errorf("With(%.20q): %v, want %s", words, err, want)
		}
	}
}

// A lexicon is searched, and a segmenter cuts, for many at once.
func TestConcurrent(t *testing.T) {
	one := of(queries...)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			q := queries[i%len(queries)]
			a, b := joinTokens(of(q).Tokens(q)), joinTokens(one.Tokens(q))
			if a != b || a == "" {
				t.Errorf("%s is cut %s and %s", q, a, b)
			}
		})
	}
	group.Wait()
}

// checkTokens holds the law of tokens: their places ascend and lie inside the
// text, the words do not overlap, and what stands there folds to the token's text.
func checkTokens(t *testing.T, text string, s *Segmenter) {
	t.Helper()
	var word Token
	for tok := range s.Tokens(text) {
		if tok.Start < 0 || tok.Start >= tok.End || tok.End > len(text) {
			t.Fatalf("%q: %+v lies outside", text, tok)
		}
		// A character that folds to several (㈠) may hold more than the token.
		if folded, _ := Fold(text[tok.Start:tok.End]); folded != tok.Text && !strings.Contains(folded, tok.Text) {
			t.Fatalf("%q: %q is %q, folded %q", text, tok.Text, text[tok.Start:tok.End], folded)
		}
		if folded, _ := Fold(text[max(word.End-4, 0):word.End]); tok.Start < word.End && len([]rune(folded)) < 2 {
			t.Fatalf("%q: %+v overlaps %+v", text, tok, word)
		}
		if tok.Start < word.Start {
			t.Fatalf("%q: %+v stands before %+v", text, tok, word)
		}
		word = tok
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range append(queries, "", "ＧＤＰ増長5＋1、R&D", "嚴\u200b格執行", "\xff\xfe党\x00", "㈠①⒒½", "a.b.1.5.c", "5+1+2+", "4S店A股", strings.Repeat("十", 2000), strings.Repeat("1+", 900)) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkTokens(t, text, of(text))
	})
}

// A stretch without a sign is cut at bounds, and nothing of it is lost.
func TestLongRun(t *testing.T) {
	text := strings.Repeat("全面从严治党主体责任", 2000)
	n, end := 0, 0
	for tok := range of(text).Tokens(text) {
		if tok.Start != end {
			t.Fatalf("nothing between %d and %d", end, tok.Start)
		}
		end = tok.End
		n++
	}
	if end != len(text) || n > 2300 {
		t.Errorf("%d tokens up to %d of %d", n, end, len(text))
	}
}

// Without a word that occurs, and with one alone, a text is cut all the same.
func TestFewWords(t *testing.T) {
	for _, words := range [][]string{nil, {"干部"}, {"干部", "干部"}} {
		s := Default().Of(slices.Values(words))
		want := "干部 选 拔 gdp 2035"
		if words == nil {
			want = "干 部 选 拔 gdp 2035"
		}
		if got := joinTokens(s.Tokens("干部选拔，GDP 2035")); got != want {
			t.Errorf("%v: %s, want %s", words, got, want)
		}
	}
}
