package inverted

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/segmenter"
)

// lawsOf parses every n-th law below the folder that TIAOWEN_LAWS names.
func lawsOf(tb testing.TB, n int) (docs []*corpus.Document) {
	dir := os.Getenv("TIAOWEN_LAWS")
	if dir == "" {
		tb.Skip("set TIAOWEN_LAWS to a folder of laws in Markdown to run this")
	}
	i := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if i++; i%n > 0 {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if d, err := corpus.Parse(path, src); err == nil {
			docs = append(docs, d)
		}
		return nil
	})
	if err != nil || len(docs) == 0 {
		tb.Fatalf("%d documents below %s: %v", len(docs), dir, err)
	}
	return docs
}

// BenchmarkBuild writes an index of every tenth law, from parsed documents to one segment.
func BenchmarkBuild(b *testing.B) {
	docs := lawsOf(b, 10)
	s := segmenter.Default().Segmenter(field.SourcesOf(docs))
	b.ReportAllocs()
	for b.Loop() {
		w, err := Create(b.TempDir(), s)
		if err != nil {
			b.Fatal(err)
		}
		for _, d := range docs {
			if err := w.Add(d); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Merge(b.Context(), 1); err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
