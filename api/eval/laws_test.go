package eval

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tiaowen/api"
	"tiaowen/corpus"
	"tiaowen/index"
)

// TestLaws prints the figures of question files over a folder of laws. It runs
// where TIAOWEN_LAWS names the folder and TIAOWEN_EVAL the question file.
func TestLaws(t *testing.T) {
	folder, file := os.Getenv("TIAOWEN_LAWS"), os.Getenv("TIAOWEN_EVAL")
	if folder == "" || file == "" {
		t.Skip("TIAOWEN_LAWS and TIAOWEN_EVAL are not set: a folder of laws and a question file")
	}
	var docs []*corpus.Document
	ids := make(map[string]int)
	eachLaw(t, folder, func(d *corpus.Document) {
		if ids[d.ID]++; ids[d.ID] > 1 {
			d.ID += string(rune('a' + ids[d.ID]))
		}
		docs = append(docs, d)
	})
	began := time.Now()
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d documents indexed in %v", len(docs), time.Since(began))
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	questions, err := ReadQuestions(in)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(t.Context(), api.New(ix), "", questions)
	if err != nil {
		t.Fatal(err)
	}
	r.Write(os.Stdout, testing.Verbose())
}

// eachLaw parses the files of a folder; one that is not a text with clauses is logged.
func eachLaw(t *testing.T, folder string, yield func(*corpus.Document)) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		doc, err := corpus.Parse(path, src)
		if err != nil {
			t.Log(err)
			return nil
		}
		yield(doc)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
