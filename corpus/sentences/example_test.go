package sentences_test

import (
	"fmt"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

func ExampleOf() {
	d, err := corpus.Parse("须知.txt", []byte("门卫须知\n第一条　来访人员应当登记，出示证件。夜间关闭大门。\n"))
	if err != nil {
		panic(err)
	}
	for _, s := range sentences.Of(d.Clauses[0]) {
		fmt.Println(d.Text(s.Words), len(s.Parts))
	}
	// Output:
	// 来访人员应当登记，出示证件 2
	// 夜间关闭大门 1
}
