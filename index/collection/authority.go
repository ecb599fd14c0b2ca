package collection

import (
	"iter"
	"math"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/status"
)

// authority gives each document the weight that the others lend it: the
// logarithm of how many of them cite it between 《》. A statute that courts and
// regulations keep naming is more often what a question is about than a
// regulation that no document names. Documents of one title share the citations, and so
// do the books of a code (民法典 合同编), which is cited as one.
func authority(docs []*corpus.Document) []float32 {
	cites := make(map[string]int, len(docs)) // key → number of citing documents
	for _, d := range docs {
		key, code := lawKeys(d.Title)
		cites[key], cites[code] = 0, 0
	}
	cited := make(map[string]bool)
	for _, d := range docs {
		clear(cited)
		own, code := lawKeys(d.Title)
		for title := range titlesIn(d.Source) {
			key := status.Key(title)
			if _, known := cites[key]; known && key != own && key != code && !cited[key] {
				cited[key] = true
				cites[key]++
			}
		}
	}
	weights := make([]float32, len(docs))
	for i, d := range docs {
		key, code := lawKeys(d.Title)
		weights[i] = float32(math.Log1p(float64(max(cites[key], cites[code]))))
	}
	return weights
}

// titlesIn yields what stands between 《 and the next 》, up to maxTitle bytes.
func titlesIn(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			_, after, ok := strings.Cut(text, "《")
			if !ok {
				return
			}
			text = after
			end := strings.Index(after[:min(len(after), maxTitle)], "》")
			if end >= 0 && !yield(after[:end]) {
				return
			}
		}
	}
}

// Cited tells how often other documents cite d: the logarithm of their number and 1, below 0 for one that is not in
// force any more or amends another.
func (c *Collection) Cited(d *corpus.Document) float64 {
	i, ok := c.byID[d.ID]
	if !ok {
		return 0
	}
	return float64(c.authority[i])
}

// Low is the authority of a text that is no longer in force, however often it is cited:
// its scores are halved.
const Low = -4

// Amending is the authority of a decision that amends other texts: people want
// the text as amended.
const Amending = -2

// lawKeys are the keys under which a document is cited: that of its title and
// that of the code whose book it is.
func lawKeys(title string) (key, code string) {
	code, _, _ = strings.Cut(strings.TrimSpace(title), " ")
	return status.Key(title), status.Key(code)
}

// maxTitle is how far a closing 》 is looked for, in bytes.
const maxTitle = 240
