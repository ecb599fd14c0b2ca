package export_test

import (
	"fmt"

	"tiaowen/api/export"
	"tiaowen/corpus"
)

const text = `公章办法

第一章 总则

第一条 公章由专人保管。

第二章 使用

第二条 下列文件可以用印：
（一）合同；
（二）公函。
`

func ExampleMarkdown() {
	d, err := corpus.Parse("公章办法.txt", []byte(text))
	if err != nil {
		panic(err)
	}
	fmt.Print(export.Markdown(d))
	// Output:
	// # 公章办法
	//
	// ## 第一章 总则
	//
	// **第一条**　公章由专人保管。
	//
	// ## 第二章 使用
	//
	// **第二条**　下列文件可以用印：
	//
	// （一）合同；
	//
	// （二）公函。
}

func ExampleOutline() {
	d, err := corpus.Parse("公章办法.txt", []byte(text))
	if err != nil {
		panic(err)
	}
	fmt.Print(export.Outline(d))
	// Output:
	// # 公章办法
	//
	// - 第一章 总则
	//   - 第一条
	// - 第二章 使用
	//   - 第二条
}

func ExampleLines() {
	d, err := corpus.Parse("公章办法.txt", []byte(text))
	if err != nil {
		panic(err)
	}
	for _, line := range export.Lines(d.Clauses[1]) {
		fmt.Println(line)
	}
	// Output:
	// 下列文件可以用印：
	// （一）合同；
	// （二）公函。
}
