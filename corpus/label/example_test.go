package label_test

import (
	"fmt"

	"tiaowen/corpus/label"
)

func ExampleRead() {
	l := label.Read("第二十条之一　值班人员应当登记。")
	fmt.Println(l.Unit == label.Article, l.Number, l.Sub)
	// Output: true 20 1
}

func ExampleReadWeak() {
	fmt.Println(label.Read("1 范围").Unit == label.None, label.ReadWeak("1 范围").Number)
	// Output: true 1
}

func ExampleReadDecimal() {
	fmt.Println(label.ReadDecimal("4.1.2 门窗").Ordinal)
	// Output: 4.1.2
}
