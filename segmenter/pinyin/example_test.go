package pinyin_test

import (
	"fmt"

	"tiaowen/segmenter/pinyin"
)

func ExampleSyllables() {
	ways, ok := pinyin.Syllables("dangyuan")
	fmt.Println(ways, ok)
	fmt.Println(pinyin.SameSound('园', '员'))
	// Output:
	// [[dang yuan] [dang yu an]] true
	// true
}
