package slug_test

import (
	"fmt"

	"tiaowen/corpus/slug"
)

func ExampleID() {
	fmt.Println(slug.ID("中华人民共和国公司法", "2023-12-29"))
	// Output: gongsifa-20231229
}
