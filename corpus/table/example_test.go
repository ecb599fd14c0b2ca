package table_test

import (
	"fmt"

	"tiaowen/corpus"
	"tiaowen/corpus/table"
)

func ExampleOf() {
	d, err := corpus.Parse("收费.txt", []byte("停车收费规定\n第一条　收费标准：\n车型\t元\n小车\t5\n大车\t10\n第二条　按次收费。\n"))
	if err != nil {
		panic(err)
	}
	for _, t := range table.Of(d.Clauses[0]) {
		fmt.Println(d.Text(t.Caption), t.Head, len(t.Rows))
	}
	// Output: 收费标准： 1 3
}
