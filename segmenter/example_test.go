package segmenter_test

import (
	"fmt"

	"tiaowen/segmenter"
)

func ExampleFold() {
	folded, places := segmenter.Fold("《黨章》第２０條")
	fmt.Println(folded)
	start, end := places.Span(0, len(folded))
	fmt.Println(start, end)
	// Output:
	// 《党章》第20条
	// 0 24
}
