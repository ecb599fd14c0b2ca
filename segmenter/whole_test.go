package segmenter

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// oddTexts are texts of letters, digits, signs and rare characters beside those of words.
var oddTexts = []string{
	"", "a", "a股", "aa股", "a股市场b股", "3g和4g", "ＧＤＰ增长1.5%", "5＋1工程", "r&d", "kf94口罩", "t恤衫t恤",
	"éclair咖啡", "αβγ粒子", "γ刀", "привет世界", "²³½", "㈠㈡㈢", "①②", "𠀀𠀁党员", "か゛がガ", "한국어", "ाि",
	"x光片x射线", "維生素c片", "维生素c", "第20条", "２０２３年", "100万元", "1+", "+1", "1&", "党", "党员干", "龘靐",
	strings.Repeat("党员", 900), strings.Repeat("a", 3000) + "股", strings.Repeat("中华人民共和国", 300),
}

// gse with the words of a text is the oracle.
func sameAsGse(t *testing.T, l *Lexicon, whole *Segmenter, text string) {
	t.Helper()
	got, want := slices.Collect(whole.Tokens(text)), slices.Collect(l.Segmenter(slices.Values([]string{text})).Tokens(text))
	if !slices.Equal(got, want) {
		t.Fatalf("%.80q\n got %.300v\nwant %.300v", text, got, want)
	}
}

// The whole lexicon cuts as gse does: odd texts, the measures text, and all laws where there are some.
func TestWhole(t *testing.T) {
	l, err := Default().With(strings.NewReader("γ刀 5\naa股\n1a 90\nｋｆ９４口罩\n党员干 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	whole := l.Whole()
	for _, text := range oddTexts {
		sameAsGse(t, l, whole, text)
		for i := range text {
			sameAsGse(t, l, whole, text[i:min(len(text), i+40)]+"和"+text[:min(len(text), 30)])
		}
	}
	sameAsGse(t, Default(), Default().Whole(), measures(t))
	dir := os.Getenv("TIAOWEN_LAWS")
	if dir == "" || testing.Short() {
		t.Skip("TIAOWEN_LAWS is not set to a folder of statutes: odd texts and the measures text alone")
	}
	texts := everyLaw(t, dir, 1)
	marked, whole := Default().Segmenter(slices.Values(texts)), Default().Whole()
	words := 0
	for _, text := range texts {
		for _, s := range sentences(text) {
			got, want := slices.Collect(whole.Tokens(s)), slices.Collect(marked.Tokens(s))
			if words += len(got); !slices.Equal(got, want) {
				t.Fatalf("%s\n got %v\nwant %v", s, got, want)
			}
		}
	}
	t.Logf("%d words of %d laws", words, len(texts))
}

// It cuts for many at once.
func TestWholeConcurrent(t *testing.T) {
	whole := Default().Whole()
	want := make([]string, len(queries))
	for i, q := range queries {
		want[i] = joinTokens(of(queries...).Tokens(q))
	}
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			for j := range queries {
				at := (i + j) % len(queries)
				if got := joinTokens(whole.Tokens(queries[at])); got != want[at] {
					t.Errorf("%s is cut %s, want %s", queries[at], got, want[at])
				}
			}
		})
	}
	group.Wait()
}

func FuzzWhole(f *testing.F) {
	for _, text := range append(oddTexts, queries...) {
		f.Add(text)
	}
	whole := Default().Whole()
	f.Fuzz(func(t *testing.T, text string) { sameAsGse(t, Default(), whole, text) })
}

// BenchmarkCut cuts the laws with the words that are loaded for them, and with the whole lexicon.
func BenchmarkCut(b *testing.B) {
	dir := os.Getenv("TIAOWEN_LAWS")
	if dir == "" {
		b.Skip("TIAOWEN_LAWS is not set to a folder of statutes")
	}
	texts := everyLaw(b, dir, 4)
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	cut := func(b *testing.B, make func() *Segmenter) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			s := make()
			for _, text := range texts {
				for line := range strings.Lines(text) {
					for range s.Tokens(line) {
					}
				}
			}
		}
	}
	b.Run("gse", func(b *testing.B) { cut(b, func() *Segmenter { return Default().Segmenter(slices.Values(texts)) }) })
	b.Run("whole", func(b *testing.B) { cut(b, Default().Whole) })
}
