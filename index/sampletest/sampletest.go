// Package sampletest gives the tests of the packages below index the same documents
// and the same texts.
package sampletest

import (
	"os"
	"path/filepath"
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/status"
	"tiaowen/index/gram"
)

// Laws reads the sample laws, for a test of package index or of one right below it.
func Laws(tb testing.TB) []*corpus.Document {
	tb.Helper()
	files, err := filepath.Glob("../testdata/laws/*")
	if len(files) == 0 {
		files, err = filepath.Glob("testdata/laws/*")
	}
	if err != nil || len(files) == 0 {
		tb.Fatalf("no sample laws: %v", err)
	}
	var docs []*corpus.Document
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		d, err := corpus.Parse(filepath.Base(f), src)
		if err != nil {
			tb.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

// Texts are folded texts of all kinds: pieces of the clauses of some documents, out of
// order as well, and names.
func Texts(docs []*corpus.Document) (texts []string) {
	var clauses []*corpus.Clause
	for _, d := range docs {
		clauses = append(clauses, d.Clauses...)
	}
	for i, c := range clauses {
		text := []rune(c.Text())
		other := []rune(clauses[(i*7+3)%len(clauses)].Text())
		texts = append(texts, gram.Fold(string(text[:min(len(text), 70)])))
		texts = append(texts, gram.Fold(string(text[len(text)/2:])+c.Document.Title+string(other[len(other)/3:])))
		texts = append(texts, gram.Fold("《"+c.Document.Title+"》院"+status.Key(c.Document.Title)+"律师 officials abuse of the power gdp"))
	}
	return append(texts, "", "a", "党", "党a", "𠀀党", "裸官", "中华人民共和国中华人民共和国宪法")
}

// Titled gives documents of one clause each, with some titles.
func Titled(tb testing.TB, titles ...string) []*corpus.Document {
	tb.Helper()
	var docs []*corpus.Document
	for _, title := range titles {
		d, err := corpus.Parse(title+".md", []byte("# "+title+"\n\n第一条 为了规范管理，制定本法。\n"))
		if err != nil {
			tb.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}
