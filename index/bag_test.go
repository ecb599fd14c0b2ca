package index

import (
	"math/rand/v2"
	"testing"

	"tiaowen/index/gram"
)

// TestBag holds the weights that are worked out from a clause's text to those
// that are worked out from the postings.
func TestBag(t *testing.T) {
	for _, ix := range []*Index{measures(t), sample(t)} {
		step := max(1, len(ix.clauses)/40)
		for ord := 0; ord < len(ix.clauses); ord += step {
			for term, weight := range ix.Bag(ix.clauses[ord]) {
				p, err := ix.postings(term)
				if err != nil {
					t.Fatal(err)
				}
				if got := p.At(uint32(ord)); got != weight {
					t.Errorf("%s in %s: %d by its text, %d by the postings", term, ix.clauses[ord].ID(), weight, got)
				}
			}
		}
	}
}

// TestPointsOfText does the same for the terms of a query: words, words in some
// documents, and documents.
func TestPointsOfText(t *testing.T) {
	ix := sample(t)
	random := rand.New(rand.NewPCG(1, 2))
	for i, c := range ix.clauses {
		text := []rune(c.Text())
		if i%11 != 0 || len(text) < 8 {
			continue
		}
		from := random.IntN(len(text) - 7)
		terms := []Wanted{
			{Text: gram.Fold(string(text[from : from+4])), Weight: 1},
			{Text: gram.Fold(string(text[from : from+2])), Weight: 2, Documents: []string{c.Document.ID}},
			{Text: gram.Fold(string(text[from : from+1])), Weight: 0.5},
			{Documents: []string{c.Document.ID}, Worth: []uint8{64}, Weight: 1},
		}
		byPostings, err := ix.points(terms)
		if err != nil {
			t.Fatal(err)
		}
		byText := ix.pointsOfText(terms)
		a, b := make([]float32, len(terms)), make([]float32, len(terms))
		for n := range 40 {
			ord := uint32((i + n) % len(ix.clauses))
			byPostings(ord, a)
			byText(ord, b)
			for k := range terms {
				if a[k] != b[k] {
					t.Fatalf("%s, term %d %q: %v by the text, %v by the postings", ix.clauses[ord].ID(), k, terms[k].Text, b[k], a[k])
				}
			}
		}
	}
}
