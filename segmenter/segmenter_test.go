package segmenter

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"sync"
	"testing"
)

func joinTokens(seq func(func(Token) bool)) string {
	var b strings.Builder
	for t := range seq {
		switch {
		case t.Sub:
			b.WriteString("(" + t.Text + ")")
		default:
			b.WriteString(" " + t.Text)
		}
	}
	return strings.TrimSpace(b.String())
}

func TestTokens(t *testing.T) {
	for _, c := range [][3]string{
		{"", "", ""},
		{"  ，。！ \n", "", ""},
		{"增强“四个意识”，落实主体责任。", "增强 四个意识 落实 主体责任", "增强 四个意识(四个)(意识) 落实 主体责任(主体)(责任)"},
		{"ＧＤＰ增长1.5%，5＋1工程，R&D、3G和A股", "gdp 增长 1.5 5+1 工程 r&d 3g 和 a股", "gdp 增长 1.5(1)(5) 5+1(5)(1) 工程 r&d(r)(d) 3g 和 a股"},
		{"嚴格執行", "严格执行", "严格执行(严格)(执行)"},
	} {
		s := Default().Segmenter(c[0])
		if got := joinTokens(s.Tokens(c[0])); got != c[1] {
			t.Errorf("Tokens(%q) = %q, want %q", c[0], got, c[1])
		}
		if got := joinTokens(s.SearchTokens(c[0])); got != c[2] {
			t.Errorf("SearchTokens(%q) = %q, want %q", c[0], got, c[2])
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := open(embedded); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(embedded); err != nil {
			b.Fatal(err)
		}
	}
}

var queries = []string{"第20条禁止什么", "党员干部如何落实全面从严治党主体责任和监督责任", "裸官", "跑官要官买官卖官拉票贿选", "公司拖欠工资不给员工缴纳社会保险怎么办"}

func BenchmarkQuery(b *testing.B) {
	l := Default()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		q := queries[i%len(queries)]
		for range l.Segmenter(q).Tokens(q) {
		}
	}
}

func TestLoad(t *testing.T) {
	l := Default()
	cut := l.Cut(slices.Values(queries))
	data, err := cut.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if again.Len() != cut.Len() || !slices.Equal(slices.Collect(again.all()), slices.Collect(cut.all())) || again.total != l.total {
		t.Errorf("a cut of %d words comes back as one of %d", cut.Len(), again.Len())
	}
}

// A damaged dictionary is refused, and never crashes.
func FuzzLoad(f *testing.F) {
	data, err := Default().Cut(slices.Values(queries)).MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(magic))
	f.Add([]byte(""))
	f.Fuzz(func(t *testing.T, data []byte) {
		// With a right checksum the rest is looked at.
		if len(data) > 4 {
			data = slices.Clone(data)
			binary.LittleEndian.PutUint32(data[len(data)-4:], crc32.Checksum(data[:len(data)-4], castagnoli))
		}
		l, err := Load(data)
		if err != nil {
			return
		}
		n := 0
		for w := range l.all() {
			if w.number != n {
				t.Fatalf("word %d has the number %d", n, w.number)
			}
			n++
		}
		for range l.Segmenter("第20条禁止什么").SearchTokens("第20条禁止什么") {
		}
	})
}

