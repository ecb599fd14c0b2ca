package reader_test

import (
	"fmt"

	"tiaowen/corpus/reader"
)

func ExampleRead() {
	text, err := reader.Read("门卫.html", []byte("<html><head><title>门卫管理办法</title></head><body><h1>门卫管理办法</h1><p>第一条 来访人员应当登记。</p></body></html>"))
	if err != nil {
		panic(err)
	}
	fmt.Println(text.Format, text.Title)
	fmt.Println(text.Source)
	// Output:
	// html 门卫管理办法
	// 门卫管理办法
	// 第一条 来访人员应当登记。
}
