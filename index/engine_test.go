package index_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/enginetest"
)

// TestEngine holds the engine on this machine to what every engine must do.
func TestEngine(t *testing.T) {
	files, err := filepath.Glob("testdata/laws/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no statutes in testdata/laws: %v", err)
	}
	var docs []*corpus.Document
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		d, err := corpus.Parse(filepath.Base(f), src)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	docs = append(docs, enginetest.Older(t, docs[0]), corpus.Measures())
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if !strings.Contains(docs[0].Date, "-") || ix.Versions(docs[0]) == nil {
		t.Fatalf("%s has no second version", docs[0].Title)
	}
	enginetest.Run(t, ix, ix.Engine())
}
