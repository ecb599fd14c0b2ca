package spelling_test

import (
	"fmt"
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/index/cutter"
	"tiaowen/index/field"
	"tiaowen/index/spelling"
)

func ExampleSpeller_Correct() {
	docs := []*corpus.Document{corpus.Measures()}
	words, err := cutter.New("")
	if err != nil {
		fmt.Println(err)
		return
	}
	words.LearnTexts(field.SourcesOf(docs))
	count := func(word string) int { return strings.Count(docs[0].Source, word) }
	speller := spelling.New(docs, words, slices.Values([]string{"从严治党"}), count)

	fmt.Println(speller.Correct(spelling.Query{Text: "从严执党", Folded: "从严执党"}))
	// Output: 从严治党
}
