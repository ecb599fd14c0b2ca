package tidy_test

import (
	"fmt"

	"tiaowen/corpus/reader"
	"tiaowen/corpus/tidy"
)

func ExampleText() {
	text := &reader.Text{Source: "第一条　来访人员应当登记。\n— 1 —\n第二条　车辆应当\n按序停放。\n— 2 —\n第三条　夜间关闭大门。\n— 3 —\n"}
	tidied, _, left := tidy.Text(text)
	fmt.Print(tidied.Source)
	fmt.Println(len(left))
	// Output:
	// 第一条　来访人员应当登记。
	// 第二条　车辆应当
	// 按序停放。
	// 第三条　夜间关闭大门。
	// 3
}