func TestLoadRefuses(t *testing.T) {
	data, err := Default().Cut(slices.Values(queries)).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		bad := slices.Clone(data)
		bad[i] ^= 1
		if _, err := Load(bad); err == nil {
			t.Fatalf("byte %d was changed and the dictionary opened", i)
		}
	}
	for i := range data {
		if _, err := Load(data[:i]); err == nil {
			t.Fatalf("the first %d of %d bytes opened", i, len(data))
		}
	}
}

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
		"青檬工程":      "青檬工程(工程)",
		"推进青檬工程建设。": "推进 青檬工程建设(青檬工程)(工程建设)(工程)(建设)",
	} {
		if got := joinTokens(l.Segmenter(text).SearchTokens(text)); got != want {
			t.Errorf("%s is cut %s, want %s", text, got, want)
		}
	}
	for words, want := range map[string]string{
		"好词\n坏 词 汇":             "line 2: \"坏 词 汇\" holds more than a word and its frequency; put one word on a line",
		"词 0":                   "line 1: the frequency of 词 is \"0\", it must be a whole number from 1 to 268435456, or left out",
		"词 many":                "line 1: the frequency of 词 is \"many\", it must be a whole number from 1 to 268435456, or left out",
		"\n\nC++":               "line 3: \"C++\": '+' is no letter, digit or character, and a word has no others",
		"\xff":                  "line 1: not UTF-8; save the word list as UTF-8",
		strings.Repeat("长", 33): "line 1: \"" + strings.Repeat("长", 33) + "\" has 33 characters, a word has at most 32",
		"# 太长\n" + strings.Repeat("x", 70_000): "a line of the word list is longer than 64 KB; put one word on a line",
	} {
		if _, err := Default().With(strings.NewReader(words)); err == nil || err.Error() != want {
			t.Errorf("With(%.20q): %v, want %s", words, err, want)
		}
	}
}

// Words are unpacked and cut by many at once.
func TestConcurrent(t *testing.T) {
	l, err := Load(embedded)
	if err != nil {
		t.Fatal(err)
	}
	one := l.Segmenter(queries...)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			q := queries[i%len(queries)]
			a, b := joinTokens(l.Segmenter(q).SearchTokens(q)), joinTokens(one.SearchTokens(q))
			if a != b || a == "" {
				t.Errorf("%s is cut %s and %s", q, a, b)
			}
		})
	}
	group.Wait()
}

// checkTokens holds the law of tokens: their places ascend and lie inside the
// text, the words do not overlap, sub-words lie inside their word, and what
// stands there folds to the token's text.
func checkTokens(t *testing.T, text string, s *Segmenter) {
	t.Helper()
	var words []Token
	var word Token
	for tok := range s.SearchTokens(text) {
		if tok.Start < 0 || tok.Start >= tok.End || tok.End > len(text) {
			t.Fatalf("%q: %+v lies outside", text, tok)
		}
		// A character that folds to several (㈠) may hold more than the token.
		if folded, _ := Fold(text[tok.Start:tok.End]); folded != tok.Text && !strings.Contains(folded, tok.Text) {
			t.Fatalf("%q: %q is %q, folded %q", text, tok.Text, text[tok.Start:tok.End], folded)
		}
		switch {
		case tok.Sub && (tok.Start < word.Start || tok.End > word.End || len(tok.Text) >= len(word.Text)):
			t.Fatalf("%q: sub-word %+v of %+v", text, tok, word)
		case !tok.Sub:
			if folded, _ := Fold(text[max(word.End-4, 0):word.End]); tok.Start < word.End && len([]rune(folded)) < 2 {
				t.Fatalf("%q: %+v overlaps %+v", text, tok, word)
			}
			if tok.Start < word.Start {
				t.Fatalf("%q: %+v stands before %+v", text, tok, word)
			}
			word = tok
			words = append(words, tok)
		}
	}
	i := 0
	for tok := range s.Tokens(text) {
		if i >= len(words) || words[i] != tok {
			t.Fatalf("%q: Tokens gives %+v, SearchTokens other words", text, tok)
		}
		i++
	}
	if i != len(words) {
		t.Fatalf("%q: %d words, %d with sub-words", text, i, len(words))
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range append(queries, "", "ＧＤＰ増長5＋1、R&D", "嚴\u200b格執行", "\xff\xfe党\x00", "㈠①⒒½", "a.b.1.5.c", "5+1+2+", "4S店A股", strings.Repeat("十", 2000), strings.Repeat("1+", 900)) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkTokens(t, text, Default().Segmenter(text))
	})
}

// A stretch without a sign is cut at bounds, and nothing of it is lost.
func TestLongRun(t *testing.T) {
	text := strings.Repeat("全面从严治党主体责任", 2000)
	n, end := 0, 0
	for tok := range Default().Segmenter(text).Tokens(text) {
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
