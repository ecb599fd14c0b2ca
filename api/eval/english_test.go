package eval

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"tiaowen/api"
	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/meaning"
)

// TestEnglish searches the measures text with English questions: for most of them a right clause is among the first three.
func TestEnglish(t *testing.T) {
	ix, err := index.New([]*corpus.Document{corpus.Measures()}, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	encoder, err := meaning.Open()
	if err != nil {
		t.Fatal(err)
	}
	ix.SetMeaning(encoder, index.Shipped(encoder.ID()))
	svc := api.New(ix)
	f, err := os.Open("testdata/english.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	asked, found := 0, 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var k struct {
			Q        string
			Measures []int
		}
		if err := json.Unmarshal(lines.Bytes(), &k); err != nil {
			t.Fatal(err)
		}
		if k.Measures == nil {
			continue // about the national laws
		}
		asked++
		r, err := svc.Search(t.Context(), api.SearchParams{Query: k.Q, Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(r.Hits, func(h api.Hit) bool {
			return h.Clause.Number != nil && slices.Contains(k.Measures, *h.Clause.Number)
		}) {
			found++
		} else {
			t.Log(k.Q)
		}
	}
	t.Logf("%d of %d", found, asked)
	if asked < 20 || found < 11 {
		t.Errorf("a right clause among the first three for %d of %d", found, asked)
	}
}
