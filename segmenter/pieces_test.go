package segmenter

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf8"
)

// Piece by piece gse finds the words that it finds in the whole sentence. Two
// ways to cut that cost the same (不起诉|人, 不|起诉人) it decides by the last digit
// of what stands before them: so a few of all words may differ.
func TestPieces(t *testing.T) {
	l := Default()
	texts := append(sentences(measures(t)),
		"提倡实名举报、網絡舉報，完善GDP、R&D与5+1的统计，每年至少1.5次", "ΑΒΓ射线与β受体b超检查", "第三人甲乙丙丁，①②是", "",
		"   ", "。", "一", "中华人民共和国中华人民共和国中华人民共和国", "發展中國家的 發展", "éa㈠ﬁ中")
	tried, differ := 0, 0
	check := func(text string, what any, same bool) {
		if tried++; !same {
			differ++
			t.Logf("%s: %v", text, what)
		}
	}
	if dir := os.Getenv("TIAOWEN_LAWS"); dir != "" {
		texts = append(texts, everyLaw(t, dir, 20)...)
	}
	for _, text := range texts {
		all := slices.Collect(l.Segmenter(text).Tokens(text))
		var long []Token
		for _, token := range all {
			if utf8.RuneCountInString(token.Text) >= 3 && l.Freq(token.Text) > 0 {
				long = append(long, token)
			}
		}
		check(text, "all", slices.Equal(slices.Collect(l.SearchTokens(text)), slices.Collect(l.Segmenter(text).SearchTokens(text))))
		got := slices.Collect(l.Long(text, 3))
		check(text, got, slices.Equal(got, long))
		if len(text) > 300 {
			continue
		}
		for at := range text {
			var want lying
			for _, token := range all {
				if token.Start < at && at < token.End {
					want = lying{token.Start, token.End, true}
				}
			}
			start, end, ok := l.Across(text, at)
			check(text, at, ok == want.ok && (!ok || want == lying{start, end, ok}))
		}
	}
	if differ*10_000 > tried {
		t.Errorf("%d of %d differ", differ, tried)
	}
}

type lying struct {
	start, end int
	ok         bool
}

// everyLaw reads the sentences of every n-th file of a folder.
func everyLaw(t *testing.T, dir string, n int) (texts []string) {
	i := 0
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		if i++; i%n > 0 {
			return nil
		}
		text, err := os.ReadFile(path)
		texts = append(texts, sentences(string(text))...)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return texts
}
