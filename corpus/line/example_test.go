package line_test

import (
	"fmt"

	"tiaowen/corpus/line"
)

func ExampleSplit() {
	source := "门卫须知\n\n　　一、来访登记。\n"
	for _, l := range line.Split(source) {
		fmt.Println(source[l.Start:l.End])
	}
	// Output:
	// 门卫须知
	// 一、来访登记。
}
