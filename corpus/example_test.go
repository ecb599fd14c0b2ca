package corpus_test

import (
	"fmt"

	"tiaowen/corpus"
)

func ExampleParse() {
	d, err := corpus.Parse("须知.txt", []byte("门卫管理规定\n第一章　总则\n第一条　来访人员应当登记：\n（一）姓名；\n（二）事由。\n"))
	if err != nil {
		panic(err)
	}
	c := d.Clauses[0]
	item, _ := c.Find("第（二）项")
	fmt.Println(c.Cite(), c.Path()[0].Title, d.Text(item.Span))
	// Output: 《门卫管理规定》第一条（第一章 总则） 总则 （二）事由。
}
