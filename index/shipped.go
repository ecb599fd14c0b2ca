package index

import (
	_ "embed"

	"tiaowen/index/meaning"
)

//go:generate go run gen_vectors.go

//go:embed measures.vectors
var shipped []byte

// Shipped gives the vectors of the text that the program carries, when they are
// the model's; nil when they are another's.
func Shipped(model string) *meaning.Vectors {
	v, err := meaning.ReadVectors(shipped, model)
	if err != nil {
		return nil
	}
	return v
}
