//go:build ignore

// Gen_vectors writes measures.vectors: the vectors of the text that the program
// carries. Processors round differently in the last digits; the portable kernels
// make the same file everywhere.
package main

import (
	"log"
	"os"

	"tiaowen/corpus"
	"tiaowen/index/meaning"
	"tiaowen/index/passage"
)

const name = "measures.vectors"

func main() {
	log.SetFlags(0)
	check(os.Setenv("TIAOWEN_CPU", "portable"))
	model, err := meaning.Open()
	check(err)
	if err := os.Remove(name); !os.IsNotExist(err) {
		check(err)
	}
	out, err := meaning.Append(name, model.ID(), meaning.Width)
	check(err)
	n := 0
	for _, c := range corpus.Measures().Clauses {
		for _, text := range passage.Pieces(c) {
			check(out.Add(meaning.KeyOf(text), model.Passage(text)))
			n++
		}
	}
	check(out.Close())
	log.Printf("%s: %d vectors of %s", name, n, model.ID())
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
