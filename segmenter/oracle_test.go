package segmenter

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const measuresFile = "../corpus/measures/measures.txt"

func measures(t testing.TB) string {
	text, err := os.ReadFile(measuresFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// sentences cuts a text at its full stops and line ends.
func sentences(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '。' || r == '\n' })
}

// The whole dictionary in gse is the oracle: a segmenter of the words that occur in
// the texts, and one of the words that this one finds, give the same tokens.
func TestOracle(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the whole dictionary")
	}
	texts := []string{measures(t)}
	if dir := os.Getenv("TIAOWEN_LAWS"); dir != "" {
		texts = append(texts, everyLaw(t, dir, 40)...)
	} else {
		t.Log("TIAOWEN_LAWS is not set: the measures text alone")
	}
	l := Default()
	whole, marked := l.load(l.all()), l.Segmenter(slices.Values(texts))
	found := make(map[string]bool)
	for _, text := range texts {
		for token := range marked.Tokens(text) {
			found[token.Text] = true
		}
	}
	again := l.Of(maps.Keys(found))
	n := 0
	for _, text := range texts {
		for _, s := range sentences(text) {
			n++
			want := joinTokens(whole.Tokens(s))
			if got := joinTokens(marked.Tokens(s)); got != want {
				t.Fatalf("the words that occur: %s\n got %s\nwant %s", s, got, want)
			}
			if got, want := joinTokens(again.Tokens(s)), joinTokens(whole.Tokens(s)); got != want {
				t.Fatalf("the words that were found: %s\n got %s\nwant %s", s, got, want)
			}
		}
	}
	t.Logf("%d words, %d found in %d sentences", l.Len(), len(found), n)
}

// everyLaw reads every n-th file of a folder.
func everyLaw(t testing.TB, dir string, n int) (texts []string) {
	i := 0
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		if i++; i%n > 0 {
			return nil
		}
		text, err := os.ReadFile(path)
		texts = append(texts, string(text))
		return err
	}); err != nil || len(texts) == 0 {
		t.Fatalf("%s: no .md files: %v", dir, err)
	}
	return texts
}

func BenchmarkTokens(b *testing.B) {
	text := measures(b)
	s := of(text)
	clauses := strings.Split(text, "\n")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range clauses {
			for range s.Tokens(c) {
			}
		}
	}
}

// BenchmarkMark looks for the words that occur in the laws.
func BenchmarkMark(b *testing.B) {
	dir := os.Getenv("TIAOWEN_LAWS")
	if dir == "" {
		b.Skip("TIAOWEN_LAWS is not set to a folder of statutes")
	}
	texts := everyLaw(b, dir, 1)
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	l := Default()
	b.SetBytes(int64(size))
	for b.Loop() {
		m := l.newMarker()
		for _, text := range texts {
			m.mark(text)
		}
	}
}

func BenchmarkWhole(b *testing.B) {
	l := Default()
	for b.Loop() {
		l.load(l.all())
	}
}
