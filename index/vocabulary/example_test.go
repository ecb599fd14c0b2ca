package vocabulary_test

import (
	"fmt"
	"strings"

	"tiaowen/index/vocabulary"
	"tiaowen/segmenter"
)

func ExampleVocabulary_Expand() {
	v, err := vocabulary.Read(strings.NewReader("房东 -> 出租人\n"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	words := []segmenter.Token{{Text: "房东", Start: 0, End: 6}, {Text: "不退", Start: 6, End: 12}, {Text: "押金", Start: 12, End: 18}}
	for _, e := range v.Expand("房东不退押金", words) {
		fmt.Println(e)
	}
	// Output: 出租人 ← 房东
}
