package outline_test

import (
	"fmt"

	"tiaowen/corpus/line"
	"tiaowen/corpus/outline"
	"tiaowen/corpus/reader"
)

func ExampleRead() {
	source := "门卫管理办法\n第一章　总则\n第一条　来访人员应当登记。\n第二条　车辆按序停放。\n"
	o := outline.Read("门卫.txt", &reader.Text{Source: source}, line.Split(source))
	o.Divide()
	fmt.Println(o.Title)
	for i, l := range o.Lines {
		if l.Role == line.Clause {
			fmt.Println(o.Words(i))
		}
	}
	// Output:
	// 门卫管理办法
	// 第一条　来访人员应当登记。
	// 第二条　车辆按序停放。
}
