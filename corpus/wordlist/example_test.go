package wordlist_test

import (
	"fmt"

	"tiaowen/corpus/wordlist"
)

func ExampleRead() {
	file := wordlist.Read("# adverbs of manner\n[adverbs]\n应当 及时 认真\n")
	adverbs := file.List("adverbs")
	fmt.Println(adverbs.After("及时认真报送材料"))
	// Output: 报送材料
}
