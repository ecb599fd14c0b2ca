package reference_test

import (
	"fmt"

	"tiaowen/index/reference"
)

func ExampleAll() {
	text := "第二十条第二款和第3至5条怎么规定"
	for _, r := range reference.All(text) {
		fmt.Println(text[r.Start:r.End], r.From, r.To, r.Unit)
	}
	// Output:
	// 第二十条 20 20 条
	// 第二款 2 2 款
	// 第3至5条 3 5 条
}
