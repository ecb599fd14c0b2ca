package numeral_test

import (
	"fmt"

	"tiaowen/corpus/numeral"
)

func ExampleRead() {
	value, arabic, size := numeral.Read("一百零三条")
	fmt.Println(value, arabic, size)
	// Output: 103 false 12
}

func ExampleHan() {
	fmt.Println(numeral.Han(12), numeral.Han(20))
	// Output: 十二 二十
}
