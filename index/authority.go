package index

import (
	"math"
	"strings"

	"tiaowen/corpus"
)

// authority gives each document the weight that the others lend it: the
// logarithm of how many of them cite it between 《》. A statute that courts and
// regulations keep naming is more often what a question is about than a
// regulation nobody names. Documents of one title share the citations.
func authority(docs []*corpus.Document) []float32 {
	byKey := make(map[string]int, len(docs)) // key → number of citing documents
	for _, d := range docs {
		byKey[lawKey(d.Title)] = 0
	}
	cited := make(map[string]bool)
	for _, d := range docs {
		clear(cited)
		own := lawKey(d.Title)
		for rest := d.Source; ; {
			_, after, ok := strings.Cut(rest, "《")
			if !ok {
				break
			}
			rest = after
			end := strings.Index(after[:min(len(after), maxTitle)], "》")
			if end < 0 {
				continue
			}
			key := lawKey(after[:end])
			if _, known := byKey[key]; known && key != own && !cited[key] {
				cited[key] = true
				byKey[key]++
			}
		}
	}
	weights := make([]float32, len(docs))
	for i, d := range docs {
		weights[i] = float32(math.Log1p(float64(byKey[lawKey(d.Title)])))
	}
	return weights
}

// maxTitle is how far a closing 》 is looked for, in bytes.
const maxTitle = 240
