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
	cut := func(string) []segmenter.Token { return nil } // asked for where a rule is shorter than three characters
	for _, e := range v.Expand("房东不退押金", cut) {
		fmt.Println(e)
	}
	// Output: 出租人 ← 房东
}
