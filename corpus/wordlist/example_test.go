package wordlist_test

import (
	"fmt"

	"tiaowen/corpus/wordlist"
)

func ExampleList_After() {
	adverbs := wordlist.New("应当 及时 认真")
	fmt.Println(adverbs.After("及时认真报送材料"))
	// Output: 报送材料
}
