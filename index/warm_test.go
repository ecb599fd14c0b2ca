package index

import (
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/meaning"
)

// An index that is warm opens nothing for the first search: whoever searches after an import does not wait for it.
func TestWarmOpensTheVectors(t *testing.T) {
	ix, err := New([]*corpus.Document{corpus.Measures()}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	opened := 0
	ix.UseMeaning(func() (meaning.Encoder, *meaning.Vectors) {
		opened++
		return nil, nil
	})
	ix.Warm()
	if opened != 1 {
		t.Errorf("the vectors are opened %d times", opened)
	}
	q, err := ix.Parse("禁止跑官要官")
	if err != nil {
		t.Fatal(err)
	}
	if hits, _, err := ix.Search(t.Context(), q, 3); err != nil || len(hits) == 0 || opened != 1 {
		t.Errorf("%d hits, %v; opened %d times", len(hits), err, opened)
	}
}
