package segmenter

import (
	"io/fs"
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

// The whole dictionary in gse is the oracle: a segmenter of the words of one
// sentence, one of a cut, and one of a cut that was written and loaded again
// give the same tokens.
func TestOracle(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the whole dictionary")
	}
	texts := []string{measures(t)}
	if dir := os.Getenv("TIAOWEN_LAWS"); dir != "" {
		n := 0
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".md" {
				return err
			}
			if n++; n%40 == 0 {
				text, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				texts = append(texts, string(text))
			}
			return nil
		})
		if err != nil || len(texts) == 1 {
			t.Fatalf("TIAOWEN_LAWS=%s: no .md files: %v", dir, err)
		}
	} else {
		t.Log("TIAOWEN_LAWS is not set: the measures text alone")
	}
	l := Default()
	whole := l.Segmenter()
	cut := l.Cut(slices.Values(texts))
	data, err := cut.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	loaded := again.Segmenter()
	n := 0
	for _, text := range texts {
		for _, s := range sentences(text) {
			n++
			want := joinTokens(whole.SearchTokens(s))
			for name, got := range map[string]string{
				"of the sentence":       joinTokens(l.Segmenter(s).SearchTokens(s)),
				"of the cut":            joinTokens(loaded.SearchTokens(s)),
				"of the cut's sentence": joinTokens(again.Segmenter(s).SearchTokens(s)),
			} {
				if got != want {
					t.Fatalf("the words %s: %s\n got %s\nwant %s", name, s, got, want)
				}
			}
		}
	}
	t.Logf("%d words, %d in the cut, %d sentences", l.Len(), cut.Len(), n)
}

// gse splits the words of a text that it cannot have loaded the same way.
func TestUnion(t *testing.T) {
	l := Default()
	half := sentences(measures(t))
	a, b := l.Cut(slices.Values(half[:len(half)/2])), l.Cut(slices.Values(half[len(half)/2:]))
	u, err := a.Union(b)
	if err != nil {
		t.Fatal(err)
	}
	if all := l.Cut(slices.Values(half)); !slices.Equal(u.data, all.data) {
		t.Errorf("the union has %d words, the cut of all %d", u.Len(), all.Len())
	}
	other, err := New(func(yield func(string, int) bool) { yield("别的", 5) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Union(other); err == nil {
		t.Error("cuts of two dictionaries were united")
	}
}

func BenchmarkSearchTokens(b *testing.B) {
	text := measures(b)
	s := Default().Segmenter(text)
	clauses := strings.Split(text, "\n")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range clauses {
			for range s.SearchTokens(c) {
			}
		}
	}
}

func BenchmarkCut(b *testing.B) {
	dir := os.Getenv("TIAOWEN_LAWS")
	if dir == "" {
		b.Skip("TIAOWEN_LAWS is not set to a folder of statutes")
	}
	var texts []string
	size := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		texts = append(texts, string(text))
		size += len(text)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	l := Default()
	b.SetBytes(int64(size))
	for b.Loop() {
		l.Cut(slices.Values(texts))
	}
}

func BenchmarkWhole(b *testing.B) {
	l := Default()
	for b.Loop() {
		l.Segmenter()
	}
}
